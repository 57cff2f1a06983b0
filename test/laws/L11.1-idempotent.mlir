// L11.1 idempotent: f(f(x))  =  f(x)
// RUN: %cat_opt %s -cat-laws="laws=L11.1" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L11.1}' -o /dev/null

// CHECK-LABEL: @fires(
// CHECK: %[[A:.*]] = cat.abs %arg0
// CHECK: cat.yield %[[A]]
cat.arrow public @fires() : !cat.hom<!cat.prod<tensor<4xf32>, tensor<4xf32>>, tensor<4xf32>> {
  %f = cat.lambda (%x: tensor<4xf32>, %y: tensor<4xf32>) : !cat.hom<!cat.prod<tensor<4xf32>, tensor<4xf32>>, tensor<4xf32>> {
    %a = cat.abs %x : tensor<4xf32>
    %r = cat.abs %a : tensor<4xf32>
    cat.yield %r : tensor<4xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<4xf32>, tensor<4xf32>>, tensor<4xf32>>
}

// Two different ones.
// CHECK-LABEL: @stays(
// CHECK: cat.floor
cat.arrow public @stays() : !cat.hom<!cat.prod<tensor<4xf32>, tensor<4xf32>>, tensor<4xf32>> {
  %f = cat.lambda (%x: tensor<4xf32>, %y: tensor<4xf32>) : !cat.hom<!cat.prod<tensor<4xf32>, tensor<4xf32>>, tensor<4xf32>> {
    %a = cat.ceil %x : tensor<4xf32>
    %r = cat.floor %a : tensor<4xf32>
    cat.yield %r : tensor<4xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<4xf32>, tensor<4xf32>>, tensor<4xf32>>
}
