package rounds

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2/widget"
	"github.com/xuri/excelize/v2"

	"kaocha/app/desktop/cadres"
	"kaocha/app/desktop/widgets"
	"kaocha/data/review"
	"kaocha/forms"
)

func TestSummaryEqualsTheExcel(t *testing.T) {
	p, _ := page(t)
	v := p.sum
	if len(v.rows) != 25 {
		t.Fatalf("%d rows of 24 and the totals", len(v.rows))
	}
	path := filepath.Join(t.TempDir(), "汇总.xlsx")
	v.write(path)
	p.d.Escape()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	x, err := excelize.OpenReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := x.GetRows(x.GetSheetName(0))
	if err != nil {
		t.Fatal(err)
	}
	name := slices.IndexFunc(v.cols, func(c forms.RosterColumn) bool { return c.Key == "姓名" })
	at := slices.IndexFunc(rows, func(r []string) bool { return len(r) > name && r[name] == v.rows[0].Cells[name].Text })
	if at < 0 {
		t.Fatal("the first person is not in the Excel")
	}
	for i := range 24 {
		for c := range v.cols {
			if k := v.cols[c].Kind; k != forms.RosterText && k != forms.RosterLong {
				continue // numbers and formulas: the sheet's own tests look at them
			}
			want := v.rows[i].Cells[c].Text
			got := ""
			if c < len(rows[at+i]) {
				got = rows[at+i][c]
			}
			if got != want {
				t.Errorf("row %d, %s: Excel %q, window %q", i+1, v.cols[c].Label, got, want)
			}
		}
	}
}

func TestSummaryRowIsFilledIn(t *testing.T) {
	p, sh := page(t)
	v := p.sum
	row := slices.IndexFunc(v.rows, func(r forms.RosterRow) bool { return r.SubjectID == p.rows[rowOf(t, p, "花千树")].subject })
	grade := slices.IndexFunc(v.cols, func(c forms.RosterColumn) bool { return c.Key == "评价等级" })
	if got := v.cell(row, grade).Text; got != "○ 未填" {
		t.Errorf("花千树's grade shows %q", got)
	}
	v.table.OnOpen(row, grade)
	dialogWith(t, p.d, func(r *widget.RadioGroup) bool { return slices.Contains(r.Options, "优秀") }).SetSelected("称职")
	note := p.d.Win.Canvas().Focused().(*widgets.Entry)
	note.SetText("挂职")
	p.d.Enter()
	p.Reload()
	if got := v.cell(row, grade).Text; got != "称职" {
		t.Errorf("grade %q", got)
	}
	if got := v.cell(row, len(v.cols)-1).Text; got != "挂职" {
		t.Errorf("note %q", got)
	}
	sub, _ := p.d.Session.Store.Subject(context.Background(), v.rows[row].SubjectID)
	if sub.Report.Grade != "称职" || len(sh.Toasts) == 0 {
		t.Errorf("saved %q, told %v", sub.Report.Grade, sh.Toasts)
	}
	v.askRow(len(v.rows) - 1)
	if p.d.Busy() {
		t.Error("the totals can be typed")
	}
	p.branch.SetSelected("林学院党总支")
	if n := len(v.rows); n == 0 || n == 25 {
		t.Errorf("%d rows of one branch", n)
	}
}

func TestFindingsAreFilteredAndJumpToTheirTab(t *testing.T) {
	p, sh := page(t)
	v := p.found
	all := len(v.rows)
	v.severity.SetSelected(review.Error.Name())
	errs := len(v.rows)
	if errs == 0 || errs >= all {
		t.Fatalf("%d errors of %d", errs, all)
	}
	v.person.SetText("hqs")
	if len(v.rows) == 0 || len(v.rows) >= errs {
		t.Fatalf("%d of hqs", len(v.rows))
	}
	for _, f := range v.rows {
		if f.Person != "花千树" || f.Severity != review.Error {
			t.Errorf("listed %s of %s", f.Severity.Name(), f.Person)
		}
	}
	i := slices.IndexFunc(v.rows, func(f review.Finding) bool { return strings.HasPrefix(f.Rule, "report.") })
	if i < 0 {
		t.Skip("花千树 has no fault in the report")
	}
	v.table.Mark(i)
	v.table.OnOpen(i, 0)
	if s, ok := sh.Last().(*Subject); !ok || s.name != "花千树" || s.want == nil || s.want.tab != tabReport {
		t.Errorf("went to %T", sh.Last())
	}
	v.person.SetText("没有这个人")
	if v.empty.Hidden {
		t.Error("an empty list says nothing")
	}
}

func TestWaivedWithAReasonAndTakenBackByKeys(t *testing.T) {
	p, _ := page(t)
	v := p.found
	n := v.openCount()
	v.table.Mark(0)
	v.show()
	key := v.rows[0].Key
	v.askWaive()
	p.d.Enter()
	if !p.d.Busy() {
		t.Fatal("waived without a reason")
	}
	p.d.Win.Canvas().Focused().(*widgets.Entry).SetText("已核实")
	p.d.Enter()
	p.Reload()
	if v.openCount() != n-1 {
		t.Fatalf("%d open of %d", v.openCount(), n)
	}
	v.state.SetSelected(waivedOnly)
	i := slices.IndexFunc(v.rows, func(f review.Finding) bool { return f.Key == key })
	if i < 0 {
		t.Fatal("not among the waived ones")
	}
	v.table.Mark(i)
	v.show()
	if v.waive.Text != "取消说明" {
		t.Errorf("button says %s", v.waive.Text)
	}
	v.askWaive()
	p.Reload()
	if v.openCount() != n {
		t.Error("not taken back")
	}
}

func TestFindingsLeadToWhereTheyAreMended(t *testing.T) {
	p, sh := page(t)
	id := p.rows[rowOf(t, p, "花千树")].subject
	for rule, subject := range map[string]string{"round.dates": "", "panel.twice": "", "subject.panel": id, "stage.overdue": id} {
		n := len(sh.Opened)
		p.mend(review.Finding{Rule: rule, Subject: subject, Person: "花千树"})
		if !p.d.Busy() || len(sh.Opened) != n {
			t.Errorf("%s opens no dialog", rule)
		}
		p.d.Escape()
	}
	p.mend(review.Finding{Rule: "probation.start", Subject: id, Person: "花千树"})
	if _, ok := sh.Last().(*cadres.Person); !ok {
		t.Errorf("a fault of the register opens %T", sh.Last())
	}
	p.mend(review.Finding{Rule: "material.missing", Subject: "", Person: "林学院党总支"})
	if p.d.Busy() {
		t.Error("a branch's fault opens something")
	}
}

func TestSummaryCutsNoCellThatFitsItsColumn(t *testing.T) {
	p, _ := page(t)
	for i, c := range p.sum.table.Columns {
		for row := range p.sum.rows {
			em := widgets.Em(p.sum.cell(row, i).Text)
			if em <= longestCell && em*14+14 > c.Width {
				t.Errorf("%s: %q needs %.0f of %.0f", c.Title, p.sum.cell(row, i).Text, em*14+14, c.Width)
			}
		}
	}
}
