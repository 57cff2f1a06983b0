// L6.6 length-broadcast: len (broadcast n x)  =  n
// RUN: %cat_opt %s -allow-unregistered-dialect -cat-laws="laws=L6.6" | FileCheck %s

// CHECK-LABEL: @fires(
// CHECK: "test.use"(%arg1)
cat.pipeline @fires(%x: tensor<?xf32>, %n: index) {
  %e = cat.broadcast %x sizes(%n) dims [0] : tensor<?xf32> -> tensor<?x?xf32>
  %r = cat.dim %e axis 0 : tensor<?x?xf32>
  "test.use"(%r) : (index) -> ()
  cat.yield
}

// CHECK-LABEL: @stays(
// CHECK: cat.dim %arg0
cat.pipeline @stays(%x: tensor<?xf32>) {
  %r = cat.dim %x axis 0 : tensor<?xf32>
  "test.use"(%r) : (index) -> ()
  cat.yield
}
