#!/bin/sh
# `law.sh CATC CAT_OPT PROGRAM [FP]`: what the program prints, which must be the same without laws, once it is
# sure that the law on its first line rewrites it on the way to loops.
set -e
catc=$1 cat_opt=$2 program=$3 fp=${4:-fast}
law=$(sed -n '1s,^// \(L[0-9.]*\) .*,\1,p' "$program")
laws="cat-laws{fp=$fp}" points="cat-laws{points fp=$fp}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$catc" emit "$program" --stage=cat -o "$work/program.mlir"
"$cat_opt" "$work/program.mlir" -o /dev/null --remarks-filter=law "--pass-pipeline=builtin.module(cat-resolve-types,$laws,cat-inline,\
cat-erase-objects,$points,cat-split-products,$points,cat-batch,cat-differentiate,cat-batch,canonicalize,cse,$points)" 2>"$work/remarks"
grep -qF "[Passed] $law | " "$work/remarks" || {
  echo "$law was not used"
  exit 1
}
"$catc" run "$program" --fp="$fp" >"$work/with"
"$catc" run "$program" --laws=off >"$work/without"
cmp "$work/with" "$work/without"
cat "$work/with"
