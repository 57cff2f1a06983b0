// L11.6 clamp-below: min(max(min(x, h), l), h)  =  max(min(x, h), l), for l < h
// RUN: %cat_opt %s -cat-laws="laws=L11.6" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L11.6}' -o /dev/null

// CHECK-LABEL: @fires(
// CHECK: cat.min
// CHECK: cat.max
// CHECK-NOT: cat.min
cat.arrow public @fires() : !cat.hom<f32, f32> {
  %f = cat.lambda (%x: f32) : !cat.hom<f32, f32> {
    %l = cat.const -1.0 : f32
    %h = cat.const 2.0 : f32
    %a = cat.min %x, %h : f32
    %b = cat.max %a, %l : f32
    %r = cat.min %b, %h : f32
    cat.yield %r : f32
  }
  cat.yield %f : !cat.hom<f32, f32>
}

// The second bound is another one.
// CHECK-LABEL: @stays(
// CHECK: cat.min
// CHECK: cat.max
// CHECK: cat.min
cat.arrow public @stays() : !cat.hom<f32, f32> {
  %f = cat.lambda (%x: f32) : !cat.hom<f32, f32> {
    %l = cat.const -1.0 : f32
    %h = cat.const 2.0 : f32
    %g = cat.const 1.0 : f32
    %a = cat.min %x, %h : f32
    %b = cat.max %a, %l : f32
    %r = cat.min %b, %g : f32
    cat.yield %r : f32
  }
  cat.yield %f : !cat.hom<f32, f32>
}
