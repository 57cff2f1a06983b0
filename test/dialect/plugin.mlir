// The stock mlir-opt reads the dialect from the plugin.
// RUN: %mlir_opt --load-dialect-plugin=%cat_plugin %s --canonicalize | FileCheck %s

// CHECK-LABEL: cat.arrow public @first(
cat.arrow public @first() : !cat.hom<!cat.prod<f32, i64>, f32> {
  // CHECK: cat.proj[0]
  %p = cat.proj[0] : !cat.hom<!cat.prod<f32, i64>, f32>
  cat.yield %p : !cat.hom<!cat.prod<f32, i64>, f32>
}
