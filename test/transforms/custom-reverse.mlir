// Rules of the program's own: rev applies the rule, fwd its transpose, everything else the arrow.
// RUN: %cat_opt %s -split-input-file -cat-batch -cat-differentiate -canonicalize -cse | FileCheck %s

// CHECK-LABEL: cat.pipeline @plain(
// CHECK-NOT: cat.custom_reverse
// CHECK: cat.floor %arg0 : tensor<4xf32>
// CHECK-NOT: cat.map
cat.pipeline @plain(%xs: tensor<4xf32>) {
  %f = cat.lambda (%x: f32) : !cat.hom<f32, f32> {
    %f = cat.lambda (%a: f32) : !cat.hom<f32, f32> {
      %r = cat.floor %a : f32
      cat.yield %r : f32
    }
    %rule = cat.lambda (%a: f32, %d: f32) : !cat.hom<!cat.prod<f32, f32>, f32> {
      %r = cat.mul %d, %a : f32
      cat.yield %r : f32
    }
    %c = cat.custom_reverse %f, %rule : !cat.hom<f32, f32>, !cat.hom<!cat.prod<f32, f32>, f32>
    %r = cat.eval %c(%x) : !cat.hom<f32, f32>, (f32) -> f32
    cat.yield %r : f32
  }
  %m = cat.map %f : !cat.hom<f32, f32> to !cat.hom<tensor<4xf32>, tensor<4xf32>>
  %r = cat.eval %m(%xs) : !cat.hom<tensor<4xf32>, tensor<4xf32>>, (tensor<4xf32>) -> tensor<4xf32>
  %t = cat.format %r as tensor<4xf32> : tensor<4xf32>
  cat.print %t
  cat.yield
}

// -----

// CHECK-LABEL: cat.pipeline @derived(
// CHECK-SAME: %[[X:.*]]: f32, %[[D:.*]]: f32
// CHECK-NOT: cat.floor
// CHECK: %[[R:.*]] = cat.mul %[[D]], %[[X]] : f32
// CHECK-NOT: cat.floor
// CHECK: cat.format %[[R]], %[[R]]
cat.pipeline @derived(%x: f32, %d: f32) {
  %f = cat.lambda (%a: f32) : !cat.hom<f32, f32> {
    %r = cat.floor %a : f32
    cat.yield %r : f32
  }
  %rule = cat.lambda (%a: f32, %dy: f32) : !cat.hom<!cat.prod<f32, f32>, f32> {
    %r = cat.mul %dy, %a : f32
    cat.yield %r : f32
  }
  %c = cat.custom_reverse %f, %rule : !cat.hom<f32, f32>, !cat.hom<!cat.prod<f32, f32>, f32>
  %g = cat.lambda (%a: f32) : !cat.hom<f32, f32> {
    %r = cat.eval %c(%a) : !cat.hom<f32, f32>, (f32) -> f32
    cat.yield %r : f32
  }
  %rev = cat.rev %g : !cat.hom<f32, f32> to !cat.hom<!cat.prod<f32, f32>, f32>
  %fwd = cat.fwd %g : !cat.hom<f32, f32> to !cat.hom<!cat.prod<f32, f32>, f32>
  %r = cat.eval %rev(%x, %d) : !cat.hom<!cat.prod<f32, f32>, f32>, (f32, f32) -> f32
  %s = cat.eval %fwd(%x, %d) : !cat.hom<!cat.prod<f32, f32>, f32>, (f32, f32) -> f32
  %t = cat.format %r, %s as !cat.prod<f32, f32> : f32, f32
  cat.print %t
  cat.yield
}
