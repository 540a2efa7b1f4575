package command

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// CASES T11: the wrong backup is restored and that is taken back.
func TestRestorePreviewAndItsUndo(t *testing.T) {
	c := newClerk(t)
	c.must(0, "已导入 1 人", "import", sampleLRMX)
	old := filepath.Join(t.TempDir(), "旧.db")
	c.must(0, "已备份到", "backup", old)
	c.must(0, "", "edit", "new", "--set", "姓名=何新")
	out := c.must(0, "会少掉的干部 1 人：何新", "restore", old, "--preview")
	if !strings.Contains(out, "备份里有：干部 1 人") || !strings.Contains(out, "此后的 1 步操作") {
		t.Error(out)
	}
	c.must(0, "共 2 人", "cadres")
	c.must(0, "restore --undo", "restore", old)
	c.must(0, "共 1 人", "cadres")
	c.must(0, "恢复前的数据另存为", "audit", "list", "--kind", "恢复")
	c.must(0, "操作记录完整", "audit", "check")
	c.must(0, "已恢复", "restore", "--undo")
	c.must(0, "共 2 人", "cadres")
	c.must(0, "恢复前", "backup", "list")
	c.must(2, "请写出备份文件", "restore")
}

func TestSealedBackupAndBack(t *testing.T) {
	c := newClerk(t)
	c.must(0, "已导入 1 人", "import", sampleLRMX)
	dir := t.TempDir()
	word, file := filepath.Join(dir, "口令.txt"), filepath.Join(dir, "U盘")
	if err := os.WriteFile(word, []byte("\ufeff很长的口令 一二三四五\r\n别的\r\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	c.must(1, "至少 10 个字符", "backup", file, "--encrypt")
	c.must(0, "U盘.age", "backup", file, "--encrypt", "--passphrase-file", word)
	c.must(0, "", "edit", "齐明远", "--set", "姓名=齐明")
	c.must(2, "请写出它的口令", "restore", file+".age")
	if err := os.WriteFile(word+"2", []byte("错误的口令 一二三四五"), 0o600); err != nil {
		t.Fatal(err)
	}
	c.must(1, "口令不对", "restore", file+".age", "--passphrase-file", word+"2")
	c.must(0, "会回到以前内容的记录 1 条", "restore", file+".age", "--preview", "--passphrase-file", word)
	c.must(0, "已恢复", "restore", file+".age", "--passphrase-file", word)
	c.must(0, "齐明远", "cadres")
	entries, err := os.ReadDir(filepath.Dir(c.db))
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range entries { // nothing decrypted is left
		if strings.HasSuffix(x.Name(), ".tmp") || strings.Contains(x.Name(), "decrypted") {
			t.Errorf("left behind: %s", x.Name())
		}
	}
}

func TestSecondPlaceByCommand(t *testing.T) {
	c := newClerk(t)
	c.must(0, "已导入 1 人", "import", sampleLRMX)
	c.must(2, "还没有设第二处", "backup", "second")
	c.must(0, "没有设第二处", "backup", "second", "--show")
	stick := t.TempDir()
	c.must(0, stick, "backup", "second", "--set", stick, "--days", "3")
	c.must(0, "3 天没有做成就提醒", "backup", "second", "--show")
	c.must(2, "没有这个文件夹", "backup", "second", "--set", filepath.Join(stick, "无"))
	c.must(0, "不再备份", "backup", "second", "--set", "")
}
