// L6.4 gather-before: f(x, y)[i]  =  f(x[i], y[i])
// RUN: %cat_opt %s -cat-laws="laws=L6.4" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L6.4}' -o /dev/null

// CHECK-LABEL: @fires(
// CHECK: %[[G:.*]] = cat.gather %arg0
// CHECK: cat.exp %[[G]] : f32
cat.arrow public @fires() : !cat.hom<!cat.prod<tensor<9xf32>, i64>, f32> {
  %f = cat.lambda (%x: tensor<9xf32>, %i: i64) : !cat.hom<!cat.prod<tensor<9xf32>, i64>, f32> {
    %e = cat.exp %x : tensor<9xf32>
    %r = cat.gather %e, %i : tensor<9xf32>, i64
    cat.yield %r : f32
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<9xf32>, i64>, f32>
}

// More elements are picked than there are.
// CHECK-LABEL: @stays(
// CHECK: %[[E:.*]] = cat.exp
// CHECK: cat.gather %[[E]]
cat.arrow public @stays() : !cat.hom<!cat.prod<tensor<9xf32>, tensor<100xi64>>, tensor<100xf32>> {
  %f = cat.lambda (%x: tensor<9xf32>, %i: tensor<100xi64>) : !cat.hom<!cat.prod<tensor<9xf32>, tensor<100xi64>>, tensor<100xf32>> {
    %e = cat.exp %x : tensor<9xf32>
    %r = cat.gather %e, %i : tensor<9xf32>, tensor<100xi64>
    cat.yield %r : tensor<100xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<9xf32>, tensor<100xi64>>, tensor<100xf32>>
}
