// L9.14 biases: (A x + a) + b  =  A x + (a + b), for a and b that are the same for all rows
// RUN: %cat_opt %s -cat-laws="laws=L9.14" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L9.14} tolerance=1e-4' -o /dev/null
// RUN: %cat_opt %s -cat-laws="laws=L9.14 fp=exact" | FileCheck %s --check-prefix=NOT-ADMITTED

#a = affine_map<(i, j, k) -> (i, k)>
#b = affine_map<(i, j, k) -> (k, j)>
#c = affine_map<(i, j, k) -> (i, j)>

// CHECK-LABEL: @fires(
// CHECK: %[[D:.*]] = cat.sub %{{.*}} : tensor<3xf32>
// CHECK: cat.sub %{{.*}} : tensor<9x3xf32>
// CHECK-NOT: cat.add
// NOT-ADMITTED-LABEL: @fires(
// NOT-ADMITTED: cat.contract
// NOT-ADMITTED: cat.broadcast
// NOT-ADMITTED: cat.broadcast
// NOT-ADMITTED: cat.sub
// NOT-ADMITTED: cat.add
cat.arrow public @fires() : !cat.hom<!cat.prod<tensor<9x4xf32>, tensor<4x3xf32>, tensor<3xf32>, tensor<3xf32>>, tensor<9x3xf32>> {
  %f = cat.lambda (%x: tensor<9x4xf32>, %w: tensor<4x3xf32>, %a: tensor<3xf32>, %b: tensor<3xf32>) : !cat.hom<!cat.prod<tensor<9x4xf32>, tensor<4x3xf32>, tensor<3xf32>, tensor<3xf32>>, tensor<9x3xf32>> {
    %p = cat.contract %x, %w maps [#a, #b, #c] : tensor<9x4xf32>, tensor<4x3xf32> -> tensor<9x3xf32>
    %c = cat.broadcast %a dims [0] : tensor<3xf32> -> tensor<9x3xf32>
    %d = cat.broadcast %b dims [0] : tensor<3xf32> -> tensor<9x3xf32>
    %s = cat.sub %p, %c : tensor<9x3xf32>
    %r = cat.add %s, %d : tensor<9x3xf32>
    cat.yield %r : tensor<9x3xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<9x4xf32>, tensor<4x3xf32>, tensor<3xf32>, tensor<3xf32>>, tensor<9x3xf32>>
}

// Of other sums, as x - max x - log Σ, each difference is wanted as it is.
// CHECK-LABEL: @stays(
// CHECK: cat.sub
// CHECK: cat.add
cat.arrow public @stays() : !cat.hom<!cat.prod<tensor<9x3xf32>, tensor<3xf32>, tensor<3xf32>>, tensor<9x3xf32>> {
  %f = cat.lambda (%p: tensor<9x3xf32>, %a: tensor<3xf32>, %b: tensor<3xf32>) : !cat.hom<!cat.prod<tensor<9x3xf32>, tensor<3xf32>, tensor<3xf32>>, tensor<9x3xf32>> {
    %c = cat.broadcast %a dims [0] : tensor<3xf32> -> tensor<9x3xf32>
    %d = cat.broadcast %b dims [0] : tensor<3xf32> -> tensor<9x3xf32>
    %s = cat.sub %p, %c : tensor<9x3xf32>
    %r = cat.add %s, %d : tensor<9x3xf32>
    cat.yield %r : tensor<9x3xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<9x3xf32>, tensor<3xf32>, tensor<3xf32>>, tensor<9x3xf32>>
}
