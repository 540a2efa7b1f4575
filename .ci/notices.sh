#!/bin/bash
# Writes resources/notices/notices.txt: NOTICE and the licence texts of all that
# the program carries, so that every copy of it brings them along.
#
#   .ci/notices.sh           write the file anew (after a library was added or updated)
#   .ci/notices.sh --check   fail when the file is out of date
set -euo pipefail
. "$(dirname "$0")/env.sh"
file=resources/notices/notices.txt
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The modules whose code is in the program, on Linux or on Windows: path, version, folder.
list() {
  CGO_ENABLED=1 go list -deps -f '{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}} {{.Dir}}{{end}}{{end}}' "$@" .
}
list -tags "$APP_TAGS" >"$work/linux"
GOOS=windows GOARCH=amd64 list -tags "$WINDOWS_TAGS" >"$work/windows"
sort -u "$work/linux" "$work/windows" | sed '/^$/d' >"$work/modules"

# A text that several modules share is printed once, below all their names.
while read -r path version dir; do
  find "$dir" -type f \( -iname 'licen[cs]e*' -o -iname 'copying*' -o -iname 'notice*' -o -iname 'ofl*.txt' -o -iname 'ftl.txt' \) \
    -not -name '*.go' -not -ipath '*/testdata/*' -not -ipath '*/cmd/*' -not -ipath '*/_examples/*' | LC_ALL=C sort |
    while read -r text; do
      sum=$(sha256sum <"$text" | cut -d' ' -f1)
      cp "$text" "$work/$sum.text"
      chmod u+w "$work/$sum.text"
      echo "$path $version" >>"$work/$sum.users"
    done
done <"$work/modules"

if silent=$(cut -d' ' -f1,2 "$work/modules" | grep -vxFf <(cat "$work"/*.users)); then
  echo "No licence file was found in: $silent" >&2
  exit 1
fi

rule() { printf '\n%s\n' '--------------------------------------------------------------------------------'; }
{
  cat NOTICE
  find resources -mindepth 2 -type f \( -name 'OFL-*.txt' -o -name 'LICENSE*' -o -name 'COPYING' -o -name 'NOTICE.md' \) |
    LC_ALL=C sort | while read -r text; do
      rule
      printf '%s\n\n' "$text"
      cat "$text"
    done
  for users in "$work"/*.users; do
    echo "$(sort -u "$users" | head -n 1) $users"
  done | LC_ALL=C sort | while read -r _ _ users; do
    rule
    sort -u "$users"
    echo
    cat "${users%.users}.text"
  done
} | tr -d '\r' >"$work/notices.txt"

if [ "${1:-}" = --check ]; then
  if ! cmp -s "$work/notices.txt" "$file"; then
    echo "$file is out of date: run .ci/notices.sh and commit the result."
    exit 1
  fi
  exit 0
fi
cp "$work/notices.txt" "$file"
echo "$file: $(wc -l <"$work/modules") modules, $(wc -c <"$file") bytes"
