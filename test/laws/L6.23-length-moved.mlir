// L6.23 length-moved: len xᵀ  =  the length of an axis of x
// RUN: %cat_opt %s -cat-laws="laws=L6.23" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L6.23}' -o /dev/null

// CHECK-LABEL: @fires(
// CHECK: cat.dim %{{.*}} axis 0 : tensor<?x4xf32>
// CHECK-NOT: cat.transpose
cat.arrow public @fires() : !cat.hom<!cat.prod<tensor<?x4xf32>, index>, index> {
  %f = cat.lambda (%x: tensor<?x4xf32>, %n: index) : !cat.hom<!cat.prod<tensor<?x4xf32>, index>, index> {
    %a = cat.transpose %x perm [1, 0] : tensor<?x4xf32>
    %r = cat.dim %a axis 1 : tensor<4x?xf32>
    cat.yield %r : index
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<?x4xf32>, index>, index>
}

// A slice has a length of its own, and may stop the program.
// CHECK-LABEL: @stays(
// CHECK: cat.slice
// CHECK: cat.dim
cat.arrow public @stays() : !cat.hom<!cat.prod<tensor<?x4xf32>, index>, index> {
  %f = cat.lambda (%x: tensor<?x4xf32>, %n: index) : !cat.hom<!cat.prod<tensor<?x4xf32>, index>, index> {
    %zero = cat.const 0 : index
    %a = cat.slice %x[%zero, %n] axis 0 : tensor<?x4xf32> -> tensor<?x4xf32>
    %r = cat.dim %a axis 0 : tensor<?x4xf32>
    cat.yield %r : index
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<?x4xf32>, index>, index>
}
