// L6.20 transposes-after: f(xᵀ, yᵀ)  =  f(x, y)ᵀ
// RUN: %cat_opt %s -cat-laws="laws=L6.20" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L6.20}' -o /dev/null

// CHECK-LABEL: @fires(
// CHECK: %[[S:.*]] = cat.add %{{.*}} : tensor<3x4xf32>
// CHECK: cat.transpose %[[S]]
cat.arrow public @fires() : !cat.hom<!cat.prod<tensor<3x4xf32>, tensor<3x4xf32>>, tensor<4x3xf32>> {
  %f = cat.lambda (%x: tensor<3x4xf32>, %y: tensor<3x4xf32>) : !cat.hom<!cat.prod<tensor<3x4xf32>, tensor<3x4xf32>>, tensor<4x3xf32>> {
    %a = cat.transpose %x perm [1, 0] : tensor<3x4xf32>
    %b = cat.transpose %y perm [1, 0] : tensor<3x4xf32>
    %r = cat.add %a, %b : tensor<4x3xf32>
    cat.yield %r : tensor<4x3xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<3x4xf32>, tensor<3x4xf32>>, tensor<4x3xf32>>
}

// Only one is read by columns.
// CHECK-LABEL: @stays(
// CHECK: cat.transpose
// CHECK: cat.add
cat.arrow public @stays() : !cat.hom<!cat.prod<tensor<4x4xf32>, tensor<4x4xf32>>, tensor<4x4xf32>> {
  %f = cat.lambda (%x: tensor<4x4xf32>, %y: tensor<4x4xf32>) : !cat.hom<!cat.prod<tensor<4x4xf32>, tensor<4x4xf32>>, tensor<4x4xf32>> {
    %a = cat.transpose %x perm [1, 0] : tensor<4x4xf32>
    %r = cat.add %a, %y : tensor<4x4xf32>
    cat.yield %r : tensor<4x4xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<4x4xf32>, tensor<4x4xf32>>, tensor<4x4xf32>>
}
