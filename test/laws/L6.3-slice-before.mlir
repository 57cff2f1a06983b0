// L6.3 slice-before: slice f(x, y)  =  f(slice x, slice y)
// RUN: %cat_opt %s -cat-laws="laws=L6.3" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L6.3}' -o /dev/null

// CHECK-LABEL: @fires(
// CHECK: %[[S:.*]] = cat.slice %arg0
// CHECK: cat.exp %[[S]]
cat.arrow public @fires() : !cat.hom<!cat.prod<tensor<?xf32>, index, index>, tensor<?xf32>> {
  %f = cat.lambda (%x: tensor<?xf32>, %s: index, %n: index) : !cat.hom<!cat.prod<tensor<?xf32>, index, index>, tensor<?xf32>> {
    %e = cat.exp %x : tensor<?xf32>
    %r = cat.slice %e[%s, %n] axis 0 : tensor<?xf32> -> tensor<?xf32>
    cat.yield %r : tensor<?xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<?xf32>, index, index>, tensor<?xf32>>
}

// All elements are wanted elsewhere.
// CHECK-LABEL: @stays(
// CHECK: %[[E:.*]] = cat.exp
// CHECK: cat.slice %[[E]]
cat.arrow public @stays() : !cat.hom<!cat.prod<tensor<?xf32>, index, index>, !cat.prod<tensor<?xf32>, tensor<?xf32>>> {
  %f = cat.lambda (%x: tensor<?xf32>, %s: index, %n: index) : !cat.hom<!cat.prod<tensor<?xf32>, index, index>, !cat.prod<tensor<?xf32>, tensor<?xf32>>> {
    %e = cat.exp %x : tensor<?xf32>
    %r = cat.slice %e[%s, %n] axis 0 : tensor<?xf32> -> tensor<?xf32>
    cat.yield %e, %r : tensor<?xf32>, tensor<?xf32>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<?xf32>, index, index>, !cat.prod<tensor<?xf32>, tensor<?xf32>>>
}
