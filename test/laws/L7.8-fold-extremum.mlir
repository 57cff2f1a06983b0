// L7.8 fold-extremum: fold max (-∞, x)  =  the greatest of x
// RUN: %cat_opt %s -allow-unregistered-dialect -cat-laws="laws=L7.8 fp=finite" | FileCheck %s

// CHECK-LABEL: @fires(
// CHECK: cat.fold_axis max %arg0 dims [0]
cat.pipeline @fires(%xs: tensor<3xf32>) {
  %s = cat.const 0xFF800000 : f32
  %g = cat.lambda (%u: f32, %e: f32) : !cat.hom<!cat.prod<f32, f32>, f32> {
    %y = cat.max %u, %e : f32
    cat.yield %y : f32
  }
  %fold = cat.fold %g : !cat.hom<!cat.prod<f32, f32>, f32> to !cat.hom<!cat.prod<f32, tensor<3xf32>>, f32>
  %r = cat.eval %fold(%s, %xs) : !cat.hom<!cat.prod<f32, tensor<3xf32>>, f32>, (f32, tensor<3xf32>) -> f32
  "test.use"(%r) : (f32) -> ()
  cat.yield
}

// It starts elsewhere.
// CHECK-LABEL: @stays(
// CHECK: cat.fold %
cat.pipeline @stays(%xs: tensor<3xf32>) {
  %s = cat.const 0.0 : f32
  %g = cat.lambda (%u: f32, %e: f32) : !cat.hom<!cat.prod<f32, f32>, f32> {
    %y = cat.max %u, %e : f32
    cat.yield %y : f32
  }
  %fold = cat.fold %g : !cat.hom<!cat.prod<f32, f32>, f32> to !cat.hom<!cat.prod<f32, tensor<3xf32>>, f32>
  %r = cat.eval %fold(%s, %xs) : !cat.hom<!cat.prod<f32, tensor<3xf32>>, f32>, (f32, tensor<3xf32>) -> f32
  "test.use"(%r) : (f32) -> ()
  cat.yield
}

// An arrow may be differentiated, where ties matter.
// CHECK-LABEL: @differentiable(
// CHECK: cat.fold %
cat.arrow public @differentiable() : !cat.hom<tensor<3xf32>, f32> {
  %lambda = cat.lambda (%xs: tensor<3xf32>) : !cat.hom<tensor<3xf32>, f32> {
    %s = cat.const 0xFF800000 : f32
    %g = cat.lambda (%u: f32, %e: f32) : !cat.hom<!cat.prod<f32, f32>, f32> {
      %y = cat.max %u, %e : f32
      cat.yield %y : f32
    }
    %fold = cat.fold %g : !cat.hom<!cat.prod<f32, f32>, f32> to !cat.hom<!cat.prod<f32, tensor<3xf32>>, f32>
    %r = cat.eval %fold(%s, %xs) : !cat.hom<!cat.prod<f32, tensor<3xf32>>, f32>, (f32, tensor<3xf32>) -> f32
    cat.yield %r : f32
  }
  cat.yield %lambda : !cat.hom<tensor<3xf32>, f32>
}
