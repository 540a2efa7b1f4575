// Package codes is the one place where the code lists of cadre work are defined
// (DOMAIN 3.2, 4.2, 4.3): sex, nation, political status, education and so on.
package codes

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"kaocha/data/cadre/pinyin"
)

// Item is one entry of a list.
type Item struct {
	Code    string   // as in the standard; empty where the forms use names only
	Letters string   // letter code, of nations only (GB/T 3304)
	Name    string   // as printed on forms
	Aliases []string // other ways to write the same, accepted as they are
	Instead []string // wordings a form should not have: Name is to be written instead
}

// List is one code list. It is not to be changed once it is in use.
type List struct {
	Key      string // stable, used in files: nation
	Name     string // Chinese name: 民族
	Standard string // where it comes from, empty for lists of practice
	Items    []Item
	Open     bool // other text is allowed in the field too
}

// All gives every list, in the order of the registration form.
func All() []*List { return slices.Clone(all) }

// ByKey finds a list by its key.
func ByKey(key string) (*List, bool) {
	for _, l := range all {
		if l.Key == key {
			return l, true
		}
	}
	return nil, false
}

// Find gives the entry a text stands for: its name, code, letters or an alias.
// Blanks, case and full-width letters do not matter. Wordings to be replaced are
// not found; Suggest knows them.
func (l *List) Find(s string) (Item, bool) {
	at, ok := l.spellings().accepted[plain(s)]
	if !ok {
		return Item{}, false
	}
	return l.Items[at], true
}

// Suggest gives the entry that a text not in the list most likely means (本科:
// 大学). It is a proposal for a person to accept, never to be applied silently.
// Where a text may mean several entries (爱人), there is no proposal.
func (l *List) Suggest(s string) (Item, bool) {
	want, known := plain(s), l.spellings()
	at := known.instead[want]
	if _, accepted := known.accepted[want]; accepted || len(at) != 1 {
		return Item{}, false
	}
	return l.Items[at[0]], true
}

// spellings leads from a plain spelling to places in a list.
type spellings struct {
	accepted map[string]int
	instead  map[string][]int
}

var indexed sync.Map // *List → *spellings

// spellings indexes the list at its first use; it must not be changed after.
// A name goes before an alias, an alias before a code.
func (l *List) spellings() *spellings {
	if known, ok := indexed.Load(l); ok {
		return known.(*spellings)
	}
	index := &spellings{map[string]int{}, map[string][]int{}}
	accept := func(at int, texts ...string) {
		for _, s := range texts {
			if _, taken := index.accepted[plain(s)]; !taken && plain(s) != "" {
				index.accepted[plain(s)] = at
			}
		}
	}
	for at, i := range l.Items {
		accept(at, i.Name)
		for _, s := range i.Instead {
			index.instead[plain(s)] = append(index.instead[plain(s)], at)
		}
	}
	for at, i := range l.Items {
		accept(at, i.Aliases...)
	}
	for at, i := range l.Items {
		accept(at, i.Code, i.Letters)
	}
	indexed.Store(l, index)
	return index
}

// NameOf is the name of a code, or the text itself where it is not in the list.
func (l *List) NameOf(s string) string {
	if item, ok := l.Find(s); ok {
		return item.Name
	}
	return s
}

// Names are the names of all entries, in the order of the list.
func (l *List) Names() []string {
	names := make([]string, len(l.Items))
	for i, item := range l.Items {
		names[i] = item.Name
	}
	return names
}

// Complete gives at most n entries that fit what has been typed so far: part of
// a name, pinyin, initials or a code. Entries whose name begins so come first,
// else the order of the list holds. n < 1 means no limit; an empty query gives
// the list's beginning.
func (l *List) Complete(query string, n int) []Item {
	type hit struct {
		rank int
		item Item
	}
	var hits []hit
	for _, item := range l.Items {
		if rank := item.fits(query); rank > 0 {
			hits = append(hits, hit{rank, item})
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int { return cmp.Compare(a.rank, b.rank) })
	if n > 0 && len(hits) > n {
		hits = hits[:n]
	}
	items := make([]Item, len(hits))
	for i, h := range hits {
		items[i] = h.item
	}
	return items
}

// fits ranks an entry for a query: 1 its name, alias or code itself, 2 its name begins
// so, 3 another wording begins so, 4 it contains the query, 0 it does not fit.
func (i Item) fits(query string) int {
	want := plain(query)
	others := slices.Concat(i.Aliases, i.Instead)
	begins := func(s string) bool { return pinyin.MatchStart(query, s) }
	contains := func(s string) bool { return pinyin.MatchText(query, s) }
	switch {
	case want == "":
		return 2
	case want == plain(i.Name), want == plain(i.Code), want == plain(i.Letters),
		slices.ContainsFunc(i.Aliases, func(s string) bool { return want == plain(s) }):
		return 1
	case begins(i.Name):
		return 2
	case slices.ContainsFunc(others, begins), strings.HasPrefix(plain(i.Code), want):
		return 3
	case contains(i.Name), slices.ContainsFunc(others, contains):
		return 4
	}
	return 0
}

// plain is a text without blanks and bracket styles, half-width and upper-case,
// for comparison only.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || !unicode.IsPrint(r) {
			return -1
		}
		return unicode.ToUpper(r)
	}, norm.NFKC.String(s))
}

// item is shorthand for the tables: code, name, accepted aliases and, after a
// vertical bar, wordings to be replaced, all separated by blanks.
func item(line string) Item {
	accepted, replaced, _ := strings.Cut(line, "|")
	f := strings.Fields(accepted)
	if f[0] == "-" {
		f[0] = ""
	}
	return Item{Code: f[0], Name: f[1], Aliases: f[2:], Instead: strings.Fields(replaced)}
}

// items reads a table, one entry a line.
func items(table string) []Item {
	var list []Item
	for line := range strings.Lines(table) {
		if strings.TrimSpace(line) != "" {
			list = append(list, item(line))
		}
	}
	return list
}
