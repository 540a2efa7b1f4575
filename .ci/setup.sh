#!/bin/bash
# The one place that installs packages: .ci/setup.sh build|test|e2e|ime|windows|e2e-windows|linux|linux-arm64 ...
# Installs only what is missing (Debian, Ubuntu and kin), says nothing when
# there is nothing to do, and asks for no input.
set -euo pipefail

# "a|b" is satisfied by either; a is what gets installed.
build="gcc libc6-dev pkg-config|pkgconf libgl1-mesa-dev xorg-dev ca-certificates"
test="gcc libc6-dev ca-certificates poppler-utils fontconfig fonts-liberation2|fonts-liberation
  libreoffice-writer-nogui|libreoffice-writer libreoffice-calc-nogui|libreoffice-calc
  python3 python3-docx python3-openpyxl"
e2e="xvfb openbox xdotool xclip imagemagick libgl1-mesa-dri python3 python3-pil python3-xlib tesseract-ocr tesseract-ocr-chi-sim"
linux="$build dpkg-dev fakeroot"
linux_arm64="gcc-aarch64-linux-gnu libc6-dev-arm64-cross"
e2e_windows="wine wine64 gcc-mingw-w64-x86-64 fontconfig"
ime="fcitx5 fcitx5-pinyin dbus-daemon|dbus locales"
windows="gcc-mingw-w64-x86-64 nsis zip patch ca-certificates"

# installed reports whether one of the alternatives "a|b" is there.
installed() {
  local name
  for name in ${1//|/ }; do
    if [ "$(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null)" = installed ]; then
      return 0
    fi
  done
  return 1
}

missing=()
for set in "$@"; do
  case $set in
    build | test | e2e | ime | windows | e2e-windows | linux | linux-arm64) set=${set//-/_} ;;
    *) echo "usage: .ci/setup.sh build|test|e2e|ime|windows|e2e-windows|linux|linux-arm64 ..." >&2; exit 2 ;;
  esac
  if ! command -v dpkg >/dev/null; then
    echo "Not a Debian system. Please install by hand what these packages hold: ${!set}" >&2
    exit 1
  fi
  for package in ${!set}; do
    installed "$package" || missing+=("${package%%|*}")
  done
done
[ ${#missing[@]} -gt 0 ] || exit 0

# as_root is the prefix that gives the right to install.
as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
    as_root=(sudo)
  else
    echo "These packages are missing and may not be installed by this user:" >&2
    echo "  ${missing[*]}" >&2
    echo "Ask an administrator to run: apt-get install -y --no-install-recommends ${missing[*]}" >&2
    exit 1
  fi
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
apt() {
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q "$@" >>"$log" 2>&1 </dev/null
}
install() {
  apt install -y --no-install-recommends "${missing[@]}"
}

echo "Installing: ${missing[*]}"
# Package lists may be absent or too old; they are fetched only then.
if ! install && ! { apt update && install; }; then
  tail -n 20 "$log" >&2
  echo "The packages could not be installed: ${missing[*]}" >&2
  exit 1
fi
