// L12.4 check-true: check true  =  nothing
// RUN: %cat_opt %s -cat-laws="laws=L12.4" | FileCheck %s
// RUN: %cat_opt %s '--pass-pipeline=builtin.module(cat-compare{passes=cat-laws{laws=L12.4}})' -o /dev/null \
// RUN:   | FileCheck %s --check-prefix=SAME
// SAME-COUNT-2: same @

// CHECK-LABEL: @fires(
// CHECK-NOT: cat.check
cat.arrow public @fires() : !cat.hom<f32, f32> {
  %lambda = cat.lambda (%x: f32) : !cat.hom<f32, f32> {
    %t = cat.const true
    cat.check %t, "never"
    cat.yield %x : f32
  }
  cat.yield %lambda : !cat.hom<f32, f32>
}

// CHECK-LABEL: @stays(
// CHECK: cat.check
cat.arrow public @stays() : !cat.hom<i1, i1> {
  %lambda = cat.lambda (%c: i1) : !cat.hom<i1, i1> {
    cat.check %c, "not so"
    cat.yield %c : i1
  }
  cat.yield %lambda : !cat.hom<i1, i1>
}
