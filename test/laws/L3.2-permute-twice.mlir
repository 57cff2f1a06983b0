// L3.2 permute-twice: two rewirings are one
// RUN: %cat_opt %s -allow-unregistered-dialect -cat-laws="laws=L3.2" | FileCheck %s

// CHECK-LABEL: @fires(
// CHECK: cat.permute [0, 1, 1]
cat.arrow public @fires() : !cat.hom<!cat.prod<!cat.var<"A">, !cat.var<"B">>, !cat.prod<!cat.var<"A">, !cat.var<"B">, !cat.var<"B">>> {
  %s = cat.permute [1, 0] : !cat.hom<!cat.prod<!cat.var<"A">, !cat.var<"B">>, !cat.prod<!cat.var<"B">, !cat.var<"A">>>
  %t = cat.permute [1, 0, 0] : !cat.hom<!cat.prod<!cat.var<"B">, !cat.var<"A">>, !cat.prod<!cat.var<"A">, !cat.var<"B">, !cat.var<"B">>>
  %r = cat.compose %s, %t : !cat.hom<!cat.prod<!cat.var<"A">, !cat.var<"B">>, !cat.prod<!cat.var<"B">, !cat.var<"A">>>, !cat.hom<!cat.prod<!cat.var<"B">, !cat.var<"A">>, !cat.prod<!cat.var<"A">, !cat.var<"B">, !cat.var<"B">>>
  cat.yield %r : !cat.hom<!cat.prod<!cat.var<"A">, !cat.var<"B">>, !cat.prod<!cat.var<"A">, !cat.var<"B">, !cat.var<"B">>>
}

// CHECK-LABEL: @stays(
// CHECK: cat.compose
cat.arrow public @stays(%f: !cat.hom<!cat.prod<!cat.var<"B">, !cat.var<"A">>, !cat.prod<!cat.var<"A">, !cat.var<"B">>>) : !cat.hom<!cat.prod<!cat.var<"A">, !cat.var<"B">>, !cat.prod<!cat.var<"A">, !cat.var<"B">>> {
  %s = cat.permute [1, 0] : !cat.hom<!cat.prod<!cat.var<"A">, !cat.var<"B">>, !cat.prod<!cat.var<"B">, !cat.var<"A">>>
  %r = cat.compose %s, %f : !cat.hom<!cat.prod<!cat.var<"A">, !cat.var<"B">>, !cat.prod<!cat.var<"B">, !cat.var<"A">>>, !cat.hom<!cat.prod<!cat.var<"B">, !cat.var<"A">>, !cat.prod<!cat.var<"A">, !cat.var<"B">>>
  cat.yield %r : !cat.hom<!cat.prod<!cat.var<"A">, !cat.var<"B">>, !cat.prod<!cat.var<"A">, !cat.var<"B">>>
}
