package cadres

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/widgets"
	"kaocha/data/cadre"
	"kaocha/data/cadre/codes"
)

// editor is one field of the register on a person's page.
type editor struct {
	field *cadre.Field
	text  func() string
	set   func(string)
	focus fyne.Focusable
	row   fyne.CanvasObject
	cover *cover          // over a number that is masked, nil for other fields
	under *fyne.Container // what is told under the field besides its fault
	fault *widgets.Paragraph
}

// watcher is told what happens to the fields.
type watcher interface {
	changed(*editor)
	focused(*editor)
	left(*editor)
}

// newEditor makes the editor that suits a field's kind.
func newEditor(f *cadre.Field, w watcher) *editor {
	e := &editor{field: f, fault: widgets.ErrorLine(), under: container.NewVBox()}
	e.under.Hide()
	var obj fyne.CanvasObject
	switch f.Kind {
	case cadre.Choice:
		list, ok := codes.ByKey(f.Codes)
		if !ok {
			list = &codes.List{}
		}
		c := widgets.NewChoice(list)
		c.OnChanged = func(string) { w.changed(e) }
		c.OnFocus, c.OnLeft = func() { w.focused(e) }, func() { w.left(e) }
		e.text, e.set, e.focus, obj = func() string { return c.Text }, c.SetText, c, c
	case cadre.Long, cadre.List:
		lines := 3
		if f.Kind == cadre.List {
			lines = 9
		}
		l := widgets.NewLongText(lines, 0)
		l.OnChanged = func(string) { w.changed(e) }
		e.told(e.checked(l.Entry), w)
		e.text, e.set, e.focus, obj = l.Text, l.SetText, l.Entry, l
	default:
		en := e.entry(f.Kind)
		en.OnChanged = func(string) { w.changed(e) }
		e.told(en, w)
		e.text, e.set, e.focus, obj = func() string { return en.Text }, en.SetText, en, en
	}
	if f.Key == idKey {
		e.cover = newCover(obj)
		obj = e.cover.box
	}
	e.row = container.NewVBox(e.labelled(obj), e.fault, e.under)
	return e
}

// told tells where the cursor is, and what is wrong when it leaves.
func (e *editor) told(en *widgets.Entry, w watcher) {
	en.OnErr = func(err error) { widgets.ShowError(e.fault, err) }
	en.OnFocus, en.OnLeft = func() { w.focused(e) }, func() { w.left(e) }
}

// labelled puts the label beside short fields and above long ones.
func (e *editor) labelled(obj fyne.CanvasObject) fyne.CanvasObject {
	if e.field.Kind != cadre.List {
		return widgets.Row(inLines(e.field.Key), obj)
	}
	hint := "一行一段，如 2010.09--2014.07  某大学某专业学习"
	if e.field.Group == cadre.GroupFamily {
		hint = "一行一人：称谓｜姓名｜出生年月｜政治面貌｜工作单位及职务"
	}
	l := widgets.Wrapped(hint)
	l.Importance = widget.LowImportance
	return container.NewVBox(l, obj)
}

// labelRunes is how many characters a label has room for in one line.
const labelRunes = 8

// inLines breaks a label that is too long for one line, before a bracket or in
// the middle.
func inLines(label string) string {
	r := []rune(label)
	if len(r) <= labelRunes {
		return label
	}
	at := (len(r) + 1) / 2
	if i := slices.Index(r, '（'); i > 0 {
		at = i
	}
	return string(r[:at]) + "\n" + string(r[at:])
}

func (e *editor) entry(k cadre.Kind) *widgets.Entry {
	if k == cadre.Day {
		return widgets.NewDate()
	}
	return e.checked(widgets.NewEntry())
}

// checked lets the field itself judge the text when the entry is left.
func (e *editor) checked(en *widgets.Entry) *widgets.Entry {
	en.Check = func(s string) (string, error) {
		var c cadre.Cadre
		return s, e.field.Set(&c, s)
	}
	return en
}

// write puts the text into a person.
func (e *editor) write(c *cadre.Cadre) error {
	if e.text() == e.field.Get(c) {
		return nil // untouched: what was stored stays as it is
	}
	return e.field.Set(c, e.text())
}

// differs tells that the text does not say what the person has.
func (e *editor) differs(c *cadre.Cadre) bool {
	if e.text() == e.field.Get(c) {
		return false
	}
	mine := *c
	return e.field.Set(&mine, e.text()) != nil || e.field.Get(&mine) != e.field.Get(c)
}

// show writes what a person has, unless it stands there.
func (e *editor) show(c *cadre.Cadre) {
	if t := e.field.Get(c); t != e.text() {
		e.set(t)
	}
}

// section is a group of fields with its heading.
type section struct {
	name    string
	heading fyne.CanvasObject
	editors []*editor
}

// sections makes the editors of all fields, group by group.
func sections(w watcher) []*section {
	var out []*section
	for i := range cadre.Fields {
		f := &cadre.Fields[i]
		if len(out) == 0 || out[len(out)-1].name != f.Group {
			out = append(out, &section{name: f.Group, heading: widgets.Heading(f.Group)})
		}
		s := out[len(out)-1]
		s.editors = append(s.editors, newEditor(f, w))
	}
	return out
}
