// L11.10 argmax-monotone: argmax f(x)  =  argmax x, for f = exp, c · x (c > 0), x + d
// Where f makes two numbers equal, the program as written gives the first, and not the greater.
// RUN: %cat_opt %s -cat-laws="laws=L11.10 fp=finite" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L11.10 fp=finite} tolerance=1e-4' -o /dev/null
// RUN: %cat_opt %s -cat-laws="laws=L11.10 fp=fast" | FileCheck %s --check-prefix=NOT-ADMITTED

// CHECK-LABEL: @fires(
// CHECK-NOT: cat.mul
// CHECK: cat.argmax %{{[a-z0-9]*}} axis 0
// NOT-ADMITTED-LABEL: @fires(
// NOT-ADMITTED: cat.mul
// NOT-ADMITTED: cat.add
// NOT-ADMITTED: cat.argmax
cat.arrow public @fires() : !cat.hom<tensor<4xf32>, i64> {
  %f = cat.lambda (%x: tensor<4xf32>) : !cat.hom<tensor<4xf32>, i64> {
    %c = cat.const dense<2.0> : tensor<4xf32>
    %s = cat.mul %x, %c : tensor<4xf32>
    %e = cat.add %s, %c : tensor<4xf32>
    %r = cat.argmax %e axis 0 : tensor<4xf32> -> i64
    cat.yield %r : i64
  }
  cat.yield %f : !cat.hom<tensor<4xf32>, i64>
}

// The order is reversed.
// CHECK-LABEL: @stays(
// CHECK: cat.mul
// CHECK: cat.argmax
cat.arrow public @stays() : !cat.hom<tensor<4xf32>, i64> {
  %f = cat.lambda (%x: tensor<4xf32>) : !cat.hom<tensor<4xf32>, i64> {
    %c = cat.const dense<-2.0> : tensor<4xf32>
    %s = cat.mul %x, %c : tensor<4xf32>
    %r = cat.argmax %s axis 0 : tensor<4xf32> -> i64
    cat.yield %r : i64
  }
  cat.yield %f : !cat.hom<tensor<4xf32>, i64>
}
