package desktop

import (
	"context"
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/cadres"
	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/theme"
	"kaocha/app/desktop/widgets"
	"kaocha/app/sample"
)

// frame is what stands around every screen.
type frame struct {
	sample     bool
	readOnly   string
	second     string // the second place for backups was not there for long
	undo, redo string
	cadres     int
	rounds     int
}

func (s *shell) refreshFrame() {
	st := s.d.Session.Store
	s.loads.Load(s.d, "读取数据", func(ctx context.Context) (func(), error) {
		var f frame
		var err error
		if f.sample, err = sample.Installed(ctx, st); err != nil {
			return nil, err
		}
		if ro, why := st.ReadOnly(); ro {
			f.readOnly = why
		}
		if f.undo, err = st.CanUndo(ctx); err != nil {
			return nil, err
		}
		if f.redo, err = st.CanRedo(ctx); err != nil {
			return nil, err
		}
		if f.cadres, err = st.CountCadres(ctx); err != nil {
			return nil, err
		}
		place, err := s.d.Session.SecondPlace(ctx)
		if err != nil {
			return nil, err
		}
		f.second = place.Reminder(s.d.Session.Now())
		list, err := st.Rounds(ctx)
		f.rounds = len(list)
		return func() { s.applyFrame(f) }, err
	})
}

func (s *shell) applyFrame(f frame) {
	text := fmt.Sprintf("干部 %d 人　批次 %d 个　　操作人：%s　　数据：%s", f.cadres, f.rounds, s.d.Session.Store.User(), s.d.Session.Store.Path())
	if s.backupNote != "" {
		text = s.backupNote + "　　" + text
	}
	s.status.SetText(text)
	setStep(s.undo, "撤销", f.undo)
	setStep(s.redo, "重做", f.redo)
	s.banners.RemoveAll()
	if s.gone != "" {
		s.banners.Add(widgets.Tinted(theme.ColorBanner, container.NewBorder(nil, nil, nil, desk.Button("另存一份…", nil, s.saveElsewhere), widgets.Wrapped("▲ "+s.gone))))
	}
	if f.readOnly != "" {
		s.banners.Add(widgets.Tinted(theme.ColorBanner, widgets.Wrapped("只能查看，不能修改："+f.readOnly)))
	}
	if f.second != "" && f.readOnly == "" {
		s.banners.Add(widgets.Tinted(theme.ColorBanner, widgets.Wrapped(f.second)))
	}
	if f.sample {
		s.banners.Add(s.sampleBanner(f.readOnly == ""))
	}
}

// setStep writes on a button what it would act on.
func setStep(b *desk.Push, word, label string) {
	if label == "" {
		b.SetText(word)
		b.Disable()
		return
	}
	b.SetText(word + "：" + widgets.Cut(label, 7))
	b.Enable()
}

func (s *shell) sampleBanner(writable bool) fyne.CanvasObject {
	text := widget.NewLabelWithStyle("现在看到的是示例数据：单位、人员和事情全部虚构。", fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	remove := desk.Button("删除示例", fynetheme.DeleteIcon(), s.removeSample)
	if !writable {
		remove.Disable()
	}
	return widgets.Tinted(theme.ColorBanner, container.NewBorder(nil, nil, nil, container.NewPadded(remove), text))
}

func (s *shell) removeSample() {
	s.d.Confirm("删除示例", "将删除示例批次和示例中的 36 名干部。您自己录入的内容不受影响；删除后可以撤销。", "删除示例", func() {
		s.d.Do("删除示例", func(ctx context.Context) error { return sample.Remove(ctx, s.d.Session.Store) }, func() {
			s.show(atHome)
			s.Toast("示例已删除", true)
		})
	})
}

// hasSample tells that the sample is in the register.
func (s *shell) hasSample() bool {
	there, err := sample.Installed(s.d.Context(), s.d.Session.Store)
	return err == nil && there
}

// switchLight changes between light and dark and remembers the choice.
func (s *shell) switchLight() {
	p := s.d.App.Preferences()
	p.SetBool(theme.DarkKey, !p.Bool(theme.DarkKey))
	s.look()
}

// setScale changes the size of text, in percent of the usual, and remembers it.
func (s *shell) setScale(percent int) {
	s.d.App.Preferences().SetInt(theme.ScaleKey, percent)
	s.look()
}

// look takes on the look that the preferences ask for.
func (s *shell) look() {
	s.d.App.Settings().SetTheme(theme.Chosen(s.d.App.Preferences()))
	s.d.Win.SetMainMenu(s.menu()) // ticks the size
}

func (s *shell) find() {
	if c, ok := s.current().(desk.Finder); ok {
		c.Find()
		return
	}
	s.findAll()
}

// findAll goes to the search over everything.
func (s *shell) findAll() { s.d.Win.Canvas().Focus(s.finder.entry) }

// makeNew begins what the screen makes anew, elsewhere a person (Ctrl+N).
func (s *shell) makeNew() {
	if c, ok := s.current().(desk.Maker); ok {
		c.New()
		return
	}
	cadres.AskNew(s.d)
}

func (s *shell) print() {
	if c, ok := s.current().(desk.Printer); ok {
		c.Print()
		return
	}
	s.Toast("这一页没有可以打印的表。请打开一名干部、一名考察对象或一个批次。", false)
}

func (s *shell) unlessBusy(f func()) {
	if !s.d.Busy() {
		f()
	}
}

// shortcuts adds keys that a text field has its own use for, so they are not in
// the menu.
func (s *shell) shortcuts() {
	c := s.d.Win.Canvas()
	c.AddShortcut(&fyne.ShortcutUndo{}, func(fyne.Shortcut) { s.unlessBusy(s.undoStep) })
	c.AddShortcut(&fyne.ShortcutRedo{}, func(fyne.Shortcut) { s.unlessBusy(s.redoStep) })
	for _, key := range []fyne.KeyName{fyne.KeyReturn, fyne.KeyEnter} {
		c.AddShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierControl}, func(fyne.Shortcut) {
			if s.d.Busy() {
				s.d.Enter()
			}
		})
	}
	for _, k := range []fyne.Shortcut{&fyne.ShortcutSelectAll{}, &fyne.ShortcutCopy{}} {
		c.AddShortcut(k, s.inTable)
	}
	c.SetOnTypedKey(func(e *fyne.KeyEvent) {
		switch {
		case e.Name == fyne.KeyF1:
			s.unlessBusy(s.help)
		case e.Name == fyne.KeyF5:
			s.unlessBusy(s.reread)
		case e.Name == fyne.KeyEscape && s.d.Busy():
			s.d.Escape()
		case e.Name == fyne.KeyEscape && len(s.stack) > 1:
			s.Back()
		case (e.Name == fyne.KeyReturn || e.Name == fyne.KeyEnter) && s.d.Busy():
			s.d.Enter()
		case slices.Contains(movingKeys, e.Name):
			if t := s.tableKeys(); t != nil {
				t.TypedKey(e)
			}
		}
	})
}

// inTable does in the screen's table what a shortcut says.
func (s *shell) inTable(k fyne.Shortcut) {
	if t, ok := s.tableKeys().(fyne.Shortcutable); ok {
		t.TypedShortcut(k)
	}
}

// movingKeys are those that move in a table.
var movingKeys = []fyne.KeyName{fyne.KeyUp, fyne.KeyDown, fyne.KeyLeft, fyne.KeyRight, fyne.KeyPageUp, fyne.KeyPageDown, fyne.KeyHome, fyne.KeyEnd}

// tableKeys gives the screen's table the keys again, after a click on a button
// left them with nobody; nil when there is none or a dialog is open.
func (s *shell) tableKeys() fyne.Focusable {
	c := s.d.Win.Canvas()
	k, ok := s.current().(desk.Keyed)
	if !ok || s.d.Busy() || c.Focused() != nil || c.Overlays().Top() != nil {
		return nil
	}
	f := k.Keys()
	if f != nil {
		c.Focus(f)
	}
	return f
}
