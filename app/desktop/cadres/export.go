package cadres

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/widgets"
	"kaocha/data/store"
)

const (
	asRoster = "花名册（Excel，.xlsx）"
	asCSV    = "花名册（文本，.csv）"
	asLRMX   = "任免审批表文件（.lrmx，每人一个）"
)

// filter is the persons the export is about: the marked ones, or what the
// search shows.
func (l *List) filter() (store.CadreFilter, int) {
	marked := l.table.Marked()
	f := store.CadreFilter{Sort: "strokes"}
	if len(marked) < 2 {
		if l.bar.Active() {
			f.IDs = ids(l.rows)
		}
		return f, len(l.rows)
	}
	for _, i := range marked {
		f.IDs = append(f.IDs, l.rows[i].ID)
	}
	return f, len(marked)
}

func (l *List) askExport() {
	f, n := l.filter()
	if n == 0 {
		l.d.Tell("导出", "名单是空的，没有可以导出的人。")
		return
	}
	kind := widget.NewRadioGroup([]string{asRoster, asCSV, asLRMX}, nil)
	kind.SetSelected(asRoster)
	what := fmt.Sprintf("导出名单里的 %d 人。只导出几个人时，先用 Ctrl 或 Shift 选中。", n)
	askNext(l.d, "导出", "下一步", container.NewVBox(widgets.Wrapped(what), kind), fyne.NewSize(480, 240), nil, func() { l.askWhere(kind.Selected, f, n) })
}

// askNext is a question that goes on with another dialog: Fyne closes with a
// dialog whatever was opened above it, so it is closed first. check, when there
// is one, tells what keeps it from going on.
func askNext(d *desk.Desk, title, yes string, content fyne.CanvasObject, size fyne.Size, check func() error, next func()) {
	var dlg dialog.Dialog
	dlg = d.Ask(title, yes, content, size, func() error {
		if check != nil {
			if err := check(); err != nil {
				return err
			}
		}
		dlg.Dismiss()
		next()
		return nil
	})
}

func (l *List) askWhere(kind string, f store.CadreFilter, n int) {
	name, ext := "干部花名册", ".xlsx"
	switch kind {
	case asCSV:
		ext = ".csv"
	case asLRMX:
		name, ext = "任免审批表", ""
	}
	l.d.AskExport("", "导出到", name, ext, "", func(path string) { l.export(kind, path, f, n) })
}

func (l *List) export(kind, path string, f store.CadreFilter, n int) {
	l.d.Long("导出", func(ctx context.Context, progress func(int, int, string)) (func(), error) {
		var err error
		if kind == asLRMX {
			n, err = l.d.Session.ExportLRMX(ctx, path, f, progress)
		} else {
			n, err = l.d.Session.ExportRoster(ctx, path, f, nil)
		}
		return func() {
			l.d.Written("导出完成", fmt.Sprintf("已导出 %d 人：%s", n, strings.TrimSuffix(filepath.Base(path), "/")), path)
		}, err
	})
}
