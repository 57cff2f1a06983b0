// L14.18 abs-negative: |-x|  =  |x|
// RUN: %cat_opt %s -cat-laws="laws=L14.18" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L14.18}' -o /dev/null

// CHECK-LABEL: @fires(
// CHECK-NOT: cat.neg
// CHECK: cat.abs
cat.arrow public @fires() : !cat.hom<f32, f32> {
  %f = cat.lambda (%x: f32) : !cat.hom<f32, f32> {
    %a = cat.neg %x : f32
    %r = cat.abs %a : f32
    cat.yield %r : f32
  }
  cat.yield %f : !cat.hom<f32, f32>
}

// CHECK-LABEL: @stays(
// CHECK: cat.abs
// CHECK: cat.neg
cat.arrow public @stays() : !cat.hom<f32, f32> {
  %f = cat.lambda (%x: f32) : !cat.hom<f32, f32> {
    %a = cat.abs %x : f32
    %r = cat.neg %a : f32
    cat.yield %r : f32
  }
  cat.yield %f : !cat.hom<f32, f32>
}
