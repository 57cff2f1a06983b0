// L1.3 const-absorbs: A ─f─ B ─▪ c─ C  =  A ─▪ c─ C
// RUN: %cat_opt %s -allow-unregistered-dialect -cat-laws="laws=L1.3" | FileCheck %s

// CHECK-LABEL: @fires(
// CHECK: %[[K:.*]] = cat.const_arrow %arg1 : !cat.var<"C">, !cat.hom<!cat.var<"A">, !cat.var<"C">>
// CHECK-NEXT: cat.yield %[[K]]
cat.arrow public @fires(%f0: !cat.var<"B">, %c: !cat.var<"C">) : !cat.hom<!cat.var<"A">, !cat.var<"C">> {
  %f = cat.const_arrow %f0 : !cat.var<"B">, !cat.hom<!cat.var<"A">, !cat.var<"B">>
  %k = cat.const_arrow %c : !cat.var<"C">, !cat.hom<!cat.var<"B">, !cat.var<"C">>
  %r = cat.compose %f, %k : !cat.hom<!cat.var<"A">, !cat.var<"B">>, !cat.hom<!cat.var<"B">, !cat.var<"C">>
  cat.yield %r : !cat.hom<!cat.var<"A">, !cat.var<"C">>
}

// What follows a constant is not absorbed.
// CHECK-LABEL: @stays(
// CHECK: cat.compose
cat.arrow public @stays(%g: !cat.hom<!cat.var<"B">, !cat.var<"C">>, %b: !cat.var<"B">) : !cat.hom<!cat.var<"A">, !cat.var<"C">> {
  %k = cat.const_arrow %b : !cat.var<"B">, !cat.hom<!cat.var<"A">, !cat.var<"B">>
  %r = cat.compose %k, %g : !cat.hom<!cat.var<"A">, !cat.var<"B">>, !cat.hom<!cat.var<"B">, !cat.var<"C">>
  cat.yield %r : !cat.hom<!cat.var<"A">, !cat.var<"C">>
}

// Arrows of which nothing is known may stop the program.
// CHECK-LABEL: @may_stop(
// CHECK: cat.compose
cat.arrow public @may_stop(%f: !cat.hom<!cat.var<"A">, !cat.var<"B">>, %c: !cat.var<"C">) : !cat.hom<!cat.var<"A">, !cat.var<"C">> {
  %k = cat.const_arrow %c : !cat.var<"C">, !cat.hom<!cat.var<"B">, !cat.var<"C">>
  %r = cat.compose %f, %k : !cat.hom<!cat.var<"A">, !cat.var<"B">>, !cat.hom<!cat.var<"B">, !cat.var<"C">>
  cat.yield %r : !cat.hom<!cat.var<"A">, !cat.var<"C">>
}
