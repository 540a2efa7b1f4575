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
log=$(mktemp)
trap 'rm -f "$log"' EXIT
while IFS=: read -r file line; do
  target=${line#func }
  target=${target%%(*}
  [[ $target =~ ${FUZZ_ONLY:-.} ]] || continue
  package=$(dirname "$file")
  count=$((count + 1))
  echo "== $package $target ($time)"
  for try in 1 2 3; do
    go test -tags "$TEST_TAGS" -run '^$' -fuzz "^$target\$" -fuzztime "$time" -fuzzminimizetime 2s -parallel "${FUZZ_PARALLEL:-1}" "./$package" >"$log" 2>&1
    rc=$?
    # Go's fuzzer sometimes takes the end of its own time for a failure: no input
    # is kept then. Only that is tried again.
    if [ $rc = 0 ] || grep -q 'Failing input written' "$log" || ! grep -q 'context deadline exceeded' "$log"; then
      break
    fi
  done
  grep -v '^fuzz: elapsed: .*gathering' "$log" | tail -n "$([ $rc = 0 ] && echo "${FUZZ_LINES:-3}" || echo 40)"
  [ $rc = 0 ] || failed+=("$package $target")
done < <(grep -rE --include='*_test.go' -o '^func Fuzz[A-Za-z0-9]*\(' --exclude-dir=.cache . | sed 's|^\./||' | sort)

[ $count -gt 0 ] || { echo "no fuzz target was found" >&2; exit 1; }
if [ ${#failed[@]} -gt 0 ]; then
  printf 'FAILED: %s\n' "${failed[@]}"
  exit 1
fi
echo "$count targets, $time each: nothing found."
