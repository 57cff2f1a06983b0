// L1.4 eta: (x ↦ f(x))  =  f
// RUN: %cat_opt %s -allow-unregistered-dialect -cat-laws="laws=L1.4" | FileCheck %s

// CHECK-LABEL: @fires(
// CHECK: cat.yield %arg0
cat.arrow public @fires(%f: !cat.hom<!cat.var<"A">, !cat.var<"B">>) : !cat.hom<!cat.var<"A">, !cat.var<"B">> {
  %l = cat.lambda (%x: !cat.var<"A">) : !cat.hom<!cat.var<"A">, !cat.var<"B">> {
    %y = cat.eval %f(%x) : !cat.hom<!cat.var<"A">, !cat.var<"B">>, (!cat.var<"A">) -> !cat.var<"B">
    cat.yield %y : !cat.var<"B">
  }
  cat.yield %l : !cat.hom<!cat.var<"A">, !cat.var<"B">>
}

// The arrow is applied to another point.
// CHECK-LABEL: @stays(
// CHECK: cat.lambda
cat.arrow public @stays(%f: !cat.hom<!cat.var<"A">, !cat.var<"B">>, %a: !cat.var<"A">) : !cat.hom<!cat.var<"A">, !cat.var<"B">> {
  %l = cat.lambda (%x: !cat.var<"A">) : !cat.hom<!cat.var<"A">, !cat.var<"B">> {
    %y = cat.eval %f(%a) : !cat.hom<!cat.var<"A">, !cat.var<"B">>, (!cat.var<"A">) -> !cat.var<"B">
    cat.yield %y : !cat.var<"B">
  }
  cat.yield %l : !cat.hom<!cat.var<"A">, !cat.var<"B">>
}
