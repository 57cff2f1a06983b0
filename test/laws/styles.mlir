// Three ways to write the same arrow end as one term: `map[f] >>> map[g]`, `xs |> map[f] |> map[g]` and
// `map[g](map[f](xs))`.
// RUN: %cat_opt %s -cat-laws | FileCheck %s

!A = !cat.var<"A">
!As = tensor<?x!cat.var<"A">>

// CHECK-LABEL: @point_free(
// CHECK: %[[H:.*]] = cat.compose %{{.*}}, %arg1
// CHECK-NEXT: %[[M:.*]] = cat.map %[[H]]
// CHECK-NEXT: cat.yield %[[M]]
cat.arrow public @point_free(%f0: !A, %g: !cat.hom<!A, !A>) : !cat.hom<!As, !As> {
  %f = cat.const_arrow %f0 : !A, !cat.hom<!A, !A>
  %mf = cat.map %f : !cat.hom<!A, !A> to !cat.hom<!As, !As>
  %mg = cat.map %g : !cat.hom<!A, !A> to !cat.hom<!As, !As>
  %r = cat.compose %mf, %mg : !cat.hom<!As, !As>, !cat.hom<!As, !As>
  cat.yield %r : !cat.hom<!As, !As>
}

// CHECK-LABEL: @points(
// CHECK: %[[H:.*]] = cat.compose %{{.*}}, %arg1
// CHECK-NEXT: %[[M:.*]] = cat.map %[[H]]
// CHECK-NEXT: cat.yield %[[M]]
cat.arrow public @points(%f0: !A, %g: !cat.hom<!A, !A>) : !cat.hom<!As, !As> {
  %f = cat.const_arrow %f0 : !A, !cat.hom<!A, !A>
  %mf = cat.map %f : !cat.hom<!A, !A> to !cat.hom<!As, !As>
  %mg = cat.map %g : !cat.hom<!A, !A> to !cat.hom<!As, !As>
  %r = cat.lambda (%xs: !As) : !cat.hom<!As, !As> {
    %ys = cat.eval %mf(%xs) : !cat.hom<!As, !As>, (!As) -> !As
    %zs = cat.eval %mg(%ys) : !cat.hom<!As, !As>, (!As) -> !As
    cat.yield %zs : !As
  }
  cat.yield %r : !cat.hom<!As, !As>
}
