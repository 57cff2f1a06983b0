// RUN: not %cat_opt %s -cat-laws="laws=L5,L99.1" 2>&1 | FileCheck %s
// RUN: not %cat_opt %s -cat-laws="fp=loose" 2>&1 | FileCheck %s --check-prefix=FP
// CHECK: error: there is no law 'L99.1'
// FP: error: fp is exact, fast or finite, not 'loose'
module {}
