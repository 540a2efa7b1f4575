package help

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/command"
	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/data/store"
	"kaocha/resources/notices"
)

// fyneModule is the library the window is made with.
const fyneModule = "fyne.io/fyne/v2"

// About shows the versions, the places of the files and the licences, and
// copies what a helper needs to know.
func About(d *desk.Desk) {
	text := widgets.Wrapped(aboutText(d))
	text.Selectable = true
	box := container.NewVScroll(text)
	box.SetMinSize(fyne.NewSize(600, 300))
	dlg := dialog.NewCustomWithoutButtons("关于考察通", box, d.Win)
	dlg.SetButtons([]fyne.CanvasObject{
		desk.Button("打开数据文件夹", theme.FolderOpenIcon(), func() { d.OpenFolder(filepath.Dir(d.Session.Store.Path())) }),
		desk.Button("复制诊断信息", theme.ContentCopyIcon(), func() { copyDiagnosis(d) }),
		desk.Button("许可与第三方声明", theme.DocumentIcon(), func() { showNotices(d) }),
		desk.Primary("关闭", nil, dlg.Dismiss),
	})
	d.Show(dlg)
}

func aboutText(d *desk.Desk) string {
	lines := []string{
		"考察通 " + command.Version + "　科级干部试用期考察：从通知到归档。",
		"不联网，不上传任何内容；全部记录都在这台电脑上。",
		"",
		fmt.Sprintf("Go %s　Fyne %s　SQLite %s　%s/%s", strings.TrimPrefix(runtime.Version(), "go"), fyneVersion(), store.EngineVersion, runtime.GOOS, runtime.GOARCH),
		"",
		"数据文件：" + short(d.Session.Store.Path()),
		"备份文件夹：" + short(store.BackupFolder(d.Session.Store.Path())),
	}
	if dir, err := job.FontFolder(); err == nil {
		lines = append(lines, "自己的字体：放进 "+short(dir))
	}
	if file, err := job.CrashFile(); err == nil {
		lines = append(lines, "崩溃记录：万一程序自己退出，原因写在 "+short(file))
	}
	return strings.Join(append(lines, "", "全部功能也可以用命令完成，运行 kaocha --help 查看。"), "\n")
}

func fyneVersion() string {
	if v := job.LibraryVersion(fyneModule); v != "" {
		return v
	}
	return "（未记录）"
}

// short writes the user's own folder as ~.
func short(path string) string {
	home, err := os.UserHomeDir()
	if err != nil {
		return path
	}
	if rel, err := filepath.Rel(home, path); err == nil && filepath.IsLocal(rel) {
		return filepath.Join("~", rel)
	}
	return path
}

// copyDiagnosis copies counts and versions, no names.
func copyDiagnosis(d *desk.Desk) {
	size, scale := d.Win.Canvas().Size(), d.Win.Canvas().Scale()
	var text string
	d.Do("复制诊断信息", func(ctx context.Context) (err error) {
		text, err = d.Session.Diagnosis(ctx, command.Version)
		return err
	}, func() {
		text += fmt.Sprintf("Fyne：%s\n窗口：%.0f×%.0f，缩放 %.2f，文字 %.0f\n", fyneVersion(), size.Width, size.Height, scale, theme.TextSize())
		d.App.Clipboard().SetContent(text)
		d.Shell.Toast("已复制诊断信息：只有版本和数量，没有人名，可以放心发给帮忙的人", false)
	})
}

// showNotices shows the licence texts line by line: they are long.
func showNotices(d *desk.Desk) {
	lines := strings.Split(notices.Text, "\n")
	list := widget.NewList(func() int { return len(lines) }, func() fyne.CanvasObject {
		l := widget.NewLabel("行")
		l.Truncation = fyne.TextTruncateEllipsis
		return l
	}, func(i int, o fyne.CanvasObject) { o.(*widget.Label).SetText(lines[i]) })
	list.HideSeparators = true
	dlg := dialog.NewCustomWithoutButtons("许可与第三方声明", list, d.Win)
	dlg.SetButtons([]fyne.CanvasObject{
		desk.Button("复制全文", theme.ContentCopyIcon(), func() { d.App.Clipboard().SetContent(notices.Text) }),
		desk.Primary("关闭", nil, dlg.Dismiss),
	})
	c := d.Win.Canvas().Size()
	dlg.Resize(fyne.NewSize(min(900, c.Width-60), c.Height-60))
	d.Show(dlg)
}
