package forms

import (
	"slices"
	"strings"
	"testing"

	"kaocha/data/cadre"
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

// T33 on the working forms: a post of 120 characters stands there whole, the row
// grows; a name of nine characters stays on its signature line.
func TestLongPostOnWorkingForms(t *testing.T) {
	in := Example()
	in.File.Cadre.Name, in.File.Cadre.Probation.Position = "买买提·艾合买提江", longPost
	in.Panel = &review.Panel{Leader: "买买提·艾合买提江", Members: []string{"员甲", "员乙", "员丙", "员丁", "员戊", "员己", "员庚", "员辛"}}
	in.File.Panel = in.Panel
	in.File.Subject.MaterialOf("summary").Note = strings.Repeat("原件由纪委核实后退回", 4)
	for paper := range paperTwips {
		in.Paper = paper
		for key, pages := range map[string]int{"ballot": 1, "ballot-list": 1, "tally": 1, "talk-list": 1, "handover": 1} {
			o := mustMake(t, NewLibrary(pagetest.Fonts()), key, in)
			all := ""
			for _, pg := range o.Pages {
				all += pageText(pg)
			}
			if len(o.Overflow) > 0 || len(o.Pages) > pages || key != "handover" && !strings.Contains(all, longPost) {
				t.Errorf("%s on %s: %d pages, cut off %v", key, paper, len(o.Pages), o.Overflow)
			}
		}
		o := mustMake(t, NewLibrary(pagetest.Fonts()), "report", in)
		last := o.Pages[len(o.Pages)-1]
		if s := pageText(last); !strings.Contains(s, in.Panel.Leader) || split(last, in.Panel.Leader) || !strings.Contains(s, "员辛") {
			t.Errorf("report on %s: the signatures are broken:\n%s", paper, s)
		}
	}
}

// The second education is 无 where there is none, and blank where nothing is
// known of either.
func TestRegistrationWithoutSecondEducation(t *testing.T) {
	in := reviewInput(t, "fafu-probation")
	c := *in.Cadre
	in.Cadre, c.PartTime = &c, cadre.Education{}
	for _, want := range []string{none, ""} {
		d := registrationData(in)
		if d["在职学历"] != want || d["在职毕业院校系及专业"] != want {
			t.Errorf("second education %q, %q; want %q", d["在职学历"], d["在职毕业院校系及专业"], want)
		}
		c.FullTime = cadre.Education{}
	}
}

// Before the votes are counted and the report is signed, the sheets have the
// rows and lines to write in, and no date the program made up.
func TestSheetsToFillByHand(t *testing.T) {
	for _, scheme := range schemeKeys {
		in := exampleOf(scheme)
		in.File.Subject.Tally, in.File.Panel, in.Panel = nil, nil, nil
		in.File.Subject.Report.Date = cadre.Date{}
		rows := append(append([]string{}, in.Scheme.Items...), "监票人（签名）：")
		for _, g := range in.Scheme.Vote.Groups {
			rows = append(rows, g.Name)
		}
		tally := textOf(reopened(t, mustMake(t, NewLibrary(pagetest.Fonts()), "tally", in).Docx))
		for _, want := range rows {
			if !strings.Contains(tally, want) {
				t.Errorf("%s: the blank tally has no row %s", scheme, want)
			}
		}
		report := textOf(reopened(t, mustMake(t, NewLibrary(pagetest.Fonts()), "report", in).Docx))
		if n := strings.Count(report, "成员：\n"); n != 2 || !strings.Contains(report, blankDate) {
			t.Errorf("%s: %d lines for members, or a date of its own:\n%s", scheme, n, report)
		}
	}
}

// The names of four grades stand on one line each in every list that has a
// column for them.
func TestGradesStandOnOneLine(t *testing.T) {
	in := exampleOf("national-probation")
	for paper := range paperTwips {
		in.Paper = paper
		for _, key := range []string{"ballot", "ballot-list", "count-sheet", "tally", "tally-list", "roster"} {
			pg := mustMake(t, NewLibrary(pagetest.Fonts()), key, in).Pages[0]
			if s := pageText(pg); !strings.Contains(s, "基本称职") || split(pg, "基本称职") {
				t.Errorf("%s on %s: 基本称职 is broken over lines", key, paper)
			}
		}
	}
}
