#!/bin/bash
# make test: every check of the project, from formatting to the race detector.
# All checks run even after a failure; the last lines name those that failed.
set -uo pipefail
. "$(dirname "$0")/env.sh"
.ci/setup.sh test || exit 1

failed=()
# check NAME COMMAND... runs one check and remembers a failure.
check() {
  local name=$1 begin=$SECONDS
  shift
  echo "== $name"
  if "$@"; then
    echo "   $name: passed ($((SECONDS - begin)) s)"
  else
    failed+=("$name")
    echo "   $name: FAILED ($((SECONDS - begin)) s)"
  fi
}

with_cgo() { CGO_ENABLED=$1; export CGO_ENABLED; shift; "$@"; }

check "lint" .ci/lint.sh
check "tests" with_cgo 0 go test -timeout 20m -tags "$TEST_TAGS" ./...
# -short: what waits for LibreOffice has run above and gains nothing here. Nor does
# app/command: its tests are one goroutine after another, and what works beside
# itself (jobs, packs, the store, the window) has tests of its own.
# shellcheck disable=SC2046 # one word per package
check "tests with the race detector" with_cgo 1 go test -race -short -timeout 25m -tags "$TEST_TAGS" $(go list -tags "$TEST_TAGS" ./... | grep -v '^kaocha/app/command$')
# Each fuzz target for a moment; make fuzz gives them a minute.
check "fuzzing" env FUZZ_TIME="${FUZZ_TIME:-3s}" FUZZ_LINES=1 .ci/fuzz.sh

if [ ${#failed[@]} -gt 0 ]; then
  printf 'FAILED: %s\n' "${failed[@]}"
  exit 1
fi
echo "All checks passed in $SECONDS s."
