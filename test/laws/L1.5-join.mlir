// L1.5 join: g(f(x))  =  (f ; g)(x)
// RUN: %cat_opt %s -allow-unregistered-dialect -cat-laws="laws=L1.5" | FileCheck %s

// CHECK-LABEL: @fires(
// CHECK: %[[H:.*]] = cat.compose %arg0, %arg1
// CHECK: cat.eval %[[H]](%arg2)
cat.pipeline @fires(%f: !cat.hom<!cat.var<"A">, !cat.var<"B">>, %g: !cat.hom<!cat.var<"B">, !cat.var<"C">>, %x: !cat.var<"A">) {
  %y = cat.eval %f(%x) : !cat.hom<!cat.var<"A">, !cat.var<"B">>, (!cat.var<"A">) -> !cat.var<"B">
  %z = cat.eval %g(%y) : !cat.hom<!cat.var<"B">, !cat.var<"C">>, (!cat.var<"B">) -> !cat.var<"C">
  "test.use"(%z) : (!cat.var<"C">) -> ()
  cat.yield
}

// The point between is used again.
// CHECK-LABEL: @stays(
// CHECK-NOT: cat.compose
cat.pipeline @stays(%f: !cat.hom<!cat.var<"A">, !cat.var<"B">>, %g: !cat.hom<!cat.var<"B">, !cat.var<"C">>, %x: !cat.var<"A">) {
  %y = cat.eval %f(%x) : !cat.hom<!cat.var<"A">, !cat.var<"B">>, (!cat.var<"A">) -> !cat.var<"B">
  %z = cat.eval %g(%y) : !cat.hom<!cat.var<"B">, !cat.var<"C">>, (!cat.var<"B">) -> !cat.var<"C">
  "test.use"(%y) : (!cat.var<"B">) -> ()
  "test.use"(%z) : (!cat.var<"C">) -> ()
  cat.yield
}
