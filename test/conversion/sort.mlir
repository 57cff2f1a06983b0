// Sorting is stable, and puts NaN last; every row by itself.
// RUN: %catc run %s | FileCheck %s
// RUN: %catc run --reference %s | FileCheck %s
// REQUIRES: catc

cat.pipeline @main() {
  // CHECK: [1, 1, 2, 3, 3, 9, nan]
  %x = cat.const dense<[3.0, 0x7FC00000, 1.0, 9.0, 2.0, 1.0, 3.0]> : tensor<7xf32>
  %s = cat.sort %x axis 0 : tensor<7xf32>
  %t0 = cat.format %s as tensor<7xf32> : tensor<7xf32>
  cat.print %t0
  // CHECK: [2, 5, 4, 0, 6, 3, 1]
  %a = cat.argsort %x axis 0 : tensor<7xf32>
  %t1 = cat.format %a as tensor<7xi64> : tensor<7xi64>
  cat.print %t1
  // CHECK: {{\[\[}}1, 2, 0], [3, 5, 4]] {{\[\[}}0, 1, 2], [3, 4, 5]]
  %m = cat.const dense<[[1, 5, 0], [3, 2, 4]]> : tensor<2x3xui8>
  %p = cat.sort %m axis 0 : tensor<2x3xui8>
  %q = cat.const dense<[[2, 0, 1], [5, 3, 4]]> : tensor<2x3xi64>
  %r = cat.sort %q axis 1 : tensor<2x3xi64>
  %t2 = cat.format %p as tensor<2x3xui8> : tensor<2x3xui8>
  %t3 = cat.format %r as tensor<2x3xi64> : tensor<2x3xi64>
  %sp = cat.text_const " "
  %l = cat.text_concat %t2, %sp, %t3
  cat.print %l
  // CHECK: []
  %c0 = cat.const 0 : index
  %e = cat.iota sizes(%c0) : tensor<?xf32>
  %es = cat.sort %e axis 0 : tensor<?xf32>
  %t4 = cat.format %es as tensor<?xf32> : tensor<?xf32>
  cat.print %t4
  cat.yield
}
