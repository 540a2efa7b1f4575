package desk

import (
	"os/exec"
	"path/filepath"
	"runtime"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver"

	"kaocha/app/desktop/native"
)

// handle is the window's handle for the system's own dialogs, 0 where there is
// none. Use it on the window's goroutine.
func (d *Desk) handle() (h native.Handle) { return HandleOf(d.Win) }

// HandleOf is a window's handle, 0 where windows have none.
func HandleOf(w fyne.Window) (h native.Handle) {
	n, ok := w.(driver.NativeWindow)
	if !ok {
		return 0
	}
	n.RunNative(func(c any) {
		switch x := c.(type) {
		case driver.WindowsWindowContext:
			h = native.Handle(x.HWND)
		case *driver.WindowsWindowContext:
			h = native.Handle(x.HWND)
		}
	})
	return h
}

// kinds are the endings that files are asked by, with their names.
func kinds(exts []string) []native.Filter {
	all := native.Filter{Name: "所有文件"}
	if len(exts) == 0 {
		return []native.Filter{all}
	}
	name := map[string]string{".xlsx": "Excel 工作簿", ".docx": "Word 文件", ".pdf": "PDF 文件", ".db": "考察通数据文件", ".yaml": "考核方案", ".png": "图片", ".csv": "CSV 表格"}[exts[0]]
	if name == "" || len(exts) > 1 {
		name = "这里要的文件"
	}
	return []native.Filter{{Name: name, Exts: exts}, all}
}

// native asks by a dialog of the system, beside the window, which it disables
// meanwhile. Where the dialog cannot be shown, instead is done.
func (d *Desk) native(q native.FileDialog, ask func(native.FileDialog) ([]string, error), then func([]string), instead func()) {
	q.Owner = d.handle()
	if q.Folder == "" {
		q.Folder = startFolder()
	}
	d.Run(func() func() {
		paths, err := ask(q)
		return func() {
			if err != nil {
				instead()
			} else if len(paths) > 0 {
				lastFolder = filepath.Dir(paths[0])
				then(paths)
			}
		}
	})
}

func saveOne(q native.FileDialog) ([]string, error) {
	p, err := native.Save(q)
	if err != nil || p == "" {
		return nil, err
	}
	return []string{p}, nil
}

// OpenFolder opens a folder or a file in the system's own program; where there
// is none it says so and where the file lies.
func (d *Desk) OpenFolder(path string) {
	if native.Opens {
		d.Run(func() func() {
			if err := native.OpenPath(path); err != nil {
				return func() { d.noProgram(path) }
			}
			return nil
		})
		return
	}
	name := "xdg-open"
	if runtime.GOOS == "darwin" {
		name = "open"
	}
	cmd := exec.Command(name, path)
	if err := cmd.Start(); err != nil {
		d.noProgram(path)
		return
	}
	go func() {
		if cmd.Wait() != nil && d.Async && d.ctx.Err() == nil {
			fyne.Do(func() { d.noProgram(path) })
		}
	}()
}

// noProgram tells that nothing opens a file, with the ways on.
func (d *Desk) noProgram(path string) {
	text := "系统里没有能打开它的程序，或者那个程序没有打开。Word 和 PDF 文件都可以用 WPS 打开。位置：\n" + path
	buttons := []*Push{Button("复制位置", nil, func() { d.App.Clipboard().SetContent(path) })}
	if dir := filepath.Dir(path); filepath.Ext(path) != "" {
		buttons = append(buttons, Button("打开所在文件夹", nil, func() { d.OpenFolder(dir) }))
	}
	d.Choose("没有打开 "+filepath.Base(path), text, append(buttons, Primary("知道了", nil, nil)))
}
