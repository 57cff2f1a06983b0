// L2.4 pair-tensor: ⟨f, g⟩ ; (h ⊗ k)  =  ⟨f ; h, g ; k⟩
// RUN: %cat_opt %s -allow-unregistered-dialect -cat-laws="laws=L2.4" | FileCheck %s

// CHECK-LABEL: @fires(
// CHECK: %[[L:.*]] = cat.compose %arg0, %arg2
// CHECK: %[[R:.*]] = cat.compose %{{.*}}, %arg3
// CHECK: cat.pair %[[L]], %[[R]]
cat.arrow public @fires(%f: !cat.hom<!cat.var<"A">, !cat.var<"B">>, %g0: !cat.var<"C">, %h: !cat.hom<!cat.var<"B">, !cat.var<"D">>, %k: !cat.hom<!cat.var<"C">, !cat.var<"D">>) : !cat.hom<!cat.var<"A">, !cat.prod<!cat.var<"D">, !cat.var<"D">>> {
  %g = cat.const_arrow %g0 : !cat.var<"C">, !cat.hom<!cat.var<"A">, !cat.var<"C">>
  %p = cat.pair %f, %g : !cat.hom<!cat.var<"A">, !cat.var<"B">>, !cat.hom<!cat.var<"A">, !cat.var<"C">>
  %t = cat.tensor %h, %k : !cat.hom<!cat.var<"B">, !cat.var<"D">>, !cat.hom<!cat.var<"C">, !cat.var<"D">>
  %r = cat.compose %p, %t : !cat.hom<!cat.var<"A">, !cat.prod<!cat.var<"B">, !cat.var<"C">>>, !cat.hom<!cat.prod<!cat.var<"B">, !cat.var<"C">>, !cat.prod<!cat.var<"D">, !cat.var<"D">>>
  cat.yield %r : !cat.hom<!cat.var<"A">, !cat.prod<!cat.var<"D">, !cat.var<"D">>>
}

// CHECK-LABEL: @stays(
// CHECK: cat.compose
cat.arrow public @stays(%f: !cat.hom<!cat.var<"A">, !cat.var<"B">>, %g: !cat.hom<!cat.var<"A">, !cat.var<"C">>, %s: !cat.hom<!cat.prod<!cat.var<"B">, !cat.var<"C">>, !cat.prod<!cat.var<"B">, !cat.var<"C">>>) : !cat.hom<!cat.var<"A">, !cat.prod<!cat.var<"B">, !cat.var<"C">>> {
  %p = cat.pair %f, %g : !cat.hom<!cat.var<"A">, !cat.var<"B">>, !cat.hom<!cat.var<"A">, !cat.var<"C">>
  %r = cat.compose %p, %s : !cat.hom<!cat.var<"A">, !cat.prod<!cat.var<"B">, !cat.var<"C">>>, !cat.hom<!cat.prod<!cat.var<"B">, !cat.var<"C">>, !cat.prod<!cat.var<"B">, !cat.var<"C">>>
  cat.yield %r : !cat.hom<!cat.var<"A">, !cat.prod<!cat.var<"B">, !cat.var<"C">>>
}

// Arrows of which nothing is known may stop the program.
// CHECK-LABEL: @may_stop(
// CHECK: cat.tensor
cat.arrow public @may_stop(%f: !cat.hom<!cat.var<"A">, !cat.var<"B">>, %g: !cat.hom<!cat.var<"A">, !cat.var<"C">>, %h: !cat.hom<!cat.var<"B">, !cat.var<"D">>, %k: !cat.hom<!cat.var<"C">, !cat.var<"D">>) : !cat.hom<!cat.var<"A">, !cat.prod<!cat.var<"D">, !cat.var<"D">>> {
  %p = cat.pair %f, %g : !cat.hom<!cat.var<"A">, !cat.var<"B">>, !cat.hom<!cat.var<"A">, !cat.var<"C">>
  %t = cat.tensor %h, %k : !cat.hom<!cat.var<"B">, !cat.var<"D">>, !cat.hom<!cat.var<"C">, !cat.var<"D">>
  %r = cat.compose %p, %t : !cat.hom<!cat.var<"A">, !cat.prod<!cat.var<"B">, !cat.var<"C">>>, !cat.hom<!cat.prod<!cat.var<"B">, !cat.var<"C">>, !cat.prod<!cat.var<"D">, !cat.var<"D">>>
  cat.yield %r : !cat.hom<!cat.var<"A">, !cat.prod<!cat.var<"D">, !cat.var<"D">>>
}
