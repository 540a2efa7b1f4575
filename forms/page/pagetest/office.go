package pagetest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kaocha/forms/page"
	"kaocha/resources/fonts"
)

// standFor are the shipped faces, by their own names, for the families the
// forms name.
var standFor = map[string]string{"宋体": "Noto Serif SC", "方正小标宋简体": "Noto Serif SC", "黑体": "Noto Sans SC", "仿宋": "FandolFang", "楷体": "Kaocha Kai", "Times New Roman": "Liberation Serif"}

// OfficeFonts writes a font configuration into dir that makes LibreOffice use
// the shipped fonts for the families the forms name, and gives its path for
// FONTCONFIG_FILE. The bold faces are left out: it would take them for the
// regular of the same family.
func OfficeFonts(t testing.TB, dir string) string {
	t.Helper()
	at := filepath.Join(dir, "fonts")
	if err := os.MkdirAll(at, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, f := range fonts.Shipped() {
		if f.Key == page.SongBold || f.Key == page.HeiBold {
			continue
		}
		if err := os.WriteFile(filepath.Join(at, f.Key+".ttf"), f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>%s</dir><cachedir>%s</cachedir>`, at, filepath.Join(dir, "cache"))
	for name, face := range standFor {
		fmt.Fprintf(&b, `<match target="pattern"><test name="family"><string>%s</string></test><edit name="family" mode="assign" binding="strong"><string>%s</string></edit></match>`, name, face)
	}
	b.WriteString("</fontconfig>")
	p := filepath.Join(dir, "fonts.conf")
	if err := os.WriteFile(p, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	return p
}
