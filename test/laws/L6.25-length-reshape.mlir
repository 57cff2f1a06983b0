// L6.25 length-reshape: len (reshape n x)  =  n
// RUN: %cat_opt %s -cat-laws="laws=L6.25" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L6.25}' -o /dev/null

// CHECK-LABEL: @fires(
// CHECK-NOT: cat.dim
// CHECK: cat.yield
cat.arrow public @fires() : !cat.hom<tensor<12xf32>, index> {
  %f = cat.lambda (%x: tensor<12xf32>) : !cat.hom<tensor<12xf32>, index> {
    %n = cat.const 3 : index
    %w = cat.reshape %x sizes(%n) : tensor<12xf32> -> tensor<?x4xf32>
    %r = cat.dim %w axis 0 : tensor<?x4xf32>
    cat.yield %r : index
  }
  cat.yield %f : !cat.hom<tensor<12xf32>, index>
}

// A sort is told no length.
// CHECK-LABEL: @stays(
// CHECK: cat.dim
cat.arrow public @stays() : !cat.hom<tensor<?xf32>, index> {
  %f = cat.lambda (%x: tensor<?xf32>) : !cat.hom<tensor<?xf32>, index> {
    %w = cat.sort %x axis 0 : tensor<?xf32>
    %r = cat.dim %w axis 0 : tensor<?xf32>
    cat.yield %r : index
  }
  cat.yield %f : !cat.hom<tensor<?xf32>, index>
}
