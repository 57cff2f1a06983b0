// L3.5 permute-first: (f ⊗ g) ; swap  =  swap ; (g ⊗ f)
// RUN: %cat_opt %s -cat-laws="laws=L3.5" | FileCheck %s
// RUN: %cat_opt %s '--pass-pipeline=builtin.module(cat-compare{passes=cat-laws{laws=L3.5}})' -o /dev/null \
// RUN:   | FileCheck %s --check-prefix=SAME
// SAME-COUNT-3: same @

!F = !cat.hom<f32, f32>
!I = !cat.hom<i64, i64>
!B = !cat.prod<f32, f32>
!J = !cat.prod<i64, i64>

// CHECK-LABEL: @fires(
// CHECK: %[[S:.*]] = cat.permute [1, 0]
// CHECK-NEXT: %[[T:.*]] = cat.tensor
// CHECK-NEXT: cat.compose %[[S]], %[[T]]
cat.arrow public @fires() : !cat.hom<!B, !B> {
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
  %fg = cat.tensor %f, %g : !F, !F
  %swap = cat.permute [1, 0] : !cat.hom<!B, !B>
  %r = cat.compose %fg, %swap : !cat.hom<!B, !B>, !cat.hom<!B, !B>
  cat.yield %r : !cat.hom<!B, !B>
}

// A copy would do f twice.
// CHECK-LABEL: @copies(
cat.arrow public @copies() : !cat.hom<!B, !B> {
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
  %fg = cat.tensor %f, %g : !F, !F
  %copy = cat.permute [0, 0] : !cat.hom<!B, !B>
  // CHECK: %[[T:.*]] = cat.tensor
  // CHECK-NEXT: %[[C:.*]] = cat.permute
  // CHECK-NEXT: cat.compose %[[T]], %[[C]]
  %r = cat.compose %fg, %copy : !cat.hom<!B, !B>, !cat.hom<!B, !B>
  cat.yield %r : !cat.hom<!B, !B>
}

// Both may stop the program: which does first matters.
// CHECK-LABEL: @may_stop(
// CHECK: %[[T:.*]] = cat.tensor
// CHECK-NEXT: %[[C:.*]] = cat.permute
// CHECK-NEXT: cat.compose %[[T]], %[[C]]
cat.arrow public @may_stop() : !cat.hom<!J, !J> {
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
  %fg = cat.tensor %f, %g : !I, !I
  %swap = cat.permute [1, 0] : !cat.hom<!J, !J>
  %r = cat.compose %fg, %swap : !cat.hom<!J, !J>, !cat.hom<!J, !J>
  cat.yield %r : !cat.hom<!J, !J>
}
