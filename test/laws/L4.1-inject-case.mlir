// L4.1 inject-case: ιₖ ; [f₁, …, fₙ]  =  fₖ
// RUN: %cat_opt %s -allow-unregistered-dialect -cat-laws="laws=L4.1" | FileCheck %s

// CHECK-LABEL: @fires(
// CHECK: cat.yield %arg1
cat.arrow public @fires(%n: !cat.hom<!cat.prod<>, !cat.var<"B">>, %f: !cat.hom<!cat.var<"A">, !cat.var<"B">>) : !cat.hom<!cat.var<"A">, !cat.var<"B">> {
  %i = cat.inject_arrow "some" : !cat.hom<!cat.var<"A">, !cat.sum<"none": !cat.prod<>, "some": !cat.var<"A">>>
  %c = cat.case %n, %f : (!cat.hom<!cat.prod<>, !cat.var<"B">>, !cat.hom<!cat.var<"A">, !cat.var<"B">>) -> !cat.hom<!cat.sum<"none": !cat.prod<>, "some": !cat.var<"A">>, !cat.var<"B">>
  %r = cat.compose %i, %c : !cat.hom<!cat.var<"A">, !cat.sum<"none": !cat.prod<>, "some": !cat.var<"A">>>, !cat.hom<!cat.sum<"none": !cat.prod<>, "some": !cat.var<"A">>, !cat.var<"B">>
  cat.yield %r : !cat.hom<!cat.var<"A">, !cat.var<"B">>
}

// Which alternative it is is not known.
// CHECK-LABEL: @stays(
// CHECK: cat.case
cat.arrow public @stays(%n: !cat.hom<!cat.prod<>, !cat.var<"B">>, %f: !cat.hom<!cat.var<"A">, !cat.var<"B">>, %s: !cat.hom<!cat.var<"A">, !cat.sum<"none": !cat.prod<>, "some": !cat.var<"A">>>) : !cat.hom<!cat.var<"A">, !cat.var<"B">> {
  %c = cat.case %n, %f : (!cat.hom<!cat.prod<>, !cat.var<"B">>, !cat.hom<!cat.var<"A">, !cat.var<"B">>) -> !cat.hom<!cat.sum<"none": !cat.prod<>, "some": !cat.var<"A">>, !cat.var<"B">>
  %r = cat.compose %s, %c : !cat.hom<!cat.var<"A">, !cat.sum<"none": !cat.prod<>, "some": !cat.var<"A">>>, !cat.hom<!cat.sum<"none": !cat.prod<>, "some": !cat.var<"A">>, !cat.var<"B">>
  cat.yield %r : !cat.hom<!cat.var<"A">, !cat.var<"B">>
}
