// L11.4 sort-twice: sort (sort x)  =  sort x
// RUN: %cat_opt %s -allow-unregistered-dialect -cat-laws="laws=L11.4" | FileCheck %s

// CHECK-LABEL: @fires(
// CHECK-COUNT-1: cat.sort
// CHECK-NOT: cat.sort
cat.pipeline @fires(%x: tensor<4x4xf32>) {
  %a = cat.sort %x axis 1 : tensor<4x4xf32>
  %r = cat.sort %a axis 1 : tensor<4x4xf32>
  "test.use"(%r) : (tensor<4x4xf32>) -> ()
  cat.yield
}

// Another axis.
// CHECK-LABEL: @stays(
// CHECK-COUNT-2: cat.sort
cat.pipeline @stays(%x: tensor<4x4xf32>) {
  %a = cat.sort %x axis 0 : tensor<4x4xf32>
  %r = cat.sort %a axis 1 : tensor<4x4xf32>
  "test.use"(%r) : (tensor<4x4xf32>) -> ()
  cat.yield
}
