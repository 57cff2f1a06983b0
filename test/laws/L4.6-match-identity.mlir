// L4.6 match-identity: match s { k(x) ⇒ ιₖ x … }  =  s
// RUN: %cat_opt %s -cat-laws="laws=L4.6" | FileCheck %s
// RUN: %cat_opt %s '--pass-pipeline=builtin.module(cat-compare{passes=cat-laws{laws=L4.6}})' -o /dev/null \
// RUN:   | FileCheck %s --check-prefix=SAME
// SAME-COUNT-2: same @

!O = !cat.sum<"none": !cat.prod<>, "some": f32>

// CHECK-LABEL: @fires(
// CHECK-NOT: cat.match
// CHECK: cat.yield %arg0
cat.arrow public @fires() : !cat.hom<!O, !O> {
  %lambda = cat.lambda (%s: !O) : !cat.hom<!O, !O> {
    %r = cat.match %s : !O -> (!O) case "none" {
      %none = cat.inject "none"() : () -> !O
      cat.yield %none : !O
    } case "some"(%v: f32) {
      %some = cat.inject "some"(%v) : (f32) -> !O
      cat.yield %some : !O
    }
    cat.yield %r : !O
  }
  cat.yield %lambda : !cat.hom<!O, !O>
}

// Another payload.
// CHECK-LABEL: @stays(
// CHECK: cat.match
cat.arrow public @stays() : !cat.hom<!cat.prod<!O, f32>, !O> {
  %lambda = cat.lambda (%s: !O, %x: f32) : !cat.hom<!cat.prod<!O, f32>, !O> {
    %r = cat.match %s : !O -> (!O) case "none" {
      %none = cat.inject "none"() : () -> !O
      cat.yield %none : !O
    } case "some"(%v: f32) {
      %some = cat.inject "some"(%x) : (f32) -> !O
      cat.yield %some : !O
    }
    cat.yield %r : !O
  }
  cat.yield %lambda : !cat.hom<!cat.prod<!O, f32>, !O>
}
