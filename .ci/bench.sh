#!/bin/bash
# make bench: how the window starts and what memory it takes, the document engine
# beside python-docx and LibreOffice in the same run, then every package's
# benchmarks. PKG=./forms/pdf BENCH=Fill narrows it down to benchmarks of that name
# in that package.
set -euo pipefail
. "$(dirname "$0")/env.sh"
.ci/setup.sh test

# window measures five starts on the sample, on a screen of its own.
window() {
  .ci/setup.sh build e2e
  .ci/build.sh bin
  local out=out/bench size=bench
  . .ci/screen.sh
  screen 1366x768
  mkdir -p "$work/.cache" "$work/config/fyne/kaocha.desktop"
  printf '{"tour.seen":true}' >"$work/config/fyne/kaocha.desktop/preferences.json"
  bin/kaocha demo --out "$work/demo" >"$out/demo.log" 2>&1 || true # findings are its exit code
  HOME=$work XDG_CONFIG_HOME=$work/config .ci/start.py bin/kaocha "$work/demo/示例.db"
}

if [ -z "${PKG:-}${BENCH:-}" ]; then
  (window)
fi
export CGO_ENABLED=0
# The packages' python-docx belongs to the system's python, not to another one.
PATH="$(dirname "$(command -v go)"):/usr/bin:$PATH"
export PATH
if [ -z "${PKG:-}${BENCH:-}" ]; then
  go run -tags "$TEST_TAGS" ./forms/bench
fi
go test -tags "$TEST_TAGS" -run '^$' -bench "${BENCH:-.}" -benchmem -timeout 60m "${PKG:-./...}"
