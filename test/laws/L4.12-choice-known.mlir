// L4.12 choice-known: if true then f else g  =  f
// RUN: %cat_opt %s -cat-laws="laws=L4.12" | FileCheck %s
// RUN: %cat_opt %s '--pass-pipeline=builtin.module(cat-compare{passes=cat-laws{laws=L4.12}})' -o /dev/null \
// RUN:   | FileCheck %s --check-prefix=SAME
// SAME-COUNT-2: same @

// CHECK-LABEL: @fires(
// CHECK-NOT: cat.if
// CHECK: %[[N:.*]] = cat.neg %arg0
// CHECK: cat.yield %[[N]]
cat.arrow public @fires() : !cat.hom<f32, f32> {
  %lambda = cat.lambda (%x: f32) : !cat.hom<f32, f32> {
    %t = cat.const true
    %r = cat.if %t -> (f32) {
      %n = cat.neg %x : f32
      cat.yield %n : f32
    } else {
      cat.yield %x : f32
    }
    cat.yield %r : f32
  }
  cat.yield %lambda : !cat.hom<f32, f32>
}

// CHECK-LABEL: @stays(
// CHECK: cat.if
cat.arrow public @stays() : !cat.hom<!cat.prod<i1, f32>, f32> {
  %lambda = cat.lambda (%c: i1, %x: f32) : !cat.hom<!cat.prod<i1, f32>, f32> {
    %r = cat.if %c -> (f32) {
      %n = cat.neg %x : f32
      cat.yield %n : f32
    } else {
      cat.yield %x : f32
    }
    cat.yield %r : f32
  }
  cat.yield %lambda : !cat.hom<!cat.prod<i1, f32>, f32>
}
