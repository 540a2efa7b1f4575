package desk

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	own "kaocha/app/desktop/theme"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/data/safefile"
	"kaocha/data/store"
)

// Fail is the one error dialog: what did not happen, why, what to do, and the
// details for whoever helps.
func (d *Desk) Fail(what string, err error) { d.failed(what, err, nil) }

// failed is Fail for what can be tried again, when the fault is one of files: by
// closing the program that has the file open, or by taking another place.
func (d *Desk) failed(what string, err error, again func()) {
	if errors.Is(err, context.Canceled) {
		return
	}
	text := strings.TrimPrefix(err.Error(), job.ErrUse.Error()+"：")
	body := container.NewVBox(widgets.Wrapped(text))
	if hint := advice(err); hint != "" {
		todo := widgets.Wrapped(hint)
		todo.Importance = widget.LowImportance
		body.Add(todo)
	}
	details := fmt.Sprintf("操作：%s\n原因：%s\n类型：%T\n时间：%s\n系统：%s/%s %s", what, err, err,
		time.Now().Format("2006-01-02 15:04:05"), runtime.GOOS, runtime.GOARCH, runtime.Version())
	cp := NewPush("复制详情", theme.ContentCopyIcon(), widget.MediumImportance, func() { d.App.Clipboard().SetContent(details) })
	scroll := d.reading(body)
	var dlg *dialog.CustomDialog
	closing := NewPush("知道了", nil, widget.HighImportance, func() { dlg.Dismiss() })
	dlg = dialog.NewCustomWithoutButtons("没有完成："+what, scroll, d.Win)
	buttons := []fyne.CanvasObject{cp}
	for _, b := range d.waysOut(err, again) {
		do := b.OnTapped
		b.OnTapped = func() { dlg.Dismiss(); do() }
		buttons = append(buttons, b)
	}
	dlg.SetButtons(append(buttons, closing))
	d.accept[dlg] = closing.OnTapped
	d.Show(dlg)
	d.Win.Canvas().Focus(closing)
}

// waysOut are the buttons for a fault of a file: its folder, another place, and
// the same again.
func (d *Desk) waysOut(err error, again func()) []*Push {
	var e *safefile.Error
	if !errors.As(err, &e) || e.Path == "" {
		return nil
	}
	var out []*Push
	dir := filepath.Dir(e.Path)
	if st, err := os.Stat(dir); err == nil && st.IsDir() {
		out = append(out, Button("打开文件夹", nil, func() { d.OpenFolder(dir) }))
	}
	if last := d.lastAsked; last.again != nil && filepath.Clean(last.path) == filepath.Clean(e.Path) {
		out = append(out, Button("另存…", nil, last.again))
	}
	if again != nil {
		out = append(out, Button("重试", nil, again))
	}
	return out
}

// advice says what a clerk can do about a kind of refusal.
func advice(err error) string {
	switch {
	case errors.Is(err, store.ErrConflict):
		return "这条记录在别处改过。请重新打开它，核对后再改一次。"
	case errors.Is(err, store.ErrReadOnly):
		return "现在只能查看。请按窗口上方的说明处理后再改。"
	case errors.Is(err, store.ErrBusy):
		return "可能有另一个程序正在使用数据文件，请稍后再试。"
	case errors.Is(err, store.ErrInUse):
		return "请先处理引用它的记录。"
	}
	return ""
}

// Tell is a short message with one button.
func (d *Desk) Tell(title, text string) {
	d.tell(title, "知道了", d.reading(widgets.Wrapped(text)), fyne.Size{})
}

// TellAll shows content of one's own, with one button. Over a column of fields it
// is as high as they need, when the window has the room.
func (d *Desk) TellAll(title string, content fyne.CanvasObject, size fyne.Size) {
	dlg := d.tell(title, "关闭", content, size)
	d.grow(dlg, content, d.fit(size).Max(dlg.MinSize()))
}

// tell shows content with a button; size zero is as large as the content needs.
func (d *Desk) tell(title, closing string, content fyne.CanvasObject, size fyne.Size) dialog.Dialog {
	dlg := dialog.NewCustomWithoutButtons(title, content, d.Win)
	ok := NewPush(closing, nil, widget.HighImportance, dlg.Dismiss)
	dlg.SetButtons([]fyne.CanvasObject{ok})
	d.accept[dlg] = ok.OnTapped
	dlg.Resize(d.fit(size))
	d.Show(dlg)
	return dlg
}

// Confirm asks before something that takes away; yes names what will happen.
func (d *Desk) Confirm(title, text, yes string, then func()) {
	box := d.reading(widgets.Wrapped(text))
	dlg := dialog.NewCustomWithoutButtons(title, box, d.Win)
	ok := NewPush(yes, nil, widget.DangerImportance, func() { dlg.Dismiss(); then() })
	dlg.SetButtons([]fyne.CanvasObject{Button("取消", nil, dlg.Dismiss), ok})
	d.Show(dlg)
}

// Choose shows a message with buttons; each closes it and then does its work,
// the last by Enter.
func (d *Desk) Choose(title, text string, buttons []*Push) {
	box := d.reading(widgets.Wrapped(text))
	dlg := dialog.NewCustomWithoutButtons(title, box, d.Win)
	var row []fyne.CanvasObject
	for _, b := range buttons {
		do := b.OnTapped
		b.OnTapped = func() {
			dlg.Dismiss()
			if do != nil {
				do()
			}
		}
		row = append(row, b)
	}
	dlg.SetButtons(row)
	d.accept[dlg] = buttons[len(buttons)-1].OnTapped
	d.Show(dlg)
}

// AskUnsaved asks what becomes of changes that are not saved yet.
func (d *Desk) AskUnsaved(name string, discard, save func()) {
	dlg := dialog.NewCustomWithoutButtons("还没有保存", widget.NewLabel("对“"+name+"”的修改还没有保存。"), d.Win)
	dlg.SetButtons([]fyne.CanvasObject{
		NewPush("继续编辑", nil, widget.MediumImportance, dlg.Dismiss),
		NewPush("不保存", nil, widget.MediumImportance, func() { dlg.Dismiss(); discard() }),
		NewPush("保存", nil, widget.HighImportance, func() { dlg.Dismiss(); save() }),
	})
	d.Show(dlg)
}

// Ask is a dialog over content with a confirming and a cancelling button; the
// dialog stays open while accept gives an error, which is shown in it.
func (d *Desk) Ask(title, yes string, content fyne.CanvasObject, size fyne.Size, accept func() error) dialog.Dialog {
	return d.AskThen(title, yes, content, size, func() (func(), error) { return nil, accept() })
}

// AskThen is Ask for what goes on with another dialog: then runs when this one
// is closed, because closing takes away what was opened above it.
func (d *Desk) AskThen(title, yes string, content fyne.CanvasObject, size fyne.Size, accept func() (then func(), err error)) dialog.Dialog {
	fault := widgets.ErrorLine()
	all := container.NewBorder(nil, fault, nil, nil, content)
	dlg := dialog.NewCustomWithoutButtons(title, all, d.Win)
	var now fyne.Size
	ok := NewPush(yes, nil, widget.HighImportance, func() {
		then, err := accept()
		if err != nil {
			fault.SetText(strings.TrimPrefix(err.Error(), job.ErrUse.Error()+"："))
			fault.Show()
			all.Refresh() // gives the line its width
			all.Refresh() // and the height of that
			now = d.grow(dlg, content, now)
			return
		}
		dlg.Dismiss()
		if then != nil {
			then()
		}
	})
	dlg.SetButtons([]fyne.CanvasObject{NewPush("取消", nil, widget.MediumImportance, dlg.Dismiss), ok})
	d.accept[dlg] = ok.OnTapped
	dlg.Resize(d.fit(size))
	d.Show(dlg)
	now = d.grow(dlg, content, d.fit(size).Max(dlg.MinSize()))
	return dlg
}

// grow makes a dialog over a column of fields as high as all its fields need, when
// the window has the room: nobody should have to scroll to the last of them. It
// gives the size that the dialog has then.
func (d *Desk) grow(dlg dialog.Dialog, content fyne.CanvasObject, now fyne.Size) fyne.Size {
	if more := widgets.ColumnHeight(content) - content.Size().Height; more > 0 {
		now.Height = min(now.Height+more, d.Win.Canvas().Size().Height-40)
		dlg.Resize(now)
	}
	return now
}

// AskNext is Ask for what goes on with another dialog, when check has nothing
// against it.
func (d *Desk) AskNext(title, yes string, content fyne.CanvasObject, size fyne.Size, check func() error, next func()) dialog.Dialog {
	return d.AskThen(title, yes, content, size, func() (func(), error) { return next, check() })
}

// fit gives a dialog its size, which follows the size of text, inside the window.
func (d *Desk) fit(s fyne.Size) fyne.Size {
	c := d.Win.Canvas().Size()
	return fyne.NewSize(min(own.Scaled(s.Width), c.Width-40), min(own.Scaled(s.Height), c.Height-40))
}

// readingWidth and readingHeight are the least room for a message; above half the
// window it scrolls.
const readingWidth, readingHeight = 460, 80

// reading is a message of wrapped text with the room that it needs.
func (d *Desk) reading(text fyne.CanvasObject) *container.Scroll {
	c := d.Win.Canvas().Size()
	width := min(own.Scaled(readingWidth), c.Width-80)
	text.Resize(fyne.NewSize(width, text.MinSize().Height))
	s := container.NewVScroll(text)
	s.SetMinSize(fyne.NewSize(width, max(own.Scaled(readingHeight), min(text.MinSize().Height, c.Height/2))))
	return s
}

// Long shows a progress bar with 取消 over the window while work runs.
func (d *Desk) Long(what string, work func(ctx context.Context, progress func(done, total int, name string)) (then func(), err error)) {
	why := d.why
	ctx, cancel := context.WithCancel(d.reasoned())
	bar, line := widgets.NewProgress(), widget.NewLabel("正在准备…")
	line.Truncation = fyne.TextTruncateEllipsis
	dlg := dialog.NewCustomWithoutButtons(what, container.NewVBox(line, bar), d.Win)
	stop := Button("取消", nil, nil)
	stop.OnTapped = func() { stop.Disable(); line.SetText("正在停下…"); cancel() }
	dlg.SetButtons([]fyne.CanvasObject{stop})
	dlg.Resize(fyne.NewSize(480, 170))
	d.long = dlg
	d.Show(dlg)
	var last time.Time
	progress := func(done, total int, name string) {
		if time.Since(last) < 60*time.Millisecond || !d.Async {
			return
		}
		last = time.Now()
		fyne.Do(func() {
			if ctx.Err() == nil {
				line.SetText(fmt.Sprintf("%d / %d　%s", done, total, name))
				bar.Set(done, total)
			}
		})
	}
	d.Run(func() func() {
		defer cancel()
		then, err := work(ctx, progress)
		return func() {
			dlg.Dismiss()
			var stopped *job.Stopped
			switch {
			case errors.As(err, &stopped):
				d.Tell("已取消："+what, stopped.Error())
			case errors.Is(err, context.Canceled):
				d.Shell.Toast("已取消："+what, false)
			case err != nil:
				d.failed(what, err, func() { d.because(why, func() { d.Long(what, work) }) })
			case then != nil:
				then()
			}
		}
	})
}
