// L12.3 check-leaves-loop: map (x ↦ check c; f(x))  =  check c; map f
// RUN: %cat_opt %s -cat-laws="laws=L12.3" | FileCheck %s
// RUN: %cat_opt %s '--pass-pipeline=builtin.module(cat-compare{passes=cat-laws{laws=L12.3}})' -o /dev/null \
// RUN:   | FileCheck %s --check-prefix=SAME
// SAME-COUNT-5: same @

!T = tensor<3xf32>

// CHECK-LABEL: @fires(
// CHECK: cat.map
// CHECK-NEXT: cat.check %arg0
// CHECK-NEXT: cat.eval
cat.arrow public @fires() : !cat.hom<!cat.prod<i1, !T>, !T> {
  %lambda = cat.lambda (%c: i1, %xs: !T) : !cat.hom<!cat.prod<i1, !T>, !T> {
    %f = cat.lambda (%e: f32) : !cat.hom<f32, f32> {
      cat.check %c, "not so"
      %y = cat.neg %e : f32
      cat.yield %y : f32
    }
    %mf = cat.map %f : !cat.hom<f32, f32> to !cat.hom<!T, !T>
    %ys = cat.eval %mf(%xs) : !cat.hom<!T, !T>, (!T) -> !T
    cat.yield %ys : !T
  }
  cat.yield %lambda : !cat.hom<!cat.prod<i1, !T>, !T>
}

// CHECK-LABEL: @iterate(
// CHECK: cat.iterate
// CHECK-NEXT: cat.check %arg0
// CHECK-NEXT: cat.eval
cat.arrow public @iterate() : !cat.hom<!cat.prod<i1, f32>, f32> {
  %lambda = cat.lambda (%c: i1, %x: f32) : !cat.hom<!cat.prod<i1, f32>, f32> {
    %f = cat.lambda (%e: f32) : !cat.hom<f32, f32> {
      cat.check %c, "not so"
      %y = cat.neg %e : f32
      cat.yield %y : f32
    }
    %n = cat.const 3 : index
    %it = cat.iterate %f : !cat.hom<f32, f32> to !cat.hom<!cat.prod<index, f32>, f32>
    %r = cat.eval %it(%n, %x) : !cat.hom<!cat.prod<index, f32>, f32>, (index, f32) -> f32
    cat.yield %r : f32
  }
  cat.yield %lambda : !cat.hom<!cat.prod<i1, f32>, f32>
}

// Perhaps there is no element.
// CHECK-LABEL: @nothing(
// CHECK: cat.lambda (%{{.*}}: f32)
// CHECK-NEXT: cat.check
cat.arrow public @nothing() : !cat.hom<!cat.prod<i1, tensor<?xf32>>, tensor<?xf32>> {
  %lambda = cat.lambda (%c: i1, %xs: tensor<?xf32>) : !cat.hom<!cat.prod<i1, tensor<?xf32>>, tensor<?xf32>> {
    %f = cat.lambda (%e: f32) : !cat.hom<f32, f32> {
      cat.check %c, "not so"
      %y = cat.neg %e : f32
      cat.yield %y : f32
    }
    %mf = cat.map %f : !cat.hom<f32, f32> to !cat.hom<tensor<?xf32>, tensor<?xf32>>
    %ys = cat.eval %mf(%xs) : !cat.hom<tensor<?xf32>, tensor<?xf32>>, (tensor<?xf32>) -> tensor<?xf32>
    cat.yield %ys : tensor<?xf32>
  }
  cat.yield %lambda : !cat.hom<!cat.prod<i1, tensor<?xf32>>, tensor<?xf32>>
}

// The first element may stop the program before.
// CHECK-LABEL: @order(
// CHECK: cat.rem
// CHECK-NEXT: cat.check
cat.arrow public @order() : !cat.hom<!cat.prod<i1, tensor<3xi64>>, tensor<3xi64>> {
  %lambda = cat.lambda (%c: i1, %xs: tensor<3xi64>) : !cat.hom<!cat.prod<i1, tensor<3xi64>>, tensor<3xi64>> {
    %f = cat.lambda (%e: i64) : !cat.hom<i64, i64> {
      %q = cat.rem %e, %e : i64
      cat.check %c, "not so"
      %y = cat.neg %q : i64
      cat.yield %y : i64
    }
    %mf = cat.map %f : !cat.hom<i64, i64> to !cat.hom<tensor<3xi64>, tensor<3xi64>>
    %ys = cat.eval %mf(%xs) : !cat.hom<tensor<3xi64>, tensor<3xi64>>, (tensor<3xi64>) -> tensor<3xi64>
    cat.yield %ys : tensor<3xi64>
  }
  cat.yield %lambda : !cat.hom<!cat.prod<i1, tensor<3xi64>>, tensor<3xi64>>
}

// Each element is checked.
// CHECK-LABEL: @varies(
// CHECK: cat.cmp
// CHECK-NEXT: cat.check
cat.arrow public @varies() : !cat.hom<!cat.prod<f32, !T>, !T> {
  %lambda = cat.lambda (%d: f32, %xs: !T) : !cat.hom<!cat.prod<f32, !T>, !T> {
    %f = cat.lambda (%e: f32) : !cat.hom<f32, f32> {
      %c = cat.cmp gt %e, %d : f32
      cat.check %c, "not so"
      %y = cat.neg %e : f32
      cat.yield %y : f32
    }
    %mf = cat.map %f : !cat.hom<f32, f32> to !cat.hom<!T, !T>
    %ys = cat.eval %mf(%xs) : !cat.hom<!T, !T>, (!T) -> !T
    cat.yield %ys : !T
  }
  cat.yield %lambda : !cat.hom<!cat.prod<f32, !T>, !T>
}
