#!/bin/bash
# make e2e: opens the real window on a screen of its own, in the two sizes that
# offices have, and fails unless it appears, is not blank, lies within the screen
# and closes on request; then works on the sample with mouse and keys as a clerk
# does, up to the complete pack. Pictures and logs are kept in out/e2e. E2E_PROGRAM names
# another executable than bin/kaocha; with it nothing is built.
set -uo pipefail
. "$(dirname "$0")/env.sh"
.ci/setup.sh build e2e || exit 1
program=${E2E_PROGRAM:-bin/kaocha}
if [ -z "${E2E_PROGRAM:-}" ]; then
  .ci/build.sh bin || exit 1
fi
out=out/e2e
rm -rf "$out"
mkdir -p "$out"
work=$(mktemp -d)
pids=()
stop() {
  local pid
  for pid in "${pids[@]}"; do
    kill "$pid" 2>/dev/null
    wait "$pid" 2>/dev/null
  done
  pids=()
}
trap 'stop; rm -rf "$work"' EXIT

fail() {
  echo "FAIL $size: $*" >&2
  tail -n 20 "$out/$size.log" >&2
  failed=1
}

# screen SIZE starts Xvfb on a free display and a window manager in it.
screen() {
  rm -f "$work/display"
  Xvfb -displayfd 3 -screen 0 "$1x24" +extension GLX -nolisten tcp 3>"$work/display" 2>"$out/$1-screen.log" &
  pids+=($!)
  for _ in $(seq 100); do
    [ -s "$work/display" ] && break
    sleep 0.1
  done
  [ -s "$work/display" ] || return 1
  DISPLAY=:$(cat "$work/display")
  export DISPLAY
  openbox >>"$out/$1-screen.log" 2>&1 &
  pids+=($!)
  sleep 1
}

# look SIZE opens the program on a new database and judges what is to be seen.
look() {
  local size=$1 app window colours begin
  screen "$size" || { fail "no screen"; return; }
  begin=$SECONDS
  mkdir -p "$work/.cache"
  HOME=$work XDG_CONFIG_HOME=$work/config "$program" --db "$work/$size.db" >"$out/$size.log" 2>&1 </dev/null &
  app=$!
  pids+=("$app")
  window=$(timeout 90 xdotool search --sync --onlyvisible --name '考察通' | head -n 1)
  [ -n "$window" ] || { fail "no window named 考察通 within 90 s"; return; }
  echo "$size: window after $((SECONDS - begin)) s"
  sleep 4
  import -window root "$out/$size.png"
  # Pages with text and lines have hundreds of colours; an empty one a handful.
  colours=$(import -window "$window" png:- | identify -format '%k' -)
  [ "${colours:-0}" -ge 64 ] || fail "the window is blank ($colours colours)"
  inside "$window" "$size" || fail "the window is larger than the screen: $(xdotool getwindowgeometry "$window" | tr '\n' ' ')"
  close "$app" "$window" || fail "the window did not close, or with an error"
}

# inside WINDOW SIZE: no edge of the window lies off the screen.
inside() {
  local X Y WIDTH HEIGHT
  eval "$(xdotool getwindowgeometry --shell "$1" | grep -E '^(X|Y|WIDTH|HEIGHT)=[0-9-]+$')"
  [ "$X" -ge 0 ] && [ "$Y" -ge 0 ] && [ $((X + WIDTH)) -le "${2%x*}" ] && [ $((Y + HEIGHT)) -le "${2#*x}" ]
}

# close APP WINDOW asks the window to close, as its close button does.
close() {
  xdotool windowfocus "$2" 2>/dev/null
  xdotool key --clearmodifiers alt+F4
  for _ in $(seq 100); do
    if ! kill -0 "$1" 2>/dev/null; then
      wait "$1"
      return
    fi
    sleep 0.1
  done
  return 1
}

# see NAME keeps a picture of the screen.
see() { import -window root "$out/$1.png"; }

# at X Y clicks a place of the window; more numbers are more clicks.
at() {
  xdotool mousemove --window "$window" "$1" "$2" click --repeat "${3:-1}" --delay 60 1
  sleep 1.5
}


# work goes the clerk's way on the sample: find a person, change a field on the
# page, save, undo; open the round and make its pack.
work() {
  size=work
  local app window db="$work/clerk/config/kaocha/考察通.db"
  screen 1366x768 || { fail "no screen"; return; }
  mkdir -p "$work/clerk/.cache" "$work/clerk/Documents"
  HOME=$work/clerk XDG_CONFIG_HOME=$work/clerk/config "$program" >"$out/work.log" 2>&1 </dev/null &
  app=$!
  pids+=("$app")
  window=$(timeout 90 xdotool search --sync --onlyvisible --name '考察通' | head -n 1)
  [ -n "$window" ] || { fail "no window on the sample"; return; }
  sleep 4
  see work-1-home
  xdotool key ctrl+2; sleep 1.5
  xdotool key ctrl+f; sleep 0.5
  xdotool type --delay 150 lzq; sleep 1.5
  see work-2-search
  xdotool key Return; sleep 3
  see work-3-person
  at 420 442
  xdotool key ctrl+a; sleep 0.3
  xdotool type --delay 150 Test99; sleep 2
  see work-4-edited
  cmp -s "$out/work-3-person.png" "$out/work-4-edited.png" && fail "the page does not follow the field"
  xdotool key Tab; sleep 0.5
  xdotool key ctrl+s; sleep 2
  see work-5-saved
  "$program" --db "$db" cadres --find lzq --json | grep Test99 >/dev/null || fail "what was typed is not in the database"
  at 1056 97 # the undo button
  sleep 1
  "$program" --db "$db" cadres --find lzq --json | grep Test99 >/dev/null && fail "undo did not take it back"
  xdotool key ctrl+3; sleep 2
  at 250 212 2
  sleep 2
  see work-6-round
  at 1124 179
  see work-7-where
  xdotool key Return
  for _ in $(seq 120); do
    compgen -G "$work/clerk/Documents/*成套考察材料/*" >/dev/null && break
    sleep 0.5
  done
  sleep 1
  see work-8-pack
  [ "$(find "$work/clerk/Documents" -name '*.docx' | wc -l)" -ge 100 ] || fail "no complete pack in the folder"
  xdotool key Escape; sleep 1
  close "$app" "$window" || fail "the window did not close after work, or with an error"
}

failed=0
for size in 1366x768 1920x1080; do
  look "$size"
  stop
done
work
stop
[ $failed = 0 ] && echo "The window works at both sizes; pictures are in $out."
exit $failed
