package template

import (
	"bytes"
	"math"
	"strconv"
	"strings"
)

// A template part is compiled once into a list of ops; filling runs them and
// writes straight into one buffer.
type op interface{ run(x *exec, s *scope) }

// exec is one filling of one part.
type exec struct {
	out    []byte
	cells  int             // table cells written so far, in document order
	sizes  map[int]float64 // cell -> size in points the first text is set to
	factor float64         // of the cell being written, 1 = as in the template
	min    float64         // no size goes under it, points
	blank  bool            // a padded row: tags give nothing
	line   string          // the line of a value that became paragraphs
	uses   []Use
	miss   map[string]bool
	err    error
	media  *media
	part   *part
}

// Use is a filled table cell of the document that holds a tag.
type Use struct {
	Cell   int     // number of the cell in document order, from 0
	Tag    string  // first field in it
	Size   float64 // size of its text in the template, points
	Shrink float64 // smallest size allowed by |缩小到N, 0 = fixed
}

type static struct {
	b     []byte
	cells int
}

func (o *static) run(x *exec, _ *scope) {
	x.out = append(x.out, o.b...)
	x.cells += o.cells
}

type value struct{ t tag }

func (o *value) run(x *exec, s *scope) {
	if x.blank {
		return
	}
	v, ok := s.get(o.t.path)
	if !ok {
		x.miss[o.t.key] = true
		return
	}
	x.out = appendValue(x.out, normal(show(v)))
}

// lone is a value alone in its paragraph: each line becomes a paragraph.
type lone struct {
	t    tag
	body []op
}

func (o *lone) run(x *exec, s *scope) {
	str := ""
	if !x.blank {
		v, ok := s.get(o.t.path)
		if !ok {
			x.miss[o.t.key] = true
		}
		str = normal(show(v))
	}
	for {
		ln, rest, more := strings.Cut(str, "\n")
		x.line = ln
		runAll(o.body, x, s)
		if !more {
			return
		}
		str = rest
	}
}

type loneLine struct{}

func (loneLine) run(x *exec, _ *scope) { x.out = appendValue(x.out, x.line) }

func runAll(ops []op, x *exec, s *scope) {
	for _, o := range ops {
		if x.err != nil {
			return
		}
		o.run(x, s)
	}
}

// section is {{#X}}…{{/X}} or {{^X}}…{{/X}}.
type section struct {
	t    tag
	body []op
}

func (o *section) run(x *exec, s *scope) {
	if x.blank {
		return
	}
	v, ok := s.get(o.t.path)
	if !ok {
		x.miss[o.t.key] = true
	}
	if o.t.kind == '^' {
		if empty(v) {
			runAll(o.body, x, s)
		}
		return
	}
	each(v, s, func(in *scope, _ int) { runAll(o.body, x, in) })
}

// each calls f for the scopes a value opens: one per entry of a list, one for a
// single value, none for an empty one.
func each(v any, s *scope, f func(in *scope, i int)) {
	if empty(v) {
		return
	}
	switch l := v.(type) {
	case []Data:
		for i, d := range l {
			f(&scope{d: d, it: d, n: i + 1, up: s}, i)
		}
	case []string:
		for i, e := range l {
			f(&scope{it: e, n: i + 1, up: s}, i)
		}
	case Data:
		f(&scope{d: l, it: l, up: s}, 0)
	default:
		f(&scope{it: l, up: s}, 0)
	}
}

// rows is a group of table rows that repeats.
type rows struct {
	names    [][]string // lists to try
	key      string
	explicit bool // {{#X}}, else meant by {{X.field}}
	min      int
	first    []op
	next     []op // merged labels beside the rows go on
}

func (o *rows) run(x *exec, s *scope) {
	var v any
	var name []string
	for _, n := range o.names {
		w, ok := s.get(n)
		if _, list := w.([]Data); ok && (list || o.explicit) || ok && w == nil {
			v, name = w, n
			break
		}
	}
	if name == nil && o.explicit {
		x.miss[o.key] = true
	}
	l, isList := v.([]Data)
	if !isList && v != nil || name == nil && o.min == 0 && !o.explicit {
		if o.explicit {
			each(v, s, func(in *scope, i int) { runAll(o.pick(i), x, in) })
		} else {
			runAll(o.first, x, s)
		}
		return
	}
	if name == nil && !o.explicit {
		x.miss[o.names[0][0]] = true
		name = o.names[0]
	}
	for i := 0; i < max(len(l), o.min); i++ {
		was := x.blank
		in := &scope{up: s, n: i + 1}
		if i < len(l) {
			in.d, in.it = l[i], l[i]
			if len(name) == 1 && !o.explicit {
				in.up = &scope{d: Data{name[0]: l[i]}, n: i + 1, up: s}
			}
		} else {
			x.blank = true
		}
		runAll(o.pick(i), x, in)
		x.blank = was
	}
}

func (o *rows) pick(i int) []op {
	if i == 0 {
		return o.first
	}
	return o.next
}

// cell is a table cell with tags.
type cell struct {
	use  Use
	body []op
}

func (o *cell) run(x *exec, s *scope) {
	u := o.use
	u.Cell = x.cells
	if x.part.main {
		x.uses = append(x.uses, u)
	}
	f, m := x.factor, x.min
	if sz, ok := x.sizes[u.Cell]; ok && u.Shrink > 0 && u.Size > 0 {
		x.factor, x.min = sz/u.Size, u.Shrink
	}
	runAll(o.body, x, s)
	x.factor, x.min = f, m
}

// endCell sees to it that a cell ends with a paragraph, without which Word
// calls the file damaged.
type endCell struct{}

func (endCell) run(x *exec, _ *scope) {
	if !bytes.HasSuffix(x.out, []byte("</w:p>")) {
		x.out = append(x.out, "<w:p></w:p>"...)
	}
}

// scaled is a number that goes down with the size of the cell's text.
type scaled struct {
	v    float64
	size bool // half points of a font size, which has a smallest value
}

func (o *scaled) run(x *exec, _ *scope) {
	v := o.v
	if x.factor != 1 {
		v = math.Round(o.v * x.factor)
		if low := min(x.min*2, o.v); o.size && v < low {
			v = low
		}
	}
	x.out = strconv.AppendInt(x.out, int64(v), 10)
}

// choose writes one of two forms of a paragraph's format, by whether a picture
// comes: an exact line pitch would crop it.
type choose struct {
	paths         [][]string
	with, without []op
}

func (o *choose) run(x *exec, s *scope) {
	for _, p := range o.paths {
		if v, _ := s.get(p); !x.blank && !empty(v) {
			runAll(o.with, x, s)
			return
		}
	}
	runAll(o.without, x, s)
}
