// L5.5 zipwith-map: (map f ⊗ map g) ; zipwith h  =  zipwith ((f ⊗ g) ; h)
// RUN: %cat_opt %s -cat-laws="laws=L5.5" | FileCheck %s
// RUN: %cat_opt %s '--pass-pipeline=builtin.module(cat-compare{passes=cat-laws{laws=L5.5}})' -o /dev/null \
// RUN:   | FileCheck %s --check-prefix=SAME
// SAME-COUNT-2: same @

!T = tensor<3xf32>

// CHECK-LABEL: @fires(
// CHECK: %[[I:.*]] = cat.id : !cat.hom<f32, f32>
// CHECK: %[[T:.*]] = cat.tensor %{{.*}}, %[[I]]
// CHECK: %[[C:.*]] = cat.compose %[[T]]
// CHECK: %[[Z:.*]] = cat.zipwith %[[C]]
// CHECK: cat.yield %[[Z]]
cat.arrow public @fires() : !cat.hom<!cat.prod<!T, !T>, !T> {
  %f = cat.lambda (%e: f32) : !cat.hom<f32, f32> {
      %y = cat.sin %e : f32
      cat.yield %y : f32
    }
  %g = cat.lambda (%u: f32, %e: f32) : !cat.hom<!cat.prod<f32, f32>, f32> {
      %y = cat.add %u, %e : f32
      cat.yield %y : f32
    }
  %mf = cat.map %f : !cat.hom<f32, f32> to !cat.hom<!T, !T>
  %id = cat.id : !cat.hom<!T, !T>
  %both = cat.tensor %mf, %id : !cat.hom<!T, !T>, !cat.hom<!T, !T>
  %z = cat.zipwith %g : !cat.hom<!cat.prod<f32, f32>, f32> to !cat.hom<!cat.prod<!T, !T>, !T>
  %r = cat.compose %both, %z : !cat.hom<!cat.prod<!T, !T>, !cat.prod<!T, !T>>, !cat.hom<!cat.prod<!T, !T>, !T>
  cat.yield %r : !cat.hom<!cat.prod<!T, !T>, !T>
}

// A sort needs all elements.
// CHECK-LABEL: @stays(
// CHECK: cat.compose
cat.arrow public @stays() : !cat.hom<!cat.prod<!T, !T>, !T> {
  %f = cat.lambda (%e: f32) : !cat.hom<f32, f32> {
      %y = cat.sin %e : f32
      cat.yield %y : f32
    }
  %g = cat.lambda (%u: f32, %e: f32) : !cat.hom<!cat.prod<f32, f32>, f32> {
      %y = cat.add %u, %e : f32
      cat.yield %y : f32
    }
  %mf = cat.map %f : !cat.hom<f32, f32> to !cat.hom<!T, !T>
  %sort = cat.lambda (%x: !T) : !cat.hom<!T, !T> {
      %y = cat.sort %x axis 0 : !T
      cat.yield %y : !T
    }
  %both = cat.tensor %mf, %sort : !cat.hom<!T, !T>, !cat.hom<!T, !T>
  %z = cat.zipwith %g : !cat.hom<!cat.prod<f32, f32>, f32> to !cat.hom<!cat.prod<!T, !T>, !T>
  %r = cat.compose %both, %z : !cat.hom<!cat.prod<!T, !T>, !cat.prod<!T, !T>>, !cat.hom<!cat.prod<!T, !T>, !T>
  cat.yield %r : !cat.hom<!cat.prod<!T, !T>, !T>
}
