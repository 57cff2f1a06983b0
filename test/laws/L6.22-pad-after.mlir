// L6.22 pad-after: f(pad x)  =  pad f(x), where f(0) = 0
// RUN: %cat_opt %s -cat-laws="laws=L6.22" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L6.22}' -o /dev/null

// CHECK-LABEL: @fires(
// CHECK: %[[S:.*]] = cat.abs %{{.*}} : tensor<3xf32>
// CHECK: cat.pad %[[S]]
cat.arrow public @fires() : !cat.hom<!cat.prod<tensor<3xf32>, index>, tensor<?xf32>> {
  %f = cat.lambda (%x: tensor<3xf32>, %n: index) : !cat.hom<!cat.prod<tensor<3xf32>, index>, tensor<?xf32>> {
    %a = cat.pad %x[%n, %n] axis 0 : tensor<3xf32> -> tensor<?xf32>
    %r = cat.abs %a : tensor<?xf32>
    cat.yield %r : tensor<?xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<3xf32>, index>, tensor<?xf32>>
}

// exp 0 is 1.
// CHECK-LABEL: @stays(
// CHECK: cat.pad
// CHECK: cat.exp
cat.arrow public @stays() : !cat.hom<!cat.prod<tensor<3xf32>, index>, tensor<7xf32>> {
  %f = cat.lambda (%x: tensor<3xf32>, %n: index) : !cat.hom<!cat.prod<tensor<3xf32>, index>, tensor<7xf32>> {
    %two = cat.const 2 : index
    %a = cat.pad %x[%two, %two] axis 0 : tensor<3xf32> -> tensor<7xf32>
    %r = cat.exp %a : tensor<7xf32>
    cat.yield %r : tensor<7xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<3xf32>, index>, tensor<7xf32>>
}
