// Machine code and interpreter print the same bits for random programs.
// RUN: %cat_opt %s '--cat-random=count=8 main=true exact=true' -o %t.mlir
// RUN: %catc run %t.mlir > %t.compiled
// RUN: %catc run --reference %t.mlir > %t.interpreted
// RUN: diff %t.compiled %t.interpreted
module {}
