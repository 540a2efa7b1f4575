#!/bin/bash
# make bench: the document engine beside python-docx and LibreOffice in the same
# run, then every package's benchmarks. PKG=./forms/pdf BENCH=Fill narrows it
# down to benchmarks of that name in that package.
set -euo pipefail
. "$(dirname "$0")/env.sh"
.ci/setup.sh test
export CGO_ENABLED=0
# The packages' python-docx belongs to the system's python, not to another one.
PATH="$(dirname "$(command -v go)"):/usr/bin:$PATH"
export PATH
if [ -z "${PKG:-}${BENCH:-}" ]; then
  go run -tags "$TEST_TAGS" ./forms/bench
fi
go test -tags "$TEST_TAGS" -run '^$' -bench "${BENCH:-.}" -benchmem -timeout 60m "${PKG:-./...}"
