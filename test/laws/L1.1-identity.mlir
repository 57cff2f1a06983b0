// L1.1 identity: A ─id─ A ─f─ B  =  A ─f─ B
// RUN: %cat_opt %s -allow-unregistered-dialect -cat-laws="laws=L1.1" | FileCheck %s

// CHECK-LABEL: @fires(
// CHECK: cat.yield %arg0
cat.arrow public @fires(%f: !cat.hom<!cat.var<"A">, !cat.var<"B">>) : !cat.hom<!cat.var<"A">, !cat.var<"B">> {
  %i = cat.id : !cat.hom<!cat.var<"A">, !cat.var<"A">>
  %r = cat.compose %i, %f : !cat.hom<!cat.var<"A">, !cat.var<"A">>, !cat.hom<!cat.var<"A">, !cat.var<"B">>
  cat.yield %r : !cat.hom<!cat.var<"A">, !cat.var<"B">>
}

// An endomorphism is no identity.
// CHECK-LABEL: @stays(
// CHECK: cat.compose %arg0, %arg1
cat.arrow public @stays(%e: !cat.hom<!cat.var<"A">, !cat.var<"A">>, %f: !cat.hom<!cat.var<"A">, !cat.var<"B">>) : !cat.hom<!cat.var<"A">, !cat.var<"B">> {
  %r = cat.compose %e, %f : !cat.hom<!cat.var<"A">, !cat.var<"A">>, !cat.hom<!cat.var<"A">, !cat.var<"B">>
  cat.yield %r : !cat.hom<!cat.var<"A">, !cat.var<"B">>
}
