package command

import (
	"encoding/base64"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// T29: a tally that does not add up keeps the subject in its stage.
func TestUnbalancedTallyStopsTheStage(t *testing.T) {
	c := prepared(t)
	const round, name = "2025年度", "齐明远"
	c.run("material", "set", round, name, "summary", "--text", "本人任职以来，认真履行职责。", "--paper", "--electronic", "--state", "已签")
	c.run("material", "set", round, name, "registration", "--paper", "--electronic", "--state", "已收")
	c.run("material", "set", round, name, "review-form", "--paper", "--state", "已签")
	c.must(0, "→ 民主测评", "round", "stage", round, "--to", "民主测评")
	set := func(args ...string) string {
		_, out := c.run(append([]string{"tally", "set", round, name, "--expected=20", "--present=18", "--issued=18"}, args...)...)
		return out
	}
	for want, args := range map[string][]string{
		"收回 19 张，比发出 18 张多 1 张":  {"--returned=19", "--valid=19", "--invalid=0", "--votes=优秀=19;称职=0;不称职=0;弃权=0"},
		"不等于收回 18 张":             {"--returned=18", "--valid=15", "--invalid=1", "--votes=优秀=15;称职=0;不称职=0;弃权=0"},
		"不等于有效 18 张":             {"--returned=18", "--valid=18", "--invalid=0", "--votes=优秀=10;称职=0;不称职=0;弃权=0"},
		"不称职是负数 -1":              {"--returned=18", "--valid=18", "--invalid=0", "--votes=优秀=19;称职=0;不称职=-1;弃权=0"},
		"有效是 1000000000，不可能有这么多": {"--returned=18", "--valid=1000000000", "--invalid=0", "--votes=优秀=18;称职=0;不称职=0;弃权=0"},
	} {
		if out := set(args...); !strings.Contains(out, want) {
			t.Errorf("%v: not told %q:\n%s", args, want, out)
		}
		c.must(1, "未动  齐明远", "round", "stage", round, "--to", "个别谈话")
	}
	set("--returned=18", "--valid=18", "--invalid=0", "--votes=优秀=10;称职=6;不称职=1;弃权=1")
	c.must(0, "→ 个别谈话", "round", "stage", round, "--to", "个别谈话")
}

// Values that cannot be meant are wrong use; nothing is written.
func TestSenselessValues(t *testing.T) {
	c := prepared(t)
	const r, n = "2025年度", "齐明远"
	out := filepath.Join(t.TempDir(), "名册")
	for want, args := range map[string][]string{
		"--pages 应当是页数":        {"material", "set", r, n, "summary", "--pages=-3"},
		"--months 应当是延长的月数":    {"decide", "set", r, n, "延长试用", "--date", "2025.12.30", "--months=-5"},
		"没有写谈话对象":              {"talk", "add", r, n, "--interviewee", " ", "--date", "2025.12.1"},
		"--from 应当是时间，如 09:30": {"talk", "add", r, n, "--interviewee", "乙", "--date", "2025.12.1", "--from", "25:99"},
		"没有写组长":                {"round", "panel", r, "二组", "--leader", ""},
		"组长 甲 不用再写进成员":         {"round", "panel", r, "二组", "--leader", "甲", "--member", "甲"},
		"至少 --set 姓名=":         {"edit", "new"},
		"只能写成 .xlsx 或 .csv":    {"export", "--xlsx", out + ".xls"},
		"没有名为“乱”的字段":           {"export", "--xlsx", out + ".csv", "--fields", "姓名，乱"},
	} {
		c.must(2, want, args...)
	}
	if _, err := os.Stat(out + ".xls"); err == nil {
		t.Error("a file was written")
	}
	if s := c.must(0, "", "history"); strings.Contains(s, "谈话") || strings.Contains(s, "决定") || strings.Contains(s, "二组") {
		t.Errorf("something was recorded:\n%s", s)
	}
	c.must(0, "已写出 1 人", "export", "--xlsx", out+".csv", "--fields", "姓名，性别、单位")
	c.must(0, "没有加入任何人：齐明远 已在批次里", "round", "add", r, "--cadre", n)
	c.must(1, "没有人的试用期在这天之前届满", "round", "add", r, "--due", "1990.01")
}

// T21: names that differ only in what a file name cannot show get files of
// their own, and the names stay as they are in the files.
func TestExportedNamesStayApart(t *testing.T) {
	c := newClerk(t)
	c.must(0, "已导入 3 人", "import", write(t, "名册.csv", "姓名,出生年月,单位\n𠮷㛃·甲,1985.01,某处\n甲/乙,1986.01,某处\n甲／乙,1987.01,某处\n"))
	dir := filepath.Join(t.TempDir(), "导出 文件夹")
	c.must(0, "已写出 3 个", "export", "--lrmx", dir)
	files := list(t, dir)
	for _, want := range []string{"𠮷㛃·甲.lrmx", "甲／乙.lrmx", "甲／乙（2）.lrmx"} {
		if !files[want] {
			t.Errorf("no %s: %v", want, files)
		}
	}
	again := newClerk(t)
	again.must(0, "已导入 3 人", "import", dir)
	again.must(0, "甲/乙", "cadres")
}

// T22: a bad photo is told and the person imported; the file goes out as it came.
func TestBadPhotoGoesOutAsItCame(t *testing.T) {
	c := newClerk(t)
	text, err := os.ReadFile(sampleLRMX)
	if err != nil {
		t.Fatal(err)
	}
	for name, photo := range map[string]string{"不是编码": "@@@", "不是图片": base64.StdEncoding.EncodeToString([]byte("这不是照片，只是一段文字。"))} {
		bad := strings.Replace(string(text), "<ZhaoPian></ZhaoPian>", "<ZhaoPian>"+photo+"</ZhaoPian>", 1)
		bad = strings.NewReplacer("<XingMing>齐明远<", "<XingMing>"+name+"<", "999999198203150012", "").Replace(bad)
		if bad == string(text) {
			t.Fatal("the sample has changed")
		}
		out := c.must(1, "已导入 1 人", "import", write(t, name+".lrmx", bad))
		if !strings.Contains(out, "照片") || !strings.Contains(out, "请重新选照片") {
			t.Errorf("%s: the photo is not told:\n%s", name, out)
		}
		dir := t.TempDir()
		c.must(0, "已写出 1 个", "export", "--lrmx", dir, "--find", name)
		if got, err := os.ReadFile(filepath.Join(dir, name+".lrmx")); err != nil || string(got) != bad {
			t.Errorf("%s: the file differs (%v)", name, err)
		}
	}
}

// T21: a character that no font has is named when a form is written; the Word
// file keeps it.
func TestCharacterWithoutFontIsNamed(t *testing.T) {
	c := prepared(t)
	const odd = "\U000F1234"
	c.must(0, "", "edit", "齐明远", "--set", "岗位职责=负责"+odd+"字库")
	for _, ext := range []string{".pdf", ".docx"} {
		c.must(1, "没有字体可以印这些字："+odd, "form", "registration", "--cadre", "齐明远", "--out", filepath.Join(t.TempDir(), "表"+ext))
	}
}

// T12, T35: an output that cannot be written says why and leaves nothing behind;
// what stands there stays as it is.
func TestOutputsThatCannotBeWritten(t *testing.T) {
	c := prepared(t)
	dir := t.TempDir()
	foreign := filepath.Join(dir, "别人的文件")
	if err := os.WriteFile(foreign, []byte("不动"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, ext := range []string{".docx", ".pdf", ".png"} {
		c.must(1, "所在的文件夹", "form", "registration", "--cadre", "齐明远", "--out", filepath.Join(dir, "没有", "表"+ext))
	}
	c.must(1, "没有写入", "pack", "2025年度", "--out", foreign)
	c.must(1, "", "pack", "2025年度", "--out", filepath.Join(foreign, "里面"))
	c.must(0, "", "round", "new", "空批次", "--scheme", "fafu-probation")
	c.must(1, "还没有考察对象", "pack", "空批次", "--out", filepath.Join(dir, "空"))
	if b, err := os.ReadFile(foreign); err != nil || string(b) != "不动" {
		t.Errorf("%q, %v", b, err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}
