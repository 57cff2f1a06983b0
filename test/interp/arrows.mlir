// The arrow layer: composition, products, folds, repetition, sums.
// RUN: %cat_opt %s --cat-interpret -o /dev/null | FileCheck %s

cat.pipeline @main() attributes {flags = []} {
  %double = cat.lambda (%x: f32) : !cat.hom<f32, f32> {
    %y = cat.add %x, %x : f32
    cat.yield %y : f32
  }
  %inc = cat.lambda (%x: f32) : !cat.hom<f32, f32> {
    %one = cat.const 1.0 : f32
    %y = cat.add %x, %one : f32
    cat.yield %y : f32
  }
  %three = cat.const 3.0 : f32
  // (3 * 2) + 1, then (7, 6)
  // CHECK: (7, 6)
  %both = cat.compose %double, %inc : !cat.hom<f32, f32>, !cat.hom<f32, f32>
  %pair = cat.pair %both, %double : !cat.hom<f32, f32>, !cat.hom<f32, f32>
  %r0 = cat.eval %pair(%three) : !cat.hom<f32, !cat.prod<f32, f32>>, (f32) -> !cat.prod<f32, f32>
  %t0 = cat.format %r0 as !cat.prod<f32, f32> : !cat.prod<f32, f32>
  cat.print %t0
  // swap, then double the first and increment the second
  // CHECK: (12, 8)
  %swap = cat.permute [1, 0] : !cat.hom<!cat.prod<f32, f32>, !cat.prod<f32, f32>>
  %tensor = cat.tensor %double, %inc : !cat.hom<f32, f32>, !cat.hom<f32, f32>
  %st = cat.compose %swap, %tensor
    : !cat.hom<!cat.prod<f32, f32>, !cat.prod<f32, f32>>, !cat.hom<!cat.prod<f32, f32>, !cat.prod<f32, f32>>
  %r1:2 = cat.eval %st(%r0) : !cat.hom<!cat.prod<f32, f32>, !cat.prod<f32, f32>>, (!cat.prod<f32, f32>) -> (f32, f32)
  %t1 = cat.format %r1#0, %r1#1 as !cat.prod<f32, f32> : f32, f32
  cat.print %t1

  %step = cat.lambda (%s: f32, %i: i64) : !cat.hom<!cat.prod<f32, i64>, f32> {
    %f = cat.convert %i : i64 -> f32
    %two = cat.const 2.0 : f32
    %s2 = cat.mul %s, %two : f32
    %y = cat.add %s2, %f : f32
    cat.yield %y : f32
  }
  %xs = cat.const dense<[1, 2, 3]> : tensor<3xi64>
  // ((3*2+1)*2+2)*2+3
  // CHECK: 35
  %fold = cat.fold %step : !cat.hom<!cat.prod<f32, i64>, f32> to !cat.hom<!cat.prod<f32, tensor<3xi64>>, f32>
  %r2 = cat.eval %fold(%three, %xs) : !cat.hom<!cat.prod<f32, tensor<3xi64>>, f32>, (f32, tensor<3xi64>) -> f32
  %t2 = cat.format %r2 as f32 : f32
  cat.print %t2
  // CHECK: [7, 16, 35]
  %scan = cat.scan %step : !cat.hom<!cat.prod<f32, i64>, f32> to !cat.hom<!cat.prod<f32, tensor<3xi64>>, tensor<3xf32>>
  %r3 = cat.eval %scan(%three, %xs) : !cat.hom<!cat.prod<f32, tensor<3xi64>>, tensor<3xf32>>, (f32, tensor<3xi64>) -> tensor<3xf32>
  %t3 = cat.format %r3 as tensor<3xf32> : tensor<3xf32>
  cat.print %t3
  // an empty fold
  // CHECK: 3
  %none = cat.const dense<> : tensor<0xi64>
  %fold0 = cat.fold %step : !cat.hom<!cat.prod<f32, i64>, f32> to !cat.hom<!cat.prod<f32, tensor<0xi64>>, f32>
  %r4 = cat.eval %fold0(%three, %none) : !cat.hom<!cat.prod<f32, tensor<0xi64>>, f32>, (f32, tensor<0xi64>) -> f32
  %t4 = cat.format %r4 as f32 : f32
  cat.print %t4

  %mul = cat.lambda (%x: i64, %y: i64) : !cat.hom<!cat.prod<i64, i64>, i64> {
    %z = cat.mul %x, %y : i64
    cat.yield %z : i64
  }
  // CHECK: 6
  %one = cat.const 1 : i64
  %reduce = cat.reduce %mul unit(%one : i64) : !cat.hom<!cat.prod<i64, i64>, i64> to !cat.hom<tensor<3xi64>, i64>
  %r5 = cat.eval %reduce(%xs) : !cat.hom<tensor<3xi64>, i64>, (tensor<3xi64>) -> i64
  %t5 = cat.format %r5 as i64 : i64
  cat.print %t5

  // running products and sums: outputs, and the last state
  // CHECK: (7, [4, 4, 12])
  %cell = cat.lambda (%i: i64, %s: i64) : !cat.hom<!cat.prod<i64, i64>, !cat.prod<i64, i64>> {
    %o = cat.mul %i, %s : i64
    %n = cat.add %i, %s : i64
    %four = cat.const 4 : i64
    %big = cat.max %o, %four : i64
    cat.yield %big, %n : i64, i64
  }
  %loop = cat.loop %cell : !cat.hom<!cat.prod<i64, i64>, !cat.prod<i64, i64>>
    to !cat.hom<!cat.prod<i64, tensor<3xi64>>, !cat.prod<i64, tensor<3xi64>>>
  %r6:2 = cat.eval %loop(%one, %xs) : !cat.hom<!cat.prod<i64, tensor<3xi64>>, !cat.prod<i64, tensor<3xi64>>>,
    (i64, tensor<3xi64>) -> (i64, tensor<3xi64>)
  %t6 = cat.format %r6#0, %r6#1 as !cat.prod<i64, tensor<3xi64>> : i64, tensor<3xi64>
  cat.print %t6

  // CHECK: 48
  %n = cat.const 4 : index
  %iterate = cat.iterate %double : !cat.hom<f32, f32> to !cat.hom<!cat.prod<index, f32>, f32>
  %r7 = cat.eval %iterate(%n, %three) : !cat.hom<!cat.prod<index, f32>, f32>, (index, f32) -> f32
  %t7 = cat.format %r7 as f32 : f32
  cat.print %t7
  // each layer has its own parameter: ((3 * 1) * 2) * 3
  // CHECK: 18
  %layer = cat.lambda (%w: i64, %x: f32) : !cat.hom<!cat.prod<i64, f32>, f32> {
    %f = cat.convert %w : i64 -> f32
    %y = cat.mul %f, %x : f32
    cat.yield %y : f32
  }
  %repeat = cat.repeat 3, %layer : !cat.hom<!cat.prod<i64, f32>, f32> to !cat.hom<!cat.prod<tensor<3xi64>, f32>, f32>
  %r8 = cat.eval %repeat(%xs, %three) : !cat.hom<!cat.prod<tensor<3xi64>, f32>, f32>, (tensor<3xi64>, f32) -> f32
  %t8 = cat.format %r8 as f32 : f32
  cat.print %t8

  // CHECK: (5, 6)
  %five = cat.const 5.0 : f32
  %always = cat.const_arrow %five : f32, !cat.hom<!cat.prod<>, f32>
  %case = cat.case %always, %double : (!cat.hom<!cat.prod<>, f32>, !cat.hom<f32, f32>)
    -> !cat.hom<!cat.sum<"none": !cat.prod<>, "some": f32>, f32>
  %in = cat.inject_arrow "some" : !cat.hom<f32, !cat.sum<"none": !cat.prod<>, "some": f32>>
  %some = cat.eval %in(%three) : !cat.hom<f32, !cat.sum<"none": !cat.prod<>, "some": f32>>, (f32) -> !cat.sum<"none": !cat.prod<>, "some": f32>
  %nothing = cat.inject "none"() : () -> !cat.sum<"none": !cat.prod<>, "some": f32>
  %r9 = cat.eval %case(%nothing) : !cat.hom<!cat.sum<"none": !cat.prod<>, "some": f32>, f32>, (!cat.sum<"none": !cat.prod<>, "some": f32>) -> f32
  %r10 = cat.match %some : !cat.sum<"none": !cat.prod<>, "some": f32> -> (f32) case "none" {
    cat.yield %five : f32
  } case "some"(%v: f32) {
    %w = cat.add %v, %v : f32
    cat.yield %w : f32
  }
  %t9 = cat.format %r9, %r10 as !cat.prod<f32, f32> : f32, f32
  cat.print %t9
  cat.yield
}
