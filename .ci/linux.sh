#!/bin/bash
# make linux: dist holds kaocha_VERSION_amd64.deb for Debian, UOS, Kylin and kin:
# program, fonts, desktop entry, icon and kinds of files. The C library of the
# computer that builds is the oldest it runs with. .ci/linux.sh arm64 builds for
# ARM (Kunpeng, Phytium) with Debian's cross compiler.
set -euo pipefail
. "$(dirname "$0")/env.sh"
arch=${1:-amd64}
.ci/setup.sh linux
version=$(.ci/version.sh)
root=.cache/deb-$arch
rm -rf "$root" "dist/kaocha_"*"_$arch.deb"
lib=$root/usr/lib/kaocha
mkdir -p "$lib" "$root/DEBIAN" "$root/usr/bin" "$root/usr/share/applications" "$root/usr/share/mime/packages" \
  "$root/usr/share/icons/hicolor/256x256/apps" "$root/usr/share/doc/kaocha" dist

if [ "$arch" = arm64 ]; then
  . .ci/linux/arm64.sh
fi
# The linker drops the debug tables; nothing is compiled anew.
CGO_ENABLED=1 GOARCH=$arch go build -tags "$APP_TAGS" -ldflags "-s -w" -o "$lib/kaocha" .
.ci/fonts.sh "$lib"
ln -s ../lib/kaocha/kaocha "$root/usr/bin/kaocha"
cp .ci/linux/kaocha.desktop "$root/usr/share/applications/"
cp .ci/linux/kaocha.xml "$root/usr/share/mime/packages/"
cp resources/icons/kaocha.png "$root/usr/share/icons/hicolor/256x256/apps/"
cp .ci/linux/README.Debian LICENSE NOTICE "$root/usr/share/doc/kaocha/"
find "$root" -type d -exec chmod 755 {} +
find "$root" -type f -exec chmod 644 {} +
chmod 755 "$lib/kaocha"

# The newest symbol asked of the C library says which one is needed.
glibc=$("${OBJDUMP:-objdump}" -T "$lib/kaocha" | grep -o 'GLIBC_[0-9.]*' | sort -uV | tail -n 1 | cut -d_ -f2)
cat >"$root/DEBIAN/control" <<END
Package: kaocha
Version: $version
Architecture: $arch
Maintainer: kaocha <kaocha@localhost>
Installed-Size: $(du -sk "$root" | cut -f1)
Depends: libc6 (>= $glibc), libgl1, libx11-6, libxcursor1, libxi6, libxinerama1, libxrandr2, libxxf86vm1
Recommends: libgl1-mesa-dri, xdg-utils, shared-mime-info, desktop-file-utils, zenity | kdialog
Suggests: fcitx5 | fcitx | ibus, cups-client
Section: misc
Priority: optional
Description: 考察通：科级干部试用期考察，从通知到归档
 登记干部、发起考察批次、收材料、计票、写考察报告，一次做出成套考察材料。
 不联网，数据只在本机。
END
dpkg-deb --root-owner-group -Zxz --build "$root" "dist/kaocha_${version}_$arch.deb" >/dev/null
if [ "$arch" = "$(dpkg --print-architecture)" ]; then
  "$lib/kaocha" version | grep -q "^考察通 $version（" || { echo "The program does not name version $version." >&2; exit 1; }
fi
.ci/sums.sh
ls -l dist/*.deb
