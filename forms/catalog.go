// Package forms is how the records look on paper: one file per form says what
// it contains; its Word template under resources/templates says how it looks.
package forms

import (
	"cmp"
	"fmt"
	"slices"
	"sync"

	"kaocha/data/cadre"
	"kaocha/data/review"
	"kaocha/forms/template"
)

// Scope says what one copy of a form is about.
type Scope int

// Scopes of forms.
const (
	OfCadre   Scope = iota // one person of the register
	OfSubject              // one subject of a round
	OfTalk                 // one interview of a subject
	OfBranch               // a branch with its subjects
	OfRound                // a whole round
)

// Input is all that a form may draw on; what the scope does not need is nil.
type Input struct {
	Round    *review.Round
	Scheme   *review.Scheme
	Cadre    *cadre.Cadre // set for OfCadre and OfSubject
	Photo    []byte       // JPEG or PNG of the cadre, nil for none
	File     *review.File // the subject
	Talk     *review.Talk
	Branch   *review.Branch
	Panel    *review.Panel
	Files    []*review.File   // the branch's or round's subjects in order
	Findings []review.Finding // of the round, for the list of gaps
	Number   int              // running number of the copy (talk, ballot sheet), from 1
	Paper    string           // paper key, "" for the round's or scheme's
	Today    cadre.Date       // the day ages and dates refer to when nothing else is stated
	Texts    Texts            // the school's own words
	Slip     *Slip            // for the registration slip of a key
	Erasure  *Erasure         // for the certificate of destroyed files
	Recovery *Recovery        // for the slip of a recovery code
	Earlier  []review.Earlier // former rounds of the scheme, for results over years
}

// School is the name printed on the forms.
func (in *Input) School() string {
	if in.Round != nil && in.Round.School != "" {
		return in.Round.School
	}
	if in.Scheme != nil && in.Scheme.School != "" {
		return in.Scheme.School
	}
	return in.Texts.School
}

// AgeDate is the date ages refer to: the round's assessment date, else what the
// cadre's form states, else Today (DOMAIN 3.8).
func (in *Input) AgeDate() cadre.Date {
	if in.Round != nil && !in.Round.Assessed.IsZero() {
		return in.Round.Assessed
	}
	if in.Cadre != nil {
		return in.Cadre.AgeDateOr(in.Today)
	}
	return in.Today
}

// PaperKey is the paper to print on: asked for, the form's own, the round's, the scheme's.
func (in *Input) PaperKey(f *Form) string {
	switch {
	case f.Paper != "":
		return f.Paper
	case in.Paper != "":
		return in.Paper
	case in.Round != nil && in.Round.Paper != "":
		return in.Round.Paper
	case in.Scheme != nil && in.Scheme.Paper != "":
		return in.Scheme.Paper
	}
	return "16K"
}

// Form is one printed form.
type Form struct {
	Key   string // as schemes and the command line name it: registration
	Name  string // 干部情况登记表
	Scope Scope
	Use   string // what it is for, a clause for lists
	Paper string // paper key when the form has a paper of its own, "" for the round's
	Pages int    // pages it must fit on, 0 for any
	// Nameless: the prescribed form does not print the person's name.
	Nameless bool
	// Columns: the form has a column for each grade and for 弃权, so there is a
	// template for each number of them (ballot-4 for three grades and 弃权).
	Columns bool
	// Data gives every placeholder of the template; absent values are "".
	Data func(*Input) template.Data
	// Draw draws a template whose columns follow the input; nil for the shipped
	// ones. Shape tells inputs apart that need different ones.
	Draw  func(*Input) []byte
	Shape func(*Input) string
	// Tables gives the form's tables when it is made of some: the Excel file has
	// the same.
	Tables func(*Input) Tables
	// Template is the key of the form whose template it uses, "" for its own.
	Template string
	// Concerns tells of which subjects the form is made; nil for all.
	Concerns func(*review.Subject) bool
	// Rest tells what the form has no room for, whatever the type; nil for nothing.
	Rest func(*Input) []Overflow
}

// TemplateKey names the form's template for an input.
func (f *Form) TemplateKey(in *Input) string {
	if f.Shape != nil {
		return f.Key + " " + f.Shape(in)
	}
	key := cmp.Or(f.Template, f.Key)
	if !f.Columns {
		return key
	}
	return fmt.Sprintf("%s-%d", key, len(gradeColumns(in)))
}

// Catalog lists the forms in the order of the pack.
func Catalog() []*Form { return catalog }

// ByKey finds a form by its key or Chinese name.
func ByKey(key string) (*Form, error) {
	for _, f := range catalog {
		if f.Key == key || f.Name == key {
			return f, nil
		}
	}
	return nil, fmt.Errorf("没有名为“%s”的表；可用的表见 kaocha template list", key)
}

// known holds the placeholders of the forms asked for so far: the examples they
// are read off take some ten milliseconds to make.
var known sync.Map

// Placeholders lists every tag a form's template may use, lists as 列表.字段.
func Placeholders(f *Form) []string {
	if list, ok := known.Load(f); ok {
		return slices.Clone(list.([]string))
	}
	list := placeholders(f)
	known.Store(f, list)
	return slices.Clone(list)
}

func placeholders(f *Form) []string {
	seen := map[string]bool{}
	var walk func(prefix string, d template.Data)
	walk = func(prefix string, d template.Data) {
		for k, v := range d {
			seen[prefix+k] = true
			switch v := v.(type) {
			case []template.Data:
				for _, x := range v {
					walk(prefix+k+".", x)
				}
			case template.Data:
				walk(prefix+k+".", v)
			}
		}
	}
	examples := []*Input{Example(), exampleOf("national-probation"), wideExample()}
	if f.Tables != nil {
		examples = append(examples, assessExamples()...)
	}
	for _, in := range examples {
		walk("", f.Data(in))
	}
	out := make([]string, 0, len(seen))
	for k := range seen {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// Required lists the tags a form's template must have: a form without the name
// of the person it is about is of no use.
func Required(f *Form) []string {
	var out []string
	for _, k := range Placeholders(f) {
		if k == "姓名" && !f.Nameless {
			out = append(out, k)
		}
	}
	return out
}
