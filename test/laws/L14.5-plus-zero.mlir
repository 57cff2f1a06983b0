// L14.5 plus-zero: x + 0  =  x, but for -0
// RUN: %cat_opt %s -allow-unregistered-dialect -cat-laws="laws=L14.5 fp=finite" | FileCheck %s
// RUN: %cat_opt %s -allow-unregistered-dialect -cat-laws="laws=L14.5 fp=fast" | FileCheck %s --check-prefix=NOT-ADMITTED

// CHECK-LABEL: @fires(
// CHECK: "test.use"(%arg0)
// NOT-ADMITTED-LABEL: @fires(
// NOT-ADMITTED: cat.add
cat.pipeline @fires(%x: tensor<4xf32>, %y: tensor<4xf32>) {
  %k = cat.const dense<0.0> : tensor<4xf32>
  %r = cat.add %x, %k : tensor<4xf32>
  "test.use"(%r) : (tensor<4xf32>) -> ()
  cat.yield
}

// CHECK-LABEL: @stays(
// CHECK: cat.add
cat.pipeline @stays(%x: tensor<4xf32>, %y: tensor<4xf32>) {
  %k = cat.const dense<1.0> : tensor<4xf32>
  %r = cat.add %x, %k : tensor<4xf32>
  "test.use"(%r) : (tensor<4xf32>) -> ()
  cat.yield
}
