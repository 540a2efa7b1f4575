# Shared by the tests in the real window (sourced after env.sh, with $out set, the
# folder that keeps pictures and logs): a screen of its own, the clerk's hands and
# eyes. $size names the part of the test that runs.
rm -rf "$out"
mkdir -p "$out"
work=$(mktemp -d)
failed=0
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
  # Wine's desktop keeps to the screen that it began on.
  [ -z "${E2E_WINE:-}" ] || { wineserver -k; wineserver -w; }
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

# appears waits for the program's window and prints it. Windows that go while the
# search looks at them end it with an error, so it is asked again and again.
appears() {
  local found
  for _ in $(seq 180); do
    found=$(xdotool search --onlyvisible --name '考察通' 2>/dev/null | head -n 1)
    [ -z "$found" ] || { echo "$found"; return; }
    sleep 0.5
  done
  return 1
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

# at X Y clicks a place of the screen and takes the pointer away again.
at() {
  xdotool mousemove "$1" "$2" click 1
  sleep 0.3
  xdotool mousemove 5 5
  sleep 1.2
}

# press TEXT [options of find.py] clicks a text that is read from the screen.
press() {
  local place
  place=$(.ci/find.py "$@" --wait 40) || { fail "“$1” is not on the screen"; see "missing-$1"; return 1; }
  # shellcheck disable=SC2086 # two numbers
  at $place
}

# under DISTANCE TEXT [options of find.py] clicks that many pixels below a text that
# is read from the screen, as into the field under a button.
under() {
  local down=$1 place
  shift
  place=$(.ci/find.py "$@" --wait 40) || { fail "“$1” is not on the screen"; see "missing-$1"; return 1; }
  at "${place% *}" $((${place#* } + down))
}

# drop X Y FILE... drops files on a place of the screen, as a file manager does.
drop() { .ci/drop.py "$@" || { fail "the window takes no drop"; return 1; }; }

# paste TEXT puts a text in where the cursor is, as a clerk's input method does.
paste() {
  printf %s "$1" | xclip -selection clipboard
  xdotool key ctrl+v
  sleep 0.6
}

# search TEXT goes to the search over everything and types a text.
search() {
  xdotool key ctrl+k
  sleep 0.6
  paste "$1"
  sleep 2
}
