// L9.7 chain-order: (A B) C  =  A (B C): of a whole chain the order that costs least
// RUN: %cat_opt %s -cat-laws="laws=L9.7" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L9.7} tolerance=1e-4' -o /dev/null
// RUN: %cat_opt %s -cat-laws="laws=L9.7 fp=exact" | FileCheck %s --check-prefix=NOT-ADMITTED

#m = affine_map<(i, k) -> (i, k)>
#k = affine_map<(i, k) -> (k)>
#i = affine_map<(i, k) -> (i)>
#a = affine_map<(i, j, k) -> (i, k)>
#b = affine_map<(i, j, k) -> (k, j)>
#c = affine_map<(i, j, k) -> (i, j)>

// CHECK-LABEL: @fires(
// CHECK: %[[X:.*]] = cat.contract %{{.*}} : tensor<8x64xf32>, tensor<64xf32> -> tensor<8xf32>
// CHECK: %[[Y:.*]] = cat.contract %{{.*}}, %[[X]] {{.*}} : tensor<64x8xf32>, tensor<8xf32> -> tensor<64xf32>
// CHECK: cat.contract %{{.*}}, %[[Y]] {{.*}} -> tensor<8xf32>
// NOT-ADMITTED-LABEL: @fires(
// NOT-ADMITTED: cat.contract
// NOT-ADMITTED: cat.contract
// NOT-ADMITTED: cat.contract
cat.arrow public @fires() : !cat.hom<!cat.prod<tensor<8x64xf32>, tensor<64x8xf32>, tensor<8x64xf32>, tensor<64xf32>>, tensor<8xf32>> {
  %f = cat.lambda (%a: tensor<8x64xf32>, %b: tensor<64x8xf32>, %c: tensor<8x64xf32>, %x: tensor<64xf32>) : !cat.hom<!cat.prod<tensor<8x64xf32>, tensor<64x8xf32>, tensor<8x64xf32>, tensor<64xf32>>, tensor<8xf32>> {
    %p = cat.contract %a, %b maps [#a, #b, #c] : tensor<8x64xf32>, tensor<64x8xf32> -> tensor<8x8xf32>
    %q = cat.contract %p, %c maps [#a, #b, #c] : tensor<8x8xf32>, tensor<8x64xf32> -> tensor<8x64xf32>
    %r = cat.contract %q, %x maps [#m, #k, #i] : tensor<8x64xf32>, tensor<64xf32> -> tensor<8xf32>
    cat.yield %r : tensor<8xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<8x64xf32>, tensor<64x8xf32>, tensor<8x64xf32>, tensor<64xf32>>, tensor<8xf32>>
}

// The order as written is the cheapest.
// CHECK-LABEL: @stays(
// CHECK: %[[P:.*]] = cat.contract {{.*}} -> tensor<2x2xf32>
// CHECK: cat.contract %[[P]]
cat.arrow public @stays() : !cat.hom<!cat.prod<tensor<2x64xf32>, tensor<64x2xf32>, tensor<2x64xf32>>, tensor<2x64xf32>> {
  %f = cat.lambda (%a: tensor<2x64xf32>, %b: tensor<64x2xf32>, %c: tensor<2x64xf32>) : !cat.hom<!cat.prod<tensor<2x64xf32>, tensor<64x2xf32>, tensor<2x64xf32>>, tensor<2x64xf32>> {
    %p = cat.contract %a, %b maps [#a, #b, #c] : tensor<2x64xf32>, tensor<64x2xf32> -> tensor<2x2xf32>
    %r = cat.contract %p, %c maps [#a, #b, #c] : tensor<2x2xf32>, tensor<2x64xf32> -> tensor<2x64xf32>
    cat.yield %r : tensor<2x64xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<2x64xf32>, tensor<64x2xf32>, tensor<2x64xf32>>, tensor<2x64xf32>>
}
