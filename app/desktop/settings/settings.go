// Package settings is the 设置 screen: what the school prints on its forms,
// fonts, templates, schemes, where the data is and its backups, and the look.
package settings

import (
	"context"
	"errors"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
)

// section is one page of the settings.
type section struct {
	name    string
	icon    fyne.Resource
	content fyne.CanvasObject
	load    func(ctx context.Context) (show func(), err error)
	leave   func() // keeps what was typed, nil for nothing
	grid    *widgets.Grid
	button  *desk.Push
}

// Screen is 设置.
type Screen struct {
	d        *desk.Desk
	school   *school
	data     *data
	sections []*section
	at       int
	loads    desk.Loader
	center   *fyne.Container
	body     fyne.CanvasObject
}

// New makes the screen.
func New(d *desk.Desk) desk.Screen {
	s := &Screen{d: d, center: container.NewStack()}
	s.school, s.data = &school{d: d}, &data{d: d}
	s.sections = []*section{
		s.school.section(), newFonts(d), newTemplates(d), newSchemes(d), s.data.section(), newAudit(d, s.Reload), newUsers(d, s.Reload), newLook(d),
	}
	nav := container.NewVBox()
	for i, x := range s.sections {
		x.button = desk.Button(x.name, x.icon, func() { s.show(i) })
		x.button.Alignment = widget.ButtonAlignLeading
		nav.Add(x.button)
	}
	s.body = container.NewBorder(nil, nil, container.NewHBox(container.NewPadded(nav), widget.NewSeparator()), nil, s.center)
	s.mark()
	return s
}

// Title names the screen.
func (s *Screen) Title() string { return "设置" }

// Content is what it shows.
func (s *Screen) Content() fyne.CanvasObject { return s.body }

// HelpPage is its page of the manual.
func (s *Screen) HelpPage() string { return "settings" }

// Leave keeps what was typed and lets the clerk go.
func (s *Screen) Leave(then func()) {
	s.keep()
	then()
}

// Save keeps at once what was typed and says so.
func (s *Screen) Save() {
	s.keep()
	s.d.Shell.Toast("设置改了马上保存，不用另外保存", false)
}

// keep keeps what was typed; everything else is kept when it is chosen.
func (s *Screen) keep() {
	if leave := s.sections[s.at].leave; leave != nil {
		leave()
	}
}

// Reload reads what the open section shows.
func (s *Screen) Reload() {
	x := s.sections[s.at]
	if x.load == nil {
		return
	}
	s.loads.Load(s.d, "读取"+x.name, x.load)
}

// BackedUp lists the new backup.
func (s *Screen) BackedUp() { s.data.show() }

// Open goes to a section by its name.
func (s *Screen) Open(name string) {
	for i, x := range s.sections {
		if x.name == name {
			s.show(i)
		}
	}
}

func (s *Screen) show(i int) {
	s.keep()
	s.at = i
	s.mark()
	s.Reload()
}

// mark shows the section that is open.
func (s *Screen) mark() {
	for i, x := range s.sections {
		x.button.Importance = widget.LowImportance
		if i == s.at {
			x.button.Importance = widget.HighImportance
		}
		x.button.Refresh()
	}
	s.center.Objects = []fyne.CanvasObject{container.NewPadded(s.sections[s.at].content)}
	s.center.Refresh()
}

// titled is a section's content: its heading, what it is for, and the rest.
func titled(name, about string, bar, rest fyne.CanvasObject) fyne.CanvasObject {
	top := container.NewVBox(widgets.Heading(name), hint(about))
	if bar != nil {
		top.Add(bar)
	}
	return container.NewBorder(top, nil, nil, nil, rest)
}

// formWidth keeps a form readable on a wide screen.
const formWidth = 820

// scrolled is a form that can be scrolled, its bar beside the editors.
func scrolled(form fyne.CanvasObject) fyne.CanvasObject {
	return widgets.FieldColumn(container.New(layout.NewCustomPaddedLayout(0, 8, 0, 6), widgets.AtMost(formWidth, form)))
}

// hint is a quiet line of explanation.
func hint(text string) *widgets.Paragraph {
	l := widgets.Wrapped(text)
	l.Importance = widget.LowImportance
	return l
}

// selected gives the row that is marked, or tells to choose one.
func selected(d *desk.Desk, g *widgets.Grid, what string, do func(row int)) {
	m := g.Marked()
	if len(m) != 1 {
		d.Shell.Toast("请先在列表里选一"+what, false)
		return
	}
	do(m[0])
}

// plain is an error without the mark of a wrong use.
func plain(err error) error {
	if err == nil {
		return nil
	}
	return errors.New(strings.TrimPrefix(err.Error(), job.ErrUse.Error()+"："))
}

// showText shows a long text that can be read, selected and copied.
func showText(d *desk.Desk, title, text string) {
	l := widget.NewLabel(text)
	l.Wrapping, l.Selectable = fyne.TextWrapBreak, true
	size := d.Win.Canvas().Size()
	dlg := dialog.NewCustomWithoutButtons(title, container.NewVScroll(l), d.Win)
	dlg.SetButtons([]fyne.CanvasObject{
		desk.Button("复制全文", theme.ContentCopyIcon(), func() { d.App.Clipboard().SetContent(text) }),
		desk.Primary("关闭", nil, dlg.Dismiss),
	})
	dlg.Resize(fyne.NewSize(min(860, size.Width-60), size.Height-60))
	d.Show(dlg)
}
