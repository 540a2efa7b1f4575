package parcels

import (
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/theme"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/widgets"
)

// wrote tells that a file of the exchange was written and where. There is no
// button that opens it: it is for the other side.
func wrote(d *desk.Desk, title, path string, lines ...fyne.CanvasObject) {
	lines = append(lines, widgets.Wrapped("文件："+filepath.Base(path)+"\n在文件夹："+filepath.Dir(path)))
	box := container.NewVBox(lines...)
	c := d.Win.Canvas().Size()
	wide := min(680, c.Width-40)
	box.Resize(fyne.NewSize(wide-4*theme.Padding(), c.Height)) // lines that wrap know their height only at a width
	dlg := dialog.NewCustomWithoutButtons(title, container.NewVScroll(box), d.Win)
	open := desk.Primary("打开文件夹", theme.FolderOpenIcon(), func() { d.OpenFolder(filepath.Dir(path)) })
	dlg.SetButtons([]fyne.CanvasObject{desk.Button("关闭", nil, dlg.Dismiss), open})
	dlg.Resize(fyne.NewSize(wide, min(box.MinSize().Height+130, c.Height-40)))
	d.Show(dlg)
}

// spelled is a passphrase or a fingerprint in letters that are easily compared
// and copied by hand, four groups a line.
func spelled(s string) fyne.CanvasObject {
	box := container.NewVBox()
	groups := strings.Split(s, "-")
	for len(groups) > 0 {
		n := min(4, len(groups))
		t := canvas.NewText(strings.Join(groups[:n], " - "), theme.Color(theme.ColorNameForeground))
		t.TextStyle = fyne.TextStyle{Monospace: true, Bold: true}
		t.TextSize = theme.TextSize() * 1.1
		box.Add(t)
		groups = groups[n:]
	}
	return box
}
