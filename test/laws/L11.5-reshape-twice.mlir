// L11.5 reshape-twice: reshape (reshape x)  =  reshape x
// RUN: %cat_opt %s -cat-laws="laws=L11.5" | FileCheck %s
// RUN: %cat_opt %s '--pass-pipeline=builtin.module(cat-compare{passes=cat-laws{laws=L11.5}})' -o /dev/null \
// RUN:   | FileCheck %s --check-prefix=SAME
// SAME-COUNT-2: same @

// CHECK-LABEL: @fires(
// CHECK: cat.reshape %arg0 : tensor<2x3xf32> -> tensor<3x2xf32>
cat.arrow public @fires() : !cat.hom<tensor<2x3xf32>, tensor<3x2xf32>> {
  %lambda = cat.lambda (%x: tensor<2x3xf32>) : !cat.hom<tensor<2x3xf32>, tensor<3x2xf32>> {
    %six = cat.const 6 : index
    %y = cat.reshape %x sizes(%six) : tensor<2x3xf32> -> tensor<?xf32>
    %z = cat.reshape %y : tensor<?xf32> -> tensor<3x2xf32>
    cat.yield %z : tensor<3x2xf32>
  }
  cat.yield %lambda : !cat.hom<tensor<2x3xf32>, tensor<3x2xf32>>
}

// The first may stop the program.
// CHECK-LABEL: @stays(
// CHECK: cat.reshape %arg0 sizes
cat.arrow public @stays() : !cat.hom<!cat.prod<tensor<?xf32>, index>, tensor<3xf32>> {
  %lambda = cat.lambda (%x: tensor<?xf32>, %n: index) : !cat.hom<!cat.prod<tensor<?xf32>, index>, tensor<3xf32>> {
    %y = cat.reshape %x sizes(%n) : tensor<?xf32> -> tensor<?xf32>
    %z = cat.reshape %y : tensor<?xf32> -> tensor<3xf32>
    cat.yield %z : tensor<3xf32>
  }
  cat.yield %lambda : !cat.hom<!cat.prod<tensor<?xf32>, index>, tensor<3xf32>>
}
