// L14.17 multiply-negatives: (-x) · (-y)  =  x · y
// RUN: %cat_opt %s -cat-laws="laws=L14.17" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L14.17}' -o /dev/null

// CHECK-LABEL: @fires(
// CHECK-NOT: cat.neg
// CHECK: cat.mul
cat.arrow public @fires() : !cat.hom<!cat.prod<f32, f32>, f32> {
  %f = cat.lambda (%x: f32, %y: f32) : !cat.hom<!cat.prod<f32, f32>, f32> {
    %a = cat.neg %x : f32
    %b = cat.neg %y : f32
    %r = cat.mul %a, %b : f32
    cat.yield %r : f32
  }
  cat.yield %f : !cat.hom<!cat.prod<f32, f32>, f32>
}

// CHECK-LABEL: @stays(
// CHECK: cat.neg
// CHECK: cat.mul
cat.arrow public @stays() : !cat.hom<!cat.prod<f32, f32>, f32> {
  %f = cat.lambda (%x: f32, %y: f32) : !cat.hom<!cat.prod<f32, f32>, f32> {
    %a = cat.neg %x : f32
    %r = cat.mul %a, %y : f32
    cat.yield %r : f32
  }
  cat.yield %f : !cat.hom<!cat.prod<f32, f32>, f32>
}
