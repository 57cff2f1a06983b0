// The laws of points keep the meaning of random programs: the exact ones bit for bit, the others up to rounding.
// RUN: %cat_opt %s -o /dev/null '--pass-pipeline=builtin.module(cat-random{count=60 seed=500 steps=20}, \
// RUN:   cat-compare{passes=cat-inline,cat-erase-objects,cat-split-products,cse,cat-laws{points fp=exact}})' | FileCheck %s
// RUN: %cat_opt %s -o /dev/null '--pass-pipeline=builtin.module(cat-random{count=60 seed=600 steps=20}, \
// RUN:   cat-compare{passes=cat-inline,cat-erase-objects,cat-split-products,cse,cat-laws{points fp=finite} \
// RUN:   tolerance=1e-3})' | FileCheck %s

// CHECK-COUNT-60: same @random{{[0-9]+}} (20 cases)
module {}
