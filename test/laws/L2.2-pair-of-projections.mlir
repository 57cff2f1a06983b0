// L2.2 pair-of-projections: ⟨π₁, π₂⟩  =  id
// RUN: %cat_opt %s -allow-unregistered-dialect -cat-laws="laws=L2.2" | FileCheck %s

// CHECK-LABEL: @fires(
// CHECK: cat.id
cat.arrow public @fires() : !cat.hom<!cat.prod<!cat.var<"A">, !cat.var<"B">>, !cat.prod<!cat.var<"A">, !cat.var<"B">>> {
  %a = cat.proj[0] : !cat.hom<!cat.prod<!cat.var<"A">, !cat.var<"B">>, !cat.var<"A">>
  %b = cat.proj[1] : !cat.hom<!cat.prod<!cat.var<"A">, !cat.var<"B">>, !cat.var<"B">>
  %r = cat.pair %a, %b : !cat.hom<!cat.prod<!cat.var<"A">, !cat.var<"B">>, !cat.var<"A">>, !cat.hom<!cat.prod<!cat.var<"A">, !cat.var<"B">>, !cat.var<"B">>
  cat.yield %r : !cat.hom<!cat.prod<!cat.var<"A">, !cat.var<"B">>, !cat.prod<!cat.var<"A">, !cat.var<"B">>>
}

// A swap.
// CHECK-LABEL: @stays(
// CHECK: cat.pair
cat.arrow public @stays() : !cat.hom<!cat.prod<!cat.var<"A">, !cat.var<"B">>, !cat.prod<!cat.var<"B">, !cat.var<"A">>> {
  %a = cat.proj[1] : !cat.hom<!cat.prod<!cat.var<"A">, !cat.var<"B">>, !cat.var<"B">>
  %b = cat.proj[0] : !cat.hom<!cat.prod<!cat.var<"A">, !cat.var<"B">>, !cat.var<"A">>
  %r = cat.pair %a, %b : !cat.hom<!cat.prod<!cat.var<"A">, !cat.var<"B">>, !cat.var<"B">>, !cat.hom<!cat.prod<!cat.var<"A">, !cat.var<"B">>, !cat.var<"A">>
  cat.yield %r : !cat.hom<!cat.prod<!cat.var<"A">, !cat.var<"B">>, !cat.prod<!cat.var<"B">, !cat.var<"A">>>
}
