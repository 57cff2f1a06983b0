// L6.7 length-product: len (A B)  =  len A
// RUN: %cat_opt %s -allow-unregistered-dialect -cat-laws="laws=L6.7" | FileCheck %s

#a = affine_map<(i, j, k) -> (i, k)>
#b = affine_map<(i, j, k) -> (k, j)>
#c = affine_map<(i, j, k) -> (i, j)>

// CHECK-LABEL: @fires(
// CHECK: cat.dim %arg1 axis 1
cat.pipeline @fires(%a: tensor<?x?xf32>, %b: tensor<?x?xf32>) {
  %p = cat.contract %a, %b maps [#a, #b, #c] : tensor<?x?xf32>, tensor<?x?xf32> -> tensor<?x?xf32>
  %r = cat.dim %p axis 1 : tensor<?x?xf32>
  "test.use"(%r) : (index) -> ()
  cat.yield
}

// CHECK-LABEL: @stays(
// CHECK: cat.dim %arg0 axis 1
cat.pipeline @stays(%a: tensor<?x?xf32>) {
  %r = cat.dim %a axis 1 : tensor<?x?xf32>
  "test.use"(%r) : (index) -> ()
  cat.yield
}
