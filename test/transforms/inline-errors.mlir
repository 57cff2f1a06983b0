// RUN: %cat_opt %s -split-input-file -cat-inline -verify-diagnostics

cat.arrow @f() : !cat.hom<f32, f32> {
  // expected-error @below {{makes the arrow @f refer to itself}}
  %f = cat.ref @f() : () -> !cat.hom<f32, f32>
  cat.yield %f : !cat.hom<f32, f32>
}

// -----

cat.arrow public @g(%f: !cat.hom<f32, f32>) : !cat.hom<f32, f32> {
  // expected-error @below {{this arrow is not known at compile time}}
  %g = cat.compose %f, %f : !cat.hom<f32, f32>, !cat.hom<f32, f32>
  cat.yield %g : !cat.hom<f32, f32>
}
