// Ops that write files, compare texts and call C print and parse.
// RUN: %cat_opt %s --split-input-file --verify-diagnostics --verify-roundtrip | FileCheck %s
cat.pipeline @main(%path: !cat.text, %xs: tensor<?xf32>) {
  // CHECK: cat.text_equal %{{.*}}, %{{.*}}
  %same = cat.text_equal %path, %path
  // CHECK: cat.write "npy" %{{.*}}, %{{.*}} as tensor<?xf32> : tensor<?xf32>
  cat.write "npy" %path, %xs as tensor<?xf32> : tensor<?xf32>
  // CHECK: cat.call_c "twice"(%{{.*}}) lengths [0, 0] : (tensor<?xf32>) -> tensor<?xf32>
  %ys = cat.call_c "twice"(%xs) lengths [0, 0] : (tensor<?xf32>) -> tensor<?xf32>
  // CHECK: cat.read "csv" %{{.*}} as tensor<?x!cat.prod<"a": f32>> : tensor<?xf32>, tensor<?xi64>
  %zs:2 = cat.read "csv" %path as tensor<?x!cat.prod<"a": f32>> : tensor<?xf32>, tensor<?xi64>
  cat.yield
}

// -----

cat.pipeline @main(%xs: tensor<?xf32>) {
  // expected-error@+1 {{says where 0 of 1 unknown lengths of its results come from}}
  %ys = cat.call_c "twice"(%xs) lengths [] : (tensor<?xf32>) -> tensor<?xf32>
  cat.yield
}
