package command

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Evidence comes in by its items, is printed with the gaps, goes into numbered
// folders of the pack byte for byte, and out again; undo brings it back.
func TestEvidenceOfASheetsItems(t *testing.T) {
	c := newClerk(t)
	const r, who = "迎检", "某某学校党委"
	c.must(0, "已新建批次", "round", "new", r, "--scheme", "monthly-report", "--notified", "2026.01.22", "--assessed", "2026.01.24", "--deadline", "2026.01.31")
	c.must(0, "已加入 1 个", "round", "add", r, "--name", who)
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	minutes, picture := write("会议,记录=1.pdf", "%PDF-1.4 minutes"), write("图片.JPG", "\xff\xd8picture")
	out := c.must(0, "收下佐证材料 3 份。", "assess", "score", r, who, "--sheet", "checklist", "--item", "i07=55", "--note", "缺一次",
		"--file", "i07="+minutes, "--file", "三会一课="+picture, "--file", "i16="+picture)
	if !strings.Contains(out, "7 三会一课：失 5 分") || strings.Contains(out, "7 三会一课：缺") || !strings.Contains(out, "18 困难帮扶：缺佐证材料（帮扶台账）") {
		t.Errorf("what is told of the gaps:\n%s", out)
	}
	c.must(1, "已经有这个文件", "assess", "score", r, who, "--sheet", "checklist", "--file", "i07="+minutes)
	c.must(2, "空文件", "assess", "score", r, who, "--sheet", "checklist", "--file", "i07="+write("空.pdf", ""))
	c.must(2, "应写成 项目=文件", "assess", "score", r, who, "--sheet", "checklist", "--file", picture)
	c.must(2, "请用 --item", "assess", "score", r, who, "--sheet", "checklist")
	out = c.must(1, "收到的原件 3 份", "pack", r, "--out", filepath.Join(dir, "包"))
	for name, from := range map[string]string{"07-三会一课/1-会议,记录=1.pdf": minutes, "07-三会一课/2-图片.jpg": picture, "16-1+1 好支部共建/1-图片.jpg": picture} {
		got, err := os.ReadFile(filepath.Join(dir, "包", "01-党委办公室", "01-"+who, "佐证材料", name))
		want, _ := os.ReadFile(from)
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
	}
	c.must(0, "已移去 图片.JPG", "assess", "score", r, who, "--sheet", "checklist", "--drop-file", "i07=图片.JPG")
	c.must(1, "有：会议,记录=1.pdf", "assess", "score", r, who, "--sheet", "checklist", "--drop-file", "i07=图片.JPG")
	c.must(0, "已撤销", "undo")
	c.must(0, "已移去", "assess", "score", r, who, "--sheet", "checklist", "--drop-file", "i07=2")
}

// The steps of a check have their files: each entry of a log its own, in a folder
// of the pack numbered by the scheme's logs.
func TestFilesOfEntries(t *testing.T) {
	c := newClerk(t)
	const r = "责任制检查"
	c.must(0, "已新建批次", "round", "new", r, "--scheme", "responsibility-check", "--assessed", "2025.06.18")
	c.must(0, "已加入 1 个", "round", "add", r, "--name", "领导班子", "--kind", "领导班子")
	dir := t.TempDir()
	file := func(name string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(name), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	c.must(0, "共 1 条", "assess", "event", r, "hearing", "--of", "领导班子", "--date", "2025.06.18", "--field", "reporter=主要负责人", "--file", file("汇报.docx"), "--file", file("照片.png"))
	c.must(1, "找不到文件", "assess", "event", r, "papers", "--of", "领导班子", "--date", "2025.06.19", "--field", "what=台账", "--file", filepath.Join(dir, "别处.xlsx")) // and no entry
	c.must(0, "共 1 条", "assess", "event", r, "papers", "--of", "领导班子", "--date", "2025.06.19", "--field", "what=台账", "--file", file("台账.xlsx"))
	c.must(1, "收到的原件 3 份", "pack", r, "--out", filepath.Join(dir, "包"))
	for _, name := range []string{"事项01-听取汇报/1-汇报.docx", "事项01-听取汇报/2-照片.png", "事项05-调阅资料/1-台账.xlsx"} {
		if b, err := os.ReadFile(filepath.Join(dir, "包", "01-责任制检查组", "01-领导班子", "佐证材料", name)); err != nil || string(b) != filepath.Base(name)[2:] {
			t.Errorf("%s: %q %v", name, b, err)
		}
	}
	c.must(0, "已撤销", "undo")
	c.must(1, "收到的原件 2 份", "pack", r, "--out", filepath.Join(dir, "包2"))
	c.must(0, "共 1 条", "assess", "event", r, "papers", "--of", "领导班子", "--date", "2025.06.19", "--field", "what=台账") // entry and file went in one step
}
