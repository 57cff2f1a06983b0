// L11.3 min-twice: min(min(x, c), c)  =  min(x, c)
// RUN: %cat_opt %s -allow-unregistered-dialect -cat-laws="laws=L11.3" | FileCheck %s

// CHECK-LABEL: @fires(
// CHECK: %[[A:.*]] = cat.min %arg0, %arg1
// CHECK: "test.use"(%[[A]])
cat.pipeline @fires(%x: tensor<4xf32>, %y: tensor<4xf32>) {
  %a = cat.min %x, %y : tensor<4xf32>
  %r = cat.min %a, %y : tensor<4xf32>
  "test.use"(%r) : (tensor<4xf32>) -> ()
  cat.yield
}

// Another bound.
// CHECK-LABEL: @stays(
// CHECK: cat.min
cat.pipeline @stays(%x: tensor<4xf32>, %y: tensor<4xf32>) {
  %a = cat.min %x, %y : tensor<4xf32>
  %r = cat.min %a, %x : tensor<4xf32>
  "test.use"(%r) : (tensor<4xf32>) -> ()
  cat.yield
}
