package cadres

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	own "kaocha/app/desktop/theme"
	"kaocha/app/desktop/widgets"
	"kaocha/data/cadre"
	"kaocha/data/store"
	"kaocha/forms"
)

// showIssues lists what is wrong or doubtful, each with a way to its field.
func (p *Person) showIssues(list []cadre.Issue, out *forms.Output) {
	p.findingsAt(list, out)
	var rows []widgets.Finding
	add := func(field, text string, level cadre.Level) {
		m := levelMarks[level]
		row := widgets.Finding{Mark: m.sign, Kind: m.word, Color: m.color, Text: text}
		if e := p.editorOf(field); e != nil {
			row.Jump = func() { p.jump(e) }
		}
		rows = append(rows, row)
	}
	for _, x := range list {
		add(x.Field, x.Message+"　"+x.Action, x.Level)
	}
	for _, o := range out.Overflow {
		add(o.Tag, "“"+o.Tag+"”的文字缩到最小也放不下，请改短。", cadre.LevelWarning)
	}
	if len(out.NoGlyph) > 0 {
		add("", "这些字没有字体可以印："+string(out.NoGlyph), cadre.LevelWarning)
	}
	p.issues.Set(rows)
	p.issueHead.SetText(fmt.Sprintf("核对：%d 处", len(rows)))
	p.issueHead.Hidden = len(rows) == 0
	p.issueBox.rows = len(rows)
	p.right.Refresh()
}

// levelMarks give each weight of a finding a sign of its own beside its colour.
var levelMarks = [...]struct {
	sign, word string
	color      fyne.ThemeColorName
}{cadre.LevelNote: {"·", "提示", ""}, cadre.LevelWarning: {"▲", "警告", own.ColorDraft}, cadre.LevelError: {"×", "错误", own.ColorMissing}}

// shownFindings is how many findings are seen at once; more scroll.
const shownFindings = 4

// issueRoom keeps as much room as some findings need.
type issueRoom struct{ rows int }

// Layout gives all of it to the list.
func (r *issueRoom) Layout(o []fyne.CanvasObject, s fyne.Size) { o[0].Resize(s) }

// MinSize is a line for each finding, up to shownFindings of them.
func (r *issueRoom) MinSize(o []fyne.CanvasObject) fyne.Size {
	line := widget.NewLabel("").MinSize().Height
	return fyne.NewSize(o[0].MinSize().Width, line*float32(max(1, min(r.rows, shownFindings))))
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
