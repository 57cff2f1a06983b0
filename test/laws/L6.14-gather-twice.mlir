// L6.14 gather-twice: x[i][j]  =  x[i[j]], where i is in bounds
// RUN: %cat_opt %s -cat-laws="laws=L6.14" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L6.14}' -o /dev/null

// CHECK-LABEL: @fires(
// CHECK: %[[J:.*]] = cat.gather %{{.*}} : tensor<4xi64>, i64
// CHECK: cat.gather %{{.*}}, %[[J]] in_bounds : tensor<9x4xf32>, i64
cat.arrow public @fires() : !cat.hom<!cat.prod<tensor<9x4xf32>, i64>, tensor<4xf32>> {
  %f = cat.lambda (%x: tensor<9x4xf32>, %j: i64) : !cat.hom<!cat.prod<tensor<9x4xf32>, i64>, tensor<4xf32>> {
    %i = cat.const dense<[0, 3, 5, 7]> : tensor<4xi64>
    %a = cat.gather %x, %i in_bounds : tensor<9x4xf32>, tensor<4xi64>
    %r = cat.gather %a, %j : tensor<4x4xf32>, i64
    cat.yield %r : tensor<4xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<9x4xf32>, i64>, tensor<4xf32>>
}

// A row that is not picked may be out of range.
// CHECK-LABEL: @stays(
// CHECK: cat.gather %{{.*}} : tensor<9x4xf32>, tensor<4xi64>
// CHECK: cat.gather %{{.*}} : tensor<4x4xf32>, i64
cat.arrow public @stays() : !cat.hom<!cat.prod<tensor<9x4xf32>, i64>, tensor<4xf32>> {
  %f = cat.lambda (%x: tensor<9x4xf32>, %j: i64) : !cat.hom<!cat.prod<tensor<9x4xf32>, i64>, tensor<4xf32>> {
    %i = cat.const dense<[0, 3, 5, 17]> : tensor<4xi64>
    %a = cat.gather %x, %i : tensor<9x4xf32>, tensor<4xi64>
    %r = cat.gather %a, %j : tensor<4x4xf32>, i64
    cat.yield %r : tensor<4xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<9x4xf32>, i64>, tensor<4xf32>>
}
