// L7.6 fold-forgets: fold ((s, e) ↦ f(e)) (s, x)  =  f(the last of x)
// RUN: %cat_opt %s -cat-laws="laws=L7.6" | FileCheck %s
// RUN: %cat_opt %s '--pass-pipeline=builtin.module(cat-compare{passes=cat-laws{laws=L7.6}})' -o /dev/null \
// RUN:   | FileCheck %s --check-prefix=SAME
// SAME-COUNT-3: same @

// CHECK-LABEL: @fires(
// CHECK: %[[I:.*]] = cat.const 2 : index
// CHECK: %[[X:.*]] = cat.gather %arg1, %[[I]] in_bounds
// CHECK-NEXT: cat.abs %[[X]]
// CHECK-NOT: cat.fold
cat.arrow public @fires() : !cat.hom<!cat.prod<f32, tensor<3xf32>>, f32> {
  %lambda = cat.lambda (%s: f32, %xs: tensor<3xf32>) : !cat.hom<!cat.prod<f32, tensor<3xf32>>, f32> {
    %g = cat.lambda (%u: f32, %e: f32) : !cat.hom<!cat.prod<f32, f32>, f32> {
      %y = cat.abs %e : f32
      cat.yield %y : f32
    }
    %fold = cat.fold %g : !cat.hom<!cat.prod<f32, f32>, f32> to !cat.hom<!cat.prod<f32, tensor<3xf32>>, f32>
    %r = cat.eval %fold(%s, %xs) : !cat.hom<!cat.prod<f32, tensor<3xf32>>, f32>, (f32, tensor<3xf32>) -> f32
    cat.yield %r : f32
  }
  cat.yield %lambda : !cat.hom<!cat.prod<f32, tensor<3xf32>>, f32>
}

// Perhaps there is no element.
// CHECK-LABEL: @stays(
// CHECK: cat.fold
cat.arrow public @stays() : !cat.hom<!cat.prod<f32, tensor<?xf32>>, f32> {
  %lambda = cat.lambda (%s: f32, %xs: tensor<?xf32>) : !cat.hom<!cat.prod<f32, tensor<?xf32>>, f32> {
    %g = cat.lambda (%u: f32, %e: f32) : !cat.hom<!cat.prod<f32, f32>, f32> {
      %y = cat.abs %e : f32
      cat.yield %y : f32
    }
    %fold = cat.fold %g : !cat.hom<!cat.prod<f32, f32>, f32> to !cat.hom<!cat.prod<f32, tensor<?xf32>>, f32>
    %r = cat.eval %fold(%s, %xs) : !cat.hom<!cat.prod<f32, tensor<?xf32>>, f32>, (f32, tensor<?xf32>) -> f32
    cat.yield %r : f32
  }
  cat.yield %lambda : !cat.hom<!cat.prod<f32, tensor<?xf32>>, f32>
}

// An element before the last may stop the program.
// CHECK-LABEL: @may_stop(
// CHECK: cat.fold
cat.arrow public @may_stop() : !cat.hom<!cat.prod<i64, tensor<3xi64>>, i64> {
  %lambda = cat.lambda (%s: i64, %xs: tensor<3xi64>) : !cat.hom<!cat.prod<i64, tensor<3xi64>>, i64> {
    %g = cat.lambda (%u: i64, %e: i64) : !cat.hom<!cat.prod<i64, i64>, i64> {
      %y = cat.div %e, %e : i64
      cat.yield %y : i64
    }
    %fold = cat.fold %g : !cat.hom<!cat.prod<i64, i64>, i64> to !cat.hom<!cat.prod<i64, tensor<3xi64>>, i64>
    %r = cat.eval %fold(%s, %xs) : !cat.hom<!cat.prod<i64, tensor<3xi64>>, i64>, (i64, tensor<3xi64>) -> i64
    cat.yield %r : i64
  }
  cat.yield %lambda : !cat.hom<!cat.prod<i64, tensor<3xi64>>, i64>
}
