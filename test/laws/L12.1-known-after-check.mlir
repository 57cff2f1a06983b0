// L12.1 known-after-check: check c; f(c)  =  check c; f(true)
// RUN: %cat_opt %s -cat-laws="laws=L12.1" | FileCheck %s
// RUN: %cat_opt %s '--pass-pipeline=builtin.module(cat-compare{passes=cat-laws{laws=L12.1}})' -o /dev/null \
// RUN:   | FileCheck %s --check-prefix=SAME
// SAME-COUNT-4: same @

// CHECK-LABEL: @fires(
// CHECK-DAG: %[[T:.*]] = cat.const true
// CHECK-DAG: cat.select %arg0, %arg1, %arg2
// CHECK: cat.check %arg0, "once"
// CHECK-NEXT: cat.check %[[T]], "again"
cat.arrow public @fires() : !cat.hom<!cat.prod<i1, f32, f32>, !cat.prod<f32, f32>> {
  %lambda = cat.lambda (%c: i1, %x: f32, %y: f32) : !cat.hom<!cat.prod<i1, f32, f32>, !cat.prod<f32, f32>> {
    %early = cat.select %c, %x, %y : i1, f32
    cat.check %c, "once"
    cat.check %c, "again"
    %late = cat.select %c, %x, %y : i1, f32
    cat.yield %early, %late : f32, f32
  }
  cat.yield %lambda : !cat.hom<!cat.prod<i1, f32, f32>, !cat.prod<f32, f32>>
}

// Both parts of what was checked are known.
// CHECK-LABEL: @both(
// CHECK: %[[T:.*]] = cat.const true
// CHECK: cat.check %{{.*}}, "once"
// CHECK: cat.check %[[T]], "again"
cat.arrow public @both() : !cat.hom<!cat.prod<i1, i1>, i1> {
  %lambda = cat.lambda (%a: i1, %b: i1) : !cat.hom<!cat.prod<i1, i1>, i1> {
    %c = cat.and %a, %b : i1
    cat.check %c, "once"
    cat.check %b, "again"
    cat.yield %a : i1
  }
  cat.yield %lambda : !cat.hom<!cat.prod<i1, i1>, i1>
}

// An array of conditions.
// CHECK-LABEL: @array(
// CHECK: cat.check
// CHECK-NOT: cat.check
cat.arrow public @array() : !cat.hom<tensor<3xi1>, tensor<3xi1>> {
  %lambda = cat.lambda (%c: tensor<3xi1>) : !cat.hom<tensor<3xi1>, tensor<3xi1>> {
    cat.check %c : tensor<3xi1>, "once"
    cat.check %c : tensor<3xi1>, "again"
    cat.yield %c : tensor<3xi1>
  }
  cat.yield %lambda : !cat.hom<tensor<3xi1>, tensor<3xi1>>
}

// The first check is made in one branch only.
// CHECK-LABEL: @stays(
// CHECK: cat.check %arg0, "once"
// CHECK: cat.check %arg0, "again"
cat.arrow public @stays() : !cat.hom<!cat.prod<i1, i1>, i1> {
  %lambda = cat.lambda (%c: i1, %d: i1) : !cat.hom<!cat.prod<i1, i1>, i1> {
    cat.if %d {
      cat.check %c, "once"
      cat.yield
    } else {
      cat.yield
    }
    cat.check %c, "again"
    cat.yield %c : i1
  }
  cat.yield %lambda : !cat.hom<!cat.prod<i1, i1>, i1>
}
