// L9.5 factor-leaves-sum: Σ (c · x)  =  c · Σ x
// RUN: %cat_opt %s -cat-laws="laws=L9.5" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L9.5} tolerance=1e-4' -o /dev/null
// RUN: %cat_opt %s -cat-laws="laws=L9.5 fp=exact" | FileCheck %s --check-prefix=NOT-ADMITTED

// CHECK-LABEL: @fires(
// CHECK: %[[S:.*]] = cat.fold_axis add %arg1
// CHECK: cat.mul %arg0, %[[S]] : f32
// NOT-ADMITTED-LABEL: @fires(
// NOT-ADMITTED: cat.mul {{.*}} : tensor<9xf32>
cat.arrow public @fires() : !cat.hom<!cat.prod<f32, tensor<9xf32>>, f32> {
  %f = cat.lambda (%c: f32, %x: tensor<9xf32>) : !cat.hom<!cat.prod<f32, tensor<9xf32>>, f32> {
    %b = cat.broadcast %c dims [0] : f32 -> tensor<9xf32>
    %p = cat.mul %b, %x : tensor<9xf32>
    %r = cat.fold_axis add %p dims [0] : tensor<9xf32>
    cat.yield %r : f32
  }
  cat.yield %f : !cat.hom<!cat.prod<f32, tensor<9xf32>>, f32>
}

// The factor is not the same for all.
// CHECK-LABEL: @stays(
// CHECK: cat.mul {{.*}} : tensor<9xf32>
cat.arrow public @stays() : !cat.hom<!cat.prod<tensor<9xf32>, tensor<9xf32>>, f32> {
  %f = cat.lambda (%c: tensor<9xf32>, %x: tensor<9xf32>) : !cat.hom<!cat.prod<tensor<9xf32>, tensor<9xf32>>, f32> {
    %p = cat.mul %c, %x : tensor<9xf32>
    %r = cat.fold_axis add %p dims [0] : tensor<9xf32>
    cat.yield %r : f32
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<9xf32>, tensor<9xf32>>, f32>
}
