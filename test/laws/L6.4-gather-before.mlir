// L6.4 gather-before: (map f x)[i]  =  f(x[i])
// RUN: %cat_opt %s -allow-unregistered-dialect -cat-laws="laws=L6.4" | FileCheck %s

// CHECK-LABEL: @fires(
// CHECK: %[[G:.*]] = cat.gather %arg0
// CHECK: cat.exp %[[G]] : f32
cat.pipeline @fires(%x: tensor<9xf32>, %i: i64) {
  %e = cat.exp %x : tensor<9xf32>
  %r = cat.gather %e, %i : tensor<9xf32>, i64
  "test.use"(%r) : (f32) -> ()
  cat.yield
}

// More elements are picked than there are.
// CHECK-LABEL: @stays(
// CHECK: %[[E:.*]] = cat.exp
// CHECK: cat.gather %[[E]]
cat.pipeline @stays(%x: tensor<9xf32>, %i: tensor<100xi64>) {
  %e = cat.exp %x : tensor<9xf32>
  %r = cat.gather %e, %i : tensor<9xf32>, tensor<100xi64>
  "test.use"(%r) : (tensor<100xf32>) -> ()
  cat.yield
}
