// L11.8 abs-positive: |x · x|  =  x · x, |exp x|  =  exp x
// RUN: %cat_opt %s -cat-laws="laws=L11.8" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L11.8}' -o /dev/null

// CHECK-LABEL: @fires(
// CHECK: cat.mul
// CHECK-NOT: cat.abs
cat.arrow public @fires() : !cat.hom<!cat.prod<tensor<4xf32>, tensor<4xf32>>, tensor<4xf32>> {
  %f = cat.lambda (%x: tensor<4xf32>, %y: tensor<4xf32>) : !cat.hom<!cat.prod<tensor<4xf32>, tensor<4xf32>>, tensor<4xf32>> {
    %s = cat.mul %x, %x : tensor<4xf32>
    %r = cat.abs %s : tensor<4xf32>
    cat.yield %r : tensor<4xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<4xf32>, tensor<4xf32>>, tensor<4xf32>>
}

// The factors are two.
// CHECK-LABEL: @stays(
// CHECK: cat.mul
// CHECK: cat.abs
cat.arrow public @stays() : !cat.hom<!cat.prod<tensor<4xf32>, tensor<4xf32>>, tensor<4xf32>> {
  %f = cat.lambda (%x: tensor<4xf32>, %y: tensor<4xf32>) : !cat.hom<!cat.prod<tensor<4xf32>, tensor<4xf32>>, tensor<4xf32>> {
    %s = cat.mul %x, %y : tensor<4xf32>
    %r = cat.abs %s : tensor<4xf32>
    cat.yield %r : tensor<4xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<4xf32>, tensor<4xf32>>, tensor<4xf32>>
}
