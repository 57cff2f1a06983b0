// L6.7 length-product: len (A B)  =  len A
// RUN: %cat_opt %s -cat-laws="laws=L6.7" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L6.7}' -o /dev/null

#a = affine_map<(i, j, k) -> (i, k)>
#b = affine_map<(i, j, k) -> (k, j)>
#c = affine_map<(i, j, k) -> (i, j)>

// CHECK-LABEL: @fires(
// CHECK: cat.dim %arg1 axis 1
cat.arrow public @fires() : !cat.hom<!cat.prod<tensor<?x?xf32>, tensor<?x?xf32>>, index> {
  %f = cat.lambda (%a: tensor<?x?xf32>, %b: tensor<?x?xf32>) : !cat.hom<!cat.prod<tensor<?x?xf32>, tensor<?x?xf32>>, index> {
    %p = cat.contract %a, %b maps [#a, #b, #c] : tensor<?x?xf32>, tensor<?x?xf32> -> tensor<?x?xf32>
    %r = cat.dim %p axis 1 : tensor<?x?xf32>
    cat.yield %r : index
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<?x?xf32>, tensor<?x?xf32>>, index>
}

// CHECK-LABEL: @stays(
// CHECK: cat.dim %arg0 axis 1
cat.arrow public @stays() : !cat.hom<tensor<?x?xf32>, index> {
  %f = cat.lambda (%a: tensor<?x?xf32>) : !cat.hom<tensor<?x?xf32>, index> {
    %r = cat.dim %a axis 1 : tensor<?x?xf32>
    cat.yield %r : index
  }
  cat.yield %f : !cat.hom<tensor<?x?xf32>, index>
}
