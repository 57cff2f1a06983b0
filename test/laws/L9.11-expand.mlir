// L9.11 expand: (A + B) x  =  A x + B x, where B is a product or repeated, and it costs less
// A standardiser so goes into the first layer: (x - m) W = x W - m W; affine after affine is one affine map.
// RUN: %cat_opt %s -cat-laws="laws=L9.11" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L9.11} tolerance=1e-4 cases=4' -o /dev/null
// RUN: %cat_opt %s -cat-laws="laws=L9.11 fp=exact" | FileCheck %s --check-prefix=NOT-ADMITTED

#m = affine_map<(i, k) -> (i, k)>
#k = affine_map<(i, k) -> (k)>
#i = affine_map<(i, k) -> (i)>
#a = affine_map<(i, j, k) -> (i, k)>
#b = affine_map<(i, j, k) -> (k, j)>
#c = affine_map<(i, j, k) -> (i, j)>

// CHECK-LABEL: @fires(
// CHECK-COUNT-3: cat.contract %{{.*}} -> tensor<32xf32>
// CHECK: cat.sub %{{.*}} : tensor<32xf32>
// NOT-ADMITTED-LABEL: @fires(
// NOT-ADMITTED: cat.contract
// NOT-ADMITTED: cat.sub
// NOT-ADMITTED: cat.contract
cat.arrow public @fires() : !cat.hom<!cat.prod<tensor<32x32xf32>, tensor<32x32xf32>, tensor<32xf32>>, tensor<32xf32>> {
  %f = cat.lambda (%a: tensor<32x32xf32>, %h: tensor<32x32xf32>, %x: tensor<32xf32>) : !cat.hom<!cat.prod<tensor<32x32xf32>, tensor<32x32xf32>, tensor<32xf32>>, tensor<32xf32>> {
    %p = cat.contract %h, %h maps [#a, #b, #c] : tensor<32x32xf32>, tensor<32x32xf32> -> tensor<32x32xf32>
    %s = cat.sub %a, %p : tensor<32x32xf32>
    %r = cat.contract %s, %x maps [#m, #k, #i] : tensor<32x32xf32>, tensor<32xf32> -> tensor<32xf32>
    cat.yield %r : tensor<32xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<32x32xf32>, tensor<32x32xf32>, tensor<32xf32>>, tensor<32xf32>>
}

// Nothing is gained.
// CHECK-LABEL: @stays(
// CHECK: cat.sub
// CHECK: cat.contract
cat.arrow public @stays() : !cat.hom<!cat.prod<tensor<32x32xf32>, tensor<32x32xf32>, tensor<32xf32>>, tensor<32xf32>> {
  %f = cat.lambda (%a: tensor<32x32xf32>, %h: tensor<32x32xf32>, %x: tensor<32xf32>) : !cat.hom<!cat.prod<tensor<32x32xf32>, tensor<32x32xf32>, tensor<32xf32>>, tensor<32xf32>> {
    %s = cat.sub %a, %h : tensor<32x32xf32>
    %r = cat.contract %s, %x maps [#m, #k, #i] : tensor<32x32xf32>, tensor<32xf32> -> tensor<32xf32>
    cat.yield %r : tensor<32xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<32x32xf32>, tensor<32x32xf32>, tensor<32xf32>>, tensor<32xf32>>
}
