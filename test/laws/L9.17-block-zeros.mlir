// L9.17 block-zeros: [A 0] [B; C]  =  A B
// RUN: %cat_opt %s -cat-laws="laws=L9.17 fp=finite" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L9.17 fp=finite} tolerance=1e-4' -o /dev/null
// RUN: %cat_opt %s -cat-laws="laws=L9.17 fp=fast" | FileCheck %s --check-prefix=NOT-ADMITTED

#a = affine_map<(i, j, k) -> (i, k)>
#b = affine_map<(i, j, k) -> (k, j)>
#c = affine_map<(i, j, k) -> (i, j)>

// CHECK-LABEL: @fires(
// CHECK: %[[S:.*]] = cat.slice %{{.*}} axis 0 : tensor<5x4xf32> -> tensor<3x4xf32>
// CHECK: cat.contract %{{.*}}, %[[S]]
// NOT-ADMITTED-LABEL: @fires(
// NOT-ADMITTED: cat.concat
// NOT-ADMITTED: cat.contract
cat.arrow public @fires() : !cat.hom<!cat.prod<tensor<2x3xf32>, tensor<2x2xf32>, tensor<5x4xf32>>, tensor<2x4xf32>> {
  %f = cat.lambda (%a: tensor<2x3xf32>, %z: tensor<2x2xf32>, %c: tensor<5x4xf32>) : !cat.hom<!cat.prod<tensor<2x3xf32>, tensor<2x2xf32>, tensor<5x4xf32>>, tensor<2x4xf32>> {
    %o = cat.const dense<0.0> : tensor<2x2xf32>
    %l = cat.concat %a, %o axis 1 : (tensor<2x3xf32>, tensor<2x2xf32>) -> tensor<2x5xf32>
    %r = cat.contract %l, %c maps [#a, #b, #c] : tensor<2x5xf32>, tensor<5x4xf32> -> tensor<2x4xf32>
    cat.yield %r : tensor<2x4xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<2x3xf32>, tensor<2x2xf32>, tensor<5x4xf32>>, tensor<2x4xf32>>
}

// The block is not known to be zero.
// CHECK-LABEL: @stays(
// CHECK: cat.concat
// CHECK: cat.contract
cat.arrow public @stays() : !cat.hom<!cat.prod<tensor<2x3xf32>, tensor<2x2xf32>, tensor<5x4xf32>>, tensor<2x4xf32>> {
  %f = cat.lambda (%a: tensor<2x3xf32>, %z: tensor<2x2xf32>, %c: tensor<5x4xf32>) : !cat.hom<!cat.prod<tensor<2x3xf32>, tensor<2x2xf32>, tensor<5x4xf32>>, tensor<2x4xf32>> {
    %l = cat.concat %a, %z axis 1 : (tensor<2x3xf32>, tensor<2x2xf32>) -> tensor<2x5xf32>
    %r = cat.contract %l, %c maps [#a, #b, #c] : tensor<2x5xf32>, tensor<5x4xf32> -> tensor<2x4xf32>
    cat.yield %r : tensor<2x4xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<2x3xf32>, tensor<2x2xf32>, tensor<5x4xf32>>, tensor<2x4xf32>>
}
