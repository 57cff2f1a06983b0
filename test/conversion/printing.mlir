// Points of all kinds as text.
// RUN: %catc run %s | FileCheck %s
// RUN: %catc run --reference %s | FileCheck %s
// REQUIRES: catc

!option = !cat.sum<"none": !cat.prod<>, "some": f32>
!shape = !cat.sum<"dot": !cat.prod<>, "circle": f32, "box": !cat.prod<f32, i64>>
!colour = !cat.sum<"red": !cat.prod<>, "green": !cat.prod<>>

cat.pipeline @main() {
  %x = cat.const 1.5 : f32
  %i = cat.const 2 : i64
  // CHECK: some(1.5)
  %some = cat.inject "some"(%x) : (f32) -> !option
  %t0 = cat.format %some as !option : !option
  cat.print %t0
  // CHECK-NEXT: none
  %none = cat.inject "none"() : () -> !option
  %t1 = cat.format %none as !option : !option
  cat.print %t1
  // CHECK-NEXT: box(1.5, 2)
  %box = cat.inject "box"(%x, %i) : (f32, i64) -> !shape
  %t2 = cat.format %box as !shape : !shape
  cat.print %t2
  // CHECK-NEXT: { a: 1.50, b: (2.00, 1.50) }
  %t3 = cat.format %x, %i, %x spec ".2f" as !cat.prod<"a": f32, "b": !cat.prod<i64, f32>> : f32, i64, f32
  cat.print %t3
  // CHECK-NEXT: [(1, red, [1, 2]), (2, green, [3, 4])]
  %xs = cat.const dense<[1.0, 2.0]> : tensor<2xf32>
  %tags = cat.const dense<[0, 1]> : tensor<2xi64>
  %rows = cat.const dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %t4 = cat.format %xs, %tags, %rows as tensor<2x!cat.prod<f32, !colour, tensor<2xf32>>> : tensor<2xf32>, tensor<2xi64>, tensor<2x2xf32>
  cat.print %t4
  // CHECK-NEXT: [red, green]
  %t5 = cat.format %tags as tensor<2x!colour> : tensor<2xi64>
  cat.print %t5
  cat.yield
}
