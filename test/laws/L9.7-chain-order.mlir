// L9.7 chain-order: (A B) x  =  A (B x), where it costs less
// RUN: %cat_opt %s -allow-unregistered-dialect -cat-laws="laws=L9.7" | FileCheck %s
// RUN: %cat_opt %s -allow-unregistered-dialect -cat-laws="laws=L9.7 fp=exact" | FileCheck %s --check-prefix=NOT-ADMITTED

#m = affine_map<(i, k) -> (i, k)>
#k = affine_map<(i, k) -> (k)>
#i = affine_map<(i, k) -> (i)>
#a = affine_map<(i, j, k) -> (i, k)>
#b = affine_map<(i, j, k) -> (k, j)>
#c = affine_map<(i, j, k) -> (i, j)>

// CHECK-LABEL: @fires(
// CHECK: %[[Y:.*]] = cat.contract %arg1, %arg2 {{.*}} -> tensor<64xf32>
// CHECK: cat.contract %arg0, %[[Y]] {{.*}} -> tensor<64xf32>
// NOT-ADMITTED-LABEL: @fires(
// NOT-ADMITTED: cat.contract %arg0, %arg1
cat.pipeline @fires(%a: tensor<64x64xf32>, %b: tensor<64x64xf32>, %x: tensor<64xf32>) {
  %p = cat.contract %a, %b maps [#a, #b, #c] : tensor<64x64xf32>, tensor<64x64xf32> -> tensor<64x64xf32>
  %r = cat.contract %p, %x maps [#m, #k, #i] : tensor<64x64xf32>, tensor<64xf32> -> tensor<64xf32>
  "test.use"(%r) : (tensor<64xf32>) -> ()
  cat.yield
}

// The order as written is the cheaper one.
// CHECK-LABEL: @stays(
// CHECK: cat.contract %arg0, %arg1
cat.pipeline @stays(%a: tensor<2x64xf32>, %b: tensor<64x2xf32>, %x: tensor<2x64xf32>) {
  %p = cat.contract %a, %b maps [#a, #b, #c] : tensor<2x64xf32>, tensor<64x2xf32> -> tensor<2x2xf32>
  %r = cat.contract %p, %x maps [#a, #b, #c] : tensor<2x2xf32>, tensor<2x64xf32> -> tensor<2x64xf32>
  "test.use"(%r) : (tensor<2x64xf32>) -> ()
  cat.yield
}
