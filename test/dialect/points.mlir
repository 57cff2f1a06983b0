// The ops on points that are no arithmetic, and pipelines, in text and back.
// RUN: %cat_opt %s > %t.mlir
// RUN: %cat_opt %t.mlir | diff %t.mlir -
// RUN: %cat_opt %s --mlir-print-op-generic | %cat_opt | diff %t.mlir -
// RUN: FileCheck %s < %t.mlir

#row = affine_map<(i, j, k) -> (i, k)>
#column = affine_map<(i, j, k) -> (k, j)>
#out = affine_map<(i, j, k) -> (i, j)>

// CHECK-LABEL: cat.arrow @points(
cat.arrow @points() : !cat.hom<!cat.prod<f32, tensor<?xf32>, !cat.sum<"none": !cat.prod<>, "some": f32>>, f32> {
  %f = cat.lambda (%x: f32, %xs: tensor<?xf32>, %s: !cat.sum<"none": !cat.prod<>, "some": f32>)
      : !cat.hom<!cat.prod<f32, tensor<?xf32>, !cat.sum<"none": !cat.prod<>, "some": f32>>, f32> {
    // CHECK: cat.const 1.500000e+00 : f32
    %c = cat.const 1.5 : f32
    // CHECK: cat.const dense<[1, 2]> : tensor<2xi64>
    %d = cat.const dense<[1, 2]> : tensor<2xi64>
    // CHECK: cat.pack %{{.*}}, %{{.*}} : !cat.prod<"a": f32, "b": tensor<2xi64>>
    %p = cat.pack %c, %d : !cat.prod<"a": f32, "b": tensor<2xi64>>
    // CHECK: cat.get %{{.*}}[1] : !cat.prod<"a": f32, "b": tensor<2xi64>>
    %g = cat.get %p[1] : !cat.prod<"a": f32, "b": tensor<2xi64>>
    // CHECK: cat.inject "some"(%{{.*}}) : (f32) -> !cat.sum<"none": !cat.prod<>, "some": f32>
    %in = cat.inject "some"(%x) : (f32) -> !cat.sum<"none": !cat.prod<>, "some": f32>
    %lt = cat.cmp lt %x, %c : f32
    // CHECK: cat.if %{{.*}} -> (f32) {
    // CHECK: } else {
    %i = cat.if %lt -> (f32) {
      cat.yield %x : f32
    } else {
      cat.yield %c : f32
    }
    // CHECK: cat.match %{{.*}} : !cat.sum<"none": !cat.prod<>, "some": f32> -> (f32) case "none" {
    // CHECK: } case "some"(%{{.*}}: f32) {
    %m = cat.match %s : !cat.sum<"none": !cat.prod<>, "some": f32> -> (f32) case "none" {
      cat.yield %i : f32
    } case "some"(%v: f32) {
      cat.yield %v : f32
    }
    %h = cat.lambda (%y: f32) : !cat.hom<f32, f32> {
      cat.yield %y : f32
    }
    // CHECK: cat.eval %{{.*}}(%{{.*}}) : !cat.hom<f32, f32>, (f32) -> f32
    %e = cat.eval %h(%m) : !cat.hom<f32, f32>, (f32) -> f32
    // CHECK: cat.check %{{.*}}, "too large"(%{{.*}} : f32)
    cat.check %lt, "too large" (%x : f32)
    // CHECK: cat.check %{{.*}}, "missing" status 66
    cat.check %lt, "missing" status 66
    cat.yield %e : f32
  }
  cat.yield %f : !cat.hom<!cat.prod<f32, tensor<?xf32>, !cat.sum<"none": !cat.prod<>, "some": f32>>, f32>
}

// CHECK-LABEL: cat.arrow @structure(
cat.arrow @structure() : !cat.hom<!cat.prod<tensor<2x3xf32>, tensor<?xf32>, index>, !cat.prod<>> {
  %f = cat.lambda (%a: tensor<2x3xf32>, %xs: tensor<?xf32>, %n: index)
      : !cat.hom<!cat.prod<tensor<2x3xf32>, tensor<?xf32>, index>, !cat.prod<>> {
    // CHECK: cat.broadcast %{{.*}} sizes(%{{.*}}) dims [0, 2] : tensor<?xf32> -> tensor<?x?x5xf32>
    %0 = cat.broadcast %xs sizes(%n) dims [0, 2] : tensor<?xf32> -> tensor<?x?x5xf32>
    // CHECK: cat.transpose %{{.*}} perm [1, 0] : tensor<2x3xf32>
    %1 = cat.transpose %a perm [1, 0] : tensor<2x3xf32>
    // CHECK: cat.reshape %{{.*}} : tensor<3x2xf32> -> tensor<6xf32>
    %2 = cat.reshape %1 : tensor<3x2xf32> -> tensor<6xf32>
    // CHECK: cat.slice %{{.*}}[%{{.*}}, %{{.*}}] axis 0 : tensor<?xf32> -> tensor<?xf32>
    %3 = cat.slice %xs[%n, %n] axis 0 : tensor<?xf32> -> tensor<?xf32>
    // CHECK: cat.pad %{{.*}}[%{{.*}}, %{{.*}}] axis 0 : tensor<?xf32> -> tensor<?xf32>
    %4 = cat.pad %3[%n, %n] axis 0 : tensor<?xf32> -> tensor<?xf32>
    // CHECK: cat.concat %{{.*}}, %{{.*}} axis 0 : (tensor<?xf32>, tensor<6xf32>) -> tensor<?xf32>
    %5 = cat.concat %4, %2 axis 0 : (tensor<?xf32>, tensor<6xf32>) -> tensor<?xf32>
    // CHECK: cat.reverse %{{.*}} axis 0 : tensor<?xf32>
    %6 = cat.reverse %5 axis 0 : tensor<?xf32>
    // CHECK: cat.iota sizes(%{{.*}}) : tensor<?xi64>
    %7 = cat.iota sizes(%n) : tensor<?xi64>
    // CHECK: cat.iota : tensor<4xf32>
    %8 = cat.iota : tensor<4xf32>
    // CHECK: cat.dim %{{.*}} axis 0 : tensor<?xf32>
    %9 = cat.dim %xs axis 0 : tensor<?xf32>
    // CHECK: cat.zip %{{.*}}, %{{.*}} : (tensor<?xf32>, tensor<?xi64>) -> tensor<?x!cat.prod<f32, i64>>
    %10 = cat.zip %xs, %7 : (tensor<?xf32>, tensor<?xi64>) -> tensor<?x!cat.prod<f32, i64>>
    // CHECK: cat.unzip %{{.*}} : (tensor<?x!cat.prod<f32, i64>>) -> (tensor<?xf32>, tensor<?xi64>)
    %11:2 = cat.unzip %10 : (tensor<?x!cat.prod<f32, i64>>) -> (tensor<?xf32>, tensor<?xi64>)
    // CHECK: cat.gather %{{.*}}, %{{.*}} : tensor<?xf32>, tensor<?xi64>
    %12 = cat.gather %xs, %7 : tensor<?xf32>, tensor<?xi64>
    %i2 = cat.const dense<[0, 1]> : tensor<2xi64>
    // CHECK: cat.gather %{{.*}}, %{{.*}} batch_dims 1 in_bounds : tensor<2x3xf32>, tensor<2xi64>
    %13 = cat.gather %a, %i2 batch_dims 1 in_bounds : tensor<2x3xf32>, tensor<2xi64>
    // CHECK: cat.scatter_add %{{.*}}, %{{.*}} sizes(%{{.*}}) : tensor<?xi64>, tensor<?xf32> -> tensor<?xf32>
    %14 = cat.scatter_add %7, %12 sizes(%n) : tensor<?xi64>, tensor<?xf32> -> tensor<?xf32>
    // CHECK: cat.contract %{{.*}}, %{{.*}} maps [#map, #map1, #map2] : tensor<2x3xf32>, tensor<3x2xf32> -> tensor<2x2xf32>
    %15 = cat.contract %a, %1 maps [#row, #column, #out] : tensor<2x3xf32>, tensor<3x2xf32> -> tensor<2x2xf32>
    // CHECK: cat.fold_axis add %{{.*}} dims [0] : tensor<2x2xf32>
    %16 = cat.fold_axis add %15 dims [0] : tensor<2x2xf32>
    // CHECK: cat.argmax %{{.*}} axis 1 : tensor<2x3xf32> -> tensor<2xi64>
    %17 = cat.argmax %a axis 1 : tensor<2x3xf32> -> tensor<2xi64>
    // CHECK: cat.argmin %{{.*}} axis 0 : tensor<?xf32> -> i64
    %18 = cat.argmin %xs axis 0 : tensor<?xf32> -> i64
    // CHECK: cat.sort
    %19 = cat.sort %xs axis 0 : tensor<?xf32>
    // CHECK: cat.argsort
    %20 = cat.argsort %xs axis 0 : tensor<?xf32>
    // CHECK: cat.key_seed
    %key = cat.key_seed %18
    // CHECK: cat.key_fold
    %key2 = cat.key_fold %key, %18
    // CHECK: cat.uniform %{{.*}} sizes(%{{.*}}) : tensor<?x2xf32>
    %21 = cat.uniform %key2 sizes(%n) : tensor<?x2xf32>
    // CHECK: cat.normal %{{.*}} : f64
    %22 = cat.normal %key : f64
    // CHECK: cat.permutation
    %23 = cat.permutation %key, %n : tensor<?xi64>
    cat.yield
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<2x3xf32>, tensor<?xf32>, index>, !cat.prod<>>
}

// CHECK-LABEL: cat.pipeline @main(%{{.*}}: index, %{{.*}}: !cat.text)
// CHECK-SAME: attributes {doc = "trains", flags = [{default = "80", kind = "nat", name = "steps"}, {kind = "path", name = "out"}]}
cat.pipeline @main(%steps: index, %out: !cat.text) attributes {doc = "trains",
    flags = [{default = "80", kind = "nat", name = "steps"}, {kind = "path", name = "out"}]} {
  %zero = cat.const 0 : index
  %one = cat.const 1 : index
  %start = cat.const dense<0.0> : tensor<4xf32>
  // CHECK: scf.for
  %end = scf.for %i = %zero to %steps step %one iter_args(%p = %start) -> (tensor<4xf32>) {
    %q = cat.add %p, %p : tensor<4xf32>
    scf.yield %q : tensor<4xf32>
  }
  // CHECK: cat.text_const "p = "
  %t = cat.text_const "p = "
  // CHECK: cat.format %{{.*}} spec ".4f" as tensor<4xf32> : tensor<4xf32>
  %u = cat.format %end spec ".4f" as tensor<4xf32> : tensor<4xf32>
  // CHECK: cat.text_concat %{{.*}}, %{{.*}}
  %v = cat.text_concat %t, %u
  // CHECK: cat.print
  cat.print %v
  // CHECK: cat.save %{{.*}}, %{{.*}} names ["p"] : tensor<4xf32>
  cat.save %out, %end names ["p"] : tensor<4xf32>
  // CHECK: cat.load %{{.*}} names ["p"] : tensor<4xf32>
  %w = cat.load %out names ["p"] : tensor<4xf32>
  // CHECK: cat.read "npy" %{{.*}} as tensor<?xf32> : tensor<?xf32>
  %r = cat.read "npy" %out as tensor<?xf32> : tensor<?xf32>
  // CHECK: cat.log_metrics %{{.*}} names ["p"]
  cat.log_metrics %v names ["p"]
  cat.yield
}
