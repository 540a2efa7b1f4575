package rounds

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	own "kaocha/app/desktop/theme"
	"kaocha/app/desktop/widgets"
	"kaocha/data/review"
)

// showLikeness warns over the report, over the materials and over the entries of a
// log of texts that are too much like somebody else's.
func (s *Subject) showLikeness(list []review.Likeness) {
	report := s.w.Scheme.FormName("report", "考察报告")
	s.likeReport.RemoveAll()
	s.likeMaterial.RemoveAll()
	if s.assess != nil {
		for _, box := range s.assess.likes {
			box.RemoveAll()
		}
	}
	for _, l := range list {
		text := widgets.Wrapped(fmt.Sprintf("雷同提醒：%s与%s的有 %.0f%% 相同", l.Form, l.Person, l.Share*100))
		text.Importance = widget.WarningImportance
		line := container.NewBorder(nil, nil, widget.NewIcon(theme.WarningIcon()), desk.Button("对照…", theme.VisibilityIcon(), func() { s.compare(l) }), text)
		switch {
		case s.assess != nil && s.assess.likes[l.Log] != nil:
			s.assess.likes[l.Log].Add(line)
		case l.Form == report:
			s.likeReport.Add(line)
		default:
			s.likeMaterial.Add(line)
		}
	}
}

// compare shows two texts side by side, what both have in bold and colour.
func (s *Subject) compare(l review.Likeness) {
	mine, theirs := review.CommonPassages(l.Mine, l.Theirs)
	side := func(name string, list []review.Passage) fyne.CanvasObject {
		text := widgets.NewRich(segments(list)...)
		return container.NewBorder(widgets.Heading(name), nil, nil, nil, container.NewVScroll(text))
	}
	split := container.NewHSplit(side(s.name, mine), side(l.Person, theirs))
	head := low(fmt.Sprintf("%s　连续五个字以上相同的用粗体标出。相似 %.0f%%，方案的限度是 %.0f%%。", l.Form, l.Share*100, s.w.Scheme.Checks.CopySimilarity*100))
	dlg := dialog.NewCustomWithoutButtons("对照："+s.name+" · "+l.Person, container.NewBorder(head, nil, nil, nil, split), s.d.Win)
	dlg.SetButtons([]fyne.CanvasObject{desk.Button("关闭", nil, dlg.Dismiss)})
	room := s.d.Win.Canvas().Size()
	dlg.Resize(fyne.NewSize(min(960, room.Width-40), min(620, room.Height-40)))
	s.d.Show(dlg)
}

func segments(list []review.Passage) []widget.RichTextSegment {
	var out []widget.RichTextSegment
	for _, p := range list {
		style := widget.RichTextStyle{Inline: true, ColorName: theme.ColorNameForeground, SizeName: theme.SizeNameText}
		if p.Common {
			style.ColorName, style.TextStyle.Bold = own.ColorMissing, true
		}
		out = append(out, &widget.TextSegment{Text: p.Text, Style: style})
	}
	return out
}
