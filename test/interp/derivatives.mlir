// Derivatives by the interpreter's tape: first, second, forward, through control flow.
// RUN: %cat_opt %s --cat-interpret -o /dev/null | FileCheck %s

cat.pipeline @main() attributes {flags = []} {
  %x = cat.const 2.0 : f32
  %one = cat.const 1.0 : f32
  // f(x) = x^3, f' = 3 x^2 = 12, f'' = 6 x = 12, f''' = 6
  %cube = cat.lambda (%a: f32) : !cat.hom<f32, f32> {
    %b = cat.mul %a, %a : f32
    %c = cat.mul %b, %a : f32
    cat.yield %c : f32
  }
  %d1 = cat.rev %cube : !cat.hom<f32, f32> to !cat.hom<!cat.prod<f32, f32>, f32>
  %first = cat.lambda (%a: f32) : !cat.hom<f32, f32> {
    %r = cat.eval %d1(%a, %one) : !cat.hom<!cat.prod<f32, f32>, f32>, (f32, f32) -> f32
    cat.yield %r : f32
  }
  %d2 = cat.rev %first : !cat.hom<f32, f32> to !cat.hom<!cat.prod<f32, f32>, f32>
  %second = cat.lambda (%a: f32) : !cat.hom<f32, f32> {
    %r = cat.eval %d2(%a, %one) : !cat.hom<!cat.prod<f32, f32>, f32>, (f32, f32) -> f32
    cat.yield %r : f32
  }
  %d3 = cat.fwd %second : !cat.hom<f32, f32> to !cat.hom<!cat.prod<f32, f32>, f32>
  %r1 = cat.eval %first(%x) : !cat.hom<f32, f32>, (f32) -> f32
  %r2 = cat.eval %second(%x) : !cat.hom<f32, f32>, (f32) -> f32
  %r3 = cat.eval %d3(%x, %one) : !cat.hom<!cat.prod<f32, f32>, f32>, (f32, f32) -> f32
  // CHECK: (12, 12, 6)
  %t1 = cat.format %r1, %r2, %r3 as !cat.prod<f32, f32, f32> : f32, f32, f32
  cat.print %t1

  // A point captured from outside is a constant of the inner derivative and a variable of the outer:
  // d/dy (d/dx x y at x) = 1.
  %outer = cat.lambda (%y: f32) : !cat.hom<f32, f32> {
    %times = cat.lambda (%a: f32) : !cat.hom<f32, f32> {
      %p = cat.mul %a, %y : f32
      cat.yield %p : f32
    }
    %dt = cat.rev %times : !cat.hom<f32, f32> to !cat.hom<!cat.prod<f32, f32>, f32>
    %r = cat.eval %dt(%y, %one) : !cat.hom<!cat.prod<f32, f32>, f32>, (f32, f32) -> f32
    cat.yield %r : f32
  }
  %do = cat.rev %outer : !cat.hom<f32, f32> to !cat.hom<!cat.prod<f32, f32>, f32>
  %r4 = cat.eval %do(%x, %one) : !cat.hom<!cat.prod<f32, f32>, f32>, (f32, f32) -> f32
  // CHECK: 1
  %t4 = cat.format %r4 as f32 : f32
  cat.print %t4

  // Integers have no tangent; gather sends cotangents back to the rows it took.
  %table = cat.const dense<[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]> : tensor<3x2xf32>
  %rows = cat.const dense<[2, 0, 2]> : tensor<3xi64>
  %pick = cat.lambda (%t: tensor<3x2xf32>, %i: tensor<3xi64>) : !cat.hom<!cat.prod<tensor<3x2xf32>, tensor<3xi64>>, f32> {
    %g = cat.gather %t, %i : tensor<3x2xf32>, tensor<3xi64>
    %s = cat.mul %g, %g : tensor<3x2xf32>
    %f = cat.fold_axis add %s dims [0, 1] : tensor<3x2xf32>
    cat.yield %f : f32
  }
  %dp = cat.rev %pick : !cat.hom<!cat.prod<tensor<3x2xf32>, tensor<3xi64>>, f32>
    to !cat.hom<!cat.prod<!cat.prod<tensor<3x2xf32>, tensor<3xi64>>, f32>, !cat.prod<tensor<3x2xf32>, !cat.prod<>>>
  %point = cat.pack %table, %rows : !cat.prod<tensor<3x2xf32>, tensor<3xi64>>
  %r5 = cat.eval %dp(%point, %one)
    : !cat.hom<!cat.prod<!cat.prod<tensor<3x2xf32>, tensor<3xi64>>, f32>, !cat.prod<tensor<3x2xf32>, !cat.prod<>>>,
      (!cat.prod<tensor<3x2xf32>, tensor<3xi64>>, f32) -> !cat.prod<tensor<3x2xf32>, !cat.prod<>>
  // CHECK: {{\(\[\[2, 4\], \[0, 0\], \[20, 24\]\], \(\)\)}}
  %t5 = cat.format %r5 as !cat.prod<tensor<3x2xf32>, !cat.prod<>> : !cat.prod<tensor<3x2xf32>, !cat.prod<>>
  cat.print %t5

  // Through map, max with a tie (which follows the second argument), and the greatest element (the first one).
  %zero = cat.const 0.0 : f32
  %relu = cat.lambda (%a: f32) : !cat.hom<f32, f32> {
    %m = cat.max %a, %zero : f32
    cat.yield %m : f32
  }
  %xs = cat.const dense<[-1.0, 0.0, 3.0, 3.0]> : tensor<4xf32>
  %map = cat.map %relu : !cat.hom<f32, f32> to !cat.hom<tensor<4xf32>, tensor<4xf32>>
  %greatest = cat.lambda (%a: tensor<4xf32>) : !cat.hom<tensor<4xf32>, f32> {
    %m = cat.fold_axis max %a dims [0] : tensor<4xf32>
    cat.yield %m : f32
  }
  %dm = cat.rev %map : !cat.hom<tensor<4xf32>, tensor<4xf32>> to !cat.hom<!cat.prod<tensor<4xf32>, tensor<4xf32>>, tensor<4xf32>>
  %dg = cat.rev %greatest : !cat.hom<tensor<4xf32>, f32> to !cat.hom<!cat.prod<tensor<4xf32>, f32>, tensor<4xf32>>
  %ones = cat.const dense<1.0> : tensor<4xf32>
  %r6 = cat.eval %dm(%xs, %ones) : !cat.hom<!cat.prod<tensor<4xf32>, tensor<4xf32>>, tensor<4xf32>>, (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %r7 = cat.eval %dg(%xs, %one) : !cat.hom<!cat.prod<tensor<4xf32>, f32>, tensor<4xf32>>, (tensor<4xf32>, f32) -> tensor<4xf32>
  // CHECK: ([0, 0, 1, 1], [0, 0, 1, 0])
  %t6 = cat.format %r6, %r7 as !cat.prod<tensor<4xf32>, tensor<4xf32>> : tensor<4xf32>, tensor<4xf32>
  cat.print %t6
  cat.yield
}
