// Package pack writes a round's complete folder (成套考察材料): per branch and
// subject the forms in the prescribed order, the originals handed in, the summary
// and the transfer list, one file to print everything from, and a list of what is
// missing. The folder appears whole or not at all; the same records give the same
// bytes.
package pack

import (
	"context"

	"kaocha/data/cadre"
	"kaocha/data/review"
	"kaocha/forms"
)

// Source is where a pack takes the records from. Subjects are streamed, twice
// and in the same order, so that a large round does not have to fit in memory.
type Source interface {
	Round() *review.Round
	Scheme() *review.Scheme
	// Today is the day that ages and dates refer to when the round names none.
	Today() cadre.Date
	// Branches in the round's order; those without subjects are left out.
	Branches(ctx context.Context) ([]review.Branch, error)
	// EachFile calls fn with the subjects of a branch in the round's order, with
	// those of the whole round when branchID is "", and stops at its first error.
	// The file need not stay valid after fn returned, except that a
	// pack may still read it: it must not be changed.
	EachFile(ctx context.Context, branchID string, fn func(*review.File) error) error
	// Photo and ReceivedFile give stored bytes by their hash.
	Photo(ctx context.Context, hash string) ([]byte, error)
	ReceivedFile(ctx context.Context, hash string) ([]byte, error)
	// Findings of the round's check, with what was waived.
	Findings(ctx context.Context) ([]review.Finding, error)
}

// Options of Make.
type Options struct {
	Forms *forms.Library // the templates and fonts; required
	Paper string         // paper key for all forms, "" for the round's
	Texts forms.Texts    // the school's own words
	// Earlier rounds of the scheme, for results over years; nil when it has none.
	Earlier []review.Earlier
	// Progress is told after every document; done grows to total. It is called
	// from one goroutine at a time.
	Progress func(done, total int, what string)
}

// Result tells what a pack holds and what it lacks.
type Result struct {
	Path      string `json:"path"`
	Kept      string `json:"kept,omitempty"` // where an earlier pack with files of others was put
	Branches  int    `json:"branches"`
	Subjects  int    `json:"subjects"`
	Documents int    `json:"documents"` // forms made, each as one or two files
	Originals int    `json:"originals"` // received files copied
	Files     int    `json:"files"`
	Pages     int    `json:"pages"` // of the print file

	Missing  []Lack         `json:"missing,omitempty"`
	Overflow []Overflow     `json:"overflow,omitempty"`
	Apart    []Lack         `json:"apart,omitempty"` // to be printed apart: originals that are not in the print file
	NoGlyph  []rune         `json:"-"`               // characters no font has
	Open     map[string]int `json:"open,omitempty"`  // open findings by severity: 错误, 警告

	absent []Lack // forms that could not be made, all of them in Missing too
}

// Lack is one thing that is not in the pack as it should be.
type Lack struct {
	Branch string `json:"branch"`
	Person string `json:"person,omitempty"`
	Item   string `json:"item"`
	Why    string `json:"why"`

	subject  string // ID
	form     string // key
	unsigned bool   // only a signature is wanting
}

// Unsigned tells that the thing is here and only a signature is wanting.
func (l Lack) Unsigned() bool { return l.unsigned }

// PrintFile is the file in a pack from which everything is printed.
const PrintFile = "00-整套打印.pdf"

// Overflow is a fixed cell whose text does not fit at the smallest size.
type Overflow struct {
	Branch string `json:"branch"`
	Person string `json:"person,omitempty"`
	Form   string `json:"form"`
	Field  string `json:"field"`
	Text   string `json:"text"`
}
