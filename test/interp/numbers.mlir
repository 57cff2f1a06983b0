// Arithmetic: wrapping, ties, NaN, conversions; and structure ops against what one computes by hand.
// RUN: %cat_opt %s --cat-interpret -o /dev/null | FileCheck %s

#row = affine_map<(i, j, k) -> (i, k)>
#column = affine_map<(i, j, k) -> (k, j)>
#out = affine_map<(i, j, k) -> (i, j)>

cat.pipeline @main() attributes {flags = []} {
  // CHECK: (-128, 255, -3, -1, nan, 2, -4, 3)
  %i8 = cat.const 127 : i8
  %one8 = cat.const 1 : i8
  %0 = cat.add %i8, %one8 : i8
  %u8 = cat.const 0 : ui8
  %oneu8 = cat.const 1 : ui8
  %1 = cat.sub %u8, %oneu8 : ui8
  %m7 = cat.const -7 : i64
  %two = cat.const 2 : i64
  %2 = cat.div %m7, %two : i64
  %3 = cat.rem %m7, %two : i64
  %nan = cat.const 0x7FC00000 : f32
  %x = cat.const 2.5 : f32
  %4 = cat.max %nan, %x : f32
  %5 = cat.round %x : f32
  %y = cat.const -3.5 : f32
  %6 = cat.round %y : f32
  %z = cat.const 3.99 : f32
  %7 = cat.convert %z : f32 -> i64
  %t = cat.format %0, %1, %2, %3, %4, %5, %6, %7 as !cat.prod<i8, ui8, i64, i64, f32, f32, f32, i64>
    : i8, ui8, i64, i64, f32, f32, f32, i64
  cat.print %t

  // CHECK-NEXT: {{\[\[1, 2, 3\], \[4, 5, 6\]\]}}
  %a = cat.const dense<[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]> : tensor<2x3xf32>
  %t0 = cat.format %a as tensor<2x3xf32> : tensor<2x3xf32>
  cat.print %t0
  // CHECK-NEXT: {{\[\[14, 32\], \[32, 77\]\]}}
  %at = cat.transpose %a perm [1, 0] : tensor<2x3xf32>
  %c = cat.contract %a, %at maps [#row, #column, #out] : tensor<2x3xf32>, tensor<3x2xf32> -> tensor<2x2xf32>
  %t1 = cat.format %c as tensor<2x2xf32> : tensor<2x2xf32>
  cat.print %t1
  // CHECK-NEXT: [5, 7, 9]
  %sum = cat.fold_axis add %a dims [0] : tensor<2x3xf32>
  %t2 = cat.format %sum as tensor<3xf32> : tensor<3xf32>
  cat.print %t2
  // CHECK-NEXT: 720
  %prod = cat.fold_axis mul %a dims [0, 1] : tensor<2x3xf32>
  %t3 = cat.format %prod as f32 : f32
  cat.print %t3
  // CHECK-NEXT: {{\[\[0, 2, 3, 0, 0\], \[0, 5, 6, 0, 0\]\]}}
  %i1 = cat.const 1 : index
  %i2 = cat.const 2 : index
  %s = cat.slice %a[%i1, %i2] axis 1 : tensor<2x3xf32> -> tensor<2x2xf32>
  %p = cat.pad %s[%i1, %i2] axis 1 : tensor<2x2xf32> -> tensor<2x5xf32>
  %t4 = cat.format %p as tensor<2x5xf32> : tensor<2x5xf32>
  cat.print %t4
  // CHECK-NEXT: {{\[\[1, 2, 3, 6, 5\], \[4, 5, 6, 3, 2\]\]}}
  %rows = cat.reverse %s axis 0 : tensor<2x2xf32>
  %both = cat.reverse %rows axis 1 : tensor<2x2xf32>
  %joined = cat.concat %a, %both axis 1 : (tensor<2x3xf32>, tensor<2x2xf32>) -> tensor<2x5xf32>
  %t5 = cat.format %joined as tensor<2x5xf32> : tensor<2x5xf32>
  cat.print %t5
  // CHECK-NEXT: {{\[\[4, 5, 6\], \[1, 2, 3\], \[4, 5, 6\]\]}}
  %idx = cat.const dense<[1, 0, 1]> : tensor<3xi64>
  %g = cat.gather %a, %idx : tensor<2x3xf32>, tensor<3xi64>
  %t6 = cat.format %g as tensor<3x3xf32> : tensor<3x3xf32>
  cat.print %t6
  // CHECK-NEXT: {{\[\[1, 2, 3\], \[8, 10, 12\]\]}}
  %sc = cat.scatter_add %idx, %g : tensor<3xi64>, tensor<3x3xf32> -> tensor<2x3xf32>
  %t7 = cat.format %sc as tensor<2x3xf32> : tensor<2x3xf32>
  cat.print %t7
  // CHECK-NEXT: [2, 4]
  %idx2 = cat.const dense<[1, 0]> : tensor<2xi64>
  %gb = cat.gather %a, %idx2 batch_dims 1 : tensor<2x3xf32>, tensor<2xi64>
  %t8 = cat.format %gb as tensor<2xf32> : tensor<2xf32>
  cat.print %t8
  // CHECK-NEXT: {{\[\[0, 0\], \[1, 1\], \[2, 2\]\]}}
  %iota = cat.iota : tensor<3xf32>
  %br = cat.broadcast %iota dims [1] : tensor<3xf32> -> tensor<3x2xf32>
  %t9 = cat.format %br as tensor<3x2xf32> : tensor<3x2xf32>
  cat.print %t9
  // CHECK-NEXT: [1, 2, 2, 3, nan]
  %u = cat.const dense<[3.0, 0x7FC00000, 2.0, 1.0, 2.0]> : tensor<5xf32>
  %sorted = cat.sort %u axis 0 : tensor<5xf32>
  %t10 = cat.format %sorted as tensor<5xf32> : tensor<5xf32>
  cat.print %t10
  // CHECK-NEXT: [3, 2, 4, 0, 1]
  %order = cat.argsort %u axis 0 : tensor<5xf32>
  %t11 = cat.format %order as tensor<5xi64> : tensor<5xi64>
  cat.print %t11
  // CHECK-NEXT: [2, 2]
  %am = cat.argmax %a axis 1 : tensor<2x3xf32> -> tensor<2xi64>
  %t12 = cat.format %am as tensor<2xi64> : tensor<2xi64>
  cat.print %t12
  // CHECK-NEXT: 1
  %an = cat.argmax %u axis 0 : tensor<5xf32> -> i64
  %t13 = cat.format %an as i64 : i64
  cat.print %t13
  cat.yield
}
