// L14.16 subtract-self: x - x  =  0
// RUN: %cat_opt %s -cat-laws="laws=L14.16 fp=finite" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L14.16 fp=finite} tolerance=1e-4' -o /dev/null
// RUN: %cat_opt %s -cat-laws="laws=L14.16 fp=fast" | FileCheck %s --check-prefix=NOT-ADMITTED

// CHECK-LABEL: @fires(
// CHECK-NOT: cat.sub
// CHECK: cat.broadcast
// NOT-ADMITTED-LABEL: @fires(
// NOT-ADMITTED: cat.sub
cat.arrow public @fires() : !cat.hom<!cat.prod<tensor<?xi64>, tensor<?xi64>>, tensor<?xi64>> {
  %f = cat.lambda (%x: tensor<?xi64>, %y: tensor<?xi64>) : !cat.hom<!cat.prod<tensor<?xi64>, tensor<?xi64>>, tensor<?xi64>> {
    %r = cat.sub %x, %x : tensor<?xi64>
    cat.yield %r : tensor<?xi64>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<?xi64>, tensor<?xi64>>, tensor<?xi64>>
}

// CHECK-LABEL: @stays(
// CHECK: cat.sub
cat.arrow public @stays() : !cat.hom<!cat.prod<tensor<?xi64>, tensor<?xi64>>, tensor<?xi64>> {
  %f = cat.lambda (%x: tensor<?xi64>, %y: tensor<?xi64>) : !cat.hom<!cat.prod<tensor<?xi64>, tensor<?xi64>>, tensor<?xi64>> {
    %r = cat.sub %x, %y : tensor<?xi64>
    cat.yield %r : tensor<?xi64>
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<?xi64>, tensor<?xi64>>, tensor<?xi64>>
}
