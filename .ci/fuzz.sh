#!/bin/bash
# make fuzz: every fuzz target in turn, FUZZ_TIME each (60 s unless told: the
# weekly run). What makes one fail is kept by Go under its package's
# testdata/fuzz: commit it with the mend, so that every later test tries it.
# FUZZ_ONLY is a pattern of target names.
set -uo pipefail
. "$(dirname "$0")/env.sh"
.ci/setup.sh test || exit 1
export CGO_ENABLED=0
time=${FUZZ_TIME:-60s}
failed=()
count=0
while IFS=: read -r file line; do
  target=${line#func }
  target=${target%%(*}
  [[ $target =~ ${FUZZ_ONLY:-.} ]] || continue
  package=$(dirname "$file")
  count=$((count + 1))
  echo "== $package $target ($time)"
  go test -tags "$TEST_TAGS" -run '^$' -fuzz "^$target\$" -fuzztime "$time" -fuzzminimizetime 2s -parallel "${FUZZ_PARALLEL:-1}" "./$package" |
    grep -v '^fuzz: elapsed: .*gathering' | tail -n "${FUZZ_LINES:-3}"
  [ "${PIPESTATUS[0]}" = 0 ] || failed+=("$package $target")
done < <(grep -rE --include='*_test.go' -o '^func Fuzz[A-Za-z0-9]*\(' --exclude-dir=.cache . | sed 's|^\./||' | sort)

[ $count -gt 0 ] || { echo "no fuzz target was found" >&2; exit 1; }
if [ ${#failed[@]} -gt 0 ]; then
  printf 'FAILED: %s\n' "${failed[@]}"
  exit 1
fi
echo "$count targets, $time each: nothing found."
