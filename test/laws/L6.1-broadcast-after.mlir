// L6.1 broadcast-after: f(broadcast x, broadcast y)  =  broadcast f(x, y)
// RUN: %cat_opt %s -allow-unregistered-dialect -cat-laws="laws=L6.1" | FileCheck %s

// CHECK-LABEL: @fires(
// CHECK: %[[M:.*]] = cat.mul %arg0, %arg1 : f32
// CHECK: cat.broadcast %[[M]]
cat.pipeline @fires(%x: f32, %y: f32) {
  %a = cat.broadcast %x dims [0] : f32 -> tensor<4xf32>
  %b = cat.broadcast %y dims [0] : f32 -> tensor<4xf32>
  %r = cat.mul %a, %b : tensor<4xf32>
  "test.use"(%r) : (tensor<4xf32>) -> ()
  cat.yield
}

// A division that may fail must not run when there are no elements.
// CHECK-LABEL: @stays(
// CHECK: cat.div {{.*}} : tensor<?xi64>
cat.pipeline @stays(%x: i64, %y: i64, %n: index) {
  %a = cat.broadcast %x sizes(%n) dims [0] : i64 -> tensor<?xi64>
  %b = cat.broadcast %y sizes(%n) dims [0] : i64 -> tensor<?xi64>
  %r = cat.div %a, %b : tensor<?xi64>
  "test.use"(%r) : (tensor<?xi64>) -> ()
  cat.yield
}
