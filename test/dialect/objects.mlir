// Naming and forgetting: through products and arrays, with predicates.
// RUN: %cat_opt %s > %t.mlir
// RUN: %cat_opt %t.mlir | diff %t.mlir -
// RUN: %cat_opt %s --mlir-print-op-generic | %cat_opt | diff %t.mlir -
// RUN: FileCheck %s < %t.mlir

cat.object @Token = !cat.fin<5>
// CHECK: cat.object @Rate = f32 {predicate = @positive, text = "it > 0"}
cat.object @Rate = f32 {predicate = @positive, text = "it > 0"}
cat.object @Pair = !cat.prod<"rate": !cat.obj<@Rate>, "tokens": tensor<?x!cat.obj<@Token>>>
cat.object @Coin = !cat.sum<"heads": !cat.prod<>, "tails": !cat.prod<>>

cat.arrow @positive() : !cat.hom<f32, i1> {
  %f = cat.lambda (%x: f32) : !cat.hom<f32, i1> {
    %zero = cat.const 0.0 : f32
    %r = cat.cmp gt %x, %zero : f32
    cat.yield %r : i1
  }
  cat.yield %f : !cat.hom<f32, i1>
}

// CHECK-LABEL: cat.pipeline @main(
cat.pipeline @main(%x: f32, %i: i64, %is: tensor<?xi64>, %c: !cat.obj<@Coin>) {
  // CHECK: cat.name %{{.*}} : f32 -> !cat.obj<@Rate>
  %rate = cat.name %x : f32 -> !cat.obj<@Rate>
  // CHECK: cat.name %{{.*}} : i64 -> !cat.fin<5>
  %fin = cat.name %i : i64 -> !cat.fin<5>
  // CHECK: cat.name %{{.*}} : tensor<?xi64> -> tensor<?x!cat.obj<@Token>>
  %tokens = cat.name %is : tensor<?xi64> -> tensor<?x!cat.obj<@Token>>
  %raw = cat.pack %x, %is : !cat.prod<f32, tensor<?xi64>>
  // CHECK: cat.name %{{.*}} : !cat.prod<f32, tensor<?xi64>> -> !cat.obj<@Pair>
  %pair = cat.name %raw : !cat.prod<f32, tensor<?xi64>> -> !cat.obj<@Pair>
  // CHECK: cat.forget %{{.*}} : !cat.obj<@Pair> -> !cat.prod<f32, tensor<?xi64>>
  %back = cat.forget %pair : !cat.obj<@Pair> -> !cat.prod<f32, tensor<?xi64>>
  // CHECK: cat.forget %{{.*}} : !cat.obj<@Coin> -> !cat.fin<2>
  %tag = cat.forget %c : !cat.obj<@Coin> -> !cat.fin<2>
  cat.yield
}
