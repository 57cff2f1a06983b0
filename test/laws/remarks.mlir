// Every use of a law is a remark at the place of what it rewrote, with both costs. Switched off, nothing
// happens.
// RUN: %cat_opt %s -allow-unregistered-dialect -cat-laws --remarks-filter=law -o /dev/null 2>&1 | FileCheck %s
// RUN: %cat_opt %s -allow-unregistered-dialect -cat-laws="laws=off" | FileCheck %s --check-prefix=OFF
// RUN: %cat_opt %s -allow-unregistered-dialect -cat-laws="laws=L9,times-one" | FileCheck %s --check-prefix=LIST

// CHECK: remarks.mlir:[[#@LINE+9]]:8: remark: [Passed] L14.1 | Category:law
// CHECK-SAME: times-one: x · 1 = x
// CHECK-SAME: flops-before=4
// OFF: cat.mul
// OFF: cat.div
// LIST-NOT: cat.mul
// LIST: cat.div
cat.pipeline @p(%x: tensor<4xf32>, %one: tensor<4xf32>) {
  %k = cat.const dense<1.0> : tensor<4xf32>
  %y = cat.mul %x, %k : tensor<4xf32>
  %z = cat.div %y, %k : tensor<4xf32>
  "test.use"(%z) : (tensor<4xf32>) -> ()
  cat.yield
}
