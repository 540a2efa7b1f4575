package command

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"image"
	"image/jpeg"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// clerk runs commands on one database and keeps what was printed.
type clerk struct {
	t  *testing.T
	db string
}

func newClerk(t *testing.T) *clerk {
	t.Helper()
	return &clerk{t, filepath.Join(t.TempDir(), "库 1.db")}
}

// run gives the exit code and everything printed.
func (c *clerk) run(args ...string) (int, string) {
	c.t.Helper()
	var out bytes.Buffer
	code := Run(append([]string{"--db", c.db, "--user", "测试员"}, args...), &out, &out, nil)
	return code, out.String()
}

// must runs a command that has to end with the code and print the words.
func (c *clerk) must(code int, words string, args ...string) string {
	c.t.Helper()
	got, out := c.run(args...)
	if got != code || !strings.Contains(out, words) {
		c.t.Fatalf("kaocha %s: exit %d, want %d and %q:\n%s", strings.Join(args, " "), got, code, words, out)
	}
	return out
}

const sampleLRMX = "testdata/qimingyuan.lrmx"

// prepared imports the sample person and opens a round with them in it.
func prepared(t *testing.T) *clerk {
	c := newClerk(t)
	c.must(0, "已导入 1 人", "import", sampleLRMX)
	c.must(0, "党总支：机关党总支", "edit", "齐明远", "--set", "单位=党委宣传部", "--set", "党总支=机关党总支", "--set", "试任职务=党委宣传部综合科科长",
		"--set", "试任通知时间=2024.11.20", "--set", "任职文号=校党〔2024〕1号")
	c.must(0, "已新建批次", "round", "new", "2025年度", "--assessed", "2025.12.10", "--deadline", "2025.12.25")
	c.must(0, "已加入 1 人：齐明远", "round", "add", "2025年度", "--due", "2025.12.31")
	c.must(0, "负责 1 名对象", "round", "panel", "2025年度", "第一考察组", "--leader", "组甲", "--member", "员乙", "--member", "员丙")
	return c
}

// The whole job: from an imported file to the pack on disk.
func TestMainJob(t *testing.T) {
	c := prepared(t)
	c.must(1, "未动  齐明远还不能进入“民主测评”", "round", "stage", "2025年度", "--to", "民主测评") // materials are not there
	c.must(1, "履职工作总结", "material", "set", "2025年度", "齐明远", "summary", "--text", "本人任职以来，认真履行职责。", "--paper", "--state", "signed")
	c.must(0, "已签", "material", "set", "2025年度", "齐明远", "review-form", "--paper", "--state", "signed")
	c.must(1, "不平", "tally", "set", "2025年度", "齐明远", "--issued", "10", "--returned", "12", "--valid", "11", "--invalid", "1", "--votes", "优秀=5;称职=5;不称职=0;弃权=1")
	out := c.must(0, "45.45%", "tally", "set", "2025年度", "齐明远", "--expected", "14", "--present", "12", "--issued", "12", "--returned", "12", "--valid", "11", "--invalid", "1",
		"--votes", "优秀=5;称职=5;不称职=0;弃权=1", "--counter", "计甲", "--scrutineer", "监乙", "--date", "2025.12.02")
	if !strings.Contains(out, "5 ÷ 有效票 = 5 ÷ 11 = 45.45%") && !strings.Contains(out, "5 ÷ 11 = 45.45%") {
		t.Errorf("the rate is not explained:\n%s", out)
	}
	c.must(2, "没有等次“基本称职”", "tally", "set", "2025年度", "齐明远", "--votes", "基本称职=1")
	c.run("talk", "add", "2025年度", "齐明远", "--interviewee", "谈甲", "--date", "2025.12.03", "--by", "组甲", "--recorder", "员乙", "--text", "shortcomings=调研不够。", "--verdict", "同意")
	c.run("report", "set", "2025年度", "齐明远", "--section", "merits=工作扎实。", "--section", "shortcomings=调研不够。", "--grade", "称职", "--date", "2025.12.10", "--sign", "all")
	c.must(0, "总票数11，优秀5，称职5，不称职0，弃权1。", "report", "show", "2025年度", "齐明远")
	c.must(0, "已录入所在党总支", "decide", "opinion", "2025年度", "齐明远", "branch", "--text", "同意。", "--date", "2025.12.12")

	dir := filepath.Join(t.TempDir(), "成套 材料")
	c.must(1, "成套考察材料", "pack", "2025年度", "--out", dir)
	names := list(t, dir)
	for _, want := range []string{"00-整套打印.pdf", "00-缺项与未签清单.docx", "01-机关党总支/00-考察情况汇总表.xlsx", "01-机关党总支/01-齐明远/4-考察报告-齐明远.docx"} {
		if !names[want] {
			t.Errorf("the pack has no %s; it has %v", want, names)
		}
	}
	first := bytesOf(t, dir)
	c.must(1, "成套考察材料", "pack", "2025年度", "--out", dir)
	for name, b := range bytesOf(t, dir) {
		if !bytes.Equal(b, first[name]) {
			t.Errorf("%s differs when the pack is made again", name)
		}
	}
}

func list(t *testing.T, dir string) map[string]bool {
	t.Helper()
	out := map[string]bool{}
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		rel, _ := filepath.Rel(dir, p)
		out[filepath.ToSlash(rel)] = true
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func bytesOf(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	for name := range list(t, dir) {
		if b, err := os.ReadFile(filepath.Join(dir, name)); err == nil {
			out[name] = b
		}
	}
	return out
}

func TestUndoAndRedo(t *testing.T) {
	c := newClerk(t)
	c.must(0, "已导入 1 人", "import", sampleLRMX)
	c.must(0, "已撤销：导入 1 人", "undo")
	c.must(0, "没有符合条件的干部", "cadres")
	c.must(0, "已重做：导入 1 人", "undo", "--redo")
	c.must(0, "共 1 人", "cadres")
}

func TestDryRunWritesNothing(t *testing.T) {
	c := newClerk(t)
	c.must(0, "没有写入任何数据", "import", "--dry-run", sampleLRMX)
	c.must(0, "没有符合条件的干部", "cadres")
}

func TestExportedFileIsTheImportedOne(t *testing.T) {
	c := newClerk(t)
	c.must(0, "", "import", sampleLRMX)
	dir := t.TempDir()
	c.must(0, "已写出 1 个", "export", "--lrmx", dir)
	want, _ := os.ReadFile(sampleLRMX)
	got, err := os.ReadFile(filepath.Join(dir, "齐明远.lrmx"))
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("the exported file differs from the imported one (%v)", err)
	}
	c.must(0, "", "edit", "齐明远", "--set", "籍贯=某省他县")
	c.must(0, "已写出 1 个", "export", "--lrmx", dir)
	got, _ = os.ReadFile(filepath.Join(dir, "齐明远.lrmx"))
	if want = bytes.Replace(want, []byte("<JiGuan>某省某县<"), []byte("<JiGuan>某省他县<"), 1); !bytes.Equal(got, want) {
		t.Error("more than the changed field differs")
	}
}

func TestNumbersAsIDAreRefusedByCell(t *testing.T) {
	c := newClerk(t)
	file := filepath.Join(t.TempDir(), "名册.csv")
	if err := os.WriteFile(file, []byte("姓名,性别,身份证号\n甲乙丙,男,9.99999E+17\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	c.must(1, "C2", "import", file)
}

func TestWrongUse(t *testing.T) {
	c := newClerk(t)
	for _, args := range [][]string{
		{"没有这个命令"}, {"pack", "x"}, {"cadres", "--sort", "乱"}, {"export"}, {"round", "new", "甲", "--paper", "B5"},
		{"form", "没有这张表", "--out", "x.docx"}, {"form", "registration", "--out", "x.docx"}, {"edit", "new", "--set", "没有这个字段=1"},
	} {
		if code, out := c.run(args...); code != 2 || !strings.Contains(out, "用法有误") {
			t.Errorf("kaocha %v: exit %d, want 2: %s", args, code, out)
		}
	}
}

func TestRefusedInput(t *testing.T) {
	c := newClerk(t)
	c.must(1, "世纪", "edit", "new", "--set", "姓名=甲", "--set", "出生年月=85.07")
	c.must(1, "没有", "round", "show", "没有这个批次")
	c.must(1, "不能用来恢复", "restore", sampleLRMX)
}

func TestFormsAsFiles(t *testing.T) {
	c := prepared(t)
	dir := t.TempDir()
	for _, ext := range []string{".docx", ".pdf", ".png"} {
		c.must(0, "已写出", "form", "registration", "--cadre", "齐明远", "--out", filepath.Join(dir, "表"+ext))
	}
	c.must(0, "已写出", "form", "roster", "--round", "2025年度", "--out", filepath.Join(dir, "汇总.xlsx"))
	names := list(t, dir)
	for _, n := range []string{"表.docx", "表.pdf", "表-1.png", "表-2.png", "汇总.xlsx"} {
		if !names[n] {
			t.Errorf("%s was not written: %v", n, names)
		}
	}
	c.must(2, "不认识的文件类型", "form", "registration", "--cadre", "齐明远", "--out", filepath.Join(dir, "表.doc"))
}

func TestOwnTemplate(t *testing.T) {
	c := prepared(t)
	file := filepath.Join(t.TempDir(), "报告.docx")
	c.must(0, "已写出", "template", "export", "report", file)
	c.must(0, "可以使用", "template", "check", file, "--form", "report")
	c.must(2, "是哪张表的模板", "template", "check", file)
	c.must(1, "不认识的占位符", "template", "use", file, "--form", "ballot")
	c.must(0, "已换用", "template", "use", file, "--form", "report")
	c.must(0, "本校", "template", "list")
	c.must(0, "已恢复", "template", "reset", "report")
}

func TestBackupAndRestore(t *testing.T) {
	c := newClerk(t)
	c.must(0, "", "import", sampleLRMX)
	b := filepath.Join(t.TempDir(), "备份.db")
	c.must(0, "已备份", "backup", b)
	c.must(0, "", "edit", "齐明远", "--set", "籍贯=改过")
	c.must(0, "已恢复", "restore", b)
	c.must(0, "籍贯：某省某县", "edit", "齐明远")
}

func TestListsAsJSON(t *testing.T) {
	c := prepared(t)
	for _, args := range [][]string{{"cadres", "--json"}, {"round", "list", "--json"}, {"round", "show", "2025年度", "--json"}, {"material", "list", "2025年度", "--json"},
		{"check", "2025年度", "--json"}, {"template", "list", "--json"}, {"tally", "show", "2025年度", "齐明远", "--json"}, {"talk", "list", "2025年度", "齐明远", "--json"}} {
		_, out := c.run(args...)
		if !json.Valid([]byte(out)) {
			t.Errorf("kaocha %v does not print JSON:\n%s", args, out)
		}
	}
}

func TestWaivedFindingKeepsItsReason(t *testing.T) {
	c := prepared(t)
	_, out := c.run("check", "2025年度", "--json")
	var list []struct{ Key string }
	if err := json.Unmarshal([]byte(out), &list); err != nil || len(list) == 0 {
		t.Fatal(err, out)
	}
	c.must(2, "理由", "check", "2025年度", "--waive", list[0].Key)
	c.must(0, "已说明", "check", "2025年度", "--waive", list[0].Key, "--reason", "档案已核实")
	c.must(1, "档案已核实", "check", "2025年度", "--all")
}

// A photo larger than the register keeps comes out of an export byte for byte,
// and the same file is unchanged when it is imported again.
func TestLargePhotoSurvives(t *testing.T) {
	if testing.Short() {
		t.Skip("long; the race detector gains nothing here")
	}
	img := image.NewRGBA(image.Rect(0, 0, 1500, 2000))
	for i := range img.Pix {
		img.Pix[i] = byte(i * 7919 >> 3)
	}
	var photo bytes.Buffer
	if err := jpeg.Encode(&photo, img, &jpeg.Options{Quality: 90}); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(sampleLRMX)
	if err != nil {
		t.Fatal(err)
	}
	raw = bytes.Replace(raw, []byte("<ZhaoPian></ZhaoPian>"), []byte("<ZhaoPian>"+base64.StdEncoding.EncodeToString(photo.Bytes())+"</ZhaoPian>"), 1)
	file := filepath.Join(t.TempDir(), "大照片.lrmx")
	if err := os.WriteFile(file, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	c := newClerk(t)
	c.must(0, "已导入 1 人", "import", file)
	c.must(0, "无变化 1 人", "import", file)
	dir := t.TempDir()
	c.must(0, "", "export", "--lrmx", dir)
	if got, err := os.ReadFile(filepath.Join(dir, "齐明远.lrmx")); err != nil || !bytes.Equal(got, raw) {
		t.Errorf("the exported file differs (%d bytes, was %d; %v)", len(got), len(raw), err)
	}
}

func TestDemoKeepsWork(t *testing.T) {
	if testing.Short() {
		t.Skip("long; the race detector gains nothing here")
	}
	dir := t.TempDir()
	c := &clerk{t, filepath.Join(dir, "示例.db")}
	c.must(0, "成套考察材料", "demo", "--out", dir)
	c.must(0, "成套考察材料", "demo", "--out", dir) // nothing was done in it
	c.must(0, "已新建批次", "round", "new", "自己的")
	c.must(1, "没有覆盖", "demo", "--out", dir)
	c.must(0, "自己的", "round", "list")
}

func TestEditTellsWhatToCheck(t *testing.T) {
	c := newClerk(t)
	c.must(1, "身份证号", "edit", "new", "--set", "姓名=方例", "--set", "身份证号=123")
	c.must(0, "共 1 人", "cadres") // saved all the same: a person decides
}

func TestBackupsOfOneSecond(t *testing.T) {
	c := newClerk(t)
	c.must(0, "", "import", sampleLRMX)
	for range 3 {
		c.must(0, "已备份", "backup")
	}
}
