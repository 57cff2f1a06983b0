// L14.11 select-same: if c then x else x  =  x
// RUN: %cat_opt %s -allow-unregistered-dialect -cat-laws="laws=L14.11" | FileCheck %s

// CHECK-LABEL: @fires(
// CHECK: "test.use"(%arg0)
cat.pipeline @fires(%x: tensor<4xf32>, %y: tensor<4xf32>) {
  %c = cat.cmp lt %x, %y : tensor<4xf32>
  %r = cat.select %c, %x, %x : tensor<4xi1>, tensor<4xf32>
  "test.use"(%r) : (tensor<4xf32>) -> ()
  cat.yield
}

// CHECK-LABEL: @stays(
// CHECK: cat.select
cat.pipeline @stays(%x: tensor<4xf32>, %y: tensor<4xf32>) {
  %c = cat.cmp lt %x, %y : tensor<4xf32>
  %r = cat.select %c, %x, %y : tensor<4xi1>, tensor<4xf32>
  "test.use"(%r) : (tensor<4xf32>) -> ()
  cat.yield
}
