// L11.7 reshape-twice: reshape (reshape x)  =  reshape x
// RUN: %cat_opt %s -cat-laws="laws=L11.7" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L11.7}' -o /dev/null

// CHECK-LABEL: @fires(
// CHECK: cat.reshape %{{.*}} : tensor<12xf32> -> tensor<4x3xf32>
// CHECK-NOT: cat.reshape
cat.arrow public @fires() : !cat.hom<!cat.prod<tensor<12xf32>, index>, tensor<4x3xf32>> {
  %f = cat.lambda (%x: tensor<12xf32>, %n: index) : !cat.hom<!cat.prod<tensor<12xf32>, index>, tensor<4x3xf32>> {
    %a = cat.reshape %x : tensor<12xf32> -> tensor<3x4xf32>
    %r = cat.reshape %a : tensor<3x4xf32> -> tensor<4x3xf32>
    cat.yield %r : tensor<4x3xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<12xf32>, index>, tensor<4x3xf32>>
}

// The first one may stop the program.
// CHECK-LABEL: @stays(
// CHECK-COUNT-2: cat.reshape
cat.arrow public @stays() : !cat.hom<!cat.prod<tensor<12xf32>, index>, tensor<4x3xf32>> {
  %f = cat.lambda (%x: tensor<12xf32>, %n: index) : !cat.hom<!cat.prod<tensor<12xf32>, index>, tensor<4x3xf32>> {
    %a = cat.reshape %x sizes(%n) : tensor<12xf32> -> tensor<?x4xf32>
    %r = cat.reshape %a : tensor<?x4xf32> -> tensor<4x3xf32>
    cat.yield %r : tensor<4x3xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<12xf32>, index>, tensor<4x3xf32>>
}
