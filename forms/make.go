// Package forms makes the papers of a review: a form is a Word template and a
// list of fields; from the two come the Word file, its pages and the PDF.
package forms

import (
	"math"

	"kaocha/forms/page"
	"kaocha/forms/template"
)

// Output is a finished form.
type Output struct {
	Docx     []byte
	Pages    []*page.Page
	Shrunk   []Shrink   // cells whose text was made smaller
	Overflow []Overflow // cells whose text does not fit all the same
	Missing  []string   // tags without a value
	NoGlyph  []rune     // characters no font has
	Odd      []string   // what the pages do not show of the Word file, in words
}

// Shrink is a cell whose text was made smaller; sizes in points.
type Shrink struct {
	Tag      string
	From, To float64
}

// Overflow is a cell of fixed height that its text does not fit.
type Overflow struct{ Tag, Text string }

// shrinkStep is the step of the sizes tried, in points (the sizes Word offers).
const shrinkStep = .5

// Make fills a template and lays it out. Text in cells of fixed height that is
// too long shrinks in steps of half a point, line pitch and indents with it, down
// to the size the template allows (|缩小到N); what does not fit even then is
// reported, and cut off at the cell's edge on the page. Cells never grow.
func Make(t *template.Template, d template.Data, fs *page.Fonts) (*Output, error) {
	out, c, err := Preview(t, d, fs)
	if err != nil {
		return nil, err
	}
	out.Docx, err = c.Docx()
	return out, err
}

// Preview is Make without packing the Word file; Composed.Docx packs it.
func Preview(t *template.Template, d template.Data, fs *page.Fonts) (*Output, *template.Composed, error) {
	d = forTemplate(t, d)
	sizes := map[int]float64{}
	for {
		c, err := t.Compose(d, sizes)
		if err != nil {
			return nil, nil, err
		}
		doc, res, err := layOut(t, c, fs)
		if err != nil {
			return nil, nil, err
		}
		uses := map[int]template.Use{}
		for _, u := range c.Uses {
			uses[u.Cell] = u
		}
		if shrinkMore(res.Overflow, uses, sizes) {
			continue
		}
		out := &Output{Pages: res.Pages, Missing: c.Missing, NoGlyph: res.NoGlyph, Odd: doc.Unsupported}
		for _, u := range c.Uses {
			if to, ok := sizes[u.Cell]; ok {
				out.Shrunk = append(out.Shrunk, Shrink{u.Tag, u.Size, to})
			}
		}
		for _, o := range res.Overflow {
			out.Overflow = append(out.Overflow, Overflow{uses[o.Cell].Tag, o.Text})
		}
		return out, c, nil
	}
}

func layOut(t *template.Template, c *template.Composed, fs *page.Fonts) (*page.Doc, *page.Result, error) {
	type shared struct {
		base *page.Base
		err  error
	}
	s := t.Cached(func() any {
		b, err := page.NewBase(c.Part)
		return shared{b, err}
	}).(shared)
	if s.err != nil {
		return nil, nil, s.err
	}
	doc, err := page.ReadParts(c.Part, s.base)
	if err != nil {
		return nil, nil, err
	}
	return doc, page.Layout(doc, fs), nil
}

// shrinkMore makes overflowing cells smaller where they may; false when nothing
// is left to try.
func shrinkMore(over []page.Overflow, uses map[int]template.Use, sizes map[int]float64) bool {
	changed := false
	for _, o := range over {
		u, ok := uses[o.Cell]
		if !ok || u.Shrink <= 0 {
			continue
		}
		now, ok := sizes[o.Cell]
		if !ok {
			now = u.Size
		}
		if next := max(math.Ceil(now/shrinkStep-1)*shrinkStep, u.Shrink); next < now {
			sizes[o.Cell] = next
			changed = true
		}
	}
	return changed
}
