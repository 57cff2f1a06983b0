// L6.17 product-diagonal: (A B)[i, i]  =  Σₖ A[i, k] B[k, i]
// RUN: %cat_opt %s -cat-laws="laws=L6.17" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L6.17}' -o /dev/null

#a = affine_map<(i, j, k) -> (i, k)>
#b = affine_map<(i, j, k) -> (k, j)>
#c = affine_map<(i, j, k) -> (i, j)>

// CHECK-LABEL: @fires(
// CHECK: cat.contract %{{.*}} : tensor<5x9xf32>, tensor<9x5xf32> -> tensor<5xf32>
// CHECK-NOT: cat.gather
cat.arrow public @fires() : !cat.hom<!cat.prod<tensor<5x9xf32>, tensor<9x5xf32>>, tensor<5xf32>> {
  %f = cat.lambda (%a: tensor<5x9xf32>, %b: tensor<9x5xf32>) : !cat.hom<!cat.prod<tensor<5x9xf32>, tensor<9x5xf32>>, tensor<5xf32>> {
    %i = cat.iota : tensor<5xi64>
    %p = cat.contract %a, %b maps [#a, #b, #c] : tensor<5x9xf32>, tensor<9x5xf32> -> tensor<5x5xf32>
    %r = cat.gather %p, %i batch_dims 1 in_bounds : tensor<5x5xf32>, tensor<5xi64>
    cat.yield %r : tensor<5xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<5x9xf32>, tensor<9x5xf32>>, tensor<5xf32>>
}

// These elements are no diagonal.
// CHECK-LABEL: @stays(
// CHECK: cat.contract
// CHECK: cat.gather
cat.arrow public @stays() : !cat.hom<!cat.prod<tensor<5x9xf32>, tensor<9x5xf32>>, tensor<5xf32>> {
  %f = cat.lambda (%a: tensor<5x9xf32>, %b: tensor<9x5xf32>) : !cat.hom<!cat.prod<tensor<5x9xf32>, tensor<9x5xf32>>, tensor<5xf32>> {
    %i = cat.const dense<[0, 0, 1, 1, 2]> : tensor<5xi64>
    %p = cat.contract %a, %b maps [#a, #b, #c] : tensor<5x9xf32>, tensor<9x5xf32> -> tensor<5x5xf32>
    %r = cat.gather %p, %i batch_dims 1 in_bounds : tensor<5x5xf32>, tensor<5xi64>
    cat.yield %r : tensor<5xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<5x9xf32>, tensor<9x5xf32>>, tensor<5xf32>>
}
