// Forward derivatives: values and tangents go side by side, and nothing is computed twice.
// RUN: %cat_opt %s -cat-differentiate -canonicalize -cse | FileCheck %s

// The rule of products.
// CHECK-LABEL: cat.arrow public @product(
// CHECK: cat.lambda (%[[X:.*]]: f32, %[[Y:.*]]: f32, %[[DX:.*]]: f32, %[[DY:.*]]: f32)
// CHECK-DAG: %[[A:.*]] = cat.mul %[[DX]], %[[Y]] : f32
// CHECK-DAG: %[[B:.*]] = cat.mul %[[DY]], %[[X]] : f32
// CHECK: %[[S:.*]] = cat.add %[[A]], %[[B]] : f32
// CHECK: cat.yield %[[S]]
cat.arrow public @product() : !cat.hom<!cat.prod<f32, f32, f32, f32>, f32> {
  %g = cat.lambda (%x: f32, %y: f32, %dx: f32, %dy: f32) : !cat.hom<!cat.prod<f32, f32, f32, f32>, f32> {
    %f = cat.lambda (%a: f32, %b: f32) : !cat.hom<!cat.prod<f32, f32>, f32> {
      %r = cat.mul %a, %b : f32
      cat.yield %r : f32
    }
    %d = cat.fwd %f : !cat.hom<!cat.prod<f32, f32>, f32> to !cat.hom<!cat.prod<f32, f32, f32, f32>, f32>
    %r = cat.eval %d(%x, %y, %dx, %dy) : !cat.hom<!cat.prod<f32, f32, f32, f32>, f32>, (f32, f32, f32, f32) -> f32
    cat.yield %r : f32
  }
  cat.yield %g : !cat.hom<!cat.prod<f32, f32, f32, f32>, f32>
}

// One fold of pairs.
// CHECK-LABEL: cat.arrow public @folded(
// CHECK: %[[STEP:.*]] = cat.lambda (%{{.*}}: f32, %{{.*}}: f32, %{{.*}}: f32, %{{.*}}: f32)
// CHECK: cat.sin
// CHECK: cat.fold %[[STEP]]
// CHECK: %[[R:.*]]:2 = cat.eval {{.*}} -> (f32, f32)
// CHECK-NOT: cat.eval
// CHECK: cat.yield %[[R]]#1
cat.arrow public @folded() : !cat.hom<!cat.prod<tensor<4xf32>, tensor<4xf32>>, f32> {
  %g = cat.lambda (%xs: tensor<4xf32>, %dxs: tensor<4xf32>) : !cat.hom<!cat.prod<tensor<4xf32>, tensor<4xf32>>, f32> {
    %f = cat.lambda (%as: tensor<4xf32>) : !cat.hom<tensor<4xf32>, f32> {
      %one = cat.const 1.0 : f32
      %step = cat.lambda (%s: f32, %a: f32) : !cat.hom<!cat.prod<f32, f32>, f32> {
        %p = cat.mul %s, %a : f32
        %r = cat.sin %p : f32
        cat.yield %r : f32
      }
      %fold = cat.fold %step : !cat.hom<!cat.prod<f32, f32>, f32> to !cat.hom<!cat.prod<f32, tensor<4xf32>>, f32>
      %r = cat.eval %fold(%one, %as) : !cat.hom<!cat.prod<f32, tensor<4xf32>>, f32>, (f32, tensor<4xf32>) -> f32
      cat.yield %r : f32
    }
    %d = cat.fwd %f : !cat.hom<tensor<4xf32>, f32> to !cat.hom<!cat.prod<tensor<4xf32>, tensor<4xf32>>, f32>
    %r = cat.eval %d(%xs, %dxs) : !cat.hom<!cat.prod<tensor<4xf32>, tensor<4xf32>>, f32>, (tensor<4xf32>, tensor<4xf32>) -> f32
    cat.yield %r : f32
  }
  cat.yield %g : !cat.hom<!cat.prod<tensor<4xf32>, tensor<4xf32>>, f32>
}

// A branch gives both; where the tangent is zero on one side only, the zero is built.
// CHECK-LABEL: cat.arrow public @branch(
// CHECK-DAG: %[[ZERO:.*]] = cat.const 0.0
// CHECK-DAG: %[[ONE:.*]] = cat.const 1.0
// CHECK: %[[R:.*]]:2 = cat.if
// CHECK: %[[E:.*]] = cat.exp
// CHECK: %[[D:.*]] = cat.mul %{{.*}}, %[[E]]
// CHECK: cat.yield %[[E]], %[[D]]
// CHECK: cat.yield %[[ONE]], %[[ZERO]]
// CHECK: cat.yield %[[R]]#1
cat.arrow public @branch() : !cat.hom<!cat.prod<i1, f32, f32>, f32> {
  %g = cat.lambda (%c: i1, %x: f32, %dx: f32) : !cat.hom<!cat.prod<i1, f32, f32>, f32> {
    %f = cat.lambda (%k: i1, %a: f32) : !cat.hom<!cat.prod<i1, f32>, f32> {
      %one = cat.const 1.0 : f32
      %r = cat.if %k -> (f32) {
        %e = cat.exp %a : f32
        cat.yield %e : f32
      } else {
        cat.yield %one : f32
      }
      cat.yield %r : f32
    }
    %d = cat.fwd %f : !cat.hom<!cat.prod<i1, f32>, f32> to !cat.hom<!cat.prod<i1, f32, f32>, f32>
    %r = cat.eval %d(%c, %x, %dx) : !cat.hom<!cat.prod<i1, f32, f32>, f32>, (i1, f32, f32) -> f32
    cat.yield %r : f32
  }
  cat.yield %g : !cat.hom<!cat.prod<i1, f32, f32>, f32>
}
