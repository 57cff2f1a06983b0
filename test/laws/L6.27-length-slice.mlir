// L6.27 length-slice: len (x[i, n])  =  n
// RUN: %cat_opt %s -cat-laws="laws=L6.27" | FileCheck %s
// RUN: %cat_opt %s '--pass-pipeline=builtin.module(cat-compare{passes=cat-laws{laws=L6.27}})' -o /dev/null \
// RUN:   | FileCheck %s --check-prefix=SAME
// SAME-COUNT-2: same @

// CHECK-LABEL: @fires(
// CHECK: %[[N:.*]] = cat.const 2
// CHECK: %[[R:.*]] = cat.dim %{{.*}} axis 0
// CHECK: cat.yield %[[N]], %[[R]]
cat.arrow public @fires() : !cat.hom<tensor<?x4xf32>, !cat.prod<index, index>> {
  %lambda = cat.lambda (%x: tensor<?x4xf32>) : !cat.hom<tensor<?x4xf32>, !cat.prod<index, index>> {
    %one = cat.const 1 : index
    %two = cat.const 2 : index
    %y = cat.slice %x[%one, %two] axis 1 : tensor<?x4xf32> -> tensor<?x?xf32>
    %d = cat.dim %y axis 1 : tensor<?x?xf32>
    %r = cat.dim %y axis 0 : tensor<?x?xf32>
    cat.yield %d, %r : index, index
  }
  cat.yield %lambda : !cat.hom<tensor<?x4xf32>, !cat.prod<index, index>>
}

// CHECK-LABEL: @stays(
// CHECK: %[[Y:.*]] = cat.concat
// CHECK: cat.dim %[[Y]]
cat.arrow public @stays() : !cat.hom<tensor<?xf32>, index> {
  %lambda = cat.lambda (%x: tensor<?xf32>) : !cat.hom<tensor<?xf32>, index> {
    %y = cat.concat %x, %x axis 0 : (tensor<?xf32>, tensor<?xf32>) -> tensor<?xf32>
    %d = cat.dim %y axis 0 : tensor<?xf32>
    cat.yield %d : index
  }
  cat.yield %lambda : !cat.hom<tensor<?xf32>, index>
}
