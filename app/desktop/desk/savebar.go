package desk

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// SaveBar is what a screen with a draft shows of it: 保存, 放弃修改, and whether
// something is unsaved.
type SaveBar struct {
	Save   *widget.Button
	Cancel *widget.Button
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
		b.State.SetText("有修改未保存（Ctrl+S）")
		b.State.Importance = widget.WarningImportance
		b.Save.Enable()
		b.Cancel.Enable()
	} else {
		b.State.SetText("已保存")
		b.State.Importance = widget.LowImportance
		b.Save.Disable()
		b.Cancel.Disable()
	}
	b.State.Refresh()
}
