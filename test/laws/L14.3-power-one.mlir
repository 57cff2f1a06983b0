// L14.3 power-one: x ^ 1  =  x
// RUN: %cat_opt %s -allow-unregistered-dialect -cat-laws="laws=L14.3" | FileCheck %s

// CHECK-LABEL: @fires(
// CHECK: "test.use"(%arg0)
cat.pipeline @fires(%x: tensor<4xf32>, %y: tensor<4xf32>) {
  %k = cat.const dense<1.0> : tensor<4xf32>
  %r = cat.pow %x, %k : tensor<4xf32>
  "test.use"(%r) : (tensor<4xf32>) -> ()
  cat.yield
}

// CHECK-LABEL: @stays(
// CHECK: cat.pow
cat.pipeline @stays(%x: tensor<4xf32>, %y: tensor<4xf32>) {
  %k = cat.const dense<1.0> : tensor<4xf32>
  %r = cat.pow %k, %x : tensor<4xf32>
  "test.use"(%r) : (tensor<4xf32>) -> ()
  cat.yield
}
