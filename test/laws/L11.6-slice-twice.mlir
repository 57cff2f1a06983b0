// L11.6 slice-twice: x[i, m][j, n]  =  x[i + j, n]
// RUN: %cat_opt %s -cat-laws="laws=L11.6" | FileCheck %s
// RUN: %cat_opt %s '--pass-pipeline=builtin.module(cat-compare{passes=cat-laws{laws=L11.6}})' -o /dev/null \
// RUN:   | FileCheck %s --check-prefix=SAME
// SAME-COUNT-3: same @

// CHECK-LABEL: @fires(
// CHECK-DAG: %[[S:.*]] = cat.const 3 : index
// CHECK-DAG: %[[N:.*]] = cat.const 2 : index
// CHECK: %[[R:.*]] = cat.slice %arg0[%[[S]], %[[N]]]
// CHECK-NEXT: cat.yield %[[R]]
cat.arrow public @fires() : !cat.hom<tensor<6xf32>, tensor<?xf32>> {
  %lambda = cat.lambda (%x: tensor<6xf32>) : !cat.hom<tensor<6xf32>, tensor<?xf32>> {
    %a = cat.const 1 : index
    %m = cat.const 4 : index
    %b = cat.const 2 : index
    %n = cat.const 2 : index
    %y = cat.slice %x[%a, %m] axis 0 : tensor<6xf32> -> tensor<?xf32>
    %z = cat.slice %y[%b, %n] axis 0 : tensor<?xf32> -> tensor<?xf32>
    cat.yield %z : tensor<?xf32>
  }
  cat.yield %lambda : !cat.hom<tensor<6xf32>, tensor<?xf32>>
}

// The first reaches beyond the array.
// CHECK-LABEL: @beyond(
// CHECK-COUNT-2: cat.slice
cat.arrow public @beyond() : !cat.hom<tensor<6xf32>, tensor<?xf32>> {
  %lambda = cat.lambda (%x: tensor<6xf32>) : !cat.hom<tensor<6xf32>, tensor<?xf32>> {
    %a = cat.const 3 : index
    %m = cat.const 4 : index
    %b = cat.const 0 : index
    %n = cat.const 2 : index
    %y = cat.slice %x[%a, %m] axis 0 : tensor<6xf32> -> tensor<?xf32>
    %z = cat.slice %y[%b, %n] axis 0 : tensor<?xf32> -> tensor<?xf32>
    cat.yield %z : tensor<?xf32>
  }
  cat.yield %lambda : !cat.hom<tensor<6xf32>, tensor<?xf32>>
}

// The second reaches beyond the first.
// CHECK-LABEL: @beyond_first(
// CHECK-COUNT-2: cat.slice
cat.arrow public @beyond_first() : !cat.hom<tensor<6xf32>, tensor<?xf32>> {
  %lambda = cat.lambda (%x: tensor<6xf32>) : !cat.hom<tensor<6xf32>, tensor<?xf32>> {
    %a = cat.const 0 : index
    %m = cat.const 3 : index
    %b = cat.const 2 : index
    %n = cat.const 2 : index
    %y = cat.slice %x[%a, %m] axis 0 : tensor<6xf32> -> tensor<?xf32>
    %z = cat.slice %y[%b, %n] axis 0 : tensor<?xf32> -> tensor<?xf32>
    cat.yield %z : tensor<?xf32>
  }
  cat.yield %lambda : !cat.hom<tensor<6xf32>, tensor<?xf32>>
}
