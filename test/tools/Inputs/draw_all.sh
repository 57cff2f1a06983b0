# Draws every arrow of the programs behind the second argument: sh draw_all.sh CATC OUTPUT FILE.cat…
catc=$1 output=$2
shift 2
for file in "$@"; do
  "$catc" emit "$file" --stage=cat | grep -v '\.where' | sed -nE 's/^  cat\.arrow @("([^"]*)"|([A-Za-z0-9_.]*)).*/\2\3/p' |
    while read -r arrow; do
      "$catc" draw "$file" "$arrow" -o "$output" </dev/null || exit 1
      if command -v dot >/dev/null; then dot -Tsvg "$output" >/dev/null || exit 1; fi
    done || { echo "$file: an arrow cannot be drawn"; exit 1; }
done
