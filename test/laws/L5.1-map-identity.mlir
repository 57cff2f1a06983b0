// L5.1 map-identity: map id  =  id
// RUN: %cat_opt %s -allow-unregistered-dialect -cat-laws="laws=L5.1" | FileCheck %s

// CHECK-LABEL: @fires(
// CHECK: cat.id : !cat.hom<tensor<?x!cat.var<"A">>, tensor<?x!cat.var<"A">>>
cat.arrow public @fires() : !cat.hom<tensor<?x!cat.var<"A">>, tensor<?x!cat.var<"A">>> {
  %i = cat.id : !cat.hom<!cat.var<"A">, !cat.var<"A">>
  %m = cat.map %i : !cat.hom<!cat.var<"A">, !cat.var<"A">> to !cat.hom<tensor<?x!cat.var<"A">>, tensor<?x!cat.var<"A">>>
  cat.yield %m : !cat.hom<tensor<?x!cat.var<"A">>, tensor<?x!cat.var<"A">>>
}

// CHECK-LABEL: @stays(
// CHECK: cat.map
cat.arrow public @stays(%e: !cat.hom<!cat.var<"A">, !cat.var<"A">>) : !cat.hom<tensor<?x!cat.var<"A">>, tensor<?x!cat.var<"A">>> {
  %m = cat.map %e : !cat.hom<!cat.var<"A">, !cat.var<"A">> to !cat.hom<tensor<?x!cat.var<"A">>, tensor<?x!cat.var<"A">>>
  cat.yield %m : !cat.hom<tensor<?x!cat.var<"A">>, tensor<?x!cat.var<"A">>>
}
