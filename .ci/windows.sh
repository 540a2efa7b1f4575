#!/bin/bash
# make windows: dist/windows holds kaocha.exe (64 bit, Windows 10 or newer, built
# by MinGW), fonts and licences to hand out. The first build takes about 7 minutes.
set -euo pipefail
. "$(dirname "$0")/env.sh"
.ci/setup.sh windows
out=dist/windows
rm -rf "$out"
CGO_ENABLED=1 GOOS=windows GOARCH=amd64 CC=x86_64-w64-mingw32-gcc \
  go build -trimpath -tags "$WINDOWS_TAGS" -ldflags "-H=windowsgui -s -w" -o "$out/kaocha.exe" .
.ci/fonts.sh "$out"
cp LICENSE NOTICE "$out/"
# Only libraries that every Windows has may be asked for.
foreign=$(x86_64-w64-mingw32-objdump -p "$out/kaocha.exe" | sed -n 's/.*DLL Name: //p' |
  grep -viE '^(gdi32|kernel32|msvcrt|opengl32|shell32|user32|advapi32|ole32|imm32|ws2_32|winmm|comdlg32|api-ms-win-.*)\.dll$' || true)
if [ -n "$foreign" ]; then
  echo "kaocha.exe needs libraries that Windows does not bring: $foreign" >&2
  exit 1
fi
ls -l "$out"
