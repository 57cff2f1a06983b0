// A pipeline runs: flags, loops, text, naming, failing checks.
// RUN: %cat_opt %s --cat-interpret -o /dev/null | FileCheck %s
// RUN: %cat_opt %s '--cat-interpret=args=--steps,5' -o /dev/null | FileCheck %s --check-prefix=FIVE
// RUN: not %cat_opt %s '--cat-interpret=pipeline=fails' -o /dev/null 2>&1 | FileCheck %s --check-prefix=FAILS
// RUN: not %cat_opt %s '--cat-interpret=pipeline=main args=--steps,x' -o /dev/null 2>&1 | FileCheck %s --check-prefix=USAGE

cat.object @Rate = f32 {predicate = @positive, text = "it > 0"}
cat.object @Species = !cat.sum<"setosa": !cat.prod<>, "virginica": !cat.prod<>>
cat.arrow @positive() : !cat.hom<f32, i1> {
  %f = cat.lambda (%x: f32) : !cat.hom<f32, i1> {
    %zero = cat.const 0.0 : f32
    %r = cat.cmp gt %x, %zero : f32
    cat.yield %r : i1
  }
  cat.yield %f : !cat.hom<f32, i1>
}

// CHECK: 2^3 = 8
// FIVE: 2^5 = 32
// USAGE: --steps
cat.pipeline @main(%steps: index) attributes {flags = [{name = "steps", kind = "nat", default = "3"}]} {
  %zero = cat.const 0 : index
  %one = cat.const 1 : index
  %start = cat.const 1.0 : f32
  %end = scf.for %i = %zero to %steps step %one iter_args(%p = %start) -> (f32) {
    %q = cat.add %p, %p : f32
    scf.yield %q : f32
  }
  %a = cat.text_const "2^"
  %b = cat.format %steps as index : index
  %c = cat.text_const " = "
  %d = cat.format %end as f32 : f32
  %text = cat.text_concat %a, %b, %c, %d
  cat.print %text

  // CHECK: { rate: 0.5, kind: virginica, xs: [1, 2.5], pair: (3, true) }
  %half = cat.const 0.5 : f32
  %rate = cat.name %half : f32 -> !cat.obj<@Rate>
  %kind = cat.inject "virginica"() : () -> !cat.sum<"setosa": !cat.prod<>, "virginica": !cat.prod<>>
  %xs = cat.const dense<[1.0, 2.5]> : tensor<2xf32>
  %three = cat.const 3 : ui8
  %true = cat.const true
  %pair = cat.pack %three, %true : !cat.prod<ui8, i1>
  %record = cat.pack %rate, %kind, %xs, %pair
    : !cat.prod<"rate": !cat.obj<@Rate>, "kind": !cat.sum<"setosa": !cat.prod<>, "virginica": !cat.prod<>>,
                "xs": tensor<2xf32>, "pair": !cat.prod<ui8, i1>>
  %shown = cat.format %record
    as !cat.prod<"rate": !cat.obj<@Rate>, "kind": !cat.sum<"setosa": !cat.prod<>, "virginica": !cat.prod<>>,
                 "xs": tensor<2xf32>, "pair": !cat.prod<ui8, i1>>
    : !cat.prod<"rate": !cat.obj<@Rate>, "kind": !cat.sum<"setosa": !cat.prod<>, "virginica": !cat.prod<>>,
                "xs": tensor<2xf32>, "pair": !cat.prod<ui8, i1>>
  cat.print %shown

  // CHECK: [(1, some(10)), (2.5, none)]
  %ten = cat.const 10 : i64
  %some = cat.inject "some"(%ten) : (i64) -> !cat.sum<"none": !cat.prod<>, "some": i64>
  %none = cat.inject "none"() : () -> !cat.sum<"none": !cat.prod<>, "some": i64>
  %f = cat.lambda (%i: i64) : !cat.hom<i64, !cat.sum<"none": !cat.prod<>, "some": i64>> {
    %z = cat.const 0 : i64
    %isZero = cat.cmp eq %i, %z : i64
    %r = cat.if %isZero -> (!cat.sum<"none": !cat.prod<>, "some": i64>) {
      cat.yield %some : !cat.sum<"none": !cat.prod<>, "some": i64>
    } else {
      cat.yield %none : !cat.sum<"none": !cat.prod<>, "some": i64>
    }
    cat.yield %r : !cat.sum<"none": !cat.prod<>, "some": i64>
  }
  %map = cat.map %f : !cat.hom<i64, !cat.sum<"none": !cat.prod<>, "some": i64>>
    to !cat.hom<tensor<2xi64>, tensor<2x!cat.sum<"none": !cat.prod<>, "some": i64>>>
  %iota = cat.iota : tensor<2xi64>
  %options = cat.eval %map(%iota) : !cat.hom<tensor<2xi64>, tensor<2x!cat.sum<"none": !cat.prod<>, "some": i64>>>,
    (tensor<2xi64>) -> tensor<2x!cat.sum<"none": !cat.prod<>, "some": i64>>
  %zipped = cat.zip %xs, %options : (tensor<2xf32>, tensor<2x!cat.sum<"none": !cat.prod<>, "some": i64>>)
    -> tensor<2x!cat.prod<f32, !cat.sum<"none": !cat.prod<>, "some": i64>>>
  %shown2 = cat.format %zipped as tensor<2x!cat.prod<f32, !cat.sum<"none": !cat.prod<>, "some": i64>>>
    : tensor<2x!cat.prod<f32, !cat.sum<"none": !cat.prod<>, "some": i64>>>
  cat.print %shown2
  cat.yield
}

// FAILS: before
// FAILS-NEXT: pipeline.mlir:[[@LINE+7]]:{{[0-9]+}}: Rate: it > 0 does not hold: -1
// FAILS-NOT: after
cat.pipeline @fails() attributes {flags = []} {
  %text = cat.text_const "before"
  cat.print %text
  %x = cat.const -1.0 : f32
  %text2 = cat.text_const "after"
  %rate = cat.name %x : f32 -> !cat.obj<@Rate>
  cat.print %text2
  cat.yield
}
