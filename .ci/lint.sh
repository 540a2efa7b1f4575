#!/bin/bash
# make lint: formatting, go vet, staticcheck, the module file, the notices.
set -uo pipefail
. "$(dirname "$0")/env.sh"
export CGO_ENABLED=0
bad=0

unformatted=$(find . -name '*.go' -not -path './.cache/*' -print0 | xargs -0 gofmt -l)
if [ -n "$unformatted" ]; then
  printf 'Not formatted (run gofmt -w on them):\n%s\n' "$unformatted"
  bad=1
fi
go vet -tags "$TEST_TAGS" ./... || bad=1
go tool staticcheck -tags "$TEST_TAGS" ./... || bad=1
.ci/notices.sh --check || bad=1
exit $bad
