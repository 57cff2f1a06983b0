// L6.12 pick-concat: concat(x, y)[len x + i]  =  y[i]
// RUN: %cat_opt %s -cat-laws="laws=L6.12" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L6.12}' -o /dev/null

// CHECK-LABEL: @fires(
// CHECK: %[[I:.*]] = cat.const 1 : i64
// CHECK: cat.gather %{{.*}}, %[[I]] in_bounds : tensor<4xf32>, i64
cat.arrow public @fires() : !cat.hom<!cat.prod<tensor<3xf32>, tensor<4xf32>>, f32> {
  %f = cat.lambda (%x: tensor<3xf32>, %y: tensor<4xf32>) : !cat.hom<!cat.prod<tensor<3xf32>, tensor<4xf32>>, f32> {
    %four = cat.const 4 : i64
    %a = cat.concat %x, %y axis 0 : (tensor<3xf32>, tensor<4xf32>) -> tensor<7xf32>
    %r = cat.gather %a, %four : tensor<7xf32>, i64
    cat.yield %r : f32
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<3xf32>, tensor<4xf32>>, f32>
}

// Both arrays are wanted.
// CHECK-LABEL: @stays(
// CHECK: cat.concat
// CHECK: cat.slice
cat.arrow public @stays() : !cat.hom<!cat.prod<tensor<3xf32>, tensor<4xf32>>, tensor<3xf32>> {
  %f = cat.lambda (%x: tensor<3xf32>, %y: tensor<4xf32>) : !cat.hom<!cat.prod<tensor<3xf32>, tensor<4xf32>>, tensor<3xf32>> {
    %two = cat.const 2 : index
    %three = cat.const 3 : index
    %a = cat.concat %x, %y axis 0 : (tensor<3xf32>, tensor<4xf32>) -> tensor<7xf32>
    %r = cat.slice %a[%two, %three] axis 0 : tensor<7xf32> -> tensor<3xf32>
    cat.yield %r : tensor<3xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<3xf32>, tensor<4xf32>>, tensor<3xf32>>
}
