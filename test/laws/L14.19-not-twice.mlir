// L14.19 not-twice: not (not x)  =  x
// RUN: %cat_opt %s -cat-laws="laws=L14.19" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L14.19}' -o /dev/null

// CHECK-LABEL: @fires(
// CHECK-NOT: cat.not
// CHECK: cat.yield
cat.arrow public @fires() : !cat.hom<i1, i1> {
  %f = cat.lambda (%x: i1) : !cat.hom<i1, i1> {
    %a = cat.not %x : i1
    %r = cat.not %a : i1
    cat.yield %r : i1
  }
  cat.yield %f : !cat.hom<i1, i1>
}

// CHECK-LABEL: @stays(
// CHECK: cat.not
cat.arrow public @stays() : !cat.hom<i1, i1> {
  %f = cat.lambda (%x: i1) : !cat.hom<i1, i1> {
    %r = cat.not %x : i1
    cat.yield %r : i1
  }
  cat.yield %f : !cat.hom<i1, i1>
}
