// L1.6 apply-identity: id(x)  =  x
// RUN: %cat_opt %s -allow-unregistered-dialect -cat-laws="laws=L1.6" | FileCheck %s

// CHECK-LABEL: @fires(
// CHECK: "test.use"(%arg0)
cat.pipeline @fires(%x: !cat.var<"A">) {
  %i = cat.id : !cat.hom<!cat.var<"A">, !cat.var<"A">>
  %y = cat.eval %i(%x) : !cat.hom<!cat.var<"A">, !cat.var<"A">>, (!cat.var<"A">) -> !cat.var<"A">
  "test.use"(%y) : (!cat.var<"A">) -> ()
  cat.yield
}

// CHECK-LABEL: @stays(
// CHECK: cat.eval
cat.pipeline @stays(%e: !cat.hom<!cat.var<"A">, !cat.var<"A">>, %x: !cat.var<"A">) {
  %y = cat.eval %e(%x) : !cat.hom<!cat.var<"A">, !cat.var<"A">>, (!cat.var<"A">) -> !cat.var<"A">
  "test.use"(%y) : (!cat.var<"A">) -> ()
  cat.yield
}
