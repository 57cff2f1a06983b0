// L7.5 fold-one: fold f (s, [x])  =  f(s, x)
// RUN: %cat_opt %s -cat-laws="laws=L7.5" | FileCheck %s
// RUN: %cat_opt %s '--pass-pipeline=builtin.module(cat-compare{passes=cat-laws{laws=L7.5}})' -o /dev/null \
// RUN:   | FileCheck %s --check-prefix=SAME
// SAME-COUNT-2: same @

// CHECK-LABEL: @fires(
// CHECK: %[[I:.*]] = cat.const 0 : index
// CHECK: %[[X:.*]] = cat.gather %arg1, %[[I]] in_bounds
// CHECK-NEXT: cat.sub %[[X]], %arg0
// CHECK-NOT: cat.fold
cat.arrow public @fires() : !cat.hom<!cat.prod<f32, tensor<1xf32>>, f32> {
  %lambda = cat.lambda (%s: f32, %xs: tensor<1xf32>) : !cat.hom<!cat.prod<f32, tensor<1xf32>>, f32> {
    %g = cat.lambda (%u: f32, %e: f32) : !cat.hom<!cat.prod<f32, f32>, f32> {
      %d = cat.sub %e, %u : f32
      %y = cat.abs %d : f32
      cat.yield %y : f32
    }
    %fold = cat.fold %g : !cat.hom<!cat.prod<f32, f32>, f32> to !cat.hom<!cat.prod<f32, tensor<1xf32>>, f32>
    %r = cat.eval %fold(%s, %xs) : !cat.hom<!cat.prod<f32, tensor<1xf32>>, f32>, (f32, tensor<1xf32>) -> f32
    cat.yield %r : f32
  }
  cat.yield %lambda : !cat.hom<!cat.prod<f32, tensor<1xf32>>, f32>
}

// CHECK-LABEL: @stays(
// CHECK: cat.fold
cat.arrow public @stays() : !cat.hom<!cat.prod<f32, tensor<2xf32>>, f32> {
  %lambda = cat.lambda (%s: f32, %xs: tensor<2xf32>) : !cat.hom<!cat.prod<f32, tensor<2xf32>>, f32> {
    %g = cat.lambda (%u: f32, %e: f32) : !cat.hom<!cat.prod<f32, f32>, f32> {
      %d = cat.sub %e, %u : f32
      %y = cat.abs %d : f32
      cat.yield %y : f32
    }
    %fold = cat.fold %g : !cat.hom<!cat.prod<f32, f32>, f32> to !cat.hom<!cat.prod<f32, tensor<2xf32>>, f32>
    %r = cat.eval %fold(%s, %xs) : !cat.hom<!cat.prod<f32, tensor<2xf32>>, f32>, (f32, tensor<2xf32>) -> f32
    cat.yield %r : f32
  }
  cat.yield %lambda : !cat.hom<!cat.prod<f32, tensor<2xf32>>, f32>
}
