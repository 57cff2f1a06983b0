// Loops that carry arrays whose length changes, swap them, or do not know how often they run.
// RUN: %catc run %s -- --n 4 | FileCheck %s
// RUN: %catc run --reference %s -- --n 4 | FileCheck %s
// REQUIRES: catc

cat.pipeline @main(%n: index) attributes {flags = [{name = "n", kind = "nat", default = "3"}]} {
  %c0 = cat.const 0 : index
  %c1 = cat.const 1 : index
  %one = cat.const dense<1.0> : tensor<1xf32>
  %start = cat.iota sizes(%c1) : tensor<?xf32>
  // CHECK: [0, 1, 1, 1, 1]
  %grown = scf.for %i = %c0 to %n step %c1 iter_args(%xs = %start) -> (tensor<?xf32>) {
    %ys = cat.concat %xs, %one axis 0 : (tensor<?xf32>, tensor<1xf32>) -> tensor<?xf32>
    scf.yield %ys : tensor<?xf32>
  }
  %t0 = cat.format %grown as tensor<?xf32> : tensor<?xf32>
  cat.print %t0

  // CHECK: [1, 2] [3, 4]
  %a = cat.const dense<[1.0, 2.0]> : tensor<2xf32>
  %b = cat.const dense<[3.0, 4.0]> : tensor<2xf32>
  %swapped:2 = scf.for %i = %c0 to %n step %c1 iter_args(%x = %a, %y = %b) -> (tensor<2xf32>, tensor<2xf32>) {
    scf.yield %y, %x : tensor<2xf32>, tensor<2xf32>
  }
  %t1 = cat.format %swapped#0 as tensor<2xf32> : tensor<2xf32>
  %t2 = cat.format %swapped#1 as tensor<2xf32> : tensor<2xf32>
  %sp = cat.text_const " "
  %l1 = cat.text_concat %t1, %sp, %t2
  cat.print %l1

  // CHECK: [16, 32] 5
  %limit = cat.const 10.0 : f32
  %zero = cat.const 0 : i64
  %w:2 = scf.while (%x = %a, %k = %n) : (tensor<2xf32>, index) -> (tensor<2xf32>, index) {
    %first = cat.gather %x, %zero : tensor<2xf32>, i64
    %more = cat.cmp lt %first, %limit : f32
    scf.condition(%more) %x, %k : tensor<2xf32>, index
  } do {
  ^bb0(%x: tensor<2xf32>, %k: index):
    %y = cat.add %x, %x : tensor<2xf32>
    %five = cat.const 5 : index
    scf.yield %y, %five : tensor<2xf32>, index
  }
  %t3 = cat.format %w#0 as tensor<2xf32> : tensor<2xf32>
  %t4 = cat.format %w#1 as index : index
  %l2 = cat.text_concat %t3, %sp, %t4
  cat.print %l2

  // A branch that gives one of two arrays, inside a loop.
  // CHECK: [6, 8]
  %m = scf.for %i = %c0 to %n step %c1 iter_args(%x = %a) -> (tensor<2xf32>) {
    %odd = cat.cmp eq %i, %c1 : index
    %r = cat.if %odd -> (tensor<2xf32>) {
      cat.yield %b : tensor<2xf32>
    } else {
      %y = cat.add %b, %b : tensor<2xf32>
      cat.yield %y : tensor<2xf32>
    }
    scf.yield %r : tensor<2xf32>
  }
  %t5 = cat.format %m as tensor<2xf32> : tensor<2xf32>
  cat.print %t5
  cat.yield
}
