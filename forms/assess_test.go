package forms

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"kaocha/data/review"
	"kaocha/forms/page/pagetest"
	"kaocha/forms/template"
)

// Every form of tables of every shipped scheme passes the check that a school's
// own template has to pass, fills without a gap and fits its cells.
func TestTableFormsOfEveryScheme(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and one goroutine at a time")
	}
	lib := NewLibrary(pagetest.Fonts())
	n := 0
	for _, in := range assessExamples() {
		for _, f := range Catalog() {
			if f.Tables == nil {
				continue
			}
			n++
			b, err := Shipped(f, in)
			if err != nil {
				t.Fatal(err)
			}
			tp, err := template.Parse(b)
			if err != nil {
				t.Fatalf("%s, %s: %v", in.Scheme.Key, f.Key, err)
			}
			if r := tp.Check(Placeholders(f), Required(f)...); !r.OK() {
				t.Errorf("%s, %s: %+v", in.Scheme.Key, f.Key, r)
			}
			out, err := lib.Make(f, in)
			if err != nil {
				t.Fatalf("%s, %s: %v", in.Scheme.Key, f.Key, err)
			}
			if len(out.Missing) > 0 || len(out.Overflow) > 0 || len(out.Odd) > 0 {
				t.Errorf("%s, %s: missing %v, overflow %v, odd %v", in.Scheme.Key, f.Key, out.Missing, out.Overflow, out.Odd)
			}
		}
	}
	for _, in := range assessExamples() { // the schemes' own forms
		for _, f := range CardForms(in.Scheme) {
			if f.Concerns != nil && !f.Concerns(in.File.Subject) {
				continue
			}
			out, err := lib.Make(f, in)
			if err != nil {
				t.Fatalf("%s, %s: %v", in.Scheme.Key, f.Key, err)
			}
			if len(out.Missing)+len(out.Overflow)+len(out.Odd) > 0 || len(out.Pages) > 2 {
				t.Errorf("%s, %s: %d pages, missing %v, overflow %v, odd %v", in.Scheme.Key, f.Key, len(out.Pages), out.Missing, out.Overflow, out.Odd)
			}
		}
	}
	if n < 30 {
		t.Errorf("only %d forms made", n)
	}
}

// The score sheet says how the total came about; the ballot has a row for each
// subject and a column for each answer.
func TestTablesSayWhatTheRecordsSay(t *testing.T) {
	for _, in := range assessExamples() {
		if in.Scheme.Key != "integrity-target" {
			continue
		}
		x := scoreSheet(in)
		if got := x.Notes[2]; !strings.HasPrefix(got, "总分 = 0.4 × 100.00 ＋ 0.6 × 100.00 ＋ 2（创新工作全市推介） ＋ 3") || !strings.HasSuffix(got, "= 118.00") {
			t.Errorf("explained as %s", got)
		}
		if got := subjectLine(in); !strings.Contains(got, "　　县（市、区）") {
			t.Errorf("the subject's line is %s", got)
		}
		for _, made := range []Tables{x, pollResult(in), eventCards(in)} {
			said := made.Title + strings.Join(made.Info, "")
			for _, one := range made.Tables {
				said += one.Title
			}
			if strings.Contains(said, "））") {
				t.Errorf("brackets in brackets: %s", said)
			}
		}
		b := pollBallots(in).Tables[0]
		var cols []string
		for _, c := range b.Columns {
			cols = append(cols, c.Label)
		}
		if got := strings.Join(cols, " "); got != "测评对象 优秀 合格 不合格 弃权" || len(b.Rows) != 1 || b.Rows[0][0] != "例县（市、区）" {
			t.Errorf("ballot %s, %v", got, b.Rows)
		}
	}
}

// A card is never torn over two pages, a row never cut.
func TestCardsStayOnOnePage(t *testing.T) {
	var cards []Table
	for i := range 9 { // 7 rows of 8 mm and a head: four cards fit on an A4 page
		c := Table{Title: fmt.Sprintf("卡头%d", i), Bare: true, Columns: []TableColumn{{Width: 28}, {Width: 100, Left: true}}}
		for k := range 7 {
			c.Rows = append(c.Rows, []string{fmt.Sprintf("卡%d行%d", i, k), "内容"})
		}
		cards = append(cards, c)
	}
	f := tablesForm(Form{Key: "cards", Name: "卡片"}, false, func(*Input) Tables { return Tables{Title: "卡片", Tables: cards} })
	out, err := NewLibrary(pagetest.Fonts()).Make(f, &Input{Paper: "A4"})
	if err != nil {
		t.Fatal(err)
	}
	if len(out.Pages) < 2 {
		t.Fatalf("%d pages show nothing", len(out.Pages))
	}
	for i := range cards {
		on := 0
		for _, p := range out.Pages {
			if s := pageText(p); strings.Contains(s, fmt.Sprintf("卡头%d", i)) {
				on++
				for k := range 7 {
					if !strings.Contains(s, fmt.Sprintf("卡%d行%d", i, k)) {
						t.Errorf("card %d: row %d is not on the card's page", i, k)
					}
				}
			}
		}
		if on != 1 {
			t.Errorf("card %d on %d pages", i, on)
		}
	}
}

// A sheet that several score carries its chart on the page and in the Word file;
// a ballot with votes carries one too.
func TestFormsCarryTheirCharts(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and one goroutine at a time")
	}
	lib := NewLibrary(pagetest.Fonts())
	charts := 0
	for _, in := range assessExamples() {
		for _, f := range []*Form{scoreSheetForm, pollResultForm} {
			want := 0
			for _, x := range f.Tables(in).Tables {
				if x.Chart != nil {
					want++
				}
			}
			out, err := lib.Make(f, in)
			if err != nil {
				t.Fatal(err)
			}
			drawn := 0
			for _, p := range out.Pages {
				drawn += len(p.Pics)
			}
			if files := bytes.Count(out.Docx, []byte("word/media/kaocha")) / 2; drawn != want || files > want || want > 0 && files == 0 {
				t.Errorf("%s, %s: %d charts, %d on the pages, %d in the file", in.Scheme.Key, f.Key, want, drawn, files)
			}
			charts += want
		}
	}
	if charts < 5 {
		t.Errorf("only %d charts", charts)
	}
}

// A sheet of one section has no column that is empty but for its first row.
func TestSheetOfOneSectionNamesItOnce(t *testing.T) {
	x := &review.Sheet{Name: "平时考核", Sections: []review.SheetSection{{Name: "十项内容", Items: []review.SheetItem{{Name: "科技教育", Max: 10}, {Name: "计划生育", Max: 10}}}}}
	if one := sheetTable(x, x.Name, nil, ""); one.Title != "平时考核：十项内容" || one.Columns[0].Label != "序号" || one.Rows[2][1] != "合计" || len(one.Rows[0]) != len(one.Columns) {
		t.Errorf("%+v", one)
	}
	x.Sections = append(x.Sections, x.Sections[0])
	if two := sheetTable(x, x.Name, nil, ""); two.Title != x.Name || two.Columns[0].Label != "大项" || two.Rows[2][0] != "十项内容" {
		t.Errorf("%+v", two)
	}
}

// The name of a section stands once beside all its items, in one cell.
func TestSectionsOfASheetAreMerged(t *testing.T) {
	lib := NewLibrary(pagetest.Fonts())
	for _, in := range assessExamples() {
		if in.Scheme.Key != "integrity-target" {
			continue
		}
		f, err := ByKey("score-sheet")
		if err != nil {
			t.Fatal(err)
		}
		o, err := lib.Make(f, in)
		if err != nil {
			t.Fatal(err)
		}
		starts, on := 0, 0
		for _, m := range reopened(t, o.Docx).FindElements("//w:vMerge") {
			if m.SelectAttrValue("w:val", "") == "restart" {
				starts++
			} else {
				on++
			}
		}
		parts, items := 0, 0 // 合计 is one of each
		for _, x := range in.Scheme.SheetsFor(in.File.Subject) {
			if len(x.Sections) > 1 {
				parts, items = parts+len(x.Sections)+1, items+len(x.Items())+1
			}
		}
		if parts == 0 || starts != parts || starts+on != items {
			t.Errorf("%d cells begin of %d, %d go on, for %d rows", starts, parts, on, items)
		}
		return
	}
	t.Fatal("no example of the scheme")
}
