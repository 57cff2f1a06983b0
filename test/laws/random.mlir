// The laws keep the meaning of random programs, up to rounding: those of arrows, those of points where sums and
// products stand together and where they are split, and all of them where the compiler uses them.
// RUN: %cat_opt %s -o /dev/null '--pass-pipeline=builtin.module(cat-random{count=60 steps=24}, \
// RUN:   cat-compare{passes=cat-laws tolerance=1e-3})' | FileCheck %s
// RUN: %cat_opt %s -o /dev/null '--pass-pipeline=builtin.module(cat-random{count=60 seed=100 steps=24}, \
// RUN:   cat-compare{passes=cat-inline,cat-laws{points} tolerance=1e-3})' | FileCheck %s
// RUN: %cat_opt %s -o /dev/null '--pass-pipeline=builtin.module(cat-random{count=60 seed=200 steps=24}, \
// RUN:   cat-compare{passes=cat-inline,cat-erase-objects,cat-split-products,cat-laws{points} tolerance=1e-3})' | FileCheck %s
// RUN: %cat_opt %s -o /dev/null '--pass-pipeline=builtin.module(cat-random{count=60 seed=300 steps=24}, \
// RUN:   cat-compare{passes=cat-laws,cat-inline,cat-erase-objects,cat-laws{points},cat-split-products,cat-laws{points},cat-batch,cat-differentiate,cat-batch,canonicalize,cse,cat-laws{points} \
// RUN:   tolerance=1e-3})' | FileCheck %s
// The exact laws of points keep every bit; those for finite numbers keep the rest up to rounding.
// RUN: %cat_opt %s -o /dev/null '--pass-pipeline=builtin.module(cat-random{count=60 seed=500 steps=20}, \
// RUN:   cat-compare{passes=cat-inline,cat-erase-objects,cat-split-products,cse,cat-laws{points fp=exact}})' | FileCheck %s
// RUN: %cat_opt %s -o /dev/null '--pass-pipeline=builtin.module(cat-random{count=60 seed=600 steps=20}, \
// RUN:   cat-compare{passes=cat-inline,cat-erase-objects,cat-split-products,cse,cat-laws{points fp=finite} \
// RUN:   tolerance=1e-3})' | FileCheck %s

// CHECK-COUNT-60: same @random{{[0-9]+}} (20 cases)
module {}
