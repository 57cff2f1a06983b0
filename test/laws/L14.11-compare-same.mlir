// L14.11 compare-same: (x < x)  =  false
// RUN: %cat_opt %s -cat-laws="laws=L14.11" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L14.11}' -o /dev/null

// CHECK-LABEL: @fires(
// CHECK-NOT: cat.cmp
// CHECK: cat.const false
cat.arrow public @fires() : !cat.hom<f32, i1> {
  %f = cat.lambda (%x: f32) : !cat.hom<f32, i1> {
    %r = cat.cmp lt %x, %x : f32
    cat.yield %r : i1
  }
  cat.yield %f : !cat.hom<f32, i1>
}

// A NaN is not equal to itself.
// CHECK-LABEL: @stays(
// CHECK: cat.cmp
cat.arrow public @stays() : !cat.hom<f32, i1> {
  %f = cat.lambda (%x: f32) : !cat.hom<f32, i1> {
    %r = cat.cmp eq %x, %x : f32
    cat.yield %r : i1
  }
  cat.yield %f : !cat.hom<f32, i1>
}
