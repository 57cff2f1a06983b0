// L6.8 pick-broadcast: (broadcast x)[i]  =  broadcast x, where i is in bounds
// RUN: %cat_opt %s -cat-laws="laws=L6.8" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L6.8}' -o /dev/null

// CHECK-LABEL: @fires(
// CHECK: cat.broadcast %{{.*}} dims [0] : tensor<4xf32> -> tensor<2x4xf32>
// CHECK-NOT: cat.slice
cat.arrow public @fires() : !cat.hom<!cat.prod<f32, tensor<4xf32>>, tensor<2x4xf32>> {
  %f = cat.lambda (%x: f32, %y: tensor<4xf32>) : !cat.hom<!cat.prod<f32, tensor<4xf32>>, tensor<2x4xf32>> {
    %zero = cat.const 1 : index
    %two = cat.const 2 : index
    %w = cat.broadcast %y dims [0] : tensor<4xf32> -> tensor<6x4xf32>
    %r = cat.slice %w[%zero, %two] axis 0 : tensor<6x4xf32> -> tensor<2x4xf32>
    cat.yield %r : tensor<2x4xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<f32, tensor<4xf32>>, tensor<2x4xf32>>
}

// The place may be out of range.
// CHECK-LABEL: @stays(
// CHECK: cat.broadcast
// CHECK: cat.gather
cat.arrow public @stays() : !cat.hom<!cat.prod<f32, tensor<4xf32>>, tensor<4xf32>> {
  %f = cat.lambda (%x: f32, %y: tensor<4xf32>) : !cat.hom<!cat.prod<f32, tensor<4xf32>>, tensor<4xf32>> {
    %one = cat.const 1 : i64
    %i = cat.convert %x : f32 -> i64
    %w = cat.broadcast %y dims [0] : tensor<4xf32> -> tensor<6x4xf32>
    %r = cat.gather %w, %i : tensor<6x4xf32>, i64
    cat.yield %r : tensor<4xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<f32, tensor<4xf32>>, tensor<4xf32>>
}
