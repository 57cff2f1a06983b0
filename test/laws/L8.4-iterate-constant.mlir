// L8.4 iterate-constant: iterate (a ↦ c) (1 + n, a)  =  c
// RUN: %cat_opt %s -cat-laws="laws=L8.4" | FileCheck %s
// RUN: %cat_opt %s '--pass-pipeline=builtin.module(cat-compare{passes=cat-laws{laws=L8.4}})' -o /dev/null \
// RUN:   | FileCheck %s --check-prefix=SAME
// SAME-COUNT-2: same @

// CHECK-LABEL: @fires(
// CHECK: %[[Y:.*]] = cat.sin %arg0
// CHECK-NEXT: cat.yield %[[Y]]
cat.arrow public @fires() : !cat.hom<!cat.prod<f32, f32>, f32> {
  %lambda = cat.lambda (%c: f32, %x: f32) : !cat.hom<!cat.prod<f32, f32>, f32> {
    %f = cat.lambda (%e: f32) : !cat.hom<f32, f32> {
      %y = cat.sin %c : f32
      cat.yield %y : f32
    }
    %it = cat.iterate %f : !cat.hom<f32, f32> to !cat.hom<!cat.prod<index, f32>, f32>
    %n = cat.const 3 : index
    %r = cat.eval %it(%n, %x) : !cat.hom<!cat.prod<index, f32>, f32>, (index, f32) -> f32
    cat.yield %r : f32
  }
  cat.yield %lambda : !cat.hom<!cat.prod<f32, f32>, f32>
}

// Never done, it gives what it was given.
// CHECK-LABEL: @stays(
// CHECK: cat.iterate
cat.arrow public @stays() : !cat.hom<!cat.prod<f32, f32>, f32> {
  %lambda = cat.lambda (%c: f32, %x: f32) : !cat.hom<!cat.prod<f32, f32>, f32> {
    %f = cat.lambda (%e: f32) : !cat.hom<f32, f32> {
      %y = cat.sin %c : f32
      cat.yield %y : f32
    }
    %it = cat.iterate %f : !cat.hom<f32, f32> to !cat.hom<!cat.prod<index, f32>, f32>
    %n = cat.const 0 : index
    %r = cat.eval %it(%n, %x) : !cat.hom<!cat.prod<index, f32>, f32>, (index, f32) -> f32
    cat.yield %r : f32
  }
  cat.yield %lambda : !cat.hom<!cat.prod<f32, f32>, f32>
}
