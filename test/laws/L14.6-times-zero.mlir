// L14.6 times-zero: x · 0  =  0, but for infinities and NaN
// RUN: %cat_opt %s -allow-unregistered-dialect -cat-laws="laws=L14.6 fp=finite" | FileCheck %s
// RUN: %cat_opt %s -allow-unregistered-dialect -cat-laws="laws=L14.6 fp=fast" | FileCheck %s --check-prefix=NOT-ADMITTED

// CHECK-LABEL: @fires(
// CHECK: %[[Z:.*]] = cat.const
// CHECK: "test.use"(%[[Z]])
// NOT-ADMITTED-LABEL: @fires(
// NOT-ADMITTED: cat.mul
cat.pipeline @fires(%x: tensor<4xf32>, %y: tensor<4xf32>) {
  %k = cat.const dense<0.0> : tensor<4xf32>
  %r = cat.mul %x, %k : tensor<4xf32>
  "test.use"(%r) : (tensor<4xf32>) -> ()
  cat.yield
}

// CHECK-LABEL: @stays(
// CHECK: cat.mul
cat.pipeline @stays(%x: tensor<4xf32>, %y: tensor<4xf32>) {
  %k = cat.const dense<2.0> : tensor<4xf32>
  %r = cat.mul %x, %k : tensor<4xf32>
  "test.use"(%r) : (tensor<4xf32>) -> ()
  cat.yield
}
