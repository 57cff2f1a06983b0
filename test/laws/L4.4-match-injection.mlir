// L4.4 match-injection: match ιₖ x { … k(y) ⇒ f(y) … }  =  f(x)
// RUN: %cat_opt %s -cat-laws="laws=L4.4" | FileCheck %s
// RUN: %cat_opt %s '--pass-pipeline=builtin.module(cat-compare{passes=cat-laws{laws=L4.4}})' -o /dev/null \
// RUN:   | FileCheck %s --check-prefix=SAME
// SAME-COUNT-3: same @

!O = !cat.sum<"none": !cat.prod<>, "some": f32>

// CHECK-LABEL: @fires(
// CHECK-NOT: cat.match
// CHECK: %[[N:.*]] = cat.neg %arg0
// CHECK-NEXT: cat.yield %[[N]]
cat.arrow public @fires() : !cat.hom<f32, f32> {
  %lambda = cat.lambda (%x: f32) : !cat.hom<f32, f32> {
    %z = cat.const 5.0 : f32
    %s = cat.inject "some"(%x) : (f32) -> !O
    %r = cat.match %s : !O -> (f32) case "none" {
      cat.yield %z : f32
    } case "some"(%v: f32) {
      %n = cat.neg %v : f32
      cat.yield %n : f32
    }
    cat.yield %r : f32
  }
  cat.yield %lambda : !cat.hom<f32, f32>
}

// The payload is a product, the branch takes its components.
// CHECK-LABEL: @product(
// CHECK-NOT: cat.match
// CHECK: cat.get %arg0[1]
cat.arrow public @product() : !cat.hom<!cat.prod<f32, f32>, f32> {
  %lambda = cat.lambda (%p: !cat.prod<f32, f32>) : !cat.hom<!cat.prod<f32, f32>, f32> {
    %s = cat.inject "two"(%p) : (!cat.prod<f32, f32>) -> !cat.sum<"two": !cat.prod<f32, f32>>
    %r = cat.match %s : !cat.sum<"two": !cat.prod<f32, f32>> -> (f32) case "two"(%a: f32, %b: f32) {
      %n = cat.neg %b : f32
      cat.yield %n : f32
    }
    cat.yield %r : f32
  }
  cat.yield %lambda : !cat.hom<!cat.prod<f32, f32>, f32>
}

// Which alternative it is is not known.
// CHECK-LABEL: @stays(
// CHECK: cat.match
cat.arrow public @stays() : !cat.hom<!O, f32> {
  %lambda = cat.lambda (%s: !O) : !cat.hom<!O, f32> {
    %z = cat.const 5.0 : f32
    %r = cat.match %s : !O -> (f32) case "none" {
      cat.yield %z : f32
    } case "some"(%v: f32) {
      %n = cat.neg %v : f32
      cat.yield %n : f32
    }
    cat.yield %r : f32
  }
  cat.yield %lambda : !cat.hom<!O, f32>
}
