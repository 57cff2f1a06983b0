// L11.1 idempotent: f(f(x))  =  f(x)
// RUN: %cat_opt %s -allow-unregistered-dialect -cat-laws="laws=L11.1" | FileCheck %s

// CHECK-LABEL: @fires(
// CHECK: %[[A:.*]] = cat.abs %arg0
// CHECK: "test.use"(%[[A]])
cat.pipeline @fires(%x: tensor<4xf32>, %y: tensor<4xf32>) {
  %a = cat.abs %x : tensor<4xf32>
  %r = cat.abs %a : tensor<4xf32>
  "test.use"(%r) : (tensor<4xf32>) -> ()
  cat.yield
}

// Two different ones.
// CHECK-LABEL: @stays(
// CHECK: cat.floor
cat.pipeline @stays(%x: tensor<4xf32>, %y: tensor<4xf32>) {
  %a = cat.ceil %x : tensor<4xf32>
  %r = cat.floor %a : tensor<4xf32>
  "test.use"(%r) : (tensor<4xf32>) -> ()
  cat.yield
}
