// L6.1 broadcast-after: f(broadcast x, broadcast y)  =  broadcast f(x, y)
// RUN: %cat_opt %s -cat-laws="laws=L6.1" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L6.1}' -o /dev/null

// CHECK-LABEL: @fires(
// CHECK: %[[M:.*]] = cat.mul %arg0, %arg1 : f32
// CHECK: cat.broadcast %[[M]]
cat.arrow public @fires() : !cat.hom<!cat.prod<f32, f32>, tensor<4xf32>> {
  %f = cat.lambda (%x: f32, %y: f32) : !cat.hom<!cat.prod<f32, f32>, tensor<4xf32>> {
    %a = cat.broadcast %x dims [0] : f32 -> tensor<4xf32>
    %b = cat.broadcast %y dims [0] : f32 -> tensor<4xf32>
    %r = cat.mul %a, %b : tensor<4xf32>
    cat.yield %r : tensor<4xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<f32, f32>, tensor<4xf32>>
}

// A division that may fail must not run when there are no elements.
// CHECK-LABEL: @stays(
// CHECK: cat.div {{.*}} : tensor<?xi64>
cat.arrow public @stays() : !cat.hom<!cat.prod<i64, i64, index>, tensor<?xi64>> {
  %f = cat.lambda (%x: i64, %y: i64, %n: index) : !cat.hom<!cat.prod<i64, i64, index>, tensor<?xi64>> {
    %a = cat.broadcast %x sizes(%n) dims [0] : i64 -> tensor<?xi64>
    %b = cat.broadcast %y sizes(%n) dims [0] : i64 -> tensor<?xi64>
    %r = cat.div %a, %b : tensor<?xi64>
    cat.yield %r : tensor<?xi64>
  }
  cat.yield %f : !cat.hom<!cat.prod<i64, i64, index>, tensor<?xi64>>
}
