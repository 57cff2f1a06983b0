// Contractions of many shapes and orders of axes, edges of tiles included, against the reference
// interpreter: bit for bit, with vectors of three widths, and with lengths known only at run time.
// RUN: %catc run --reference %s > %t
// RUN: %catc run %s | diff %t -
// RUN: %catc run %s --cpu x86-64-v3 | diff %t -
// RUN: %catc run %s --cpu x86-64 | diff %t -
// REQUIRES: catc

cat.pipeline @main(%n: index) attributes {flags = [{name = "n", kind = "nat", default = "0"}]} {
  %seed = cat.convert %n : index -> i64
  %key = cat.key_seed %seed
  %as02 = cat.normal %key : tensor<33x17xf32>
  %bs02 = cat.normal %key : tensor<17x40xf32>
  %rs0 = cat.contract %as02, %bs02 maps [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>] : tensor<33x17xf32>, tensor<17x40xf32> -> tensor<33x40xf32>
  %ts0 = cat.format %rs0 as tensor<33x40xf32> : tensor<33x40xf32>
  cat.print %ts0
  %ad02 = cat.normal %key : tensor<33x17xf32>
  %ad03 = cat.const 33 : index
  %ad04 = cat.add %ad03, %n : index
  %ad05 = cat.slice %ad02[%n, %ad04] axis 0 : tensor<33x17xf32> -> tensor<?x17xf32>
  %bd02 = cat.normal %key : tensor<17x40xf32>
  %bd03 = cat.const 17 : index
  %bd04 = cat.add %bd03, %n : index
  %bd05 = cat.slice %bd02[%n, %bd04] axis 0 : tensor<17x40xf32> -> tensor<?x40xf32>
  %rd0 = cat.contract %ad05, %bd05 maps [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>] : tensor<?x17xf32>, tensor<?x40xf32> -> tensor<?x40xf32>
  %td0 = cat.format %rd0 as tensor<?x40xf32> : tensor<?x40xf32>
  cat.print %td0
  %as12 = cat.normal %key : tensor<13x31xf32>
  %bs12 = cat.normal %key : tensor<67x31xf32>
  %rs1 = cat.contract %as12, %bs12 maps [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>] : tensor<13x31xf32>, tensor<67x31xf32> -> tensor<13x67xf32>
  %ts1 = cat.format %rs1 as tensor<13x67xf32> : tensor<13x67xf32>
  cat.print %ts1
  %ad12 = cat.normal %key : tensor<13x31xf32>
  %ad13 = cat.const 13 : index
  %ad14 = cat.add %ad13, %n : index
  %ad15 = cat.slice %ad12[%n, %ad14] axis 0 : tensor<13x31xf32> -> tensor<?x31xf32>
  %bd12 = cat.normal %key : tensor<67x31xf32>
  %bd13 = cat.const 67 : index
  %bd14 = cat.add %bd13, %n : index
  %bd15 = cat.slice %bd12[%n, %bd14] axis 0 : tensor<67x31xf32> -> tensor<?x31xf32>
  %rd1 = cat.contract %ad15, %bd15 maps [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>] : tensor<?x31xf32>, tensor<?x31xf32> -> tensor<?x?xf32>
  %td1 = cat.format %rd1 as tensor<?x?xf32> : tensor<?x?xf32>
  cat.print %td1
  %as22 = cat.normal %key : tensor<5x9xf32>
  %bs22 = cat.normal %key : tensor<5x50xf32>
  %rs2 = cat.contract %as22, %bs22 maps [affine_map<(m, n, k) -> (k, m)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>] : tensor<5x9xf32>, tensor<5x50xf32> -> tensor<9x50xf32>
  %ts2 = cat.format %rs2 as tensor<9x50xf32> : tensor<9x50xf32>
  cat.print %ts2
  %ad22 = cat.normal %key : tensor<5x9xf32>
  %ad23 = cat.const 5 : index
  %ad24 = cat.add %ad23, %n : index
  %ad25 = cat.slice %ad22[%n, %ad24] axis 0 : tensor<5x9xf32> -> tensor<?x9xf32>
  %bd22 = cat.normal %key : tensor<5x50xf32>
  %bd23 = cat.const 5 : index
  %bd24 = cat.add %bd23, %n : index
  %bd25 = cat.slice %bd22[%n, %bd24] axis 0 : tensor<5x50xf32> -> tensor<?x50xf32>
  %rd2 = cat.contract %ad25, %bd25 maps [affine_map<(m, n, k) -> (k, m)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>] : tensor<?x9xf32>, tensor<?x50xf32> -> tensor<9x50xf32>
  %td2 = cat.format %rd2 as tensor<9x50xf32> : tensor<9x50xf32>
  cat.print %td2
  %as32 = cat.normal %key : tensor<10x7xf64>
  %bs32 = cat.normal %key : tensor<19x7xf64>
  %rs3 = cat.contract %as32, %bs32 maps [affine_map<(n, m, k) -> (m, k)>, affine_map<(n, m, k) -> (n, k)>, affine_map<(n, m, k) -> (n, m)>] : tensor<10x7xf64>, tensor<19x7xf64> -> tensor<19x10xf64>
  %ts3 = cat.format %rs3 as tensor<19x10xf64> : tensor<19x10xf64>
  cat.print %ts3
  %ad32 = cat.normal %key : tensor<10x7xf64>
  %ad33 = cat.const 10 : index
  %ad34 = cat.add %ad33, %n : index
  %ad35 = cat.slice %ad32[%n, %ad34] axis 0 : tensor<10x7xf64> -> tensor<?x7xf64>
  %bd32 = cat.normal %key : tensor<19x7xf64>
  %bd33 = cat.const 19 : index
  %bd34 = cat.add %bd33, %n : index
  %bd35 = cat.slice %bd32[%n, %bd34] axis 0 : tensor<19x7xf64> -> tensor<?x7xf64>
  %rd3 = cat.contract %ad35, %bd35 maps [affine_map<(n, m, k) -> (m, k)>, affine_map<(n, m, k) -> (n, k)>, affine_map<(n, m, k) -> (n, m)>] : tensor<?x7xf64>, tensor<?x7xf64> -> tensor<?x?xf64>
  %td3 = cat.format %rd3 as tensor<?x?xf64> : tensor<?x?xf64>
  cat.print %td3
  %as42 = cat.normal %key : tensor<3x9x4xf32>
  %bs42 = cat.normal %key : tensor<3x21x4xf32>
  %rs4 = cat.contract %as42, %bs42 maps [affine_map<(b, m, n, k) -> (b, m, k)>, affine_map<(b, m, n, k) -> (b, n, k)>, affine_map<(b, m, n, k) -> (b, m, n)>] : tensor<3x9x4xf32>, tensor<3x21x4xf32> -> tensor<3x9x21xf32>
  %ts4 = cat.format %rs4 as tensor<3x9x21xf32> : tensor<3x9x21xf32>
  cat.print %ts4
  %ad42 = cat.normal %key : tensor<3x9x4xf32>
  %ad43 = cat.const 3 : index
  %ad44 = cat.add %ad43, %n : index
  %ad45 = cat.slice %ad42[%n, %ad44] axis 0 : tensor<3x9x4xf32> -> tensor<?x9x4xf32>
  %bd42 = cat.normal %key : tensor<3x21x4xf32>
  %bd43 = cat.const 3 : index
  %bd44 = cat.add %bd43, %n : index
  %bd45 = cat.slice %bd42[%n, %bd44] axis 0 : tensor<3x21x4xf32> -> tensor<?x21x4xf32>
  %rd4 = cat.contract %ad45, %bd45 maps [affine_map<(b, m, n, k) -> (b, m, k)>, affine_map<(b, m, n, k) -> (b, n, k)>, affine_map<(b, m, n, k) -> (b, m, n)>] : tensor<?x9x4xf32>, tensor<?x21x4xf32> -> tensor<?x9x21xf32>
  %td4 = cat.format %rd4 as tensor<?x9x21xf32> : tensor<?x9x21xf32>
  cat.print %td4
  %as52 = cat.normal %key : tensor<5x3x6xf32>
  %bs52 = cat.normal %key : tensor<6x3x18xf32>
  %rs5 = cat.contract %as52, %bs52 maps [affine_map<(m, n, k, l) -> (m, k, l)>, affine_map<(m, n, k, l) -> (l, k, n)>, affine_map<(m, n, k, l) -> (m, n)>] : tensor<5x3x6xf32>, tensor<6x3x18xf32> -> tensor<5x18xf32>
  %ts5 = cat.format %rs5 as tensor<5x18xf32> : tensor<5x18xf32>
  cat.print %ts5
  %ad52 = cat.normal %key : tensor<5x3x6xf32>
  %ad53 = cat.const 5 : index
  %ad54 = cat.add %ad53, %n : index
  %ad55 = cat.slice %ad52[%n, %ad54] axis 0 : tensor<5x3x6xf32> -> tensor<?x3x6xf32>
  %bd52 = cat.normal %key : tensor<6x3x18xf32>
  %bd53 = cat.const 6 : index
  %bd54 = cat.add %bd53, %n : index
  %bd55 = cat.slice %bd52[%n, %bd54] axis 0 : tensor<6x3x18xf32> -> tensor<?x3x18xf32>
  %rd5 = cat.contract %ad55, %bd55 maps [affine_map<(m, n, k, l) -> (m, k, l)>, affine_map<(m, n, k, l) -> (l, k, n)>, affine_map<(m, n, k, l) -> (m, n)>] : tensor<?x3x6xf32>, tensor<?x3x18xf32> -> tensor<?x18xf32>
  %td5 = cat.format %rd5 as tensor<?x18xf32> : tensor<?x18xf32>
  cat.print %td5
  %as62 = cat.normal %key : tensor<35x20xf32>
  %bs62 = cat.normal %key : tensor<20xf32>
  %rs6 = cat.contract %as62, %bs62 maps [affine_map<(m, k) -> (m, k)>, affine_map<(m, k) -> (k)>, affine_map<(m, k) -> (m)>] : tensor<35x20xf32>, tensor<20xf32> -> tensor<35xf32>
  %ts6 = cat.format %rs6 as tensor<35xf32> : tensor<35xf32>
  cat.print %ts6
  %ad62 = cat.normal %key : tensor<35x20xf32>
  %ad63 = cat.const 35 : index
  %ad64 = cat.add %ad63, %n : index
  %ad65 = cat.slice %ad62[%n, %ad64] axis 0 : tensor<35x20xf32> -> tensor<?x20xf32>
  %bd62 = cat.normal %key : tensor<20xf32>
  %bd63 = cat.const 20 : index
  %bd64 = cat.add %bd63, %n : index
  %bd65 = cat.slice %bd62[%n, %bd64] axis 0 : tensor<20xf32> -> tensor<?xf32>
  %rd6 = cat.contract %ad65, %bd65 maps [affine_map<(m, k) -> (m, k)>, affine_map<(m, k) -> (k)>, affine_map<(m, k) -> (m)>] : tensor<?x20xf32>, tensor<?xf32> -> tensor<?xf32>
  %td6 = cat.format %rd6 as tensor<?xf32> : tensor<?xf32>
  cat.print %td6
  %as72 = cat.normal %key : tensor<20xf32>
  %bs72 = cat.normal %key : tensor<20x35xf32>
  %rs7 = cat.contract %as72, %bs72 maps [affine_map<(n, k) -> (k)>, affine_map<(n, k) -> (k, n)>, affine_map<(n, k) -> (n)>] : tensor<20xf32>, tensor<20x35xf32> -> tensor<35xf32>
  %ts7 = cat.format %rs7 as tensor<35xf32> : tensor<35xf32>
  cat.print %ts7
  %ad72 = cat.normal %key : tensor<20xf32>
  %ad73 = cat.const 20 : index
  %ad74 = cat.add %ad73, %n : index
  %ad75 = cat.slice %ad72[%n, %ad74] axis 0 : tensor<20xf32> -> tensor<?xf32>
  %bd72 = cat.normal %key : tensor<20x35xf32>
  %bd73 = cat.const 20 : index
  %bd74 = cat.add %bd73, %n : index
  %bd75 = cat.slice %bd72[%n, %bd74] axis 0 : tensor<20x35xf32> -> tensor<?x35xf32>
  %rd7 = cat.contract %ad75, %bd75 maps [affine_map<(n, k) -> (k)>, affine_map<(n, k) -> (k, n)>, affine_map<(n, k) -> (n)>] : tensor<?xf32>, tensor<?x35xf32> -> tensor<35xf32>
  %td7 = cat.format %rd7 as tensor<35xf32> : tensor<35xf32>
  cat.print %td7
  %as80 = cat.iota : tensor<42xi64>
  %as81 = cat.convert %as80 : tensor<42xi64> -> tensor<42xi32>
  %as82 = cat.reshape %as81 : tensor<42xi32> -> tensor<6x7xi32>
  %bs80 = cat.iota : tensor<63xi64>
  %bs81 = cat.convert %bs80 : tensor<63xi64> -> tensor<63xi32>
  %bs82 = cat.reshape %bs81 : tensor<63xi32> -> tensor<7x9xi32>
  %rs8 = cat.contract %as82, %bs82 maps [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>] : tensor<6x7xi32>, tensor<7x9xi32> -> tensor<6x9xi32>
  %ts8 = cat.format %rs8 as tensor<6x9xi32> : tensor<6x9xi32>
  cat.print %ts8
  %ad80 = cat.iota : tensor<42xi64>
  %ad81 = cat.convert %ad80 : tensor<42xi64> -> tensor<42xi32>
  %ad82 = cat.reshape %ad81 : tensor<42xi32> -> tensor<6x7xi32>
  %ad83 = cat.const 6 : index
  %ad84 = cat.add %ad83, %n : index
  %ad85 = cat.slice %ad82[%n, %ad84] axis 0 : tensor<6x7xi32> -> tensor<?x7xi32>
  %bd80 = cat.iota : tensor<63xi64>
  %bd81 = cat.convert %bd80 : tensor<63xi64> -> tensor<63xi32>
  %bd82 = cat.reshape %bd81 : tensor<63xi32> -> tensor<7x9xi32>
  %bd83 = cat.const 7 : index
  %bd84 = cat.add %bd83, %n : index
  %bd85 = cat.slice %bd82[%n, %bd84] axis 0 : tensor<7x9xi32> -> tensor<?x9xi32>
  %rd8 = cat.contract %ad85, %bd85 maps [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>] : tensor<?x7xi32>, tensor<?x9xi32> -> tensor<?x9xi32>
  %td8 = cat.format %rd8 as tensor<?x9xi32> : tensor<?x9xi32>
  cat.print %td8
  %as92 = cat.normal %key : tensor<11x6xf32>
  %bs92 = cat.normal %key : tensor<11x6xf32>
  %rs9 = cat.contract %as92, %bs92 maps [affine_map<(b, i) -> (b, i)>, affine_map<(b, i) -> (b, i)>, affine_map<(b, i) -> (b)>] : tensor<11x6xf32>, tensor<11x6xf32> -> tensor<11xf32>
  %ts9 = cat.format %rs9 as tensor<11xf32> : tensor<11xf32>
  cat.print %ts9
  %ad92 = cat.normal %key : tensor<11x6xf32>
  %ad93 = cat.const 11 : index
  %ad94 = cat.add %ad93, %n : index
  %ad95 = cat.slice %ad92[%n, %ad94] axis 0 : tensor<11x6xf32> -> tensor<?x6xf32>
  %bd92 = cat.normal %key : tensor<11x6xf32>
  %bd93 = cat.const 11 : index
  %bd94 = cat.add %bd93, %n : index
  %bd95 = cat.slice %bd92[%n, %bd94] axis 0 : tensor<11x6xf32> -> tensor<?x6xf32>
  %rd9 = cat.contract %ad95, %bd95 maps [affine_map<(b, i) -> (b, i)>, affine_map<(b, i) -> (b, i)>, affine_map<(b, i) -> (b)>] : tensor<?x6xf32>, tensor<?x6xf32> -> tensor<?xf32>
  %td9 = cat.format %rd9 as tensor<?xf32> : tensor<?xf32>
  cat.print %td9
  cat.yield
}
