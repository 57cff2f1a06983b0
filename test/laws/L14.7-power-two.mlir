// L14.7 power-two: x ^ 2  =  x · x
// RUN: %cat_opt %s -allow-unregistered-dialect -cat-laws="laws=L14.7" | FileCheck %s
// RUN: %cat_opt %s -allow-unregistered-dialect -cat-laws="laws=L14.7 fp=exact" | FileCheck %s --check-prefix=NOT-ADMITTED

// CHECK-LABEL: @fires(
// CHECK: cat.mul %arg0, %arg0
// NOT-ADMITTED-LABEL: @fires(
// NOT-ADMITTED: cat.pow
cat.pipeline @fires(%x: tensor<4xf32>, %y: tensor<4xf32>) {
  %k = cat.const dense<2.0> : tensor<4xf32>
  %r = cat.pow %x, %k : tensor<4xf32>
  "test.use"(%r) : (tensor<4xf32>) -> ()
  cat.yield
}

// CHECK-LABEL: @stays(
// CHECK: cat.pow
cat.pipeline @stays(%x: tensor<4xf32>, %y: tensor<4xf32>) {
  %k = cat.const dense<3.0> : tensor<4xf32>
  %r = cat.pow %x, %k : tensor<4xf32>
  "test.use"(%r) : (tensor<4xf32>) -> ()
  cat.yield
}
