// L4.5 case-of-case: match (if c then ι₁ x else ι₂ y) …  =  if c then (match ι₁ x …) else (match ι₂ y …)
// RUN: %cat_opt %s -cat-laws="laws=L4.5" | FileCheck %s
// RUN: %cat_opt %s '--pass-pipeline=builtin.module(cat-compare{passes=cat-laws{laws=L4.5}})' -o /dev/null \
// RUN:   | FileCheck %s --check-prefix=SAME
// SAME-COUNT-4: same @

!O = !cat.sum<"none": !cat.prod<>, "some": f32>

// CHECK-LABEL: @fires(
// CHECK: cat.if
// CHECK: cat.match
// CHECK: } else {
// CHECK: cat.match
// CHECK-NOT: cat.match
cat.arrow public @fires() : !cat.hom<f32, f32> {
  %lambda = cat.lambda (%x: f32) : !cat.hom<f32, f32> {
    %z = cat.const 5.0 : f32
    %c = cat.cmp gt %x, %z : f32
    %s = cat.if %c -> (!O) {
      %half = cat.mul %x, %z : f32
      %some = cat.inject "some"(%half) : (f32) -> !O
      cat.yield %some : !O
    } else {
      %none = cat.inject "none"() : () -> !O
      cat.yield %none : !O
    }
    %r = cat.match %s : !O -> (f32) case "none" {
      cat.yield %z : f32
    } case "some"(%v: f32) {
      %n = cat.neg %v : f32
      cat.yield %n : f32
    }
    cat.yield %r : f32
  }
  cat.yield %lambda : !cat.hom<f32, f32>
}

// One branch is a choice itself.
// CHECK-LABEL: @nested(
// CHECK: cat.match %arg0
// CHECK: cat.if
// CHECK: cat.match
cat.arrow public @nested() : !cat.hom<!O, f32> {
  %lambda = cat.lambda (%o: !O) : !cat.hom<!O, f32> {
    %z = cat.const 5.0 : f32
    %s = cat.match %o : !O -> (!O) case "none" {
      %none = cat.inject "none"() : () -> !O
      cat.yield %none : !O
    } case "some"(%x: f32) {
      %c = cat.cmp gt %x, %z : f32
      %t = cat.if %c -> (!O) {
        %half = cat.mul %x, %z : f32
        %some = cat.inject "some"(%half) : (f32) -> !O
        cat.yield %some : !O
      } else {
        %none = cat.inject "none"() : () -> !O
        cat.yield %none : !O
      }
      cat.yield %t : !O
    }
    %r = cat.match %s : !O -> (f32) case "none" {
      cat.yield %z : f32
    } case "some"(%v: f32) {
      %n = cat.neg %v : f32
      cat.yield %n : f32
    }
    cat.yield %r : f32
  }
  cat.yield %lambda : !cat.hom<!O, f32>
}

// One branch gives a sum of which nothing is known.
// CHECK-LABEL: @unknown(
// CHECK: cat.if
// CHECK: cat.match
// CHECK-NOT: cat.match
cat.arrow public @unknown() : !cat.hom<!cat.prod<!O, i1>, f32> {
  %lambda = cat.lambda (%o: !O, %c: i1) : !cat.hom<!cat.prod<!O, i1>, f32> {
    %z = cat.const 5.0 : f32
    %s = cat.if %c -> (!O) {
      cat.yield %o : !O
    } else {
      %none = cat.inject "none"() : () -> !O
      cat.yield %none : !O
    }
    %r = cat.match %s : !O -> (f32) case "none" {
      cat.yield %z : f32
    } case "some"(%v: f32) {
      %n = cat.neg %v : f32
      cat.yield %n : f32
    }
    cat.yield %r : f32
  }
  cat.yield %lambda : !cat.hom<!cat.prod<!O, i1>, f32>
}

// The choice may stop the program after the check has.
// CHECK-LABEL: @order(
// CHECK: cat.if
// CHECK: cat.check
// CHECK: cat.match
cat.arrow public @order() : !cat.hom<!cat.prod<i64, i1>, f32> {
  %lambda = cat.lambda (%i: i64, %c: i1) : !cat.hom<!cat.prod<i64, i1>, f32> {
    %z = cat.const 5.0 : f32
    %s = cat.if %c -> (!O) {
      %q = cat.rem %i, %i : i64
      %x = cat.convert %q : i64 -> f32
      %some = cat.inject "some"(%x) : (f32) -> !O
      cat.yield %some : !O
    } else {
      %none = cat.inject "none"() : () -> !O
      cat.yield %none : !O
    }
    cat.check %c, "not so"
    %r = cat.match %s : !O -> (f32) case "none" {
      cat.yield %z : f32
    } case "some"(%v: f32) {
      %n = cat.neg %v : f32
      cat.yield %n : f32
    }
    cat.yield %r : f32
  }
  cat.yield %lambda : !cat.hom<!cat.prod<i64, i1>, f32>
}
