// L14.2 over-one: x / 1  =  x
// RUN: %cat_opt %s -allow-unregistered-dialect -cat-laws="laws=L14.2" | FileCheck %s

// CHECK-LABEL: @fires(
// CHECK: "test.use"(%arg0)
cat.pipeline @fires(%x: tensor<4xf32>, %y: tensor<4xf32>) {
  %k = cat.const dense<1.0> : tensor<4xf32>
  %r = cat.div %x, %k : tensor<4xf32>
  "test.use"(%r) : (tensor<4xf32>) -> ()
  cat.yield
}

// 1 / x is no x.
// CHECK-LABEL: @stays(
// CHECK: cat.div
cat.pipeline @stays(%x: tensor<4xf32>, %y: tensor<4xf32>) {
  %k = cat.const dense<1.0> : tensor<4xf32>
  %r = cat.div %k, %x : tensor<4xf32>
  "test.use"(%r) : (tensor<4xf32>) -> ()
  cat.yield
}
