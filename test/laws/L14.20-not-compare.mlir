// L14.20 not-compare: not (x = y)  =  (x ≠ y)
// RUN: %cat_opt %s -cat-laws="laws=L14.20" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L14.20}' -o /dev/null

// CHECK-LABEL: @fires(
// CHECK: cat.cmp ne
// CHECK-NOT: cat.not
cat.arrow public @fires() : !cat.hom<!cat.prod<f32, f32>, i1> {
  %f = cat.lambda (%x: f32, %y: f32) : !cat.hom<!cat.prod<f32, f32>, i1> {
    %a = cat.cmp eq %x, %y : f32
    %r = cat.not %a : i1
    cat.yield %r : i1
  }
  cat.yield %f : !cat.hom<!cat.prod<f32, f32>, i1>
}

// A NaN is neither below nor not below.
// CHECK-LABEL: @stays(
// CHECK: cat.cmp lt
// CHECK: cat.not
cat.arrow public @stays() : !cat.hom<!cat.prod<f32, f32>, i1> {
  %f = cat.lambda (%x: f32, %y: f32) : !cat.hom<!cat.prod<f32, f32>, i1> {
    %a = cat.cmp lt %x, %y : f32
    %r = cat.not %a : i1
    cat.yield %r : i1
  }
  cat.yield %f : !cat.hom<!cat.prod<f32, f32>, i1>
}
