// Scalars and text, from the cat dialect to a running program.
// RUN: %catc run %s -- --steps 3 | FileCheck %s
// RUN: %catc run %s -O0 -- --steps 3 | FileCheck %s
// REQUIRES: catc

cat.pipeline @main(%steps: index, %lr: f32, %b: i1) attributes {
    flags = [{name = "steps", kind = "nat", default = "80"}, {name = "lr", kind = "f32", default = "0.5"},
             {name = "verbose", kind = "bool", default = "true"}]} {
  %three = cat.const 3 : i64
  %minus7 = cat.const -7 : i64
  %q = cat.div %minus7, %three : i64
  %r = cat.rem %minus7, %three : i64
  %e = cat.exp %lr : f32
  %t0 = cat.text_const "steps "
  %t1 = cat.format %steps as index : index
  %t2 = cat.format %q as i64 : i64
  %t3 = cat.format %r as i64 : i64
  %t4 = cat.format %e spec ".4f" as f32 : f32
  %t5 = cat.format %b as i1 : i1
  %sp = cat.text_const " "
  // CHECK: steps 3 -2 -1 1.6487 true
  %line = cat.text_concat %t0, %t1, %sp, %t2, %sp, %t3, %sp, %t4, %sp, %t5
  cat.print %line

  %u = cat.const 250 : ui8
  %v = cat.const 10 : ui8
  %w = cat.add %u, %v : ui8
  %lt = cat.cmp lt %v, %u : ui8
  %c0 = cat.convert %u : ui8 -> f32
  %f0 = cat.format %w as ui8 : ui8
  %f1 = cat.format %lt as i1 : i1
  %f2 = cat.format %c0 as f32 : f32
  // CHECK: 4 true 250
  %line2 = cat.text_concat %f0, %sp, %f1, %sp, %f2
  cat.print %line2

  %nan = cat.const 0x7FC00000 : f32
  %zero = cat.const 0.0 : f32
  %nzero = cat.const -0.0 : f32
  %m0 = cat.max %nan, %zero : f32
  %m1 = cat.max %zero, %nan : f32
  %m2 = cat.max %zero, %nzero : f32
  %m3 = cat.min %nzero, %zero : f32
  %g0 = cat.format %m0 as f32 : f32
  %g1 = cat.format %m1 as f32 : f32
  %g2 = cat.format %m2 as f32 : f32
  %g3 = cat.format %m3 as f32 : f32
  // CHECK: nan nan -0 0
  %line3 = cat.text_concat %g0, %sp, %g1, %sp, %g2, %sp, %g3
  cat.print %line3

  // CHECK: 2 red
  %i = cat.if %lt -> (i64) {
    %two = cat.const 2 : i64
    cat.yield %two : i64
  } else {
    cat.yield %three : i64
  }
  %tag = cat.const 0 : i64
  %h0 = cat.format %i as i64 : i64
  %h1 = cat.format %tag as !cat.sum<"red": !cat.prod<>, "green": !cat.prod<>> : i64
  %line4 = cat.text_concat %h0, %sp, %h1
  cat.print %line4
  cat.yield
}
