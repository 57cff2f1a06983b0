// L4.10 choice-compared: ((if c then 1 else 2) = 1)  =  c
// RUN: %cat_opt %s -cat-laws="laws=L4.10" | FileCheck %s
// RUN: %cat_opt %s '--pass-pipeline=builtin.module(cat-compare{passes=cat-laws{laws=L4.10}})' -o /dev/null \
// RUN:   | FileCheck %s --check-prefix=SAME
// SAME-COUNT-2: same @

// CHECK-LABEL: @fires(
// CHECK: %[[N:.*]] = cat.not %arg0
// CHECK: cat.yield %arg0, %[[N]], %{{.*}} : i1, i1, i1
// CHECK-NOT: cat.cmp
cat.arrow public @fires() : !cat.hom<i1, !cat.prod<i1, i1, i1>> {
  %lambda = cat.lambda (%c: i1) : !cat.hom<i1, !cat.prod<i1, i1, i1>> {
    %one = cat.const 1 : i64
    %two = cat.const 2 : i64
    %three = cat.const 3 : i64
    %r = cat.if %c -> (i64) {
      cat.yield %one : i64
    } else {
      cat.yield %two : i64
    }
    %a = cat.cmp eq %r, %one : i64
    %b = cat.cmp ne %r, %one : i64
    %n = cat.cmp eq %r, %three : i64
    cat.yield %a, %b, %n : i1, i1, i1
  }
  cat.yield %lambda : !cat.hom<i1, !cat.prod<i1, i1, i1>>
}

// CHECK-LABEL: @stays(
// CHECK: cat.cmp
cat.arrow public @stays() : !cat.hom<!cat.prod<i1, i64>, i1> {
  %lambda = cat.lambda (%c: i1, %i: i64) : !cat.hom<!cat.prod<i1, i64>, i1> {
    %one = cat.const 1 : i64
    %r = cat.if %c -> (i64) {
      cat.yield %one : i64
    } else {
      cat.yield %i : i64
    }
    %a = cat.cmp eq %r, %one : i64
    cat.yield %a : i1
  }
  cat.yield %lambda : !cat.hom<!cat.prod<i1, i64>, i1>
}
