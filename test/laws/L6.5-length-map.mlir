// L6.5 length-map: len (map f x)  =  len x
// RUN: %cat_opt %s -allow-unregistered-dialect -cat-laws="laws=L6.5" | FileCheck %s

// CHECK-LABEL: @fires(
// CHECK: cat.dim %arg0
cat.pipeline @fires(%x: tensor<?xf32>) {
  %e = cat.exp %x : tensor<?xf32>
  %r = cat.dim %e axis 0 : tensor<?xf32>
  "test.use"(%r) : (index) -> ()
  cat.yield
}

// A slice has another length.
// CHECK-LABEL: @stays(
// CHECK: cat.slice
cat.pipeline @stays(%x: tensor<?xf32>, %s: index, %n: index) {
  %e = cat.slice %x[%s, %n] axis 0 : tensor<?xf32> -> tensor<?xf32>
  %r = cat.dim %e axis 0 : tensor<?xf32>
  "test.use"(%r) : (index) -> ()
  cat.yield
}
