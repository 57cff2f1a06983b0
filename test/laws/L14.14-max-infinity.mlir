// L14.14 max-infinity: max(x, -∞)  =  x
// RUN: %cat_opt %s -cat-laws="laws=L14.14" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L14.14}' -o /dev/null

// CHECK-LABEL: @fires(
// CHECK-NOT: cat.max
// CHECK: cat.yield
cat.arrow public @fires() : !cat.hom<tensor<4xf32>, tensor<4xf32>> {
  %f = cat.lambda (%x: tensor<4xf32>) : !cat.hom<tensor<4xf32>, tensor<4xf32>> {
    %c = cat.const dense<0xFF800000> : tensor<4xf32>
    %r = cat.max %x, %c : tensor<4xf32>
    cat.yield %r : tensor<4xf32>
  }
  cat.yield %f : !cat.hom<tensor<4xf32>, tensor<4xf32>>
}

// This infinity wins.
// CHECK-LABEL: @stays(
// CHECK: cat.max
cat.arrow public @stays() : !cat.hom<tensor<4xf32>, tensor<4xf32>> {
  %f = cat.lambda (%x: tensor<4xf32>) : !cat.hom<tensor<4xf32>, tensor<4xf32>> {
    %c = cat.const dense<0x7F800000> : tensor<4xf32>
    %r = cat.max %x, %c : tensor<4xf32>
    cat.yield %r : tensor<4xf32>
  }
  cat.yield %f : !cat.hom<tensor<4xf32>, tensor<4xf32>>
}
