// L5.3 map-map: map g (map f x, y)  =  map ((a, b) ↦ g(f(a), b)) (x, y)
// RUN: %cat_opt %s -cat-laws="laws=L5.3" | FileCheck %s
// RUN: %cat_opt %s '--pass-pipeline=builtin.module(cat-compare{passes=cat-laws{laws=L5.3}})' -o /dev/null \
// RUN:   | FileCheck %s --check-prefix=SAME
// SAME-COUNT-2: same @

!T = tensor<3xf32>
!M = !cat.hom<!cat.prod<!T, !T>, !T>

// CHECK-LABEL: @fires(
// CHECK: cat.lambda (%[[A:.*]]: f32, %[[B:.*]]: f32)
// CHECK-NEXT: %[[D:.*]] = cat.add %[[A]], %[[A]]
// CHECK-NEXT: cat.mul %[[D]], %[[B]]
// CHECK: cat.eval %{{.*}}(%arg0, %arg1)
cat.arrow public @fires() : !M {
  %lambda = cat.lambda (%xs: !T, %zs: !T) : !M {
    %f = cat.lambda (%e: f32) : !cat.hom<f32, f32> {
      %y = cat.add %e, %e : f32
      cat.yield %y : f32
    }
    %mf = cat.map %f : !cat.hom<f32, f32> to !cat.hom<!T, !T>
    %ys = cat.eval %mf(%xs) : !cat.hom<!T, !T>, (!T) -> !T
    %g = cat.lambda (%a: f32, %b: f32) : !cat.hom<!cat.prod<f32, f32>, f32> {
      %y = cat.mul %a, %b : f32
      cat.yield %y : f32
    }
    %mg = cat.map %g : !cat.hom<!cat.prod<f32, f32>, f32> to !M
    %r = cat.eval %mg(%ys, %zs) : !M, (!T, !T) -> !T
    cat.yield %r : !T
  }
  cat.yield %lambda : !M
}

// The array is used once more.
// CHECK-LABEL: @shared(
// CHECK-COUNT-2: cat.map
cat.arrow public @shared() : !cat.hom<!cat.prod<!T, !T>, !cat.prod<!T, !T>> {
  %lambda = cat.lambda (%xs: !T, %zs: !T) : !cat.hom<!cat.prod<!T, !T>, !cat.prod<!T, !T>> {
    %f = cat.lambda (%e: f32) : !cat.hom<f32, f32> {
      %y = cat.add %e, %e : f32
      cat.yield %y : f32
    }
    %mf = cat.map %f : !cat.hom<f32, f32> to !cat.hom<!T, !T>
    %ys = cat.eval %mf(%xs) : !cat.hom<!T, !T>, (!T) -> !T
    %g = cat.lambda (%a: f32, %b: f32) : !cat.hom<!cat.prod<f32, f32>, f32> {
      %y = cat.mul %a, %b : f32
      cat.yield %y : f32
    }
    %mg = cat.map %g : !cat.hom<!cat.prod<f32, f32>, f32> to !M
    %r = cat.eval %mg(%ys, %zs) : !M, (!T, !T) -> !T
    cat.yield %r, %ys : !T, !T
  }
  cat.yield %lambda : !cat.hom<!cat.prod<!T, !T>, !cat.prod<!T, !T>>
}
