// L7.1 fold-monoid: fold (·) (1, x)  =  x₁ · … · xₙ
// RUN: %cat_opt %s -allow-unregistered-dialect -cat-laws="laws=L7.1" | FileCheck %s

// CHECK-LABEL: @fires(
// CHECK: cat.fold_axis mul %arg0 dims [0]
cat.pipeline @fires(%x: tensor<?xf32>) {
  %f = cat.lambda (%s: f32, %e: f32) : !cat.hom<!cat.prod<f32, f32>, f32> {
    %y = cat.mul %s, %e : f32
    cat.yield %y : f32
  }
  %u = cat.const 1.0 : f32
  %o = cat.fold %f : !cat.hom<!cat.prod<f32, f32>, f32> to !cat.hom<!cat.prod<f32, tensor<?xf32>>, f32>
  %r = cat.eval %o(%u, %x) : !cat.hom<!cat.prod<f32, tensor<?xf32>>, f32>, (f32, tensor<?xf32>) -> f32
  "test.use"(%r) : (f32) -> ()
  cat.yield
}

// The fold starts elsewhere.
// CHECK-LABEL: @stays(
// CHECK-NOT: cat.fold_axis
cat.pipeline @stays(%x: tensor<?xf32>) {
  %f = cat.lambda (%s: f32, %e: f32) : !cat.hom<!cat.prod<f32, f32>, f32> {
    %y = cat.mul %s, %e : f32
    cat.yield %y : f32
  }
  %u = cat.const 2.0 : f32
  %o = cat.fold %f : !cat.hom<!cat.prod<f32, f32>, f32> to !cat.hom<!cat.prod<f32, tensor<?xf32>>, f32>
  %r = cat.eval %o(%u, %x) : !cat.hom<!cat.prod<f32, tensor<?xf32>>, f32>, (f32, tensor<?xf32>) -> f32
  "test.use"(%r) : (f32) -> ()
  cat.yield
}

// The steps subtract.
// CHECK-LABEL: @other(
// CHECK-NOT: cat.fold_axis
cat.pipeline @other(%x: tensor<?xf32>) {
  %f = cat.lambda (%s: f32, %e: f32) : !cat.hom<!cat.prod<f32, f32>, f32> {
    %y = cat.sub %s, %e : f32
    cat.yield %y : f32
  }
  %u = cat.const 0.0 : f32
  %o = cat.fold %f : !cat.hom<!cat.prod<f32, f32>, f32> to !cat.hom<!cat.prod<f32, tensor<?xf32>>, f32>
  %r = cat.eval %o(%u, %x) : !cat.hom<!cat.prod<f32, tensor<?xf32>>, f32>, (f32, tensor<?xf32>) -> f32
  "test.use"(%r) : (f32) -> ()
  cat.yield
}
