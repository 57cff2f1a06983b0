// L5.5 map-batched: map f  =  f on whole arrays
// RUN: %cat_opt %s -cat-batch --remarks-filter=law 2>&1 | FileCheck %s
// RUN: %cat_opt %s '--pass-pipeline=builtin.module(cat-compare{passes=cat-batch})' -o /dev/null | FileCheck %s --check-prefix=SAME
// SAME-COUNT-2: same @

// CHECK-COUNT-1: [Passed] L5.5
// CHECK-LABEL: @fires(
// CHECK: cat.contract %{{.*}}, %{{.*}} : tensor<2x3xf32>, tensor<5x3xf32> -> tensor<5x2xf32>
// CHECK-NOT: cat.map
cat.arrow public @fires(%w: tensor<2x3xf32>) : !cat.hom<tensor<5x3xf32>, tensor<5x2xf32>> {
  %f = cat.lambda (%x: tensor<3xf32>) : !cat.hom<tensor<3xf32>, tensor<2xf32>> {
    %m = cat.contract %w, %x maps [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (j)>, affine_map<(i, j) -> (i)>]
        : tensor<2x3xf32>, tensor<3xf32> -> tensor<2xf32>
    cat.yield %m : tensor<2xf32>
  }
  %m = cat.map %f : !cat.hom<tensor<3xf32>, tensor<2xf32>> to !cat.hom<tensor<5x3xf32>, tensor<5x2xf32>>
  %g = cat.lambda (%xs: tensor<5x3xf32>) : !cat.hom<tensor<5x3xf32>, tensor<5x2xf32>> {
    %y = cat.eval %m(%xs) : !cat.hom<tensor<5x3xf32>, tensor<5x2xf32>>, (tensor<5x3xf32>) -> tensor<5x2xf32>
    cat.yield %y : tensor<5x2xf32>
  }
  cat.yield %g : !cat.hom<tensor<5x3xf32>, tensor<5x2xf32>>
}

// An iteration that is of another length for each element has no batched form.
// CHECK-LABEL: @stays(
// CHECK: cat.map
cat.arrow public @stays() : !cat.hom<tensor<3xindex>, tensor<3xindex>> {
  %f = cat.lambda (%n: index) : !cat.hom<index, index> {
    %step = cat.lambda (%a: index) : !cat.hom<index, index> {
      %b = cat.add %a, %a : index
      cat.yield %b : index
    }
    %it = cat.iterate %step : !cat.hom<index, index> to !cat.hom<!cat.prod<index, index>, index>
    %r = cat.eval %it(%n, %n) : !cat.hom<!cat.prod<index, index>, index>, (index, index) -> index
    cat.yield %r : index
  }
  %m = cat.map %f : !cat.hom<index, index> to !cat.hom<tensor<3xindex>, tensor<3xindex>>
  %g = cat.lambda (%xs: tensor<3xindex>) : !cat.hom<tensor<3xindex>, tensor<3xindex>> {
    %y = cat.eval %m(%xs) : !cat.hom<tensor<3xindex>, tensor<3xindex>>, (tensor<3xindex>) -> tensor<3xindex>
    cat.yield %y : tensor<3xindex>
  }
  cat.yield %g : !cat.hom<tensor<3xindex>, tensor<3xindex>>
}
