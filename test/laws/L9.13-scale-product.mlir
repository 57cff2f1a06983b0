// L9.13 scale-product: c · (A B)  =  (c · A) B  =  A (c · B): the smallest is scaled
// RUN: %cat_opt %s -cat-laws="laws=L9.13" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L9.13} tolerance=1e-4' -o /dev/null
// RUN: %cat_opt %s -cat-laws="laws=L9.13 fp=exact" | FileCheck %s --check-prefix=NOT-ADMITTED

#a = affine_map<(i, j, k) -> (i, k)>
#b = affine_map<(i, j, k) -> (k, j)>
#c = affine_map<(i, j, k) -> (i, j)>

// CHECK-LABEL: @fires(
// CHECK: %[[S:.*]] = cat.mul %{{.*}} : tensor<9x2xf32>
// CHECK: cat.contract %[[S]]
// NOT-ADMITTED-LABEL: @fires(
// NOT-ADMITTED: cat.contract
// NOT-ADMITTED: cat.broadcast
// NOT-ADMITTED: cat.mul
cat.arrow public @fires() : !cat.hom<!cat.prod<tensor<9x2xf32>, tensor<2x9xf32>, f32>, tensor<9x9xf32>> {
  %f = cat.lambda (%a: tensor<9x2xf32>, %b: tensor<2x9xf32>, %c: f32) : !cat.hom<!cat.prod<tensor<9x2xf32>, tensor<2x9xf32>, f32>, tensor<9x9xf32>> {
    %p = cat.contract %a, %b maps [#a, #b, #c] : tensor<9x2xf32>, tensor<2x9xf32> -> tensor<9x9xf32>
    %k = cat.broadcast %c dims [0, 1] : f32 -> tensor<9x9xf32>
    %r = cat.mul %p, %k : tensor<9x9xf32>
    cat.yield %r : tensor<9x9xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<9x2xf32>, tensor<2x9xf32>, f32>, tensor<9x9xf32>>
}

// The result is the smallest.
// CHECK-LABEL: @stays(
// CHECK: cat.contract
// CHECK: cat.mul
cat.arrow public @stays() : !cat.hom<!cat.prod<tensor<9x2xf32>, tensor<2x9xf32>, f32>, tensor<2x2xf32>> {
  %f = cat.lambda (%a: tensor<9x2xf32>, %b: tensor<2x9xf32>, %c: f32) : !cat.hom<!cat.prod<tensor<9x2xf32>, tensor<2x9xf32>, f32>, tensor<2x2xf32>> {
    %p = cat.contract %b, %a maps [#a, #b, #c] : tensor<2x9xf32>, tensor<9x2xf32> -> tensor<2x2xf32>
    %k = cat.broadcast %c dims [0, 1] : f32 -> tensor<2x2xf32>
    %r = cat.mul %p, %k : tensor<2x2xf32>
    cat.yield %r : tensor<2x2xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<9x2xf32>, tensor<2x9xf32>, f32>, tensor<2x2xf32>>
}
