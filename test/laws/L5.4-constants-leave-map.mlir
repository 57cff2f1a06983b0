// L5.4 constants-leave-map: map (x ↦ f(g(c), x))  =  let d = g(c) in map (x ↦ f(d, x))
// RUN: %cat_opt %s -cat-laws="laws=L5.4" | FileCheck %s
// RUN: %cat_opt %s '--pass-pipeline=builtin.module(cat-compare{passes=cat-laws{laws=L5.4}})' -o /dev/null \
// RUN:   | FileCheck %s --check-prefix=SAME
// SAME-COUNT-2: same @

!T = tensor<3xf32>

// CHECK-LABEL: @fires(
// CHECK: %[[S:.*]] = cat.sin %arg0
// CHECK: cat.lambda (%[[E:.*]]: f32)
// CHECK-NEXT: cat.mul %[[E]], %[[S]]
cat.arrow public @fires() : !cat.hom<!cat.prod<f32, !T>, !T> {
  %lambda = cat.lambda (%c: f32, %xs: !T) : !cat.hom<!cat.prod<f32, !T>, !T> {
    %f = cat.lambda (%e: f32) : !cat.hom<f32, f32> {
      %s = cat.sin %c : f32
      %y = cat.mul %e, %s : f32
      cat.yield %y : f32
    }
    %mf = cat.map %f : !cat.hom<f32, f32> to !cat.hom<!T, !T>
    %ys = cat.eval %mf(%xs) : !cat.hom<!T, !T>, (!T) -> !T
    cat.yield %ys : !T
  }
  cat.yield %lambda : !cat.hom<!cat.prod<f32, !T>, !T>
}

// A division may stop the program, also where there are no elements.
// CHECK-LABEL: @may_stop(
// CHECK: cat.lambda (%{{.*}}: i64)
// CHECK-NEXT: cat.div
cat.arrow public @may_stop() : !cat.hom<!cat.prod<i64, tensor<?xi64>>, tensor<?xi64>> {
  %lambda = cat.lambda (%c: i64, %xs: tensor<?xi64>) : !cat.hom<!cat.prod<i64, tensor<?xi64>>, tensor<?xi64>> {
    %f = cat.lambda (%e: i64) : !cat.hom<i64, i64> {
      %s = cat.div %c, %c : i64
      %y = cat.mul %e, %s : i64
      cat.yield %y : i64
    }
    %mf = cat.map %f : !cat.hom<i64, i64> to !cat.hom<tensor<?xi64>, tensor<?xi64>>
    %ys = cat.eval %mf(%xs) : !cat.hom<tensor<?xi64>, tensor<?xi64>>, (tensor<?xi64>) -> tensor<?xi64>
    cat.yield %ys : tensor<?xi64>
  }
  cat.yield %lambda : !cat.hom<!cat.prod<i64, tensor<?xi64>>, tensor<?xi64>>
}
