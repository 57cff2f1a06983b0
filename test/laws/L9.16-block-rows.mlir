// L9.16 block-rows: [A; B] C  =  [A C; B C], where A or B has blocks of zeros
// RUN: %cat_opt %s -cat-laws="laws=L9.16" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L9.16}' -o /dev/null

#a = affine_map<(i, j, k) -> (i, k)>
#b = affine_map<(i, j, k) -> (k, j)>
#c = affine_map<(i, j, k) -> (i, j)>

// CHECK-LABEL: @fires(
// CHECK-COUNT-2: cat.contract %{{.*}} : tensor<2x5xf32>, tensor<5x4xf32> -> tensor<2x4xf32>
// CHECK: cat.concat %{{.*}} axis 0 : (tensor<2x4xf32>, tensor<2x4xf32>)
cat.arrow public @fires() : !cat.hom<!cat.prod<tensor<2x3xf32>, tensor<2x5xf32>, tensor<5x4xf32>>, tensor<4x4xf32>> {
  %f = cat.lambda (%a: tensor<2x3xf32>, %b: tensor<2x5xf32>, %c: tensor<5x4xf32>) : !cat.hom<!cat.prod<tensor<2x3xf32>, tensor<2x5xf32>, tensor<5x4xf32>>, tensor<4x4xf32>> {
    %z = cat.const dense<0.0> : tensor<2x2xf32>
    %l = cat.concat %a, %z axis 1 : (tensor<2x3xf32>, tensor<2x2xf32>) -> tensor<2x5xf32>
    %m = cat.concat %l, %b axis 0 : (tensor<2x5xf32>, tensor<2x5xf32>) -> tensor<4x5xf32>
    %r = cat.contract %m, %c maps [#a, #b, #c] : tensor<4x5xf32>, tensor<5x4xf32> -> tensor<4x4xf32>
    cat.yield %r : tensor<4x4xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<2x3xf32>, tensor<2x5xf32>, tensor<5x4xf32>>, tensor<4x4xf32>>
}

// Nothing is gained.
// CHECK-LABEL: @stays(
// CHECK: cat.concat
// CHECK: cat.contract
cat.arrow public @stays() : !cat.hom<!cat.prod<tensor<2x3xf32>, tensor<2x5xf32>, tensor<5x4xf32>>, tensor<4x4xf32>> {
  %f = cat.lambda (%a: tensor<2x3xf32>, %b: tensor<2x5xf32>, %c: tensor<5x4xf32>) : !cat.hom<!cat.prod<tensor<2x3xf32>, tensor<2x5xf32>, tensor<5x4xf32>>, tensor<4x4xf32>> {
    %m = cat.concat %b, %b axis 0 : (tensor<2x5xf32>, tensor<2x5xf32>) -> tensor<4x5xf32>
    %r = cat.contract %m, %c maps [#a, #b, #c] : tensor<4x5xf32>, tensor<5x4xf32> -> tensor<4x4xf32>
    cat.yield %r : tensor<4x4xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<2x3xf32>, tensor<2x5xf32>, tensor<5x4xf32>>, tensor<4x4xf32>>
}
