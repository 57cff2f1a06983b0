// L4.7 same-branches: if c then x else x  =  x
// RUN: %cat_opt %s -cat-laws="laws=L4.7" | FileCheck %s
// RUN: %cat_opt %s '--pass-pipeline=builtin.module(cat-compare{passes=cat-laws{laws=L4.7}})' -o /dev/null \
// RUN:   | FileCheck %s --check-prefix=SAME
// SAME-COUNT-3: same @

!O = !cat.sum<"none": !cat.prod<>, "some": f32>

// The choice stays for its other result.
// CHECK-LABEL: @fires(
// CHECK: %[[I:.*]]:2 = cat.if
// CHECK: cat.yield %arg1, %[[I]]#1
cat.arrow public @fires() : !cat.hom<!cat.prod<i1, f32>, !cat.prod<f32, f32>> {
  %lambda = cat.lambda (%c: i1, %x: f32) : !cat.hom<!cat.prod<i1, f32>, !cat.prod<f32, f32>> {
    %r:2 = cat.if %c -> (f32, f32) {
      cat.yield %x, %x : f32, f32
    } else {
      %n = cat.neg %x : f32
      cat.yield %x, %n : f32, f32
    }
    cat.yield %r#0, %r#1 : f32, f32
  }
  cat.yield %lambda : !cat.hom<!cat.prod<i1, f32>, !cat.prod<f32, f32>>
}

// CHECK-LABEL: @match(
// CHECK-NOT: cat.match
cat.arrow public @match() : !cat.hom<!cat.prod<!O, f32>, f32> {
  %lambda = cat.lambda (%s: !O, %x: f32) : !cat.hom<!cat.prod<!O, f32>, f32> {
    %r = cat.match %s : !O -> (f32) case "none" {
      cat.yield %x : f32
    } case "some"(%v: f32) {
      cat.yield %x : f32
    }
    cat.yield %r : f32
  }
  cat.yield %lambda : !cat.hom<!cat.prod<!O, f32>, f32>
}

// CHECK-LABEL: @stays(
// CHECK: %[[I:.*]] = cat.if
// CHECK: cat.yield %[[I]]
cat.arrow public @stays() : !cat.hom<!cat.prod<i1, f32, f32>, f32> {
  %lambda = cat.lambda (%c: i1, %x: f32, %y: f32) : !cat.hom<!cat.prod<i1, f32, f32>, f32> {
    %r = cat.if %c -> (f32) {
      cat.yield %x : f32
    } else {
      cat.yield %y : f32
    }
    cat.yield %r : f32
  }
  cat.yield %lambda : !cat.hom<!cat.prod<i1, f32, f32>, f32>
}
