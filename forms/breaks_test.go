package forms

import (
	"slices"
	"strings"
	"testing"

	"kaocha/data/review"
	"kaocha/forms/page"
	"kaocha/forms/page/pagetest"
)

// split tells that a word on the page was broken over lines.
func split(pg *page.Page, word string) bool {
	want := []rune(word)
	for i := 0; i+len(want) <= len(pg.Glyphs); i++ {
		run := pg.Glyphs[i : i+len(want)]
		all, lines := true, false
		for k := range want {
			all, lines = all && run[k].R == want[k], lines || run[k].Y != run[0].Y
		}
		if all && lines {
			return true
		}
	}
	return false
}

// The sheet of one subject with all items and named counters is one page on
// every paper (two with voter groups), the signatures stay with the explanation,
// and a typed name never stands where the signature belongs.
func TestTallyPages(t *testing.T) {
	for _, scheme := range schemeKeys {
		for paper := range paperTwips {
			in := exampleOf(scheme)
			in.Paper = paper
			for _, g := range in.File.Subject.Tally.Groups {
				for _, it := range in.Scheme.Items[:len(in.Scheme.Items)-1] {
					g.Items[it] = g.Grades
				}
			}
			in.File.Subject.Tally.Scrutineers = []string{"欧阳麦秋", "司徒文竹"}
			in.File.Subject.Tally.Counters = []string{"欧阳麦秋", "司徒文竹"}
			o := mustMake(t, NewLibrary(pagetest.Fonts()), "tally", in)
			if most := 1 + len(in.Scheme.Vote.Groups)/2; len(o.Pages) > most {
				t.Errorf("%s on %s: %d pages, want %d at most", scheme, paper, len(o.Pages), most)
			}
			last := strings.Join(strings.Fields(pageText(o.Pages[len(o.Pages)-1])), "")
			if !strings.Contains(last, "欧阳麦秋、司徒文竹（签名）：") || !strings.Contains(last, "计算说明") {
				t.Errorf("%s on %s: no room to sign after the names, or the signatures stand alone", scheme, paper)
			}
		}
	}
}

// The rows of one person in the handover list and in the counting sheet stay on
// one page, under a name merged over them.
func TestPersonStaysOnOnePage(t *testing.T) {
	in := Example()
	one := *in.Files[0]
	in.Files = nil
	for _, name := range []string{"方甲", "方乙", "方丙", "方丁", "方戊", "方己", "方庚", "方辛"} {
		f := one
		c := *one.Cadre
		c.Name = name
		f.Cadre = &c
		in.Files = append(in.Files, &f)
	}
	first, last := "", "" // of a person's materials
	for _, it := range in.Scheme.Material {
		if it.PerBranch {
			continue
		}
		if first == "" {
			first = it.Name
		}
		last = it.Name
	}
	for paper := range paperTwips {
		in.Paper = paper
		for key, words := range map[string][2]string{"handover": {first, last}, "count-sheet": {"画", "合计"}} {
			o := mustMake(t, NewLibrary(pagetest.Fonts()), key, in)
			for i, pg := range o.Pages {
				s := pageText(pg)
				names, begun, done := strings.Count(s, "方"), strings.Count(s, words[0]), strings.Count(s, words[1])
				if names != begun || names != done {
					t.Errorf("%s on %s: page %d has %d names, %d first and %d last rows", key, paper, i+1, names, begun, done)
				}
			}
			starts := 0
			for _, m := range reopened(t, o.Docx).FindElements("//w:vMerge") {
				if m.SelectAttrValue("w:val", "") == "restart" {
					starts++
				}
			}
			if starts < len(in.Files) {
				t.Errorf("%s: %d merged cells for %d persons", key, starts, len(in.Files))
			}
		}
	}
}

// The printed summary names its last row, breaks no word of four characters,
// and leaves a paragraph of an opinion to the 考察表.
func TestPrintedRoster(t *testing.T) {
	in := Example()
	in.File.Cadre.Name, in.File.Cadre.Political = "欧阳麦秋", "中共党员"
	for _, o := range in.Scheme.Opinions {
		if o.Advice {
			in.File.Subject.Opinions = []review.Opinion{{Office: o.Key, Text: strings.Repeat("经研究，该同志能够胜任。", 5)}}
		}
	}
	for _, branch := range []*review.Branch{in.Branch, nil} {
		in.Branch = branch
		pg := mustMake(t, NewLibrary(pagetest.Fonts()), "roster", in).Pages[0]
		s := pageText(pg)
		for _, w := range []string{"欧阳麦秋", "中共党员", "出生年月", "政治面貌", "试任时间", "评价等级", "考察组意见", "总票数"} {
			if !strings.Contains(s, w) || split(pg, w) {
				t.Errorf("%q is missing or broken over lines (branch %v)", w, branch != nil)
			}
		}
		if !strings.Contains(s, "合计") || strings.Contains(s, "胜任") || !strings.Contains(s, "见考察表") {
			t.Errorf("total row or opinion wrong:\n%s", s)
		}
	}
}

// Text in cells keeps off the rules at its sides.
func TestTextKeepsOffTheRules(t *testing.T) {
	for _, key := range []string{"talk", "handover", "missing"} {
		doc := reopened(t, mustMake(t, NewLibrary(pagetest.Fonts()), key, Example()).Docx)
		var loose []string
		for _, p := range doc.FindElements("//w:tc/w:p") {
			if jc := p.FindElement("./w:pPr/w:jc"); jc == nil || !slices.Contains([]string{"left", "both"}, jc.SelectAttrValue("w:val", "")) {
				continue
			}
			if ind := p.FindElement("./w:pPr/w:ind"); ind == nil || ind.SelectAttrValue("w:left", "") == "" {
				loose = append(loose, textOf(etreeWrap(p)))
			}
		}
		if len(loose) > 0 {
			t.Errorf("%s: %d paragraphs stand at the rule: %q", key, len(loose), loose[0])
		}
	}
}
