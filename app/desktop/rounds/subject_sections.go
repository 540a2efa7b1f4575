package rounds

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/data/review"
)

// section is a text of the report or of a talk: its heading with
// the phrases, what could be written, the field, and under it a reminder and the count.
type section struct {
	tab    int
	form   string // whose phrases it offers: report or talk
	sec    review.Section
	asking bool // the prompts are questions to be put into the text
	rows   int
	text   string
	set    func(string)
}

// sectionField lays out a section and keeps its field for jumps and for the
// preview to follow.
func (s *Subject) sectionField(c section) fyne.CanvasObject {
	field := widgets.NewLongText(c.rows, 0)
	e := field.Entry
	tell := func(t string) {
		remind := ""
		if c.sec.Required && review.Hollow(t) {
			remind = hollowHint(c.sec, t)
		}
		field.Note(remind, widget.WarningImportance)
	}
	field.SetText(c.text)
	tell(c.text)
	field.OnChanged = func(t string) { tell(t); c.set(t); s.changed() }
	s.named(c.tab, c.sec.Title, e)
	s.texts[c.tab] = append(s.texts[c.tab], e)
	e.OnFocus = func() { s.editing = &followed{c.tab, e, c.sec.Title}; s.follow() }
	phrases := desk.Button("常用语…", theme.ListIcon(), func() { s.atEnd(e); s.askPhrases(job.PhrasePlace(c.form, c.sec.Key), c.sec.Title, e) })
	phrases.Importance = widget.LowImportance
	box := container.NewVBox(container.NewBorder(nil, nil, widgets.Heading(c.sec.Title), phrases))
	if c.asking {
		for _, q := range c.sec.Prompts {
			b := desk.Button(q, theme.ContentAddIcon(), func() { s.atEnd(e); e.Insert(question(e, q)); s.d.Win.Canvas().Focus(e) })
			b.Alignment, b.Importance = widget.ButtonAlignLeading, widget.LowImportance
			box.Add(b)
		}
	} else if len(c.sec.Prompts) > 0 {
		box.Add(low("可以写：" + strings.Join(c.sec.Prompts, "；")))
	}
	box.Add(field)
	return box
}

// atEnd puts the cursor behind the text of a field that was not the last one
// edited: only there the clerk has chosen a place.
func (s *Subject) atEnd(e *widgets.Entry) {
	if s.editing == nil || s.editing.entry != e {
		e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageDown})
	}
}

// low is a line in the background.
func low(text string) *widgets.Paragraph {
	l := widgets.Wrapped(text)
	l.Importance = widget.LowImportance
	return l
}

// hollowHint reminds of a text in which nothing is said.
func hollowHint(sec review.Section, text string) string {
	switch {
	case strings.TrimSpace(text) == "" && len(sec.Prompts) > 0:
		return "还没有写“" + sec.Title + "”。可以从上面的提示问起或写起。"
	case strings.TrimSpace(text) == "":
		return "还没有写“" + sec.Title + "”。"
	}
	return "只写了“" + strings.TrimSpace(text) + "”。请再问一问、写具体；确实没有的，写明问过什么。"
}

// question is a prompt as it is put into a text, on a line of its own.
func question(e *widgets.Entry, q string) string {
	text := "问：" + strings.TrimRight(q, "？?") + "？\n答："
	if before := []rune(e.Text)[:min(e.CursorTextOffset(), len([]rune(e.Text)))]; len(before) > 0 && before[len(before)-1] != '\n' {
		text = "\n" + text
	}
	return text
}
