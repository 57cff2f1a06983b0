// L4.3 case-case: [f ; ι₁, g ; ι₂] ; [h, k]  =  [f ; h, g ; k]
// RUN: %cat_opt %s -cat-laws="laws=L4.3" | FileCheck %s
// RUN: %cat_opt %s '--pass-pipeline=builtin.module(cat-compare{passes=cat-laws{laws=L4.3}})' -o /dev/null \
// RUN:   | FileCheck %s --check-prefix=SAME
// SAME-COUNT-2: same @

!O = !cat.sum<"none": !cat.prod<>, "some": f32>

// CHECK-LABEL: @fires(
// CHECK: %[[S:.*]] = cat.case
// CHECK: %[[A:.*]] = cat.compose %{{.*}}, %[[S]]
// CHECK: %[[B:.*]] = cat.compose %{{.*}}, %[[S]]
// CHECK: %[[R:.*]] = cat.case %[[A]], %[[B]]
// CHECK: cat.yield %[[R]]
cat.arrow public @fires() : !cat.hom<!O, f32> {
  %f = cat.lambda (%x: f32) : !cat.hom<f32, f32> {
    %y = cat.neg %x : f32
    cat.yield %y : f32
  }
  %zero = cat.const 0.0 : f32
  %h = cat.const_arrow %zero : f32, !cat.hom<!cat.prod<>, f32>
  %second = cat.case %h, %f : (!cat.hom<!cat.prod<>, f32>, !cat.hom<f32, f32>) -> !cat.hom<!O, f32>
  %none = cat.inject_arrow "none" : !cat.hom<!cat.prod<>, !O>
  %inject = cat.inject_arrow "some" : !cat.hom<f32, !O>
  %some = cat.compose %f, %inject : !cat.hom<f32, f32>, !cat.hom<f32, !O>
  %first = cat.case %none, %some : (!cat.hom<!cat.prod<>, !O>, !cat.hom<f32, !O>) -> !cat.hom<!O, !O>
  %r = cat.compose %first, %second : !cat.hom<!O, !O>, !cat.hom<!O, f32>
  cat.yield %r : !cat.hom<!O, f32>
}

// What the second arrow gives is not known.
// CHECK-LABEL: @stays(
// CHECK: %[[S:.*]] = cat.case
// CHECK: %[[F:.*]] = cat.case
// CHECK: cat.compose %[[F]], %[[S]]
cat.arrow public @stays() : !cat.hom<!O, f32> {
  %f = cat.lambda (%x: f32) : !cat.hom<f32, f32> {
    %y = cat.neg %x : f32
    cat.yield %y : f32
  }
  %zero = cat.const 0.0 : f32
  %h = cat.const_arrow %zero : f32, !cat.hom<!cat.prod<>, f32>
  %second = cat.case %h, %f : (!cat.hom<!cat.prod<>, f32>, !cat.hom<f32, f32>) -> !cat.hom<!O, f32>
  %none = cat.inject_arrow "none" : !cat.hom<!cat.prod<>, !O>
  %any = cat.lambda (%x: f32) : !cat.hom<f32, !O> {
    %some = cat.inject "some"(%x) : (f32) -> !O
    %no = cat.inject "none"() : () -> !O
    %c = cat.cmp gt %x, %zero : f32
    %y = cat.select %c, %some, %no : i1, !O
    cat.yield %y : !O
  }
  %first = cat.case %none, %any : (!cat.hom<!cat.prod<>, !O>, !cat.hom<f32, !O>) -> !cat.hom<!O, !O>
  %r = cat.compose %first, %second : !cat.hom<!O, !O>, !cat.hom<!O, f32>
  cat.yield %r : !cat.hom<!O, f32>
}
