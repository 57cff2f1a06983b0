// Passes keep the meaning of random programs: bit for bit, where they only move ops about; up to rounding,
// where sums are taken in another order.
// RUN: %cat_opt %s '--pass-pipeline=builtin.module(cat-random{count=60},cat-compare{passes=canonicalize,cse})' \
// RUN:   -o /dev/null | FileCheck %s
// RUN: %cat_opt %s '--pass-pipeline=builtin.module(cat-random{count=60 seed=100},cat-compare{passes=cat-inline})' \
// RUN:   -o /dev/null | FileCheck %s
// RUN: %cat_opt %s -o /dev/null '--pass-pipeline=builtin.module(cat-random{count=60 seed=200}, \
// RUN:   cat-compare{passes=cat-inline,cat-erase-objects,cat-split-products})' | FileCheck %s
// RUN: %cat_opt %s -o /dev/null '--pass-pipeline=builtin.module(cat-random{count=60 seed=300}, \
// RUN:   cat-compare{passes=cat-inline,cat-erase-objects,cat-split-products,cat-batch tolerance=1e-5})' | FileCheck %s
// RUN: %cat_opt %s -o /dev/null '--pass-pipeline=builtin.module(cat-random{count=60 seed=400}, \
// RUN:   cat-compare{passes=cat-inline,cat-erase-objects,cat-split-products,cat-batch,cat-differentiate \
// RUN:   tolerance=1e-3})' | FileCheck %s

// CHECK-COUNT-60: same @random{{[0-9]+}} (20 cases)
module {}
