// The types, in text and back.
// RUN: %cat_opt %s | %cat_opt | FileCheck %s
// RUN: %cat_opt %s --mlir-print-op-generic | %cat_opt | FileCheck %s

// CHECK-LABEL: cat.object @Token = !cat.fin<5>
cat.object @Token = !cat.fin<5>
// CHECK: cat.object @"Dist[5]" = tensor<5xf32> {text = "sum(it) == 1"}
cat.object @"Dist[5]" = tensor<5xf32> {text = "sum(it) == 1"}
// CHECK: cat.object @Unbounded = !cat.fin<?>
cat.object @Unbounded = !cat.fin<?>
// CHECK: cat.object @Record = !cat.prod<"x": f32, "y": tensor<?x!cat.obj<@Token>>>
cat.object @Record = !cat.prod<"x": f32, "y": tensor<?x!cat.obj<@Token>>>
// CHECK: cat.object @Unit = !cat.prod<>
cat.object @Unit = !cat.prod<>
// CHECK: cat.object @Nested = !cat.prod<!cat.prod<f32, i64>, tensor<4x!cat.prod<f32, ui8>>>
cat.object @Nested = !cat.prod<!cat.prod<f32, i64>, tensor<4x!cat.prod<f32, ui8>>>
// CHECK: cat.object @"Option[f32]" = !cat.sum<"none": !cat.prod<>, "some": f32>
cat.object @"Option[f32]" = !cat.sum<"none": !cat.prod<>, "some": f32>
// CHECK: cat.object @Arrow = !cat.hom<!cat.var<"A">, !cat.prod<!cat.text, !cat.key>>
cat.object @Arrow = !cat.hom<!cat.var<"A">, !cat.prod<!cat.text, !cat.key>>
