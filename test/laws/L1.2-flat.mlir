// L1.2 flat: (f ; g) ; h  =  f ; g ; h
// RUN: %cat_opt %s -allow-unregistered-dialect -cat-laws="laws=L1.2" | FileCheck %s

// CHECK-LABEL: @fires(
// CHECK: %[[R:.*]] = cat.compose %arg0, %arg1, %arg2
// CHECK-NEXT: cat.yield %[[R]]
cat.arrow public @fires(%f: !cat.hom<!cat.var<"A">, !cat.var<"B">>, %g: !cat.hom<!cat.var<"B">, !cat.var<"C">>, %h: !cat.hom<!cat.var<"C">, !cat.var<"D">>) : !cat.hom<!cat.var<"A">, !cat.var<"D">> {
  %a = cat.compose %f, %g : !cat.hom<!cat.var<"A">, !cat.var<"B">>, !cat.hom<!cat.var<"B">, !cat.var<"C">>
  %r = cat.compose %a, %h : !cat.hom<!cat.var<"A">, !cat.var<"C">>, !cat.hom<!cat.var<"C">, !cat.var<"D">>
  cat.yield %r : !cat.hom<!cat.var<"A">, !cat.var<"D">>
}

// Nothing is nested.
// CHECK-LABEL: @stays(
// CHECK: cat.compose %arg0, %arg1
cat.arrow public @stays(%f: !cat.hom<!cat.var<"A">, !cat.var<"B">>, %g: !cat.hom<!cat.var<"B">, !cat.var<"C">>) : !cat.hom<!cat.var<"A">, !cat.var<"C">> {
  %r = cat.compose %f, %g : !cat.hom<!cat.var<"A">, !cat.var<"B">>, !cat.hom<!cat.var<"B">, !cat.var<"C">>
  cat.yield %r : !cat.hom<!cat.var<"A">, !cat.var<"C">>
}
