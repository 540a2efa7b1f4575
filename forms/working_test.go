package forms

import (
	"fmt"
	"strings"
	"testing"

	"kaocha/data/review"
	"kaocha/forms/page"
	"kaocha/forms/page/pagetest"
)

var schemeKeys = []string{"fafu-probation", "national-probation"}

// Every form of the catalog, on every paper it has, for both schemes: it fills,
// nothing is missing or cut off, fonts are named on every run.
func TestEveryFormForEveryScheme(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and one goroutine at a time")
	}
	l := NewLibrary(pagetest.Fonts())
	for _, scheme := range schemeKeys {
		for _, f := range Catalog() {
			for paper, size := range paperTwips {
				if f.Paper != "" && f.Paper != paper {
					continue
				}
				in := exampleOf(scheme)
				in.Paper = paper
				if f.Scope == OfRound {
					in.Branch = nil
				}
				o, err := l.Make(f, in)
				at := fmt.Sprintf("%s on %s by %s", f.Key, paper, scheme)
				if err != nil {
					t.Errorf("%s: %v", at, err)
					continue
				}
				if len(o.Missing)+len(o.Overflow)+len(o.Odd)+len(o.NoGlyph) > 0 {
					t.Errorf("%s: missing %q, overflow %v, odd %q, no glyph %q", at, o.Missing, o.Overflow, o.Odd, string(o.NoGlyph))
				}
				doc := reopened(t, o.Docx)
				checkFonts(t, at, doc)
				sheet := doc.FindElement("//w:pgSz")
				w, h := sheet.SelectAttrValue("w:w", ""), sheet.SelectAttrValue("w:h", "")
				if sheet.SelectAttrValue("w:orient", "") == "landscape" {
					w, h = h, w
				}
				if w != size[0] || h != size[1] {
					t.Errorf("%s: sheet %s × %s twips, want %s × %s", at, w, h, size[0], size[1])
				}
				if s := textOf(doc); strings.Contains(s, "{{") {
					t.Errorf("%s: a tag is left", at)
				}
			}
		}
	}
}

// An empty round prints blank working forms, never a crash.
func TestFormsWithoutRecords(t *testing.T) {
	l := NewLibrary(pagetest.Fonts())
	for _, f := range Catalog() {
		if f.Scope != OfBranch && f.Scope != OfRound {
			continue
		}
		in := Example()
		in.Files, in.Findings, in.Branch, in.Panel = nil, nil, nil, nil
		if _, err := l.Make(f, in); err != nil {
			t.Errorf("%s: %v", f.Key, err)
		}
	}
}

// The narrative forms are 仿宋 小三 (15 pt) at exactly 25 pt on every body
// paragraph, under the title the notice asks for (FAFU notice, item 1).
func TestNarrativeType(t *testing.T) {
	l := NewLibrary(pagetest.Fonts())
	in := Example()
	in.File.Subject.MaterialOf("summary").Text = "一、思想政治\n本人2025年完成3项工作。\n二、不足\n调研不够。"
	for _, key := range []string{"summary", "report"} {
		doc := reopened(t, mustMake(t, l, key, in).Docx)
		n := 0
		for i, p := range doc.FindElements("//w:body/w:p") {
			if i == 0 || strings.TrimSpace(textOf(etreeWrap(p))) == "" {
				continue
			}
			n++
			sp := p.FindElement("./w:pPr/w:spacing")
			if sp == nil || sp.SelectAttrValue("w:line", "") != "500" || sp.SelectAttrValue("w:lineRule", "") != "exact" {
				t.Errorf("%s: paragraph %d is not set exactly 25 pt", key, i+1)
			}
			for _, r := range p.SelectElements("w:r") {
				font, size := r.FindElement("./w:rPr/w:rFonts").SelectAttrValue("w:eastAsia", ""), r.FindElement("./w:rPr/w:sz").SelectAttrValue("w:val", "")
				if size != "30" || font != "仿宋" && font != "黑体" {
					t.Errorf("%s: paragraph %d in %s %s half-points", key, i+1, font, size)
				}
			}
		}
		if n < 4 {
			t.Errorf("%s: only %d paragraphs looked at", key, n)
		}
	}
	doc := reopened(t, mustMake(t, l, "summary", in).Docx)
	if got := textOf(etreeWrap(doc.FindElement("//w:body/w:p"))); got != "履职工作总结" {
		t.Errorf("the summary's title is %q", got)
	}
}

// Parts of the report stand in the notice's order and every member of the panel
// has a line to sign.
func TestReportOrder(t *testing.T) {
	in := Example()
	in.Panel = &review.Panel{Leader: "组例", Members: []string{"员甲", "员乙", "员丙"}}
	in.File.Panel = in.Panel
	s := ""
	for _, pg := range mustMake(t, NewLibrary(pagetest.Fonts()), "report", in).Pages {
		s += pageText(pg)
	}
	at := 0
	for _, want := range []string{"方例同志试用期考察材料", "1988年5月出生", "德才表现与工作实绩", "不足之处", "民主测评情况", "总票数45，优秀20，称职15，不称职10，弃权0。", "评价等级：优秀",
		"示例学院党总支", "考察组成员", "组长：", "组例", "员甲", "员乙", "员丙", "2025年12月10日"} {
		i := strings.Index(s[at:], want)
		if i < 0 {
			t.Fatalf("%q is missing or out of order in:\n%s", want, s)
		}
		at += i
	}
}

// A ballot has the scheme's rows and columns and nothing that could lead to a voter.
func TestBallot(t *testing.T) {
	for scheme, grades := range map[string][]string{"fafu-probation": {"优秀", "称职", "不称职", "弃权"}, "national-probation": {"优秀", "称职", "基本称职", "不称职", "弃权"}} {
		in := exampleOf(scheme)
		o := mustMake(t, NewLibrary(pagetest.Fonts()), "ballot", in)
		doc := reopened(t, o.Docx)
		s := textOf(doc)
		head := doc.FindElements("//w:tbl")[1].SelectElements("w:tr")
		if got := len(head[0].SelectElements("w:tc")); got != len(grades)+1 {
			t.Errorf("%s: %d columns, want %d", scheme, got, len(grades)+1)
		}
		if got := len(head) - 1; got != len(in.Scheme.Items) {
			t.Errorf("%s: %d rows, want %d", scheme, got, len(in.Scheme.Items))
		}
		for _, g := range grades {
			if !strings.Contains(s, g) {
				t.Errorf("%s: no column %s", scheme, g)
			}
		}
		if scheme == "fafu-probation" && strings.Contains(s, "基本称职") {
			t.Error("the three-grade ballot has a fourth grade")
		}
		if len(o.Pages) != 1 {
			t.Errorf("%s: %d pages", scheme, len(o.Pages))
		}
	}
}

// 45 valid ballots of 20, 15 and 10: 44.44 %, 33.33 %, 22.22 %, pass 77.78 %.
func TestTallySheet(t *testing.T) {
	s := textOf(reopened(t, mustMake(t, NewLibrary(pagetest.Fonts()), "tally", Example()).Docx))
	for _, want := range []string{"有效票（含弃权）", "44.44%", "33.33%", "22.22%", "0.00%", "77.78%", "35 ÷ 45", "监例", "计例", "德"} {
		if !strings.Contains(strings.ReplaceAll(s, "(20 + 15)", "35"), want) && !strings.Contains(s, want) {
			t.Errorf("%q is not on the sheet:\n%s", want, s)
		}
	}
}

// Long lists repeat their heading on every page.
func TestListsRepeatTheirHead(t *testing.T) {
	l := NewLibrary(pagetest.Fonts())
	in := Example()
	for len(in.Files) < 30 {
		in.Files = append(in.Files, in.Files[0])
	}
	for key, word := range map[string]string{"handover": "纸质", "count-sheet": "合计", "roster": "评价等级", "sign-in": "单位及职务"} {
		o := mustMake(t, l, key, in)
		if len(o.Pages) < 2 {
			t.Errorf("%s: 30 persons on %d page", key, len(o.Pages))
		}
		for i, pg := range o.Pages[:len(o.Pages)-1] {
			if !strings.Contains(pageText(pg), word) {
				t.Errorf("%s: page %d has no heading %q", key, i+1, word)
			}
		}
	}
}

func pageText(pg *page.Page) string {
	var b strings.Builder
	for _, g := range pg.Glyphs {
		b.WriteRune(g.R)
	}
	return b.String()
}

// A long talk goes on over pages; nothing is lost.
func TestLongTalk(t *testing.T) {
	in := Example()
	in.Talk.Texts["merits"] = strings.Repeat("这名同志在工作中认真负责，完成了交办的任务。\n", 260) + "最后一句话。"
	o := mustMake(t, NewLibrary(pagetest.Fonts()), "talk", in)
	if len(o.Pages) < 4 || len(o.Overflow) > 0 {
		t.Fatalf("%d pages, overflow %v", len(o.Pages), o.Overflow)
	}
	all := ""
	for _, pg := range o.Pages {
		all += pageText(pg)
	}
	if n := strings.Count(all, "完成了交办的任务。"); n != 260 || !strings.Contains(all, "最后一句话。") {
		t.Errorf("%d of 260 sentences are on the pages", n)
	}
}

// The working forms have as many pages in LibreOffice.
func TestWorkingFormsInOffice(t *testing.T) {
	l := NewLibrary(pagetest.Fonts())
	docs, made := map[string][]byte{}, map[string]*Output{}
	for _, f := range Catalog() {
		in := Example()
		o, err := l.Make(f, in)
		if err != nil {
			t.Fatal(err)
		}
		docs[f.Key], made[f.Key] = o.Docx, o
	}
	for key, file := range officePDFs(t, docs) {
		if ours, theirs := len(made[key].Pages), len(piecesOf(t, file)); ours != theirs {
			t.Errorf("%s: %d pages, LibreOffice %d", key, ours, theirs)
		}
	}
}
