// L4.11 choice-of-not: if not c then f else g  =  if c then g else f
// RUN: %cat_opt %s -cat-laws="laws=L4.11" | FileCheck %s
// RUN: %cat_opt %s '--pass-pipeline=builtin.module(cat-compare{passes=cat-laws{laws=L4.11}})' -o /dev/null \
// RUN:   | FileCheck %s --check-prefix=SAME
// SAME-COUNT-2: same @

// CHECK-LABEL: @fires(
// CHECK: cat.if %arg0
// CHECK-NEXT: cat.yield %arg2
cat.arrow public @fires() : !cat.hom<!cat.prod<i1, f32, f32>, f32> {
  %lambda = cat.lambda (%c: i1, %x: f32, %y: f32) : !cat.hom<!cat.prod<i1, f32, f32>, f32> {
    %n = cat.not %c : i1
    %r = cat.if %n -> (f32) {
      cat.yield %x : f32
    } else {
      cat.yield %y : f32
    }
    cat.yield %r : f32
  }
  cat.yield %lambda : !cat.hom<!cat.prod<i1, f32, f32>, f32>
}

// CHECK-LABEL: @stays(
// CHECK: cat.if %{{.*}}
// CHECK-NEXT: cat.yield %arg2
cat.arrow public @stays() : !cat.hom<!cat.prod<i1, i1, f32, f32>, f32> {
  %lambda = cat.lambda (%c: i1, %d: i1, %x: f32, %y: f32) : !cat.hom<!cat.prod<i1, i1, f32, f32>, f32> {
    %n = cat.xor %c, %d : i1
    %r = cat.if %n -> (f32) {
      cat.yield %x : f32
    } else {
      cat.yield %y : f32
    }
    cat.yield %r : f32
  }
  cat.yield %lambda : !cat.hom<!cat.prod<i1, i1, f32, f32>, f32>
}
