#!/bin/bash
# make pictures: makes the pictures of the manual and of README anew, in the real
# window over the sample, as a clerk would come to each screen. Look at them before
# they are kept. PICTURES_PROGRAM names another executable than bin/kaocha;
# PICTURES_HOME is the home folder whose path the status bar shows.
set -uo pipefail
. "$(dirname "$0")/env.sh"
.ci/setup.sh build e2e || exit 1
program=${PICTURES_PROGRAM:-bin/kaocha}
[ -n "${PICTURES_PROGRAM:-}" ] || .ci/build.sh bin || exit 1
out=${PICTURES_OUT:-out/pictures}
size=pictures
. .ci/screen.sh

# The manual's pictures show a usual screen, smaller; README's a smaller window.
manual=1366x768 readme=1204x730
to=resources/help/pictures

# keep NAME makes a picture of the window for the manual.
keep() {
  xdotool mousemove 5 5
  sleep 2
  import -window "$window" png:- | convert - -filter Lanczos -resize 900x506! -dither None -colors 256 -strip "PNG8:$to/$1.png"
}

# front NAME makes one for README.
front() {
  sized "$readme"
  import -window "$window" png:- | convert - -dither None -colors 256 -strip "PNG8:resources/help/$1.png"
  sized "$manual"
}

# sized WxH gives the window a size and waits until it has drawn itself in it.
sized() {
  xdotool windowsize --sync "$window" "${1%x*}" "${1#*x}" mousemove 5 5
  sleep 3
}

# go KEY... presses keys that lead to a screen.
go() {
  xdotool key --delay 200 "$@"
  sleep 3
}

# beside DISTANCE TEXT [options of find.py] clicks that many pixels right of a text
# that is read from the screen.
beside() {
  local right=$1 place
  shift
  place=$(.ci/find.py "$@" --wait 40) || { fail "“$1” is not on the screen"; see "missing-$1"; return 1; }
  at $((${place% *} + right)) "${place#* }"
}

# shown goes through the screens.
shown() {
  go ctrl+1 && keep home && front home
  go ctrl+2 && keep cadres
  go ctrl+4 && keep stats && front stats
  go ctrl+5 && keep settings
  search 林知秋 && go Return && keep person && front person
  go ctrl+3 && press 打开 --below 60 && sleep 3 && keep round || return
  beside -60 核对 --below 150 && sleep 2 && keep summary || return
  search 欧阳麦秋 && go Down Return && keep subject
  press 测评 --below 150 && keep tally || return
  press 谈话 --below 150 && keep talk || return
  press 报告 --below 150 && keep report && front report || return
  press 测评 --below 150 && press 逐票录入 --below 300 && sleep 1 && go Return || return
  xdotool type --delay 150 111111
  go Return
  xdotool type --delay 150 1211
  keep ballots && front ballots
  go x Return
  search 2025年度科级 && go Return
  beside 110 计票 --below 150 && sleep 2 && go Return || return
  for _ in $(seq 120); do
    .ci/find.py 打开文件夹 --like >/dev/null && break
    sleep 1
  done
  keep pack && front pack
  reached=end
}

home=${PICTURES_HOME:-$work/clerk}
mkdir -p "$home/.config/fyne/kaocha.desktop" "$home/.cache" "$home/Documents"
echo '{"tour.seen":true}' >"$home/.config/fyne/kaocha.desktop/preferences.json"
screen 1500x900 || { fail "no screen"; exit 1; }
env -u XDG_CONFIG_HOME HOME="$home" "$program" >"$out/$size.log" 2>&1 </dev/null &
app=$!
pids+=("$app")
window=$(appears)
[ -n "$window" ] || { fail "no window"; exit 1; }
sleep 4
sized "$manual"
reached=
shown
[ "$reached" = end ] || fail "not every screen was reached"
close "$app" "$window" || fail "the window did not close, or with an error"
exit "$failed"
