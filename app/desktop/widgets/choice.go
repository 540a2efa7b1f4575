package widgets

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/data/cadre/codes"
)

// Choice is a field with a list of usual values. While a person types, what fits
// is offered under the field: the down key and Enter, or a click, take it, and
// typing goes on meanwhile. On leaving, zhuang becomes 壮族; what fits several
// stays as it is. The mouse wheel changes nothing.
type Choice struct {
	widget.Entry
	word    Composing // the input method's
	list    *codes.List
	free    bool // other words are as good as those of the list
	OnFocus func()
	OnLeft  func()

	offered *suggest // nil while nothing is offered
}

// NewChoice makes a choice over a code list.
func NewChoice(list *codes.List) *Choice {
	c := &Choice{list: list}
	c.ExtendBaseWidget(c)
	c.ActionItem = newInlineButton(theme.MenuDropDownIcon(), c.toggle)
	return c
}

// NewFree makes a field for any text, with usual ones to choose from; what was
// typed stays as it is.
func NewFree(usual []string) *Choice {
	c := NewChoice(&codes.List{})
	c.free = true
	c.SetOptions(usual)
	return c
}

// SetOptions changes what can be chosen.
func (c *Choice) SetOptions(usual []string) {
	list := &codes.List{Open: true}
	for _, name := range usual {
		list.Items = append(list.Items, codes.Item{Name: name})
	}
	c.list = list
}

// toggle opens the whole list, or closes it.
func (c *Choice) toggle() {
	if c.offered != nil && c.offered.open() {
		c.offered.hide()
		return
	}
	if cv := fyne.CurrentApp().Driver().CanvasForObject(c); cv != nil && !c.Disabled() {
		cv.Focus(c)
		c.offer(c.list.Names())
	}
}

// Enable and Disable take the button along.
func (c *Choice) Enable() {
	c.ActionItem.(*inlineButton).Enable()
	c.Entry.Enable()
}

// Disable makes it a text to be read.
func (c *Choice) Disable() {
	c.ActionItem.(*inlineButton).Disable()
	c.Entry.Disable()
}

// TypedRune offers what fits the letters typed so far.
func (c *Choice) TypedRune(r rune) {
	c.word.Arrived()
	c.Entry.TypedRune(r)
	c.offerFitting()
}

// TypedKey opens the list with the down key; Escape and Enter go to the window.
func (c *Choice) TypedKey(k *fyne.KeyEvent) {
	if c.word.Press(k) {
		return
	}
	switch k.Name {
	case fyne.KeyDown:
		c.offer(c.fitting())
		if c.offered != nil {
			c.offered.move(1)
		}
	case fyne.KeyEscape, fyne.KeyReturn, fyne.KeyEnter:
		if cv := fyne.CurrentApp().Driver().CanvasForObject(c); cv != nil && cv.OnTypedKey() != nil {
			c.settle()
			cv.OnTypedKey()(k)
		}
	case fyne.KeyBackspace, fyne.KeyDelete:
		c.Entry.TypedKey(k)
		if c.offered != nil && c.offered.open() {
			c.offerFitting()
		}
	default:
		c.Entry.TypedKey(k)
	}
}

// fitting is what fits the text, the whole list where it is one of it already.
func (c *Choice) fitting() []string {
	s := strings.TrimSpace(c.Text)
	if _, whole := c.list.Find(s); s == "" || whole && !isLatin(s) {
		return c.list.Names()
	}
	var names []string
	for _, it := range c.list.Complete(s, 0) {
		names = append(names, it.Name)
	}
	return names
}

// offerFitting offers what fits while typing; a text that is a value needs none,
// nor do free words: a list over the dialog would take the next click.
func (c *Choice) offerFitting() {
	s := strings.TrimSpace(c.Text)
	if it, whole := c.list.Find(s); s == "" || whole && it.Name == s || c.free && !isLatin(s) {
		c.offer(nil)
		return
	}
	c.offer(c.fitting())
}

// offer shows values under the field, none to close the list.
func (c *Choice) offer(names []string) {
	if len(names) == 0 {
		if c.offered != nil {
			c.offered.hide()
		}
		return
	}
	if c.offered == nil {
		c.offered = newSuggest(c)
	}
	c.offered.show(names)
}

// take sets the value that was chosen.
func (c *Choice) take(name string) {
	c.SetText(name)
	c.CursorColumn = len([]rune(name))
	c.Refresh()
}

// FocusGained tells that the field is being edited.
func (c *Choice) FocusGained() {
	c.Entry.FocusGained()
	if c.OnFocus != nil {
		c.OnFocus()
	}
}

// FocusLost takes the list's own wording for what was typed.
func (c *Choice) FocusLost() {
	c.word.Arrived()
	c.Entry.FocusLost()
	c.settle()
}

func (c *Choice) settle() {
	if s := strings.TrimSpace(c.Text); s != "" && !c.free {
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
