package cadre

import (
	"reflect"
	"testing"
)

func TestParseResume(t *testing.T) {
	d := MustDate
	for name, c := range map[string]struct {
		in   string
		want []ResumeEntry
	}{
		"plain": {"2000.09--2004.07  甲校学习\r\n2004.07--         乙校职员", []ResumeEntry{{d("2000.09"), d("2004.07"), "甲校学习"}, {From: d("2004.07"), Text: "乙校职员"}}},
		"separators": {"2000.09-2001.07 a\n2001.07—2002.07 b\n2002.07——2003.07 c\n2003.07～2004.07 d\n2004.07至2005.07 e\n2005年7月—至今 f\n2006.07–今 g", []ResumeEntry{
			{d("2000.09"), d("2001.07"), "a"}, {d("2001.07"), d("2002.07"), "b"}, {d("2002.07"), d("2003.07"), "c"}, {d("2003.07"), d("2004.07"), "d"},
			{d("2004.07"), d("2005.07"), "e"}, {From: d("2005.07"), Text: "f"}, {From: d("2006.07"), Text: "g"}}},
		"continued": {"2000.09--2004.07  甲校学\n                  习\n　　毕业", []ResumeEntry{{d("2000.09"), d("2004.07"), "甲校学习毕业"}}},
		"interlude on its own line": {"2000.09--2004.07  甲校\n（其间：2001.01--2002.01  借调乙处）\n2004.07--  丙校", []ResumeEntry{
			{d("2000.09"), d("2004.07"), "甲校\n（其间：2001.01--2002.01  借调乙处）"}, {From: d("2004.07"), Text: "丙校"}}},
		"broken inside an interlude": {"2000.09--2004.07  甲校（其间：\n                  2001.01--2002.01  借调\n                  乙处）\n2004.07--  丙校", []ResumeEntry{
			{d("2000.09"), d("2004.07"), "甲校（其间：2001.01--2002.01  借调乙处）"}, {From: d("2004.07"), Text: "丙校"}}},
		"broken, not indented": {"2000.09--2004.07  甲校（期间：\n2001.01--2002.01  借调乙处）", []ResumeEntry{{d("2000.09"), d("2004.07"), "甲校（期间：2001.01--2002.01  借调乙处）"}}},
		"forgotten bracket":    {"2000.09--2004.07  甲校（其间：借调乙处\n2004.07--2008.01  丙校", []ResumeEntry{{d("2000.09"), d("2004.07"), "甲校（其间：借调乙处"}, {d("2004.07"), d("2008.01"), "丙校"}}},
		"text before":          {"见附页\n2000.09--  甲校", []ResumeEntry{{Text: "见附页"}, {From: d("2000.09"), Text: "甲校"}}},
		"no such month":        {"2000.13--2004.07  甲校", []ResumeEntry{{Text: "2000.13--2004.07  甲校"}}},
		"blank":                {" \n\u3000\n", nil},
	} {
		got := ParseResume(c.in)
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s:\n%+v\n%+v", name, got, c.want)
		}
		if again := ParseResume(FormatResume(got)); !reflect.DeepEqual(again, got) {
			t.Errorf("%s, written and read again:\n%+v\n%+v", name, again, got)
		}
	}
}

// Heads are 18 columns wide (DOMAIN 3.5).
func TestFormatResume(t *testing.T) {
	got := FormatResume([]ResumeEntry{{MustDate("2000.09"), MustDate("2004.07"), "甲\n（其间：乙）"}, {From: MustDate("2004.07"), Text: "丙"}})
	want := "2000.09--2004.07  甲\n                  （其间：乙）\n2004.07--         丙"
	if got != want {
		t.Errorf("\n%q\n%q", got, want)
	}
}
