#!/bin/bash
# make e2e: opens the real window on a screen of its own, in the two sizes that
# offices have, and fails unless it appears, is not blank, lies within the screen
# and closes on request; then works on the sample with mouse and keys as a clerk
# does, through a whole review up to the pack, and through a scheme copied and
# changed up to what a round counts by it. Pictures and logs are kept in out/e2e.
# E2E_PROGRAM names another executable than bin/kaocha; with it nothing is built.
# With E2E_HAND=1 files to import are not asked for in the window but handed to it
# by a second start, as a double click does.
set -uo pipefail
. "$(dirname "$0")/env.sh"
.ci/setup.sh build e2e || exit 1
program=${E2E_PROGRAM:-bin/kaocha}
if [ -z "${E2E_PROGRAM:-}" ]; then
  .ci/build.sh bin || exit 1
fi
out=${E2E_OUT:-out/e2e}
. .ci/screen.sh
. .ci/scheme.sh

# look SIZE opens the program on a new database and judges what is to be seen.
look() {
  local size=$1 app window colours begin
  screen "$size" || { fail "no screen"; return; }
  begin=$SECONDS
  mkdir -p "$work/.cache"
  HOME=$work XDG_CONFIG_HOME=$work/config "$program" --db "$work/$size.db" >"$out/$size.log" 2>&1 </dev/null &
  app=$!
  pids+=("$app")
  window=$(appears)
  [ -n "$window" ] || { fail "no window named 考察通 within 90 s"; return; }
  echo "$size: window after $((SECONDS - begin)) s"
  sleep 4
  import -window root "$out/$size.png"
  # Pages with text and lines have hundreds of colours; an empty one a handful.
  colours=$(import -window "$window" png:- | identify -format '%k' -)
  [ "${colours:-0}" -ge 64 ] || fail "the window is blank ($colours colours)"
  inside "$window" "$size" || fail "the window is larger than the screen: $(xdotool getwindowgeometry "$window" | tr '\n' ' ')"
  picker
  close "$app" "$window" || fail "the window did not close, or with an error"
}

# picker sees that the window's own dialog to choose a folder lies within it.
picker() {
  [ -z "${E2E_WINE:-}" ] || return 0 # there it is the system's own
  xdotool key ctrl+o
  sleep 1
  press 选择文件夹 --like || return
  sleep 1
  see "$size-picker"
  .ci/find.py 选这个文件夹 --wait 20 >/dev/null || fail "the button 选这个文件夹 is not to be seen"
  xdotool key --delay 200 Escape Escape
  sleep 0.5
}

# recorded WHAT WANTED COMMAND... waits until the database tells what is wanted.
recorded() {
  local what=$1 want=$2 answer
  shift 2
  for _ in $(seq 30); do
    answer=$("$program" --db "$db" "$@" 2>/dev/null)
    grep -qF -- "$want" <<<"$answer" && return 0
    sleep 0.5
  done
  fail "$what is not recorded: “$want” is not in the answer of kaocha $*"
  see "not-recorded"
  return 1
}

# import_from PATH imports what lies there; 36 persons are expected.
import_from() {
  if [ -n "${E2E_HAND:-}" ]; then
    "$program" --db "$db" "$1" >>"$out/work.log" 2>&1 || { fail "the second start did not hand its file over"; return 1; }
  else
    xdotool key ctrl+o
    sleep 1.5
    paste "$1"
    press 读取 --like --below 400 || return 1
  fi
  sleep 4
  see "$2"
  press 导入36人 --below 400
}

# work goes the clerk's way from an empty database through a whole review: the
# register from .lrmx files and a roster, a round, ballots by keyboard, a report,
# a finding explained, the pack; after each step the database is asked. Its last line
# says in $reached that it came there: what comes back before, for whatever reason,
# has failed.
work() {
  size=work
  local app window db="$work/office.db" person=文竹青 round=2026
  mkdir -p "$work/clerk/.cache" "$work/clerk/Documents"
  screen 1366x768 || { fail "no screen"; return; }
  "$program" demo --out "$work/demo" >"$out/demo.log" 2>&1 || true # findings are its exit code
  "$program" --db "$work/demo/示例.db" export --lrmx "$work/lrmx" >>"$out/demo.log" 2>&1 &&
    "$program" --db "$work/demo/示例.db" export --xlsx "$work/花名册.xlsx" >>"$out/demo.log" 2>&1 || { fail "no files to import"; return; }
  HOME=$work/clerk XDG_CONFIG_HOME=$work/clerk/config "$program" --db "$db" >"$out/work.log" 2>&1 </dev/null &
  app=$!
  pids+=("$app")
  window=$(appears)
  [ -n "$window" ] || { fail "no window on an empty database"; return; }
  sleep 4
  see work-01-empty
  drop 700 400 "$work/lrmx" && sleep 4 && see work-02-plan && press 导入36人 --below 400 && recorded "the import" "共 36 人" cadres || return
  import_from "$work/花名册.xlsx" work-03-roster && recorded "the roster" "机关党总支" cadres --json || return
  see work-04-home

  xdotool key ctrl+3
  sleep 2
  press 新建批次 && sleep 1.5 && see work-05-scheme
  round=$(date +%Y)
  press 下一步 --below 600 && see work-06-subjects
  press 下一步 --below 600 && press 设考察组 || return
  paste 组甲
  xdotool key Tab
  paste 员乙、员丙
  xdotool key Return
  sleep 1.5
  see work-07-panels
  press 下一步 --below 600 && see work-08-check
  press 完成 --like --below 600
  recorded "the round" "$round" round list || return
  see work-09-round

  search "$person"
  xdotool key Down Return
  sleep 4
  see work-10-subject
  press 测评 --below 200 && press 逐票录入 --below 300 || return # the button, not the sentence over it
  paste 计甲
  xdotool key Tab
  xdotool type 12
  press 开始录票 --below 300 || return
  sleep 1
  local n # typed at once: the ballot has the keyboard without a click
  for n in 1 2 3 4 5 6 7 8; do
    xdotool type --delay 60 111121
    xdotool key Return
    sleep 0.2
  done
  xdotool type --delay 60 112
  xdotool key BackSpace
  xdotool type --delay 60 2222
  xdotool key Return
  sleep 0.3
  for n in 1 2; do
    xdotool type --delay 60 222222
    xdotool key Return
    sleep 0.3
  done
  xdotool key x
  sleep 0.3
  xdotool key Return
  sleep 1
  see work-11-ballots
  xdotool key Return
  sleep 1.5
  xdotool key Return
  recorded "the count" "优秀率 = 优秀 ÷ 有效票 = 8 ÷ 11 = 72.73%" tally show "$round" "$person" || return
  see work-12-tally

  press 报告 --below 200 && under 100 常用语 --below 250 || return # into the first text of the report
  paste 能吃苦，肯钻研，完成新闻宣传任务三项。
  recorded "the report, which saves itself," 能吃苦，肯钻研 report show "$round" "$person" || return
  see work-13-report
  press 说明 --below 400 --right 900 || return # of the first finding
  paste 纸质材料已另行归档
  press 保存 --below 450
  recorded "the reason" 纸质材料已另行归档 check "$round" --all || return

  search "$round年科级"
  xdotool key Return
  sleep 3
  see work-14-matrix
  press 制作成套材料 --like || return
  if [ -n "${E2E_HAND:-}" ]; then # files handed over leave no place that was used last
    xdotool key --delay 150 shift+Tab shift+Tab ctrl+a
    paste "$work"
  fi
  see work-15-where
  xdotool key Return
  for n in $(seq 240); do
    compgen -G "$work/*成套考察材料/00-*.xlsx" >/dev/null && break
    sleep 0.5
  done
  sleep 1.5
  see work-16-pack
  pack_files
  close "$app" "$window" || fail "the window did not close after work, or with an error"
  reached=end
}

# worked runs a part of the work and sees that it came to its end.
worked() {
  reached=
  "$1"
  [ "$reached" = end ] || fail "the work in the window stopped before its end"
  stop
}

# tried runs a part of the work. What is read from the screen may be misread on a
# busy machine: once more then, without what the first time left.
tried() {
  worked "$1"
  [ $failed != 0 ] && [ -z "${E2E_ONCE:-}" ] || return
  echo "Once more from the beginning."
  failed=0
  "forget_$1"
  worked "$1"
}

forget_change_scheme() { rm -rf "$work"/scheme.db* "$work/copyist"; }
forget_work() { rm -rf "$work/demo" "$work/lrmx" "$work/花名册.xlsx" "$work/office.db"* "$work/clerk" "$work/备份" "$work/计票草稿" "$work"/*成套考察材料; }

# pack_files looks the pack's folder over: what the notice asks for is in it.
pack_files() {
  local pack
  # Beside the roster: the place that was used last.
  pack=$(find "$work" -maxdepth 1 -type d -name '*成套考察材料' | head -n 1)
  [ -n "$pack" ] || { fail "no pack"; return; }
  [ "$(find "$pack" -name '*.docx' | wc -l)" -ge 90 ] || fail "the pack has only $(find "$pack" -name '*.docx' | wc -l) Word files"
  for name in 00-整套打印.pdf 00-考察情况汇总表.xlsx 00-缺项与未签清单.docx; do
    [ -s "$pack/$name" ] || fail "the pack has no $name"
  done
  find "$pack" -name '*考察报告-文竹青.docx' | grep -q . || fail "the report that was written is not in the pack"
}

for size in 1366x768 1920x1080; do
  look "$size"
  stop
done
[ $failed = 0 ] || exit 1
[ -n "${E2E_WINE:-}" ] || tried change_scheme
[ $failed = 0 ] && tried work
[ $failed = 0 ] && echo "The window works at both sizes; pictures are in $out."
exit $failed
