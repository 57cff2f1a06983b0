// L14.8 negate-twice: - - x  =  x
// RUN: %cat_opt %s -allow-unregistered-dialect -cat-laws="laws=L14.8" | FileCheck %s

// CHECK-LABEL: @fires(
// CHECK: "test.use"(%arg0)
cat.pipeline @fires(%x: tensor<4xf32>, %y: tensor<4xf32>) {
  %n = cat.neg %x : tensor<4xf32>
  %r = cat.neg %n : tensor<4xf32>
  "test.use"(%r) : (tensor<4xf32>) -> ()
  cat.yield
}

// CHECK-LABEL: @stays(
// CHECK: cat.neg
cat.pipeline @stays(%x: tensor<4xf32>, %y: tensor<4xf32>) {
  %n = cat.abs %x : tensor<4xf32>
  %r = cat.neg %n : tensor<4xf32>
  "test.use"(%r) : (tensor<4xf32>) -> ()
  cat.yield
}
