// L14.21 select-known: if true then x else y  =  x
// RUN: %cat_opt %s -cat-laws="laws=L14.21" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L14.21}' -o /dev/null

// CHECK-LABEL: @fires(
// CHECK-NOT: cat.select
// CHECK: cat.yield
cat.arrow public @fires() : !cat.hom<!cat.prod<f32, f32, i1>, f32> {
  %f = cat.lambda (%x: f32, %y: f32, %c: i1) : !cat.hom<!cat.prod<f32, f32, i1>, f32> {
    %a = cat.const true
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
