package rounds

import (
	"context"
	"fmt"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/data/review"
	"kaocha/forms"
)

// papersView shows what the scheme makes of a round as a whole, one at a time:
// the texts it drafts, its forms and lists, the blank ones for the meeting. What
// is shown can be printed and saved.
type papersView struct {
	d        *desk.Desk
	round    string
	name     string
	loads    desk.Loader
	previews desk.Loader

	w    *job.Work
	in   *forms.Input
	list []*forms.Form
	form *forms.Form

	pick  *widget.List
	pages *widgets.Pages
	head  *widgets.Paragraph
	body  fyne.CanvasObject
}

func newPapers(d *desk.Desk, round, name string) *papersView {
	v := &papersView{d: d, round: round, name: name, pages: widgets.NewPages(d.Run), head: low("选一份打印或另存")}
	v.pick = widget.NewList(func() int { return len(v.list) }, func() fyne.CanvasObject {
		l := widget.NewLabel("")
		l.Truncation = fyne.TextTruncateEllipsis
		return l
	}, func(i widget.ListItemID, o fyne.CanvasObject) { o.(*widget.Label).SetText(v.list[i].Name) })
	v.pick.OnSelected = func(i widget.ListItemID) {
		v.form = v.list[i]
		v.show()
	}
	out := container.NewHBox(desk.Button("打印…", theme.DocumentPrintIcon(), v.Print), desk.Button("另存…", theme.DocumentSaveIcon(), v.askSave))
	right := container.NewBorder(container.NewBorder(nil, nil, out, nil, container.NewHScroll(v.pages.Bar)), nil, nil, nil, v.pages)
	split := container.NewHSplit(container.NewBorder(v.head, nil, nil, nil, v.pick), right)
	split.SetOffset(0.26)
	v.body = split
	return v
}

// Title names the screen.
func (v *papersView) Title() string { return "公文和表" }

// Content is the screen.
func (v *papersView) Content() fyne.CanvasObject { return v.body }

// HelpPage is its page of the manual.
func (v *papersView) HelpPage() string { return "assess" }

// Reload reads the round again and shows the same paper.
func (v *papersView) Reload() {
	v.loads.Load(v.d, "公文和表", func(ctx context.Context) (func(), error) {
		r, err := v.d.Session.Store.Round(ctx, v.round)
		if err != nil {
			return nil, err
		}
		w, err := v.d.Session.WorkOn(r)
		if err != nil {
			return nil, err
		}
		in, err := w.BranchInput(ctx, "")
		if err != nil {
			return nil, err
		}
		return func() { v.apply(w, in) }, nil
	})
}

func (v *papersView) apply(w *job.Work, in *forms.Input) {
	v.w, v.in, v.list = w, in, forms.RoundForms(w.Scheme)
	at := 0
	for i, f := range v.list {
		if v.form != nil && f.Key == v.form.Key {
			at = i
		}
	}
	v.pick.Refresh()
	if len(v.list) == 0 {
		v.head.SetText("这个方案没有整个批次的公文和表")
		return
	}
	v.form = v.list[at]
	v.pick.Select(at)
	v.show()
}

// show makes the pages of the chosen paper.
func (v *papersView) show() {
	f, in := v.form, v.in
	v.previews.Load(v.d, "预览", func(context.Context) (func(), error) {
		out, err := v.d.Session.Forms.Make(f, in)
		if err != nil {
			return nil, err
		}
		return func() { v.pages.SetPages(out.Pages) }, nil
	})
}

// Print shows the print dialog for the paper (Ctrl+P).
func (v *papersView) Print() {
	if v.form != nil {
		v.d.Print(v.w.FormPapers(v.form, v.in, v.form.Name+" "+v.name))
	}
}

// askSave writes the paper as Word, PDF or, where it is a list, Excel.
func (v *papersView) askSave() {
	if v.form == nil {
		return
	}
	const word, pdf, excel = "Word 文件（.docx）", "PDF 文件", "Excel 文件（.xlsx）"
	kinds, exts := []string{word, pdf}, map[string]string{word: ".docx", pdf: ".pdf", excel: ".xlsx"}
	if v.form.Tables != nil {
		kinds = append(kinds, excel)
	}
	kind := widget.NewRadioGroup(kinds, nil)
	kind.SetSelected(word)
	f, in, w := v.form, v.in, v.w
	v.d.AskThen("另存《"+f.Name+"》", "下一步", kind, fyne.NewSize(420, 220), func() (func(), error) {
		ext := exts[kind.Selected]
		if ext == "" {
			return nil, fmt.Errorf("请选文件的种类")
		}
		return func() {
			v.d.AskExport("", "保存到", f.Name+" "+v.name, ext, "提交会议研究", func(path string) {
				v.d.Do("另存", func(ctx context.Context) error { _, _, err := w.WriteForm(ctx, f, in, path); return err },
					func() { v.d.Written("已保存", filepath.Base(path), path) })
			})
		}, nil
	})
}

// hasPapers tells that a scheme makes something of a round as a whole.
func hasPapers(s *review.Scheme) bool { return len(forms.RoundForms(s)) > 0 }

var _ desk.Printer = (*papersView)(nil)
