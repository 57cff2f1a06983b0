// L8.3 iterate-again: iterate f (m, iterate f (n, a))  =  iterate f (m + n, a)
// RUN: %cat_opt %s -cat-laws="laws=L8.3" | FileCheck %s
// RUN: %cat_opt %s '--pass-pipeline=builtin.module(cat-compare{passes=cat-laws{laws=L8.3}})' -o /dev/null \
// RUN:   | FileCheck %s --check-prefix=SAME
// SAME-COUNT-2: same @

// CHECK-LABEL: @fires(
// CHECK: %[[N:.*]] = cat.const 5 : index
// CHECK: %[[R:.*]] = cat.eval %{{.*}}(%[[N]], %arg0)
// CHECK-NEXT: cat.yield %[[R]]
cat.arrow public @fires() : !cat.hom<f32, f32> {
  %lambda = cat.lambda (%x: f32) : !cat.hom<f32, f32> {
    %f = cat.lambda (%e: f32) : !cat.hom<f32, f32> {
      %y = cat.sin %e : f32
      cat.yield %y : f32
    }
    %it = cat.iterate %f : !cat.hom<f32, f32> to !cat.hom<!cat.prod<index, f32>, f32>
    %m = cat.const 2 : index
    %n = cat.const 3 : index
    %a = cat.eval %it(%n, %x) : !cat.hom<!cat.prod<index, f32>, f32>, (index, f32) -> f32
    %r = cat.eval %it(%m, %a) : !cat.hom<!cat.prod<index, f32>, f32>, (index, f32) -> f32
    cat.yield %r : f32
  }
  cat.yield %lambda : !cat.hom<f32, f32>
}

// Other arrows.
// CHECK-LABEL: @stays(
// CHECK-COUNT-2: cat.eval
cat.arrow public @stays() : !cat.hom<f32, f32> {
  %lambda = cat.lambda (%x: f32) : !cat.hom<f32, f32> {
    %f = cat.lambda (%e: f32) : !cat.hom<f32, f32> {
      %y = cat.sin %e : f32
      cat.yield %y : f32
    }
    %it = cat.iterate %f : !cat.hom<f32, f32> to !cat.hom<!cat.prod<index, f32>, f32>
    %g = cat.lambda (%e: f32) : !cat.hom<f32, f32> {
      %y = cat.add %e, %e : f32
      cat.yield %y : f32
    }
    %jt = cat.iterate %g : !cat.hom<f32, f32> to !cat.hom<!cat.prod<index, f32>, f32>
    %m = cat.const 2 : index
    %n = cat.const 3 : index
    %a = cat.eval %it(%n, %x) : !cat.hom<!cat.prod<index, f32>, f32>, (index, f32) -> f32
    %r = cat.eval %jt(%m, %a) : !cat.hom<!cat.prod<index, f32>, f32>, (index, f32) -> f32
    cat.yield %r : f32
  }
  cat.yield %lambda : !cat.hom<f32, f32>
}
