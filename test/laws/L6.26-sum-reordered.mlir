// L6.26 sum-reordered: Σ (reverse x)  =  Σ x  =  Σ (sort x)
// RUN: %cat_opt %s -cat-laws="laws=L6.26" | FileCheck %s
// RUN: %cat_opt %s '--pass-pipeline=builtin.module(cat-compare{passes=cat-laws{laws=L6.26} tolerance=1e-5})' -o /dev/null \
// RUN:   | FileCheck %s --check-prefix=SAME
// SAME-COUNT-2: same @

!T = tensor<2x3xf32>

// CHECK-LABEL: @fires(
// CHECK: cat.fold_axis add %arg0
// CHECK: cat.fold_axis mul %arg0
// CHECK-NOT: cat.reverse
cat.arrow public @fires() : !cat.hom<!T, !cat.prod<tensor<2xf32>, tensor<2xf32>>> {
  %lambda = cat.lambda (%x: !T) : !cat.hom<!T, !cat.prod<tensor<2xf32>, tensor<2xf32>>> {
    %r = cat.reverse %x axis 1 : !T
    %a = cat.fold_axis add %r dims [1] : !T
    %s = cat.sort %x axis 1 : !T
    %m = cat.fold_axis mul %s dims [1] : !T
    cat.yield %a, %m : tensor<2xf32>, tensor<2xf32>
  }
  cat.yield %lambda : !cat.hom<!T, !cat.prod<tensor<2xf32>, tensor<2xf32>>>
}

// Another axis, and a greatest element: which of equal ones it is matters to a derivative.
// CHECK-LABEL: @stays(
// CHECK: %[[R:.*]] = cat.reverse
// CHECK: cat.fold_axis add %[[R]]
// CHECK: cat.fold_axis max %[[R]]
cat.arrow public @stays() : !cat.hom<!T, !cat.prod<tensor<3xf32>, tensor<2xf32>>> {
  %lambda = cat.lambda (%x: !T) : !cat.hom<!T, !cat.prod<tensor<3xf32>, tensor<2xf32>>> {
    %r = cat.reverse %x axis 1 : !T
    %a = cat.fold_axis add %r dims [0] : !T
    %m = cat.fold_axis max %r dims [1] : !T
    cat.yield %a, %m : tensor<3xf32>, tensor<2xf32>
  }
  cat.yield %lambda : !cat.hom<!T, !cat.prod<tensor<3xf32>, tensor<2xf32>>>
}
