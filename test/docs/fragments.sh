#!/bin/sh
# Checks every program that fragments.py wrote, and runs those that have an output: `fragments.sh CATC FOLDER`.
catc=$1
cd "$2" || exit 1
status=0
"$catc" check ./*.cat || status=1
for expected in *.txt; do
  program=${expected%.txt}.cat
  if ! "$catc" run "$program" 2>&1 | diff "$expected" - >"$expected.diff"; then
    echo "$program does not print what the page says:"
    cat "$expected.diff"
    status=1
  fi
done
exit $status
