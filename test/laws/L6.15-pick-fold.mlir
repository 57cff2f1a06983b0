// L6.15 pick-fold: (fold x)[i]  =  fold (x[i])
// RUN: %cat_opt %s -cat-laws="laws=L6.15" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L6.15}' -o /dev/null

// CHECK-LABEL: @fires(
// CHECK: %[[G:.*]] = cat.gather %{{.*}} : tensor<9x4xf32>, i64
// CHECK: cat.fold_axis add %[[G]] dims [0]
cat.arrow public @fires() : !cat.hom<!cat.prod<tensor<9x4xf32>, i64>, f32> {
  %f = cat.lambda (%x: tensor<9x4xf32>, %i: i64) : !cat.hom<!cat.prod<tensor<9x4xf32>, i64>, f32> {
    %a = cat.fold_axis add %x dims [1] : tensor<9x4xf32>
    %r = cat.gather %a, %i : tensor<9xf32>, i64
    cat.yield %r : f32
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<9x4xf32>, i64>, f32>
}

// A gather picks rows, and all rows are folded.
// CHECK-LABEL: @stays(
// CHECK: cat.fold_axis
// CHECK: cat.gather
cat.arrow public @stays() : !cat.hom<!cat.prod<tensor<9x4xf32>, i64>, f32> {
  %f = cat.lambda (%x: tensor<9x4xf32>, %i: i64) : !cat.hom<!cat.prod<tensor<9x4xf32>, i64>, f32> {
    %a = cat.fold_axis add %x dims [0] : tensor<9x4xf32>
    %r = cat.gather %a, %i : tensor<4xf32>, i64
    cat.yield %r : f32
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<9x4xf32>, i64>, f32>
}
