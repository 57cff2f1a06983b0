// L14.22 select-not: if not c then x else y  =  if c then y else x
// RUN: %cat_opt %s -cat-laws="laws=L14.22" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L14.22}' -o /dev/null

// CHECK-LABEL: @fires(
// CHECK-NOT: cat.not
// CHECK: cat.select
cat.arrow public @fires() : !cat.hom<!cat.prod<f32, f32, i1>, f32> {
  %f = cat.lambda (%x: f32, %y: f32, %c: i1) : !cat.hom<!cat.prod<f32, f32, i1>, f32> {
    %a = cat.not %c : i1
    %r = cat.select %a, %x, %y : i1, f32
    cat.yield %r : f32
  }
  cat.yield %f : !cat.hom<!cat.prod<f32, f32, i1>, f32>
}

// CHECK-LABEL: @stays(
// CHECK: cat.select
cat.arrow public @stays() : !cat.hom<!cat.prod<f32, f32, i1>, f32> {
  %f = cat.lambda (%x: f32, %y: f32, %c: i1) : !cat.hom<!cat.prod<f32, f32, i1>, f32> {
    %r = cat.select %c, %x, %y : i1, f32
    cat.yield %r : f32
  }
  cat.yield %f : !cat.hom<!cat.prod<f32, f32, i1>, f32>
}
