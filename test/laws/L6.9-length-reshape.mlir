// L6.9 length-reshape: len (reshape n x)  =  n
// RUN: %cat_opt %s -cat-laws="laws=L6.9" | FileCheck %s

// CHECK-LABEL: @fires(
// CHECK: cat.yield %arg1
cat.arrow public @fires() : !cat.hom<!cat.prod<tensor<6xf32>, index>, index> {
  %lambda = cat.lambda (%x: tensor<6xf32>, %n: index) : !cat.hom<!cat.prod<tensor<6xf32>, index>, index> {
    %two = cat.const 2 : index
    %y = cat.reshape %x sizes(%two, %n) : tensor<6xf32> -> tensor<?x?xf32>
    %d = cat.dim %y axis 1 : tensor<?x?xf32>
    cat.yield %d : index
  }
  cat.yield %lambda : !cat.hom<!cat.prod<tensor<6xf32>, index>, index>
}

// CHECK-LABEL: @stays(
// CHECK: cat.dim
cat.arrow public @stays() : !cat.hom<tensor<?xf32>, index> {
  %lambda = cat.lambda (%x: tensor<?xf32>) : !cat.hom<tensor<?xf32>, index> {
    %d = cat.dim %x axis 0 : tensor<?xf32>
    cat.yield %d : index
  }
  cat.yield %lambda : !cat.hom<tensor<?xf32>, index>
}
