// L9.8 repeated-product: (broadcast A) B  =  broadcast (A B)
// RUN: %cat_opt %s -cat-laws="laws=L9.8" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L9.8}' -o /dev/null

#a = affine_map<(i, j, k) -> (i, k)>
#b = affine_map<(i, j, k) -> (k, j)>
#c = affine_map<(i, j, k) -> (i, j)>

// CHECK-LABEL: @fires(
// CHECK: %[[P:.*]] = cat.contract %{{.*}} : tensor<4xf32>, tensor<4x3xf32> -> tensor<3xf32>
// CHECK: cat.broadcast %[[P]] sizes({{.*}}) dims [0]
cat.arrow public @fires() : !cat.hom<!cat.prod<tensor<4xf32>, tensor<4x3xf32>, index>, tensor<?x3xf32>> {
  %f = cat.lambda (%x: tensor<4xf32>, %w: tensor<4x3xf32>, %n: index) : !cat.hom<!cat.prod<tensor<4xf32>, tensor<4x3xf32>, index>, tensor<?x3xf32>> {
    %a = cat.broadcast %x sizes(%n) dims [0] : tensor<4xf32> -> tensor<?x4xf32>
    %r = cat.contract %a, %w maps [#a, #b, #c] : tensor<?x4xf32>, tensor<4x3xf32> -> tensor<?x3xf32>
    cat.yield %r : tensor<?x3xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<4xf32>, tensor<4x3xf32>, index>, tensor<?x3xf32>>
}

// The repeated axis is summed.
// CHECK-LABEL: @stays(
// CHECK: cat.broadcast
// CHECK: cat.contract
cat.arrow public @stays() : !cat.hom<!cat.prod<tensor<4xf32>, tensor<4x3xf32>>, tensor<4x3xf32>> {
  %f = cat.lambda (%x: tensor<4xf32>, %w: tensor<4x3xf32>) : !cat.hom<!cat.prod<tensor<4xf32>, tensor<4x3xf32>>, tensor<4x3xf32>> {
    %a = cat.broadcast %x dims [1] : tensor<4xf32> -> tensor<4x4xf32>
    %r = cat.contract %a, %w maps [#a, #b, #c] : tensor<4x4xf32>, tensor<4x3xf32> -> tensor<4x3xf32>
    cat.yield %r : tensor<4x3xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<4xf32>, tensor<4x3xf32>>, tensor<4x3xf32>>
}
