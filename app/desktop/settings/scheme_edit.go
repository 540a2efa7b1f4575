package settings

import (
	"context"
	"errors"
	"fmt"
	"image/color"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/theme"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/data/review"
	"kaocha/data/safefile"
	"kaocha/data/store"
)

// checkWait is how long typing must rest before a scheme is checked.
const checkWait = 400 * time.Millisecond

// faultsHeight is the room for faults under a scheme, three or four of them.
const faultsHeight = 110

// schemeEditor is the page on which an own scheme is changed: the table of its
// figures, its whole text, and what is still wrong with it.
type schemeEditor struct {
	d       *desk.Desk
	name    string // as it is stored
	stored  string // the text rounds are opened with
	text    string // as it stands on the page
	sound   *review.Scheme
	opened  bool
	loads   desk.Loader
	checks  desk.Later
	figures *figureTable
	full    *widgets.LinedText
	found   *widgets.Findings
	faults  *fyne.Container // around found, hidden when there are none
	verdict *widgets.Paragraph
	bar     *desk.SaveBar
	tabs    *container.AppTabs
	body    fyne.CanvasObject
}

// SchemeEditor makes the page on which the own scheme of a name is changed.
func SchemeEditor(d *desk.Desk, name string) desk.Screen { return newSchemeEditor(d, name) }

func newSchemeEditor(d *desk.Desk, name string) *schemeEditor {
	e := &schemeEditor{d: d, name: name, full: widgets.NewLinedText(), found: widgets.NewFindings(""), verdict: widgets.Wrapped("")}
	e.verdict.TextStyle.Bold = true
	e.figures = newFigureTable(d, e.setFigure)
	e.full.OnEdit = func(text string) { e.edit(text) }
	e.bar = desk.NewSaveBar(func() { e.save(nil) }, e.discard)
	e.tabs = container.NewAppTabs(container.NewTabItem("权重和各数", e.figures.body), container.NewTabItem("全文", e.full))
	rename := desk.Button("改名…", fynetheme.DocumentCreateIcon(), e.askName)
	file := desk.Button("存成文件…", fynetheme.DocumentSaveIcon(), e.export)
	buttons := container.NewHBox(rename, file, e.bar.Cancel, e.bar.Save)
	top := container.NewBorder(nil, nil, nil, buttons, e.bar.State)
	room := canvas.NewRectangle(color.Transparent)
	room.SetMinSize(fyne.NewSize(0, theme.Scaled(faultsHeight)))
	e.faults = container.NewStack(room, e.found)
	e.faults.Hide()
	e.body = container.NewBorder(container.NewPadded(top), container.NewVBox(e.verdict, e.faults), nil, nil, e.tabs)
	return e
}

// Title names the screen.
func (e *schemeEditor) Title() string { return "修改方案：" + e.name }

// Content is what it shows.
func (e *schemeEditor) Content() fyne.CanvasObject { return e.body }

// HelpPage is its page of the manual.
func (e *schemeEditor) HelpPage() string { return "settings" }

// Reload reads the scheme, and what was put aside of it; what is being changed
// stays.
func (e *schemeEditor) Reload() {
	e.loads.Load(e.d, "读取考核方案", func(ctx context.Context) (func(), error) {
		s := e.d.Session
		text, err := s.OwnScheme(ctx, e.name)
		if errors.Is(err, store.ErrNotFound) {
			return e.d.Shell.Back, nil // taken out, or its copying undone
		}
		if err != nil {
			return nil, err
		}
		draft, err := s.SchemeDraft(ctx, e.name)
		if err != nil {
			return nil, err
		}
		return func() { e.show(plainLines(text), plainLines(draft)) }, nil
	})
}

// plainLines are a text's lines as the editor wants their ends.
func plainLines(b []byte) string { return strings.ReplaceAll(string(b), "\r\n", "\n") }

func (e *schemeEditor) show(stored, draft string) {
	dirty := e.dirty()
	e.stored = stored
	switch {
	case !e.opened && draft != "":
		e.put(draft)
		e.d.Shell.Toast("这是上次没改完、暂存的样子；点“放弃修改”回到原来的", false)
	case !e.opened || !dirty:
		e.put(stored)
	}
	e.opened = true
	e.mark()
}

// dirty tells that something was changed since it was stored.
func (e *schemeEditor) dirty() bool { return e.opened && e.text != e.stored }

// put shows another text everywhere.
func (e *schemeEditor) put(text string) {
	e.text = text
	e.full.SetText(text)
	e.check()
}

// edit takes what was typed; it is checked when typing rests.
func (e *schemeEditor) edit(text string) {
	e.text = text
	e.mark()
	e.checks.Do(e.d, checkWait, e.check)
}

func (e *schemeEditor) mark() {
	switch {
	case !e.dirty():
		e.bar.Mark(false)
	case e.sound == nil:
		e.bar.Fault(errors.New("还有要改的，见下面"))
	default:
		e.bar.Changed("有修改，还没有保存（Ctrl+S）")
	}
}

// check reads the text as opening a round would, and shows its figures and faults.
func (e *schemeEditor) check() {
	sch, err := job.CheckSchemeText("方案", []byte(e.text))
	e.sound = sch
	e.figures.show(e.text, e.stored)
	var faults []widgets.Finding
	var bad *review.SchemeError
	switch {
	case errors.As(err, &bad):
		for _, f := range bad.Faults {
			faults = append(faults, e.finding(f))
		}
	case err != nil:
		faults = append(faults, e.finding(review.Fault{Text: err.Error()}))
	}
	e.found.Set(faults)
	e.faults.Hidden = len(faults) == 0
	e.verdict.Importance = widget.SuccessImportance
	if len(faults) > 0 {
		e.verdict.Importance = widget.DangerImportance
		e.verdict.SetText(fmt.Sprintf("× 还不能用，有 %d 处要改：", len(faults)))
	} else {
		e.verdict.SetText(fmt.Sprintf("√ 可以使用：%d 个环节，%d 张计分表，%d 种测评，%d 项材料", len(sch.Stages), len(sch.Sheets), len(sch.Polls), len(sch.Material)))
	}
	e.body.Refresh()
	e.mark()
}

func (e *schemeEditor) finding(f review.Fault) widgets.Finding {
	x := widgets.Finding{Mark: "×", Kind: "错误", Color: fynetheme.ColorNameError, Text: f.Text}
	if f.Line > 0 {
		x.Text = fmt.Sprintf("第 %d 行：%s", f.Line, f.Text)
		x.Jump = func() {
			e.tabs.SelectIndex(1)
			e.full.GoTo(f.Line)
		}
	}
	return x
}

// setFigure puts a value typed in the table into the text.
func (e *schemeEditor) setFigure(path, value string) error {
	text, err := review.SetFigure([]byte(e.text), path, value)
	if err != nil {
		return err
	}
	e.put(string(text))
	return nil
}

func (e *schemeEditor) askName() {
	name := widgets.NewEntry()
	name.SetText(e.name)
	e.d.Ask("方案改名", "改名", widgets.Row("方案名称", name), fyne.NewSize(520, 0), func() error {
		text, err := review.Rename([]byte(e.text), name.Text)
		if err != nil {
			return err
		}
		e.put(string(text))
		return nil
	})
	e.d.Win.Canvas().Focus(name)
}

func (e *schemeEditor) export() {
	text := e.text
	e.d.AskSave("方案存成文件", e.name, ".yaml", func(path string) {
		e.d.Do("方案存成文件", func(context.Context) error { return safefile.WriteBytes(path, []byte(text)) },
			func() {
				e.d.Written("已存成文件", "可以交给别的单位，在 设置 → 考核方案 里加入。", path)
			})
	})
}

// Find goes to the search field of the figures.
func (e *schemeEditor) Find() {
	e.tabs.SelectIndex(0)
	e.d.Win.Canvas().Focus(e.figures.bar.Search)
}

// Save keeps what was changed: in its place when it is sound, else aside.
func (e *schemeEditor) Save() { e.keep(nil) }

// save stores the scheme and then goes on; with faults it stays.
func (e *schemeEditor) save(then func()) {
	e.check()
	if e.sound == nil {
		e.d.Shell.Toast("还没有保存：先改好下面列出的各处", false)
		return
	}
	e.keep(then)
}

func (e *schemeEditor) keep(then func()) {
	if !e.dirty() {
		if then != nil {
			then()
		}
		return
	}
	e.check()
	text := e.text
	if e.sound == nil {
		e.d.Do("暂存方案", func(ctx context.Context) error { return e.d.Session.KeepSchemeDraft(ctx, e.name, []byte(text)) }, func() {
			e.d.Shell.Toast("方案还没有改好，已暂存，下次接着改", true)
			if then != nil {
				then()
			}
		})
		return
	}
	var x job.SchemeChoice
	e.d.Do("保存方案", func(ctx context.Context) (err error) {
		x, err = e.d.Session.SaveScheme(ctx, e.name, []byte(text))
		return err
	}, func() {
		e.name, e.stored = x.Name, text
		e.d.Shell.Retitle()
		e.mark()
		e.figures.show(e.text, e.stored)
		e.d.Shell.Toast("已保存方案“"+x.Name+"”，新建批次按它算；已开的批次不变", true)
		if then != nil {
			then()
		}
	})
}

// discard goes back to what is stored.
func (e *schemeEditor) discard() {
	e.d.Do("放弃修改", func(ctx context.Context) error { return e.d.Session.KeepSchemeDraft(ctx, e.name, nil) }, func() { e.put(e.stored) })
}

// Leave asks what becomes of changes.
func (e *schemeEditor) Leave(then func()) {
	if !e.dirty() {
		then()
		return
	}
	e.check()
	discard := func() { e.discard(); then() }
	if e.sound != nil {
		e.d.AskUnsaved("方案“"+e.name+"”", discard, func() { e.keep(then) })
		return
	}
	e.d.Choose("方案还没有改好", fmt.Sprintf("“%s”还有 %d 处要改，现在不能用来开批次。暂存起来，下次打开接着改；原来的方案照旧能用。", e.name, e.found.Len()), []*desk.Push{
		desk.Button("继续改", nil, nil), desk.Button("不保存", nil, discard), desk.Primary("暂存", nil, func() { e.keep(then) })})
}
