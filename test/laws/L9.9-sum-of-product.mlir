// L9.9 sum-of-product: Σᵢ (A B)[i]  =  (Σᵢ A[i]) B
// RUN: %cat_opt %s -cat-laws="laws=L9.9" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L9.9} tolerance=1e-4 cases=4' -o /dev/null
// RUN: %cat_opt %s -cat-laws="laws=L9.9 fp=exact" | FileCheck %s --check-prefix=NOT-ADMITTED

#a = affine_map<(i, j, k) -> (i, k)>
#b = affine_map<(i, j, k) -> (k, j)>
#c = affine_map<(i, j, k) -> (i, j)>

// CHECK-LABEL: @fires(
// CHECK: %[[S:.*]] = cat.fold_axis add %{{.*}} dims [0] : tensor<64x32xf32>
// CHECK: cat.contract %[[S]], %{{.*}} -> tensor<32xf32>
// NOT-ADMITTED-LABEL: @fires(
// NOT-ADMITTED: cat.contract
// NOT-ADMITTED: cat.fold_axis
cat.arrow public @fires() : !cat.hom<!cat.prod<tensor<64x32xf32>, tensor<32x32xf32>>, tensor<32xf32>> {
  %f = cat.lambda (%a: tensor<64x32xf32>, %b: tensor<32x32xf32>) : !cat.hom<!cat.prod<tensor<64x32xf32>, tensor<32x32xf32>>, tensor<32xf32>> {
    %p = cat.contract %a, %b maps [#a, #b, #c] : tensor<64x32xf32>, tensor<32x32xf32> -> tensor<64x32xf32>
    %r = cat.fold_axis add %p dims [0] : tensor<64x32xf32>
    cat.yield %r : tensor<32xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<64x32xf32>, tensor<32x32xf32>>, tensor<32xf32>>
}

// The greatest of a product is not the product of the greatest.
// CHECK-LABEL: @stays(
// CHECK: cat.contract
// CHECK: cat.fold_axis max
cat.arrow public @stays() : !cat.hom<!cat.prod<tensor<64x32xf32>, tensor<32x32xf32>>, tensor<32xf32>> {
  %f = cat.lambda (%a: tensor<64x32xf32>, %b: tensor<32x32xf32>) : !cat.hom<!cat.prod<tensor<64x32xf32>, tensor<32x32xf32>>, tensor<32xf32>> {
    %p = cat.contract %a, %b maps [#a, #b, #c] : tensor<64x32xf32>, tensor<32x32xf32> -> tensor<64x32xf32>
    %r = cat.fold_axis max %p dims [0] : tensor<64x32xf32>
    cat.yield %r : tensor<32xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<64x32xf32>, tensor<32x32xf32>>, tensor<32xf32>>
}
