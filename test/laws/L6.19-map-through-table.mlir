// L6.19 map-through-table: f(T[i])  =  f(T)[i], where the table has fewer rows than are read
// RUN: %cat_opt %s -cat-laws="laws=L6.19" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L6.19}' -o /dev/null

// CHECK-LABEL: @fires(
// CHECK: %[[E:.*]] = cat.abs %{{.*}} : tensor<3x4xf32>
// CHECK: cat.gather %[[E]]
cat.arrow public @fires() : !cat.hom<!cat.prod<tensor<3x4xf32>, tensor<?xi64>>, tensor<?x4xf32>> {
  %f = cat.lambda (%t: tensor<3x4xf32>, %i: tensor<?xi64>) : !cat.hom<!cat.prod<tensor<3x4xf32>, tensor<?xi64>>, tensor<?x4xf32>> {
    %e = cat.gather %t, %i : tensor<3x4xf32>, tensor<?xi64>
    %r = cat.abs %e : tensor<?x4xf32>
    cat.yield %r : tensor<?x4xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<3x4xf32>, tensor<?xi64>>, tensor<?x4xf32>>
}

// Fewer rows are read than there are.
// CHECK-LABEL: @stays(
// CHECK: cat.gather
// CHECK: cat.abs
cat.arrow public @stays() : !cat.hom<!cat.prod<tensor<300x4xf32>, tensor<?xi64>>, tensor<?x4xf32>> {
  %f = cat.lambda (%t: tensor<300x4xf32>, %i: tensor<?xi64>) : !cat.hom<!cat.prod<tensor<300x4xf32>, tensor<?xi64>>, tensor<?x4xf32>> {
    %e = cat.gather %t, %i : tensor<300x4xf32>, tensor<?xi64>
    %r = cat.abs %e : tensor<?x4xf32>
    cat.yield %r : tensor<?x4xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<300x4xf32>, tensor<?xi64>>, tensor<?x4xf32>>
}
