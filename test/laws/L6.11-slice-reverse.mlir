// L6.11 slice-reverse: slice (reverse x)  =  reverse (slice x)
// RUN: %cat_opt %s -cat-laws="laws=L6.11" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L6.11}' -o /dev/null

// CHECK-LABEL: @fires(
// CHECK: %[[S:.*]] = cat.slice %{{.*}} axis 0 : tensor<9xf32> -> tensor<2xf32>
// CHECK: cat.reverse %[[S]]
cat.arrow public @fires() : !cat.hom<!cat.prod<tensor<9xf32>, index>, tensor<2xf32>> {
  %f = cat.lambda (%x: tensor<9xf32>, %n: index) : !cat.hom<!cat.prod<tensor<9xf32>, index>, tensor<2xf32>> {
    %one = cat.const 1 : index
    %two = cat.const 2 : index
    %a = cat.reverse %x axis 0 : tensor<9xf32>
    %r = cat.slice %a[%one, %two] axis 0 : tensor<9xf32> -> tensor<2xf32>
    cat.yield %r : tensor<2xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<9xf32>, index>, tensor<2xf32>>
}

// Where the slice begins is not known.
// CHECK-LABEL: @stays(
// CHECK: cat.reverse
// CHECK: cat.slice
cat.arrow public @stays() : !cat.hom<!cat.prod<tensor<9xf32>, index>, tensor<2xf32>> {
  %f = cat.lambda (%x: tensor<9xf32>, %n: index) : !cat.hom<!cat.prod<tensor<9xf32>, index>, tensor<2xf32>> {
    %two = cat.const 2 : index
    %a = cat.reverse %x axis 0 : tensor<9xf32>
    %r = cat.slice %a[%n, %two] axis 0 : tensor<9xf32> -> tensor<2xf32>
    cat.yield %r : tensor<2xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<9xf32>, index>, tensor<2xf32>>
}
