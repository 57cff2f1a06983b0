// L3.1 interchange: (f ⊗ g) ; (h ⊗ k)  =  (f ; h) ⊗ (g ; k)
// RUN: %cat_opt %s -allow-unregistered-dialect -cat-laws="laws=L3.1" | FileCheck %s

// CHECK-LABEL: @fires(
// CHECK: %[[L:.*]] = cat.compose %arg0, %arg2
// CHECK: %[[R:.*]] = cat.compose %{{.*}}, %arg3
// CHECK: cat.tensor %[[L]], %[[R]]
cat.arrow public @fires(%f: !cat.hom<!cat.var<"A">, !cat.var<"B">>, %g0: !cat.var<"D">, %h: !cat.hom<!cat.var<"B">, !cat.var<"A">>, %k: !cat.hom<!cat.var<"D">, !cat.var<"C">>) : !cat.hom<!cat.prod<!cat.var<"A">, !cat.var<"C">>, !cat.prod<!cat.var<"A">, !cat.var<"C">>> {
  %g = cat.const_arrow %g0 : !cat.var<"D">, !cat.hom<!cat.var<"C">, !cat.var<"D">>
  %t = cat.tensor %f, %g : !cat.hom<!cat.var<"A">, !cat.var<"B">>, !cat.hom<!cat.var<"C">, !cat.var<"D">>
  %u = cat.tensor %h, %k : !cat.hom<!cat.var<"B">, !cat.var<"A">>, !cat.hom<!cat.var<"D">, !cat.var<"C">>
  %r = cat.compose %t, %u : !cat.hom<!cat.prod<!cat.var<"A">, !cat.var<"C">>, !cat.prod<!cat.var<"B">, !cat.var<"D">>>, !cat.hom<!cat.prod<!cat.var<"B">, !cat.var<"D">>, !cat.prod<!cat.var<"A">, !cat.var<"C">>>
  cat.yield %r : !cat.hom<!cat.prod<!cat.var<"A">, !cat.var<"C">>, !cat.prod<!cat.var<"A">, !cat.var<"C">>>
}

// A swap between is another law's.
// CHECK-LABEL: @stays(
// CHECK: cat.compose
cat.arrow public @stays(%f: !cat.hom<!cat.var<"A">, !cat.var<"B">>, %g: !cat.hom<!cat.var<"C">, !cat.var<"D">>) : !cat.hom<!cat.prod<!cat.var<"A">, !cat.var<"C">>, !cat.prod<!cat.var<"D">, !cat.var<"B">>> {
  %t = cat.tensor %f, %g : !cat.hom<!cat.var<"A">, !cat.var<"B">>, !cat.hom<!cat.var<"C">, !cat.var<"D">>
  %s = cat.permute [1, 0] : !cat.hom<!cat.prod<!cat.var<"B">, !cat.var<"D">>, !cat.prod<!cat.var<"D">, !cat.var<"B">>>
  %r = cat.compose %t, %s : !cat.hom<!cat.prod<!cat.var<"A">, !cat.var<"C">>, !cat.prod<!cat.var<"B">, !cat.var<"D">>>, !cat.hom<!cat.prod<!cat.var<"B">, !cat.var<"D">>, !cat.prod<!cat.var<"D">, !cat.var<"B">>>
  cat.yield %r : !cat.hom<!cat.prod<!cat.var<"A">, !cat.var<"C">>, !cat.prod<!cat.var<"D">, !cat.var<"B">>>
}

// Arrows of which nothing is known may stop the program.
// CHECK-LABEL: @may_stop(
// CHECK: cat.compose
cat.arrow public @may_stop(%f: !cat.hom<!cat.var<"A">, !cat.var<"B">>, %g: !cat.hom<!cat.var<"C">, !cat.var<"D">>, %h: !cat.hom<!cat.var<"B">, !cat.var<"A">>, %k: !cat.hom<!cat.var<"D">, !cat.var<"C">>) : !cat.hom<!cat.prod<!cat.var<"A">, !cat.var<"C">>, !cat.prod<!cat.var<"A">, !cat.var<"C">>> {
  %t = cat.tensor %f, %g : !cat.hom<!cat.var<"A">, !cat.var<"B">>, !cat.hom<!cat.var<"C">, !cat.var<"D">>
  %u = cat.tensor %h, %k : !cat.hom<!cat.var<"B">, !cat.var<"A">>, !cat.hom<!cat.var<"D">, !cat.var<"C">>
  %r = cat.compose %t, %u : !cat.hom<!cat.prod<!cat.var<"A">, !cat.var<"C">>, !cat.prod<!cat.var<"B">, !cat.var<"D">>>, !cat.hom<!cat.prod<!cat.var<"B">, !cat.var<"D">>, !cat.prod<!cat.var<"A">, !cat.var<"C">>>
  cat.yield %r : !cat.hom<!cat.prod<!cat.var<"A">, !cat.var<"C">>, !cat.prod<!cat.var<"A">, !cat.var<"C">>>
}
