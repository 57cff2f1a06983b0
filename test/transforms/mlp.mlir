// A classifier with one hidden layer, trained on a batch: two products of matrices forward, three
// backward (none for the pixels), and no array with an axis for the batch, the inputs and the outputs.
// RUN: %cat_opt %s -cat-batch -cat-differentiate -cse -canonicalize | FileCheck %s
// RUN: %cat_opt %s -cat-batch -cat-differentiate -cse -canonicalize | FileCheck %s --check-prefix=SMALL

#mv = affine_map<(i, j) -> (i, j)>
#in = affine_map<(i, j) -> (j)>
#out = affine_map<(i, j) -> (i)>

// CHECK-LABEL: cat.arrow public @step(
// CHECK: cat.lambda (%[[W:.*]]: tensor<128x784xf32>, %[[B:.*]]: tensor<128xf32>, %[[V:.*]]: tensor<10x128xf32>, %[[C:.*]]: tensor<10xf32>)
// CHECK: cat.contract %[[W]], %arg0 {{.*}} -> tensor<?x128xf32>
// CHECK: %[[H:.*]] = cat.max
// CHECK: cat.contract %[[V]], %[[H]] {{.*}} -> tensor<?x10xf32>
// CHECK: cat.contract {{.*}}%[[H]] {{.*}} -> tensor<10x128xf32>
// CHECK: cat.contract {{.*}}%[[V]] {{.*}} -> tensor<?x128xf32>
// CHECK: %[[MASK:.*]] = cat.select
// CHECK: cat.contract %[[MASK]], %arg0 {{.*}} -> tensor<128x784xf32>
// CHECK-NOT: cat.contract
// SMALL-NOT: tensor<?x128x784
// SMALL-NOT: tensor<?x10x128
cat.arrow public @step(%images: tensor<?x784xf32>, %labels: tensor<?xi64>)
    : !cat.hom<!cat.prod<tensor<128x784xf32>, tensor<128xf32>, tensor<10x128xf32>, tensor<10xf32>>,
               !cat.prod<tensor<128x784xf32>, tensor<128xf32>, tensor<10x128xf32>, tensor<10xf32>>> {
  %step = cat.lambda (%w: tensor<128x784xf32>, %b: tensor<128xf32>, %v: tensor<10x128xf32>, %c: tensor<10xf32>)
      : !cat.hom<!cat.prod<tensor<128x784xf32>, tensor<128xf32>, tensor<10x128xf32>, tensor<10xf32>>,
                 !cat.prod<tensor<128x784xf32>, tensor<128xf32>, tensor<10x128xf32>, tensor<10xf32>>> {
    %mean_loss = cat.lambda (%w1: tensor<128x784xf32>, %b1: tensor<128xf32>, %v1: tensor<10x128xf32>, %c1: tensor<10xf32>)
        : !cat.hom<!cat.prod<tensor<128x784xf32>, tensor<128xf32>, tensor<10x128xf32>, tensor<10xf32>>, f32> {
      %loss = cat.lambda (%x: tensor<784xf32>, %label: i64) : !cat.hom<!cat.prod<tensor<784xf32>, i64>, f32> {
        %wx = cat.contract %w1, %x maps [#mv, #in, #out] : tensor<128x784xf32>, tensor<784xf32> -> tensor<128xf32>
        %h0 = cat.add %wx, %b1 : tensor<128xf32>
        %zero = cat.const 0.0 : f32
        %zeros = cat.broadcast %zero dims [0] : f32 -> tensor<128xf32>
        %h = cat.max %h0, %zeros : tensor<128xf32>
        %vh = cat.contract %v1, %h maps [#mv, #in, #out] : tensor<10x128xf32>, tensor<128xf32> -> tensor<10xf32>
        %l = cat.add %vh, %c1 : tensor<10xf32>
        %e = cat.exp %l : tensor<10xf32>
        %sum = cat.fold_axis add %e dims [0] : tensor<10xf32>
        %log = cat.log %sum : f32
        %target = cat.gather %l, %label : tensor<10xf32>, i64
        %r = cat.sub %log, %target : f32
        cat.yield %r : f32
      }
      %map = cat.map %loss : !cat.hom<!cat.prod<tensor<784xf32>, i64>, f32>
          to !cat.hom<!cat.prod<tensor<?x784xf32>, tensor<?xi64>>, tensor<?xf32>>
      %losses = cat.eval %map(%images, %labels)
          : !cat.hom<!cat.prod<tensor<?x784xf32>, tensor<?xi64>>, tensor<?xf32>>, (tensor<?x784xf32>, tensor<?xi64>) -> tensor<?xf32>
      %total = cat.fold_axis add %losses dims [0] : tensor<?xf32>
      %n = cat.dim %losses axis 0 : tensor<?xf32>
      %count = cat.convert %n : index -> f32
      %mean = cat.div %total, %count : f32
      cat.yield %mean : f32
    }
    %rev = cat.rev %mean_loss
        : !cat.hom<!cat.prod<tensor<128x784xf32>, tensor<128xf32>, tensor<10x128xf32>, tensor<10xf32>>, f32>
        to !cat.hom<!cat.prod<tensor<128x784xf32>, tensor<128xf32>, tensor<10x128xf32>, tensor<10xf32>, f32>,
                    !cat.prod<tensor<128x784xf32>, tensor<128xf32>, tensor<10x128xf32>, tensor<10xf32>>>
    %one = cat.const 1.0 : f32
    %g:4 = cat.eval %rev(%w, %b, %v, %c, %one)
        : !cat.hom<!cat.prod<tensor<128x784xf32>, tensor<128xf32>, tensor<10x128xf32>, tensor<10xf32>, f32>,
                   !cat.prod<tensor<128x784xf32>, tensor<128xf32>, tensor<10x128xf32>, tensor<10xf32>>>,
          (tensor<128x784xf32>, tensor<128xf32>, tensor<10x128xf32>, tensor<10xf32>, f32)
          -> (tensor<128x784xf32>, tensor<128xf32>, tensor<10x128xf32>, tensor<10xf32>)
    cat.yield %g#0, %g#1, %g#2, %g#3 : tensor<128x784xf32>, tensor<128xf32>, tensor<10x128xf32>, tensor<10xf32>
  }
  cat.yield %step : !cat.hom<!cat.prod<tensor<128x784xf32>, tensor<128xf32>, tensor<10x128xf32>, tensor<10xf32>>,
                             !cat.prod<tensor<128x784xf32>, tensor<128xf32>, tensor<10x128xf32>, tensor<10xf32>>>
}
