// L14.1 times-one: x · 1  =  x
// RUN: %cat_opt %s -allow-unregistered-dialect -cat-laws="laws=L14.1" | FileCheck %s

// CHECK-LABEL: @fires(
// CHECK: "test.use"(%arg0)
cat.pipeline @fires(%x: tensor<4xf32>, %y: tensor<4xf32>) {
  %k = cat.const dense<1.0> : tensor<4xf32>
  %r = cat.mul %x, %k : tensor<4xf32>
  "test.use"(%r) : (tensor<4xf32>) -> ()
  cat.yield
}

// CHECK-LABEL: @stays(
// CHECK: cat.mul
cat.pipeline @stays(%x: tensor<4xf32>, %y: tensor<4xf32>) {
  %k = cat.const dense<1.5> : tensor<4xf32>
  %r = cat.mul %x, %k : tensor<4xf32>
  "test.use"(%r) : (tensor<4xf32>) -> ()
  cat.yield
}
