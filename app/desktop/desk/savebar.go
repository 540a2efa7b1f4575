package desk

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// SaveBar is what a screen with a draft shows of it: 保存, 放弃修改, and whether
// something is unsaved.
type SaveBar struct {
	Save   *Push
	Cancel *Push
	State  *widget.Label
}

// NewSaveBar makes the bar of a draft that is saved as it is.
func NewSaveBar(save, cancel func()) *SaveBar {
	b := &SaveBar{Save: Primary("保存", theme.DocumentSaveIcon(), save), Cancel: Button("放弃修改", theme.ContentUndoIcon(), cancel), State: widget.NewLabel("")}
	b.State.Truncation = fyne.TextTruncateEllipsis
	return b
}

// Mark shows whether there is something to save.
func (b *SaveBar) Mark(dirty bool) {
	if dirty {
		b.show("有修改，稍后自动保存（Ctrl+S 立即保存）", widget.WarningImportance, true)
	} else {
		b.show("已保存", widget.LowImportance, false)
	}
}

// Blank tells of a draft in which nothing stands yet.
func (b *SaveBar) Blank(text string) { b.show(text, widget.LowImportance, false) }

// Changed tells in words that there is something to save.
func (b *SaveBar) Changed(text string) { b.show(text, widget.WarningImportance, true) }

// Saved tells when a draft was saved by itself.
func (b *SaveBar) Saved(at time.Time) {
	b.show("已自动保存 "+at.Local().Format("15:04:05"), widget.LowImportance, false)
}

// Fault tells why a draft cannot be saved yet; what was typed stays.
func (b *SaveBar) Fault(err error) {
	b.show("没有保存："+err.Error(), widget.DangerImportance, true)
}

func (b *SaveBar) show(text string, how widget.Importance, dirty bool) {
	b.State.Importance = how
	b.State.SetText(text)
	if dirty {
		b.Save.Enable()
		b.Cancel.Enable()
	} else {
		b.Save.Disable()
		b.Cancel.Disable()
	}
}

// PreviewWait is how long typing must rest before the page beside it is made again:
// with what making it takes it follows the last key within 100 ms.
const PreviewWait = 60 * time.Millisecond

// CheckWait is the same for what is checked and compared, which takes longer.
const CheckWait = 200 * time.Millisecond

// AutoSaveWait is how long typing must rest before a draft is saved by itself.
const AutoSaveWait = 1500 * time.Millisecond
