package command

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kaocha/data/review"
)

func ballotFile(t *testing.T, text string) string {
	t.Helper()
	p := filepath.Join(t.TempDir(), "选票.txt")
	if err := os.WriteFile(p, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return p
}

func TestCountTwiceAndCompare(t *testing.T) {
	c := prepared(t)
	count := func(code int, words, text string, args ...string) string {
		return c.must(code, words, append([]string{"tally", "count", "2025年度", "齐明远", "--ballots", ballotFile(t, text)}, args...)...)
	}
	c.must(0, "齐明远", "tally", "set", "2025年度", "齐明远", "--expected", "6", "--present", "5", "--issued", "5", "--returned", "4",
		"--valid", "4", "--invalid", "0", "--votes", "优秀=4;称职=0;不称职=0;弃权=0", "--date", "2025.12.02", "--scrutineer", "监甲")
	count(1, "登记收回 4 张，只录入了 1 张，少 3 张", "111111\n", "--by", "计乙")
	count(0, "收回 4 张，有效 3 张，无效 1 张", "# 一行一张\n111111\n1 2 1 2 1 2\n优优优优优弃\nX\n", "--by", "计乙")
	count(1, "第一次计票已由 计乙 完成", "111111", "--by", "计丙")
	count(1, "另一个人", "111111", "--by", "计乙", "--second")
	out := count(1, "两次计票有 2 处不同", "AAAAAA\n1,2,1,2,1,1\n优秀 优秀 优秀 优秀 优秀 弃权\n作废\n", "--by", "计丙", "--second")
	if !strings.Contains(out, "总体评价") || !strings.Contains(out, "+1") || !strings.Contains(out, "-1") {
		t.Errorf("the differences are not named:\n%s", out)
	}
	c.must(1, "两次计票有 2 处不同", "tally", "compare", "2025年度", "齐明远")
	if out := c.must(0, `"differences"`, "tally", "compare", "2025年度", "齐明远", "--json"); strings.Contains(out, "ballots") || !strings.Contains(out, `"by": "计丙"`) {
		t.Errorf("single ballots are shown, or who counted is not:\n%s", out)
	}
	if out := c.must(0, `"counts"`, "tally", "show", "2025年度", "齐明远", "--json"); strings.Contains(out, "优秀|") {
		t.Errorf("single ballots are shown:\n%s", out)
	}
	c.must(1, "要写明理由", "tally", "compare", "2025年度", "齐明远", "--take", "second")
	c.must(2, "可用：first、second、again", "tally", "compare", "2025年度", "齐明远", "--take", "third")
	c.must(0, "以第二次为准", "tally", "compare", "2025年度", "齐明远", "--take", "second", "--reason", "复看原票，第一次看错一张")
	c.must(0, "复看原票", "tally", "compare", "2025年度", "齐明远")
	var got struct{ Tally review.Tally }
	if err := json.Unmarshal([]byte(c.must(0, "", "tally", "show", "2025年度", "齐明远", "--json")), &got); err != nil {
		t.Fatal(err)
	}
	g := got.Tally.Groups[0]
	if g.Grades["优秀"] != 2 || g.Grades["称职"] != 0 || g.Grades["弃权"] != 1 || *g.Issued != 5 || strings.Join(got.Tally.Counters, " ") != "计乙 计丙" {
		t.Errorf("%+v by %v", g, got.Tally.Counters)
	}
	c.must(0, "重新计", "tally", "compare", "2025年度", "齐明远", "--take", "again", "--reason", "票散落")
	c.must(1, "还没有两次计票", "tally", "compare", "2025年度", "齐明远")
}

func TestWrongBallotsAreNamedByLine(t *testing.T) {
	c := prepared(t)
	run := func(code int, words, text string, args ...string) {
		t.Helper()
		c.must(code, words, append([]string{"tally", "count", "2025年度", "齐明远", "--by", "计乙", "--ballots", ballotFile(t, text)}, args...)...)
	}
	run(1, "第 2 行：有 5 个标记，票面有 6 行（德、能、勤、绩、廉、总体评价）", "111111\n11111\n")
	run(1, "第 3 行：不认识“7”，应为 1（优秀）、2（称职）、3（不称职）、0（弃权）、整张作废写 X", "111111\n\n711111\n")
	run(1, "选票文本里没有票", "# 空\n")
	run(1, "不是文本文件", "\x00\x01\x02\xff\xfe\x00")
	run(2, "没有分投票人群体", "111111", "--group", "A")
	c.must(2, "--by", "tally", "count", "2025年度", "齐明远", "--ballots", "-")
	c.must(2, "请写明考察对象", "tally", "count", "2025年度", "--ballots", "-", "--by", "计乙")
	c.must(1, "合票要有两人以上", "tally", "count", "2025年度", "--branch", "机关党总支", "--ballots", "-", "--by", "计乙")
	c.must(0, "还没有录入", "tally", "show", "2025年度", "齐明远") // nothing of the refused ones stayed
}

// Each voter group is counted by itself; a group that is not named is asked for.
func TestCountByVoterGroups(t *testing.T) {
	c := prepared(t)
	c.must(0, "已新建批次", "round", "new", "全国口径", "--scheme", "national-probation", "--assessed", "2025.12.10")
	c.must(0, "齐明远", "round", "add", "全国口径", "--due", "2025.12.31")
	count := func(code int, words, text string, args ...string) {
		t.Helper()
		c.must(code, words, append([]string{"tally", "count", "全国口径", "齐明远", "--by", "计乙", "--ballots", ballotFile(t, text)}, args...)...)
	}
	count(2, "请写明投票人群体", "111111")
	count(2, "请写明投票人群体", "111111", "--group", "D")
	count(1, "不认识“5”，应为 1（优秀）", "511111", "--group", "A") // four grades only
	six := strings.Repeat("111111\n", 6)
	count(0, "收回 6 张", six, "--group", "A")
	count(0, "收回 7 张", six+"X\n", "--group", "B")
	count(0, "收回 10 张", strings.Repeat("222222\n", 9)+"444440\n", "--group", "C")
	var got struct{ Tally review.Tally }
	if err := json.Unmarshal([]byte(c.must(0, "", "tally", "show", "全国口径", "齐明远", "--json")), &got); err != nil {
		t.Fatal(err)
	}
	for _, g := range got.Tally.Groups {
		want := map[string][3]int{"A": {6, 6, 0}, "B": {7, 6, 0}, "C": {10, 0, 9}}[g.Group]
		if *g.Returned != want[0] || g.Grades["优秀"] != want[1] || g.Grades["称职"] != want[2] {
			t.Errorf("group %s: %+v", g.Group, g)
		}
	}
	if len(got.Tally.Groups) != 3 || len(got.Tally.Counts) != 3 {
		t.Errorf("%d groups, %d counts", len(got.Tally.Groups), len(got.Tally.Counts))
	}
}

// The ballots of an assessment's polls are counted sheet by sheet too: 医院行风调查
// has five rows and rates by those who know, 大会测评 three voter groups. By hand:
// of the last row 满意 1, 基本满意 1, 不了解 1, one sheet invalid; 1 of 2 is 50%.
func TestBallotsOfAPollAreCounted(t *testing.T) {
	c := newClerk(t)
	const r = "2025年度考核"
	c.must(0, "已新建批次", "round", "new", r, "--scheme", "unit-annual", "--assessed", "2025.12.20")
	c.must(0, "已加入 1 个", "round", "add", r, "--name", "甲医院", "--kind", "hospital")
	c.must(0, "已加入 1 个", "round", "add", r, "--name", "乙所", "--kind", "unit")
	count := func(code int, words, text string, args ...string) string {
		t.Helper()
		return c.must(code, words, append([]string{"tally", "count", r, "甲医院", "--ballots", ballotFile(t, text)}, args...)...)
	}
	count(2, "请用 --poll 写明是哪一种测评：医院行风调查、大会测评", "11111", "--by", "计甲")
	c.must(2, "请用 --poll 写明是哪一种测评：大会测评", "tally", "count", r, "乙所", "--poll", "conduct", "--by", "计甲", "--ballots", ballotFile(t, "11111"))
	count(1, "有 1 个标记，票面有 5 行（服务态度、医疗质量、收费合理、廉洁行医、总体满意）", "1", "--poll", "conduct", "--by", "计甲")
	out := count(0, "收回 4 张，有效 3 张，无效 1 张", "11111\n12312\n00000\nX\n", "--poll", "conduct", "--by", "计甲")
	if !strings.Contains(out, "50.00%") {
		t.Errorf("rates:\n%s", out)
	}
	count(2, "投票人群体", "1", "--poll", "meeting", "--by", "计甲")
	count(0, "收回 2 张", "1\n2\n", "--poll", "大会测评", "--group", "A", "--by", "计甲")
	count(1, "两次计票有 2 处不同", "11111\n12311\n00000\nX\n", "--poll", "conduct", "--by", "计乙", "--second")
	c.must(0, "以第二次为准", "tally", "compare", r, "甲医院", "--poll", "conduct", "--take", "second", "--reason", "复看原票")
	var got struct{ Tally review.Tally }
	show := func(poll string) review.Tally {
		got.Tally = review.Tally{}
		if err := json.Unmarshal([]byte(c.must(0, "", "tally", "show", r, "甲医院", "--poll", poll, "--json")), &got); err != nil {
			t.Fatal(err)
		}
		return got.Tally
	}
	x := show("conduct")
	g := x.Groups[0]
	if g.Grades["满意"] != 2 || g.Grades["基本满意"] != 0 || g.Grades["不了解"] != 1 || g.Items["收费合理"]["不满意"] != 1 || *g.Invalid != 1 || strings.Join(x.Counters, " ") != "计甲 计乙" || x.Date.String() != "2025.12.20" {
		t.Errorf("%+v by %v on %s", g, x.Counters, x.Date)
	}
	if x = show("meeting"); len(x.Groups) != 1 || x.Groups[0].Group != "A" || x.Groups[0].Grades["良好"] != 1 {
		t.Errorf("the other poll: %+v", x.Groups)
	}
}

// The candidates for one post stand on one ballot, which is counted at once; what
// was counted so is not written over by totals without a word.
func TestJointBallotsOfAPoll(t *testing.T) {
	c := newClerk(t)
	const r = "任职"
	c.must(0, "已新建批次", "round", "new", r, "--scheme", "integrity-target", "--assessed", "2025.12.20")
	c.must(0, "已加入 2 个", "round", "add", r, "--name", "青岚县", "--name", "白石县")
	file := ballotFile(t, "11\n12\n30\nX\n")
	c.must(2, "要用 --poll 写明", "tally", "count", r, "--joint", "--ballots", file, "--by", "计甲")
	c.must(1, "要有两个以上的对象，现在有 0 个", "tally", "count", r, "--joint", "--poll", "meeting", "--unit", "某市", "--ballots", file, "--by", "计甲")
	c.must(0, "收回 4 张，有效 3 张，无效 1 张", "tally", "count", r, "--joint", "--poll", "民主测评", "--ballots", file, "--by", "计甲")
	c.must(0, "优秀率 = 优秀 ÷ 有效票 = 2 ÷ 3", "tally", "show", r, "青岚县", "--poll", "meeting")
	c.must(0, "优秀率 = 优秀 ÷ 有效票 = 1 ÷ 3", "tally", "show", r, "白石县", "--poll", "meeting")
	set := []string{"tally", "set", r, "白石县", "--poll", "meeting", "--votes", "优秀=3;合格=0;不合格=0;弃权=0"}
	c.must(1, "这是逐票计过的（计甲 逐票计了 4 张），改了就和计票不一致：优秀：1 → 3，合格：1 → 0，弃权：1 → 0", set...)
	c.must(0, "优秀率 = 优秀 ÷ 有效票 = 1 ÷ 3", "tally", "show", r, "白石县", "--poll", "meeting")
	if code, out := c.run(append(set, "--replace")...); code > 1 || !strings.Contains(out, "改掉了原来的票数（原来 → 现在）：优秀：1 → 3") {
		t.Errorf("exit %d: %s", code, out)
	}
}
