// L9.12 scale-factor: (c · A) B  =  A (c · B)  =  c · (A B): the smallest is scaled
// RUN: %cat_opt %s -cat-laws="laws=L9.12" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L9.12} tolerance=1e-4' -o /dev/null
// RUN: %cat_opt %s -cat-laws="laws=L9.12 fp=exact" | FileCheck %s --check-prefix=NOT-ADMITTED

#a = affine_map<(i, j, k) -> (i, k)>
#b = affine_map<(i, j, k) -> (k, j)>
#c = affine_map<(i, j, k) -> (i, j)>

// CHECK-LABEL: @fires(
// CHECK: %[[C:.*]] = cat.broadcast %{{.*}} dims [1] : tensor<8xf32> -> tensor<8x2xf32>
// CHECK: %[[S:.*]] = cat.div %{{.*}}, %[[C]] : tensor<8x2xf32>
// CHECK: cat.contract %{{.*}}, %[[S]]
// NOT-ADMITTED-LABEL: @fires(
// NOT-ADMITTED: cat.broadcast
// NOT-ADMITTED: cat.div
// NOT-ADMITTED: cat.contract
cat.arrow public @fires() : !cat.hom<!cat.prod<tensor<64x8xf32>, tensor<8xf32>, tensor<8x2xf32>>, tensor<64x2xf32>> {
  %f = cat.lambda (%a: tensor<64x8xf32>, %d: tensor<8xf32>, %w: tensor<8x2xf32>) : !cat.hom<!cat.prod<tensor<64x8xf32>, tensor<8xf32>, tensor<8x2xf32>>, tensor<64x2xf32>> {
    %c = cat.broadcast %d dims [0] : tensor<8xf32> -> tensor<64x8xf32>
    %s = cat.div %a, %c : tensor<64x8xf32>
    %r = cat.contract %s, %w maps [#a, #b, #c] : tensor<64x8xf32>, tensor<8x2xf32> -> tensor<64x2xf32>
    cat.yield %r : tensor<64x2xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<64x8xf32>, tensor<8xf32>, tensor<8x2xf32>>, tensor<64x2xf32>>
}

// A shift is no scaling.
// CHECK-LABEL: @stays(
// CHECK: cat.sub
// CHECK: cat.contract
cat.arrow public @stays() : !cat.hom<!cat.prod<tensor<64x8xf32>, tensor<8xf32>, tensor<8x2xf32>>, tensor<64x2xf32>> {
  %f = cat.lambda (%a: tensor<64x8xf32>, %d: tensor<8xf32>, %w: tensor<8x2xf32>) : !cat.hom<!cat.prod<tensor<64x8xf32>, tensor<8xf32>, tensor<8x2xf32>>, tensor<64x2xf32>> {
    %c = cat.broadcast %d dims [0] : tensor<8xf32> -> tensor<64x8xf32>
    %s = cat.sub %a, %c : tensor<64x8xf32>
    %r = cat.contract %s, %w maps [#a, #b, #c] : tensor<64x8xf32>, tensor<8x2xf32> -> tensor<64x2xf32>
    cat.yield %r : tensor<64x2xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<64x8xf32>, tensor<8xf32>, tensor<8x2xf32>>, tensor<64x2xf32>>
}
