// L8.6 affine-squared: iterate (x ↦ a x + b) (2 n, x)  =  iterate (x ↦ a² x + a b + b) (n, x)
// RUN: %cat_opt %s -cat-laws="laws=L8.6" | FileCheck %s
// RUN: %cat_opt %s '--pass-pipeline=builtin.module(cat-compare{passes=cat-laws{laws=L8.6}})' -o /dev/null \
// RUN:   | FileCheck %s --check-prefix=SAME
// SAME-COUNT-6: same @

#A = affine_map<(d0, d1) -> (d0, d1)>
#T = affine_map<(d0, d1) -> (d1, d0)>
#I = affine_map<(d0, d1) -> (d0)>
#J = affine_map<(d0, d1) -> (d1)>

// CHECK-LABEL: @fires(
// CHECK-NOT: cat.iterate
// CHECK: cat.yield
cat.arrow public @fires() : !cat.hom<!cat.prod<i64, i64, i64>, i64> {
  %lambda = cat.lambda (%a: i64, %b: i64, %x: i64) : !cat.hom<!cat.prod<i64, i64, i64>, i64> {
    %f = cat.lambda (%e: i64) : !cat.hom<i64, i64> {
      %p = cat.mul %e, %a : i64
      %y = cat.add %p, %b : i64
      cat.yield %y : i64
    }
    %it = cat.iterate %f : !cat.hom<i64, i64> to !cat.hom<!cat.prod<index, i64>, i64>
    %n = cat.const 1000 : index
    %r = cat.eval %it(%n, %x) : !cat.hom<!cat.prod<index, i64>, i64>, (index, i64) -> i64
    cat.yield %r : i64
  }
  cat.yield %lambda : !cat.hom<!cat.prod<i64, i64, i64>, i64>
}

// CHECK-LABEL: @minus(
// CHECK: cat.neg %arg1
// CHECK-NOT: cat.iterate
// CHECK: cat.yield
cat.arrow public @minus() : !cat.hom<!cat.prod<i64, i64, i64>, i64> {
  %lambda = cat.lambda (%a: i64, %b: i64, %x: i64) : !cat.hom<!cat.prod<i64, i64, i64>, i64> {
    %f = cat.lambda (%e: i64) : !cat.hom<i64, i64> {
      %p = cat.mul %e, %a : i64
      %y = cat.sub %p, %b : i64
      cat.yield %y : i64
    }
    %it = cat.iterate %f : !cat.hom<i64, i64> to !cat.hom<!cat.prod<index, i64>, i64>
    %n = cat.const 37 : index
    %r = cat.eval %it(%n, %x) : !cat.hom<!cat.prod<index, i64>, i64>, (index, i64) -> i64
    cat.yield %r : i64
  }
  cat.yield %lambda : !cat.hom<!cat.prod<i64, i64, i64>, i64>
}

// CHECK-LABEL: @matrix(
// CHECK-NOT: cat.iterate
// CHECK: cat.yield
cat.arrow public @matrix() : !cat.hom<!cat.prod<tensor<2x2xi64>, tensor<2xi64>, tensor<2xi64>>, tensor<2xi64>> {
  %lambda = cat.lambda (%a: tensor<2x2xi64>, %b: tensor<2xi64>, %x: tensor<2xi64>) : !cat.hom<!cat.prod<tensor<2x2xi64>, tensor<2xi64>, tensor<2xi64>>, tensor<2xi64>> {
    %f = cat.lambda (%e: tensor<2xi64>) : !cat.hom<tensor<2xi64>, tensor<2xi64>> {
      %p = cat.contract %a, %e maps [#A, #J, #I] : tensor<2x2xi64>, tensor<2xi64> -> tensor<2xi64>
      %y = cat.add %p, %b : tensor<2xi64>
      cat.yield %y : tensor<2xi64>
    }
    %it = cat.iterate %f : !cat.hom<tensor<2xi64>, tensor<2xi64>> to !cat.hom<!cat.prod<index, tensor<2xi64>>, tensor<2xi64>>
    %n = cat.const 90 : index
    %r = cat.eval %it(%n, %x) : !cat.hom<!cat.prod<index, tensor<2xi64>>, tensor<2xi64>>, (index, tensor<2xi64>) -> tensor<2xi64>
    cat.yield %r : tensor<2xi64>
  }
  cat.yield %lambda : !cat.hom<!cat.prod<tensor<2x2xi64>, tensor<2xi64>, tensor<2xi64>>, tensor<2xi64>>
}

// CHECK-LABEL: @transposed(
// CHECK: cat.transpose
// CHECK-NOT: cat.iterate
// CHECK: cat.yield
cat.arrow public @transposed() : !cat.hom<!cat.prod<tensor<2x2xi64>, tensor<2xi64>>, tensor<2xi64>> {
  %lambda = cat.lambda (%a: tensor<2x2xi64>, %x: tensor<2xi64>) : !cat.hom<!cat.prod<tensor<2x2xi64>, tensor<2xi64>>, tensor<2xi64>> {
    %f = cat.lambda (%e: tensor<2xi64>) : !cat.hom<tensor<2xi64>, tensor<2xi64>> {
      %p = cat.contract %e, %a maps [#J, #T, #I] : tensor<2xi64>, tensor<2x2xi64> -> tensor<2xi64>
      cat.yield %p : tensor<2xi64>
    }
    %it = cat.iterate %f : !cat.hom<tensor<2xi64>, tensor<2xi64>> to !cat.hom<!cat.prod<index, tensor<2xi64>>, tensor<2xi64>>
    %n = cat.const 90 : index
    %r = cat.eval %it(%n, %x) : !cat.hom<!cat.prod<index, tensor<2xi64>>, tensor<2xi64>>, (index, tensor<2xi64>) -> tensor<2xi64>
    cat.yield %r : tensor<2xi64>
  }
  cat.yield %lambda : !cat.hom<!cat.prod<tensor<2x2xi64>, tensor<2xi64>>, tensor<2xi64>>
}

// Few steps cost less.
// CHECK-LABEL: @few(
// CHECK: cat.iterate
cat.arrow public @few() : !cat.hom<!cat.prod<i64, i64, i64>, i64> {
  %lambda = cat.lambda (%a: i64, %b: i64, %x: i64) : !cat.hom<!cat.prod<i64, i64, i64>, i64> {
    %f = cat.lambda (%e: i64) : !cat.hom<i64, i64> {
      %p = cat.mul %e, %a : i64
      %y = cat.add %p, %b : i64
      cat.yield %y : i64
    }
    %it = cat.iterate %f : !cat.hom<i64, i64> to !cat.hom<!cat.prod<index, i64>, i64>
    %n = cat.const 3 : index
    %r = cat.eval %it(%n, %x) : !cat.hom<!cat.prod<index, i64>, i64>, (index, i64) -> i64
    cat.yield %r : i64
  }
  cat.yield %lambda : !cat.hom<!cat.prod<i64, i64, i64>, i64>
}

// CHECK-LABEL: @square(
// CHECK: cat.iterate
cat.arrow public @square() : !cat.hom<!cat.prod<i64, i64, i64>, i64> {
  %lambda = cat.lambda (%a: i64, %b: i64, %x: i64) : !cat.hom<!cat.prod<i64, i64, i64>, i64> {
    %f = cat.lambda (%e: i64) : !cat.hom<i64, i64> {
      %p = cat.mul %e, %e : i64
      %y = cat.add %p, %b : i64
      cat.yield %y : i64
    }
    %it = cat.iterate %f : !cat.hom<i64, i64> to !cat.hom<!cat.prod<index, i64>, i64>
    %n = cat.const 1000 : index
    %r = cat.eval %it(%n, %x) : !cat.hom<!cat.prod<index, i64>, i64>, (index, i64) -> i64
    cat.yield %r : i64
  }
  cat.yield %lambda : !cat.hom<!cat.prod<i64, i64, i64>, i64>
}
