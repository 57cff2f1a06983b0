// L9.2 transposed-product: (A B)ᵀ: one product that writes by columns
// RUN: %cat_opt %s -cat-laws="laws=L9.2" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L9.2}' -o /dev/null

#a = affine_map<(i, j, k) -> (i, k)>
#b = affine_map<(i, j, k) -> (k, j)>
#c = affine_map<(i, j, k) -> (i, j)>

// CHECK-LABEL: @fires(
// CHECK-NOT: cat.transpose
// CHECK: cat.contract {{.*}} -> tensor<4x2xf32>
cat.arrow public @fires() : !cat.hom<!cat.prod<tensor<2x3xf32>, tensor<3x4xf32>>, tensor<4x2xf32>> {
  %f = cat.lambda (%a: tensor<2x3xf32>, %b: tensor<3x4xf32>) : !cat.hom<!cat.prod<tensor<2x3xf32>, tensor<3x4xf32>>, tensor<4x2xf32>> {
    %p = cat.contract %a, %b maps [#a, #b, #c] : tensor<2x3xf32>, tensor<3x4xf32> -> tensor<2x4xf32>
    %r = cat.transpose %p perm [1, 0] : tensor<2x4xf32>
    cat.yield %r : tensor<4x2xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<2x3xf32>, tensor<3x4xf32>>, tensor<4x2xf32>>
}

// The product is wanted as it is, too.
// CHECK-LABEL: @stays(
// CHECK: cat.transpose
cat.arrow public @stays() : !cat.hom<!cat.prod<tensor<2x3xf32>, tensor<3x4xf32>>, !cat.prod<tensor<2x4xf32>, tensor<4x2xf32>>> {
  %f = cat.lambda (%a: tensor<2x3xf32>, %b: tensor<3x4xf32>) : !cat.hom<!cat.prod<tensor<2x3xf32>, tensor<3x4xf32>>, !cat.prod<tensor<2x4xf32>, tensor<4x2xf32>>> {
    %p = cat.contract %a, %b maps [#a, #b, #c] : tensor<2x3xf32>, tensor<3x4xf32> -> tensor<2x4xf32>
    %r = cat.transpose %p perm [1, 0] : tensor<2x4xf32>
    cat.yield %p, %r : tensor<2x4xf32>, tensor<4x2xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<2x3xf32>, tensor<3x4xf32>>, !cat.prod<tensor<2x4xf32>, tensor<4x2xf32>>>
}
