package desk

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
)

// lastFolder is where the clerk last read or wrote, for this run.
var lastFolder string

func startFolder() string {
	if lastFolder != "" {
		return lastFolder
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "."
	}
	for _, n := range []string{"Documents", "文档"} {
		if st, err := os.Stat(filepath.Join(home, n)); err == nil && st.IsDir() {
			return filepath.Join(home, n)
		}
	}
	return home
}

// AskSave asks for a file to write: a folder and a name, both to be typed or
// the folder looked for. ext is the ending the name gets when it has none.
func (d *Desk) AskSave(title, name, ext string, then func(path string)) {
	d.AskSaveIn(startFolder(), title, name, ext, then)
}

// AskSaveIn is AskSave beginning in a folder.
func (d *Desk) AskSaveIn(dir, title, name, ext string, then func(path string)) {
	d.askSave(dir, title, name, ext, nil, then)
}

// AskExport is AskSave for a file with personal data: it also asks what it is
// for, which the export log keeps. usual is written there to begin with; ""
// makes the clerk choose. dir "" begins where the last file went.
func (d *Desk) AskExport(dir, title, name, ext, usual string, then func(path string)) {
	if dir == "" {
		dir = startFolder()
	}
	why := widget.NewSelectEntry(nil)
	why.SetPlaceHolder("选一个，或者写明做什么用")
	why.SetText(usual)
	if list, err := d.Session.Reasons(d.ctx); err == nil {
		why.SetOptions(list)
	}
	d.askSave(dir, title, name, ext, why, then)
}

func (d *Desk) askSave(dir, title, name, ext string, why *widget.SelectEntry, then func(path string)) {
	folder, file := widgets.NewEntry(), widgets.NewEntry()
	folder.SetText(dir)
	file.SetText(name)
	form := container.NewVBox(
		widgets.Row("文件夹", d.FolderField(folder)),
		widgets.Row("名称", file))
	height := float32(200)
	if why != nil {
		form.Add(widgets.Row("用途", why))
		height = 250
	}
	d.askThen(title, "确定", form, fyne.NewSize(620, height), func() (func(), error) {
		dir, n := strings.TrimSpace(folder.Text), strings.TrimSpace(file.Text)
		if n == "" || dir == "" {
			return nil, errors.New("请写明文件夹和名称")
		}
		if strings.ContainsAny(n, `/\`) {
			return nil, errors.New("名称里不能有 / 或 \\，文件夹请写在上一行")
		}
		if ext != "" && !strings.EqualFold(filepath.Ext(n), ext) {
			n += ext
		}
		if st, err := os.Stat(dir); err != nil || !st.IsDir() {
			return nil, errors.New("没有这个文件夹：" + dir)
		}
		if why != nil {
			if err := job.CheckReason(why.Text); err != nil {
				return nil, err
			}
		}
		lastFolder = dir
		return func() {
			if why != nil {
				d.because(why.Text, func() { then(filepath.Join(dir, n)) })
				return
			}
			then(filepath.Join(dir, n))
		}, nil
	})
	d.Win.Canvas().Focus(file)
}

// AskOpen asks for files or folders to read: paths typed or pasted, one a line,
// or looked for. Folders tells that folders are welcome too.
func (d *Desk) AskOpen(title, yes, hint string, folders bool, then func(paths []string)) {
	lines := widgets.NewLong(5)
	lines.SetPlaceHolder("文件或文件夹的位置，一行一个")
	add := func(p string) {
		lines.SetText(strings.TrimLeft(strings.TrimRight(lines.Text, "\n")+"\n"+p, "\n"))
	}
	bar := container.NewHBox(Button("选择文件…", theme.FileIcon(), func() { d.pickFile(add) }))
	if folders {
		bar.Add(Button("选择文件夹…", theme.FolderOpenIcon(), func() { d.pickFolder(add) }))
	}
	form := container.NewBorder(container.NewVBox(widgets.Wrapped(hint), bar), nil, nil, nil, lines)
	d.askThen(title, yes, form, fyne.NewSize(640, 320), func() (func(), error) {
		var paths []string
		for _, p := range strings.Split(lines.Text, "\n") {
			if p = strings.Trim(strings.TrimSpace(p), `"`); p == "" {
				continue
			}
			if _, err := os.Stat(p); err != nil {
				return nil, errors.New("找不到：" + p)
			}
			paths = append(paths, p)
		}
		if len(paths) == 0 {
			return nil, errors.New("还没有选文件")
		}
		lastFolder = filepath.Dir(paths[0])
		return func() { then(paths) }, nil
	})
	d.Win.Canvas().Focus(lines)
}

// FolderField is an entry for a folder with a button to look for it.
func (d *Desk) FolderField(folder *widgets.Entry) fyne.CanvasObject {
	look := Button("浏览…", theme.FolderOpenIcon(), func() { d.pickFolder(folder.SetText) })
	return container.NewBorder(nil, nil, nil, look, folder)
}

func (d *Desk) pickFolder(then func(string)) {
	f := dialog.NewFolderOpen(func(u fyne.ListableURI, err error) {
		if err == nil && u != nil {
			then(u.Path())
		}
	}, d.Win)
	f.SetTitleText("选择文件夹")
	f.SetConfirmText("选这个文件夹")
	d.showPicker(f)
}

func (d *Desk) pickFile(then func(string)) {
	f := dialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
		if err == nil && r != nil {
			r.Close()
			then(r.URI().Path())
		}
	}, d.Win)
	f.SetTitleText("选择文件")
	f.SetConfirmText("选这个文件")
	d.showPicker(f)
}

func (d *Desk) showPicker(f *dialog.FileDialog) {
	f.SetDismissText("取消")
	f.SetView(dialog.ListView)
	if l, err := storage.ListerForURI(storage.NewFileURI(startFolder())); err == nil {
		f.SetLocation(l)
	}
	d.Show(f)
	f.Resize(d.fit(fyne.NewSize(860, 560))) // not before Show: Fyne 2.8.1 fails then
	chinesePlaces(d.Win.Canvas())
}

// OpenFolder opens a folder or a file in the system's own program.
func (d *Desk) OpenFolder(path string) {
	name, args := "xdg-open", []string{path}
	switch runtime.GOOS {
	case "windows":
		name, args = "explorer", []string{filepath.FromSlash(path)}
	case "darwin":
		name = "open"
	}
	cmd := exec.Command(name, args...)
	if err := cmd.Start(); err != nil {
		title := "打开文件夹"
		if st, err := os.Stat(path); err == nil && !st.IsDir() {
			title = "打开文件"
		}
		d.Tell(title, "系统里没有能打开它的程序。位置：\n"+path)
		return
	}
	go func() { _ = cmd.Wait() }() // its exit code tells nothing: explorer always gives 1
}

// Written tells where a result lies, with a button to open the place.
func (d *Desk) Written(title, text, path string) {
	l := widget.NewLabel(text + "\n位置：" + path)
	l.Wrapping = fyne.TextWrapBreak
	box := container.NewVScroll(l)
	box.SetMinSize(fyne.NewSize(560, 200))
	dlg := dialog.NewCustomWithoutButtons(title, box, d.Win)
	open := Primary("打开文件夹", theme.FolderOpenIcon(), func() {
		dir := path
		if st, err := os.Stat(path); err == nil && !st.IsDir() {
			dir = filepath.Dir(path)
		}
		d.OpenFolder(dir)
	})
	buttons := []fyne.CanvasObject{widget.NewButton("关闭", dlg.Dismiss)}
	if st, err := os.Stat(path); err == nil && !st.IsDir() {
		buttons = append(buttons, widget.NewButton("打开文件", func() { d.OpenFolder(path) }))
	}
	dlg.SetButtons(append(buttons, open))
	d.Show(dlg)
}
