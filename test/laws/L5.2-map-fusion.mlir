// L5.2 map-fusion: map f ; map g  =  map (f ; g)
// RUN: %cat_opt %s -allow-unregistered-dialect -cat-laws="laws=L5.2" | FileCheck %s

// CHECK-LABEL: @fires(
// CHECK: %[[H:.*]] = cat.compose %{{.*}}, %arg1
// CHECK: %[[M:.*]] = cat.map %[[H]]
// CHECK-NEXT: cat.yield %[[M]]
cat.arrow public @fires(%f0: !cat.var<"B">, %g: !cat.hom<!cat.var<"B">, !cat.var<"C">>) : !cat.hom<tensor<?x!cat.var<"A">>, tensor<?x!cat.var<"C">>> {
  %f = cat.const_arrow %f0 : !cat.var<"B">, !cat.hom<!cat.var<"A">, !cat.var<"B">>
  %mf = cat.map %f : !cat.hom<!cat.var<"A">, !cat.var<"B">> to !cat.hom<tensor<?x!cat.var<"A">>, tensor<?x!cat.var<"B">>>
  %mg = cat.map %g : !cat.hom<!cat.var<"B">, !cat.var<"C">> to !cat.hom<tensor<?x!cat.var<"B">>, tensor<?x!cat.var<"C">>>
  %r = cat.compose %mf, %mg : !cat.hom<tensor<?x!cat.var<"A">>, tensor<?x!cat.var<"B">>>, !cat.hom<tensor<?x!cat.var<"B">>, tensor<?x!cat.var<"C">>>
  cat.yield %r : !cat.hom<tensor<?x!cat.var<"A">>, tensor<?x!cat.var<"C">>>
}

// Any arrow of arrays, as a sort.
// CHECK-LABEL: @stays(
// CHECK: cat.compose
cat.arrow public @stays(%f: !cat.hom<!cat.var<"A">, !cat.var<"B">>, %s: !cat.hom<tensor<?x!cat.var<"B">>, tensor<?x!cat.var<"C">>>) : !cat.hom<tensor<?x!cat.var<"A">>, tensor<?x!cat.var<"C">>> {
  %mf = cat.map %f : !cat.hom<!cat.var<"A">, !cat.var<"B">> to !cat.hom<tensor<?x!cat.var<"A">>, tensor<?x!cat.var<"B">>>
  %r = cat.compose %mf, %s : !cat.hom<tensor<?x!cat.var<"A">>, tensor<?x!cat.var<"B">>>, !cat.hom<tensor<?x!cat.var<"B">>, tensor<?x!cat.var<"C">>>
  cat.yield %r : !cat.hom<tensor<?x!cat.var<"A">>, tensor<?x!cat.var<"C">>>
}

// Arrows of which nothing is known may stop the program.
// CHECK-LABEL: @may_stop(
// CHECK: cat.compose
cat.arrow public @may_stop(%f: !cat.hom<!cat.var<"A">, !cat.var<"B">>, %g: !cat.hom<!cat.var<"B">, !cat.var<"C">>) : !cat.hom<tensor<?x!cat.var<"A">>, tensor<?x!cat.var<"C">>> {
  %mf = cat.map %f : !cat.hom<!cat.var<"A">, !cat.var<"B">> to !cat.hom<tensor<?x!cat.var<"A">>, tensor<?x!cat.var<"B">>>
  %mg = cat.map %g : !cat.hom<!cat.var<"B">, !cat.var<"C">> to !cat.hom<tensor<?x!cat.var<"B">>, tensor<?x!cat.var<"C">>>
  %r = cat.compose %mf, %mg : !cat.hom<tensor<?x!cat.var<"A">>, tensor<?x!cat.var<"B">>>, !cat.hom<tensor<?x!cat.var<"B">>, tensor<?x!cat.var<"C">>>
  cat.yield %r : !cat.hom<tensor<?x!cat.var<"A">>, tensor<?x!cat.var<"C">>>
}
