// L2.3 tensor-projection: (f ⊗ g) ; π₂  =  π₂ ; g
// RUN: %cat_opt %s -allow-unregistered-dialect -cat-laws="laws=L2.3" | FileCheck %s

// CHECK-LABEL: @fires(
// CHECK: cat.proj[1]
// CHECK: cat.compose %{{.*}}, %arg1
// CHECK-NOT: cat.tensor
cat.arrow public @fires(%f0: !cat.var<"B">, %g: !cat.hom<!cat.var<"C">, !cat.var<"D">>) : !cat.hom<!cat.prod<!cat.var<"A">, !cat.var<"C">>, !cat.var<"D">> {
  %f = cat.const_arrow %f0 : !cat.var<"B">, !cat.hom<!cat.var<"A">, !cat.var<"B">>
  %t = cat.tensor %f, %g : !cat.hom<!cat.var<"A">, !cat.var<"B">>, !cat.hom<!cat.var<"C">, !cat.var<"D">>
  %q = cat.proj[1] : !cat.hom<!cat.prod<!cat.var<"B">, !cat.var<"D">>, !cat.var<"D">>
  %r = cat.compose %t, %q : !cat.hom<!cat.prod<!cat.var<"A">, !cat.var<"C">>, !cat.prod<!cat.var<"B">, !cat.var<"D">>>, !cat.hom<!cat.prod<!cat.var<"B">, !cat.var<"D">>, !cat.var<"D">>
  cat.yield %r : !cat.hom<!cat.prod<!cat.var<"A">, !cat.var<"C">>, !cat.var<"D">>
}

// Any arrow from a product.
// CHECK-LABEL: @stays(
// CHECK: cat.tensor
cat.arrow public @stays(%f: !cat.hom<!cat.var<"A">, !cat.var<"B">>, %g: !cat.hom<!cat.var<"C">, !cat.var<"D">>, %s: !cat.hom<!cat.prod<!cat.var<"B">, !cat.var<"D">>, !cat.var<"D">>) : !cat.hom<!cat.prod<!cat.var<"A">, !cat.var<"C">>, !cat.var<"D">> {
  %t = cat.tensor %f, %g : !cat.hom<!cat.var<"A">, !cat.var<"B">>, !cat.hom<!cat.var<"C">, !cat.var<"D">>
  %r = cat.compose %t, %s : !cat.hom<!cat.prod<!cat.var<"A">, !cat.var<"C">>, !cat.prod<!cat.var<"B">, !cat.var<"D">>>, !cat.hom<!cat.prod<!cat.var<"B">, !cat.var<"D">>, !cat.var<"D">>
  cat.yield %r : !cat.hom<!cat.prod<!cat.var<"A">, !cat.var<"C">>, !cat.var<"D">>
}

// Arrows of which nothing is known may stop the program.
// CHECK-LABEL: @may_stop(
// CHECK: cat.tensor
cat.arrow public @may_stop(%f: !cat.hom<!cat.var<"A">, !cat.var<"B">>, %g: !cat.hom<!cat.var<"C">, !cat.var<"D">>) : !cat.hom<!cat.prod<!cat.var<"A">, !cat.var<"C">>, !cat.var<"D">> {
  %t = cat.tensor %f, %g : !cat.hom<!cat.var<"A">, !cat.var<"B">>, !cat.hom<!cat.var<"C">, !cat.var<"D">>
  %q = cat.proj[1] : !cat.hom<!cat.prod<!cat.var<"B">, !cat.var<"D">>, !cat.var<"D">>
  %r = cat.compose %t, %q : !cat.hom<!cat.prod<!cat.var<"A">, !cat.var<"C">>, !cat.prod<!cat.var<"B">, !cat.var<"D">>>, !cat.hom<!cat.prod<!cat.var<"B">, !cat.var<"D">>, !cat.var<"D">>
  cat.yield %r : !cat.hom<!cat.prod<!cat.var<"A">, !cat.var<"C">>, !cat.var<"D">>
}
