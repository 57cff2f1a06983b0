// L6.21 fold-transpose: fold (xᵀ)  =  fold x, of the other axes, in the same order
// RUN: %cat_opt %s -cat-laws="laws=L6.21" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L6.21}' -o /dev/null

// CHECK-LABEL: @fires(
// CHECK: %[[S:.*]] = cat.fold_axis add %{{.*}} dims [1] : tensor<3x4x5xf32>
// CHECK: cat.transpose %[[S]] perm [1, 0] : tensor<3x5xf32>
cat.arrow public @fires() : !cat.hom<tensor<3x4x5xf32>, tensor<5x3xf32>> {
  %f = cat.lambda (%x: tensor<3x4x5xf32>) : !cat.hom<tensor<3x4x5xf32>, tensor<5x3xf32>> {
    %a = cat.transpose %x perm [2, 0, 1] : tensor<3x4x5xf32>
    %r = cat.fold_axis add %a dims [2] : tensor<5x3x4xf32>
    cat.yield %r : tensor<5x3xf32>
  }
  cat.yield %f : !cat.hom<tensor<3x4x5xf32>, tensor<5x3xf32>>
}

// The elements would be added in another order.
// CHECK-LABEL: @stays(
// CHECK: cat.transpose
// CHECK: cat.fold_axis
cat.arrow public @stays() : !cat.hom<tensor<3x4x5xf32>, tensor<3xf32>> {
  %f = cat.lambda (%x: tensor<3x4x5xf32>) : !cat.hom<tensor<3x4x5xf32>, tensor<3xf32>> {
    %a = cat.transpose %x perm [2, 1, 0] : tensor<3x4x5xf32>
    %r = cat.fold_axis add %a dims [0, 1] : tensor<5x4x3xf32>
    cat.yield %r : tensor<3xf32>
  }
  cat.yield %f : !cat.hom<tensor<3x4x5xf32>, tensor<3xf32>>
}
