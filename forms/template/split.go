package template

import (
	"fmt"
	"strings"

	"kaocha/forms/page/markup"
)

// split makes every tag of a paragraph stand alone in one run, with the format
// of the run it begins in. Word and WPS cut text into runs at any point
// (spelling, revision marks, fonts), so tags are looked for in the joined text.
type splitter struct {
	pieces []piece
	all    strings.Builder
	faults []string
}

type piece struct {
	t      *markup.Node // w:t
	lo, hi int          // its place in the joined text
}

// wrappers hold runs inside a paragraph.
func wrapper(name string) bool {
	switch name {
	case "w:hyperlink", "w:smartTag", "w:ins", "w:sdt", "w:sdtContent", "w:fldSimple", "w:customXml":
		return true
	}
	return false
}

func (s *splitter) collect(n *markup.Node) {
	for _, k := range n.Kids {
		if wrapper(k.Name) {
			s.collect(k)
		}
		if k.Name != "w:r" {
			continue
		}
		for _, x := range k.Kids {
			switch x.Name {
			case "w:t":
				lo := s.all.Len()
				s.all.WriteString(x.Chars())
				s.pieces = append(s.pieces, piece{x, lo, s.all.Len()})
			case "w:rPr", "w:lastRenderedPageBreak", "w:softHyphen", "w:noBreakHyphen", "":
			default: // tab, break, picture: no tag reaches over it
				s.all.WriteByte(0)
			}
		}
	}
}

// splitTags rewrites one paragraph; it returns what is wrong with its tags.
func splitTags(p *markup.Node) []string {
	var s splitter
	s.collect(p)
	joined := s.all.String()
	if !strings.ContainsAny(joined, "{}｛｝") {
		return nil
	}
	s.complain(joined)
	locs := tagRe.FindAllStringSubmatchIndex(joined, -1)
	var good [][]int
	for _, l := range locs {
		if _, err := parseTag(joined[l[2]:l[3]]); err != nil {
			s.faults = append(s.faults, err.Error())
			continue
		}
		good = append(good, l)
	}
	if good == nil {
		return s.faults
	}
	cut := map[*markup.Node][]segment{}
	for _, q := range s.pieces {
		cut[q.t] = segments(joined, q, good)
	}
	rebuild(p, cut)
	return s.faults
}

// complain names braces that do not pair.
func (s *splitter) complain(joined string) {
	rest := tagRe.ReplaceAllString(joined, "")
	show := func(i int) string {
		r := []rune(strings.ReplaceAll(rest[i:], "\x00", " "))
		return string(r[:min(len(r), 12)])
	}
	for _, b := range []string{"{{", "}}", "｛｛", "｝｝"} {
		if i := strings.Index(rest, b); i >= 0 {
			why := "括号没有成对"
			if b == "｛｛" || b == "｝｝" {
				why = "用了全角括号，请改用半角的 {{ }}"
			}
			s.faults = append(s.faults, fmt.Sprintf("“%s”附近的标记%s", show(i), why))
			return
		}
	}
}

// segment is a part of one w:t: plain text, or a tag.
type segment struct {
	s   string
	tag bool
}

func segments(joined string, q piece, locs [][]int) []segment {
	var out []segment
	at := q.lo
	for _, l := range locs {
		if l[1] <= q.lo || l[0] >= q.hi {
			continue
		}
		if l[0] > at {
			out = append(out, segment{joined[at:l[0]], false})
		}
		if l[0] >= q.lo {
			out = append(out, segment{joined[l[2]:l[3]], true})
		} else {
			out = append(out, segment{}) // the tail of a tag begun earlier
		}
		at = min(l[1], q.hi)
	}
	if at < q.hi && at > q.lo || at == q.lo && len(out) == 0 {
		out = append(out, segment{joined[at:q.hi], false})
	}
	return out
}

// rebuild cuts the runs of a container so that tags stand alone.
func rebuild(n *markup.Node, cut map[*markup.Node][]segment) {
	var kids []*markup.Node
	for _, k := range n.Kids {
		if wrapper(k.Name) {
			rebuild(k, cut)
		}
		switch k.Name {
		case "w:proofErr": // stands between the pieces of a tag
		case "w:r":
			kids = append(kids, cutRun(k, cut)...)
		default:
			kids = append(kids, k)
		}
	}
	n.Kids = kids
}

func cutRun(run *markup.Node, cut map[*markup.Node][]segment) []*markup.Node {
	touched := false
	for _, k := range run.Kids {
		if sg := cut[k]; len(sg) > 1 || len(sg) == 1 && (sg[0].tag || sg[0].s == "") && k.Chars() != "" {
			touched = true
		}
	}
	if !touched {
		return []*markup.Node{run}
	}
	pr := run.First("w:rPr")
	fresh := func() *markup.Node {
		r := &markup.Node{Name: "w:r"}
		if pr != nil {
			r.Kids = append(r.Kids, pr.Copy())
		}
		return r
	}
	var out []*markup.Node
	cur, filled := fresh(), false
	flush := func() {
		if filled {
			out = append(out, cur)
		}
		cur, filled = fresh(), false
	}
	for _, k := range run.Kids {
		if k == pr {
			continue
		}
		if k.Name != "w:t" {
			cur.Kids, filled = append(cur.Kids, k), true
			continue
		}
		for _, sg := range cut[k] {
			switch {
			case sg.tag:
				flush()
				cur.Kids = append(cur.Kids, &markup.Node{Name: tagNode, Text: sg.s})
				filled = true
				flush()
			case sg.s != "":
				cur.Kids, filled = append(cur.Kids, textNode(sg.s)), true
			}
		}
	}
	flush()
	return out
}

func textNode(s string) *markup.Node {
	t := &markup.Node{Name: "w:t", Kids: []*markup.Node{{Text: s}}}
	t.Attr = []markup.Attr{{Name: "xml:space", Value: "preserve"}}
	return t
}
