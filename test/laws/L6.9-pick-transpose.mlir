// L6.9 pick-transpose: slice (xᵀ)  =  (slice x)ᵀ
// RUN: %cat_opt %s -cat-laws="laws=L6.9" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L6.9}' -o /dev/null

// CHECK-LABEL: @fires(
// CHECK: %[[S:.*]] = cat.slice %{{.*}} axis 1 : tensor<3x4xf32> -> tensor<3x2xf32>
// CHECK: cat.transpose %[[S]]
cat.arrow public @fires() : !cat.hom<tensor<3x4xf32>, tensor<2x3xf32>> {
  %f = cat.lambda (%x: tensor<3x4xf32>) : !cat.hom<tensor<3x4xf32>, tensor<2x3xf32>> {
    %one = cat.const 1 : index
    %two = cat.const 2 : index
    %t = cat.transpose %x perm [1, 0] : tensor<3x4xf32>
    %r = cat.slice %t[%one, %two] axis 0 : tensor<4x3xf32> -> tensor<2x3xf32>
    cat.yield %r : tensor<2x3xf32>
  }
  cat.yield %f : !cat.hom<tensor<3x4xf32>, tensor<2x3xf32>>
}

// A gather picks rows, not columns.
// CHECK-LABEL: @stays(
// CHECK: cat.transpose
// CHECK: cat.gather
cat.arrow public @stays() : !cat.hom<tensor<3x4xf32>, tensor<3xf32>> {
  %f = cat.lambda (%x: tensor<3x4xf32>) : !cat.hom<tensor<3x4xf32>, tensor<3xf32>> {
    %zero = cat.const 0 : i64
    %t = cat.transpose %x perm [1, 0] : tensor<3x4xf32>
    %r = cat.gather %t, %zero : tensor<4x3xf32>, i64
    cat.yield %r : tensor<3xf32>
  }
  cat.yield %f : !cat.hom<tensor<3x4xf32>, tensor<3xf32>>
}
