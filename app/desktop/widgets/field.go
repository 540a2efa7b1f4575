package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	own "kaocha/app/desktop/theme"
)

// labelWidth is the width of the labels of a form, eight characters.
const labelWidth = 132

// Row is a form line: the label left, the editor, and under it room for what is
// wrong with the value, shown only when something is.
func Row(label string, editor fyne.CanvasObject) *fyne.Container {
	l := Wrapped(label)
	l.Resize(fyne.NewSize(own.Scaled(labelWidth), l.MinSize().Height)) // breaks it into its lines
	left := container.New(layout.NewGridWrapLayout(fyne.NewSize(own.Scaled(labelWidth), max(34, l.MinSize().Height))), l)
	return container.NewBorder(nil, nil, container.NewVBox(left), nil, editor)
}

// ErrorLine is a line for a fault, hidden while there is none.
func ErrorLine() *Paragraph {
	l := Wrapped("")
	l.Importance = widget.DangerImportance
	l.Hide()
	return l
}

// ShowError sets or clears an ErrorLine.
func ShowError(l *Paragraph, err error) {
	if err == nil {
		l.Hide()
		return
	}
	l.SetText(err.Error())
	l.Show()
}

// Checked is an entry with its error line under it.
func Checked(e *Entry) fyne.CanvasObject {
	line := ErrorLine()
	e.OnErr = func(err error) { ShowError(line, err) }
	return container.NewVBox(e, line)
}

// Heading is a section's title.
func Heading(text string) *widget.Label {
	l := widget.NewLabelWithStyle(text, fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	l.SizeName = theme.SizeNameSubHeadingText
	return l
}

// Tinted puts a background of a theme colour behind an object.
func Tinted(name fyne.ThemeColorName, o fyne.CanvasObject) fyne.CanvasObject {
	return container.NewStack(newTint(name), o)
}

type tint struct {
	widget.BaseWidget
	name fyne.ThemeColorName
}

func newTint(name fyne.ThemeColorName) *tint {
	t := &tint{name: name}
	t.ExtendBaseWidget(t)
	return t
}

func (t *tint) CreateRenderer() fyne.WidgetRenderer {
	s := fyne.CurrentApp().Settings()
	r := canvas.NewRectangle(s.Theme().Color(t.name, s.ThemeVariant()))
	return &tintRenderer{WidgetRenderer: widget.NewSimpleRenderer(r), t: t, r: r}
}

type tintRenderer struct {
	fyne.WidgetRenderer
	t *tint
	r *canvas.Rectangle
}

// Refresh follows a change of the theme.
func (r *tintRenderer) Refresh() {
	s := fyne.CurrentApp().Settings()
	r.r.FillColor = s.Theme().Color(r.t.name, s.ThemeVariant())
	r.r.Refresh()
}
