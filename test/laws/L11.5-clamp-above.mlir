// L11.5 clamp-above: max(min(max(x, l), h), l)  =  min(max(x, l), h), for l < h
// RUN: %cat_opt %s -cat-laws="laws=L11.5" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L11.5}' -o /dev/null

// CHECK-LABEL: @fires(
// CHECK: cat.max
// CHECK: cat.min
// CHECK-NOT: cat.max
cat.arrow public @fires() : !cat.hom<f32, f32> {
  %f = cat.lambda (%x: f32) : !cat.hom<f32, f32> {
    %l = cat.const -1.0 : f32
    %h = cat.const 2.0 : f32
    %a = cat.max %x, %l : f32
    %b = cat.min %a, %h : f32
    %r = cat.max %b, %l : f32
    cat.yield %r : f32
  }
  cat.yield %f : !cat.hom<f32, f32>
}

// The bounds are out of order.
// CHECK-LABEL: @stays(
// CHECK: cat.max
// CHECK: cat.min
// CHECK: cat.max
cat.arrow public @stays() : !cat.hom<f32, f32> {
  %f = cat.lambda (%x: f32) : !cat.hom<f32, f32> {
    %l = cat.const 3.0 : f32
    %h = cat.const 2.0 : f32
    %a = cat.max %x, %l : f32
    %b = cat.min %a, %h : f32
    %r = cat.max %b, %l : f32
    cat.yield %r : f32
  }
  cat.yield %f : !cat.hom<f32, f32>
}
