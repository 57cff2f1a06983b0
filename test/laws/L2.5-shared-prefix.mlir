// L2.5 shared-prefix: ⟨h ; f, h ; g⟩  =  h ; ⟨f, g⟩
// RUN: %cat_opt %s -cat-laws="laws=L2.5" | FileCheck %s
// RUN: %cat_opt %s '--pass-pipeline=builtin.module(cat-compare{passes=cat-laws{laws=L2.5}})' -o /dev/null \
// RUN:   | FileCheck %s --check-prefix=SAME
// SAME-COUNT-4: same @

!F = !cat.hom<f32, f32>
!P = !cat.hom<f32, !cat.prod<f32, f32>>

// CHECK-LABEL: @fires(
// CHECK: %[[H:.*]] = cat.lambda
// CHECK-NEXT: cat.sin
// CHECK: %[[P:.*]] = cat.pair
// CHECK-NEXT: %[[R:.*]] = cat.compose %[[H]], %[[P]]
// CHECK-NEXT: cat.yield %[[R]]
cat.arrow public @fires() : !P {
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
  %hf = cat.compose %h, %f : !F, !F
  %hg = cat.compose %h, %g : !F, !F
  %r = cat.pair %hf, %hg : !F, !F
  cat.yield %r : !P
}

// What comes first is h alone in one of them; equal lambdas are equal arrows.
// CHECK-LABEL: @alone(
// CHECK: %[[P:.*]] = cat.pair
// CHECK-NEXT: %[[R:.*]] = cat.compose %{{.*}}, %[[P]]
// CHECK-NEXT: cat.yield %[[R]]
cat.arrow public @alone() : !P {
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
  %again = cat.lambda (%x: f32) : !F {
    %y = cat.sin %x : f32
    cat.yield %y : f32
  }
  %hg = cat.compose %again, %g : !F, !F
  %r = cat.pair %h, %hg : !F, !F
  cat.yield %r : !P
}

// The first arrows differ.
// CHECK-LABEL: @stays(
// CHECK: %[[R:.*]] = cat.pair
// CHECK-NEXT: cat.yield %[[R]]
cat.arrow public @stays() : !P {
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
  %hf = cat.compose %h, %f : !F, !F
  %fg = cat.compose %f, %g : !F, !F
  %r = cat.pair %hf, %fg : !F, !F
  cat.yield %r : !P
}

// A projection is no work to be shared.
// CHECK-LABEL: @wires(
// CHECK: %[[R:.*]] = cat.pair
// CHECK-NEXT: cat.yield %[[R]]
cat.arrow public @wires() : !cat.hom<!cat.prod<f32, f32>, !cat.prod<f32, f32>> {
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
  %p = cat.proj[1] : !cat.hom<!cat.prod<f32, f32>, f32>
  %pf = cat.compose %p, %f : !cat.hom<!cat.prod<f32, f32>, f32>, !F
  %pg = cat.compose %p, %g : !cat.hom<!cat.prod<f32, f32>, f32>, !F
  %r = cat.pair %pf, %pg : !cat.hom<!cat.prod<f32, f32>, f32>, !cat.hom<!cat.prod<f32, f32>, f32>
  cat.yield %r : !cat.hom<!cat.prod<f32, f32>, !cat.prod<f32, f32>>
}
