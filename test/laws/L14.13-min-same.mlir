// L14.13 min-same: min(x, x)  =  x
// RUN: %cat_opt %s -cat-laws="laws=L14.13" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L14.13}' -o /dev/null

// CHECK-LABEL: @fires(
// CHECK-NOT: cat.min
// CHECK: cat.yield
cat.arrow public @fires() : !cat.hom<!cat.prod<tensor<4xf32>, tensor<4xf32>>, tensor<4xf32>> {
  %f = cat.lambda (%x: tensor<4xf32>, %y: tensor<4xf32>) : !cat.hom<!cat.prod<tensor<4xf32>, tensor<4xf32>>, tensor<4xf32>> {
    %r = cat.min %x, %x : tensor<4xf32>
    cat.yield %r : tensor<4xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<4xf32>, tensor<4xf32>>, tensor<4xf32>>
}

// CHECK-LABEL: @stays(
// CHECK: cat.min
cat.arrow public @stays() : !cat.hom<!cat.prod<tensor<4xf32>, tensor<4xf32>>, tensor<4xf32>> {
  %f = cat.lambda (%x: tensor<4xf32>, %y: tensor<4xf32>) : !cat.hom<!cat.prod<tensor<4xf32>, tensor<4xf32>>, tensor<4xf32>> {
    %r = cat.min %x, %y : tensor<4xf32>
    cat.yield %r : tensor<4xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<4xf32>, tensor<4xf32>>, tensor<4xf32>>
}
