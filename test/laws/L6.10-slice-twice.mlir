// L6.10 slice-twice: x[s … s+m][t … t+n]  =  x[s+t … s+t+n], where all is there
// RUN: %cat_opt %s -cat-laws="laws=L6.10" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L6.10}' -o /dev/null

// CHECK-LABEL: @fires(
// CHECK-DAG: %[[S:.*]] = cat.const 3 : index
// CHECK-DAG: %[[L:.*]] = cat.const 2 : index
// CHECK: cat.slice %{{.*}}[%[[S]], %[[L]]] axis 0 : tensor<9xf32> -> tensor<2xf32>
// CHECK-NOT: cat.slice
cat.arrow public @fires() : !cat.hom<!cat.prod<tensor<9xf32>, index>, tensor<2xf32>> {
  %f = cat.lambda (%x: tensor<9xf32>, %n: index) : !cat.hom<!cat.prod<tensor<9xf32>, index>, tensor<2xf32>> {
    %one = cat.const 1 : index
    %two = cat.const 2 : index
    %five = cat.const 5 : index
    %a = cat.slice %x[%two, %five] axis 0 : tensor<9xf32> -> tensor<5xf32>
    %r = cat.slice %a[%one, %two] axis 0 : tensor<5xf32> -> tensor<2xf32>
    cat.yield %r : tensor<2xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<9xf32>, index>, tensor<2xf32>>
}

// The first slice may stop the program.
// CHECK-LABEL: @stays(
// CHECK-COUNT-2: cat.slice
cat.arrow public @stays() : !cat.hom<!cat.prod<tensor<9xf32>, index>, tensor<2xf32>> {
  %f = cat.lambda (%x: tensor<9xf32>, %n: index) : !cat.hom<!cat.prod<tensor<9xf32>, index>, tensor<2xf32>> {
    %two = cat.const 2 : index
    %five = cat.const 5 : index
    %a = cat.slice %x[%n, %five] axis 0 : tensor<9xf32> -> tensor<5xf32>
    %r = cat.slice %a[%two, %two] axis 0 : tensor<5xf32> -> tensor<2xf32>
    cat.yield %r : tensor<2xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<9xf32>, index>, tensor<2xf32>>
}
