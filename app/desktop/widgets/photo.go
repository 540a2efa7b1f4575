package widgets

import (
	"errors"
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/native"
	"kaocha/data/store"
)

// PhotoHost is what a Photo needs of the window around it.
type PhotoHost struct {
	Pick func(then func(path string)) // asks for a file
	Read func(path string) ([]byte, error)
	Clip func() (native.Clip, error)     // the picture on the clipboard; nil: only text is known of it
	Run  func(work func() (then func())) // runs work beside the window, then its result on it
	Fail func(what string, err error)
	// Ask is a dialog with a confirming button; it stays while accept fails.
	Ask func(title, yes string, content fyne.CanvasObject, size fyne.Size, accept func() error)
}

// Photo is a person's picture in the ratio of the forms, with what can be done
// with it: 选择, 粘贴, 裁剪, 去掉; a file can be dropped on it.
type Photo struct {
	widget.BaseWidget
	OnChanged func(picture []byte) // JPEG, PNG or BMP as it came, or a JPEG cut out; nil when taken away

	host        PhotoHost
	bytes       []byte
	gen         int
	img         *canvas.Image
	none        *widget.Label
	crop, clear *Push
	all         fyne.CanvasObject
}

// Size of the picture on screen, in the ratio of the forms.
const (
	photoWide = 110
	photoHigh = photoWide / photoRatio
)

// NewPhoto makes an empty photo.
func NewPhoto(h PhotoHost) *Photo {
	p := &Photo{host: h, img: &canvas.Image{FillMode: canvas.ImageFillContain}, none: widget.NewLabel("没有照片\n可以把照片\n拖到这里")}
	p.none.Alignment, p.none.Importance = fyne.TextAlignCenter, widget.LowImportance
	frame := canvas.NewRectangle(themeColor(theme.ColorNameInputBackground))
	frame.StrokeColor, frame.StrokeWidth = themeColor(theme.ColorNameInputBorder), 1
	frame.SetMinSize(fyne.NewSize(photoWide, photoHigh))
	pick := NewPush("选择…", nil, widget.MediumImportance, func() { h.Pick(p.Drop) })
	paste := NewPush("粘贴", nil, widget.MediumImportance, p.Paste)
	p.crop = NewPush("裁剪…", nil, widget.MediumImportance, p.Crop)
	p.clear = NewPush("去掉", nil, widget.MediumImportance, p.Remove)
	buttons := container.NewVBox(pick, paste, p.crop, p.clear)
	p.all = container.NewHBox(container.NewStack(frame, container.NewCenter(p.none), container.NewPadded(p.img)), buttons)
	p.ExtendBaseWidget(p)
	p.show(nil, nil)
	return p
}

// CreateRenderer shows the picture and its buttons.
func (p *Photo) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.all) }

// Picture is the picture that is shown, nil for none.
func (p *Photo) Picture() []byte { return p.bytes }

// SetPicture shows a stored picture, nil for none, without telling.
func (p *Photo) SetPicture(b []byte) {
	if len(b) == 0 {
		p.gen++
		p.show(nil, nil)
		return
	}
	p.read("显示照片", func() ([]byte, error) { return b, nil }, false)
}

// Drop takes a file that was dropped on it or chosen.
func (p *Photo) Drop(path string) {
	p.read("换照片", func() ([]byte, error) { return p.host.Read(path) }, true)
}

// Remove takes the picture away.
func (p *Photo) Remove() {
	p.SetPicture(nil)
	p.told()
}

// Paste takes the picture on the clipboard, or the file whose place is there.
func (p *Photo) Paste() {
	text := fyne.CurrentApp().Clipboard().Content()
	p.read("粘贴照片", func() ([]byte, error) {
		var clip native.Clip
		if p.host.Clip != nil {
			var err error
			if clip, err = p.host.Clip(); err != nil {
				return nil, err
			}
		}
		if clip.Picture != nil {
			return clip.Picture, nil
		}
		if clip.Path == "" {
			clip.Path = native.PathOf(text)
		}
		if clip.Path == "" {
			return nil, errors.New("剪贴板里没有图片。请先复制一张图片（截图、Word 或微信里的照片都可以）或一个照片文件再粘贴，也可以把照片拖到这里，或点“选择…”")
		}
		return p.host.Read(clip.Path)
	}, true, p.cropWide)
}

// cropWide goes on to cut out what a pasted picture shows beside the head: one
// that has not the form's ratio is seldom a finished photo.
func (p *Photo) cropWide(pic image.Image) {
	s := pic.Bounds().Size()
	if ratio := float64(s.X) / float64(s.Y); ratio < photoRatio*0.97 || ratio > photoRatio*1.03 {
		p.askCrop(newCropper(pic))
	}
}

// read gets and decodes a picture beside the window and then shows it, and then
// goes on.
func (p *Photo) read(what string, get func() ([]byte, error), tell bool, then ...func(image.Image)) {
	p.gen++
	gen := p.gen
	p.host.Run(func() func() {
		b, err := get()
		var pic image.Image
		if err == nil {
			pic, err = store.ReadPhoto(b)
		}
		return func() {
			if err != nil {
				p.host.Fail(what, err)
				return
			}
			if gen != p.gen {
				return // another picture was chosen meanwhile
			}
			p.show(b, pic)
			if tell {
				p.told()
			}
			for _, f := range then {
				f(pic)
			}
		}
	})
}

// Crop lets a part of the picture be chosen.
func (p *Photo) Crop() {
	b := p.bytes
	if b == nil {
		return
	}
	p.host.Run(func() func() {
		pic, err := store.ReadPhoto(b)
		return func() {
			if err != nil {
				p.host.Fail("裁剪照片", err)
				return
			}
			p.askCrop(newCropper(pic))
		}
	})
}

func (p *Photo) askCrop(c *cropper) {
	hint := Wrapped("拖动方框选取头像，拖右下角改变大小；也可以用方向键移动，＋ － 键放大缩小。")
	p.host.Ask("裁剪照片", "裁剪", container.NewBorder(hint, nil, nil, nil, c), fyne.NewSize(620, 560), func() error {
		b, err := c.result()
		if err != nil {
			return err
		}
		pic, err := store.ReadPhoto(b)
		if err != nil {
			return err
		}
		p.show(b, pic)
		p.told()
		return nil
	})
	// A widget that has not been drawn yet does not know its canvas.
	if cv := fyne.CurrentApp().Driver().CanvasForObject(p); cv != nil {
		cv.Focus(c)
	}
}

func (p *Photo) told() {
	if p.OnChanged != nil {
		p.OnChanged(p.bytes)
	}
}

// show puts a picture into the frame.
func (p *Photo) show(b []byte, pic image.Image) {
	p.bytes, p.img.Image = b, pic
	p.none.Hidden, p.img.Hidden = b != nil, b == nil
	enable(p.crop, b != nil)
	enable(p.clear, b != nil)
	p.all.Refresh()
}
