package template

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"kaocha/forms/page/markup"
)

// tagNode is the name of the elements that stand for a tag in the tree: a run
// holds at most one, its Text is what stands between the braces.
const tagNode = "kaocha:tag"

var tagRe = regexp.MustCompile(`\{\{\s*([^{}]+?)\s*\}\}`)

// tag is one {{…}} of a template, taken apart.
type tag struct {
	kind    byte     // 0 value, '#' '^' '/' block, '@' picture
	key     string   // field, may have dots
	path    []string // key at its dots
	w, h    float64  // picture box in mm, 0 = as large as it is
	minRows int      // |至少N行
	shrink  float64  // |缩小到N, in points
}

var (
	rowsRe   = regexp.MustCompile(`^至少\s*(\d{1,3})\s*行$`)
	shrinkRe = regexp.MustCompile(`^缩小到\s*(\d{1,2}(?:\.5)?)\s*(?:磅|pt)?$`)
	boxRe    = regexp.MustCompile(`^(.*?)\s+([\d.]+)\s*[*x×＊]\s*([\d.]+)$`)
)

// parseTag takes the inside of {{…}} apart; the error says what is wrong in a clerk's words.
func parseTag(body string) (tag, error) {
	var t tag
	whole := strings.TrimSpace(body)
	if whole == "" {
		return t, fmt.Errorf("有空的标记 {{}}")
	}
	parts := strings.Split(strings.ReplaceAll(whole, "｜", "|"), "|")
	name := strings.TrimSpace(parts[0])
	switch {
	case name == "":
		return t, fmt.Errorf("标记 {{%s}} 没有字段名", whole)
	case strings.ContainsRune("#^/@", rune(name[0])):
		t.kind = name[0]
		name = strings.TrimSpace(name[1:])
	case strings.HasPrefix(name, "＃"), strings.HasPrefix(name, "＠"), strings.HasPrefix(name, "／"):
		return t, fmt.Errorf("标记 {{%s}} 用了全角符号，请改用半角的 # / @", whole)
	}
	if t.kind == '@' {
		if m := boxRe.FindStringSubmatch(name); m != nil {
			name = m[1]
			t.w, _ = strconv.ParseFloat(m[2], 64)
			t.h, _ = strconv.ParseFloat(m[3], 64)
			if t.w < 1 || t.h < 1 || t.w > 500 || t.h > 500 {
				return t, fmt.Errorf("标记 {{%s}} 的图片尺寸应为 1 到 500 毫米，如 28*38", whole)
			}
		}
	}
	if name == "" {
		return t, fmt.Errorf("标记 {{%s}} 没有字段名", whole)
	}
	t.key = name
	t.path = strings.Split(name, ".")
	if name == "." {
		t.path = []string{"."}
	}
	for _, o := range parts[1:] {
		o = strings.TrimSpace(o)
		if m := rowsRe.FindStringSubmatch(o); m != nil {
			t.minRows, _ = strconv.Atoi(m[1])
		} else if m := shrinkRe.FindStringSubmatch(o); m != nil {
			if t.shrink, _ = strconv.ParseFloat(m[1], 64); t.shrink < 4 {
				return t, fmt.Errorf("标记 {{%s}}：字号不能小于 4 磅", whole)
			}
		} else {
			return t, fmt.Errorf("标记 {{%s}} 里的“%s”不认识；可用的有“至少7行”“缩小到9”", whole, o)
		}
	}
	return t, nil
}

// tagOf returns the tag a run holds.
func tagOf(run *markup.Node) (tag, bool) {
	n := run.First(tagNode)
	if n == nil {
		return tag{}, false
	}
	t, err := parseTag(n.Text)
	return t, err == nil
}

// text is the text of a paragraph, cell or row with its tags; what stands in
// text boxes inside it is left out.
func text(n *markup.Node) string {
	var b strings.Builder
	var walk func(*markup.Node)
	walk = func(n *markup.Node) {
		for _, k := range n.Kids {
			switch k.Name {
			case "w:t":
				b.WriteString(k.Chars())
			case tagNode:
				b.WriteString("{{" + k.Text + "}}")
			case "w:txbxContent", "w:pPr", "w:rPr", "w:tcPr", "w:trPr", "w:tblPr":
			default:
				walk(k)
			}
		}
	}
	walk(n)
	return b.String()
}

// onlyTag returns the tag of a paragraph or run whose whole text is one tag.
func onlyTag(n *markup.Node) (tag, bool) {
	s := strings.TrimSpace(text(n))
	m := tagRe.FindStringSubmatch(s)
	if m == nil || m[0] != s {
		return tag{}, false
	}
	t, err := parseTag(m[1])
	return t, err == nil
}

// hasTag tells whether there is a tag anywhere inside, text boxes included.
func hasTag(n *markup.Node) bool { return n.Deep(tagNode) != nil }
