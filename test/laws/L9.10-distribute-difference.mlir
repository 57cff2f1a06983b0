// L9.10 distribute-difference: A x - A y  =  A (x - y), where it costs less
// RUN: %cat_opt %s -cat-laws="laws=L9.10" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L9.10} tolerance=1e-4 cases=4' -o /dev/null
// RUN: %cat_opt %s -cat-laws="laws=L9.10 fp=exact" | FileCheck %s --check-prefix=NOT-ADMITTED

#m = affine_map<(i, k) -> (i, k)>
#k = affine_map<(i, k) -> (k)>
#i = affine_map<(i, k) -> (i)>
#t = affine_map<(i, k) -> (k, i)>

// CHECK-LABEL: @fires(
// CHECK: %[[S:.*]] = cat.sub %{{.*}} : tensor<32xf32>
// CHECK: cat.contract %{{.*}}, %[[S]]
// NOT-ADMITTED-LABEL: @fires(
// NOT-ADMITTED: cat.contract
// NOT-ADMITTED: cat.contract
// NOT-ADMITTED: cat.sub
cat.arrow public @fires() : !cat.hom<!cat.prod<tensor<32x32xf32>, tensor<32xf32>, tensor<32xf32>>, tensor<32xf32>> {
  %f = cat.lambda (%a: tensor<32x32xf32>, %x: tensor<32xf32>, %y: tensor<32xf32>) : !cat.hom<!cat.prod<tensor<32x32xf32>, tensor<32xf32>, tensor<32xf32>>, tensor<32xf32>> {
    %p = cat.contract %a, %x maps [#m, #k, #i] : tensor<32x32xf32>, tensor<32xf32> -> tensor<32xf32>
    %q = cat.contract %a, %y maps [#m, #k, #i] : tensor<32x32xf32>, tensor<32xf32> -> tensor<32xf32>
    %r = cat.sub %p, %q : tensor<32xf32>
    cat.yield %r : tensor<32xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<32x32xf32>, tensor<32xf32>, tensor<32xf32>>, tensor<32xf32>>
}

// One of them is the transpose.
// CHECK-LABEL: @stays(
// CHECK-COUNT-2: cat.contract
// CHECK: cat.sub
cat.arrow public @stays() : !cat.hom<!cat.prod<tensor<32x32xf32>, tensor<32xf32>, tensor<32xf32>>, tensor<32xf32>> {
  %f = cat.lambda (%a: tensor<32x32xf32>, %x: tensor<32xf32>, %y: tensor<32xf32>) : !cat.hom<!cat.prod<tensor<32x32xf32>, tensor<32xf32>, tensor<32xf32>>, tensor<32xf32>> {
    %p = cat.contract %a, %x maps [#m, #k, #i] : tensor<32x32xf32>, tensor<32xf32> -> tensor<32xf32>
    %q = cat.contract %a, %y maps [#t, #k, #i] : tensor<32x32xf32>, tensor<32xf32> -> tensor<32xf32>
    %r = cat.sub %p, %q : tensor<32xf32>
    cat.yield %r : tensor<32xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<32x32xf32>, tensor<32xf32>, tensor<32xf32>>, tensor<32xf32>>
}
