// L14.4 minus-zero: x - 0  =  x
// RUN: %cat_opt %s -allow-unregistered-dialect -cat-laws="laws=L14.4" | FileCheck %s

// CHECK-LABEL: @fires(
// CHECK: "test.use"(%arg0)
cat.pipeline @fires(%x: tensor<4xf32>, %y: tensor<4xf32>) {
  %k = cat.const dense<0.0> : tensor<4xf32>
  %r = cat.sub %x, %k : tensor<4xf32>
  "test.use"(%r) : (tensor<4xf32>) -> ()
  cat.yield
}

// -0 - -0 is 0.
// CHECK-LABEL: @stays(
// CHECK: cat.sub
cat.pipeline @stays(%x: tensor<4xf32>, %y: tensor<4xf32>) {
  %k = cat.const dense<-0.0> : tensor<4xf32>
  %r = cat.sub %x, %k : tensor<4xf32>
  "test.use"(%r) : (tensor<4xf32>) -> ()
  cat.yield
}
