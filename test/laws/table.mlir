// docs/laws.md is what the code says.
// RUN: %cat_opt %s -cat-print-laws=programs=%S/programs -o /dev/null 2>&1 | diff %cat_src/docs/laws.md -
// Every law says where it is from, and has a test and a program; where the language has no way to write one, or a program is
// its test, the law stands here.
// RUN: python3 %S/complete.py %cat_src/docs/laws.md %S | FileCheck %s
// CHECK: no literature:{{$}}
// CHECK-NEXT: no test: L1.7 L1.8{{$}}
// CHECK-NEXT: no program: L4.1 L4.2 L4.3 L14.22{{$}}
module {}
