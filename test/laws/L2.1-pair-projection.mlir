// L2.1 pair-projection: ⟨f, g⟩ ; π₁  =  f
// RUN: %cat_opt %s -allow-unregistered-dialect -cat-laws="laws=L2.1" | FileCheck %s

// CHECK-LABEL: @fires(
// CHECK: cat.yield %arg0
cat.arrow public @fires(%f: !cat.hom<!cat.var<"A">, !cat.var<"B">>, %g0: !cat.var<"C">) : !cat.hom<!cat.var<"A">, !cat.var<"B">> {
  %g = cat.const_arrow %g0 : !cat.var<"C">, !cat.hom<!cat.var<"A">, !cat.var<"C">>
  %p = cat.pair %f, %g : !cat.hom<!cat.var<"A">, !cat.var<"B">>, !cat.hom<!cat.var<"A">, !cat.var<"C">>
  %q = cat.proj[0] : !cat.hom<!cat.prod<!cat.var<"B">, !cat.var<"C">>, !cat.var<"B">>
  %r = cat.compose %p, %q : !cat.hom<!cat.var<"A">, !cat.prod<!cat.var<"B">, !cat.var<"C">>>, !cat.hom<!cat.prod<!cat.var<"B">, !cat.var<"C">>, !cat.var<"B">>
  cat.yield %r : !cat.hom<!cat.var<"A">, !cat.var<"B">>
}

// Any arrow to a product.
// CHECK-LABEL: @stays(
// CHECK: cat.compose
cat.arrow public @stays(%p: !cat.hom<!cat.var<"A">, !cat.prod<!cat.var<"B">, !cat.var<"C">>>) : !cat.hom<!cat.var<"A">, !cat.var<"B">> {
  %q = cat.proj[0] : !cat.hom<!cat.prod<!cat.var<"B">, !cat.var<"C">>, !cat.var<"B">>
  %r = cat.compose %p, %q : !cat.hom<!cat.var<"A">, !cat.prod<!cat.var<"B">, !cat.var<"C">>>, !cat.hom<!cat.prod<!cat.var<"B">, !cat.var<"C">>, !cat.var<"B">>
  cat.yield %r : !cat.hom<!cat.var<"A">, !cat.var<"B">>
}

// Arrows of which nothing is known may stop the program.
// CHECK-LABEL: @may_stop(
// CHECK: cat.compose
cat.arrow public @may_stop(%f: !cat.hom<!cat.var<"A">, !cat.var<"B">>, %g: !cat.hom<!cat.var<"A">, !cat.var<"C">>) : !cat.hom<!cat.var<"A">, !cat.var<"B">> {
  %p = cat.pair %f, %g : !cat.hom<!cat.var<"A">, !cat.var<"B">>, !cat.hom<!cat.var<"A">, !cat.var<"C">>
  %q = cat.proj[0] : !cat.hom<!cat.prod<!cat.var<"B">, !cat.var<"C">>, !cat.var<"B">>
  %r = cat.compose %p, %q : !cat.hom<!cat.var<"A">, !cat.prod<!cat.var<"B">, !cat.var<"C">>>, !cat.hom<!cat.prod<!cat.var<"B">, !cat.var<"C">>, !cat.var<"B">>
  cat.yield %r : !cat.hom<!cat.var<"A">, !cat.var<"B">>
}
