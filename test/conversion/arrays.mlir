// Every op on arrays, compiled and run; the expected values follow from the definitions.
// RUN: %catc run %s | FileCheck %s
// RUN: %catc run %s -O0 | FileCheck %s
// RUN: %catc build %s -o %t --cpu x86-64-v3
// RUN: %t | FileCheck %s
// REQUIRES: catc

#mk = affine_map<(m, n, k) -> (m, k)>
#kn = affine_map<(m, n, k) -> (k, n)>
#nk = affine_map<(m, n, k) -> (n, k)>
#km = affine_map<(m, n, k) -> (k, m)>
#mn = affine_map<(m, n, k) -> (m, n)>
#a = affine_map<(m, n) -> (m)>
#b = affine_map<(m, n) -> (n)>
#ab = affine_map<(m, n) -> (m, n)>
#k = affine_map<(d) -> (d)>
#none = affine_map<(d) -> ()>

cat.pipeline @main() {
  %c0 = cat.const 0 : index
  %c1 = cat.const 1 : index
  %c2 = cat.const 2 : index
  %c3 = cat.const 3 : index
  %x = cat.const dense<[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]> : tensor<2x3xf32>
  %y = cat.const dense<[[1.0, 0.0], [0.0, 1.0], [2.0, 2.0]]> : tensor<3x2xf32>
  %v = cat.const dense<[3.0, 1.0, 2.0, 1.0]> : tensor<4xf32>

  // CHECK{LITERAL}: [[1, 4], [2, 5], [3, 6]]
  %t = cat.transpose %x perm [1, 0] : tensor<2x3xf32>
  %s0 = cat.format %t as tensor<3x2xf32> : tensor<3x2xf32>
  cat.print %s0
  // CHECK-NEXT{LITERAL}: [[7, 8], [16, 17]]
  %p0 = cat.contract %x, %y maps [#mk, #kn, #mn] : tensor<2x3xf32>, tensor<3x2xf32> -> tensor<2x2xf32>
  %s1 = cat.format %p0 as tensor<2x2xf32> : tensor<2x2xf32>
  cat.print %s1
  // CHECK-NEXT{LITERAL}: [[14, 32], [32, 77]]
  %p1 = cat.contract %x, %x maps [#mk, #nk, #mn] : tensor<2x3xf32>, tensor<2x3xf32> -> tensor<2x2xf32>
  %s2 = cat.format %p1 as tensor<2x2xf32> : tensor<2x2xf32>
  cat.print %s2
  // CHECK-NEXT{LITERAL}: [[17, 22, 27], [22, 29, 36], [27, 36, 45]]
  %p2 = cat.contract %x, %x maps [#km, #kn, #mn] : tensor<2x3xf32>, tensor<2x3xf32> -> tensor<3x3xf32>
  %s3 = cat.format %p2 as tensor<3x3xf32> : tensor<3x3xf32>
  cat.print %s3
  // CHECK-NEXT{LITERAL}: 15
  %p3 = cat.contract %v, %v maps [#k, #k, #none] : tensor<4xf32>, tensor<4xf32> -> f32
  %s4 = cat.format %p3 as f32 : f32
  cat.print %s4
  // CHECK-NEXT{LITERAL}: [[9, 3, 6, 3], [3, 1, 2, 1], [6, 2, 4, 2], [3, 1, 2, 1]]
  %p4 = cat.contract %v, %v maps [#a, #b, #ab] : tensor<4xf32>, tensor<4xf32> -> tensor<4x4xf32>
  %s5 = cat.format %p4 as tensor<4x4xf32> : tensor<4x4xf32>
  cat.print %s5

  // CHECK-NEXT{LITERAL}: [5, 7, 9] [6, 15] 720 6
  %f0 = cat.fold_axis add %x dims [0] : tensor<2x3xf32>
  %f1 = cat.fold_axis add %x dims [1] : tensor<2x3xf32>
  %f2 = cat.fold_axis mul %x dims [0, 1] : tensor<2x3xf32>
  %f3 = cat.fold_axis max %x dims [0, 1] : tensor<2x3xf32>
  %sp = cat.text_const " "
  %s6 = cat.format %f0 as tensor<3xf32> : tensor<3xf32>
  %s7 = cat.format %f1 as tensor<2xf32> : tensor<2xf32>
  %s8 = cat.format %f2 as f32 : f32
  %s9 = cat.format %f3 as f32 : f32
  %l0 = cat.text_concat %s6, %sp, %s7, %sp, %s8, %sp, %s9
  cat.print %l0
  // CHECK-NEXT{LITERAL}: 0 1 [0, 0, 0]
  %a0 = cat.argmax %v axis 0 : tensor<4xf32> -> i64
  %a1 = cat.argmin %v axis 0 : tensor<4xf32> -> i64
  %a2 = cat.argmin %x axis 0 : tensor<2x3xf32> -> tensor<3xi64>
  %s10 = cat.format %a0 as i64 : i64
  %s11 = cat.format %a1 as i64 : i64
  %s12 = cat.format %a2 as tensor<3xi64> : tensor<3xi64>
  %l1 = cat.text_concat %s10, %sp, %s11, %sp, %s12
  cat.print %l1

  // CHECK-NEXT{LITERAL}: [1, 2, 3, 4, 5, 6] [[1, 2], [3, 4], [5, 6]]
  %r0 = cat.reshape %x : tensor<2x3xf32> -> tensor<6xf32>
  %r1 = cat.reshape %x : tensor<2x3xf32> -> tensor<3x2xf32>
  %s13 = cat.format %r0 as tensor<6xf32> : tensor<6xf32>
  %s14 = cat.format %r1 as tensor<3x2xf32> : tensor<3x2xf32>
  %l2 = cat.text_concat %s13, %sp, %s14
  cat.print %l2
  // CHECK-NEXT{LITERAL}: [[2, 3], [5, 6]] [0, 1, 2, 0, 0, 0] [3, 1, 1, 2, 3, 4, 5, 6]
  %sl = cat.slice %x[%c1, %c2] axis 1 : tensor<2x3xf32> -> tensor<2x?xf32>
  %u0 = cat.slice %v[%c1, %c2] axis 0 : tensor<4xf32> -> tensor<2xf32>
  %u1 = cat.pad %u0[%c1, %c3] axis 0 : tensor<2xf32> -> tensor<?xf32>
  %u2 = cat.slice %v[%c0, %c2] axis 0 : tensor<4xf32> -> tensor<?xf32>
  %u3 = cat.concat %u2, %r0 axis 0 : (tensor<?xf32>, tensor<6xf32>) -> tensor<?xf32>
  %s15 = cat.format %sl as tensor<2x?xf32> : tensor<2x?xf32>
  %s16 = cat.format %u1 as tensor<?xf32> : tensor<?xf32>
  %s17 = cat.format %u3 as tensor<?xf32> : tensor<?xf32>
  %l3 = cat.text_concat %s15, %sp, %s16, %sp, %s17
  cat.print %l3
  // CHECK-NEXT{LITERAL}: [[3, 2, 1], [6, 5, 4]] [0, 1, 2] [0, 1, 2, 3] 6
  %v0 = cat.reverse %x axis 1 : tensor<2x3xf32>
  %v1 = cat.iota sizes(%c3) : tensor<?xi64>
  %v2 = cat.iota : tensor<4xf32>
  %v3 = cat.dim %u1 axis 0 : tensor<?xf32>
  %s18 = cat.format %v0 as tensor<2x3xf32> : tensor<2x3xf32>
  %s19 = cat.format %v1 as tensor<?xi64> : tensor<?xi64>
  %s20 = cat.format %v2 as tensor<4xf32> : tensor<4xf32>
  %s21 = cat.format %v3 as index : index
  %l4 = cat.text_concat %s18, %sp, %s19, %sp, %s20, %sp, %s21
  cat.print %l4

  // CHECK-NEXT{LITERAL}: [[4, 5, 6], [1, 2, 3]] [4, 5, 6] [3, 4] [[11, 13, 15], [8, 10, 12]]
  %i0 = cat.const dense<[1, 0]> : tensor<2xi64>
  %one = cat.const 1 : i64
  %g0 = cat.gather %x, %i0 : tensor<2x3xf32>, tensor<2xi64>
  %g1 = cat.gather %x, %one : tensor<2x3xf32>, i64
  %i1 = cat.const dense<[2, 0]> : tensor<2xi64>
  %g2 = cat.gather %x, %i1 batch_dims 1 : tensor<2x3xf32>, tensor<2xi64>
  %i2 = cat.const dense<[0, 1, 0, 1]> : tensor<4xi64>
  %g3 = cat.concat %x, %x axis 0 : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<4x3xf32>
  %ten = cat.const dense<[[9.0, 9.0, 9.0], [0.0, 0.0, 0.0]]> : tensor<2x3xf32>
  %sc0 = cat.scatter_add %i2, %g3 : tensor<4xi64>, tensor<4x3xf32> -> tensor<2x3xf32>
  %sc1 = cat.add %sc0, %ten : tensor<2x3xf32>
  %s22 = cat.format %g0 as tensor<2x3xf32> : tensor<2x3xf32>
  %s23 = cat.format %g1 as tensor<3xf32> : tensor<3xf32>
  %s24 = cat.format %g2 as tensor<2xf32> : tensor<2xf32>
  %s25 = cat.format %sc1 as tensor<2x3xf32> : tensor<2x3xf32>
  %l5 = cat.text_concat %s22, %sp, %s23, %sp, %s24, %sp, %s25
  cat.print %l5
  // CHECK-NEXT{LITERAL}: [[3, 1, 2, 1], [3, 1, 2, 1]] [true, false, false, false] [3, 2, 2, 2] [3, 1, 2, 1]
  %b0 = cat.broadcast %v dims [0] : tensor<4xf32> -> tensor<2x4xf32>
  %two = cat.const dense<2.0> : tensor<4xf32>
  %b1 = cat.cmp gt %v, %two : tensor<4xf32>
  %b2 = cat.max %v, %two : tensor<4xf32>
  %b3 = cat.convert %v : tensor<4xf32> -> tensor<4xui8>
  %s26 = cat.format %b0 as tensor<2x4xf32> : tensor<2x4xf32>
  %s27 = cat.format %b1 as tensor<4xi1> : tensor<4xi1>
  %s28 = cat.format %b2 as tensor<4xf32> : tensor<4xf32>
  %s29 = cat.format %b3 as tensor<4xui8> : tensor<4xui8>
  %l6 = cat.text_concat %s26, %sp, %s27, %sp, %s28, %sp, %s29
  cat.print %l6
  cat.yield
}
