// L6.24 pick-widened: (x, of any length)[i]  =  x[i]
// RUN: %cat_opt %s -cat-laws="laws=L6.24" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L6.24}' -o /dev/null

// CHECK-LABEL: @fires(
// CHECK-NOT: cat.reshape
// CHECK: cat.slice %{{.*}} : tensor<9xf32> -> tensor<?xf32>
cat.arrow public @fires() : !cat.hom<!cat.prod<tensor<9xf32>, index, index>, tensor<?xf32>> {
  %f = cat.lambda (%x: tensor<9xf32>, %s: index, %n: index) : !cat.hom<!cat.prod<tensor<9xf32>, index, index>, tensor<?xf32>> {
    %m = cat.const 9 : index
    %w = cat.reshape %x sizes(%m) : tensor<9xf32> -> tensor<?xf32>
    %r = cat.slice %w[%s, %n] axis 0 : tensor<?xf32> -> tensor<?xf32>
    cat.yield %r : tensor<?xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<9xf32>, index, index>, tensor<?xf32>>
}

// The array may not have this length.
// CHECK-LABEL: @stays(
// CHECK: cat.reshape
// CHECK: cat.slice
cat.arrow public @stays() : !cat.hom<!cat.prod<tensor<9xf32>, index, index>, tensor<?xf32>> {
  %f = cat.lambda (%x: tensor<9xf32>, %s: index, %n: index) : !cat.hom<!cat.prod<tensor<9xf32>, index, index>, tensor<?xf32>> {
    %w = cat.reshape %x sizes(%n) : tensor<9xf32> -> tensor<?xf32>
    %r = cat.slice %w[%s, %n] axis 0 : tensor<?xf32> -> tensor<?xf32>
    cat.yield %r : tensor<?xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<9xf32>, index, index>, tensor<?xf32>>
}
