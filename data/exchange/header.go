package exchange

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"kaocha/data/cadre"
)

// Column is one column of a roster, for the mapping screen.
type Column struct {
	Index     int    // from 1
	Letter    string // A, B …
	Header    string // as written; of two rows "上/下"
	Field     string // key of the register field, "" when not taken
	Duplicate bool   // another column already gives the same field
	Hidden    bool
	Samples   []string // first values, ID numbers masked
}

// headerRows is how far down the header is looked for.
const headerRows = 30

// header is the place of a roster's header.
type header struct {
	first, last int // rows, from 1
	texts       []string
	parents     []string
	fields      []string
	score       int
}

var (
	bracketed   = regexp.MustCompile(`[(（\[【〔][^)）\]】〕]*[)）\]】〕]`)
	headerNoise = strings.NewReplacer("(", "", ")", "", "[", "", "]", "", "【", "", "】", "", "〔", "", "〕", "",
		"*", "", "＊", "", ":", "", "：", "", "/", "", "、", "", ".", "", "-", "", "_", "")
)

// aliasIndex finds a field's key by its normalised label or alias.
var aliasIndex = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	for pass := range 2 { // labels win over aliases
		for i := range cadre.Fields {
			f := &cadre.Fields[i]
			names := []string{f.Key}
			if pass == 1 {
				names = f.Aliases
			}
			for _, n := range names {
				if k := normalHeader(n); m[k] == "" {
					m[k] = f.Key
				}
			}
		}
	}
	return m
})

// normalHeader drops blanks, line ends, brackets and marks.
func normalHeader(s string) string {
	return strings.ToLower(headerNoise.Replace(half(squeeze(s))))
}

// fieldOfHeader finds the field a header means; the text in brackets (（岁）,
// （年月）) is tried with and without.
func fieldOfHeader(s string) string {
	idx := aliasIndex()
	if k := idx[normalHeader(s)]; k != "" {
		return k
	}
	if !strings.ContainsAny(s, "(（[【〔") {
		return ""
	}
	return idx[normalHeader(bracketed.ReplaceAllString(half(squeeze(s)), ""))]
}

// ownParents head columns that are not about the person in the row itself, or
// name which of two blocks is meant.
var ownParents = []string{"在职", "家庭", "配偶", "子女", "联系人", "推荐人", "谈话人", "填表人", "父", "母"}

// fieldOfPair finds the field of a column under a two-row header.
func fieldOfPair(parent, child string) string {
	if child == "" {
		return fieldOfHeader(parent)
	}
	if parent == "" || parent == child {
		return fieldOfHeader(child)
	}
	short := strings.NewReplacer("教育", "", "情况", "", "信息", "").Replace(parent)
	for _, s := range []string{parent + child, short + child} {
		if k := fieldOfHeader(s); k != "" {
			return k
		}
	}
	if isOwnParent(parent) {
		return ""
	}
	return fieldOfHeader(child)
}

func isOwnParent(s string) bool {
	s = squeeze(s)
	return slices.ContainsFunc(ownParents, func(own string) bool { return strings.Contains(s, own) })
}

// findHeader looks for the one or two rows whose texts name the most fields.
// Title rows above name none. ok is false when no row names two fields.
func (g *grid) findHeader() (h header, ok bool) {
	cols := min(g.maxCol(), maxRosterCols)
	for i := range g.rows {
		if g.rows[i].num > headerRows {
			break
		}
		one, two := g.headerAt(i, 1, cols), g.headerAt(i, 2, cols)
		if one.last == h.last && one.score >= h.score && !h.hasBlock() {
			h = one // what stood above is a title, not a header row
		} else if one.score > h.score {
			h = g.withBlock(i, one, cols)
		}
		if two.score > h.score {
			h = two
		}
	}
	return h, h.score >= 2 || h.score == 1 && cols == 1
}

// withBlock takes the row above into a one-row header when it heads a block of
// other people (家庭成员 over 姓名, 出生年月): alone, the lower row would give
// their data to the person.
func (g *grid) withBlock(i int, one header, cols int) header {
	if i == 0 {
		return one
	}
	if two := g.headerAt(i-1, 2, cols); two.last == one.last && two.score > 0 && two.hasBlock() {
		return two
	}
	return one
}

// hasBlock tells whether a two-row header has columns under a short heading of
// ownParents. A title that happens to hold such a word stands over all columns.
func (h *header) hasBlock() bool {
	block, others := false, false
	for col, p := range h.parents {
		switch {
		case h.texts[col] == "":
		case p == "" || p == h.texts[col] || !isOwnParent(p):
			others = true
		case !strings.ContainsAny(p, ":：") && len([]rune(p)) <= 12:
			block = true
		}
	}
	return block && others
}

// headerAt reads the rows from g.rows[i] as a header of one or two rows.
func (g *grid) headerAt(i, height, cols int) header {
	top := &g.rows[i]
	h := header{first: top.num, last: top.num + height - 1, texts: make([]string, cols+1), parents: make([]string, cols+1), fields: make([]string, cols+1)}
	var bottom *gridRow
	if height == 2 {
		if i+1 >= len(g.rows) || g.rows[i+1].num != top.num+1 {
			return header{}
		}
		bottom = &g.rows[i+1]
	}
	seen := map[string]bool{}
	for col := 1; col <= cols; col++ {
		parent, child := g.spread(top, col), ""
		if bottom != nil {
			if child = cleanText(bottom.text(col)).text; child != "" && parent == "" {
				parent = g.carried(top, bottom, col)
			}
		}
		h.parents[col], h.texts[col] = parent, child
		if child == "" {
			h.texts[col], h.parents[col] = parent, ""
		}
		k := fieldOfPair(parent, child)
		if h.fields[col] = k; k != "" && !seen[k] {
			seen[k] = true
			h.score++
		}
	}
	return h
}

// headMerges are the merged ranges a header can have; the rest of a sheet may
// have thousands.
func (g *grid) headMerges() []span {
	if g.head == nil {
		g.head = []span{}
		for _, m := range g.merges {
			if m.top <= headerRows+1 && m.left <= maxRosterCols && len(g.head) < 1000 {
				g.head = append(g.head, m)
			}
		}
	}
	return g.head
}

// spread is a cell's text, with the text of a merged range in all its columns.
func (g *grid) spread(r *gridRow, col int) string {
	for _, m := range g.headMerges() {
		if r.num >= m.top && r.num <= m.bottom && col >= m.left && col <= m.right && (m.left != m.right || m.top != m.bottom) {
			for k := range g.rows[:min(len(g.rows), headerRows+1)] {
				if g.rows[k].num == m.top {
					return cleanText(g.rows[k].text(m.left)).text
				}
			}
		}
	}
	return cleanText(r.text(col)).text
}

// carried is the parent of a column whose upper cell is blank, for files that
// cannot merge cells (csv) or did not: the last text to the left that has
// children of its own.
func (g *grid) carried(top, bottom *gridRow, col int) string {
	for _, m := range g.headMerges() {
		if m.top == top.num && m.left != m.right {
			return ""
		}
	}
	for c := col - 1; c >= 1; c-- {
		if bottom.text(c) == "" {
			return ""
		}
		if t := top.text(c); t != "" {
			return cleanText(t).text
		}
	}
	return ""
}
