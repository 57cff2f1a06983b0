// cat-batch: maps become operations with one more leading axis; what has no batched form stays a map.
// RUN: %cat_opt %s -split-input-file -cat-batch | FileCheck %s

// map (x ↦ W x + b) is one product of matrices and a bias for all rows.
// CHECK-LABEL: cat.arrow public @affine(
// CHECK: cat.lambda (%[[X:.*]]: tensor<?x3xf32>)
// CHECK: %[[N:.*]] = cat.dim %[[X]] axis 0
// CHECK: %[[M:.*]] = cat.contract %arg0, %[[X]] maps [#[[A:.*]], #[[B:.*]], #[[C:.*]]] : tensor<2x3xf32>, tensor<?x3xf32> -> tensor<?x2xf32>
// CHECK: %[[BIAS:.*]] = cat.broadcast %arg1 sizes(%[[N]]) dims [0]
// CHECK: cat.add %[[M]], %[[BIAS]]
// CHECK-NOT: cat.map
cat.arrow public @affine(%w: tensor<2x3xf32>, %b: tensor<2xf32>) : !cat.hom<tensor<?x3xf32>, tensor<?x2xf32>> {
  %f = cat.lambda (%x: tensor<3xf32>) : !cat.hom<tensor<3xf32>, tensor<2xf32>> {
    %m = cat.contract %w, %x maps [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (j)>, affine_map<(i, j) -> (i)>]
        : tensor<2x3xf32>, tensor<3xf32> -> tensor<2xf32>
    %y = cat.add %m, %b : tensor<2xf32>
    cat.yield %y : tensor<2xf32>
  }
  %m = cat.map %f : !cat.hom<tensor<3xf32>, tensor<2xf32>> to !cat.hom<tensor<?x3xf32>, tensor<?x2xf32>>
  %g = cat.lambda (%xs: tensor<?x3xf32>) : !cat.hom<tensor<?x3xf32>, tensor<?x2xf32>> {
    %y = cat.eval %m(%xs) : !cat.hom<tensor<?x3xf32>, tensor<?x2xf32>>, (tensor<?x3xf32>) -> tensor<?x2xf32>
    cat.yield %y : tensor<?x2xf32>
  }
  cat.yield %g : !cat.hom<tensor<?x3xf32>, tensor<?x2xf32>>
}

// -----

// Elements that differ in their branch: both, then a choice.
// CHECK-LABEL: cat.pipeline @branch(
// CHECK: %[[C:.*]] = cat.cmp lt
// CHECK: %[[E:.*]] = cat.exp %arg0
// CHECK: cat.select %[[C]], %[[E]], %arg0 : tensor<4xi1>, tensor<4xf32>
cat.pipeline @branch(%xs: tensor<4xf32>) {
  %f = cat.lambda (%x: f32) : !cat.hom<f32, f32> {
    %zero = cat.const 0.0 : f32
    %c = cat.cmp lt %x, %zero : f32
    %y = cat.if %c -> (f32) {
      %e = cat.exp %x : f32
      cat.yield %e : f32
    } else {
      cat.yield %x : f32
    }
    cat.yield %y : f32
  }
  %m = cat.map %f : !cat.hom<f32, f32> to !cat.hom<tensor<4xf32>, tensor<4xf32>>
  %y = cat.eval %m(%xs) : !cat.hom<tensor<4xf32>, tensor<4xf32>>, (tensor<4xf32>) -> tensor<4xf32>
  %t = cat.format %y as tensor<4xf32> : tensor<4xf32>
  cat.print %t
  cat.yield
}

// -----

// A branch that may stop the program runs only where it is wanted.
// CHECK-LABEL: cat.pipeline @guarded(
// CHECK: cat.map
cat.pipeline @guarded(%xs: tensor<4xi64>) {
  %f = cat.lambda (%x: i64) : !cat.hom<i64, i64> {
    %zero = cat.const 0 : i64
    %c = cat.cmp eq %x, %zero : i64
    %y = cat.if %c -> (i64) {
      cat.yield %x : i64
    } else {
      %q = cat.div %x, %x : i64
      cat.yield %q : i64
    }
    cat.yield %y : i64
  }
  %m = cat.map %f : !cat.hom<i64, i64> to !cat.hom<tensor<4xi64>, tensor<4xi64>>
  %y = cat.eval %m(%xs) : !cat.hom<tensor<4xi64>, tensor<4xi64>>, (tensor<4xi64>) -> tensor<4xi64>
  %t = cat.format %y as tensor<4xi64> : tensor<4xi64>
  cat.print %t
  cat.yield
}

// -----

// A fold under a map carries the states of all elements.
// CHECK-LABEL: cat.pipeline @folds(
// CHECK: %[[S:.*]] = cat.broadcast %arg1 dims [0] : f32 -> tensor<4xf32>
// CHECK: %[[T:.*]] = cat.transpose %arg0 perm [1, 0]
// CHECK: cat.lambda (%[[A:.*]]: tensor<4xf32>, %[[X:.*]]: tensor<4xf32>)
// CHECK-NEXT: cat.mul %[[A]], %[[X]] : tensor<4xf32>
// CHECK: cat.eval %{{.*}}(%[[S]], %[[T]])
cat.pipeline @folds(%xs: tensor<4x7xf32>, %one: f32) {
  %step = cat.lambda (%s: f32, %x: f32) : !cat.hom<!cat.prod<f32, f32>, f32> {
    %p = cat.mul %s, %x : f32
    cat.yield %p : f32
  }
  %fold = cat.fold %step : !cat.hom<!cat.prod<f32, f32>, f32> to !cat.hom<!cat.prod<f32, tensor<7xf32>>, f32>
  %f = cat.lambda (%x: tensor<7xf32>) : !cat.hom<tensor<7xf32>, f32> {
    %p = cat.eval %fold(%one, %x) : !cat.hom<!cat.prod<f32, tensor<7xf32>>, f32>, (f32, tensor<7xf32>) -> f32
    cat.yield %p : f32
  }
  %m = cat.map %f : !cat.hom<tensor<7xf32>, f32> to !cat.hom<tensor<4x7xf32>, tensor<4xf32>>
  %y = cat.eval %m(%xs) : !cat.hom<tensor<4x7xf32>, tensor<4xf32>>, (tensor<4x7xf32>) -> tensor<4xf32>
  %t = cat.format %y as tensor<4xf32> : tensor<4xf32>
  cat.print %t
  cat.yield
}
