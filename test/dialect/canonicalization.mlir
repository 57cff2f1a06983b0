// Simplifications that need no law, each with what must stay as it is.
// RUN: %cat_opt %s --canonicalize | FileCheck %s

cat.object @Rate = f32 {predicate = @positive, text = "it > 0"}
cat.arrow public @positive(%f: !cat.hom<f32, i1>) : !cat.hom<f32, i1> {
  cat.yield %f : !cat.hom<f32, i1>
}

// (a, b).0 = a; (p.0, p.1) = p
// CHECK-LABEL: cat.pipeline @products(
// CHECK-SAME: %[[A:.*]]: f32, %[[B:.*]]: i64, %[[P:.*]]: !cat.prod<f32, i64>)
cat.pipeline @products(%a: f32, %b: i64, %p: !cat.prod<f32, i64>) {
  %pack = cat.pack %a, %b : !cat.prod<f32, i64>
  %0 = cat.get %pack[1] : !cat.prod<f32, i64>
  // CHECK: cat.format %[[B]]
  %t0 = cat.format %0 as i64 : i64
  cat.print %t0
  %x = cat.get %p[0] : !cat.prod<f32, i64>
  %y = cat.get %p[1] : !cat.prod<f32, i64>
  %same = cat.pack %x, %y : !cat.prod<f32, i64>
  // CHECK: cat.format %[[P]]
  %t1 = cat.format %same as !cat.prod<f32, i64> : !cat.prod<f32, i64>
  cat.print %t1
  // CHECK: %[[SWAPPED:.*]] = cat.pack
  // CHECK: cat.format %[[SWAPPED]]
  %swapped = cat.pack %y, %x : !cat.prod<i64, f32>
  %t2 = cat.format %swapped as !cat.prod<i64, f32> : !cat.prod<i64, f32>
  cat.print %t2
  cat.yield
}

// A renaming of a renaming is one; what was named needs no second check.
// CHECK-LABEL: cat.pipeline @renaming(
// CHECK-SAME: %[[R:.*]]: !cat.obj<@Rate>, %[[X:.*]]: f32)
cat.pipeline @renaming(%r: !cat.obj<@Rate>, %x: f32) {
  %f = cat.forget %r : !cat.obj<@Rate> -> f32
  %n = cat.name %f : f32 -> !cat.obj<@Rate>
  // CHECK: cat.format %[[R]] as
  %t0 = cat.format %n as !cat.obj<@Rate> : !cat.obj<@Rate>
  cat.print %t0
  // CHECK: cat.name %[[X]]
  %m = cat.name %x : f32 -> !cat.obj<@Rate>
  %t1 = cat.format %m as !cat.obj<@Rate> : !cat.obj<@Rate>
  cat.print %t1
  cat.yield
}

// CHECK-LABEL: cat.pipeline @structure(
// CHECK-SAME: %[[X:.*]]: tensor<2x3xf32>, %[[XS:.*]]: tensor<?xf32>,
cat.pipeline @structure(%x: tensor<2x3xf32>, %xs: tensor<?xf32>, %ps: tensor<?x!cat.prod<f32, i64>>) {
  // CHECK: %[[THREE:.*]] = cat.const 3 : index
  %a = cat.transpose %x perm [1, 0] : tensor<2x3xf32>
  %b = cat.transpose %a perm [1, 0] : tensor<3x2xf32>
  // CHECK: cat.format %[[X]]
  %t0 = cat.format %b as tensor<2x3xf32> : tensor<2x3xf32>
  cat.print %t0
  %c = cat.reverse %xs axis 0 : tensor<?xf32>
  %d = cat.reverse %c axis 0 : tensor<?xf32>
  // CHECK: cat.format %[[XS]]
  %t1 = cat.format %d as tensor<?xf32> : tensor<?xf32>
  cat.print %t1
  // CHECK: %[[DIM:.*]] = cat.dim %[[XS]]
  // CHECK-DAG: cat.format %[[DIM]]
  %n = cat.dim %xs axis 0 : tensor<?xf32>
  %t2 = cat.format %n as index : index
  cat.print %t2
  %m = cat.dim %x axis 1 : tensor<2x3xf32>
  // CHECK: cat.format %[[THREE]]
  %t3 = cat.format %m as index : index
  cat.print %t3
  %u:2 = cat.unzip %ps : (tensor<?x!cat.prod<f32, i64>>) -> (tensor<?xf32>, tensor<?xi64>)
  %z = cat.zip %u#0, %u#1 : (tensor<?xf32>, tensor<?xi64>) -> tensor<?x!cat.prod<f32, i64>>
  // CHECK-NOT: cat.zip
  %t4 = cat.format %z as tensor<?x!cat.prod<f32, i64>> : tensor<?x!cat.prod<f32, i64>>
  cat.print %t4
  cat.yield
}

// CHECK-LABEL: cat.pipeline @constants(
cat.pipeline @constants(%x: f32) {
  // CHECK-DAG: %[[ONE:.*]] = cat.const 1 : index
  // CHECK-DAG: %[[TWO:.*]] = cat.const 2 : index
  // CHECK-DAG: %[[FIVE:.*]] = cat.const 5.500000e+00 : f32
  // CHECK-DAG: %[[TRUE:.*]] = cat.const true
  // CHECK-DAG: %[[WRAP:.*]] = cat.const -128 : i8
  // CHECK-DAG: %[[ZERO:.*]] = cat.const 0 : i64
  %one = cat.const 1 : index
  %two = cat.const 2 : index
  // A natural number that would be negative stays, to fail when it runs.
  // CHECK: %[[SUB:.*]] = cat.sub %[[ONE]], %[[TWO]] : index
  %sub = cat.sub %one, %two : index
  %a = cat.const 2.5 : f32
  %b = cat.const 3.0 : f32
  %sum = cat.add %a, %b : f32
  %i = cat.const 127 : i8
  %j = cat.const 1 : i8
  %wrap = cat.add %i, %j : i8
  %lt = cat.cmp lt %a, %b : f32
  // A division by zero stays too.
  %c = cat.const 7 : i64
  %zero = cat.const 0 : i64
  // CHECK: %[[DIV:.*]] = cat.div %{{.*}}, %[[ZERO]] : i64
  %div = cat.div %c, %zero : i64
  // The exponential is left to the machine that runs the program.
  // CHECK: %[[EXP:.*]] = cat.exp
  %exp = cat.exp %a : f32
  // CHECK: cat.format %[[SUB]], %[[FIVE]], %[[WRAP]], %[[TRUE]], %[[DIV]], %[[EXP]]
  %t = cat.format %sub, %sum, %wrap, %lt, %div, %exp
      as !cat.prod<index, f32, i8, i1, i64, f32> : index, f32, i8, i1, i64, f32
  cat.print %t
  cat.yield
}

// CHECK-LABEL: cat.pipeline @branches(
// CHECK-SAME: %[[X:.*]]: f32, %[[C:.*]]: i1)
cat.pipeline @branches(%x: f32, %c: i1) {
  %true = cat.const true
  // CHECK-NOT: cat.check %true
  cat.check %true, "never"
  // CHECK: cat.check %[[C]], "perhaps"
  cat.check %c, "perhaps"
  %y = cat.if %true -> (f32) {
    cat.yield %x : f32
  } else {
    %n = cat.neg %x : f32
    cat.yield %n : f32
  }
  // CHECK: %[[T:.*]] = cat.format %[[X]]
  %a = cat.text_const "x "
  %b = cat.text_const "= "
  %t = cat.format %y as f32 : f32
  // CHECK: %[[TEXT:.*]] = cat.text_const "x = "
  // CHECK: cat.text_concat %[[TEXT]], %[[T]]
  %u = cat.text_concat %a, %b, %t
  cat.print %u
  cat.yield
}
