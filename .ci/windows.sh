#!/bin/bash
# make windows: dist holds kaocha-VERSION-setup.exe and
# kaocha-VERSION-windows-portable.zip for 64-bit Windows 10 or newer, built by
# MinGW; dist/windows what both carry. The first build takes about 9 minutes.
set -euo pipefail
. "$(dirname "$0")/env.sh"
.ci/setup.sh windows
version=$(.ci/version.sh)
out=dist/windows
work=.cache/windows
rm -rf "$out" "$work" dist/kaocha-*-setup.exe dist/kaocha-*-windows-portable.zip
mkdir -p "$out" "$work"

# Icon, manifest and version go into the executable; the linker takes *.syso from
# the folder of package main.
resource=rsrc_windows_amd64.syso
trap 'rm -f "$resource"' EXIT
for file in winres.json kaocha.manifest; do
  sed "s/@VERSION@/$version/" ".ci/windows/$file" >"$work/$file"
done
cp resources/icons/kaocha.png "$work/icon.png"
CGO_ENABLED=0 go tool go-winres make --in "$work/winres.json" --arch amd64 --out rsrc

# build NAME TAGS [FLAG...] makes an executable of the one set of flags.
build() {
  local name=$1 tags=$2
  shift 2
  CGO_ENABLED=1 GOOS=windows GOARCH=amd64 CC=x86_64-w64-mingw32-gcc \
    go build "$@" -trimpath -tags "$tags" -ldflags "-H=windowsgui -s -w" -o "$out/$name" .
}
build kaocha.exe "$WINDOWS_TAGS"

# The compatibility program draws by Direct3D through ANGLE; for that Fyne must
# ask for EGL and do without functions of OpenGL ES 3 that it never calls.
fyne=.cache/fyne
if ! cmp -s .ci/windows/compat.patch "$fyne/applied.patch" || ! grep -qxF "$(go list -m fyne.io/fyne/v2)" "$fyne/version.txt"; then
  go mod download fyne.io/fyne/v2
  [ ! -d "$fyne" ] || chmod -R u+w "$fyne"
  rm -rf "$fyne"
  cp -r "$(go list -m -f '{{.Dir}}' fyne.io/fyne/v2)" "$fyne"
  chmod -R u+w "$fyne"
  patch -s -p1 -d "$fyne" <.ci/windows/compat.patch
  go list -m fyne.io/fyne/v2 >"$fyne/version.txt"
  cp .ci/windows/compat.patch "$fyne/applied.patch"
fi
cp go.sum .cache/compat.sum
sed "\$a replace fyne.io/fyne/v2 => $PWD/$fyne" go.mod >.cache/compat.mod
build kaocha-compat.exe "$WINDOWS_TAGS,gles" -modfile=.cache/compat.mod
(cd .ci/windows/angle && sha256sum --quiet -c SHA256SUMS)
cp .ci/windows/angle/*.dll "$out/"
cp .ci/windows/angle/LICENSE "$out/LICENSE-ANGLE.txt"

.ci/fonts.sh "$out"
cp LICENSE "$out/LICENSE.txt"
cp NOTICE "$out/NOTICE.txt"

for program in kaocha.exe kaocha-compat.exe; do
  # Only libraries that every Windows has may be asked for.
  foreign=$(x86_64-w64-mingw32-objdump -p "$out/$program" | sed -n 's/.*DLL Name: //p' |
    grep -viE '^(gdi32|kernel32|msvcrt|opengl32|shell32|user32|advapi32|ole32|oleaut32|imm32|ws2_32|winmm|comdlg32|uiautomationcore|api-ms-win-.*)\.dll$' || true)
  if [ -n "$foreign" ]; then
    echo "$program needs libraries that Windows does not bring: $foreign" >&2
    exit 1
  fi
  rm -rf "$work/check"
  CGO_ENABLED=0 go tool go-winres extract --xml-manifest --dir "$work/check" "$out/$program"
  if ! grep -q "\"FileVersion\": \"$version\"" "$work/check/winres.json" || ! grep -rq "activeCodePage.*UTF-8" "$work/check"; then
    echo "$program has no version $version or no manifest among its resources." >&2
    exit 1
  fi
done

icon=$(find "$work/check" -name '*.ico' | head -n 1)
makensis ${E2E_FAST:+-DFAST} -V2 -INPUTCHARSET UTF8 -DVERSION="$version" -DSRC="$PWD/$out" -DICON="$PWD/$icon" \
  -DOUT="$PWD/dist/kaocha-$version-setup.exe" .ci/windows/installer.nsi

# Names inside are ASCII: old unpackers garble others.
portable=$work/kaocha-$version
mkdir -p "$portable/portable"
cp -r "$out/." "$portable/"
sed "s/@VERSION@/$version/" .ci/windows/portable.txt | sed '1s/^/\xef\xbb\xbf/; s/$/\r/' >"$portable/portable/README.txt"
(cd "$work" && zip -qr -X "$OLDPWD/dist/kaocha-$version-windows-portable.zip" "kaocha-$version")
.ci/sums.sh
ls -l "$out" dist
