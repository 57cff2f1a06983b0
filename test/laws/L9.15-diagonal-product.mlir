// L9.15 diagonal-product: diag d A  =  d · A, and 1 A  =  A
// RUN: %cat_opt %s -cat-laws="laws=L9.15 fp=finite" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L9.15 fp=finite} tolerance=1e-4' -o /dev/null
// RUN: %cat_opt %s -cat-laws="laws=L9.15 fp=fast" | FileCheck %s --check-prefix=NOT-ADMITTED

#a = affine_map<(i, j, k) -> (i, k)>
#b = affine_map<(i, j, k) -> (k, j)>
#c = affine_map<(i, j, k) -> (i, j)>

// CHECK-LABEL: @fires(
// CHECK: cat.mul %{{.*}} : tensor<4x3xf32>
// CHECK-NOT: cat.contract
// NOT-ADMITTED-LABEL: @fires(
// NOT-ADMITTED: cat.iota
// NOT-ADMITTED: cat.broadcast
// NOT-ADMITTED: cat.broadcast
// NOT-ADMITTED: cat.cmp
// NOT-ADMITTED: cat.broadcast
// NOT-ADMITTED: cat.select
// NOT-ADMITTED: cat.contract
cat.arrow public @fires() : !cat.hom<!cat.prod<tensor<4xf32>, tensor<4x3xf32>>, tensor<4x3xf32>> {
  %f = cat.lambda (%d: tensor<4xf32>, %a: tensor<4x3xf32>) : !cat.hom<!cat.prod<tensor<4xf32>, tensor<4x3xf32>>, tensor<4x3xf32>> {
    %i = cat.iota : tensor<4xi64>
    %row = cat.broadcast %i dims [1] : tensor<4xi64> -> tensor<4x4xi64>
    %column = cat.broadcast %i dims [0] : tensor<4xi64> -> tensor<4x4xi64>
    %on = cat.cmp eq %row, %column : tensor<4x4xi64>
    %w = cat.broadcast %d dims [1] : tensor<4xf32> -> tensor<4x4xf32>
    %zero = cat.const dense<0.0> : tensor<4x4xf32>
    %m = cat.select %on, %w, %zero : tensor<4x4xi1>, tensor<4x4xf32>
    %r = cat.contract %m, %a maps [#a, #b, #c] : tensor<4x4xf32>, tensor<4x3xf32> -> tensor<4x3xf32>
    cat.yield %r : tensor<4x3xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<4xf32>, tensor<4x3xf32>>, tensor<4x3xf32>>
}

// A triangle is no diagonal.
// CHECK-LABEL: @stays(
// CHECK: cat.contract
cat.arrow public @stays() : !cat.hom<!cat.prod<tensor<4xf32>, tensor<4x3xf32>>, tensor<4x3xf32>> {
  %f = cat.lambda (%d: tensor<4xf32>, %a: tensor<4x3xf32>) : !cat.hom<!cat.prod<tensor<4xf32>, tensor<4x3xf32>>, tensor<4x3xf32>> {
    %i = cat.iota : tensor<4xi64>
    %row = cat.broadcast %i dims [1] : tensor<4xi64> -> tensor<4x4xi64>
    %column = cat.broadcast %i dims [0] : tensor<4xi64> -> tensor<4x4xi64>
    %on = cat.cmp ge %row, %column : tensor<4x4xi64>
    %w = cat.broadcast %d dims [1] : tensor<4xf32> -> tensor<4x4xf32>
    %zero = cat.const dense<0.0> : tensor<4x4xf32>
    %m = cat.select %on, %w, %zero : tensor<4x4xi1>, tensor<4x4xf32>
    %r = cat.contract %m, %a maps [#a, #b, #c] : tensor<4x4xf32>, tensor<4x3xf32> -> tensor<4x3xf32>
    cat.yield %r : tensor<4x3xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<4xf32>, tensor<4x3xf32>>, tensor<4x3xf32>>
}
