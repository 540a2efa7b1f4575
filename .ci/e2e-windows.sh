#!/bin/bash
# make e2e-windows: installs kaocha-VERSION-setup.exe silently under Wine and works
# with the installed program as a clerk does: the whole review of make e2e, files
# handed over by a second start, the compatibility program, a computer without
# OpenGL, an upgrade while the program runs; then uninstalls and looks whether the
# data stayed. Pictures and logs are kept in out/e2e-windows. With E2E_SETUP nothing
# is built: it names the setup to test.
set -uo pipefail
. "$(dirname "$0")/env.sh"
.ci/setup.sh windows e2e e2e-windows || exit 1
version=$(.ci/version.sh)
setup=${E2E_SETUP:-dist/kaocha-$version-setup.exe}
[ -n "${E2E_SETUP:-}" ] || .ci/windows.sh >/dev/null || exit 1
out=out/e2e-windows
. .ci/screen.sh

export WINEPREFIX=$work/prefix WINEDEBUG=-all WINEARCH=win64 E2E_WINE=1
# No menus and files of kinds in the home of whoever runs this; no .NET, no browser.
export WINEDLLOVERRIDES="winemenubuilder.exe=d;mscoree=;mshtml="
mkdir -p "$work/home"
trap 'stop; wineserver -k 2>/dev/null; rm -rf "$work"' EXIT

size=install
screen 1366x768 || { fail "no screen"; exit 1; }
export HOME=$work/home
wineboot -i >"$out/$size.log" 2>&1
wineserver -w
system=$WINEPREFIX/drive_c/windows/system32
[ -e "$system/bcryptprimitives.dll" ] ||
  x86_64-w64-mingw32-gcc -shared -o "$system/bcryptprimitives.dll" .ci/windows/bcryptprimitives.c -ladvapi32 || exit 1
wine reg add 'HKCU\Software\Wine' /v Version /d win10 /f >>"$out/$size.log" 2>&1
# A Windows for Chinese has a Chinese font for its own boxes.
cp resources/fonts/hei.ttf "$WINEPREFIX/drive_c/windows/Fonts/"
family=$(fc-scan --format '%{family[0]}' resources/fonts/hei.ttf)
for name in 'MS Shell Dlg' 'MS Shell Dlg 2' Tahoma 'Segoe UI' SimSun; do
  wine reg add 'HKCU\Software\Wine\Fonts\Replacements' /v "$name" /d "$family" /f >>"$out/$size.log" 2>&1
done

# setup ARGUMENT... runs the installer and gives its exit code.
setup() { timeout 120 wine "$setup" "$@" >>"$out/$size.log" 2>&1; }
# uninstall [/DELETEDATA] runs the uninstaller and waits for it.
uninstall() { timeout 120 wine "$folder/uninstall.exe" /S "$@" "_?=$(winepath -w "$folder")" >>"$out/$size.log" 2>&1; }
# key NAME gives the standard value of a key of the user's classes.
key() { wine reg query "HKCU\\Software\\Classes\\$1" /ve 2>/dev/null | tr -d '\r' | sed -n 's/.*REG_SZ *//p' | grep -v 'value not set'; }

setup /S || fail "the setup ended with $?"
program=$(find "$WINEPREFIX/drive_c/users" -path '*/AppData/Local/Programs/Kaocha/kaocha.exe')
[ -n "$program" ] || { fail "nothing was installed"; exit 1; }
folder=$(dirname "$program")
cmp -s "$program" dist/windows/kaocha.exe || [ -n "${E2E_SETUP:-}" ] || fail "the installed program is not the one that was built"
for class in Submission Receipt Invitation; do
  key "Kaocha.$class\\shell\\open\\command" | grep -qF 'kaocha.exe" "%1"' || fail "Kaocha.$class is not opened by the program"
done
[ "$(key .kaocha)" = Kaocha.Submission ] && [ "$(key .kaochahz)" = Kaocha.Receipt ] || fail "the files of the exchange belong to nobody"
[ -z "$(key .lrmx)" ] || fail ".lrmx was taken without being asked"
[ -e "$(find "$WINEPREFIX/drive_c/users" -name '考察通.lnk' -print -quit)" ] || fail "no shortcut"
wine "$program" version 2>/dev/null | grep -q "^考察通 $version（windows/amd64" || fail "the installed program does not name version $version"

# started PROGRAM [ARGUMENT...] starts one and gives its window.
started() {
  wine "$@" >>"$out/$size.log" 2>&1 </dev/null &
  app=$!
  pids+=("$app")
  window=$(appears)
  sleep 5
  see "$size"
}
# drawn: the window is not empty.
drawn() { [ -n "$window" ] && [ "$(import -window "$window" png:- | identify -format '%k' -)" -ge 64 ]; }

# told COMPLAINT: the message is there, and the program ends when it is answered.
told() {
  [ "$(xdotool getwindowname "$window" 2>/dev/null)" = 考察通打不开窗口 ] || fail "$1"
  xdotool key Return
  for _ in $(seq 50); do
    kill -0 "$app" 2>/dev/null || return
    sleep 0.1
  done
  fail "the program stays running without a window"
}

size=upgrade
started "$program"
drawn || fail "no window"
before=$(stat -c %Y "$program")
setup /S
[ $? = 3 ] && [ "$(stat -c %Y "$program")" = "$before" ] || fail "an upgrade did not wait for the running program"
xdotool windowminimize --sync "$window"
timeout 30 wine "$program" || fail "the second start ended with $?"
sleep 1
see raised
[ "$(xdotool search --onlyvisible --name '考察通' | wc -l)" = 1 ] || fail "the second start did not raise the one window"
close "$app" "$window" || fail "the window did not close"
data=$(find "$WINEPREFIX/drive_c/users" -name '考察通.db')
[ -n "$data" ] || fail "no data where they belong"
setup /S /LRMX || fail "the upgrade ended with $?"
[ "$(key .lrmx)" = Kaocha.Lrmx ] || fail ".lrmx was asked for and not taken"

# Wine's own compiler of shaders does not know all that ANGLE writes; Windows' one
# may be lent for the test. Without it the program must tell that it cannot go on.
size=compat
if [ -n "${E2E_D3DCOMPILER:-}" ]; then
  cp "$E2E_D3DCOMPILER" "$folder/d3dcompiler_47.dll"
  export WINEDLLOVERRIDES="$WINEDLLOVERRIDES;d3dcompiler_47=n,b"
  started "$folder/kaocha-compat.exe"
  drawn || fail "the compatibility program shows no window"
  close "$app" "$window" || fail "the compatibility program did not close"
  rm "$folder/d3dcompiler_47.dll"
else
  started "$folder/kaocha-compat.exe"
  told "the compatibility program neither shows a window nor tells why"
fi
stop

size=no-opengl
wineserver -k
wineserver -w
rm -f "$work/display"
Xvfb -displayfd 3 -screen 0 1366x768x24 -extension GLX -nolisten tcp 3>"$work/display" 2>>"$out/$size.log" &
pids+=($!)
for _ in $(seq 100); do [ -s "$work/display" ] && break; sleep 0.1; done
DISPLAY=:$(cat "$work/display")
mkdir "$work/alone"
cp "$program" "$work/alone/" # without the compatibility program beside it
started "$work/alone/kaocha.exe"
told "no message without OpenGL"
stop

# The whole review, in the installed program. Its folder is on the drive that Wine
# shows the root as, so the same paths fit.
size=review
printf '#!/bin/bash\nexport HOME=%q\nexec wine %q "$@"\n' "$HOME" "$program" >"$work/kaocha"
chmod +x "$work/kaocha"
E2E_HAND=1 E2E_PROGRAM=$work/kaocha E2E_OUT=$out/review .ci/e2e.sh || fail "the review"

size=uninstall
screen 1366x768 || fail "no screen"
sum=$(sha256sum <"$data")
uninstall || fail "the uninstaller ended with $?"
left=$(find "$folder" -type f -not -name uninstall.exe)
[ -z "$left" ] || fail "left behind: $left"
[ "$(sha256sum <"$data")" = "$sum" ] || fail "the data did not stay"
[ -z "$(key .kaocha)$(key .lrmx)$(key Kaocha.Submission)" ] || fail "kinds of files are still registered"
[ -z "$(find "$WINEPREFIX/drive_c/users" -name '*考察通*.lnk')" ] || fail "shortcuts are still there"
setup /S || fail "the setup over kept data ended with $?"
[ "$(sha256sum <"$data")" = "$sum" ] || fail "installing anew changed the data"
uninstall /DELETEDATA || fail "the uninstaller that deletes the data ended with $?"
left=$(find "$WINEPREFIX/drive_c/users" \( -ipath '*kaocha*' -o -name '*考察通*' \) -type f -not -name uninstall.exe)
[ -z "$left" ] || fail "left behind after the removal of the data: $left"
stop

[ $failed = 0 ] && echo "The Windows program installs, works and goes again in $SECONDS s; pictures are in $out."
exit $failed
