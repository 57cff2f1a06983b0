// L4.8 known-in-branch: if c then f(c) else g(c)  =  if c then f(true) else g(false)
// RUN: %cat_opt %s -cat-laws="laws=L4.8" | FileCheck %s
// RUN: %cat_opt %s '--pass-pipeline=builtin.module(cat-compare{passes=cat-laws{laws=L4.8}})' -o /dev/null \
// RUN:   | FileCheck %s --check-prefix=SAME
// SAME-COUNT-3: same @

// CHECK-LABEL: @fires(
// CHECK: %[[T:.*]] = cat.const true
// CHECK: cat.if %arg0
// CHECK-NEXT: cat.if %[[T]]
// CHECK: } else {
// CHECK: } else {
// CHECK-NEXT: cat.yield %arg2
cat.arrow public @fires() : !cat.hom<!cat.prod<i1, f32, f32>, f32> {
  %lambda = cat.lambda (%c: i1, %x: f32, %y: f32) : !cat.hom<!cat.prod<i1, f32, f32>, f32> {
    %r = cat.if %c -> (f32) {
      %s = cat.if %c -> (f32) {
        cat.yield %x : f32
      } else {
        cat.yield %y : f32
      }
      cat.yield %s : f32
    } else {
      %s = cat.select %c, %x, %y : i1, f32
      cat.yield %s : f32
    }
    cat.yield %r : f32
  }
  cat.yield %lambda : !cat.hom<!cat.prod<i1, f32, f32>, f32>
}

// Of "both" each is known; of "not both" neither.
// CHECK-LABEL: @both(
// CHECK: %[[B:.*]] = cat.and
// CHECK: cat.if %[[B]]
// CHECK-NEXT: cat.yield %arg2
// CHECK: } else {
// CHECK-NEXT: cat.select %arg0
cat.arrow public @both() : !cat.hom<!cat.prod<i1, i1, f32, f32>, f32> {
  %lambda = cat.lambda (%a: i1, %b: i1, %x: f32, %y: f32) : !cat.hom<!cat.prod<i1, i1, f32, f32>, f32> {
    %c = cat.and %a, %b : i1
    %r = cat.if %c -> (f32) {
      %s = cat.select %a, %x, %y : i1, f32
      cat.yield %s : f32
    } else {
      %s = cat.select %a, %x, %y : i1, f32
      cat.yield %s : f32
    }
    cat.yield %r : f32
  }
  cat.yield %lambda : !cat.hom<!cat.prod<i1, i1, f32, f32>, f32>
}

// Outside of the branches it is not known.
// CHECK-LABEL: @stays(
// CHECK: cat.select %arg0
cat.arrow public @stays() : !cat.hom<!cat.prod<i1, f32, f32>, !cat.prod<f32, f32>> {
  %lambda = cat.lambda (%c: i1, %x: f32, %y: f32) : !cat.hom<!cat.prod<i1, f32, f32>, !cat.prod<f32, f32>> {
    %r = cat.if %c -> (f32) {
      cat.yield %x : f32
    } else {
      cat.yield %y : f32
    }
    %s = cat.select %c, %y, %x : i1, f32
    cat.yield %r, %s : f32, f32
  }
  cat.yield %lambda : !cat.hom<!cat.prod<i1, f32, f32>, !cat.prod<f32, f32>>
}
