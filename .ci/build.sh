#!/bin/bash
# Builds the program for this computer: .ci/build.sh [FOLDER]   (default bin)
# FOLDER then holds kaocha and, beside it, fonts/ with the separate 仿宋 file.
set -euo pipefail
. "$(dirname "$0")/env.sh"
target=${1:-bin}
.ci/setup.sh build
[ -n "$(find "$(go env GOCACHE)" -maxdepth 1 -name '0*' -print -quit 2>/dev/null)" ] ||
  echo "Building for the first time; this takes some minutes."
CGO_ENABLED=1 go build -tags "$APP_TAGS" -o "$target/kaocha" .
.ci/fonts.sh "$target"
