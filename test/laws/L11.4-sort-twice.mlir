// L11.4 sort-twice: sort (sort x)  =  sort x
// RUN: %cat_opt %s -cat-laws="laws=L11.4" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L11.4}' -o /dev/null

// CHECK-LABEL: @fires(
// CHECK-COUNT-1: cat.sort
// CHECK-NOT: cat.sort
cat.arrow public @fires() : !cat.hom<tensor<4x4xf32>, tensor<4x4xf32>> {
  %f = cat.lambda (%x: tensor<4x4xf32>) : !cat.hom<tensor<4x4xf32>, tensor<4x4xf32>> {
    %a = cat.sort %x axis 1 : tensor<4x4xf32>
    %r = cat.sort %a axis 1 : tensor<4x4xf32>
    cat.yield %r : tensor<4x4xf32>
  }
  cat.yield %f : !cat.hom<tensor<4x4xf32>, tensor<4x4xf32>>
}

// Another axis.
// CHECK-LABEL: @stays(
// CHECK-COUNT-2: cat.sort
cat.arrow public @stays() : !cat.hom<tensor<4x4xf32>, tensor<4x4xf32>> {
  %f = cat.lambda (%x: tensor<4x4xf32>) : !cat.hom<tensor<4x4xf32>, tensor<4x4xf32>> {
    %a = cat.sort %x axis 0 : tensor<4x4xf32>
    %r = cat.sort %a axis 1 : tensor<4x4xf32>
    cat.yield %r : tensor<4x4xf32>
  }
  cat.yield %f : !cat.hom<tensor<4x4xf32>, tensor<4x4xf32>>
}
