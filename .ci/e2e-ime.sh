#!/bin/bash
# make e2e-ime: types Chinese with a real input method (fcitx5, pinyin) into the
# search over everything and a report's text, and asks the database what arrived:
# nothing lost, doubled or sent early by Enter, Escape or Backspace while a word
# is being composed; a fast paste; undo after Chinese text. Pictures and the log
# are kept in out/ime. E2E_PROGRAM names another executable than bin/kaocha.
set -uo pipefail
. "$(dirname "$0")/env.sh"
.ci/setup.sh build e2e ime || exit 1
program=${E2E_PROGRAM:-bin/kaocha}
if [ -z "${E2E_PROGRAM:-}" ]; then
  .ci/build.sh bin || exit 1
fi
# An X11 input method speaks to programs of a Chinese locale only.
[ "$(id -u)" -ne 0 ] || localedef -i zh_CN -f UTF-8 zh_CN.UTF-8 2>/dev/null || true
if ! locale -a | grep -qi '^zh_CN.utf-\?8$'; then
  echo "The locale zh_CN.UTF-8 is missing. Ask an administrator to run: localedef -i zh_CN -f UTF-8 zh_CN.UTF-8" >&2
  exit 1
fi
program=$(realpath "$program")
# A bus of its own, so that no other session's input method answers.
if [ -z "${IME_BUS:-}" ]; then
  IME_BUS=1 E2E_PROGRAM=$program exec dbus-run-session -- "$0"
fi
out=out/ime size=ime
. .ci/screen.sh
mkdir -p "$work/.cache" "$work/config/fcitx5" "$work/config/fyne/kaocha.desktop"
export HOME=$work XDG_CONFIG_HOME=$work/config LC_ALL=zh_CN.UTF-8 XMODIFIERS=@im=fcitx
printf '{"tour.seen":true}' >"$work/config/fyne/kaocha.desktop/preferences.json"
# Pinyin from the first key on, so that no key is needed to switch.
cat >"$work/config/fcitx5/profile" <<'PROFILE'
[Groups/0]
Name=Default
Default Layout=us
DefaultIM=pinyin

[Groups/0/Items/0]
Name=pinyin
Layout=

[GroupOrder]
0=Default
PROFILE

# want WHAT EXPECTED GOT
want() {
  if [ "$2" = "$3" ]; then
    echo "ok    $1: $3"
  else
    echo "FAIL  $1: expected “$2”, got “$3”" >&2
    import -window root "$out/failed-$1.png"
    failed=1
  fi
}
type_() { xdotool type --delay 150 "$1"; sleep 0.6; }
key() { xdotool key --delay 150 "$@"; sleep 0.6; }
# field is the whole text of the field that has the keyboard, by way of the clipboard.
field() {
  printf '(empty)' | xclip -selection clipboard >/dev/null 2>&1 # or it holds the pipe
  key ctrl+a ctrl+c
  xclip -selection clipboard -o
}
# clear empties the field.
clear_() { key ctrl+a BackSpace; }

screen 1366x768 || { echo "no screen" >&2; exit 1; }
fcitx5 --disable=wayland,waylandim,notifications >"$out/fcitx5.log" 2>&1 &
pids+=($!)
sleep 3
"$program" demo --out "$work/demo" >"$out/demo.log" 2>&1 || true # findings are its exit code
db=$work/demo/示例.db
"$program" --db "$db" >"$out/$size.log" 2>&1 </dev/null &
pids+=($!)
[ -n "$(appears)" ] || { echo "no window" >&2; exit 1; }
sleep 5

# words goes through what is typed in the field that has the keyboard.
words() {
  type_ nonghu
  import -window root "$out/$1.png"
  key space
  want "$1, a word by space" 农户 "$(field)"
  key End
  type_ nonghux
  key BackSpace
  key space
  want "$1, Backspace takes a letter of the pinyin" 农户农户 "$(field)"
  clear_
  type_ nonghu
  key Return
  want "$1, Enter gives the letters" nonghu "$(field)"
  clear_
  type_ nonghu
  key Escape
  type_ nonghu
  key space
  want "$1, Escape drops the word alone" 农户 "$(field)"
  clear_
  xdotool type --delay 60 nonghu
  xdotool key space
  xdotool type --delay 60 nonghu
  xdotool key space
  sleep 1
  want "$1, two words typed fast" 农户农户 "$(field)"
  key End
  printf 乡村振兴 | xclip -selection clipboard >/dev/null 2>&1
  xdotool key --delay 40 ctrl+v ctrl+v ctrl+v
  sleep 1
  want "$1, pasted fast" 农户农户乡村振兴乡村振兴乡村振兴 "$(field)"
  key End ctrl+z
  want "$1, undo of a paste after Chinese text" 农户农户乡村振兴乡村振兴 "$(field)"
  clear_
}

key ctrl+k
words search
key Escape

# The report of the first probation's first subject that has one to be written.
search 文竹青
key Down Return
sleep 4
import -window root "$out/subject.png"
if press 报告 --below 200 && under 100 常用语 --below 250; then
  import -window root "$out/report-before.png"
  clear_
  words report
fi

exit $failed
