// L7.2 fold-map: fold g (s, map f x)  =  fold ((s, e) ↦ g(s, f(e))) (s, x)
// RUN: %cat_opt %s -cat-laws="laws=L7.2" | FileCheck %s
// RUN: %cat_opt %s '--pass-pipeline=builtin.module(cat-compare{passes=cat-laws{laws=L7.2}})' -o /dev/null \
// RUN:   | FileCheck %s --check-prefix=SAME
// SAME-COUNT-7: same @

!T = tensor<3xf32>
!F = !cat.hom<!cat.prod<f32, !T>, f32>

// CHECK-LABEL: @fires(
// CHECK: cat.lambda (%[[S:.*]]: f32, %[[E:.*]]: f32)
// CHECK-NEXT: %[[D:.*]] = cat.add %[[E]], %[[E]]
// CHECK-NEXT: cat.sub %[[D]], %[[S]]
// CHECK: cat.eval %{{.*}}(%arg0, %arg1)
cat.arrow public @fires() : !F {
  %lambda = cat.lambda (%s: f32, %xs: !T) : !F {
    %f = cat.lambda (%e: f32) : !cat.hom<f32, f32> {
      %y = cat.add %e, %e : f32
      cat.yield %y : f32
    }
    %mf = cat.map %f : !cat.hom<f32, f32> to !cat.hom<!T, !T>
    %ys = cat.eval %mf(%xs) : !cat.hom<!T, !T>, (!T) -> !T
    %g = cat.lambda (%u: f32, %e: f32) : !cat.hom<!cat.prod<f32, f32>, f32> {
      %d = cat.sub %e, %u : f32
      %y = cat.abs %d : f32
      cat.yield %y : f32
    }
    %fold = cat.fold %g : !cat.hom<!cat.prod<f32, f32>, f32> to !cat.hom<!cat.prod<f32, !T>, f32>
    %r = cat.eval %fold(%s, %ys) : !cat.hom<!cat.prod<f32, !T>, f32>, (f32, !T) -> f32
    cat.yield %r : f32
  }
  cat.yield %lambda : !F
}

// CHECK-LABEL: @scan(
// CHECK-NOT: cat.map
// CHECK: cat.scan
cat.arrow public @scan() : !cat.hom<!cat.prod<f32, !T>, !T> {
  %lambda = cat.lambda (%s: f32, %xs: !T) : !cat.hom<!cat.prod<f32, !T>, !T> {
    %f = cat.lambda (%e: f32) : !cat.hom<f32, f32> {
      %y = cat.add %e, %e : f32
      cat.yield %y : f32
    }
    %mf = cat.map %f : !cat.hom<f32, f32> to !cat.hom<!T, !T>
    %ys = cat.eval %mf(%xs) : !cat.hom<!T, !T>, (!T) -> !T
    %g = cat.lambda (%u: f32, %e: f32) : !cat.hom<!cat.prod<f32, f32>, f32> {
      %d = cat.sub %e, %u : f32
      %y = cat.abs %d : f32
      cat.yield %y : f32
    }
    %scan = cat.scan %g : !cat.hom<!cat.prod<f32, f32>, f32> to !cat.hom<!cat.prod<f32, !T>, !T>
    %r = cat.eval %scan(%s, %ys) : !cat.hom<!cat.prod<f32, !T>, !T>, (f32, !T) -> !T
    cat.yield %r : !T
  }
  cat.yield %lambda : !cat.hom<!cat.prod<f32, !T>, !T>
}

// A reduction becomes a fold.
// CHECK-LABEL: @reduce(
// CHECK-NOT: cat.map
// CHECK: cat.fold
cat.arrow public @reduce() : !F {
  %lambda = cat.lambda (%s: f32, %xs: !T) : !F {
    %f = cat.lambda (%e: f32) : !cat.hom<f32, f32> {
      %y = cat.add %e, %e : f32
      cat.yield %y : f32
    }
    %mf = cat.map %f : !cat.hom<f32, f32> to !cat.hom<!T, !T>
    %ys = cat.eval %mf(%xs) : !cat.hom<!T, !T>, (!T) -> !T
    %g = cat.lambda (%u: f32, %e: f32) : !cat.hom<!cat.prod<f32, f32>, f32> {
      %d = cat.sub %e, %u : f32
      %y = cat.abs %d : f32
      cat.yield %y : f32
    }
    %reduce = cat.reduce %g unit(%s : f32) : !cat.hom<!cat.prod<f32, f32>, f32> to !cat.hom<!T, f32>
    %r = cat.eval %reduce(%ys) : !cat.hom<!T, f32>, (!T) -> f32
    cat.yield %r : f32
  }
  cat.yield %lambda : !F
}

// What the map does costs more than an array: whole arrays do it faster.
// CHECK-LABEL: @dear(
// CHECK: cat.map
cat.arrow public @dear() : !F {
  %lambda = cat.lambda (%s: f32, %xs: !T) : !F {
    %f = cat.lambda (%e: f32) : !cat.hom<f32, f32> {
      %v0 = cat.add %e, %e : f32
      %v1 = cat.mul %v0, %e : f32
      %v2 = cat.mul %v1, %e : f32
      %v3 = cat.mul %v2, %e : f32
      %v4 = cat.mul %v3, %e : f32
      %v5 = cat.mul %v4, %e : f32
      %v6 = cat.mul %v5, %e : f32
      %v7 = cat.mul %v6, %e : f32
      %v8 = cat.mul %v7, %e : f32
      %v9 = cat.mul %v8, %e : f32
      %v10 = cat.mul %v9, %e : f32
      %v11 = cat.mul %v10, %e : f32
      cat.yield %v11 : f32
    }
    %mf = cat.map %f : !cat.hom<f32, f32> to !cat.hom<!T, !T>
    %ys = cat.eval %mf(%xs) : !cat.hom<!T, !T>, (!T) -> !T
    %g = cat.lambda (%u: f32, %e: f32) : !cat.hom<!cat.prod<f32, f32>, f32> {
      %d = cat.sub %e, %u : f32
      %y = cat.abs %d : f32
      cat.yield %y : f32
    }
    %fold = cat.fold %g : !cat.hom<!cat.prod<f32, f32>, f32> to !cat.hom<!cat.prod<f32, !T>, f32>
    %r = cat.eval %fold(%s, %ys) : !cat.hom<!cat.prod<f32, !T>, f32>, (f32, !T) -> f32
    cat.yield %r : f32
  }
  cat.yield %lambda : !F
}

// CHECK-LABEL: @sine(
// CHECK: cat.map
cat.arrow public @sine() : !F {
  %lambda = cat.lambda (%s: f32, %xs: !T) : !F {
    %f = cat.lambda (%e: f32) : !cat.hom<f32, f32> {
      %y = cat.sin %e : f32
      cat.yield %y : f32
    }
    %mf = cat.map %f : !cat.hom<f32, f32> to !cat.hom<!T, !T>
    %ys = cat.eval %mf(%xs) : !cat.hom<!T, !T>, (!T) -> !T
    %g = cat.lambda (%u: f32, %e: f32) : !cat.hom<!cat.prod<f32, f32>, f32> {
      %d = cat.sub %e, %u : f32
      %y = cat.abs %d : f32
      cat.yield %y : f32
    }
    %fold = cat.fold %g : !cat.hom<!cat.prod<f32, f32>, f32> to !cat.hom<!cat.prod<f32, !T>, f32>
    %r = cat.eval %fold(%s, %ys) : !cat.hom<!cat.prod<f32, !T>, f32>, (f32, !T) -> f32
    cat.yield %r : f32
  }
  cat.yield %lambda : !F
}

// A sum needs no loop of its own (L7.1).
// CHECK-LABEL: @sum(
// CHECK: cat.map
cat.arrow public @sum() : !F {
  %lambda = cat.lambda (%s: f32, %xs: !T) : !F {
    %f = cat.lambda (%e: f32) : !cat.hom<f32, f32> {
      %y = cat.add %e, %e : f32
      cat.yield %y : f32
    }
    %mf = cat.map %f : !cat.hom<f32, f32> to !cat.hom<!T, !T>
    %ys = cat.eval %mf(%xs) : !cat.hom<!T, !T>, (!T) -> !T
    %g = cat.lambda (%u: f32, %e: f32) : !cat.hom<!cat.prod<f32, f32>, f32> {
      %y = cat.add %u, %e : f32
      cat.yield %y : f32
    }
    %fold = cat.fold %g : !cat.hom<!cat.prod<f32, f32>, f32> to !cat.hom<!cat.prod<f32, !T>, f32>
    %r = cat.eval %fold(%s, %ys) : !cat.hom<!cat.prod<f32, !T>, f32>, (f32, !T) -> f32
    cat.yield %r : f32
  }
  cat.yield %lambda : !F
}

// The map may stop the program.
// CHECK-LABEL: @may_stop(
// CHECK: cat.map
cat.arrow public @may_stop() : !cat.hom<!cat.prod<f32, tensor<3xi64>>, f32> {
  %lambda = cat.lambda (%s: f32, %xs: tensor<3xi64>) : !cat.hom<!cat.prod<f32, tensor<3xi64>>, f32> {
    %f = cat.lambda (%e: i64) : !cat.hom<i64, f32> {
      %q = cat.div %e, %e : i64
      %y = cat.convert %q : i64 -> f32
      cat.yield %y : f32
    }
    %mf = cat.map %f : !cat.hom<i64, f32> to !cat.hom<tensor<3xi64>, !T>
    %ys = cat.eval %mf(%xs) : !cat.hom<tensor<3xi64>, !T>, (tensor<3xi64>) -> !T
    %g = cat.lambda (%u: f32, %e: f32) : !cat.hom<!cat.prod<f32, f32>, f32> {
      %d = cat.sub %e, %u : f32
      %y = cat.abs %d : f32
      cat.yield %y : f32
    }
    %fold = cat.fold %g : !cat.hom<!cat.prod<f32, f32>, f32> to !cat.hom<!cat.prod<f32, !T>, f32>
    %r = cat.eval %fold(%s, %ys) : !cat.hom<!cat.prod<f32, !T>, f32>, (f32, !T) -> f32
    cat.yield %r : f32
  }
  cat.yield %lambda : !cat.hom<!cat.prod<f32, tensor<3xi64>>, f32>
}
