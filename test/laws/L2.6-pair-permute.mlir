// L2.6 pair-permute: ⟨f, g⟩ ; swap  =  ⟨g, f⟩
// RUN: %cat_opt %s -cat-laws="laws=L2.6" | FileCheck %s
// RUN: %cat_opt %s '--pass-pipeline=builtin.module(cat-compare{passes=cat-laws{laws=L2.6}})' -o /dev/null \
// RUN:   | FileCheck %s --check-prefix=SAME
// SAME-COUNT-3: same @

!F = !cat.hom<f32, f32>
!I = !cat.hom<i64, i64>
!B = !cat.prod<f32, f32>
!J = !cat.prod<i64, i64>

// CHECK-LABEL: @fires(
// CHECK: %[[R:.*]] = cat.pair %{{.*}}, %{{.*}} :
// CHECK-NEXT: cat.yield %[[R]]
cat.arrow public @fires() : !cat.hom<f32, !B> {
  %h = cat.lambda (%x: f32) : !cat.hom<f32, f32> {
    %y = cat.sin %x : f32
    cat.yield %y : f32
  }
  %f = cat.lambda (%x: f32) : !cat.hom<f32, f32> {
    %y = cat.abs %x : f32
    cat.yield %y : f32
  }
  %g = cat.lambda (%x: f32) : !cat.hom<f32, f32> {
    %y = cat.neg %x : f32
    cat.yield %y : f32
  }
  %fg = cat.pair %f, %g : !F, !F
  %swap = cat.permute [1, 0] : !cat.hom<!B, !B>
  %r = cat.compose %fg, %swap : !cat.hom<f32, !B>, !cat.hom<!B, !B>
  cat.yield %r : !cat.hom<f32, !B>
}

// A copy would do f twice.
// CHECK-LABEL: @copies(
// CHECK: cat.compose
cat.arrow public @copies() : !cat.hom<f32, !B> {
  %h = cat.lambda (%x: f32) : !cat.hom<f32, f32> {
    %y = cat.sin %x : f32
    cat.yield %y : f32
  }
  %f = cat.lambda (%x: f32) : !cat.hom<f32, f32> {
    %y = cat.abs %x : f32
    cat.yield %y : f32
  }
  %g = cat.lambda (%x: f32) : !cat.hom<f32, f32> {
    %y = cat.neg %x : f32
    cat.yield %y : f32
  }
  %fg = cat.pair %f, %g : !F, !F
  %copy = cat.permute [0, 0] : !cat.hom<!B, !B>
  %r = cat.compose %fg, %copy : !cat.hom<f32, !B>, !cat.hom<!B, !B>
  cat.yield %r : !cat.hom<f32, !B>
}

// Both may stop the program: which does first matters.
// CHECK-LABEL: @may_stop(
// CHECK: cat.compose
cat.arrow public @may_stop() : !cat.hom<i64, !J> {
  %f = cat.lambda (%x: i64) : !I {
    %one = cat.const 1 : i64
    %y = cat.div %one, %x : i64
    cat.yield %y : i64
  }
  %g = cat.lambda (%x: i64) : !I {
    %one = cat.const 2 : i64
    %y = cat.rem %one, %x : i64
    cat.yield %y : i64
  }
  %fg = cat.pair %f, %g : !I, !I
  %swap = cat.permute [1, 0] : !cat.hom<!J, !J>
  %r = cat.compose %fg, %swap : !cat.hom<i64, !J>, !cat.hom<!J, !J>
  cat.yield %r : !cat.hom<i64, !J>
}
