package widgets

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"kaocha/data/cadre"
	"kaocha/data/cadre/codes"
)

// Entry is a text field that tells when it is left. Check turns the text into
// its usual form on leaving; its error is shown under the field.
type Entry struct {
	widget.Entry
	Check   func(string) (string, error)
	OnFocus func()
	OnLeft  func()
	OnErr   func(error) // told on leaving: nil when all is well
}

// NewEntry makes a field for one line.
func NewEntry() *Entry {
	e := &Entry{}
	e.ExtendBaseWidget(e)
	return e
}

// NewLong makes a field for several lines, which Tab leaves like any other.
func NewLong(lines int) *Entry {
	e := &Entry{}
	e.MultiLine, e.Wrapping = true, fyne.TextWrapBreak
	e.SetMinRowsVisible(lines)
	e.ExtendBaseWidget(e)
	return e
}

// AcceptsTab is false: Tab goes to the next field.
func (e *Entry) AcceptsTab() bool { return false }

// TypedKey hands Escape to the window, which closes the dialog or goes back, and
// so Enter in a single line that has no use for it: it confirms a dialog.
func (e *Entry) TypedKey(k *fyne.KeyEvent) {
	enter := k.Name == fyne.KeyReturn || k.Name == fyne.KeyEnter
	if k.Name != fyne.KeyEscape && (!enter || e.MultiLine || e.OnSubmitted != nil) {
		e.Entry.TypedKey(k)
		return
	}
	c := fyne.CurrentApp().Driver().CanvasForObject(e)
	if c == nil || c.OnTypedKey() == nil {
		return
	}
	if enter {
		e.Settle()
	} else {
		c.Unfocus()
	}
	c.OnTypedKey()(k)
}

// FocusGained tells that the field is being edited.
func (e *Entry) FocusGained() {
	e.Entry.FocusGained()
	if e.OnFocus != nil {
		e.OnFocus()
	}
}

// FocusLost brings the text into its usual form.
func (e *Entry) FocusLost() {
	e.Entry.FocusLost()
	e.Settle()
}

// Settle checks the text as leaving the field does.
func (e *Entry) Settle() {
	if e.Check != nil {
		text, err := e.Check(e.Text)
		if err == nil && text != e.Text {
			e.SetText(text)
		}
		if e.OnErr != nil {
			e.OnErr(err)
		}
	}
	if e.OnLeft != nil {
		e.OnLeft()
	}
}

// NewDate makes a field for a date in any of the ways clerks write it; on
// leaving it becomes 2024.05.01 or 2024.05.
func NewDate() *Entry {
	e := NewEntry()
	e.SetPlaceHolder("如 2024.05.01")
	e.Check = func(s string) (string, error) {
		d, err := cadre.ParseDate(s)
		return d.String(), err
	}
	return e
}

// Date is what a date field holds; a text that is no date is an error.
func (e *Entry) Date() (cadre.Date, error) { return cadre.ParseDate(e.Text) }

// Choice is a field with a list of usual values that can be found by pinyin:
// on leaving, zhuang becomes 壮族; what fits several stays as it is.
type Choice struct {
	widget.SelectEntry
	list    *codes.List
	OnFocus func()
	OnLeft  func()
}

// FocusGained tells that the field is being edited.
func (c *Choice) FocusGained() {
	c.SelectEntry.FocusGained()
	if c.OnFocus != nil {
		c.OnFocus()
	}
}

// TypedRune offers what fits the letters typed so far.
func (c *Choice) TypedRune(r rune) {
	c.SelectEntry.TypedRune(r)
	c.offer()
}

// TypedKey opens the list with the down key.
func (c *Choice) TypedKey(k *fyne.KeyEvent) {
	if b, ok := c.ActionItem.(*widget.Button); ok && k.Name == fyne.KeyDown {
		c.offer()
		b.OnTapped()
		return
	}
	c.SelectEntry.TypedKey(k)
}

func (c *Choice) offer() {
	names := c.list.Names()
	if s := strings.TrimSpace(c.Text); s != "" && isLatin(s) {
		names = nil
		for _, it := range c.list.Complete(s, 12) {
			names = append(names, it.Name)
		}
	}
	c.SetOptions(names)
}

// NewChoice makes a choice over a code list.
func NewChoice(list *codes.List) *Choice {
	c := &Choice{list: list}
	c.ExtendBaseWidget(c)
	c.SetOptions(list.Names())
	return c
}

// FocusLost takes the list's own wording for what was typed.
func (c *Choice) FocusLost() {
	c.SelectEntry.FocusLost()
	if s := strings.TrimSpace(c.Text); s != "" {
		if _, ok := c.list.Find(s); !ok && isLatin(s) {
			if hits := c.list.Complete(s, 2); len(hits) == 1 { // one only: never guess
				c.SetText(hits[0].Name)
			}
		} else if name := c.list.NameOf(s); name != c.Text {
			c.SetText(name)
		}
	}
	if c.OnLeft != nil {
		c.OnLeft()
	}
}

func isLatin(s string) bool {
	for _, r := range s {
		if r > 127 {
			return false
		}
	}
	return true
}
