// L8.5 invariants-leave: fold ((s, x) ↦ f(g(c), s, x))  =  let d = g(c) in fold ((s, x) ↦ f(d, s, x))
// RUN: %cat_opt %s -cat-laws="laws=L8.5" | FileCheck %s
// RUN: %cat_opt %s '--pass-pipeline=builtin.module(cat-compare{passes=cat-laws{laws=L8.5}})' -o /dev/null \
// RUN:   | FileCheck %s --check-prefix=SAME
// SAME-COUNT-3: same @

!T = tensor<3xf32>
!F = !cat.hom<!cat.prod<f32, f32, !T>, f32>

// CHECK-LABEL: @fires(
// CHECK: %[[S:.*]] = cat.sin %arg0
// CHECK: cat.lambda (%{{.*}}: f32, %[[E:.*]]: f32)
// CHECK-NEXT: cat.mul %[[E]], %[[S]]
cat.arrow public @fires() : !F {
  %lambda = cat.lambda (%c: f32, %s: f32, %ys: !T) : !F {
    %g = cat.lambda (%t: f32, %e: f32) : !cat.hom<!cat.prod<f32, f32>, f32> {
      %d = cat.sin %c : f32
      %y = cat.mul %e, %d : f32
      %z = cat.sub %y, %t : f32
      cat.yield %z : f32
    }
    %fold = cat.fold %g : !cat.hom<!cat.prod<f32, f32>, f32> to !cat.hom<!cat.prod<f32, !T>, f32>
    %r = cat.eval %fold(%s, %ys) : !cat.hom<!cat.prod<f32, !T>, f32>, (f32, !T) -> f32
    cat.yield %r : f32
  }
  cat.yield %lambda : !F
}

// A repeated point is no work; with work on it, it goes along.
// CHECK-LABEL: @broadcast(
// CHECK: %[[B:.*]] = cat.broadcast
// CHECK-NEXT: %[[M:.*]] = cat.mul %arg1, %[[B]]
// CHECK: cat.lambda
// CHECK-NEXT: cat.broadcast
// CHECK-NOT: cat.broadcast
cat.arrow public @broadcast() : !cat.hom<!cat.prod<f32, !T, !T, index>, !T> {
  %lambda = cat.lambda (%c: f32, %w: !T, %x: !T, %n: index) : !cat.hom<!cat.prod<f32, !T, !T, index>, !T> {
    %f = cat.lambda (%e: !T) : !cat.hom<!T, !T> {
      %b = cat.broadcast %c dims [0] : f32 -> !T
      %m = cat.mul %w, %b : !T
      %d = cat.sin %c : f32
      %l = cat.broadcast %d dims [0] : f32 -> !T
      %y = cat.add %e, %l : !T
      %z = cat.mul %y, %m : !T
      cat.yield %z : !T
    }
    %it = cat.iterate %f : !cat.hom<!T, !T> to !cat.hom<!cat.prod<index, !T>, !T>
    %r = cat.eval %it(%n, %x) : !cat.hom<!cat.prod<index, !T>, !T>, (index, !T) -> !T
    cat.yield %r : !T
  }
  cat.yield %lambda : !cat.hom<!cat.prod<f32, !T, !T, index>, !T>
}

// It may stop the program, also where there are no rounds.
// CHECK-LABEL: @may_stop(
// CHECK: cat.lambda (%{{.*}}: i64)
// CHECK-NEXT: cat.div
cat.arrow public @may_stop() : !cat.hom<!cat.prod<i64, i64, index>, i64> {
  %lambda = cat.lambda (%c: i64, %x: i64, %n: index) : !cat.hom<!cat.prod<i64, i64, index>, i64> {
    %f = cat.lambda (%e: i64) : !cat.hom<i64, i64> {
      %d = cat.div %c, %c : i64
      %y = cat.mul %e, %d : i64
      cat.yield %y : i64
    }
    %it = cat.iterate %f : !cat.hom<i64, i64> to !cat.hom<!cat.prod<index, i64>, i64>
    %r = cat.eval %it(%n, %x) : !cat.hom<!cat.prod<index, i64>, i64>, (index, i64) -> i64
    cat.yield %r : i64
  }
  cat.yield %lambda : !cat.hom<!cat.prod<i64, i64, index>, i64>
}
