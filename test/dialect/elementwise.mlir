// Elementwise ops on scalars and arrays, in text and back.
// RUN: %cat_opt %s > %t.mlir
// RUN: %cat_opt %t.mlir | diff %t.mlir -
// RUN: %cat_opt %s --mlir-print-op-generic | %cat_opt | diff %t.mlir -
// RUN: FileCheck %s < %t.mlir

// CHECK-LABEL: cat.pipeline @numbers(
cat.pipeline @numbers(%a: f32, %b: tensor<?x3xf64>, %i: i32, %u: tensor<2xui8>, %n: index, %t: i1) {
  // CHECK: cat.add %{{.*}}, %{{.*}} : f32
  %0 = cat.add %a, %a : f32
  // CHECK: cat.sub %{{.*}}, %{{.*}} : tensor<?x3xf64>
  %1 = cat.sub %b, %b : tensor<?x3xf64>
  // CHECK: cat.mul %{{.*}}, %{{.*}} : index
  %2 = cat.mul %n, %n : index
  // CHECK: cat.div %{{.*}}, %{{.*}} : i32
  %3 = cat.div %i, %i : i32
  // CHECK: cat.rem %{{.*}}, %{{.*}} : tensor<2xui8>
  %4 = cat.rem %u, %u : tensor<2xui8>
  // CHECK: cat.pow %{{.*}}, %{{.*}} : f32
  %5 = cat.pow %a, %a : f32
  // CHECK: cat.max %{{.*}}, %{{.*}} : tensor<2xui8>
  %6 = cat.max %u, %u : tensor<2xui8>
  // CHECK: cat.min %{{.*}}, %{{.*}} : f32
  %7 = cat.min %a, %a : f32
  // CHECK: cat.neg %{{.*}} : i32
  %8 = cat.neg %i : i32
  // CHECK-NEXT: cat.abs %{{.*}} : f32
  %9 = cat.abs %a : f32
  // CHECK-NEXT: cat.exp %{{.*}} : tensor<?x3xf64>
  %10 = cat.exp %b : tensor<?x3xf64>
  // CHECK-NEXT: cat.log %
  %11 = cat.log %a : f32
  // CHECK-NEXT: cat.log1p %
  %12 = cat.log1p %a : f32
  // CHECK-NEXT: cat.expm1 %
  %13 = cat.expm1 %a : f32
  // CHECK-NEXT: cat.sqrt %
  %14 = cat.sqrt %a : f32
  // CHECK-NEXT: cat.rsqrt %
  %15 = cat.rsqrt %a : f32
  // CHECK-NEXT: cat.sin %
  %16 = cat.sin %a : f32
  // CHECK-NEXT: cat.cos %
  %17 = cat.cos %a : f32
  // CHECK-NEXT: cat.tan %
  %18 = cat.tan %a : f32
  // CHECK-NEXT: cat.tanh %
  %19 = cat.tanh %a : f32
  // CHECK-NEXT: cat.sinh %
  %20 = cat.sinh %a : f32
  // CHECK-NEXT: cat.cosh %
  %21 = cat.cosh %a : f32
  // CHECK-NEXT: cat.atan %
  %22 = cat.atan %a : f32
  // CHECK-NEXT: cat.asin %
  %23 = cat.asin %a : f32
  // CHECK-NEXT: cat.acos %
  %24 = cat.acos %a : f32
  // CHECK-NEXT: cat.erf %
  %25 = cat.erf %a : f32
  // CHECK-NEXT: cat.floor %
  %26 = cat.floor %a : f32
  // CHECK-NEXT: cat.ceil %
  %27 = cat.ceil %a : f32
  // CHECK-NEXT: cat.round %
  %28 = cat.round %a : f32
  // CHECK-NEXT: cat.sign %
  %29 = cat.sign %a : f32
  // CHECK-NEXT: cat.and %{{.*}}, %{{.*}} : i1
  %30 = cat.and %t, %t : i1
  // CHECK-NEXT: cat.or %
  %31 = cat.or %i, %i : i32
  // CHECK-NEXT: cat.xor %
  %32 = cat.xor %u, %u : tensor<2xui8>
  // CHECK-NEXT: cat.not %
  %33 = cat.not %t : i1
  // CHECK-NEXT: cat.cmp le %{{.*}}, %{{.*}} : tensor<?x3xf64>
  %34 = cat.cmp le %b, %b : tensor<?x3xf64>
  // CHECK-NEXT: cat.select %{{.*}}, %{{.*}}, %{{.*}} : tensor<?x3xi1>, tensor<?x3xf64>
  %35 = cat.select %34, %b, %b : tensor<?x3xi1>, tensor<?x3xf64>
  // CHECK-NEXT: cat.convert %{{.*}} : tensor<?x3xf64> -> tensor<?x3xi64>
  %36 = cat.convert %b : tensor<?x3xf64> -> tensor<?x3xi64>
  cat.yield
}
