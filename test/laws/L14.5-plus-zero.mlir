// L14.5 plus-zero: x + 0  =  x, but for -0
// RUN: %cat_opt %s -cat-laws="laws=L14.5 fp=finite" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L14.5 fp=finite} tolerance=1e-4' -o /dev/null
// RUN: %cat_opt %s -cat-laws="laws=L14.5 fp=fast" | FileCheck %s --check-prefix=NOT-ADMITTED

// CHECK-LABEL: @fires(
// CHECK: cat.yield %arg0
// NOT-ADMITTED-LABEL: @fires(
// NOT-ADMITTED: cat.add
cat.arrow public @fires() : !cat.hom<!cat.prod<tensor<4xf32>, tensor<4xf32>>, tensor<4xf32>> {
  %f = cat.lambda (%x: tensor<4xf32>, %y: tensor<4xf32>) : !cat.hom<!cat.prod<tensor<4xf32>, tensor<4xf32>>, tensor<4xf32>> {
    %k = cat.const dense<0.0> : tensor<4xf32>
    %r = cat.add %x, %k : tensor<4xf32>
    cat.yield %r : tensor<4xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<4xf32>, tensor<4xf32>>, tensor<4xf32>>
}

// CHECK-LABEL: @stays(
// CHECK: cat.add
cat.arrow public @stays() : !cat.hom<!cat.prod<tensor<4xf32>, tensor<4xf32>>, tensor<4xf32>> {
  %f = cat.lambda (%x: tensor<4xf32>, %y: tensor<4xf32>) : !cat.hom<!cat.prod<tensor<4xf32>, tensor<4xf32>>, tensor<4xf32>> {
    %k = cat.const dense<1.0> : tensor<4xf32>
    %r = cat.add %x, %k : tensor<4xf32>
    cat.yield %r : tensor<4xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<4xf32>, tensor<4xf32>>, tensor<4xf32>>
}
