// L8.2 iterate-identity: iterate id (n, a)  =  a
// RUN: %cat_opt %s -allow-unregistered-dialect -cat-laws="laws=L8.2" | FileCheck %s

// CHECK-LABEL: @fires(
// CHECK: "test.use"(%arg1)
cat.pipeline @fires(%n: index, %x: !cat.var<"A">) {
  %e = cat.id : !cat.hom<!cat.var<"A">, !cat.var<"A">>
  %it = cat.iterate %e : !cat.hom<!cat.var<"A">, !cat.var<"A">> to !cat.hom<!cat.prod<index, !cat.var<"A">>, !cat.var<"A">>
  %y = cat.eval %it(%n, %x) : !cat.hom<!cat.prod<index, !cat.var<"A">>, !cat.var<"A">>, (index, !cat.var<"A">) -> !cat.var<"A">
  "test.use"(%y) : (!cat.var<"A">) -> ()
  cat.yield
}

// CHECK-LABEL: @stays(
// CHECK: cat.iterate
cat.pipeline @stays(%e: !cat.hom<!cat.var<"A">, !cat.var<"A">>, %n: index, %x: !cat.var<"A">) {
  %it = cat.iterate %e : !cat.hom<!cat.var<"A">, !cat.var<"A">> to !cat.hom<!cat.prod<index, !cat.var<"A">>, !cat.var<"A">>
  %y = cat.eval %it(%n, %x) : !cat.hom<!cat.prod<index, !cat.var<"A">>, !cat.var<"A">>, (index, !cat.var<"A">) -> !cat.var<"A">
  "test.use"(%y) : (!cat.var<"A">) -> ()
  cat.yield
}
