#!/bin/sh
# `examples.sh CATC EXAMPLES`: builds every example with all laws that keep the bits, with some and without any, and
# compares what they print.
set -e
catc=$1 count=0
for program in "$2"/*/*.cat; do
  name=$(basename "$program" .cat)
  [ "$name" = fashion ] && continue # trains for long; test/examples/fashion.test does this on fewer pictures
  grep -q '^pipeline' "$program" || continue
  count=$((count + 1))
  "$catc" run --laws=off "$program" >off.txt
  for laws in on L1,L2,L3,L4,L5 L6,L7,L8 L9,L11,L12,L14; do
    "$catc" run --fp=exact --laws=$laws "$program" | cmp - off.txt || {
      echo "$name differs with --laws=$laws"
      exit 1
    }
  done
done
[ $count -ge 8 ] || {
  echo "only $count examples were found"
  exit 1
}
