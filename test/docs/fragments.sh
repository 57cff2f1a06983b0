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
says() {
  expected=$1
  shift
  if ! "$catc" "$@" 2>/dev/null | diff "$expected" - >"$expected.diff"; then
    echo "catc $* does not say what the page says:"
    cat "$expected.diff"
    status=1
  fi
}
for expected in *.verdicts; do
  [ -f "$expected" ] && says "$expected" test "${expected%.verdicts}.cat"
done
for expected in *.explain; do
  [ -f "$expected" ] && says "$expected" explain --laws=L13 "${expected%.explain}.cat"
done
exit $status
