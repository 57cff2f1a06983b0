// cat-compare: arrows in a context, sums, and arrows that stop before and after alike.
// RUN: %cat_opt %s '--cat-compare=passes=canonicalize cases=5' -o /dev/null | FileCheck %s

// CHECK: same @both_stop (5 cases)
cat.arrow public @both_stop() : !cat.hom<f32, f32> {
  %f = cat.lambda (%x: f32) : !cat.hom<f32, f32> {
    %one = cat.const 1 : i64
    %zero = cat.const 0 : i64
    %q = cat.div %one, %zero : i64
    %r = cat.convert %q : i64 -> f32
    cat.yield %r : f32
  }
  cat.yield %f : !cat.hom<f32, f32>
}

// CHECK: same @sums (5 cases)
cat.arrow public @sums(%k: f32) : !cat.hom<!cat.sum<"none": !cat.prod<>, "some": f32>, f32> {
  %f = cat.lambda (%s: !cat.sum<"none": !cat.prod<>, "some": f32>) : !cat.hom<!cat.sum<"none": !cat.prod<>, "some": f32>, f32> {
    %r = cat.match %s : !cat.sum<"none": !cat.prod<>, "some": f32> -> (f32) case "none" {
      cat.yield %k : f32
    } case "some"(%v: f32) {
      %w = cat.mul %v, %k : f32
      cat.yield %w : f32
    }
    cat.yield %r : f32
  }
  cat.yield %f : !cat.hom<!cat.sum<"none": !cat.prod<>, "some": f32>, f32>
}
