// L8.7 contraction-squared: iterate (x ↦ a x + b) (2 n, x)  =  iterate (x ↦ a² x + a b + b) (n, x), |a| ≤ 1
// RUN: %cat_opt %s -cat-laws="laws=L8.7" | FileCheck %s
// RUN: %cat_opt %s '--pass-pipeline=builtin.module(cat-compare{passes=cat-laws{laws=L8.7} tolerance=1e-4})' -o /dev/null \
// RUN:   | FileCheck %s --check-prefix=SAME
// SAME-COUNT-4: same @

// CHECK-LABEL: @fires(
// CHECK-NOT: cat.iterate
// CHECK: cat.yield
cat.arrow public @fires() : !cat.hom<!cat.prod<f32, f32>, f32> {
  %lambda = cat.lambda (%b: f32, %x: f32) : !cat.hom<!cat.prod<f32, f32>, f32> {
    %a = cat.const 0.75 : f32
    %f = cat.lambda (%e: f32) : !cat.hom<f32, f32> {
      %p = cat.mul %a, %e : f32
      %y = cat.add %p, %b : f32
      cat.yield %y : f32
    }
    %it = cat.iterate %f : !cat.hom<f32, f32> to !cat.hom<!cat.prod<index, f32>, f32>
    %n = cat.const 100 : index
    %r = cat.eval %it(%n, %x) : !cat.hom<!cat.prod<index, f32>, f32>, (index, f32) -> f32
    cat.yield %r : f32
  }
  cat.yield %lambda : !cat.hom<!cat.prod<f32, f32>, f32>
}

// Powers of 2 grow: x ↦ 2 x - 1 leaves 1 as it is, but 2ⁿ - (2ⁿ - 1) need not be 1.
// CHECK-LABEL: @grows(
// CHECK: cat.iterate
cat.arrow public @grows() : !cat.hom<!cat.prod<f32, f32>, f32> {
  %lambda = cat.lambda (%b: f32, %x: f32) : !cat.hom<!cat.prod<f32, f32>, f32> {
    %a = cat.const 2.0 : f32
    %f = cat.lambda (%e: f32) : !cat.hom<f32, f32> {
      %p = cat.mul %a, %e : f32
      %y = cat.add %p, %b : f32
      cat.yield %y : f32
    }
    %it = cat.iterate %f : !cat.hom<f32, f32> to !cat.hom<!cat.prod<index, f32>, f32>
    %n = cat.const 100 : index
    %r = cat.eval %it(%n, %x) : !cat.hom<!cat.prod<index, f32>, f32>, (index, f32) -> f32
    cat.yield %r : f32
  }
  cat.yield %lambda : !cat.hom<!cat.prod<f32, f32>, f32>
}

// Of an infinite x, 0.25ⁿ x is infinite, but 0.25ⁿ is so small that it is 0.
// CHECK-LABEL: @vanishes(
// CHECK: cat.iterate
cat.arrow public @vanishes() : !cat.hom<f32, f32> {
  %lambda = cat.lambda (%x: f32) : !cat.hom<f32, f32> {
    %a = cat.const 0.25 : f32
    %f = cat.lambda (%e: f32) : !cat.hom<f32, f32> {
      %p = cat.mul %a, %e : f32
      cat.yield %p : f32
    }
    %it = cat.iterate %f : !cat.hom<f32, f32> to !cat.hom<!cat.prod<index, f32>, f32>
    %n = cat.const 100 : index
    %r = cat.eval %it(%n, %x) : !cat.hom<!cat.prod<index, f32>, f32>, (index, f32) -> f32
    cat.yield %r : f32
  }
  cat.yield %lambda : !cat.hom<f32, f32>
}

// CHECK-LABEL: @unknown(
// CHECK: cat.iterate
cat.arrow public @unknown() : !cat.hom<!cat.prod<f32, f32>, f32> {
  %lambda = cat.lambda (%a: f32, %x: f32) : !cat.hom<!cat.prod<f32, f32>, f32> {
    %f = cat.lambda (%e: f32) : !cat.hom<f32, f32> {
      %p = cat.mul %a, %e : f32
      cat.yield %p : f32
    }
    %it = cat.iterate %f : !cat.hom<f32, f32> to !cat.hom<!cat.prod<index, f32>, f32>
    %n = cat.const 100 : index
    %r = cat.eval %it(%n, %x) : !cat.hom<!cat.prod<index, f32>, f32>, (index, f32) -> f32
    cat.yield %r : f32
  }
  cat.yield %lambda : !cat.hom<!cat.prod<f32, f32>, f32>
}
