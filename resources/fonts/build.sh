#!/bin/bash
# Remakes every font file of this folder from its published source, and then
# compares the result with SHA256SUMS.
#
#   resources/fonts/build.sh            remake, compare with SHA256SUMS
#   resources/fonts/build.sh --update   remake, write a new SHA256SUMS
#
# Needs: Debian 12 (apt-get, dpkg-deb), npm, python3-fonttools 4.38.
# Nothing is installed: packages are only unpacked in a temporary folder.
#
#   file              made from                                         version
#   song.ttf          npm @expo-google-fonts/noto-serif-sc, 400         0.4.3, as it is
#   songbold.ttf      the same package, 700                             GB2312 subset
#   songhk.ttf        npm @expo-google-fonts/noto-serif-hk, 400         0.4.3, hanzi song.ttf lacks
#   songjp.ttf        npm @expo-google-fonts/noto-serif-jp, 400         0.4.3, hanzi both lack
#   hei.ttf           npm @expo-google-fonts/noto-sans-sc, 400          0.4.3, as it is
#   heibold.ttf       the same package, 700                             GBK subset
#   window.otf        Debian fonts-noto-cjk, NotoSansCJK-Regular, SC    2.004, the characters of hei.ttf
#   windowbold.otf    the same package, Bold, SC                        2.004, the same characters
#   kai.ttf           Debian fonts-lxgw-wenkai, Regular                 1.250, GB2312 subset, renamed
#   latin.ttf         Debian fonts-liberation2, LiberationSerif-Regular 2.1.5, as it is
#   latinbold.ttf     Debian fonts-liberation2, LiberationSerif-Bold    2.1.5, as it is
#   fang/FandolFang.ttf  Debian texlive-lang-chinese, FandolFang-Regular.otf
#                     (fandol 0.3)                                      CFF outlines made quadratic
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python=/usr/bin/python3
"$python" -c 'import fontTools' 2>/dev/null || { echo "python3-fonttools is missing: apt-get install python3-fonttools" >&2; exit 1; }

for name in noto-serif-sc noto-sans-sc noto-serif-hk noto-serif-jp; do
  npm pack --silent "@expo-google-fonts/$name@0.4.3" >/dev/null
  mkdir "$name"
  tar xzf "expo-google-fonts-$name-0.4.3.tgz" -C "$name" --strip-components=1
done
for name in fonts-noto-cjk fonts-lxgw-wenkai fonts-liberation2 texlive-lang-chinese; do
  apt-get -q download "$name" 2>/dev/null
  dpkg-deb -x "$name"_*.deb "$name"
done
serif=noto-serif-sc sans=noto-sans-sc
liberation=fonts-liberation2/usr/share/fonts/truetype/liberation2
fandol=texlive-lang-chinese/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol
fandoldoc=texlive-lang-chinese/usr/share/doc/texlive-doc/fonts/fandol

cp "$serif/400Regular/NotoSerifSC_400Regular.ttf" "$here/song.ttf"
"$python" "$here/build.py" rest --without "$here/song.ttf" noto-serif-hk/400Regular/NotoSerifHK_400Regular.ttf "$here/songhk.ttf"
"$python" "$here/build.py" rest --without "$here/song.ttf" --without "$here/songhk.ttf" \
  noto-serif-jp/400Regular/NotoSerifJP_400Regular.ttf "$here/songjp.ttf"
cp "$sans/400Regular/NotoSansSC_400Regular.ttf" "$here/hei.ttf"
cp "$liberation/LiberationSerif-Regular.ttf" "$here/latin.ttf"
cp "$liberation/LiberationSerif-Bold.ttf" "$here/latinbold.ttf"
"$python" "$here/build.py" subset "$serif/700Bold/NotoSerifSC_700Bold.ttf" "$here/songbold.ttf"
"$python" "$here/build.py" subset --gbk "$sans/700Bold/NotoSansSC_700Bold.ttf" "$here/heibold.ttf"
cjk=fonts-noto-cjk/usr/share/fonts/opentype/noto
"$python" "$here/build.py" window --like "$here/hei.ttf" "$cjk/NotoSansCJK-Regular.ttc" "$here/window.otf"
"$python" "$here/build.py" window --like "$here/hei.ttf" "$cjk/NotoSansCJK-Bold.ttc" "$here/windowbold.otf"
"$python" "$here/build.py" subset --family "Kaocha Kai" \
  fonts-lxgw-wenkai/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf "$here/kai.ttf"
"$python" "$here/build.py" quadratic "$fandol/FandolFang-Regular.otf" "$here/fang/FandolFang.ttf"

# The licences: the copyright lines of each font, then the one text of the OFL.
ofl() { cat; echo; sed -n '/^This Font Software is licensed/,$p' "$serif/LICENSE_FONT"; }
cp "$serif/LICENSE_FONT" "$here/OFL-NotoSerifSC.txt"
cp "$sans/LICENSE_FONT" "$here/OFL-NotoSansSC.txt"
cp noto-serif-hk/LICENSE_FONT "$here/OFL-NotoSerifHK.txt"
cp noto-serif-jp/LICENSE_FONT "$here/OFL-NotoSerifJP.txt"
ofl >"$here/OFL-NotoSansCJK.txt" <<'END'
Copyright 2014-2021 Adobe (http://www.adobe.com/),
with Reserved Font Name 'Source'.
END
ofl >"$here/OFL-KaochaKai.txt" <<'END'
Copyright 2021-2023 LXGW (https://github.com/lxgw/LxgwWenKai),
with Reserved Font Names "霞鹜" and "LXGW".
Copyright 2020 The Klee Project Authors (https://github.com/fontworks-fonts/Klee)
Kaocha Kai is a Modified Version: a subset under a name of its own.
END
ofl >"$here/OFL-LiberationSerif.txt" <<'END'
Digitized data copyright (c) 2010 Google Corporation,
with Reserved Font Arimo, Tinos and Cousine.
Copyright (c) 2012 Red Hat, Inc., with Reserved Font Name Liberation.
END
gzip -dc "$fandoldoc/COPYING.gz" >"$here/fang/COPYING"
cp "$fandoldoc/README" "$here/fang/README-fandol"
chmod 644 "$here"/*.ttf "$here"/*.otf "$here"/*.txt "$here"/fang/*

cd "$here"
files="song.ttf songbold.ttf songhk.ttf songjp.ttf hei.ttf heibold.ttf window.otf windowbold.otf kai.ttf latin.ttf latinbold.ttf fang/FandolFang.ttf"
if [ "${1:-}" = --update ]; then
  # shellcheck disable=SC2086 # a list of plain names
  sha256sum $files >SHA256SUMS
fi
sha256sum --check SHA256SUMS
