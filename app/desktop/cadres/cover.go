package cadres

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	"kaocha/data/cadre/idnum"
)

// cover shows an ID number with stars until it is asked for: a page that stands
// open tells a passer-by less.
type cover struct {
	editor fyne.CanvasObject
	mask   *widget.Label
	over   *fyne.Container
	box    *fyne.Container
	show   *desk.Push
	copy   *desk.Push
}

func newCover(editor fyne.CanvasObject) *cover {
	c := &cover{editor: editor, mask: widget.NewLabel("")}
	c.show = desk.Button("显示", theme.VisibilityIcon(), nil)
	c.copy = desk.Button("复制", theme.ContentCopyIcon(), nil)
	c.over = container.NewBorder(nil, nil, nil, container.NewHBox(c.copy, c.show), c.mask)
	c.over.Hide()
	c.box = container.NewStack(editor, c.over)
	return c
}

// hide puts the cover over a number; an empty one needs none.
func (c *cover) hide(number string) {
	c.mask.SetText(idnum.Mask(number))
	c.set(number != "")
}

func (c *cover) set(covered bool) {
	c.over.Hidden = !covered
	c.editor.(interface{ Hide() }).Hide()
	if !covered {
		c.editor.(interface{ Show() }).Show()
	}
	c.box.Refresh()
}

// coverNumber masks the number of a person of the register.
func (p *Person) coverNumber() {
	e := p.editorOf(idKey)
	if p.id == "" {
		return // being entered
	}
	e.cover.hide(e.text())
	e.cover.show.OnTapped = func() {
		p.reveal(func(string) {
			e.cover.set(false)
			p.preview() // the page shows it too now
			p.d.Win.Canvas().Focus(e.focus)
		})
	}
	e.cover.copy.OnTapped = func() {
		p.reveal(func(n string) { p.d.CopySecret(n, "已复制身份证号；一分钟后从剪贴板清除") })
	}
}

// covered tells that the number is masked, on the page beside the fields too.
func (p *Person) covered() bool {
	e := p.editorOf(idKey)
	return e != nil && e.cover != nil && !e.cover.over.Hidden
}

// reveal writes down that the number was looked at and then hands it on.
func (p *Person) reveal(then func(number string)) {
	var n string
	p.d.Do("显示身份证号", func(ctx context.Context) (err error) { n, err = p.d.Session.RevealNumber(ctx, p.id); return err }, func() { then(n) })
}
