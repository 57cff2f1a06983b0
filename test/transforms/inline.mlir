// cat-inline: arrows become points; only lambdas stay, under arrows that repeat or differentiate.
// RUN: %cat_opt %s -split-input-file -cat-inline | FileCheck %s

cat.arrow @double() : !cat.hom<f32, f32> {
  %f = cat.lambda (%x: f32) : !cat.hom<f32, f32> {
    %y = cat.add %x, %x : f32
    cat.yield %y : f32
  }
  cat.yield %f : !cat.hom<f32, f32>
}

// The context of a reference takes the place of the arrow's arguments; copies, discards and swaps need no
// operation.
// CHECK-NOT: @double
// CHECK-LABEL: cat.arrow public @products(%{{.*}}: f32)
// CHECK: cat.lambda (%[[P:.*]]: !cat.prod<f32, f32>)
// CHECK: %[[A:.*]] = cat.get %[[P]][0]
// CHECK: %[[D:.*]] = cat.add %[[A]], %[[A]]
// CHECK: cat.pack %{{.*}}, %[[D]]
// CHECK-NEXT: cat.yield
cat.arrow public @products(%c: f32) : !cat.hom<!cat.prod<f32, f32>, !cat.prod<f32, f32>> {
  %d = cat.ref @double() : () -> !cat.hom<f32, f32>
  %k = cat.const_arrow %c : f32, !cat.hom<f32, f32>
  %t = cat.tensor %d, %k : !cat.hom<f32, f32>, !cat.hom<f32, f32>
  %s = cat.permute [1, 0] : !cat.hom<!cat.prod<f32, f32>, !cat.prod<f32, f32>>
  %r = cat.compose %t, %s : !cat.hom<!cat.prod<f32, f32>, !cat.prod<f32, f32>>, !cat.hom<!cat.prod<f32, f32>, !cat.prod<f32, f32>>
  cat.yield %r : !cat.hom<!cat.prod<f32, f32>, !cat.prod<f32, f32>>
}

// -----

cat.arrow @scale(%s: f32) : !cat.hom<f32, f32> {
  %f = cat.lambda (%x: f32) : !cat.hom<f32, f32> {
    %y = cat.mul %x, %s : f32
    cat.yield %y : f32
  }
  cat.yield %f : !cat.hom<f32, f32>
}

// What a structural arrow repeats becomes a lambda, which uses the captured point from above.
// CHECK-LABEL: cat.pipeline @structural(%{{.*}}: f32, %{{.*}}: tensor<3xf32>
// CHECK: %[[F:.*]] = cat.lambda (%[[X:.*]]: f32)
// CHECK-NEXT: cat.mul %[[X]], %arg0
// CHECK: %[[M:.*]] = cat.map %[[F]]
// CHECK: cat.eval %[[M]](%arg1)
cat.pipeline @structural(%s: f32, %xs: tensor<3xf32>) {
  %f = cat.ref @scale(%s) : (f32) -> !cat.hom<f32, f32>
  %m = cat.map %f : !cat.hom<f32, f32> to !cat.hom<tensor<3xf32>, tensor<3xf32>>
  %y = cat.eval %m(%xs) : !cat.hom<tensor<3xf32>, tensor<3xf32>>, (tensor<3xf32>) -> tensor<3xf32>
  %t = cat.format %y as tensor<3xf32> : tensor<3xf32>
  cat.print %t
  cat.yield
}

// -----

// CHECK-LABEL: cat.pipeline @sums(
// CHECK: cat.match
// CHECK: case "none"
// CHECK-NEXT: cat.yield %arg0
// CHECK: case "some"(%[[X:.*]]: f32)
// CHECK-NEXT: cat.yield %[[X]]
cat.pipeline @sums(%zero: f32, %x: f32) {
  %some = cat.inject_arrow "some" : !cat.hom<f32, !cat.sum<"none": !cat.prod<>, "some": f32>>
  %none = cat.const_arrow %zero : f32, !cat.hom<!cat.prod<>, f32>
  %id = cat.id : !cat.hom<f32, f32>
  %case = cat.case %none, %id : (!cat.hom<!cat.prod<>, f32>, !cat.hom<f32, f32>) -> !cat.hom<!cat.sum<"none": !cat.prod<>, "some": f32>, f32>
  %c = cat.compose %some, %case : !cat.hom<f32, !cat.sum<"none": !cat.prod<>, "some": f32>>, !cat.hom<!cat.sum<"none": !cat.prod<>, "some": f32>, f32>
  %y = cat.eval %c(%x) : !cat.hom<f32, f32>, (f32) -> f32
  %t = cat.format %y as f32 : f32
  cat.print %t
  cat.yield
}
