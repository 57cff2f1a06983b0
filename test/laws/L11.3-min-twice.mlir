// L11.3 min-twice: min(min(x, c), c)  =  min(x, c)
// RUN: %cat_opt %s -cat-laws="laws=L11.3" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L11.3}' -o /dev/null

// CHECK-LABEL: @fires(
// CHECK: %[[A:.*]] = cat.min %arg0, %arg1
// CHECK: cat.yield %[[A]]
cat.arrow public @fires() : !cat.hom<!cat.prod<tensor<4xf32>, tensor<4xf32>>, tensor<4xf32>> {
  %f = cat.lambda (%x: tensor<4xf32>, %y: tensor<4xf32>) : !cat.hom<!cat.prod<tensor<4xf32>, tensor<4xf32>>, tensor<4xf32>> {
    %a = cat.min %x, %y : tensor<4xf32>
    %r = cat.min %a, %y : tensor<4xf32>
    cat.yield %r : tensor<4xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<4xf32>, tensor<4xf32>>, tensor<4xf32>>
}

// Another bound.
// CHECK-LABEL: @stays(
// CHECK: cat.min
cat.arrow public @stays() : !cat.hom<!cat.prod<tensor<4xf32>, tensor<4xf32>>, tensor<4xf32>> {
  %f = cat.lambda (%x: tensor<4xf32>, %y: tensor<4xf32>) : !cat.hom<!cat.prod<tensor<4xf32>, tensor<4xf32>>, tensor<4xf32>> {
    %a = cat.min %x, %y : tensor<4xf32>
    %r = cat.min %a, %x : tensor<4xf32>
    cat.yield %r : tensor<4xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<4xf32>, tensor<4xf32>>, tensor<4xf32>>
}
