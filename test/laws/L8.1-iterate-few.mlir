// L8.1 iterate-few: iterate f (0, a)  =  a,   iterate f (1, a)  =  f(a)
// RUN: %cat_opt %s -allow-unregistered-dialect -cat-laws="laws=L8.1" | FileCheck %s

// CHECK-LABEL: @fires(
// CHECK: cat.eval %arg0(%arg1)
// CHECK-NOT: cat.iterate
cat.pipeline @fires(%e: !cat.hom<!cat.var<"A">, !cat.var<"A">>, %x: !cat.var<"A">) {
  %n = cat.const 1 : index
  %it = cat.iterate %e : !cat.hom<!cat.var<"A">, !cat.var<"A">> to !cat.hom<!cat.prod<index, !cat.var<"A">>, !cat.var<"A">>
  %y = cat.eval %it(%n, %x) : !cat.hom<!cat.prod<index, !cat.var<"A">>, !cat.var<"A">>, (index, !cat.var<"A">) -> !cat.var<"A">
  "test.use"(%y) : (!cat.var<"A">) -> ()
  cat.yield
}

// CHECK-LABEL: @never(
// CHECK: "test.use"(%arg1)
cat.pipeline @never(%e: !cat.hom<!cat.var<"A">, !cat.var<"A">>, %x: !cat.var<"A">) {
  %n = cat.const 0 : index
  %it = cat.iterate %e : !cat.hom<!cat.var<"A">, !cat.var<"A">> to !cat.hom<!cat.prod<index, !cat.var<"A">>, !cat.var<"A">>
  %y = cat.eval %it(%n, %x) : !cat.hom<!cat.prod<index, !cat.var<"A">>, !cat.var<"A">>, (index, !cat.var<"A">) -> !cat.var<"A">
  "test.use"(%y) : (!cat.var<"A">) -> ()
  cat.yield
}

// CHECK-LABEL: @stays(
// CHECK: cat.iterate
cat.pipeline @stays(%e: !cat.hom<!cat.var<"A">, !cat.var<"A">>, %x: !cat.var<"A">) {
  %n = cat.const 2 : index
  %it = cat.iterate %e : !cat.hom<!cat.var<"A">, !cat.var<"A">> to !cat.hom<!cat.prod<index, !cat.var<"A">>, !cat.var<"A">>
  %y = cat.eval %it(%n, %x) : !cat.hom<!cat.prod<index, !cat.var<"A">>, !cat.var<"A">>, (index, !cat.var<"A">) -> !cat.var<"A">
  "test.use"(%y) : (!cat.var<"A">) -> ()
  cat.yield
}
