// L9.5 factor-leaves-sum: Σ (c · x)  =  c · Σ x
// RUN: %cat_opt %s -allow-unregistered-dialect -cat-laws="laws=L9.5" | FileCheck %s
// RUN: %cat_opt %s -allow-unregistered-dialect -cat-laws="laws=L9.5 fp=exact" | FileCheck %s --check-prefix=NOT-ADMITTED

// CHECK-LABEL: @fires(
// CHECK: %[[S:.*]] = cat.fold_axis add %arg1
// CHECK: cat.mul %arg0, %[[S]] : f32
// NOT-ADMITTED-LABEL: @fires(
// NOT-ADMITTED: cat.mul {{.*}} : tensor<9xf32>
cat.pipeline @fires(%c: f32, %x: tensor<9xf32>) {
  %b = cat.broadcast %c dims [0] : f32 -> tensor<9xf32>
  %p = cat.mul %b, %x : tensor<9xf32>
  %r = cat.fold_axis add %p dims [0] : tensor<9xf32>
  "test.use"(%r) : (f32) -> ()
  cat.yield
}

// The factor is not the same for all.
// CHECK-LABEL: @stays(
// CHECK: cat.mul {{.*}} : tensor<9xf32>
cat.pipeline @stays(%c: tensor<9xf32>, %x: tensor<9xf32>) {
  %p = cat.mul %c, %x : tensor<9xf32>
  %r = cat.fold_axis add %p dims [0] : tensor<9xf32>
  "test.use"(%r) : (f32) -> ()
  cat.yield
}
