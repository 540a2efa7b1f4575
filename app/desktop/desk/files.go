package desk

import (
	"errors"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/theme"

	"kaocha/app/desktop/native"
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
	if !native.Dialogs || ext == "" {
		d.AskSaveIn(startFolder(), title, name, ext, then)
		return
	}
	form := func() { d.AskSaveIn(startFolder(), title, name, ext, then) }
	d.native(native.FileDialog{Title: title, Name: name, Ext: ext, Filters: kinds([]string{ext})}, saveOne, func(p []string) {
		d.asked(p[0], form)
		then(p[0])
	}, form)
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
	why := widgets.NewFree(nil)
	why.SetPlaceHolder("选一个，或者写明做什么用")
	why.SetText(usual)
	if list, err := d.Session.Reasons(d.ctx); err == nil {
		why.SetOptions(list)
	}
	d.askSave(dir, title, name, ext, why, then)
}

func (d *Desk) askSave(dir, title, name, ext string, why *widgets.Choice, then func(path string)) {
	folder, file := widgets.NewEntry(), widgets.NewEntry()
	folder.SetText(dir)
	file.SetText(name)
	replace := "" // the file that may be replaced: the system's dialog has asked
	look := Button("浏览…", theme.FolderOpenIcon(), func() {
		d.pickPlace(title, file.Text, ext, func(path string) {
			if ext == "" {
				folder.SetText(path)
				return
			}
			folder.SetText(filepath.Dir(path))
			file.SetText(filepath.Base(path))
			replace = path
		}, folder.SetText)
	})
	form := container.NewVBox(
		widgets.Row("文件夹", container.NewBorder(nil, nil, nil, look, folder)),
		widgets.Row("名称", file))
	height := float32(200)
	if why != nil {
		form.Add(widgets.Row("用途", why))
		height = 250
	}
	d.AskThen(title, "确定", form, fyne.NewSize(620, height), func() (func(), error) {
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
		path := filepath.Join(dir, n)
		write := func() {
			if why != nil {
				d.because(why.Text, func() { then(path) })
				return
			}
			then(path)
		}
		d.asked(path, func() { d.askSave(dir, title, n, ext, why, then) })
		if st, err := os.Stat(path); err == nil && st.Mode().IsRegular() && path != replace {
			return func() { d.askReplace(path, write) }, nil
		}
		return write, nil
	})
	d.Win.Canvas().Focus(file)
}

// askReplace asks before a file is replaced by another.
func (d *Desk) askReplace(path string, then func()) {
	d.Confirm("已有这个文件", "“"+filepath.Base(path)+"”已经在这个文件夹里，继续就把它换成新的。\n文件夹："+filepath.Dir(path), "换成新的", then)
}

// asked keeps how a place to write was asked for, so that it can be asked again
// when writing there fails.
func (d *Desk) asked(path string, again func()) { d.lastAsked.path, d.lastAsked.again = path, again }

// AskOpen asks for files or folders to read: paths typed or pasted, one a line,
// or looked for. Folders tells that folders are welcome too.
// exts are the endings looked for, none for all. Where the system has a dialog of
// its own that does, it is shown at once.
func (d *Desk) AskOpen(title, yes, hint string, folders bool, then func(paths []string), exts ...string) {
	if native.Dialogs && !folders {
		d.native(native.FileDialog{Title: title, Several: true, Filters: kinds(exts)}, native.Open, then,
			func() { d.askPaths(title, yes, hint, folders, then, exts) })
		return
	}
	d.askPaths(title, yes, hint, folders, then, exts)
}

// askPaths is AskOpen by a dialog in the window.
func (d *Desk) askPaths(title, yes, hint string, folders bool, then func(paths []string), exts []string) {
	lines := widgets.NewLong(5)
	lines.SetPlaceHolder("文件或文件夹的位置，一行一个")
	add := func(p string) {
		lines.SetText(strings.TrimLeft(strings.TrimRight(lines.Text, "\n")+"\n"+p, "\n"))
	}
	bar := container.NewHBox(Button("选择文件…", theme.FileIcon(), func() { d.pickFile(add, exts) }))
	if folders {
		bar.Add(Button("选择文件夹…", theme.FolderOpenIcon(), func() { d.pickFolder(add) }))
	}
	form := container.NewBorder(container.NewVBox(widgets.Wrapped(hint), bar), nil, nil, nil, lines)
	d.AskThen(title, yes, form, fyne.NewSize(640, 320), func() (func(), error) {
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

// pickPlace looks for a file to write, or for a folder only; the dialog in the
// window knows folders only.
func (d *Desk) pickPlace(title, name, ext string, file, folder func(string)) {
	if !native.Dialogs || ext == "" {
		d.pickFolder(folder)
		return
	}
	d.native(native.FileDialog{Title: title, Name: name, Ext: ext, Filters: kinds([]string{ext})}, saveOne,
		func(p []string) { file(p[0]) }, func() { d.pickFolder(folder) })
}

func (d *Desk) pickFolder(then func(string)) {
	if native.Dialogs {
		d.native(native.FileDialog{Title: "选择文件夹"}, native.OpenFolder, func(p []string) { then(p[0]) }, func() { d.pickFolderHere(then) })
		return
	}
	d.pickFolderHere(then)
}

func (d *Desk) pickFolderHere(then func(string)) {
	f := dialog.NewFolderOpen(func(u fyne.ListableURI, err error) {
		if err == nil && u != nil {
			then(u.Path())
		}
	}, d.Win)
	f.SetTitleText("选择文件夹")
	f.SetConfirmText("选这个文件夹")
	d.showPicker(f)
}

// pickFile looks for files; then is called for each.
func (d *Desk) pickFile(then func(string), exts []string) {
	if native.Dialogs {
		d.native(native.FileDialog{Title: "选择文件", Several: true, Filters: kinds(exts)}, native.Open, func(p []string) {
			for _, x := range p {
				then(x)
			}
		}, func() { d.pickFileHere(then, exts) })
		return
	}
	d.pickFileHere(then, exts)
}

func (d *Desk) pickFileHere(then func(string), exts []string) {
	f := dialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
		if err == nil && r != nil {
			r.Close()
			then(r.URI().Path())
		}
	}, d.Win)
	if len(exts) > 0 {
		f.SetFilter(storage.NewExtensionFileFilter(exts))
	}
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
	mendPicker(d.Win.Canvas())
}

// Written tells where a result lies, with a button to open the place.
func (d *Desk) Written(title, text, path string) {
	box := container.NewVScroll(widgets.Wrapped(text + "\n位置：" + path))
	box.SetMinSize(fyne.NewSize(560, 200))
	dlg := dialog.NewCustomWithoutButtons(title, box, d.Win)
	open := Primary("打开文件夹", theme.FolderOpenIcon(), func() {
		dir := path
		if st, err := os.Stat(path); err == nil && !st.IsDir() {
			dir = filepath.Dir(path)
		}
		d.OpenFolder(dir)
	})
	buttons := []fyne.CanvasObject{Button("关闭", nil, dlg.Dismiss)}
	if st, err := os.Stat(path); err == nil && !st.IsDir() {
		buttons = append(buttons, Button("打开文件", nil, func() { d.OpenFolder(path) }))
	}
	dlg.SetButtons(append(buttons, open))
	d.Show(dlg)
}
