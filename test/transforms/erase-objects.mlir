// cat-erase-objects: names become checks, then nominal types become what they are made of.
// RUN: %cat_opt %s -split-input-file -cat-inline -cat-erase-objects | FileCheck %s

// CHECK-NOT: cat.object
cat.object @Rate = f32 {predicate = @positive, text = "it > 0"}
cat.object @Rates = tensor<?x!cat.obj<@Rate>>
cat.arrow @positive() : !cat.hom<f32, i1> {
  %f = cat.lambda (%x: f32) : !cat.hom<f32, i1> {
    %zero = cat.const 0.0 : f32
    %c = cat.cmp gt %x, %zero : f32
    cat.yield %c : i1
  }
  cat.yield %f : !cat.hom<f32, i1>
}

// CHECK-LABEL: cat.pipeline @names(
// CHECK: %[[C:.*]] = cat.cmp gt %arg0
// CHECK: cat.check %[[C]], "Rate: it > 0 does not hold"(%arg0 : f32)
// CHECK: cat.lambda
// CHECK: %[[CS:.*]] = cat.eval %{{.*}}(%arg1)
// CHECK: %[[PARTS:.*]]:2 = cat.unzip %[[CS]]
// CHECK: cat.check %[[PARTS]]#0 : tensor<?xi1>, "Rate: it > 0 does not hold"(%[[PARTS]]#1 : tensor<?xf32>)
// CHECK-NOT: cat.check
// What has been named keeps its name when it is printed.
// CHECK: cat.format %arg0 as !cat.obj<@Rate> : f32
cat.pipeline @names(%x: f32, %xs: tensor<?xf32>) {
  %r = cat.name %x : f32 -> !cat.obj<@Rate>
  %rs = cat.name %xs : tensor<?xf32> -> !cat.obj<@Rates>
  %elements = cat.forget %rs : !cat.obj<@Rates> -> tensor<?x!cat.obj<@Rate>>
  %again = cat.name %elements : tensor<?x!cat.obj<@Rate>> -> !cat.obj<@Rates>
  %t = cat.format %r as !cat.obj<@Rate> : !cat.obj<@Rate>
  cat.print %t
  %ts = cat.format %again as !cat.obj<@Rates> : !cat.obj<@Rates>
  cat.print %ts
  cat.yield
}

// -----

cat.object @Digit = !cat.fin<10>

// A number is checked once; a smaller fin not at all; an index from a fin needs no check in a gather.
// CHECK-LABEL: cat.pipeline @fins(
// CHECK: cat.check %{{.*}}, "the number is not in Fin[5]"(%arg0 : i64)
// CHECK-NOT: cat.check
// CHECK: cat.gather %arg1, %arg0 in_bounds
cat.pipeline @fins(%i: i64, %table: tensor<10xf32>) {
  %f = cat.name %i : i64 -> !cat.fin<5>
  %d = cat.name %f : !cat.fin<5> -> !cat.obj<@Digit>
  %k = cat.forget %d : !cat.obj<@Digit> -> i64
  %x = cat.gather %table, %k : tensor<10xf32>, i64
  %t = cat.format %x as f32 : f32
  cat.print %t
  cat.yield
}

// -----

!E = !cat.sum<"red": !cat.prod<>, "green": !cat.prod<>>

// CHECK-LABEL: cat.pipeline @enums(
// CHECK: %[[TAG:.*]] = cat.const 1 : i64
// CHECK: cat.match %[[TAG]] : i64
cat.pipeline @enums(%a: f32, %b: f32) {
  %e = cat.inject "green"() : () -> !E
  %x = cat.match %e : !E -> (f32) case "red" {
    cat.yield %a : f32
  } case "green" {
    cat.yield %b : f32
  }
  %t = cat.format %x as f32 : f32
  cat.print %t
  cat.yield
}
