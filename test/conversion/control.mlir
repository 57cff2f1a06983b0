// Combinators that batching leaves, branches, sums with payloads and loops, compiled and run.
// RUN: %catc run %s -- --n 5 | FileCheck %s
// RUN: %catc run %s -O0 -- --n 5 | FileCheck %s
// REQUIRES: catc

!option = !cat.sum<"none": !cat.prod<>, "some": f32>

cat.pipeline @main(%n: index) attributes {flags = [{name = "n", kind = "nat", default = "3"}]} {
  %sp = cat.text_const " "
  %one = cat.const 1.0 : f32
  %half = cat.const 0.5 : f32
  %xs = cat.iota sizes(%n) : tensor<?xf32>

  // CHECK: 32
  %double = cat.lambda (%x: f32) : !cat.hom<f32, f32> {
    %y = cat.add %x, %x : f32
    cat.yield %y : f32
  }
  %it = cat.iterate %double : !cat.hom<f32, f32> to !cat.hom<!cat.prod<index, f32>, f32>
  %i = cat.eval %it(%n, %one) : !cat.hom<!cat.prod<index, f32>, f32>, (index, f32) -> f32
  %t0 = cat.format %i as f32 : f32
  cat.print %t0

  // CHECK: 10 [0, 1, 3, 6, 10]
  %plus = cat.lambda (%a: f32, %b: f32) : !cat.hom<!cat.prod<f32, f32>, f32> {
    %c = cat.add %a, %b : f32
    cat.yield %c : f32
  }
  %zero = cat.const 0.0 : f32
  %fold = cat.fold %plus : !cat.hom<!cat.prod<f32, f32>, f32> to !cat.hom<!cat.prod<f32, tensor<?xf32>>, f32>
  %f = cat.eval %fold(%zero, %xs) : !cat.hom<!cat.prod<f32, tensor<?xf32>>, f32>, (f32, tensor<?xf32>) -> f32
  %scan = cat.scan %plus : !cat.hom<!cat.prod<f32, f32>, f32> to !cat.hom<!cat.prod<f32, tensor<?xf32>>, tensor<?xf32>>
  %s = cat.eval %scan(%zero, %xs) : !cat.hom<!cat.prod<f32, tensor<?xf32>>, tensor<?xf32>>, (f32, tensor<?xf32>) -> tensor<?xf32>
  %t1 = cat.format %f as f32 : f32
  %t2 = cat.format %s as tensor<?xf32> : tensor<?xf32>
  %l1 = cat.text_concat %t1, %sp, %t2
  cat.print %l1

  // The mean of each element and the one before it.
  // CHECK: 4 [0, 0.5, 1.5, 2.5, 3.5] 10
  %avg = cat.lambda (%x: f32, %state: f32) : !cat.hom<!cat.prod<f32, f32>, !cat.prod<f32, f32>> {
    %d = cat.sub %x, %state : f32
    %m = cat.mul %d, %half : f32
    %next = cat.add %state, %m : f32
    cat.yield %next, %x : f32, f32
  }
  %loop = cat.loop %avg : !cat.hom<!cat.prod<f32, f32>, !cat.prod<f32, f32>>
      to !cat.hom<!cat.prod<f32, tensor<?xf32>>, !cat.prod<f32, tensor<?xf32>>>
  %lo:2 = cat.eval %loop(%zero, %xs) : !cat.hom<!cat.prod<f32, tensor<?xf32>>, !cat.prod<f32, tensor<?xf32>>>, (f32, tensor<?xf32>) -> (f32, tensor<?xf32>)
  %red = cat.reduce %plus unit(%zero : f32) : !cat.hom<!cat.prod<f32, f32>, f32> to !cat.hom<tensor<?xf32>, f32>
  %re = cat.eval %red(%xs) : !cat.hom<tensor<?xf32>, f32>, (tensor<?xf32>) -> f32
  %t3 = cat.format %lo#0 as f32 : f32
  %t4 = cat.format %lo#1 as tensor<?xf32> : tensor<?xf32>
  %t5 = cat.format %re as f32 : f32
  %l2 = cat.text_concat %t3, %sp, %t4, %sp, %t5
  cat.print %l2

  // A map whose body has no batched form, on rows; and layers with stacked parameters.
  // CHECK: {{\[\[}}1, 2], [4, 8], [16, 32]]
  %rows = cat.const dense<[[1.0, 2.0], [2.0, 4.0], [4.0, 8.0]]> : tensor<3x2xf32>
  %count = cat.lambda (%r: tensor<2xf32>) : !cat.hom<tensor<2xf32>, tensor<2xf32>> {
    %c0 = cat.const 0 : i64
    %first = cat.gather %r, %c0 : tensor<2xf32>, i64
    %small = cat.cmp lt %first, %one : f32
    %q = scf.while (%acc = %first) : (f32) -> f32 {
      %more = cat.cmp lt %acc, %first : f32
      scf.condition(%more) %acc : f32
    } do {
    ^bb0(%acc: f32):
      %next = cat.add %acc, %one : f32
      scf.yield %next : f32
    }
    %b = cat.broadcast %q dims [0] : f32 -> tensor<2xf32>
    %m = cat.mul %b, %r : tensor<2xf32>
    cat.yield %m : tensor<2xf32>
  }
  %map = cat.map %count : !cat.hom<tensor<2xf32>, tensor<2xf32>> to !cat.hom<tensor<3x2xf32>, tensor<3x2xf32>>
  %ma = cat.eval %map(%rows) : !cat.hom<tensor<3x2xf32>, tensor<3x2xf32>>, (tensor<3x2xf32>) -> tensor<3x2xf32>
  %t6 = cat.format %ma as tensor<3x2xf32> : tensor<3x2xf32>
  cat.print %t6
  // CHECK: [8, 64]
  %scale = cat.lambda (%p: tensor<2xf32>, %x: tensor<2xf32>) : !cat.hom<!cat.prod<tensor<2xf32>, tensor<2xf32>>, tensor<2xf32>> {
    %y = cat.mul %p, %x : tensor<2xf32>
    cat.yield %y : tensor<2xf32>
  }
  %repeat = cat.repeat 3, %scale : !cat.hom<!cat.prod<tensor<2xf32>, tensor<2xf32>>, tensor<2xf32>>
      to !cat.hom<!cat.prod<tensor<3x2xf32>, tensor<2xf32>>, tensor<2xf32>>
  %ones = cat.const dense<1.0> : tensor<2xf32>
  %rp = cat.eval %repeat(%rows, %ones) : !cat.hom<!cat.prod<tensor<3x2xf32>, tensor<2xf32>>, tensor<2xf32>>, (tensor<3x2xf32>, tensor<2xf32>) -> tensor<2xf32>
  %t7 = cat.format %rp as tensor<2xf32> : tensor<2xf32>
  cat.print %t7

  // CHECK: 10.5 -1
  %big = cat.cmp gt %f, %one : f32
  %some = cat.inject "some"(%f) : (f32) -> !option
  %none = cat.inject "none"() : () -> !option
  %o1 = cat.if %big -> (!option) {
    cat.yield %some : !option
  } else {
    cat.yield %none : !option
  }
  %o2 = cat.select %big, %none, %some : i1, !option
  %mone = cat.const -1.0 : f32
  %m1 = cat.match %o1 : !option -> (f32) case "none" {
    cat.yield %mone : f32
  } case "some"(%p: f32) {
    %r = cat.add %p, %half : f32
    cat.yield %r : f32
  }
  %m2 = cat.match %o2 : !option -> (f32) case "none" {
    cat.yield %mone : f32
  } case "some"(%p: f32) {
    cat.yield %p : f32
  }
  %t8 = cat.format %m1 as f32 : f32
  %t9 = cat.format %m2 as f32 : f32
  %l3 = cat.text_concat %t8, %sp, %t9
  cat.print %l3

  // Statements: a loop that carries an array, a sum and a key.
  // CHECK: [5, 6] 4 {{[0-9.]+}}
  %c0 = cat.const 0 : index
  %c1 = cat.const 1 : index
  %seed = cat.const 7 : i64
  %key = cat.key_seed %seed
  %start = cat.const dense<[0.0, 1.0]> : tensor<2xf32>
  %end:3 = scf.for %k = %c0 to %n step %c1 iter_args(%p = %start, %o = %none, %ky = %key) -> (tensor<2xf32>, !option, !cat.key) {
    %q = cat.add %p, %ones : tensor<2xf32>
    %kf = cat.convert %k : index -> f32
    %oo = cat.inject "some"(%kf) : (f32) -> !option
    %ki = cat.convert %k : index -> i64
    %kk = cat.key_fold %ky, %ki
    scf.yield %q, %oo, %kk : tensor<2xf32>, !option, !cat.key
  }
  %m3 = cat.match %end#1 : !option -> (f32) case "none" {
    cat.yield %mone : f32
  } case "some"(%p: f32) {
    cat.yield %p : f32
  }
  %u = cat.uniform %end#2 : f32
  %t10 = cat.format %end#0 as tensor<2xf32> : tensor<2xf32>
  %t11 = cat.format %m3 as f32 : f32
  %t12 = cat.format %u as f32 : f32
  %l4 = cat.text_concat %t10, %sp, %t11, %sp, %t12
  cat.print %l4
  cat.yield
}
