// L6.13 gather-all: x[0 … n-1]  =  x
// RUN: %cat_opt %s -cat-laws="laws=L6.13" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L6.13}' -o /dev/null

// CHECK-LABEL: @fires(
// CHECK-NOT: cat.gather
// CHECK: cat.yield
cat.arrow public @fires() : !cat.hom<tensor<?x4xf32>, tensor<?x4xf32>> {
  %f = cat.lambda (%x: tensor<?x4xf32>) : !cat.hom<tensor<?x4xf32>, tensor<?x4xf32>> {
    %n = cat.dim %x axis 0 : tensor<?x4xf32>
    %i = cat.iota sizes(%n) : tensor<?xi64>
    %r = cat.gather %x, %i : tensor<?x4xf32>, tensor<?xi64>
    cat.yield %r : tensor<?x4xf32>
  }
  cat.yield %f : !cat.hom<tensor<?x4xf32>, tensor<?x4xf32>>
}

// There may be more rows.
// CHECK-LABEL: @stays(
// CHECK: cat.gather
cat.arrow public @stays() : !cat.hom<tensor<?x4xf32>, tensor<?x4xf32>> {
  %f = cat.lambda (%x: tensor<?x4xf32>) : !cat.hom<tensor<?x4xf32>, tensor<?x4xf32>> {
    %n = cat.const 2 : index
    %i = cat.iota sizes(%n) : tensor<?xi64>
    %r = cat.gather %x, %i : tensor<?x4xf32>, tensor<?xi64>
    cat.yield %r : tensor<?x4xf32>
  }
  cat.yield %f : !cat.hom<tensor<?x4xf32>, tensor<?x4xf32>>
}
