#!/bin/bash
# make linux: dist/linux holds the program, fonts and licences to hand out.
set -euo pipefail
. "$(dirname "$0")/env.sh"
.ci/setup.sh build
out=dist/linux
rm -rf "$out"
# The linker drops the debug tables; nothing is compiled anew.
CGO_ENABLED=1 go build -tags "$APP_TAGS" -ldflags "-s -w" -o "$out/kaocha" .
.ci/fonts.sh "$out"
cp LICENSE NOTICE "$out/"
ls -l "$out"
