// L6.18 product-through-table: T[i] W  =  (T W)[i], where the table has fewer rows than are read
// RUN: %cat_opt %s -cat-laws="laws=L6.18" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L6.18} cases=4' -o /dev/null

#a = affine_map<(i, j, k) -> (i, k)>
#b = affine_map<(i, j, k) -> (k, j)>
#c = affine_map<(i, j, k) -> (i, j)>

// CHECK-LABEL: @fires(
// CHECK: %[[P:.*]] = cat.contract %{{.*}} : tensor<3x32xf32>, tensor<32x32xf32> -> tensor<3x32xf32>
// CHECK: cat.gather %[[P]]
cat.arrow public @fires() : !cat.hom<!cat.prod<tensor<3x32xf32>, tensor<32x32xf32>, tensor<64xi64>>, tensor<64x32xf32>> {
  %f = cat.lambda (%t: tensor<3x32xf32>, %w: tensor<32x32xf32>, %i: tensor<64xi64>) : !cat.hom<!cat.prod<tensor<3x32xf32>, tensor<32x32xf32>, tensor<64xi64>>, tensor<64x32xf32>> {
    %e = cat.gather %t, %i : tensor<3x32xf32>, tensor<64xi64>
    %r = cat.contract %e, %w maps [#a, #b, #c] : tensor<64x32xf32>, tensor<32x32xf32> -> tensor<64x32xf32>
    cat.yield %r : tensor<64x32xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<3x32xf32>, tensor<32x32xf32>, tensor<64xi64>>, tensor<64x32xf32>>
}

// Only a few rows are read.
// CHECK-LABEL: @stays(
// CHECK: %[[G:.*]] = cat.gather
// CHECK: cat.contract %[[G]]
cat.arrow public @stays() : !cat.hom<!cat.prod<tensor<300x32xf32>, tensor<32x32xf32>, tensor<4xi64>>, tensor<4x32xf32>> {
  %f = cat.lambda (%t: tensor<300x32xf32>, %w: tensor<32x32xf32>, %i: tensor<4xi64>) : !cat.hom<!cat.prod<tensor<300x32xf32>, tensor<32x32xf32>, tensor<4xi64>>, tensor<4x32xf32>> {
    %e = cat.gather %t, %i : tensor<300x32xf32>, tensor<4xi64>
    %r = cat.contract %e, %w maps [#a, #b, #c] : tensor<4x32xf32>, tensor<32x32xf32> -> tensor<4x32xf32>
    cat.yield %r : tensor<4x32xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<300x32xf32>, tensor<32x32xf32>, tensor<4xi64>>, tensor<4x32xf32>>
}
