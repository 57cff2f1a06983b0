// Every op of the arrow layer, in text and back, in pretty and in generic form.
// RUN: %cat_opt %s > %t.mlir
// RUN: %cat_opt %t.mlir | diff %t.mlir -
// RUN: %cat_opt %s --mlir-print-op-generic | %cat_opt | diff %t.mlir -
// RUN: FileCheck %s < %t.mlir

// CHECK-LABEL: cat.arrow @embed(%{{.*}}: tensor<5x4xf32>) : !cat.hom<!cat.fin<5>, tensor<4xf32>>
// CHECK-SAME: attributes {doc = "a row"}
cat.arrow @embed(%table: tensor<5x4xf32>) : !cat.hom<!cat.fin<5>, tensor<4xf32>> attributes {doc = "a row"} {
  // CHECK: cat.lambda (%[[T:.*]]: !cat.fin<5>) : !cat.hom<!cat.fin<5>, tensor<4xf32>> {
  %f = cat.lambda (%t: !cat.fin<5>) : !cat.hom<!cat.fin<5>, tensor<4xf32>> {
    %r = cat.gather %table, %t : tensor<5x4xf32>, !cat.fin<5>
    cat.yield %r : tensor<4xf32>
  }
  cat.yield %f : !cat.hom<!cat.fin<5>, tensor<4xf32>>
}

// CHECK-LABEL: cat.arrow public @category(
cat.arrow public @category(%table: tensor<5x4xf32>) : !cat.hom<!cat.fin<5>, tensor<4xf32>> {
  // CHECK: cat.ref @embed(%{{.*}}) : (tensor<5x4xf32>) -> !cat.hom<!cat.fin<5>, tensor<4xf32>>
  %e = cat.ref @embed(%table) : (tensor<5x4xf32>) -> !cat.hom<!cat.fin<5>, tensor<4xf32>>
  // CHECK: cat.id : !cat.hom<tensor<4xf32>, tensor<4xf32>>
  %i = cat.id : !cat.hom<tensor<4xf32>, tensor<4xf32>>
  // CHECK: cat.compose %{{.*}}, %{{.*}} : !cat.hom<!cat.fin<5>, tensor<4xf32>>, !cat.hom<tensor<4xf32>, tensor<4xf32>>
  %c = cat.compose %e, %i : !cat.hom<!cat.fin<5>, tensor<4xf32>>, !cat.hom<tensor<4xf32>, tensor<4xf32>>
  cat.yield %c : !cat.hom<!cat.fin<5>, tensor<4xf32>>
}

// CHECK-LABEL: cat.arrow @products(
cat.arrow @products(%f: !cat.hom<f32, i64>, %g: !cat.hom<f32, f64>, %p: f32)
    : !cat.hom<f32, !cat.prod<i64, f64>> {
  // CHECK: cat.tensor %{{.*}}, %{{.*}} : !cat.hom<f32, i64>, !cat.hom<f32, f64>
  %t = cat.tensor %f, %g : !cat.hom<f32, i64>, !cat.hom<f32, f64>
  // CHECK: cat.pair %{{.*}}, %{{.*}} : !cat.hom<f32, i64>, !cat.hom<f32, f64>
  %pair = cat.pair %f, %g : !cat.hom<f32, i64>, !cat.hom<f32, f64>
  // CHECK: cat.proj[1] : !cat.hom<!cat.prod<f32, i64>, i64>
  %p1 = cat.proj[1] : !cat.hom<!cat.prod<f32, i64>, i64>
  // CHECK: cat.permute [1, 0, 0] : !cat.hom<!cat.prod<f32, i64>, !cat.prod<i64, f32, f32>>
  %w = cat.permute [1, 0, 0] : !cat.hom<!cat.prod<f32, i64>, !cat.prod<i64, f32, f32>>
  // CHECK: cat.const_arrow %{{.*}} : f32, !cat.hom<i64, f32>
  %k = cat.const_arrow %p : f32, !cat.hom<i64, f32>
  cat.yield %pair : !cat.hom<f32, !cat.prod<i64, f64>>
}

// CHECK-LABEL: cat.arrow @arrays(
cat.arrow @arrays(%f: !cat.hom<tensor<4xf32>, f32>, %step: !cat.hom<!cat.prod<f32, i64>, f32>,
                  %m: !cat.hom<!cat.prod<f32, f32>, f32>, %cell: !cat.hom<!cat.prod<i64, f32>, !cat.prod<i1, f32>>,
                  %layer: !cat.hom<!cat.prod<!cat.prod<tensor<3x2xf32>, tensor<3xf32>>, tensor<3xf32>>, tensor<3xf32>>,
                  %zero: f32)
    : !cat.hom<tensor<?x4xf32>, tensor<?xf32>> {
  // CHECK: cat.map %{{.*}} : !cat.hom<tensor<4xf32>, f32> to !cat.hom<tensor<?x4xf32>, tensor<?xf32>>
  %map = cat.map %f : !cat.hom<tensor<4xf32>, f32> to !cat.hom<tensor<?x4xf32>, tensor<?xf32>>
  // CHECK: cat.zipwith
  %zip = cat.zipwith %step : !cat.hom<!cat.prod<f32, i64>, f32>
      to !cat.hom<!cat.prod<tensor<7xf32>, tensor<7xi64>>, tensor<7xf32>>
  // CHECK: cat.fold
  %fold = cat.fold %step : !cat.hom<!cat.prod<f32, i64>, f32> to !cat.hom<!cat.prod<f32, tensor<7xi64>>, f32>
  // CHECK: cat.scan
  %scan = cat.scan %step : !cat.hom<!cat.prod<f32, i64>, f32> to !cat.hom<!cat.prod<f32, tensor<7xi64>>, tensor<7xf32>>
  // CHECK: cat.reduce %{{.*}} unit(%{{.*}} : f32) : !cat.hom<!cat.prod<f32, f32>, f32> to !cat.hom<tensor<?xf32>, f32>
  %reduce = cat.reduce %m unit(%zero : f32) : !cat.hom<!cat.prod<f32, f32>, f32> to !cat.hom<tensor<?xf32>, f32>
  // CHECK: cat.loop
  %loop = cat.loop %cell : !cat.hom<!cat.prod<i64, f32>, !cat.prod<i1, f32>>
      to !cat.hom<!cat.prod<f32, tensor<9xi64>>, !cat.prod<f32, tensor<9xi1>>>
  // CHECK: cat.repeat 6,
  %repeat = cat.repeat 6, %layer
      : !cat.hom<!cat.prod<!cat.prod<tensor<3x2xf32>, tensor<3xf32>>, tensor<3xf32>>, tensor<3xf32>>
      to !cat.hom<!cat.prod<tensor<6x!cat.prod<tensor<3x2xf32>, tensor<3xf32>>>, tensor<3xf32>>, tensor<3xf32>>
  cat.yield %map : !cat.hom<tensor<?x4xf32>, tensor<?xf32>>
}

// Component form: what stands after products are split.
// CHECK-LABEL: cat.arrow @components(
cat.arrow @components(%f: !cat.hom<!cat.prod<f32, i64>, !cat.prod<i64, f32>>,
                      %step: !cat.hom<!cat.prod<f32, i64, i1, f64>, !cat.prod<f32, i64>>)
    : !cat.hom<!cat.prod<tensor<?xf32>, tensor<?xi64>>, !cat.prod<tensor<?xi64>, tensor<?xf32>>> {
  // CHECK: cat.map
  %map = cat.map %f : !cat.hom<!cat.prod<f32, i64>, !cat.prod<i64, f32>>
      to !cat.hom<!cat.prod<tensor<?xf32>, tensor<?xi64>>, !cat.prod<tensor<?xi64>, tensor<?xf32>>>
  // CHECK: cat.fold
  %fold = cat.fold %step : !cat.hom<!cat.prod<f32, i64, i1, f64>, !cat.prod<f32, i64>>
      to !cat.hom<!cat.prod<f32, i64, tensor<3xi1>, tensor<3xf64>>, !cat.prod<f32, i64>>
  // CHECK: cat.rev
  %rev = cat.rev %f : !cat.hom<!cat.prod<f32, i64>, !cat.prod<i64, f32>> to !cat.hom<!cat.prod<f32, i64, f32>, f32>
  cat.yield %map : !cat.hom<!cat.prod<tensor<?xf32>, tensor<?xi64>>, !cat.prod<tensor<?xi64>, tensor<?xf32>>>
}

// CHECK-LABEL: cat.arrow @repetition_and_sums(
cat.arrow @repetition_and_sums(%f: !cat.hom<f32, f32>, %none: !cat.hom<!cat.prod<>, f32>)
    : !cat.hom<!cat.sum<"none": !cat.prod<>, "some": f32>, f32> {
  // CHECK: cat.iterate
  %it = cat.iterate %f : !cat.hom<f32, f32> to !cat.hom<!cat.prod<index, f32>, f32>
  // CHECK: cat.inject_arrow "some"
  %in = cat.inject_arrow "some" : !cat.hom<f32, !cat.sum<"none": !cat.prod<>, "some": f32>>
  // CHECK: cat.case
  %case = cat.case %none, %f : (!cat.hom<!cat.prod<>, f32>, !cat.hom<f32, f32>)
      -> !cat.hom<!cat.sum<"none": !cat.prod<>, "some": f32>, f32>
  // CHECK: cat.checkpoint
  %ck = cat.checkpoint %f : !cat.hom<f32, f32>
  %rule = cat.lambda (%y: f32, %dy: f32) : !cat.hom<!cat.prod<f32, f32>, f32> {
    cat.yield %dy : f32
  }
  // CHECK: cat.custom_reverse
  %cr = cat.custom_reverse %f, %rule : !cat.hom<f32, f32>, !cat.hom<!cat.prod<f32, f32>, f32>
  cat.yield %case : !cat.hom<!cat.sum<"none": !cat.prod<>, "some": f32>, f32>
}

// CHECK-LABEL: cat.arrow @calculus(
cat.arrow @calculus(%f: !cat.hom<!cat.prod<i64, tensor<3xf32>>, f32>)
    : !cat.hom<!cat.prod<!cat.prod<i64, tensor<3xf32>>, f32>, !cat.prod<!cat.prod<>, tensor<3xf32>>> {
  // CHECK: cat.rev
  %r = cat.rev %f : !cat.hom<!cat.prod<i64, tensor<3xf32>>, f32>
      to !cat.hom<!cat.prod<!cat.prod<i64, tensor<3xf32>>, f32>, !cat.prod<!cat.prod<>, tensor<3xf32>>>
  // CHECK: cat.fwd
  %d = cat.fwd %f : !cat.hom<!cat.prod<i64, tensor<3xf32>>, f32>
      to !cat.hom<!cat.prod<!cat.prod<i64, tensor<3xf32>>, !cat.prod<!cat.prod<>, tensor<3xf32>>>, f32>
  cat.yield %r : !cat.hom<!cat.prod<!cat.prod<i64, tensor<3xf32>>, f32>, !cat.prod<!cat.prod<>, tensor<3xf32>>>
}
