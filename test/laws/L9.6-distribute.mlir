// L9.6 distribute: A x + B x  =  (A + B) x, where it costs less
// RUN: %cat_opt %s -cat-laws="laws=L9.6" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L9.6} tolerance=1e-4 cases=4' -o /dev/null
// RUN: %cat_opt %s -cat-laws="laws=L9.6 fp=exact" | FileCheck %s --check-prefix=NOT-ADMITTED

#m = affine_map<(i, k) -> (i, k)>
#k = affine_map<(i, k) -> (k)>
#i = affine_map<(i, k) -> (i)>
#a = affine_map<(i, j, k) -> (i, k)>
#b = affine_map<(i, j, k) -> (k, j)>
#c = affine_map<(i, j, k) -> (i, j)>

// CHECK-LABEL: @fires(
// CHECK: %[[S:.*]] = cat.add %{{.*}} : tensor<32x32xf32>
// CHECK: cat.contract %[[S]]
// NOT-ADMITTED-LABEL: @fires(
// NOT-ADMITTED: cat.contract
// NOT-ADMITTED: cat.contract
// NOT-ADMITTED: cat.add
cat.arrow public @fires() : !cat.hom<!cat.prod<tensor<32x32xf32>, tensor<32x32xf32>, tensor<32x32xf32>>, tensor<32x32xf32>> {
  %f = cat.lambda (%a: tensor<32x32xf32>, %b: tensor<32x32xf32>, %x: tensor<32x32xf32>) : !cat.hom<!cat.prod<tensor<32x32xf32>, tensor<32x32xf32>, tensor<32x32xf32>>, tensor<32x32xf32>> {
    %p = cat.contract %a, %x maps [#a, #b, #c] : tensor<32x32xf32>, tensor<32x32xf32> -> tensor<32x32xf32>
    %q = cat.contract %b, %x maps [#a, #b, #c] : tensor<32x32xf32>, tensor<32x32xf32> -> tensor<32x32xf32>
    %r = cat.add %p, %q : tensor<32x32xf32>
    cat.yield %r : tensor<32x32xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<32x32xf32>, tensor<32x32xf32>, tensor<32x32xf32>>, tensor<32x32xf32>>
}

// Two products with a vector cost less than a sum of matrices.
// CHECK-LABEL: @stays(
// CHECK-COUNT-2: cat.contract
// CHECK: cat.add
cat.arrow public @stays() : !cat.hom<!cat.prod<tensor<32x32xf32>, tensor<32x32xf32>, tensor<32xf32>>, tensor<32xf32>> {
  %f = cat.lambda (%a: tensor<32x32xf32>, %b: tensor<32x32xf32>, %x: tensor<32xf32>) : !cat.hom<!cat.prod<tensor<32x32xf32>, tensor<32x32xf32>, tensor<32xf32>>, tensor<32xf32>> {
    %p = cat.contract %a, %x maps [#m, #k, #i] : tensor<32x32xf32>, tensor<32xf32> -> tensor<32xf32>
    %q = cat.contract %b, %x maps [#m, #k, #i] : tensor<32x32xf32>, tensor<32xf32> -> tensor<32xf32>
    %r = cat.add %p, %q : tensor<32xf32>
    cat.yield %r : tensor<32xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<32x32xf32>, tensor<32x32xf32>, tensor<32xf32>>, tensor<32xf32>>
}
