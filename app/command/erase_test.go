package command

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestEraseWhenTheTimeIsOver(t *testing.T) {
	c := prepared(t)
	dir := t.TempDir()
	file := filepath.Join(dir, "齐明远 签名扫描.pdf")
	if err := os.WriteFile(file, []byte("%PDF 一份扫描件 XYZZY-MARK"), 0o600); err != nil {
		t.Fatal(err)
	}
	c.must(1, "缺纸质件", "material", "set", "2025年度", "齐明远", "review-form", "--file", file)
	cert := filepath.Join(dir, "证明.pdf")
	c.must(1, "还没有归档", "round", "erase", "2025年度", "--why", "保管期满", "--yes")
	c.must(0, "已归档", "round", "close", "2025年度", "--anyway")
	c.must(1, "没有设保管期限", "round", "erase", "2025年度", "--why", "保管期满", "--yes")
	c.must(0, "保管到 2099.12.31", "round", "keep", "2025年度", "2099.12.31")
	c.must(1, "还没有到期", "round", "erase", "2025年度", "--why", "保管期满", "--yes")
	c.must(0, "保管到 2020.12.31", "round", "keep", "2025年度", "2020.12.31")
	c.must(2, "收到的 1 份文件", "round", "erase", "2025年度", "--why", "保管期满")
	c.must(2, "请写明销毁的理由", "round", "erase", "2025年度", "--yes")
	c.must(1, "没有销毁过", "round", "erase", "2025年度", "--certificate-only", "--certificate", cert)
	old := filepath.Join(filepath.Dir(c.db), "备份", "销毁前.db")
	c.must(0, "", "backup", old)
	out := c.must(0, "已销毁 1 份文件", "round", "erase", "2025年度", "--why", "保管期满", "--yes", "--certificate", cert)
	if !strings.Contains(out, "备份里还有这些文件：销毁前.db") {
		t.Error(out)
	}
	if b, err := os.ReadFile(cert); err != nil || !bytes.HasPrefix(b, []byte("%PDF")) {
		t.Error(err)
	}
	if b, err := os.ReadFile(c.db); err != nil || bytes.Contains(b, []byte("XYZZY-MARK")) {
		t.Error("the bytes are still in the file", err)
	}
	c.must(0, "用途：保管期满", "audit", "list", "--kind", "销毁")
	c.must(0, "操作记录完整", "audit", "check")
	c.must(0, "销毁证明", "round", "erase", "2025年度", "--certificate-only", "--certificate", cert)
}
