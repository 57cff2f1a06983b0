// L9.2 transposed-product: (A B)ᵀ: one product that writes by columns
// RUN: %cat_opt %s -allow-unregistered-dialect -cat-laws="laws=L9.2" | FileCheck %s

#a = affine_map<(i, j, k) -> (i, k)>
#b = affine_map<(i, j, k) -> (k, j)>
#c = affine_map<(i, j, k) -> (i, j)>

// CHECK-LABEL: @fires(
// CHECK-NOT: cat.transpose
// CHECK: cat.contract {{.*}} -> tensor<4x2xf32>
cat.pipeline @fires(%a: tensor<2x3xf32>, %b: tensor<3x4xf32>) {
  %p = cat.contract %a, %b maps [#a, #b, #c] : tensor<2x3xf32>, tensor<3x4xf32> -> tensor<2x4xf32>
  %r = cat.transpose %p perm [1, 0] : tensor<2x4xf32>
  "test.use"(%r) : (tensor<4x2xf32>) -> ()
  cat.yield
}

// The product is wanted as it is, too.
// CHECK-LABEL: @stays(
// CHECK: cat.transpose
cat.pipeline @stays(%a: tensor<2x3xf32>, %b: tensor<3x4xf32>) {
  %p = cat.contract %a, %b maps [#a, #b, #c] : tensor<2x3xf32>, tensor<3x4xf32> -> tensor<2x4xf32>
  %r = cat.transpose %p perm [1, 0] : tensor<2x4xf32>
  "test.use"(%p) : (tensor<2x4xf32>) -> ()
  "test.use"(%r) : (tensor<4x2xf32>) -> ()
  cat.yield
}
