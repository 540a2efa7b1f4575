package rounds

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/data/cadre"
	"kaocha/data/review"
)

func newID() string { return job.NewID() }

// reportLength is the live length of the report against the limit.
func reportLength(d *review.Dossier, f *review.File) string {
	n, limit := review.ReportChars(d, f), d.Scheme.Report.MaxChars
	text := fmt.Sprintf("报告共 %d 字", n)
	switch {
	case limit > 0 && n > limit:
		text += fmt.Sprintf("，上限 %d 字，超过 %d 字", limit, n-limit)
	case limit > 0:
		text += fmt.Sprintf("，上限 %d 字，还可以写 %d 字", limit, limit-n)
	}
	return text
}

// reportTab holds the texts of the report.
func (s *Subject) reportTab() fyne.CanvasObject {
	box := container.NewVBox()
	for _, sec := range s.w.Scheme.Report.Sections {
		switch sec.Kind {
		case review.PartBio:
			box.Add(s.biography())
		case review.PartText:
			box.Add(s.sectionField(section{tab: tabReport, form: "report", sec: sec, rows: 7, text: s.draft.Report.Texts[sec.Key],
				set: func(t string) { s.setReportText(sec.Key, t) }}))
		case review.PartVotes:
			box.Add(low(sec.Title + "：由测评票数自动写出。"))
		}
	}
	r := &s.draft.Report
	grade := s.choice(&r.Grade, gradeNames(s.w.Scheme))
	s.named(tabReport, "评价等级", grade)
	box.Add(widgets.Row("评价等级", grade))
	box.Add(widgets.Row("报告日期", s.dateField(tabReport, "日期", r.Date, func(d cadre.Date) { r.Date = d; s.changed() })))
	box.Add(widgets.Row("考察组签字", s.signatures(tabReport)))
	if texts := s.texts[tabReport]; len(texts) > 0 {
		s.named(tabReport, "正文", texts[0])
		s.named(tabReport, "字数", texts[0])
	}
	return container.NewBorder(container.NewVBox(s.length, s.likeReport), nil, nil, nil, padded(box))
}

func (s *Subject) setReportText(key, text string) {
	r := &s.draft.Report
	if text == "" {
		delete(r.Texts, key)
		if len(r.Texts) == 0 {
			r.Texts = nil
		}
		return
	}
	if r.Texts == nil {
		r.Texts = map[string]string{}
	}
	r.Texts[key] = text
}

// biography shows the paragraph drafted from the register, to be taken over and
// edited, or the edited one, to be taken back.
func (s *Subject) biography() fyne.CanvasObject {
	place := container.NewStack()
	var show func()
	show = func() {
		if s.draft.Report.Biography == "" {
			place.Objects = []fyne.CanvasObject{s.derivedBiography(show)}
		} else {
			place.Objects = []fyne.CanvasObject{s.ownBiography(show)}
		}
		place.Refresh()
	}
	show()
	return place
}

func (s *Subject) derivedBiography(show func()) fyne.CanvasObject {
	text := review.Biography(s.file.Cadre, s.assessed())
	take := desk.Button("接过来修改", theme.DocumentCreateIcon(), func() {
		s.draft.Report.Biography = text
		show()
		s.changed()
		s.show(s.fields[fieldKey(tabReport, "简历段")])
	})
	take.Importance = widget.LowImportance
	if text == "" {
		text = "登记表里还没有可以写进简历段的内容。"
		take.Disable()
	}
	return container.NewVBox(container.NewBorder(nil, nil, widgets.Heading("简历段"), take),
		widgets.Tinted(theme.ColorNameInputBackground, widgets.Wrapped(text)), low("由登记表自动生成，登记表改了，这里跟着变。"))
}

func (s *Subject) ownBiography(show func()) fyne.CanvasObject {
	r := &s.draft.Report
	derived := review.Biography(s.file.Cadre, s.assessed())
	e := widgets.NewLongText(5, 0)
	e.Note("已改过，不再跟着登记表变。", widget.LowImportance)
	e.SetText(r.Biography)
	e.OnChanged = func(t string) { r.Biography = t; s.changed() }
	s.named(tabReport, "简历段", e.Entry)
	back := desk.Button("恢复自动生成", theme.ContentUndoIcon(), func() { r.Biography = ""; show(); s.changed() })
	back.Importance = widget.LowImportance
	box := container.NewVBox(container.NewBorder(nil, nil, widgets.Heading("简历段"), back), e)
	if derived != r.Biography && derived != "" {
		box.Add(low("登记表现在生成的是：" + derived))
	}
	return box
}

// signatures has a mark for each member of the panel who signed the report; it
// stands on two tabs, which follow each other.
func (s *Subject) signatures(tab int) fyne.CanvasObject {
	if s.file.Panel == nil || len(s.file.Panel.All()) == 0 {
		return low("还没有定考察组。请在批次页点“考察组…”确定成员。")
	}
	r := &s.draft.Report
	var names []string
	panel := 0                                                        // how many of the names are of the panel
	for i, n := range slices.Concat(s.file.Panel.All(), r.SignedBy) { // somebody else's mark is seen and can be taken away
		if !slices.Contains(names, n) {
			names = append(names, n)
			if i < len(s.file.Panel.All()) {
				panel++
			}
		}
	}
	marks := make([]*widget.Check, len(names))
	size := fyne.NewSize(96, 34)
	for i, n := range names {
		text := n
		if i >= panel {
			text += "（不在考察组）"
		}
		marks[i] = widget.NewCheck(text, nil)
		size = size.Max(marks[i].MinSize())
	}
	line := low("")
	show := func() {
		for i, n := range names {
			marks[i].Checked = slices.Contains(r.SignedBy, n)
			marks[i].Refresh()
		}
		line.SetText(fmt.Sprintf("已签 %d 人，共 %d 人", len(r.SignedBy), panel))
	}
	s.signed = append(s.signed, show)
	box := container.New(layout.NewGridWrapLayout(size))
	for i, n := range names {
		marks[i].OnChanged = func(on bool) {
			r.SignedBy = slices.DeleteFunc(slices.Clone(r.SignedBy), func(x string) bool { return x == n })
			if on {
				r.SignedBy = append(r.SignedBy, n)
			}
			if len(r.SignedBy) == 0 {
				r.SignedBy = nil
			}
			for _, f := range s.signed {
				f()
			}
			s.changed()
		}
		box.Add(marks[i])
	}
	s.named(tab, "考察组成员签字", marks[0])
	show()
	return container.NewVBox(box, line)
}

// assessed is the date the biography refers to.
func (s *Subject) assessed() cadre.Date {
	if d := s.w.Round.Assessed; !d.IsZero() {
		return d
	}
	return s.d.Session.Today()
}
