// L14.7 power-two: x ^ 2  =  x · x
// RUN: %cat_opt %s -cat-laws="laws=L14.7" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L14.7} tolerance=1e-4' -o /dev/null
// RUN: %cat_opt %s -cat-laws="laws=L14.7 fp=exact" | FileCheck %s --check-prefix=NOT-ADMITTED

// CHECK-LABEL: @fires(
// CHECK: cat.mul %arg0, %arg0
// NOT-ADMITTED-LABEL: @fires(
// NOT-ADMITTED: cat.pow
cat.arrow public @fires() : !cat.hom<!cat.prod<tensor<4xf32>, tensor<4xf32>>, tensor<4xf32>> {
  %f = cat.lambda (%x: tensor<4xf32>, %y: tensor<4xf32>) : !cat.hom<!cat.prod<tensor<4xf32>, tensor<4xf32>>, tensor<4xf32>> {
    %k = cat.const dense<2.0> : tensor<4xf32>
    %r = cat.pow %x, %k : tensor<4xf32>
    cat.yield %r : tensor<4xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<4xf32>, tensor<4xf32>>, tensor<4xf32>>
}

// CHECK-LABEL: @stays(
// CHECK: cat.pow
cat.arrow public @stays() : !cat.hom<!cat.prod<tensor<4xf32>, tensor<4xf32>>, tensor<4xf32>> {
  %f = cat.lambda (%x: tensor<4xf32>, %y: tensor<4xf32>) : !cat.hom<!cat.prod<tensor<4xf32>, tensor<4xf32>>, tensor<4xf32>> {
    %k = cat.const dense<3.0> : tensor<4xf32>
    %r = cat.pow %x, %k : tensor<4xf32>
    cat.yield %r : tensor<4xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<4xf32>, tensor<4xf32>>, tensor<4xf32>>
}
