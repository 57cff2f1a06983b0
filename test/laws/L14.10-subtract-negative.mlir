// L14.10 subtract-negative: x - (- y)  =  x + y
// RUN: %cat_opt %s -allow-unregistered-dialect -cat-laws="laws=L14.10" | FileCheck %s

// CHECK-LABEL: @fires(
// CHECK: cat.add %arg0, %arg1
cat.pipeline @fires(%x: tensor<4xf32>, %y: tensor<4xf32>) {
  %n = cat.neg %y : tensor<4xf32>
  %r = cat.sub %x, %n : tensor<4xf32>
  "test.use"(%r) : (tensor<4xf32>) -> ()
  cat.yield
}

// The first is the negative one.
// CHECK-LABEL: @stays(
// CHECK: cat.sub
cat.pipeline @stays(%x: tensor<4xf32>, %y: tensor<4xf32>) {
  %n = cat.neg %x : tensor<4xf32>
  %r = cat.sub %n, %y : tensor<4xf32>
  "test.use"(%r) : (tensor<4xf32>) -> ()
  cat.yield
}
