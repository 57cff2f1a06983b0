// L12.2 name-again: (A(x), A(x))  =  let a = A(x) in (a, a)
// RUN: %cat_opt %s -cat-laws="laws=L12.2" | FileCheck %s
// RUN: %cat_opt %s '--pass-pipeline=builtin.module(cat-compare{passes=cat-laws{laws=L12.2}})' -o /dev/null \
// RUN:   | FileCheck %s --check-prefix=SAME
// SAME-COUNT-2: same @

cat.object @Rate = f32 {predicate = @positive, text = "it > 0"}
cat.object @Half = f32 {predicate = @positive, text = "it > 0"}
cat.arrow @positive() : !cat.hom<f32, i1> {
  %f = cat.lambda (%x: f32) : !cat.hom<f32, i1> {
    %zero = cat.const 0.0 : f32
    %r = cat.cmp gt %x, %zero : f32
    cat.yield %r : i1
  }
  cat.yield %f : !cat.hom<f32, i1>
}

// CHECK-LABEL: @fires(
// CHECK: %[[A:.*]] = cat.name
// CHECK-NEXT: cat.yield %[[A]], %[[A]]
cat.arrow public @fires() : !cat.hom<f32, !cat.prod<!cat.obj<@Rate>, !cat.obj<@Rate>>> {
  %lambda = cat.lambda (%x: f32) : !cat.hom<f32, !cat.prod<!cat.obj<@Rate>, !cat.obj<@Rate>>> {
    %a = cat.name %x : f32 -> !cat.obj<@Rate>
    %b = cat.name %x : f32 -> !cat.obj<@Rate>
    cat.yield %a, %b : !cat.obj<@Rate>, !cat.obj<@Rate>
  }
  cat.yield %lambda : !cat.hom<f32, !cat.prod<!cat.obj<@Rate>, !cat.obj<@Rate>>>
}

// Another object.
// CHECK-LABEL: @stays(
// CHECK-COUNT-2: cat.name
cat.arrow public @stays() : !cat.hom<f32, !cat.prod<!cat.obj<@Rate>, !cat.obj<@Half>>> {
  %lambda = cat.lambda (%x: f32) : !cat.hom<f32, !cat.prod<!cat.obj<@Rate>, !cat.obj<@Half>>> {
    %a = cat.name %x : f32 -> !cat.obj<@Rate>
    %b = cat.name %x : f32 -> !cat.obj<@Half>
    cat.yield %a, %b : !cat.obj<@Rate>, !cat.obj<@Half>
  }
  cat.yield %lambda : !cat.hom<f32, !cat.prod<!cat.obj<@Rate>, !cat.obj<@Half>>>
}
