package widgets

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// columns fits lines of n columns, two for a character outside ASCII.
func columns(n int) func(string) bool {
	return func(s string) bool {
		w := 0
		for _, r := range s {
			if w++; r > 0x7f {
				w++
			}
		}
		return w <= n
	}
}

func TestBreakLines(t *testing.T) {
	for _, c := range []struct {
		name, text string
		room       int
		whole      bool
		want       string
	}{
		{"room for all", "试用期满，考察合格。", 20, false, "试用期满，考察合格。"},
		{"no comma begins a line", "试用期满，考察", 8, false, "试用期\n满，考察"},
		{"nor do several marks", "他说：“满。”好", 10, false, "他说：\n“满。”好"},
		{"no opening mark ends a line", "填入“姓名”一栏", 6, false, "填入\n“姓\n名”一\n栏"},
		{"a book title", "见《通知》附件", 8, false, "见《通\n知》附件"},
		{"no word is torn", "打开 Excel 表", 8, false, "打开\nExcel 表"},
		{"no number is torn", "共123456人", 6, false, "共\n123456\n人"},
		{"a date's parts stay whole", "于2024年5月1日", 8, false, "于2024年\n5月1日"},
		{"per cent", "得票率85.5%的人", 12, false, "得票率85.5%\n的人"},
		{"a name's point", "阿依古丽·买买提", 8, false, "阿依古\n丽·买买\n提"},
		{"longer than a line", "abcdefghij", 4, false, "abcd\nefgh\nij"},
		{"lines of its own stay", "一二\n\n三四五", 4, false, "一二\n\n三四\n五"},
		{"whole entries", "张三 甲乙 李四 丙丁", 10, true, "张三 甲乙\n李四 丙丁"},
		{"an entry longer than a line", "张三 甲乙丙丁戊己，庚", 8, true, "张三\n甲乙丙丁\n戊己，庚"},
		{"wide spaces", "优秀　1人　良好　2人", 11, true, "优秀　1人\n良好　2人"},
		{"no room at all", "满。", 1, false, "满\n。"},
		{"empty", "", 4, false, ""},
	} {
		if got := breakLines(c.text, c.whole, columns(c.room)); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// TestParagraph resizes a text of marks in the window's own font: every line must
// begin well and have room, and the text must stay what it was.
func TestParagraph(t *testing.T) {
	test.NewTempApp(t)
	const text = "单位：“教务处”，任现职时间：2024年5月；试用期满，考察合格。（见附件）、《办法》！"
	p := Wrapped(text)
	w := test.NewTempWindow(t, container.NewVBox(p))
	for width := float32(40); width < 420; width += 7 {
		w.Resize(fyne.NewSize(width, 900))
		var lines []string
		for _, o := range test.WidgetRenderer(test.WidgetRenderer(p).Objects()[0].(fyne.Widget)).Objects() {
			l := o.(*canvas.Text)
			lines = append(lines, l.Text)
			if l.MinSize().Width > p.Size().Width {
				t.Errorf("width %v: %q is cut", width, l.Text)
			}
		}
		if strings.Join(lines, "") != text || p.Text != text {
			t.Fatalf("width %v: %q", width, lines)
		}
		for _, l := range lines {
			if width > 80 && strings.ContainsRune(NoLineStart, []rune(l)[0]) {
				t.Errorf("width %v: a line begins with %q", width, l)
			}
		}
		if width > 300 && len(lines) > 4 {
			t.Errorf("width %v: %d lines", width, len(lines))
		}
	}
	p.SetText("短。")
	if p.shown != "短。" {
		t.Errorf("a short text: %q", p.shown)
	}
}

// TestRich does the same with a paragraph in two styles and a link.
func TestRich(t *testing.T) {
	test.NewTempApp(t)
	bold := widget.RichTextStyle{Inline: true, TextStyle: fyne.TextStyle{Bold: true}, SizeName: theme.SizeNameText}
	plain := widget.RichTextStyle{Inline: true, SizeName: theme.SizeNameText}
	parts := []string{"点", "“导入…”", "，选文件夹。也可以看 ", "导入干部", "，写明了每一步。\n另起一行，", "再说一遍", "。"}
	r := NewRich(&widget.TextSegment{Text: parts[0], Style: plain}, &widget.TextSegment{Text: parts[1], Style: bold},
		&widget.TextSegment{Text: parts[2], Style: plain}, &widget.HyperlinkSegment{Text: parts[3]},
		&widget.TextSegment{Text: parts[4], Style: plain}, &widget.TextSegment{Text: parts[5], Style: bold}, &widget.TextSegment{Text: parts[6], Style: plain})
	w := test.NewTempWindow(t, container.NewVBox(r))
	for width := float32(60); width < 420; width += 7 {
		w.Resize(fyne.NewSize(width, 900))
		said := ""
		rows := map[float32]string{}
		for _, o := range test.WidgetRenderer(r).Objects() {
			text, y := "", o.Position().Y
			switch x := o.(type) {
			case *canvas.Text:
				text = x.Text
			case *fyne.Container:
				text = x.Objects[0].(*widget.Hyperlink).Text
			}
			if end := o.Position().X + o.MinSize().Width; end > r.Size().Width {
				t.Errorf("width %v: %q ends at %v of %v", width, text, end, r.Size().Width)
			}
			rows[y] += text
			said += text
		}
		if squeezed(said) != squeezed(strings.Join(parts, "")) {
			t.Fatalf("width %v: %q", width, said)
		}
		for _, row := range rows {
			if row != "" && width > 110 && strings.ContainsRune(NoLineStart, []rune(row)[0]) {
				t.Errorf("width %v: a line begins with %q", width, row)
			}
		}
	}
}

func squeezed(s string) string { return strings.Join(strings.Fields(s), "") }
