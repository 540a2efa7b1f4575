# Sourced by e2e.sh after screen.sh: a clerk copies a scheme in 设置, changes its
# weights, is told what is wrong on the way, and opens a round that counts by them.

# figure N puts another number in the row that is marked.
figure() {
  xdotool key Return
  sleep 1
  xdotool type "$1"
  xdotool key Return
  sleep 1
}

# scored SHEET Y N... fills in the points of the sheet whose heading stands below Y;
# they stand before their reasons. Above Y other lines name it too.
scored() {
  local place
  place=$(.ci/find.py "$1" --below "$2" --wait 20) || { fail "no sheet “$1”"; see "missing-$1"; return 1; }
  shift 2
  press 评分 --below $((${place#* } - 20)) --right 500 || return 1
  sleep 1
  xdotool type --delay 60 "$1"
  while [ $# -gt 1 ]; do
    shift
    xdotool key --delay 60 Tab Tab
    xdotool type --delay 60 "$1"
  done
  xdotool key Return
  sleep 1
}

# change_scheme goes the whole way in the window; $program and $work are e2e's. Its
# last line says in $reached that it came there.
change_scheme() {
  size=scheme
  local app window db="$work/scheme.db" name=本市廉政考核 round
  mkdir -p "$work/copyist/.cache"
  screen 1366x768 || { fail "no screen"; return; }
  HOME=$work/copyist XDG_CONFIG_HOME=$work/copyist/config "$program" --db "$db" >"$out/scheme.log" 2>&1 </dev/null &
  app=$!
  pids+=("$app")
  window=$(appears)
  [ -n "$window" ] || { fail "no window for the schemes"; return; }
  sleep 4

  xdotool key ctrl+5
  sleep 1.5
  press 考核方案 && press 党风廉政目标管理考核 && press 复制一份 || return
  paste "$name"
  xdotool key Return
  sleep 2
  see scheme-01-copy
  xdotool key ctrl+f
  sleep 0.5
  paste 权重
  press 党委政府履行责任制 --below 250 || return
  figure 0.5
  see scheme-02-fault
  # 0.5 and 0.6 are more than the whole: told in words, and not taken.
  .ci/find.py 应为1 --wait 20 >/dev/null || { fail "weights of 1.1 are not told"; see scheme-untold; return; }
  press 纪检监察业务工作 --below 250 || return
  figure 0.5
  see scheme-03-sound
  xdotool key ctrl+s
  recorded "the copy's weight" "sheet: discipline, weight: 0.5" scheme show "own.$name" || return

  xdotool key ctrl+3
  sleep 1.5
  press 新建批次 && sleep 1 && press 科级干部试用期考察 --below 150 && press "$name" || return
  see scheme-04-wizard
  press 下一步 --below 600 || return
  see scheme-05-check
  press 完成 --like --below 600 || return
  round=$(date +%Y)年$name
  recorded "the round" "$name" round show "$round" || return
  press 加入对象 || return
  paste 青岚县
  see scheme-06-add
  xdotool key ctrl+Return
  recorded "the subject" 青岚县 round show "$round" || return
  search 青岚县
  xdotool key Return
  sleep 2
  see scheme-07-subject
  # 0.5 × 91 + 0.5 × 88.5 = 89.75; by the weights of before it were 89.50.
  scored 党委政府履行责任制 275 15 15 12 13 18 18 && recorded "the first sheet" "各项合计 91" assess result "$round" --of 青岚县 || return
  scored 纪检监察业务工作 500 28.5 15 15 15 15 && recorded "the total" "0.5 × 91.00 ＋ 0.5 × 88.50 = 89.75" assess result "$round" --of 青岚县 || return
  see scheme-08-scored
  close "$app" "$window" || fail "the window did not close after the schemes, or with an error"
  reached=end
}
