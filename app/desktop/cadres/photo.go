package cadres

import (
	"context"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"kaocha/app/desktop/native"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/data/store"
)

// askPhoto shows the person's photo with what can be done with it.
func (p *Person) askPhoto() { p.photoDialog("") }

// photoDialog opens the photo, or a file to become it; nothing is kept before 换上.
func (p *Person) photoDialog(file string) *widgets.Photo {
	touched := false
	ph := widgets.NewPhoto(widgets.PhotoHost{
		Run: p.d.Run, Fail: p.d.Fail, Clip: native.ReadClip,
		Read: func(path string) ([]byte, error) { _, b, err := job.ReadReceived(path); return b, err },
		Pick: func(then func(string)) {
			p.d.AskOpen("选择照片", "选用", "选一个 JPEG、PNG 或 BMP 图片文件；会缩小到表格需要的大小。", false, func(paths []string) { then(paths[0]) }, ".jpg", ".jpeg", ".png", ".bmp")
		},
		Ask: func(title, yes string, content fyne.CanvasObject, size fyne.Size, accept func() error) {
			p.d.Ask(title, yes, content, size, accept)
		},
	})
	ph.OnChanged = func([]byte) { touched = true }
	hint := widgets.Wrapped("表上印成竖的 5∶7。复制的图片或截图可以直接粘贴（Ctrl+V）。照片横着或留边太多时，用“裁剪…”选取头像。")
	dlg := p.d.Ask("照片", "换上", container.NewVBox(ph, hint), fyne.NewSize(440, 330), func() error {
		switch b := ph.Picture(); {
		case !touched:
		case b == nil:
			p.removePhoto()
		default:
			p.takePhoto(b)
		}
		return nil
	})
	p.d.Win.Canvas().AddShortcut(&fyne.ShortcutPaste{}, func(fyne.Shortcut) {
		if p.d.OnTop(dlg) {
			ph.Paste()
		}
	})
	if file != "" {
		ph.Drop(file)
	} else {
		p.showPhoto(ph)
	}
	return ph
}

// showPhoto shows the photo as it is now: one not saved yet, else the stored one.
func (p *Person) showPhoto(ph *widgets.Photo) {
	if p.newPic != nil || p.stored.PhotoHash == "" {
		ph.SetPicture(p.newPic)
		return
	}
	hash := p.stored.PhotoHash
	p.d.Run(func() func() {
		b, err := p.d.Session.Store.Photo(p.d.Context(), hash)
		return func() {
			if err != nil {
				p.d.Fail("显示照片", err)
			} else if ph.Picture() == nil {
				ph.SetPicture(b)
			}
		}
	})
}

// Dropped takes one picture file dropped on the page as the photo, to be looked
// at first.
func (p *Person) Dropped(_ fyne.Position, paths []string) bool {
	if len(paths) != 1 || p.d.Busy() || !slices.Contains([]string{".jpg", ".jpeg", ".png", ".bmp"}, strings.ToLower(filepath.Ext(paths[0]))) {
		return false
	}
	p.photoDialog(paths[0])
	return true
}

func (p *Person) removePhoto() {
	p.newPic = nil
	p.d.Do("去掉照片", func(ctx context.Context) error { return p.d.Session.RemovePhoto(ctx, p.id) }, p.Reload)
}

// takePhoto makes a picture the person's, as the register keeps pictures.
func (p *Person) takePhoto(b []byte) {
	var kept []byte
	p.d.Do("换照片", func(context.Context) (err error) { kept, err = store.KeptPhoto(b); return err }, func() {
		p.newPic = kept
		p.preview()
		p.autosave()
	})
}
