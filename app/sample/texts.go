package sample

import (
	"embed"
	"fmt"
	"math/rand/v2"
	"strings"
)

// Files of sentences: what each post did in the year (themes, cases), what
// anybody may write (pools), and the table of people.
//
//go:embed texts/*.txt
var textFiles embed.FS

// theme is what a year in one post gave to write about. Sentences have no
// subject, so that the person (总结) and the panel (报告) can both use them.
type theme struct {
	duty   string
	groups []group
	event  string // one matter told in full
	shorts []string
	plans  []string
	goods  []string // what colleagues say
}

type group struct {
	title string
	facts []string
}

type library struct {
	themes map[string]*theme
	pools  map[string][]string
}

func readText(name string) []string {
	b, err := textFiles.ReadFile("texts/" + name)
	if err != nil {
		panic("sample: " + err.Error()) // embedded, cannot be missing
	}
	return strings.Split(string(b), "\n")
}

// loadTexts reads the sentences: "## key" opens a theme or pool.
func loadTexts() *library {
	lib := &library{themes: map[string]*theme{}, pools: map[string][]string{}}
	for _, file := range []string{"themes1.txt", "themes2.txt", "cases.txt"} {
		var t *theme
		for _, line := range readText(file) {
			if key, ok := strings.CutPrefix(line, "## "); ok {
				if lib.themes[key] == nil {
					lib.themes[key] = &theme{}
				}
				t = lib.themes[key]
				continue
			}
			if kind, text, ok := strings.Cut(line, " "); ok {
				t.add(kind, text)
			}
		}
	}
	key := ""
	for _, line := range readText("pools.txt") {
		if k, ok := strings.CutPrefix(line, "## "); ok {
			key = k
		} else if line != "" {
			lib.pools[key] = append(lib.pools[key], line)
		}
	}
	return lib
}

func (t *theme) add(kind, text string) {
	switch kind {
	case "duty":
		t.duty = text
	case "group":
		t.groups = append(t.groups, group{title: text})
	case "fact":
		g := &t.groups[len(t.groups)-1]
		g.facts = append(g.facts, text)
	case "case":
		t.event = text
	case "short":
		t.shorts = append(t.shorts, text)
	case "plan":
		t.plans = append(t.plans, text)
	case "good":
		t.goods = append(t.goods, text)
	default:
		panic(fmt.Sprintf("sample: unknown kind of sentence %q", kind))
	}
}

// facts are all of the theme's sentences of fact in order.
func (t *theme) facts() []string {
	var out []string
	for _, g := range t.groups {
		out = append(out, g.facts...)
	}
	return out
}

// deck deals the sentences of a pool so that all are used before one comes
// again: no two persons write much alike.
type deck struct {
	cards, left []string
	rng         *rand.Rand
}

func newDeck(cards []string, salt uint64) *deck {
	return &deck{cards: cards, rng: rand.New(rand.NewPCG(seed, salt))}
}

// deal gives n different sentences that fit the person.
func (d *deck) deal(n int, fits func(string) bool) []string {
	var out []string
	for round := 0; len(out) < n && round < 3; {
		k := 0
		for k < len(d.left) && (!fits(d.left[k]) || contains(out, d.left[k])) {
			k++
		}
		if k == len(d.left) { // none left that fits: shuffle a new deck under it
			fresh := append([]string(nil), d.cards...)
			d.rng.Shuffle(len(fresh), func(i, j int) { fresh[i], fresh[j] = fresh[j], fresh[i] })
			d.left = append(d.left, fresh...)
			round++
			continue
		}
		out = append(out, d.left[k])
		d.left = append(d.left[:k:k], d.left[k+1:]...)
	}
	return out
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

func pad(n, width int) string { return fmt.Sprintf("%0*d", width, n) }

// numbered is the i-th (from 0) identifier with a prefix: sample-cadre-01.
func numbered(prefix string, i int) string { return prefix + pad(i+1, 2) }
