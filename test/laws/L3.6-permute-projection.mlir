// L3.6 permute-projection: permute s ; πᵢ  =  π of s(i)
// RUN: %cat_opt %s -cat-laws="laws=L3.6" | FileCheck %s
// RUN: %cat_opt %s '--pass-pipeline=builtin.module(cat-compare{passes=cat-laws{laws=L3.6}})' -o /dev/null \
// RUN:   | FileCheck %s --check-prefix=SAME
// SAME-COUNT-2: same @

!B = !cat.prod<f32, i64>
!C = !cat.prod<i64, f32, f32>

// CHECK-LABEL: @fires(
// CHECK: %[[P:.*]] = cat.proj[0] : !cat.hom<!cat.prod<f32, i64>, f32>
// CHECK-NEXT: cat.yield %[[P]]
cat.arrow public @fires() : !cat.hom<!B, f32> {
  %s = cat.permute [1, 0, 0] : !cat.hom<!B, !C>
  %p = cat.proj[2] : !cat.hom<!C, f32>
  %r = cat.compose %s, %p : !cat.hom<!B, !C>, !cat.hom<!C, f32>
  cat.yield %r : !cat.hom<!B, f32>
}

// Something stands between.
// CHECK-LABEL: @stays(
// CHECK: cat.permute
cat.arrow public @stays() : !cat.hom<!B, f32> {
  %s = cat.permute [1, 0] : !cat.hom<!B, !cat.prod<i64, f32>>
  %f = cat.lambda (%i: i64, %x: f32) : !cat.hom<!cat.prod<i64, f32>, !cat.prod<i64, f32>> {
    cat.yield %i, %x : i64, f32
  }
  %p = cat.proj[1] : !cat.hom<!cat.prod<i64, f32>, f32>
  %r = cat.compose %s, %f, %p : !cat.hom<!B, !cat.prod<i64, f32>>, !cat.hom<!cat.prod<i64, f32>, !cat.prod<i64, f32>>, !cat.hom<!cat.prod<i64, f32>, f32>
  cat.yield %r : !cat.hom<!B, f32>
}
