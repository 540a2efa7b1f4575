#!/bin/bash
# make faults: what can go wrong, tried at full scale: the cases named below. A
# test belongs to a case when the comment above it names the case (T01 …). Those
# that count for themselves print "faults: NAME: N tried, N survived, N lost";
# of the others each test and subtest is one try. Prints the table and fails when
# anything was lost or a case has no test. FAULTS_ONLY is a pattern of cases.
set -uo pipefail
. "$(dirname "$0")/env.sh"
.ci/setup.sh test || exit 1
export CGO_ENABLED=0 KAOCHA_FAULTS=full

cases="T01 T02 T03 T04 T05 T06 T09 T10 T11 T12 T13 T22 T23 T24 T25 T26 T27 T28 T29 T30 T36 T40"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# One line "case folder test" for each test whose comment names the case.
grep -rlE --include='*_test.go' --exclude-dir=.cache '\bT[0-4][0-9]\b' . | sort | while read -r file; do
  awk -v dir="$(dirname "$file")" '
    /^\/\// { text = text " " $0; next }
    /^func Test/ {
      name = $2; sub(/\(.*/, "", name); rest = text
      while (match(rest, /T[0-4][0-9]/)) { print substr(rest, RSTART, 3), dir, name; rest = substr(rest, RSTART + 3) }
    }
    { text = "" }' "$file"
done | sort -u >"$work/tests"

grep -E "^(${FAULTS_ONLY:-.*}) " "$work/tests" | grep -E "^(${cases// /|}) " >"$work/wanted"
for dir in $(cut -d' ' -f2 "$work/wanted" | sort -u); do
  names=$(awk -v d="$dir" '$2 == d { print $3 }' "$work/wanted" | sort -u | paste -sd'|')
  echo "== $dir: ${names//|/ }"
  go test -count=1 -timeout 60m -v -tags "$TEST_TAGS" -run "^($names)\$" "$dir" >"$work/out" 2>&1 || { echo failed >>"$work/failed"; grep -E '^ +[a-z_]+\.go:|^panic' "$work/out" | grep -v faults: | head -n 40; }
  sed "s|^|$dir |" "$work/out" >>"$work/all"
done

awk -v cases="$cases" -v only="^(${FAULTS_ONLY:-.*})$" '
  FNR == NR { of[$2 " " $3] = of[$2 " " $3] " " $1; next }
  / faults: / {
    line = $0; sub(/.* faults: /, "", line); split(line, p, ": "); split(p[2], num, /[ ,]+/)
    row[++rows] = p[1] "\t" num[1] "\t" num[3] "\t" num[5]; lost += num[5]
  }
  $2 == "---" || ($2 ~ /^ *---/) {
    name = $4; sub(/\/.*/, "", name); key = $1 " " name
    split(of[key], cs, " ")
    for (i in cs) {
      if ($3 == "PASS:") pass[cs[i]]++
      if ($3 == "FAIL:") fail[cs[i]]++
    }
  }
  END {
    n = split(cases, c, " ")
    for (i = 1; i <= n; i++) if (c[i] ~ only) {
      if (pass[c[i]] + fail[c[i]] == 0) { row[++rows] = c[i] " HAS NO TEST\t0\t0\t-"; bad = 1 }
      else row[++rows] = c[i] " tests\t" pass[c[i]] + fail[c[i]] "\t" pass[c[i]] + 0 "\t" fail[c[i]] + 0
      lost += fail[c[i]]
    }
    for (i = 1; i <= rows; i++) print row[i] | "sort"
    close("sort")
    exit (lost > 0 || bad)
  }' "$work/wanted" "$work/all" >"$work/table"
result=$?
echo
{ printf 'case\ttried\tsurvived\tlost\n'; cat "$work/table"; } | awk -F'\t' '{ printf "%-42s %8s %9s %6s\n", $1, $2, $3, $4 }'
[ $result = 0 ] && [ ! -e "$work/failed" ] || { echo "Something was lost, failed, or has no test."; exit 1; }
echo "Nothing was lost."
