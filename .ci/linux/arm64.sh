# Sourced by linux.sh: Debian's cross compiler, and what the window is linked
# with for ARM in a folder of its own (.cache/arm64), so that the computer that
# builds stays as it is. The libraries are those of the Debian that builds.
.ci/setup.sh linux-arm64
sysroot=$PWD/.cache/arm64/root
packages="libc6 libgl-dev libgl1 libglx0 libglvnd0 libglx-dev libx11-dev libx11-6 libxcb1 libxau6 libxdmcp6 libbsd0 libmd0
  libxext-dev libxext6 libxrender-dev libxrender1 libxfixes-dev libxfixes3 libxcursor-dev libxcursor1 libxrandr-dev libxrandr2
  libxinerama-dev libxinerama1 libxi-dev libxi6 libxxf86vm-dev libxxf86vm1 x11proto-dev"
if [ ! -e "$sysroot/complete" ]; then
  rm -rf .cache/arm64
  mkdir -p "$sysroot" .cache/arm64/{state/lists/partial,cache/archives/partial,debs}
  touch .cache/arm64/state/status
  foreign=(-q -o APT::Architecture=arm64 -o APT::Architectures::=arm64 -o APT::Sandbox::User=root
    -o "Dir::State=$PWD/.cache/arm64/state" -o "Dir::State::status=$PWD/.cache/arm64/state/status" -o "Dir::Cache=$PWD/.cache/arm64/cache")
  apt-get "${foreign[@]}" update >/dev/null
  # shellcheck disable=SC2086 # a list
  (cd .cache/arm64/debs && apt-get "${foreign[@]}" download $packages >/dev/null)
  for deb in .cache/arm64/debs/*.deb; do
    dpkg-deb -x "$deb" "$sysroot"
  done
  touch "$sysroot/complete"
fi
libs=$sysroot/usr/lib/aarch64-linux-gnu
export CC=aarch64-linux-gnu-gcc OBJDUMP=aarch64-linux-gnu-objdump
export CGO_CFLAGS="-O2 -g -I$sysroot/usr/include" CGO_LDFLAGS="-O2 -g -L$libs -Wl,-rpath-link,$libs:$sysroot/lib/aarch64-linux-gnu"
export PKG_CONFIG_LIBDIR=$libs/pkgconfig:$sysroot/usr/share/pkgconfig PKG_CONFIG_SYSROOT_DIR=$sysroot
