package command

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// printerStandIn puts programs in the place of lp and lpstat that keep what they
// were given.
func printerStandIn(t *testing.T) (dir string) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("prints through lp")
	}
	dir = t.TempDir()
	for name, script := range map[string]string{
		"lpstat": `[ "$1" = -e ] && echo 办公室打印机`,
		"lp":     `echo "$@" >> ` + dir + `/args; for f; do :; done; cp "$f" ` + dir + `/last.pdf`,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"+script+"\n"), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", dir+":"+os.Getenv("PATH"))
	return dir
}

func TestPrintingFromTheCommandLine(t *testing.T) {
	c := prepared(t)
	dir := printerStandIn(t)
	c.must(0, "办公室打印机", "printers")
	out := c.must(0, "已交给打印机“办公室打印机”：干部任免审批表 齐明远，2 页，3 份", "print", "appointment", "--cadre", "齐明远", "--copies", "3", "--paper", "A4", "--reason", "本人核对签字")
	if strings.Contains(out, "没有") {
		t.Errorf("A4 is said to be missing: %s", out)
	}
	b, err := os.ReadFile(filepath.Join(dir, "args"))
	if err != nil || !strings.Contains(string(b), "-d 办公室打印机 -n 3 -t 干部任免审批表 齐明远 -o media=A4 -o print-scaling=none") {
		t.Errorf("lp was given %q, %v", b, err)
	}
	if b, err := os.ReadFile(filepath.Join(dir, "last.pdf")); err != nil || !strings.HasPrefix(string(b), "%PDF") {
		t.Error("no PDF was handed over", err)
	}
	c.must(0, "用 A4（210×297 毫米），缩放到纸的大小", "print", "appointment", "--cadre", "齐明远", "--paper", "16K", "--pages", "2", "--fit")
	c.must(0, "各表", "print", "all", "--round", "2025年度")
	c.must(0, "打印机 办公室打印机", "audit")
	c.must(2, "页码范围", "print", "appointment", "--cadre", "齐明远", "--pages", "9-1")
	c.must(1, "没有打印机“丙”", "print", "appointment", "--cadre", "齐明远", "--printer", "丙")
	c.must(1, "一共 2 页", "print", "appointment", "--cadre", "齐明远", "--pages", "7")
	t.Setenv("PATH", t.TempDir())
	c.must(1, "CUPS", "print", "appointment", "--cadre", "齐明远")
}
