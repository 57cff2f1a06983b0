// L4.9 choice-of-truths: (if c then true else false)  =  c
// RUN: %cat_opt %s -cat-laws="laws=L4.9" | FileCheck %s
// RUN: %cat_opt %s '--pass-pipeline=builtin.module(cat-compare{passes=cat-laws{laws=L4.9}})' -o /dev/null \
// RUN:   | FileCheck %s --check-prefix=SAME
// SAME-COUNT-2: same @

// CHECK-LABEL: @fires(
// CHECK: %[[N:.*]] = cat.not %arg0
// CHECK: cat.yield %arg0, %[[N]]
cat.arrow public @fires() : !cat.hom<i1, !cat.prod<i1, i1>> {
  %lambda = cat.lambda (%c: i1) : !cat.hom<i1, !cat.prod<i1, i1>> {
    %t = cat.const true
    %f = cat.const false
    %r:2 = cat.if %c -> (i1, i1) {
      cat.yield %t, %f : i1, i1
    } else {
      cat.yield %f, %t : i1, i1
    }
    cat.yield %r#0, %r#1 : i1, i1
  }
  cat.yield %lambda : !cat.hom<i1, !cat.prod<i1, i1>>
}

// One of them is not known.
// CHECK-LABEL: @stays(
// CHECK: cat.if
cat.arrow public @stays() : !cat.hom<!cat.prod<i1, i1>, i1> {
  %lambda = cat.lambda (%c: i1, %d: i1) : !cat.hom<!cat.prod<i1, i1>, i1> {
    %t = cat.const true
    %r = cat.if %c -> (i1) {
      cat.yield %t : i1
    } else {
      cat.yield %d : i1
    }
    cat.yield %r : i1
  }
  cat.yield %lambda : !cat.hom<!cat.prod<i1, i1>, i1>
}
