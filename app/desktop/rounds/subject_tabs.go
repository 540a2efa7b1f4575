package rounds

import (
	"fmt"
	"path/filepath"
	"strings"

	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/widgets"
	"kaocha/data/review"
)

// padded puts a tab's lines into a scrolling column.
func padded(lines *fyne.Container) fyne.CanvasObject {
	return container.NewVScroll(container.New(layout.NewCustomPaddedLayout(4, 8, 4, 14), lines))
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
		buttons := container.NewHBox(widget.NewButton("登记…", func() { s.saveThen(func() { askMaterial(s.d, s.w, s.dossier, s.file, it) }) }))
		if m.FileHash != "" {
			buttons.Add(widget.NewButton("另存…", func() { openReceived(s.d, s.d.Session.Store, m) }))
		}
		name := container.New(layout.NewGridWrapLayout(fyne.NewSize(150, 34)), widget.NewLabel(it.Name))
		box.Add(container.NewBorder(nil, nil, container.NewHBox(name, state), container.NewVBox(buttons), widgets.Wrapped(strings.Join(notes, "，"))))
		if it.Form == "summary" && m.FileHash == "" {
			box.Add(s.summaryText(it.Key))
		}
	}
	return padded(box)
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

// summaryText lets the clerk type the subject's own summary when no file came.
func (s *Subject) summaryText(key string) fyne.CanvasObject {
	e := widgets.NewLong(5)
	e.SetPlaceHolder("没有收到文件时，可以在这里录入总结的正文，按规定格式排版")
	e.SetText(s.draft.MaterialOf(key).Text)
	e.OnChanged = func(t string) {
		m := *s.draft.MaterialOf(key)
		if m.Text = t; t != "" && m.State == review.Missing {
			m.State = review.Draft
		}
		s.draft.SetMaterial(m)
		s.changed()
	}
	return e
}

// askPrint writes the form that is shown.
func (s *Subject) askPrint() {
	if s.form == nil {
		return
	}
	kind := widget.NewRadioGroup([]string{"PDF（用来打印）", "Word 文件（.docx）"}, nil)
	kind.SetSelected("PDF（用来打印）")
	s.d.Ask("打印 / 导出《"+s.form.Name+"》", "下一步", kind, fyne.NewSize(420, 190), func() error {
		ext := ".pdf"
		if kind.Selected != "PDF（用来打印）" {
			ext = ".docx"
		}
		s.d.AskSave("保存到", s.form.Name+" "+s.name, ext, s.print)
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
		_, _, err = w.WriteForm(form, in, path)
		return err
	}, func() { s.d.Written("已导出", filepath.Base(path), path) })
}

// talkTab shows one talk at a time.
func (s *Subject) talkTab() fyne.CanvasObject {
	body := container.NewStack()
	pick := widget.NewSelect(nil, nil)
	var show func()
	pick.OnChanged = func(string) { s.talk = max(0, pick.SelectedIndex()); show(); s.preview() }
	show = func() {
		if s.talk >= len(s.draft.Talks) {
			body.Objects = []fyne.CanvasObject{container.NewCenter(widget.NewLabel("还没有谈话记录，点“新增谈话”。"))}
		} else {
			body.Objects = []fyne.CanvasObject{padded(s.talkForm(&s.draft.Talks[s.talk]))}
		}
		body.Refresh()
	}
	list := func() {
		var names []string
		for i, t := range s.draft.Talks {
			names = append(names, fmt.Sprintf("第 %d 份　%s　%s", i+1, t.Date, t.Interviewee))
		}
		s.talk = max(0, min(s.talk, len(names)-1))
		pick.PlaceHolder = "没有谈话记录"
		pick.Selected = ""
		pick.SetOptions(names)
		if len(names) > 0 {
			pick.Selected = names[s.talk]
		}
		pick.Refresh()
		show()
	}
	add := desk.Button("新增谈话", theme.ContentAddIcon(), func() {
		s.draft.Talks = append(s.draft.Talks, review.Talk{ID: newID(), Mode: "面谈"})
		s.talk = len(s.draft.Talks) - 1
		list()
		s.changed()
	})
	drop := desk.Button("删除这份", theme.DeleteIcon(), func() {
		if s.talk < len(s.draft.Talks) {
			s.draft.Talks = append(s.draft.Talks[:s.talk], s.draft.Talks[s.talk+1:]...)
			list()
			s.changed()
		}
	})
	list()
	return container.NewBorder(container.NewBorder(nil, nil, nil, container.NewHBox(add, drop), pick), nil, nil, nil, body)
}

func (s *Subject) talkForm(t *review.Talk) *fyne.Container {
	box := container.NewVBox(
		widgets.Row("谈话对象", s.line(&t.Interviewee)), widgets.Row("单位", s.line(&t.Unit)), widgets.Row("职务", s.line(&t.Post)), widgets.Row("与考察对象关系", s.line(&t.Relation)),
		widgets.Row("谈话人", s.people(&t.Interviewers)), widgets.Row("记录人", s.line(&t.Recorder)), widgets.Row("日期", s.day(&t.Date)),
		widgets.Row("起止时间", container.NewGridWithColumns(2, s.line(&t.From), s.line(&t.To))), widgets.Row("地点", s.line(&t.Place)), widgets.Row("方式", s.line(&t.Mode)))
	if t.Texts == nil {
		t.Texts = map[string]string{}
	}
	for _, sec := range s.w.Scheme.Talks.Sections {
		box.Add(widgets.Heading(sec.Title))
		s.addPrompts(box, sec)
		box.Add(s.mapText(t.Texts, sec.Key, 3))
	}
	box.Add(widgets.Row("是否胜任", s.choice(&t.Verdict, s.w.Scheme.Talks.Verdicts)))
	return box
}

func (s *Subject) addPrompts(box *fyne.Container, sec review.Section) {
	if len(sec.Prompts) > 0 {
		l := widgets.Wrapped("可以写：" + strings.Join(sec.Prompts, "；"))
		l.Importance = widget.LowImportance
		box.Add(l)
	}
}

func (s *Subject) mapText(m map[string]string, key string, rows int) fyne.CanvasObject {
	e := widgets.NewLong(rows)
	e.SetText(m[key])
	e.OnChanged = func(t string) {
		if m[key] = t; t == "" {
			delete(m, key)
		}
		s.changed()
	}
	return e
}
