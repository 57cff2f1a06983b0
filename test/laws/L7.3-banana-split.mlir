// L7.3 banana-split: (fold f (s, x), fold g (t, x))  =  fold (f and g) ((s, t), x)
// RUN: %cat_opt %s -cat-laws="laws=L7.3" | FileCheck %s
// RUN: %cat_opt %s '--pass-pipeline=builtin.module(cat-compare{passes=cat-laws{laws=L7.3}})' -o /dev/null \
// RUN:   | FileCheck %s --check-prefix=SAME
// SAME-COUNT-5: same @

!T = tensor<3xf32>
!F = !cat.hom<!cat.prod<f32, f32, !T>, !cat.prod<f32, f32>>

// CHECK-LABEL: @fires(
// CHECK: cat.lambda (%{{.*}}: f32, %{{.*}}: f32, %{{.*}}: f32)
// CHECK: %[[F:.*]] = cat.fold
// CHECK: %[[R:.*]]:2 = cat.eval %[[F]](%arg0, %arg1, %arg2)
// CHECK-NEXT: cat.yield %[[R]]#0, %[[R]]#1
cat.arrow public @fires() : !F {
  %lambda = cat.lambda (%s: f32, %t: f32, %xs: !T) : !F {
    %g = cat.lambda (%u: f32, %e: f32) : !cat.hom<!cat.prod<f32, f32>, f32> {
      %d = cat.sub %e, %u : f32
      %y = cat.abs %d : f32
      cat.yield %y : f32
    }
    %h = cat.lambda (%u: f32, %e: f32) : !cat.hom<!cat.prod<f32, f32>, f32> {
      %y = cat.mul %u, %e : f32
      %z = cat.abs %y : f32
      cat.yield %z : f32
    }
    %f1 = cat.fold %g : !cat.hom<!cat.prod<f32, f32>, f32> to !cat.hom<!cat.prod<f32, !T>, f32>
    %a = cat.eval %f1(%s, %xs) : !cat.hom<!cat.prod<f32, !T>, f32>, (f32, !T) -> f32
    %f2 = cat.fold %h : !cat.hom<!cat.prod<f32, f32>, f32> to !cat.hom<!cat.prod<f32, !T>, f32>
    %b = cat.eval %f2(%t, %xs) : !cat.hom<!cat.prod<f32, !T>, f32>, (f32, !T) -> f32
    cat.yield %a, %b : f32, f32
  }
  cat.yield %lambda : !F
}

// The first waits for the second.
// CHECK-LABEL: @later(
// CHECK: %[[N:.*]] = cat.neg
// CHECK: cat.fold
// CHECK-NOT: cat.fold
cat.arrow public @later() : !F {
  %lambda = cat.lambda (%s: f32, %t: f32, %xs: !T) : !F {
    %g = cat.lambda (%u: f32, %e: f32) : !cat.hom<!cat.prod<f32, f32>, f32> {
      %d = cat.sub %e, %u : f32
      %y = cat.abs %d : f32
      cat.yield %y : f32
    }
    %h = cat.lambda (%u: f32, %e: f32) : !cat.hom<!cat.prod<f32, f32>, f32> {
      %y = cat.mul %u, %e : f32
      %z = cat.abs %y : f32
      cat.yield %z : f32
    }
    %f1 = cat.fold %g : !cat.hom<!cat.prod<f32, f32>, f32> to !cat.hom<!cat.prod<f32, !T>, f32>
    %a = cat.eval %f1(%s, %xs) : !cat.hom<!cat.prod<f32, !T>, f32>, (f32, !T) -> f32
    %n = cat.neg %t : f32
    %f2 = cat.fold %h : !cat.hom<!cat.prod<f32, f32>, f32> to !cat.hom<!cat.prod<f32, !T>, f32>
    %b = cat.eval %f2(%n, %xs) : !cat.hom<!cat.prod<f32, !T>, f32>, (f32, !T) -> f32
    cat.yield %a, %b : f32, f32
  }
  cat.yield %lambda : !F
}

// The second begins with what the first gives.
// CHECK-LABEL: @stays(
// CHECK-COUNT-2: cat.fold
cat.arrow public @stays() : !F {
  %lambda = cat.lambda (%s: f32, %t: f32, %xs: !T) : !F {
    %g = cat.lambda (%u: f32, %e: f32) : !cat.hom<!cat.prod<f32, f32>, f32> {
      %d = cat.sub %e, %u : f32
      %y = cat.abs %d : f32
      cat.yield %y : f32
    }
    %h = cat.lambda (%u: f32, %e: f32) : !cat.hom<!cat.prod<f32, f32>, f32> {
      %y = cat.mul %u, %e : f32
      %z = cat.abs %y : f32
      cat.yield %z : f32
    }
    %f1 = cat.fold %g : !cat.hom<!cat.prod<f32, f32>, f32> to !cat.hom<!cat.prod<f32, !T>, f32>
    %a = cat.eval %f1(%s, %xs) : !cat.hom<!cat.prod<f32, !T>, f32>, (f32, !T) -> f32
    %f2 = cat.fold %h : !cat.hom<!cat.prod<f32, f32>, f32> to !cat.hom<!cat.prod<f32, !T>, f32>
    %b = cat.eval %f2(%a, %xs) : !cat.hom<!cat.prod<f32, !T>, f32>, (f32, !T) -> f32
    cat.yield %a, %b : f32, f32
  }
  cat.yield %lambda : !F
}

// Other arrays.
// CHECK-LABEL: @arrays(
// CHECK-COUNT-2: cat.fold
cat.arrow public @arrays() : !cat.hom<!cat.prod<f32, !T, !T>, !cat.prod<f32, f32>> {
  %lambda = cat.lambda (%s: f32, %xs: !T, %ys: !T) : !cat.hom<!cat.prod<f32, !T, !T>, !cat.prod<f32, f32>> {
    %g = cat.lambda (%u: f32, %e: f32) : !cat.hom<!cat.prod<f32, f32>, f32> {
      %d = cat.sub %e, %u : f32
      %y = cat.abs %d : f32
      cat.yield %y : f32
    }
    %h = cat.lambda (%u: f32, %e: f32) : !cat.hom<!cat.prod<f32, f32>, f32> {
      %y = cat.mul %u, %e : f32
      %z = cat.abs %y : f32
      cat.yield %z : f32
    }
    %f1 = cat.fold %g : !cat.hom<!cat.prod<f32, f32>, f32> to !cat.hom<!cat.prod<f32, !T>, f32>
    %a = cat.eval %f1(%s, %xs) : !cat.hom<!cat.prod<f32, !T>, f32>, (f32, !T) -> f32
    %f2 = cat.fold %h : !cat.hom<!cat.prod<f32, f32>, f32> to !cat.hom<!cat.prod<f32, !T>, f32>
    %b = cat.eval %f2(%s, %ys) : !cat.hom<!cat.prod<f32, !T>, f32>, (f32, !T) -> f32
    cat.yield %a, %b : f32, f32
  }
  cat.yield %lambda : !cat.hom<!cat.prod<f32, !T, !T>, !cat.prod<f32, f32>>
}

// One may stop the program.
// CHECK-LABEL: @may_stop(
// CHECK-COUNT-2: cat.fold
cat.arrow public @may_stop() : !cat.hom<!cat.prod<i64, i64, tensor<3xi64>>, !cat.prod<i64, i64>> {
  %lambda = cat.lambda (%s: i64, %t: i64, %xs: tensor<3xi64>) : !cat.hom<!cat.prod<i64, i64, tensor<3xi64>>, !cat.prod<i64, i64>> {
    %g = cat.lambda (%u: i64, %e: i64) : !cat.hom<!cat.prod<i64, i64>, i64> {
      %y = cat.div %u, %e : i64
      cat.yield %y : i64
    }
    %h = cat.lambda (%u: i64, %e: i64) : !cat.hom<!cat.prod<i64, i64>, i64> {
      %y = cat.rem %u, %e : i64
      cat.yield %y : i64
    }
    %f1 = cat.fold %g : !cat.hom<!cat.prod<i64, i64>, i64> to !cat.hom<!cat.prod<i64, tensor<3xi64>>, i64>
    %a = cat.eval %f1(%s, %xs) : !cat.hom<!cat.prod<i64, tensor<3xi64>>, i64>, (i64, tensor<3xi64>) -> i64
    %f2 = cat.fold %h : !cat.hom<!cat.prod<i64, i64>, i64> to !cat.hom<!cat.prod<i64, tensor<3xi64>>, i64>
    %b = cat.eval %f2(%t, %xs) : !cat.hom<!cat.prod<i64, tensor<3xi64>>, i64>, (i64, tensor<3xi64>) -> i64
    cat.yield %a, %b : i64, i64
  }
  cat.yield %lambda : !cat.hom<!cat.prod<i64, i64, tensor<3xi64>>, !cat.prod<i64, i64>>
}
