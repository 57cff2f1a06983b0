// L6.3 slice-before: slice (map f x)  =  map f (slice x)
// RUN: %cat_opt %s -allow-unregistered-dialect -cat-laws="laws=L6.3" | FileCheck %s

// CHECK-LABEL: @fires(
// CHECK: %[[S:.*]] = cat.slice %arg0
// CHECK: cat.exp %[[S]]
cat.pipeline @fires(%x: tensor<?xf32>, %s: index, %n: index) {
  %e = cat.exp %x : tensor<?xf32>
  %r = cat.slice %e[%s, %n] axis 0 : tensor<?xf32> -> tensor<?xf32>
  "test.use"(%r) : (tensor<?xf32>) -> ()
  cat.yield
}

// All elements are wanted elsewhere.
// CHECK-LABEL: @stays(
// CHECK: %[[E:.*]] = cat.exp
// CHECK: cat.slice %[[E]]
cat.pipeline @stays(%x: tensor<?xf32>, %s: index, %n: index) {
  %e = cat.exp %x : tensor<?xf32>
  %r = cat.slice %e[%s, %n] axis 0 : tensor<?xf32> -> tensor<?xf32>
  "test.use"(%e) : (tensor<?xf32>) -> ()
  "test.use"(%r) : (tensor<?xf32>) -> ()
  cat.yield
}
