// The tiny language model of the language reference, as the compiler writes it: every pass from arrows
// to one differentiated training step.
// RUN: %cat_opt %s -cat-inline -cat-erase-objects -cat-split-products -cat-batch -cat-differentiate -cse -canonicalize | FileCheck %s

!P = !cat.prod<"table": tensor<5x4xf32>, "weight": tensor<4x5xf32>, "bias": tensor<5xf32>>
!Token = !cat.obj<@Token>
!Dist = !cat.obj<@"Dist[5]">
!Pair = !cat.prod<!Token, !Token>

cat.object @Token = !cat.fin<5>
cat.object @Hidden = tensor<4xf32>
cat.object @Logits = tensor<5xf32>
cat.object @"Dist[5]" = tensor<5xf32> {predicate = @dist_check, text = "abs(sum(it) - 1) <= 1e-4"}
cat.object @Loss = f32

cat.arrow @dist_check() : !cat.hom<tensor<5xf32>, i1> {
  %f = cat.lambda (%x: tensor<5xf32>) : !cat.hom<tensor<5xf32>, i1> {
    %sum = cat.fold_axis add %x dims [0] : tensor<5xf32>
    %one = cat.const 1.0 : f32
    %d = cat.sub %sum, %one : f32
    %a = cat.abs %d : f32
    %e = cat.const 1.0e-4 : f32
    %c = cat.cmp le %a, %e : f32
    cat.yield %c : i1
  }
  cat.yield %f : !cat.hom<tensor<5xf32>, i1>
}

cat.arrow @embed(%table: tensor<5x4xf32>) : !cat.hom<!Token, !cat.obj<@Hidden>> {
  %f = cat.lambda (%t: !Token) : !cat.hom<!Token, !cat.obj<@Hidden>> {
    %i = cat.forget %t : !Token -> i64
    %r = cat.gather %table, %i : tensor<5x4xf32>, i64
    %h = cat.name %r : tensor<4xf32> -> !cat.obj<@Hidden>
    cat.yield %h : !cat.obj<@Hidden>
  }
  cat.yield %f : !cat.hom<!Token, !cat.obj<@Hidden>>
}

cat.arrow @head(%weight: tensor<4x5xf32>, %bias: tensor<5xf32>) : !cat.hom<!cat.obj<@Hidden>, !cat.obj<@Logits>> {
  %f = cat.lambda (%h: !cat.obj<@Hidden>) : !cat.hom<!cat.obj<@Hidden>, !cat.obj<@Logits>> {
    %x = cat.forget %h : !cat.obj<@Hidden> -> tensor<4xf32>
    %m = cat.contract %x, %weight maps [affine_map<(i, j) -> (i)>, affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (j)>]
        : tensor<4xf32>, tensor<4x5xf32> -> tensor<5xf32>
    %s = cat.add %m, %bias : tensor<5xf32>
    %l = cat.name %s : tensor<5xf32> -> !cat.obj<@Logits>
    cat.yield %l : !cat.obj<@Logits>
  }
  cat.yield %f : !cat.hom<!cat.obj<@Hidden>, !cat.obj<@Logits>>
}

cat.arrow @softmax() : !cat.hom<!cat.obj<@Logits>, !Dist> attributes {trusted} {
  %f = cat.lambda (%l: !cat.obj<@Logits>) : !cat.hom<!cat.obj<@Logits>, !Dist> {
    %x = cat.forget %l : !cat.obj<@Logits> -> tensor<5xf32>
    %max = cat.fold_axis max %x dims [0] : tensor<5xf32>
    %maxes = cat.broadcast %max dims [0] : f32 -> tensor<5xf32>
    %shifted = cat.sub %x, %maxes : tensor<5xf32>
    %e = cat.exp %shifted : tensor<5xf32>
    %sum = cat.fold_axis add %e dims [0] : tensor<5xf32>
    %sums = cat.broadcast %sum dims [0] : f32 -> tensor<5xf32>
    %y = cat.div %e, %sums : tensor<5xf32>
    %d = cat.forget %y : tensor<5xf32> -> !Dist
    cat.yield %d : !Dist
  }
  cat.yield %f : !cat.hom<!cat.obj<@Logits>, !Dist>
}

cat.arrow @predict(%p: !P) : !cat.hom<!Token, !Dist> {
  %table = cat.get %p[0] : !P
  %weight = cat.get %p[1] : !P
  %bias = cat.get %p[2] : !P
  %e = cat.ref @embed(%table) : (tensor<5x4xf32>) -> !cat.hom<!Token, !cat.obj<@Hidden>>
  %h = cat.ref @head(%weight, %bias) : (tensor<4x5xf32>, tensor<5xf32>) -> !cat.hom<!cat.obj<@Hidden>, !cat.obj<@Logits>>
  %s = cat.ref @softmax() : () -> !cat.hom<!cat.obj<@Logits>, !Dist>
  %r = cat.compose %e, %h, %s : !cat.hom<!Token, !cat.obj<@Hidden>>, !cat.hom<!cat.obj<@Hidden>, !cat.obj<@Logits>>, !cat.hom<!cat.obj<@Logits>, !Dist>
  cat.yield %r : !cat.hom<!Token, !Dist>
}

cat.arrow @cross_entropy() : !cat.hom<!cat.prod<!Dist, !Token>, !cat.obj<@Loss>> {
  %f = cat.lambda (%d: !Dist, %t: !Token) : !cat.hom<!cat.prod<!Dist, !Token>, !cat.obj<@Loss>> {
    %x = cat.forget %d : !Dist -> tensor<5xf32>
    %i = cat.forget %t : !Token -> i64
    %p = cat.gather %x, %i : tensor<5xf32>, i64
    %l = cat.log %p : f32
    %n = cat.neg %l : f32
    %loss = cat.name %n : f32 -> !cat.obj<@Loss>
    cat.yield %loss : !cat.obj<@Loss>
  }
  cat.yield %f : !cat.hom<!cat.prod<!Dist, !Token>, !cat.obj<@Loss>>
}

cat.arrow @loss(%p: !P) : !cat.hom<!Pair, !cat.obj<@Loss>> {
  %f = cat.ref @predict(%p) : (!P) -> !cat.hom<!Token, !Dist>
  %id = cat.id : !cat.hom<!Token, !Token>
  %first = cat.tensor %f, %id : !cat.hom<!Token, !Dist>, !cat.hom<!Token, !Token>
  %ce = cat.ref @cross_entropy() : () -> !cat.hom<!cat.prod<!Dist, !Token>, !cat.obj<@Loss>>
  %r = cat.compose %first, %ce : !cat.hom<!Pair, !cat.prod<!Dist, !Token>>, !cat.hom<!cat.prod<!Dist, !Token>, !cat.obj<@Loss>>
  cat.yield %r : !cat.hom<!Pair, !cat.obj<@Loss>>
}

cat.arrow @mean() : !cat.hom<tensor<?xf32>, f32> {
  %f = cat.lambda (%xs: tensor<?xf32>) : !cat.hom<tensor<?xf32>, f32> {
    %sum = cat.fold_axis add %xs dims [0] : tensor<?xf32>
    %n = cat.dim %xs axis 0 : tensor<?xf32>
    %d = cat.convert %n : index -> f32
    %r = cat.div %sum, %d : f32
    cat.yield %r : f32
  }
  cat.yield %f : !cat.hom<tensor<?xf32>, f32>
}

cat.arrow @mean_loss(%p: !P) : !cat.hom<tensor<?x!Pair>, !cat.obj<@Loss>> {
  %loss = cat.ref @loss(%p) : (!P) -> !cat.hom<!Pair, !cat.obj<@Loss>>
  %map = cat.map %loss : !cat.hom<!Pair, !cat.obj<@Loss>> to !cat.hom<tensor<?x!Pair>, tensor<?x!cat.obj<@Loss>>>
  %forget = cat.lambda (%x: tensor<?x!cat.obj<@Loss>>) : !cat.hom<tensor<?x!cat.obj<@Loss>>, tensor<?xf32>> {
    %y = cat.forget %x : tensor<?x!cat.obj<@Loss>> -> tensor<?xf32>
    cat.yield %y : tensor<?xf32>
  }
  %mean = cat.ref @mean() : () -> !cat.hom<tensor<?xf32>, f32>
  %name = cat.lambda (%x: f32) : !cat.hom<f32, !cat.obj<@Loss>> {
    %y = cat.name %x : f32 -> !cat.obj<@Loss>
    cat.yield %y : !cat.obj<@Loss>
  }
  %r = cat.compose %map, %forget, %mean, %name : !cat.hom<tensor<?x!Pair>, tensor<?x!cat.obj<@Loss>>>, !cat.hom<tensor<?x!cat.obj<@Loss>>, tensor<?xf32>>, !cat.hom<tensor<?xf32>, f32>, !cat.hom<f32, !cat.obj<@Loss>>
  cat.yield %r : !cat.hom<tensor<?x!Pair>, !cat.obj<@Loss>>
}

// The step that is iterated: one gather of rows, one product of matrices forward, two backward, and the
// rows added back into the table.
// CHECK-LABEL: cat.pipeline @main(
// CHECK: cat.lambda (%[[TABLE:.*]]: tensor<5x4xf32>, %[[WEIGHT:.*]]: tensor<4x5xf32>, %[[BIAS:.*]]: tensor<5xf32>)
// CHECK: %[[ROWS:.*]] = cat.gather %[[TABLE]], %{{.*}} in_bounds
// CHECK: cat.contract %[[ROWS]], %[[WEIGHT]]
// CHECK-NOT: cat.contract
// CHECK: cat.contract %{{.*}}, %[[WEIGHT]] {{.*}} -> tensor<?x4xf32>
// CHECK-NEXT: cat.contract %{{.*}}, %[[ROWS]] {{.*}} -> tensor<4x5xf32>
// CHECK-NEXT: cat.scatter_add {{.*}} -> tensor<5x4xf32>
// CHECK-NOT: cat.contract
// CHECK: cat.yield
// CHECK-NEXT: }
// CHECK: cat.iterate
// CHECK-NOT: cat.map
// CHECK-NOT: cat.rev
cat.pipeline @main(%steps: index, %lr: f32, %raw: tensor<?xi64>, %table: tensor<5x4xf32>, %weight: tensor<4x5xf32>, %bias: tensor<5xf32>) {
  %tokens = cat.name %raw : tensor<?xi64> -> tensor<?x!Token>
  %one = cat.const 1 : index
  %zero = cat.const 0 : index
  %n = cat.dim %tokens axis 0 : tensor<?x!Token>
  %m = cat.sub %n, %one : index
  %a = cat.slice %tokens[%zero, %m] axis 0 : tensor<?x!Token> -> tensor<?x!Token>
  %b = cat.slice %tokens[%one, %m] axis 0 : tensor<?x!Token> -> tensor<?x!Token>
  %data = cat.zip %a, %b : (tensor<?x!Token>, tensor<?x!Token>) -> tensor<?x!Pair>
  %p0 = cat.pack %table, %weight, %bias : !P
  %step = cat.lambda (%p: !P) : !cat.hom<!P, !P> {
    %in_p = cat.lambda (%q: !P) : !cat.hom<!P, !cat.obj<@Loss>> {
      %f = cat.ref @mean_loss(%q) : (!P) -> !cat.hom<tensor<?x!Pair>, !cat.obj<@Loss>>
      %l = cat.eval %f(%data) : !cat.hom<tensor<?x!Pair>, !cat.obj<@Loss>>, (tensor<?x!Pair>) -> !cat.obj<@Loss>
      cat.yield %l : !cat.obj<@Loss>
    }
    %rev = cat.rev %in_p : !cat.hom<!P, !cat.obj<@Loss>> to !cat.hom<!cat.prod<!P, f32>, !P>
    %seed = cat.const 1.0 : f32
    %g = cat.eval %rev(%p, %seed) : !cat.hom<!cat.prod<!P, f32>, !P>, (!P, f32) -> !P
    %sgd = cat.lambda (%x: f32, %dx: f32) : !cat.hom<!cat.prod<f32, f32>, f32> {
      %s = cat.mul %lr, %dx : f32
      %r = cat.sub %x, %s : f32
      cat.yield %r : f32
    }
    %row = cat.zipwith %sgd : !cat.hom<!cat.prod<f32, f32>, f32> to !cat.hom<!cat.prod<tensor<4xf32>, tensor<4xf32>>, tensor<4xf32>>
    %rows = cat.zipwith %row : !cat.hom<!cat.prod<tensor<4xf32>, tensor<4xf32>>, tensor<4xf32>> to !cat.hom<!cat.prod<tensor<5x4xf32>, tensor<5x4xf32>>, tensor<5x4xf32>>
    %p_table = cat.get %p[0] : !P
    %g_table = cat.get %g[0] : !P
    %table1 = cat.eval %rows(%p_table, %g_table) : !cat.hom<!cat.prod<tensor<5x4xf32>, tensor<5x4xf32>>, tensor<5x4xf32>>, (tensor<5x4xf32>, tensor<5x4xf32>) -> tensor<5x4xf32>
    %lrs = cat.broadcast %lr dims [0, 1] : f32 -> tensor<4x5xf32>
    %p_weight = cat.get %p[1] : !P
    %g_weight = cat.get %g[1] : !P
    %ws = cat.mul %lrs, %g_weight : tensor<4x5xf32>
    %weight1 = cat.sub %p_weight, %ws : tensor<4x5xf32>
    %p_bias = cat.get %p[2] : !P
    %g_bias = cat.get %g[2] : !P
    %bias_row = cat.zipwith %sgd : !cat.hom<!cat.prod<f32, f32>, f32> to !cat.hom<!cat.prod<tensor<5xf32>, tensor<5xf32>>, tensor<5xf32>>
    %bias1 = cat.eval %bias_row(%p_bias, %g_bias) : !cat.hom<!cat.prod<tensor<5xf32>, tensor<5xf32>>, tensor<5xf32>>, (tensor<5xf32>, tensor<5xf32>) -> tensor<5xf32>
    %p1 = cat.pack %table1, %weight1, %bias1 : !P
    cat.yield %p1 : !P
  }
  %iterate = cat.iterate %step : !cat.hom<!P, !P> to !cat.hom<!cat.prod<index, !P>, !P>
  %p = cat.eval %iterate(%steps, %p0) : !cat.hom<!cat.prod<index, !P>, !P>, (index, !P) -> !P
  %f = cat.ref @mean_loss(%p) : (!P) -> !cat.hom<tensor<?x!Pair>, !cat.obj<@Loss>>
  %l = cat.eval %f(%data) : !cat.hom<tensor<?x!Pair>, !cat.obj<@Loss>>, (tensor<?x!Pair>) -> !cat.obj<@Loss>
  %t = cat.format %l spec ".6f" as !cat.obj<@Loss> : !cat.obj<@Loss>
  cat.print %t
  cat.yield
}
