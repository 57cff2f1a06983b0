// L3.3 permute-nothing: a rewiring that changes nothing  =  id
// RUN: %cat_opt %s -allow-unregistered-dialect -cat-laws="laws=L3.3" | FileCheck %s

// CHECK-LABEL: @fires(
// CHECK: cat.id
cat.arrow public @fires() : !cat.hom<!cat.prod<!cat.var<"A">, !cat.var<"B">>, !cat.prod<!cat.var<"A">, !cat.var<"B">>> {
  %s = cat.permute [0, 1] : !cat.hom<!cat.prod<!cat.var<"A">, !cat.var<"B">>, !cat.prod<!cat.var<"A">, !cat.var<"B">>>
  cat.yield %s : !cat.hom<!cat.prod<!cat.var<"A">, !cat.var<"B">>, !cat.prod<!cat.var<"A">, !cat.var<"B">>>
}

// A swap of equal objects.
// CHECK-LABEL: @stays(
// CHECK: cat.permute
cat.arrow public @stays() : !cat.hom<!cat.prod<!cat.var<"A">, !cat.var<"A">>, !cat.prod<!cat.var<"A">, !cat.var<"A">>> {
  %s = cat.permute [1, 0] : !cat.hom<!cat.prod<!cat.var<"A">, !cat.var<"A">>, !cat.prod<!cat.var<"A">, !cat.var<"A">>>
  cat.yield %s : !cat.hom<!cat.prod<!cat.var<"A">, !cat.var<"A">>, !cat.prod<!cat.var<"A">, !cat.var<"A">>>
}
