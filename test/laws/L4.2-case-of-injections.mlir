// L4.2 case-of-injections: [ι₁, …, ιₙ]  =  id
// RUN: %cat_opt %s -cat-laws="laws=L4.2" | FileCheck %s
// RUN: %cat_opt %s '--pass-pipeline=builtin.module(cat-compare{passes=cat-laws{laws=L4.2}})' -o /dev/null \
// RUN:   | FileCheck %s --check-prefix=SAME
// SAME-COUNT-2: same @

!O = !cat.sum<"none": !cat.prod<>, "some": f32>

// CHECK-LABEL: @fires(
// CHECK-NEXT: %[[I:.*]] = cat.id
// CHECK-NEXT: cat.yield %[[I]]
cat.arrow public @fires() : !cat.hom<!O, !O> {
  %none = cat.inject_arrow "none" : !cat.hom<!cat.prod<>, !O>
  %some = cat.inject_arrow "some" : !cat.hom<f32, !O>
  %r = cat.case %none, %some : (!cat.hom<!cat.prod<>, !O>, !cat.hom<f32, !O>) -> !cat.hom<!O, !O>
  cat.yield %r : !cat.hom<!O, !O>
}

// The alternatives change places.
// CHECK-LABEL: @stays(
// CHECK: cat.case
cat.arrow public @stays() : !cat.hom<!cat.sum<"a": f32, "b": f32>, !cat.sum<"a": f32, "b": f32>> {
  %a = cat.inject_arrow "a" : !cat.hom<f32, !cat.sum<"a": f32, "b": f32>>
  %b = cat.inject_arrow "b" : !cat.hom<f32, !cat.sum<"a": f32, "b": f32>>
  %r = cat.case %b, %a : (!cat.hom<f32, !cat.sum<"a": f32, "b": f32>>, !cat.hom<f32, !cat.sum<"a": f32, "b": f32>>) -> !cat.hom<!cat.sum<"a": f32, "b": f32>, !cat.sum<"a": f32, "b": f32>>
  cat.yield %r : !cat.hom<!cat.sum<"a": f32, "b": f32>, !cat.sum<"a": f32, "b": f32>>
}
