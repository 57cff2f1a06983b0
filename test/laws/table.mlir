// docs/laws.md is what the code says.
// RUN: %cat_opt %s -cat-print-laws -o /dev/null 2>&1 | diff %cat_src/docs/laws.md -
module {}
