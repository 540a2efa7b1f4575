package desk

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// places are the picker's places, which Fyne 2.8 always names in English.
var places = map[string]string{"Home": "主目录", "Computer": "计算机", "Desktop": "桌面", "Documents": "文档", "Downloads": "下载",
	"Music": "音乐", "Pictures": "图片", "Videos": "视频", "Movies": "视频", "App Files": "程序文件"}

// mendPicker names the places of the picker on top in Chinese and puts it in the
// middle of the window: made larger where Fyne put it, it would end below.
func mendPicker(c fyne.Canvas) {
	top, ok := c.Overlays().Top().(fyne.Widget)
	if !ok {
		return
	}
	for _, o := range top.CreateRenderer().Objects() {
		if pop, ok := o.(*widget.PopUp); ok {
			renamePlaces(pop)
			pop.Move(fyne.Position{})
			top.CreateRenderer() // takes note that it has no place of its own, so that it follows the window's size
			top.Refresh()
		}
	}
}

func renamePlaces(pop *widget.PopUp) {
	eachList(pop.Content, func(l *widget.List) {
		update := l.UpdateItem
		l.UpdateItem = func(id widget.ListItemID, o fyne.CanvasObject) {
			update(id, o)
			eachLabel(o, func(w *widget.Label) {
				if zh := places[w.Text]; zh != "" {
					w.SetText(zh)
				}
			})
		}
		l.Refresh()
	})
}

// eachList finds the lists that stand beside the files, not those of files.
func eachList(o fyne.CanvasObject, do func(*widget.List)) {
	switch x := o.(type) {
	case *fyne.Container:
		for _, c := range x.Objects {
			eachList(c, do)
		}
	case *container.Split:
		eachList(x.Leading, do)
	case *widget.List:
		do(x)
	}
}

func eachLabel(o fyne.CanvasObject, do func(*widget.Label)) {
	switch x := o.(type) {
	case *fyne.Container:
		for _, c := range x.Objects {
			eachLabel(c, do)
		}
	case *widget.Label:
		do(x)
	}
}
