// L9.3 product-broadcast: (broadcast a) B: one product that reads a again
// RUN: %cat_opt %s -cat-laws="laws=L9.3" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L9.3}' -o /dev/null

#a = affine_map<(i, j, k) -> (i, k)>
#b = affine_map<(i, j, k) -> (k, j)>
#c = affine_map<(i, j, k) -> (i, j)>

// CHECK-LABEL: @fires(
// CHECK-NOT: cat.broadcast
// CHECK: cat.contract %arg0, %arg1
cat.arrow public @fires() : !cat.hom<!cat.prod<tensor<2xf32>, tensor<3x4xf32>>, tensor<2x4xf32>> {
  %f = cat.lambda (%a: tensor<2xf32>, %b: tensor<3x4xf32>) : !cat.hom<!cat.prod<tensor<2xf32>, tensor<3x4xf32>>, tensor<2x4xf32>> {
    %t = cat.broadcast %a dims [1] : tensor<2xf32> -> tensor<2x3xf32>
    %r = cat.contract %t, %b maps [#a, #b, #c] : tensor<2x3xf32>, tensor<3x4xf32> -> tensor<2x4xf32>
    cat.yield %r : tensor<2x4xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<2xf32>, tensor<3x4xf32>>, tensor<2x4xf32>>
}

// Only this factor has the axis: its length would be lost.
// CHECK-LABEL: @stays(
// CHECK: cat.broadcast
cat.arrow public @stays() : !cat.hom<!cat.prod<tensor<3xf32>, tensor<3x4xf32>>, tensor<2x4xf32>> {
  %f = cat.lambda (%a: tensor<3xf32>, %b: tensor<3x4xf32>) : !cat.hom<!cat.prod<tensor<3xf32>, tensor<3x4xf32>>, tensor<2x4xf32>> {
    %t = cat.broadcast %a dims [0] : tensor<3xf32> -> tensor<2x3xf32>
    %r = cat.contract %t, %b maps [#a, #b, #c] : tensor<2x3xf32>, tensor<3x4xf32> -> tensor<2x4xf32>
    cat.yield %r : tensor<2x4xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<3xf32>, tensor<3x4xf32>>, tensor<2x4xf32>>
}
