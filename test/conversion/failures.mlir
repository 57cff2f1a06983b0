// What must stop a program, with the place and status 65.
// RUN: sh -c '%catc run %s -- negative; test $? = 65' 2>&1 | FileCheck %s --check-prefix=NEG
// RUN: sh -c '%catc run %s -- zero; test $? = 65' 2>&1 | FileCheck %s --check-prefix=ZERO
// RUN: sh -c '%catc run %s -- index; test $? = 65' 2>&1 | FileCheck %s --check-prefix=INDEX
// RUN: sh -c '%catc run %s -- slice; test $? = 65' 2>&1 | FileCheck %s --check-prefix=SLICE
// RUN: sh -c '%catc run %s -- lengths; test $? = 65' 2>&1 | FileCheck %s --check-prefix=LENGTHS
// RUN: sh -c '%catc run %s -- range; test $? = 65' 2>&1 | FileCheck %s --check-prefix=RANGE
// RUN: sh -c '%catc run %s -- checked; test $? = 65' 2>&1 | FileCheck %s --check-prefix=CHECKED
// RUN: sh -c '%catc run %s -- missing; test $? = 66' 2>&1 | FileCheck %s --check-prefix=MISSING
// RUN: sh -c '%catc run %s -- zero --nosuch 3; test $? = 2'
// REQUIRES: catc

cat.pipeline @negative(%n: index) attributes {flags = [{name = "n", kind = "nat", default = "3"}]} {
  %two = cat.const 2 : index
  // NEG: failures.mlir:[[@LINE+1]]:8: a natural number would be negative
  %d = cat.sub %two, %n : index
  %t = cat.format %d as index : index
  cat.print %t
  cat.yield
}

cat.pipeline @zero(%n: i64) attributes {flags = [{name = "n", kind = "i64", default = "0"}]} {
  %x = cat.const dense<[1, 2]> : tensor<2xi64>
  %b = cat.broadcast %n dims [0] : i64 -> tensor<2xi64>
  // ZERO: failures.mlir:[[@LINE+1]]:8: division by zero
  %d = cat.div %x, %b : tensor<2xi64>
  %t = cat.format %d as tensor<2xi64> : tensor<2xi64>
  cat.print %t
  cat.yield
}

cat.pipeline @index(%n: i64) attributes {flags = [{name = "n", kind = "i64", default = "-1"}]} {
  %x = cat.const dense<[1.0, 2.0]> : tensor<2xf32>
  // INDEX: failures.mlir:[[@LINE+1]]:8: index out of range: -1
  %d = cat.gather %x, %n : tensor<2xf32>, i64
  %t = cat.format %d as f32 : f32
  cat.print %t
  cat.yield
}

cat.pipeline @slice(%n: index) attributes {flags = [{name = "n", kind = "nat", default = "3"}]} {
  %x = cat.const dense<[1.0, 2.0]> : tensor<2xf32>
  %one = cat.const 1 : index
  // SLICE: failures.mlir:[[@LINE+1]]:8: a slice reaches beyond the array
  %d = cat.slice %x[%one, %n] axis 0 : tensor<2xf32> -> tensor<?xf32>
  %t = cat.format %d as tensor<?xf32> : tensor<?xf32>
  cat.print %t
  cat.yield
}

cat.pipeline @lengths(%n: index, %m: index) attributes {
    flags = [{name = "n", kind = "nat", default = "3"}, {name = "m", kind = "nat", default = "4"}]} {
  %x = cat.iota sizes(%n) : tensor<?xf32>
  %y = cat.iota sizes(%m) : tensor<?xf32>
  // LENGTHS: failures.mlir:[[@LINE+1]]:8: two arrays have different lengths
  %d = cat.add %x, %y : tensor<?xf32>
  %t = cat.format %d as tensor<?xf32> : tensor<?xf32>
  cat.print %t
  cat.yield
}

cat.pipeline @range(%x: f32) attributes {flags = [{name = "x", kind = "f32", default = "300"}]} {
  // RANGE: failures.mlir:[[@LINE+1]]:8: the number does not fit the integer: 300
  %d = cat.convert %x : f32 -> ui8
  %t = cat.format %d as ui8 : ui8
  cat.print %t
  cat.yield
}

cat.pipeline @checked(%x: f32) attributes {flags = [{name = "x", kind = "f32", default = "300"}]} {
  %c = cat.const 1.0 : f32
  %ok = cat.cmp lt %x, %c : f32
  // CHECKED: failures.mlir:[[@LINE+1]]:3: Small: it < 1 does not hold: 300
  cat.check %ok, "Small: it < 1 does not hold" (%x : f32)
  cat.yield
}

cat.pipeline @missing(%path: !cat.text) attributes {flags = [{name = "path", kind = "path", default = "nowhere.npy"}]} {
  // MISSING: nowhere.npy
  %d = cat.read "npy" %path as tensor<?xf32> : tensor<?xf32>
  %t = cat.format %d as tensor<?xf32> : tensor<?xf32>
  cat.print %t
  cat.yield
}
