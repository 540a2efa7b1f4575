// Package help is the manual inside the program, the tour over the sample for
// the first start, and 关于.
package help

import (
	"fmt"
	"regexp"
	"strings"
	"sync"

	"kaocha/resources/help"
)

// order is the table of contents. The keys are those that screens give as
// their help page, and those of the topics.
var order = []string{"start", "install", "home", "cadres", "person", "import", "rounds", "round", "subject", "tally", "ballots",
	"talk", "report", "findings", "summary", "print", "pack", "exchange", "stats", "assess", "settings", "safety", "faq", "keys", "steps"}

// first is the page shown when no other is asked for.
const first = "start"

// page is one page of the manual.
type page struct {
	key, title string
	sections   []section
}

// section is what stands under one heading: text and pictures by turns.
type section struct {
	title  string // "" for what stands before the first heading
	blocks []block
	plain  string // the text without marks, for the search
}

// block is Markdown text, or a picture with its caption.
type block struct {
	text             string
	picture, caption string
}

// manual reads all pages once.
var manual = sync.OnceValues(func() ([]*page, error) {
	var out []*page
	for _, key := range order {
		text, err := help.Page(key)
		if err != nil {
			return nil, fmt.Errorf("帮助少了一页（%s）：%w", key, err)
		}
		out = append(out, parse(key, text))
	}
	return out, nil
})

// pictureLine is a picture on a line of its own.
var pictureLine = regexp.MustCompile(`^!\[([^\]]*)\]\(([^)]+)\)$`)

// parse cuts a page at its headings and pictures.
func parse(key, text string) *page {
	p := &page{key: key, sections: []section{{}}}
	var lines []string
	last := func() *section { return &p.sections[len(p.sections)-1] }
	flush := func() {
		if t := strings.TrimSpace(strings.Join(lines, "\n")); t != "" {
			last().blocks = append(last().blocks, block{text: t})
			last().plain += plain(t) + "\n"
		}
		lines = nil
	}
	for _, line := range strings.Split(strings.ReplaceAll(text, "\r", ""), "\n") {
		switch m := pictureLine.FindStringSubmatch(strings.TrimSpace(line)); {
		case strings.HasPrefix(line, "# "):
			p.title = strings.TrimSpace(line[2:])
			continue
		case strings.HasPrefix(line, "## "):
			flush()
			p.sections = append(p.sections, section{title: strings.TrimSpace(line[3:])})
		case m != nil:
			flush()
			last().blocks = append(last().blocks, block{caption: m[1], picture: m[2]})
			continue
		}
		lines = append(lines, line)
	}
	flush()
	return p
}

// Marks of Markdown that a reader does not see.
var (
	linkMark  = regexp.MustCompile(`\[([^\]]*)\]\([^)]*\)`)
	tableRule = regexp.MustCompile(`(?m)^\|[-:| ]+\|$`)
	lineMark  = regexp.MustCompile(`(?m)^(#+|[-*]|>|\d+\.)\s+`)
	otherMark = strings.NewReplacer("**", "", "`", "", "|", " ")
)

// plain is a text as it is read.
func plain(text string) string {
	text = linkMark.ReplaceAllString(text, "$1")
	text = tableRule.ReplaceAllString(text, "")
	text = lineMark.ReplaceAllString(text, "")
	return strings.Join(strings.Fields(otherMark.Replace(text)), " ")
}

// pageOf finds a page by its key.
func pageOf(pages []*page, key string) *page {
	for _, p := range pages {
		if p.key == key {
			return p
		}
	}
	return nil
}
