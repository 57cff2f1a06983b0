// L11.9 sort-reverse: sort (reverse x)  =  sort x
// RUN: %cat_opt %s -cat-laws="laws=L11.9 fp=finite" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L11.9 fp=finite} tolerance=1e-4' -o /dev/null
// RUN: %cat_opt %s -cat-laws="laws=L11.9 fp=fast" | FileCheck %s --check-prefix=NOT-ADMITTED

// CHECK-LABEL: @fires(
// CHECK-NOT: cat.reverse
// CHECK: cat.sort
// NOT-ADMITTED-LABEL: @fires(
// NOT-ADMITTED: cat.reverse
// NOT-ADMITTED: cat.sort
cat.arrow public @fires() : !cat.hom<tensor<4x4xf32>, tensor<4x4xf32>> {
  %f = cat.lambda (%x: tensor<4x4xf32>) : !cat.hom<tensor<4x4xf32>, tensor<4x4xf32>> {
    %s = cat.reverse %x axis 1 : tensor<4x4xf32>
    %r = cat.sort %s axis 1 : tensor<4x4xf32>
    cat.yield %r : tensor<4x4xf32>
  }
  cat.yield %f : !cat.hom<tensor<4x4xf32>, tensor<4x4xf32>>
}

// Another axis is reversed.
// CHECK-LABEL: @stays(
// CHECK: cat.reverse
// CHECK: cat.sort
cat.arrow public @stays() : !cat.hom<tensor<4x4xf32>, tensor<4x4xf32>> {
  %f = cat.lambda (%x: tensor<4x4xf32>) : !cat.hom<tensor<4x4xf32>, tensor<4x4xf32>> {
    %s = cat.reverse %x axis 0 : tensor<4x4xf32>
    %r = cat.sort %s axis 1 : tensor<4x4xf32>
    cat.yield %r : tensor<4x4xf32>
  }
  cat.yield %f : !cat.hom<tensor<4x4xf32>, tensor<4x4xf32>>
}
