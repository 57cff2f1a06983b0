#!/bin/sh
# Runs a program compiled and interpreted: `both.sh CATC PROGRAM [PIPELINE ARGS…]`. Output and exit status must be equal; prints them.
catc=$1 program=$2
shift 2
pipeline=main
if [ $# -gt 0 ]; then
  pipeline=$1
  shift
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$catc" run "$program" --pipeline "$pipeline" -- "$@" >"$work/compiled" 2>&1
echo "status $?" >>"$work/compiled"
"$catc" run --reference "$program" --pipeline "$pipeline" -- "$@" >"$work/interpreted" 2>&1
echo "status $?" >>"$work/interpreted"
cat "$work/compiled"
if ! cmp -s "$work/compiled" "$work/interpreted"; then
  echo "but interpreted:"
  cat "$work/interpreted"
  exit 1
fi
