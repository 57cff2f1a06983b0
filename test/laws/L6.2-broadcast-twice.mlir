// L6.2 broadcast-twice: broadcast (broadcast x)  =  broadcast x
// RUN: %cat_opt %s -cat-laws="laws=L6.2" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L6.2}' -o /dev/null

// CHECK-LABEL: @fires(
// CHECK: cat.broadcast %arg0 sizes(%arg1, %arg2) dims [0, 2]
cat.arrow public @fires() : !cat.hom<!cat.prod<tensor<3xf32>, index, index>, tensor<?x3x?xf32>> {
  %f = cat.lambda (%x: tensor<3xf32>, %n: index, %m: index) : !cat.hom<!cat.prod<tensor<3xf32>, index, index>, tensor<?x3x?xf32>> {
    %a = cat.broadcast %x sizes(%n) dims [0] : tensor<3xf32> -> tensor<?x3xf32>
    %b = cat.broadcast %a sizes(%m) dims [2] : tensor<?x3xf32> -> tensor<?x3x?xf32>
    cat.yield %b : tensor<?x3x?xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<3xf32>, index, index>, tensor<?x3x?xf32>>
}

// CHECK-LABEL: @stays(
// CHECK: cat.broadcast %arg0 dims [0]
cat.arrow public @stays() : !cat.hom<tensor<3xf32>, tensor<2x3xf32>> {
  %f = cat.lambda (%x: tensor<3xf32>) : !cat.hom<tensor<3xf32>, tensor<2x3xf32>> {
    %a = cat.broadcast %x dims [0] : tensor<3xf32> -> tensor<2x3xf32>
    cat.yield %a : tensor<2x3xf32>
  }
  cat.yield %f : !cat.hom<tensor<3xf32>, tensor<2x3xf32>>
}
