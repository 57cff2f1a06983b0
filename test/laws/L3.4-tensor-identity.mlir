// L3.4 tensor-identity: id ⊗ id  =  id
// RUN: %cat_opt %s -allow-unregistered-dialect -cat-laws="laws=L3.4" | FileCheck %s

// CHECK-LABEL: @fires(
// CHECK: cat.id : !cat.hom<!cat.prod<!cat.var<"A">, !cat.var<"B">>, !cat.prod<!cat.var<"A">, !cat.var<"B">>>
cat.arrow public @fires() : !cat.hom<!cat.prod<!cat.var<"A">, !cat.var<"B">>, !cat.prod<!cat.var<"A">, !cat.var<"B">>> {
  %i = cat.id : !cat.hom<!cat.var<"A">, !cat.var<"A">>
  %j = cat.id : !cat.hom<!cat.var<"B">, !cat.var<"B">>
  %r = cat.tensor %i, %j : !cat.hom<!cat.var<"A">, !cat.var<"A">>, !cat.hom<!cat.var<"B">, !cat.var<"B">>
  cat.yield %r : !cat.hom<!cat.prod<!cat.var<"A">, !cat.var<"B">>, !cat.prod<!cat.var<"A">, !cat.var<"B">>>
}

// CHECK-LABEL: @stays(
// CHECK: cat.tensor
cat.arrow public @stays(%e: !cat.hom<!cat.var<"B">, !cat.var<"B">>) : !cat.hom<!cat.prod<!cat.var<"A">, !cat.var<"B">>, !cat.prod<!cat.var<"A">, !cat.var<"B">>> {
  %i = cat.id : !cat.hom<!cat.var<"A">, !cat.var<"A">>
  %r = cat.tensor %i, %e : !cat.hom<!cat.var<"A">, !cat.var<"A">>, !cat.hom<!cat.var<"B">, !cat.var<"B">>
  cat.yield %r : !cat.hom<!cat.prod<!cat.var<"A">, !cat.var<"B">>, !cat.prod<!cat.var<"A">, !cat.var<"B">>>
}
