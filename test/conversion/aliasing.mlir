// Updates in place must reach nobody who still reads: arrays that are sorted and printed and then
// written over, and loops that fold away with what they carry read later.
// RUN: %catc run %s > %t
// RUN: %catc run --reference %s | diff %t -
// RUN: FileCheck %s < %t
// REQUIRES: catc

cat.pipeline @main(%n: i64) attributes {flags = [{name = "n", kind = "i64", default = "2"}]} {
  %i = cat.iota : tensor<3xi64>
  %x = cat.convert %i : tensor<3xi64> -> tensor<3xf32>
  %y = cat.neg %x : tensor<3xf32>
  %o = cat.argsort %x axis 0 : tensor<3xf32>
  %g = cat.gather %y, %o : tensor<3xf32>, tensor<3xi64>
  %s = cat.sort %y axis 0 : tensor<3xf32>
  // CHECK: [0, 1, 2] [-0, -1, -2] [-0, -1, -2] [-2, -1, -0]
  %t0 = cat.format %x as tensor<3xf32> : tensor<3xf32>
  %t1 = cat.format %y as tensor<3xf32> : tensor<3xf32>
  %t2 = cat.format %g as tensor<3xf32> : tensor<3xf32>
  %t3 = cat.format %s as tensor<3xf32> : tensor<3xf32>
  %sp = cat.text_const " "
  %l0 = cat.text_concat %t0, %sp, %t1, %sp, %t2, %sp, %t3
  cat.print %l0

  // CHECK: [0, 1, 2] [0, 2, 4] [0, 1, 2]
  %c0 = cat.const 0 : index
  %c1 = cat.const 1 : index
  %once:2 = scf.for %k = %c0 to %c1 step %c1 iter_args(%a = %x, %b = %y) -> (tensor<3xf32>, tensor<3xf32>) {
    %d = cat.add %a, %a : tensor<3xf32>
    scf.yield %d, %a : tensor<3xf32>, tensor<3xf32>
  }
  %u0 = cat.format %x as tensor<3xf32> : tensor<3xf32>
  %u1 = cat.format %once#0 as tensor<3xf32> : tensor<3xf32>
  %u2 = cat.format %once#1 as tensor<3xf32> : tensor<3xf32>
  %l1 = cat.text_concat %u0, %sp, %u1, %sp, %u2
  cat.print %l1
  cat.yield
}
