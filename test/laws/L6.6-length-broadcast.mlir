// L6.6 length-broadcast: len (broadcast n x)  =  n
// RUN: %cat_opt %s -cat-laws="laws=L6.6" | FileCheck %s
// RUN: %cat_opt %s '--cat-compare=passes=cat-laws{laws=L6.6}' -o /dev/null

// CHECK-LABEL: @fires(
// CHECK: cat.yield %arg1
cat.arrow public @fires() : !cat.hom<!cat.prod<tensor<?xf32>, index>, index> {
  %f = cat.lambda (%x: tensor<?xf32>, %n: index) : !cat.hom<!cat.prod<tensor<?xf32>, index>, index> {
    %e = cat.broadcast %x sizes(%n) dims [0] : tensor<?xf32> -> tensor<?x?xf32>
    %r = cat.dim %e axis 0 : tensor<?x?xf32>
    cat.yield %r : index
  }
  cat.yield %f : !cat.hom<!cat.prod<tensor<?xf32>, index>, index>
}

// CHECK-LABEL: @stays(
// CHECK: cat.dim %arg0
cat.arrow public @stays() : !cat.hom<tensor<?xf32>, index> {
  %f = cat.lambda (%x: tensor<?xf32>) : !cat.hom<tensor<?xf32>, index> {
    %r = cat.dim %x axis 0 : tensor<?xf32>
    cat.yield %r : index
  }
  cat.yield %f : !cat.hom<tensor<?xf32>, index>
}
