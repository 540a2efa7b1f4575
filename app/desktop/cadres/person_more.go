package cadres

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/widgets"
	"kaocha/data/cadre"
	"kaocha/data/store"
	"kaocha/forms"
)

// showIssues lists what is wrong or doubtful, each with a way to its field.
func (p *Person) showIssues(list []cadre.Issue, out *forms.Output) {
	p.issues.RemoveAll()
	p.findingsAt(list, out)
	n := len(list) + len(out.Overflow) + len(out.NoGlyph)
	if n == 0 {
		p.issues.Add(widget.NewLabel("核对：没有发现问题。"))
	} else {
		p.issues.Add(widgets.Heading(fmt.Sprintf("核对：%d 处", n)))
	}
	for _, x := range list {
		p.issues.Add(p.issueRow(x.Field, levelWord(x.Level)+"　"+x.Message+"　"+x.Action, x.Level))
	}
	for _, o := range out.Overflow {
		p.issues.Add(p.issueRow(o.Tag, "警告　“"+o.Tag+"”的文字缩到最小也放不下，请改短。", cadre.LevelWarning))
	}
	if len(out.NoGlyph) > 0 {
		p.issues.Add(p.issueRow("", "警告　这些字没有字体可以印："+string(out.NoGlyph), cadre.LevelWarning))
	}
	p.issueBox.SetMinSize(fyne.NewSize(0, min(130, 42+float32(n)*34)))
	p.issues.Refresh()
}

// findingsAt keeps which fields the findings are about.
func (p *Person) findingsAt(list []cadre.Issue, out *forms.Output) {
	p.faulty = p.faulty[:0]
	add := func(field string) {
		if e := p.editorOf(field); e != nil && !slices.Contains(p.faulty, e) {
			p.faulty = append(p.faulty, e)
		}
	}
	for _, x := range list {
		add(x.Field)
	}
	for _, o := range out.Overflow {
		add(o.Tag)
	}
	p.nextOne.Hidden = len(p.faulty) == 0
	p.nextOne.SetText(fmt.Sprintf("有 %d 栏要核对，去下一栏", len(p.faulty)))
}

// goNext goes to the next field with a finding, after the last to the first.
func (p *Person) goNext() {
	if len(p.faulty) == 0 {
		return
	}
	p.turn %= len(p.faulty)
	p.jump(p.faulty[p.turn])
	p.turn++
}

func levelWord(l cadre.Level) string { return [...]string{"提示", "警告", "错误"}[l] }

func (p *Person) issueRow(field, text string, level cadre.Level) fyne.CanvasObject {
	l := widgets.Wrapped(text)
	switch level {
	case cadre.LevelError:
		l.Importance = widget.DangerImportance
	case cadre.LevelWarning:
		l.Importance = widget.WarningImportance
	}
	e := p.editorOf(field)
	if e == nil {
		return l
	}
	b := desk.Button("去改", nil, func() { p.jump(e) })
	b.Importance = widget.LowImportance
	return container.NewBorder(nil, nil, nil, container.NewVBox(b), l)
}

func (p *Person) editorOf(key string) *editor {
	for _, e := range p.editors() {
		if e.field.Key == key {
			return e
		}
	}
	return nil
}

func (p *Person) jump(e *editor) {
	p.scroll.ScrollToOffset(fyne.NewPos(0, max(0, e.row.Position().Y-40)))
	if e.cover != nil && !e.cover.over.Hidden {
		return // the number is shown on request only
	}
	p.d.Win.Canvas().Focus(e.focus)
}

// Print shows the print dialog for the form that is shown (Ctrl+P).
func (p *Person) Print() {
	p.write(onSave, func() {
		if p.id != "" {
			printPersons(p.d, p.form, []string{p.id}, p.stored.Name)
		}
	})
}

// askPrint writes the form that is shown to a file. What is not saved yet is in
// it too, as on the page.
func (p *Person) askPrint() {
	kind := widget.NewRadioGroup([]string{"PDF 文件", "Word 文件（.docx）", "图片（.png，每页一张）"}, nil)
	kind.SetSelected("PDF 文件")
	askNext(p.d, "导出《"+p.form.Name+"》", "下一步", kind, fyne.NewSize(420, 220), nil, func() {
		ext := map[string]string{"Word 文件（.docx）": ".docx", "图片（.png，每页一张）": ".png"}[kind.Selected]
		if ext == "" {
			ext = ".pdf"
		}
		p.d.AskExport("", "保存到", p.form.Name+" "+p.Title(), ext, "", p.print)
	})
}

func (p *Person) print(path string) {
	c, faults := p.current()
	if len(faults) > 0 {
		p.hold(faults, onSave, nil)
		return
	}
	form, pic, files := p.form, p.newPic, []string(nil)
	p.d.Do("导出", func(ctx context.Context) error {
		in, err := p.d.Session.FormInput(ctx, &c)
		if err != nil {
			return err
		}
		if pic != nil {
			in.Photo = pic
		}
		_, files, err = p.d.Session.WriteForm(ctx, form, in, path)
		return err
	}, func() {
		var names []string
		for _, f := range files {
			names = append(names, filepath.Base(f))
		}
		p.d.Written("已导出", strings.Join(names, "\n"), path)
	})
}

func (p *Person) askDelete() {
	if p.id == "" {
		p.fill(p.stored)
		p.d.Shell.Back()
		return
	}
	name, id := p.stored.Name, p.id
	p.d.Confirm("删除干部", "将从干部库删除“"+name+"”。删除后可以撤销。", "删除 "+name, func() {
		p.d.Do("删除 "+name, func(ctx context.Context) error {
			return p.d.Session.Store.Do(ctx, "删除 "+name, func(tx *store.Tx) error { return tx.DeleteCadre(id) })
		}, func() { p.d.Shell.Toast("已删除 "+name, true) })
	})
}
