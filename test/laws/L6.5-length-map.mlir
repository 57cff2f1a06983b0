// L6.5 length-map: len (map f x)  =  len x
// RUN: %cat_opt %s -cat-laws="laws=L6.5" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L6.5}' -o /dev/null

// CHECK-LABEL: @fires(
// CHECK: cat.dim %arg0
cat.arrow public @fires() : !cat.hom<tensor<?xf32>, index> {
  %f = cat.lambda (%x: tensor<?xf32>) : !cat.hom<tensor<?xf32>, index> {
    %e = cat.exp %x : tensor<?xf32>
    %r = cat.dim %e axis 0 : tensor<?xf32>
    cat.yield %r : index
  }
  cat.yield %f : !cat.hom<tensor<?xf32>, index>
}

// A slice has another length.
// CHECK-LABEL: @stays(
// CHECK: cat.slice
cat.arrow public @stays() : !cat.hom<!cat.prod<tensor<?xf32>, index, index>, index> {
  %f = cat.lambda (%x: tensor<?xf32>, %s: index, %n: index) : !cat.hom<!cat.prod<tensor<?xf32>, index, index>, index> {
    %e = cat.slice %x[%s, %n] axis 0 : tensor<?xf32> -> tensor<?xf32>
    %r = cat.dim %e axis 0 : tensor<?xf32>
    cat.yield %r : index
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<?xf32>, index, index>, index>
}
