// L6.16 partial-product: (A B)[i]  =  A[i] B
// RUN: %cat_opt %s -cat-laws="laws=L6.16" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L6.16}' -o /dev/null

#a = affine_map<(i, j, k) -> (i, k)>
#b = affine_map<(i, j, k) -> (k, j)>
#c = affine_map<(i, j, k) -> (i, j)>

// CHECK-LABEL: @fires(
// CHECK: %[[G:.*]] = cat.gather %{{.*}} : tensor<8x9xf32>, i64
// CHECK: cat.contract %[[G]], %{{.*}} : tensor<9xf32>, tensor<9x7xf32> -> tensor<7xf32>
cat.arrow public @fires() : !cat.hom<!cat.prod<tensor<8x9xf32>, tensor<9x7xf32>, i64>, tensor<7xf32>> {
  %f = cat.lambda (%a: tensor<8x9xf32>, %b: tensor<9x7xf32>, %i: i64) : !cat.hom<!cat.prod<tensor<8x9xf32>, tensor<9x7xf32>, i64>, tensor<7xf32>> {
    %p = cat.contract %a, %b maps [#a, #b, #c] : tensor<8x9xf32>, tensor<9x7xf32> -> tensor<8x7xf32>
    %r = cat.gather %p, %i : tensor<8x7xf32>, i64
    cat.yield %r : tensor<7xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<8x9xf32>, tensor<9x7xf32>, i64>, tensor<7xf32>>
}

// All of the product is wanted.
// CHECK-LABEL: @stays(
// CHECK: cat.contract
// CHECK: cat.gather
cat.arrow public @stays() : !cat.hom<!cat.prod<tensor<8x9xf32>, tensor<9x7xf32>, i64>, tensor<7xf32>> {
  %f = cat.lambda (%a: tensor<8x9xf32>, %b: tensor<9x7xf32>, %i: i64) : !cat.hom<!cat.prod<tensor<8x9xf32>, tensor<9x7xf32>, i64>, tensor<7xf32>> {
    %p = cat.contract %a, %b maps [#a, #b, #c] : tensor<8x9xf32>, tensor<9x7xf32> -> tensor<8x7xf32>
    %s = cat.fold_axis add %p dims [0] : tensor<8x7xf32>
    %g = cat.gather %p, %i : tensor<8x7xf32>, i64
    %r = cat.add %s, %g : tensor<7xf32>
    cat.yield %r : tensor<7xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<8x9xf32>, tensor<9x7xf32>, i64>, tensor<7xf32>>
}
