package rounds

import (
	"fmt"
	"path/filepath"
	"strings"

	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/widgets"
	"kaocha/data/review"
	"kaocha/forms"
)

// padded puts a tab's lines into a scrolling column.
func padded(lines *fyne.Container) fyne.CanvasObject {
	return widgets.FieldColumn(container.New(layout.NewCustomPaddedLayout(4, 8, 4, 6), lines))
}

// materialTab lists the required materials with their state.
func (s *Subject) materialTab() fyne.CanvasObject {
	box := container.NewVBox()
	for i := range s.w.Scheme.Material {
		it := &s.w.Scheme.Material[i]
		m := s.dossier.MaterialOf(s.file, *it)
		mark := marks[m.State]
		state := widget.NewLabelWithStyle(mark.Text, fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
		state.Importance = importance(m.State)
		var notes []string
		for _, n := range []struct {
			on   bool
			text string
		}{{m.Paper, "纸质"}, {m.Electronic, "电子"}, {m.FileName != "", m.FileName}, {m.Pages > 0, fmt.Sprintf("%d 页", m.Pages)},
			{len(m.SignedBy) > 0, "签字：" + strings.Join(m.SignedBy, "、")}, {m.Note != "", m.Note}} {
			if n.on {
				notes = append(notes, n.text)
			}
		}
		enter := desk.Button("登记…", nil, func() { s.saveThen(func() { askMaterial(s.d, s.w, s.dossier, s.file, it) }) })
		s.named(tabMaterial, it.Name, enter)
		buttons := container.NewHBox(enter)
		if m.FileHash != "" {
			buttons.Add(desk.Button("另存…", nil, func() { openReceived(s.d, s.d.Session.Store, m) }))
		}
		name := widgets.Wide(160, widget.NewLabel(it.Name))
		box.Add(container.NewBorder(nil, nil, container.NewVBox(container.NewHBox(name, state)), container.NewVBox(buttons), widgets.Wrapped(strings.Join(notes, "，"))))
		if it.Form == "summary" && m.FileHash == "" {
			box.Add(s.summaryText(it))
		}
	}
	return container.NewBorder(s.likeMaterial, nil, nil, nil, padded(box))
}

func importance(state string) widget.Importance {
	switch state {
	case review.Missing:
		return widget.DangerImportance
	case review.Draft:
		return widget.WarningImportance
	case review.Checked:
		return widget.SuccessImportance
	case review.Signed:
		return widget.HighImportance
	}
	return widget.MediumImportance
}

// summaryText lets the clerk type the subject's own summary when no file came,
// counted against the prescribed length.
func (s *Subject) summaryText(it *review.Item) fyne.CanvasObject {
	limit := 0
	if it.Format != nil {
		limit = it.Format.Max
	}
	e := widgets.NewLongText(5, limit)
	e.Entry.SetPlaceHolder("没有收到文件时，可以在这里录入总结的正文，按规定格式排版")
	e.SetText(s.draft.MaterialOf(it.Key).Text)
	e.OnChanged = func(t string) {
		m := *s.draft.MaterialOf(it.Key)
		if m.Text = t; t != "" && m.State == review.Missing {
			m.State = review.Draft
		}
		s.draft.SetMaterial(m)
		s.changed()
	}
	return e
}

// Print shows the print dialog for the form that is shown, with what is not
// saved yet, as on the page (Ctrl+P).
func (s *Subject) Print() {
	if s.form == nil {
		return
	}
	_, f := s.withDraft()
	form, w, talk, title := s.form, s.w, s.talk+1, s.form.Name+" "+s.name
	var in *forms.Input
	s.d.Do("打印", func(ctx context.Context) (err error) { in, err = w.SubjectInput(ctx, f, talk); return err },
		func() { s.d.Print(w.FormPapers(form, in, title)) })
}

// askPrint writes the form that is shown.
func (s *Subject) askPrint() {
	if s.form == nil {
		return
	}
	kind := widget.NewRadioGroup([]string{"PDF 文件", "Word 文件（.docx）"}, nil)
	kind.SetSelected("PDF 文件")
	s.d.Ask("导出《"+s.form.Name+"》", "下一步", kind, fyne.NewSize(420, 190), func() error {
		ext := ".pdf"
		if kind.Selected != "PDF 文件" {
			ext = ".docx"
		}
		s.d.AskExport("", "保存到", s.form.Name+" "+s.name, ext, "考察组工作用", s.print)
		return nil
	})
}

func (s *Subject) print(path string) {
	_, f := s.withDraft()
	form, w, talk := s.form, s.w, s.talk+1
	s.d.Do("导出", func(ctx context.Context) error {
		in, err := w.SubjectInput(ctx, f, talk)
		if err != nil {
			return err
		}
		_, _, err = w.WriteForm(ctx, form, in, path)
		return err
	}, func() { s.d.Written("已导出", filepath.Base(path), path) })
}
