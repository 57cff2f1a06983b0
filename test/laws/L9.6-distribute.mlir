// L9.6 distribute: A x + B x  =  (A + B) x
// RUN: %cat_opt %s -allow-unregistered-dialect -cat-laws="laws=L9.6" | FileCheck %s
// RUN: %cat_opt %s -allow-unregistered-dialect -cat-laws="laws=L9.6 fp=exact" | FileCheck %s --check-prefix=NOT-ADMITTED

#a = affine_map<(i, j, k) -> (i, k)>
#b = affine_map<(i, j, k) -> (k, j)>
#c = affine_map<(i, j, k) -> (i, j)>

// CHECK-LABEL: @fires(
// CHECK: %[[S:.*]] = cat.add %arg0, %arg1
// CHECK: cat.contract %[[S]], %arg2
// CHECK-NOT: cat.contract
// NOT-ADMITTED-LABEL: @fires(
// NOT-ADMITTED-COUNT-2: cat.contract
cat.pipeline @fires(%a: tensor<2x3xf32>, %b: tensor<2x3xf32>, %x: tensor<3x4xf32>) {
  %p = cat.contract %a, %x maps [#a, #b, #c] : tensor<2x3xf32>, tensor<3x4xf32> -> tensor<2x4xf32>
  %q = cat.contract %b, %x maps [#a, #b, #c] : tensor<2x3xf32>, tensor<3x4xf32> -> tensor<2x4xf32>
  %r = cat.add %p, %q : tensor<2x4xf32>
  "test.use"(%r) : (tensor<2x4xf32>) -> ()
  cat.yield
}

// Nothing is shared.
// CHECK-LABEL: @stays(
// CHECK-COUNT-2: cat.contract
cat.pipeline @stays(%a: tensor<2x3xf32>, %b: tensor<2x3xf32>, %x: tensor<3x4xf32>, %y: tensor<3x4xf32>) {
  %p = cat.contract %a, %x maps [#a, #b, #c] : tensor<2x3xf32>, tensor<3x4xf32> -> tensor<2x4xf32>
  %q = cat.contract %b, %y maps [#a, #b, #c] : tensor<2x3xf32>, tensor<3x4xf32> -> tensor<2x4xf32>
  %r = cat.add %p, %q : tensor<2x4xf32>
  "test.use"(%r) : (tensor<2x4xf32>) -> ()
  cat.yield
}
