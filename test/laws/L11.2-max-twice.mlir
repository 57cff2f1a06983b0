// L11.2 max-twice: max(max(x, c), c)  =  max(x, c)
// RUN: %cat_opt %s -allow-unregistered-dialect -cat-laws="laws=L11.2" | FileCheck %s

// CHECK-LABEL: @fires(
// CHECK: %[[A:.*]] = cat.max %arg0, %arg1
// CHECK: "test.use"(%[[A]])
cat.pipeline @fires(%x: tensor<4xf32>, %y: tensor<4xf32>) {
  %a = cat.max %x, %y : tensor<4xf32>
  %r = cat.max %a, %y : tensor<4xf32>
  "test.use"(%r) : (tensor<4xf32>) -> ()
  cat.yield
}

// Another bound.
// CHECK-LABEL: @stays(
// CHECK: cat.max
cat.pipeline @stays(%x: tensor<4xf32>, %y: tensor<4xf32>) {
  %a = cat.max %x, %y : tensor<4xf32>
  %r = cat.max %a, %x : tensor<4xf32>
  "test.use"(%r) : (tensor<4xf32>) -> ()
  cat.yield
}
