// L6.2 broadcast-twice: broadcast (broadcast x)  =  broadcast x
// RUN: %cat_opt %s -allow-unregistered-dialect -cat-laws="laws=L6.2" | FileCheck %s

// CHECK-LABEL: @fires(
// CHECK: cat.broadcast %arg0 sizes(%arg1, %arg2) dims [0, 2]
cat.pipeline @fires(%x: tensor<3xf32>, %n: index, %m: index) {
  %a = cat.broadcast %x sizes(%n) dims [0] : tensor<3xf32> -> tensor<?x3xf32>
  %b = cat.broadcast %a sizes(%m) dims [2] : tensor<?x3xf32> -> tensor<?x3x?xf32>
  "test.use"(%b) : (tensor<?x3x?xf32>) -> ()
  cat.yield
}

// CHECK-LABEL: @stays(
// CHECK: cat.broadcast %arg0 dims [0]
cat.pipeline @stays(%x: tensor<3xf32>) {
  %a = cat.broadcast %x dims [0] : tensor<3xf32> -> tensor<2x3xf32>
  "test.use"(%a) : (tensor<2x3xf32>) -> ()
  cat.yield
}
