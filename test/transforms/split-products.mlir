// cat-split-products: products become their leaves, arrays of products products of arrays, sums a tag and
// the leaves of all payloads.
// RUN: %cat_opt %s -split-input-file -cat-split-products | FileCheck %s

!P = !cat.prod<"x": f32, "y": tensor<2xi64>>

// CHECK-LABEL: cat.arrow public @swap(
// CHECK-SAME: !cat.hom<!cat.prod<f32, f32, tensor<2xi64>>, !cat.prod<f32, tensor<2xi64>, f32>>
// CHECK: cat.lambda (%[[A:.*]]: f32, %[[X:.*]]: f32, %[[Y:.*]]: tensor<2xi64>)
// CHECK-NEXT: cat.yield %[[X]], %[[Y]], %[[A]]
cat.arrow public @swap() : !cat.hom<!cat.prod<f32, !P>, !cat.prod<!P, f32>> {
  %f = cat.lambda (%q: !cat.prod<f32, !P>) : !cat.hom<!cat.prod<f32, !P>, !cat.prod<!P, f32>> {
    %a = cat.get %q[0] : !cat.prod<f32, !P>
    %p = cat.get %q[1] : !cat.prod<f32, !P>
    %r = cat.pack %p, %a : !cat.prod<!P, f32>
    cat.yield %r : !cat.prod<!P, f32>
  }
  cat.yield %f : !cat.hom<!cat.prod<f32, !P>, !cat.prod<!P, f32>>
}

// -----

!P = !cat.prod<f32, tensor<4xf32>>

// CHECK-LABEL: cat.pipeline @arrays(
// CHECK-SAME: %[[A:.*]]: tensor<?xf32>, %[[B:.*]]: tensor<?x4xf32>, %[[I:.*]]: tensor<3xi64>
// CHECK: cat.dim %[[A]] axis 0
// CHECK: %[[GA:.*]] = cat.gather %[[A]], %[[I]] : tensor<?xf32>, tensor<3xi64>
// CHECK: %[[GB:.*]] = cat.gather %[[B]], %[[I]] : tensor<?x4xf32>, tensor<3xi64>
// CHECK: cat.format %[[GA]], %[[GB]]
cat.pipeline @arrays(%a: tensor<?xf32>, %b: tensor<?x4xf32>, %i: tensor<3xi64>) {
  %z = cat.zip %a, %b : (tensor<?xf32>, tensor<?x4xf32>) -> tensor<?x!P>
  %n = cat.dim %z axis 0 : tensor<?x!P>
  %nt = cat.format %n as index : index
  cat.print %nt
  %g = cat.gather %z, %i : tensor<?x!P>, tensor<3xi64>
  %t = cat.format %g as tensor<3x!P> : tensor<3x!P>
  cat.print %t
  cat.yield
}

// -----

!O = !cat.sum<"none": !cat.prod<>, "some": !cat.prod<f32, i64>>

// CHECK-LABEL: cat.pipeline @sums(%{{.*}}: i1, %{{.*}}: f32, %{{.*}}: i64)
// CHECK: %[[S:.*]]:3 = cat.if %arg0 -> (i64, f32, i64) {
// CHECK: cat.const 1 : i64
// CHECK: cat.yield %{{.*}}, %arg1, %arg2
// CHECK: } else {
// CHECK: cat.const 0 : i64
// CHECK: %[[NONE:.*]] = cat.cmp eq %[[S]]#0
// CHECK: cat.if %[[NONE]]
// CHECK: cat.yield %arg1
// CHECK: cat.yield %[[S]]#1
cat.pipeline @sums(%c: i1, %x: f32, %i: i64) {
  %o = cat.if %c -> (!O) {
    %s = cat.inject "some"(%x, %i) : (f32, i64) -> !O
    cat.yield %s : !O
  } else {
    %n = cat.inject "none"() : () -> !O
    cat.yield %n : !O
  }
  %y = cat.match %o : !O -> (f32) case "none" {
    cat.yield %x : f32
  } case "some"(%v: f32, %k: i64) {
    cat.yield %v : f32
  }
  %t = cat.format %y as f32 : f32
  cat.print %t
  cat.yield
}

// -----

// A repeat is a fold over its stacked parameters.
// CHECK-LABEL: cat.pipeline @repeat(
// CHECK: %[[F:.*]] = cat.lambda (%[[X:.*]]: f32, %[[W:.*]]: f32)
// CHECK-NEXT: cat.mul %[[W]], %[[X]]
// CHECK: %[[FOLD:.*]] = cat.fold %[[F]]
// CHECK: cat.eval %[[FOLD]](%arg1, %arg0)
cat.pipeline @repeat(%ws: tensor<6xf32>, %x: f32) {
  %f = cat.lambda (%w: f32, %a: f32) : !cat.hom<!cat.prod<f32, f32>, f32> {
    %y = cat.mul %w, %a : f32
    cat.yield %y : f32
  }
  %r = cat.repeat 6, %f : !cat.hom<!cat.prod<f32, f32>, f32> to !cat.hom<!cat.prod<tensor<6xf32>, f32>, f32>
  %y = cat.eval %r(%ws, %x) : !cat.hom<!cat.prod<tensor<6xf32>, f32>, f32>, (tensor<6xf32>, f32) -> f32
  %t = cat.format %y as f32 : f32
  cat.print %t
  cat.yield
}

// -----

// Loops of pipelines carry the leaves.
// CHECK-LABEL: cat.pipeline @loops(
// CHECK: %[[R:.*]]:2 = scf.for {{.*}} iter_args(%[[A:.*]] = %arg1, %[[B:.*]] = %arg2) -> (f32, i64)
// CHECK-NEXT: scf.yield %[[A]], %[[B]] : f32, i64
// CHECK: cat.format %[[R]]#0
cat.pipeline @loops(%n: index, %x: f32, %i: i64) {
  %zero = cat.const 0 : index
  %one = cat.const 1 : index
  %p = cat.pack %x, %i : !cat.prod<f32, i64>
  %q = scf.for %k = %zero to %n step %one iter_args(%a = %p) -> (!cat.prod<f32, i64>) {
    scf.yield %a : !cat.prod<f32, i64>
  }
  %y = cat.get %q[0] : !cat.prod<f32, i64>
  %t = cat.format %y as f32 : f32
  cat.print %t
  cat.yield
}
