// L14.9 add-negative: x + (- y)  =  x - y
// RUN: %cat_opt %s -allow-unregistered-dialect -cat-laws="laws=L14.9" | FileCheck %s

// CHECK-LABEL: @fires(
// CHECK: cat.sub %arg0, %arg1
cat.pipeline @fires(%x: tensor<4xf32>, %y: tensor<4xf32>) {
  %n = cat.neg %y : tensor<4xf32>
  %r = cat.add %x, %n : tensor<4xf32>
  "test.use"(%r) : (tensor<4xf32>) -> ()
  cat.yield
}

// CHECK-LABEL: @stays(
// CHECK: cat.add
cat.pipeline @stays(%x: tensor<4xf32>, %y: tensor<4xf32>) {
  %n = cat.abs %y : tensor<4xf32>
  %r = cat.add %x, %n : tensor<4xf32>
  "test.use"(%r) : (tensor<4xf32>) -> ()
  cat.yield
}
