// L9.4 sum-of-products: Σₙ x[n, i] y[n, j]  =  Xᵀ Y: no array with all three axes
// RUN: %cat_opt %s -cat-laws="laws=L9.4" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L9.4} tolerance=1e-4' -o /dev/null
// RUN: %cat_opt %s -cat-laws="laws=L9.4 fp=exact" | FileCheck %s --check-prefix=NOT-ADMITTED

// CHECK-LABEL: @fires(
// CHECK: cat.contract {{.*}} -> tensor<2x3xf32>
// CHECK-NOT: cat.mul
// NOT-ADMITTED-LABEL: @fires(
// NOT-ADMITTED: cat.mul
cat.arrow public @fires() : !cat.hom<!cat.prod<tensor<8x2xf32>, tensor<8x3xf32>>, tensor<2x3xf32>> {
  %f = cat.lambda (%x: tensor<8x2xf32>, %y: tensor<8x3xf32>) : !cat.hom<!cat.prod<tensor<8x2xf32>, tensor<8x3xf32>>, tensor<2x3xf32>> {
    %a = cat.broadcast %x dims [2] : tensor<8x2xf32> -> tensor<8x2x3xf32>
    %b = cat.broadcast %y dims [1] : tensor<8x3xf32> -> tensor<8x2x3xf32>
    %p = cat.mul %a, %b : tensor<8x2x3xf32>
    %r = cat.fold_axis add %p dims [0] : tensor<8x2x3xf32>
    cat.yield %r : tensor<2x3xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<8x2xf32>, tensor<8x3xf32>>, tensor<2x3xf32>>
}

// The greatest product is no sum.
// CHECK-LABEL: @stays(
// CHECK: cat.mul
cat.arrow public @stays() : !cat.hom<!cat.prod<tensor<8x2xf32>, tensor<8x3xf32>>, tensor<2x3xf32>> {
  %f = cat.lambda (%x: tensor<8x2xf32>, %y: tensor<8x3xf32>) : !cat.hom<!cat.prod<tensor<8x2xf32>, tensor<8x3xf32>>, tensor<2x3xf32>> {
    %a = cat.broadcast %x dims [2] : tensor<8x2xf32> -> tensor<8x2x3xf32>
    %b = cat.broadcast %y dims [1] : tensor<8x3xf32> -> tensor<8x2x3xf32>
    %p = cat.mul %a, %b : tensor<8x2x3xf32>
    %r = cat.fold_axis max %p dims [0] : tensor<8x2x3xf32>
    cat.yield %r : tensor<2x3xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<8x2xf32>, tensor<8x3xf32>>, tensor<2x3xf32>>
}
