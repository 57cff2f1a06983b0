// L9.1 product-transposed: Aᵀ B: one product that reads A by columns
// RUN: %cat_opt %s -cat-laws="laws=L9.1" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L9.1}' -o /dev/null

#a = affine_map<(i, j, k) -> (i, k)>
#b = affine_map<(i, j, k) -> (k, j)>
#c = affine_map<(i, j, k) -> (i, j)>

// CHECK-LABEL: @fires(
// CHECK-NOT: cat.transpose
// CHECK: cat.contract %arg0, %arg1
cat.arrow public @fires() : !cat.hom<!cat.prod<tensor<3x2xf32>, tensor<3x4xf32>>, tensor<2x4xf32>> {
  %f = cat.lambda (%a: tensor<3x2xf32>, %b: tensor<3x4xf32>) : !cat.hom<!cat.prod<tensor<3x2xf32>, tensor<3x4xf32>>, tensor<2x4xf32>> {
    %t = cat.transpose %a perm [1, 0] : tensor<3x2xf32>
    %r = cat.contract %t, %b maps [#a, #b, #c] : tensor<2x3xf32>, tensor<3x4xf32> -> tensor<2x4xf32>
    cat.yield %r : tensor<2x4xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<3x2xf32>, tensor<3x4xf32>>, tensor<2x4xf32>>
}

// CHECK-LABEL: @stays(
// CHECK: cat.contract %arg0, %arg1
cat.arrow public @stays() : !cat.hom<!cat.prod<tensor<2x3xf32>, tensor<3x4xf32>>, tensor<2x4xf32>> {
  %f = cat.lambda (%a: tensor<2x3xf32>, %b: tensor<3x4xf32>) : !cat.hom<!cat.prod<tensor<2x3xf32>, tensor<3x4xf32>>, tensor<2x4xf32>> {
    %r = cat.contract %a, %b maps [#a, #b, #c] : tensor<2x3xf32>, tensor<3x4xf32> -> tensor<2x4xf32>
    cat.yield %r : tensor<2x4xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<2x3xf32>, tensor<3x4xf32>>, tensor<2x4xf32>>
}
