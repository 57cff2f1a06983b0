// L7.7 fold-from: fold (·) (s, x)  =  s · (x₁ · … · xₙ)
// RUN: %cat_opt %s -cat-laws="laws=L7.7" | FileCheck %s
// RUN: %cat_opt %s '--pass-pipeline=builtin.module(cat-compare{passes=cat-laws{laws=L7.7} tolerance=1e-5})' -o /dev/null \
// RUN:   | FileCheck %s --check-prefix=SAME
// SAME-COUNT-5: same @

// CHECK-LABEL: @fires(
// CHECK: %[[A:.*]] = cat.fold_axis add %arg1 dims [0]
// CHECK-NEXT: cat.add %arg0, %[[A]]
cat.arrow public @fires() : !cat.hom<!cat.prod<f32, tensor<3xf32>>, f32> {
  %lambda = cat.lambda (%s: f32, %xs: tensor<3xf32>) : !cat.hom<!cat.prod<f32, tensor<3xf32>>, f32> {
    %g = cat.lambda (%u: f32, %e: f32) : !cat.hom<!cat.prod<f32, f32>, f32> {
      %y = cat.add %u, %e : f32
      cat.yield %y : f32
    }
    %fold = cat.fold %g : !cat.hom<!cat.prod<f32, f32>, f32> to !cat.hom<!cat.prod<f32, tensor<3xf32>>, f32>
    %r = cat.eval %fold(%s, %xs) : !cat.hom<!cat.prod<f32, tensor<3xf32>>, f32>, (f32, tensor<3xf32>) -> f32
    cat.yield %r : f32
  }
  cat.yield %lambda : !cat.hom<!cat.prod<f32, tensor<3xf32>>, f32>
}

// CHECK-LABEL: @integers(
// CHECK: %[[A:.*]] = cat.fold_axis max %arg1 dims [0]
// CHECK-NEXT: cat.max %arg0, %[[A]]
cat.arrow public @integers() : !cat.hom<!cat.prod<i64, tensor<3xi64>>, i64> {
  %lambda = cat.lambda (%s: i64, %xs: tensor<3xi64>) : !cat.hom<!cat.prod<i64, tensor<3xi64>>, i64> {
    %g = cat.lambda (%u: i64, %e: i64) : !cat.hom<!cat.prod<i64, i64>, i64> {
      %y = cat.max %u, %e : i64
      cat.yield %y : i64
    }
    %fold = cat.fold %g : !cat.hom<!cat.prod<i64, i64>, i64> to !cat.hom<!cat.prod<i64, tensor<3xi64>>, i64>
    %r = cat.eval %fold(%s, %xs) : !cat.hom<!cat.prod<i64, tensor<3xi64>>, i64>, (i64, tensor<3xi64>) -> i64
    cat.yield %r : i64
  }
  cat.yield %lambda : !cat.hom<!cat.prod<i64, tensor<3xi64>>, i64>
}

// CHECK-LABEL: @truths(
// CHECK: %[[A:.*]] = cat.fold_axis or %arg1 dims [0]
// CHECK-NEXT: cat.or %arg0, %[[A]]
cat.arrow public @truths() : !cat.hom<!cat.prod<i1, tensor<3xi1>>, i1> {
  %lambda = cat.lambda (%s: i1, %xs: tensor<3xi1>) : !cat.hom<!cat.prod<i1, tensor<3xi1>>, i1> {
    %g = cat.lambda (%u: i1, %e: i1) : !cat.hom<!cat.prod<i1, i1>, i1> {
      %y = cat.or %u, %e : i1
      cat.yield %y : i1
    }
    %fold = cat.fold %g : !cat.hom<!cat.prod<i1, i1>, i1> to !cat.hom<!cat.prod<i1, tensor<3xi1>>, i1>
    %r = cat.eval %fold(%s, %xs) : !cat.hom<!cat.prod<i1, tensor<3xi1>>, i1>, (i1, tensor<3xi1>) -> i1
    cat.yield %r : i1
  }
  cat.yield %lambda : !cat.hom<!cat.prod<i1, tensor<3xi1>>, i1>
}

// Of equal floats the fold gives the last, an extremum the first.
// CHECK-LABEL: @ties(
// CHECK: cat.fold %
cat.arrow public @ties() : !cat.hom<!cat.prod<f32, tensor<3xf32>>, f32> {
  %lambda = cat.lambda (%s: f32, %xs: tensor<3xf32>) : !cat.hom<!cat.prod<f32, tensor<3xf32>>, f32> {
    %g = cat.lambda (%u: f32, %e: f32) : !cat.hom<!cat.prod<f32, f32>, f32> {
      %y = cat.max %u, %e : f32
      cat.yield %y : f32
    }
    %fold = cat.fold %g : !cat.hom<!cat.prod<f32, f32>, f32> to !cat.hom<!cat.prod<f32, tensor<3xf32>>, f32>
    %r = cat.eval %fold(%s, %xs) : !cat.hom<!cat.prod<f32, tensor<3xf32>>, f32>, (f32, tensor<3xf32>) -> f32
    cat.yield %r : f32
  }
  cat.yield %lambda : !cat.hom<!cat.prod<f32, tensor<3xf32>>, f32>
}

// A subtraction is no monoid's.
// CHECK-LABEL: @stays(
// CHECK: cat.fold %
cat.arrow public @stays() : !cat.hom<!cat.prod<f32, tensor<3xf32>>, f32> {
  %lambda = cat.lambda (%s: f32, %xs: tensor<3xf32>) : !cat.hom<!cat.prod<f32, tensor<3xf32>>, f32> {
    %g = cat.lambda (%u: f32, %e: f32) : !cat.hom<!cat.prod<f32, f32>, f32> {
      %y = cat.sub %u, %e : f32
      cat.yield %y : f32
    }
    %fold = cat.fold %g : !cat.hom<!cat.prod<f32, f32>, f32> to !cat.hom<!cat.prod<f32, tensor<3xf32>>, f32>
    %r = cat.eval %fold(%s, %xs) : !cat.hom<!cat.prod<f32, tensor<3xf32>>, f32>, (f32, tensor<3xf32>) -> f32
    cat.yield %r : f32
  }
  cat.yield %lambda : !cat.hom<!cat.prod<f32, tensor<3xf32>>, f32>
}
