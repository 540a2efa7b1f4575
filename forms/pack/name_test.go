package pack

import (
	"slices"
	"strings"
	"testing"
	"unicode"
)

func TestCleanName(t *testing.T) {
	for in, want := range map[string]string{
		`a\b/c:d*e?f"g<h>i|j`:          "a＼b／c：d＊e？f＂g＜h＞i｜j",
		"张\u200b三\u202e\ufeff\x00\x7f": "张三",
		" 前后\t空 白 . ":                  "前后 空 白",
		"CON":                          "_CON",
		"com1.docx":                    "_com1.docx",
		"..":                           "_",
		"":                             "_",
		"𠮷野㛃·买买提":                      "𠮷野㛃·买买提",
		"甲\u3000乙":                     "甲 乙",
	} {
		if got := CleanName(in, 60); got != want {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
	}
	if got := CleanName("一二三四. 六", 5); got != "一二三四" {
		t.Errorf("cut to %q", got)
	}
	if got := CleanName("𠮷𠮷", 3); got != "𠮷" {
		t.Errorf("a character of two units was cut to %q", got)
	}
}

func FuzzCleanName(f *testing.F) {
	f.Add("CON .", 4)
	f.Add("\u202e../x", 9)
	f.Fuzz(func(t *testing.T, s string, max int) {
		if max < 8 || max > 80 {
			return
		}
		got := CleanName(s, max)
		if got == "" || got == "." || got == ".." || strings.ContainsAny(got, `\/:*?"<>|`) || strings.HasSuffix(got, ".") || strings.TrimSpace(got) != got {
			t.Errorf("%q became %q", s, got)
		}
		if units(got) > max+1 {
			t.Errorf("%q is longer than %d", got, max)
		}
		if strings.ContainsFunc(got, func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) }) {
			t.Errorf("%q keeps what cannot be seen", got)
		}
	})
}

func TestNumbered(t *testing.T) {
	if got := numbered([]string{"张三", "李四", "张三", "王五", "张三"}); !slices.Equal(got, []string{"张三（1）", "李四", "张三（2）", "王五", "张三（3）"}) {
		t.Errorf("%v", got)
	}
	n := namer{}
	if a, b, c := n.unique("A", ".x"), n.unique("a", ".x"), n.unique("A", ".x"); a != "A.x" || b != "a（2）.x" || c != "A（3）.x" {
		t.Errorf("%s %s %s", a, b, c)
	}
}

func TestRoom(t *testing.T) {
	for _, target := range []string{"/x", "/" + strings.Repeat("长", 120)} {
		r, err := roomIn(target)
		if err != nil {
			t.Fatal(err)
		}
		if used := units(target) + fixed + r.branch + r.person + r.label; used > maxPath || r.person < 5 || r.label < 20 {
			t.Errorf("%d + %+v = %d", units(target), r, used)
		}
	}
}
