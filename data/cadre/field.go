package cadre

import (
	"strings"

	"kaocha/data/cadre/codes"
)

// Kind says how a field is written, checked and edited.
type Kind int

// Kinds of fields.
const (
	Text   Kind = iota // one line
	Long               // several lines
	Day                // Date, any precision
	Choice             // one of a code list (open lists accept other text)
	Number             // whole number
	List               // résumé or family: edited as rows, compared as text
)

// Field is the one definition of a register field: entry screens, forms, the
// import's comparison, roster headers and history all work from this list.
type Field struct {
	Key     string   // the Chinese label, also the template placeholder
	Kind    Kind     // how it is written
	Group   string   // section of a person's page
	Codes   string   // key of a code list for Choice
	LRMX    string   // element of the .lrmx file, "" when it has none
	Aliases []string // other headers a roster uses for it
	Secret  bool     // masked on lists (ID number)
	Get     func(*Cadre) string
	// Set writes a text as a clerk typed it; the error says what was expected.
	Set func(*Cadre, string) error
}

func text(p func(*Cadre) *string) (func(*Cadre) string, func(*Cadre, string) error) {
	return func(c *Cadre) string { return *p(c) },
		func(c *Cadre, s string) error { *p(c) = strings.TrimSpace(s); return nil }
}

func date(p func(*Cadre) *Date) (func(*Cadre) string, func(*Cadre, string) error) {
	return func(c *Cadre) string { return p(c).String() },
		func(c *Cadre, s string) error {
			d, err := ParseDate(s)
			if err == nil {
				*p(c) = d
			}
			return err
		}
}

func field(group, key string, kind Kind, lrmx string, p func(*Cadre) *string, aliases ...string) Field {
	g, s := text(p)
	return Field{Key: key, Kind: kind, Group: group, LRMX: lrmx, Aliases: aliases, Get: g, Set: s}
}

func choice(group, key, list, lrmx string, p func(*Cadre) *string, aliases ...string) Field {
	f := field(group, key, Choice, lrmx, p, aliases...)
	f.Codes = list
	f.Set = func(c *Cadre, s string) error { *p(c) = normal(list, s); return nil }
	return f
}

func day(group, key, lrmx string, p func(*Cadre) *Date, aliases ...string) Field {
	g, s := date(p)
	return Field{Key: key, Kind: Day, Group: group, LRMX: lrmx, Aliases: aliases, Get: g, Set: s}
}

// normal is the code list's own wording for s, or s itself when the list does
// not know it: what a clerk wrote is never thrown away.
func normal(list, s string) string {
	s = strings.TrimSpace(s)
	if l, ok := codes.ByKey(list); ok && s != "" {
		return l.NameOf(s)
	}
	return s
}
