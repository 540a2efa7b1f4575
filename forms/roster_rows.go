package forms

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"kaocha/data/cadre"
	"kaocha/data/review"
)

// RosterKind says what a column of the summary holds.
type RosterKind int

// Kinds of columns.
const (
	RosterText  RosterKind = iota // centred text
	RosterLong                    // text set from the left, may wrap
	RosterCount                   // whole number
	RosterRate                    // share, 0 to 1, printed as a percentage
)

// RosterColumn is one column of the 考察情况汇总表 (DOMAIN 2.9).
type RosterColumn struct {
	Key   string // unique: 姓名, 优秀, 优秀率
	Label string // the printed heading
	Group string // heading over neighbouring columns, "" for none
	Kind  RosterKind
	Width float64  // in half-width characters of the body type
	Sum   bool     // counts that are added up in the last row
	Parts []string // RosterRate: keys of the counts that make the numerator
	Base  string   // RosterRate: key of the denominator's column; "" when the rate is weighted
}

// RosterCell is what stands in one cell. Value is nil for text and for numbers
// that were not entered: those stay blank, never 0.
type RosterCell struct {
	Text  string // as printed
	Value *float64
}

// RosterRow is one subject, a cell for each column.
type RosterRow struct {
	SubjectID string
	Cells     []RosterCell
	Withheld  string // why there are votes but no rates, "" otherwise
}

// RosterRows gives the columns and rows of the 考察情况汇总表 of in.Files. The
// Excel sheet, the printed form and the summary on screen all show these.
// Columns follow the scheme's grades; a list over several branches names them.
func RosterRows(in *Input) ([]RosterColumn, []RosterRow) {
	cols := rosterColumns(in)
	rows := make([]RosterRow, 0, len(in.Files))
	for i, f := range in.Files {
		rows = append(rows, rosterRow(in, cols, i+1, f))
	}
	return cols, rows
}

// RosterTotals is the last row: the counts added up, the rates over the sums,
// how many got each grade. Columns that were nowhere filled stay blank.
func RosterTotals(in *Input, cols []RosterColumn, rows []RosterRow) RosterRow {
	out := RosterRow{Cells: make([]RosterCell, len(cols))}
	sums := map[string]*float64{}
	for i, c := range cols {
		if !c.Sum {
			continue
		}
		for _, r := range rows {
			if v := r.Cells[i].Value; v != nil {
				if sums[c.Key] == nil {
					sums[c.Key] = new(float64)
				}
				*sums[c.Key] += *v
			}
		}
		out.Cells[i] = rosterNumber(sums[c.Key])
	}
	for i, c := range cols {
		if c.Kind == RosterRate && c.Base != "" {
			out.Cells[i] = rosterShare(in, rosterRatio(sums, c))
		}
		if c.Key == colGrade {
			out.Cells[i].Text = rosterGradeCounts(in, rows, i)
		}
	}
	for i, c := range cols {
		if c.Key == "姓名" {
			out.Cells[i].Text = "合计"
		}
	}
	return out
}

func rosterGradeCounts(in *Input, rows []RosterRow, col int) string {
	var parts []string
	for _, g := range rosterGrades(in.Scheme) {
		n := 0
		for _, r := range rows {
			if r.Cells[col].Text == g {
				n++
			}
		}
		if n > 0 {
			parts = append(parts, g+strconv.Itoa(n)+"人")
		}
	}
	return strings.Join(parts, "\n")
}

// rosterFour is the width of a column for four characters: they must not wrap.
const rosterFour = 9.6

// Keys of the columns that are not named by the scheme.
const (
	colTotal = "总票数"
	colBase  = "得票率基数"
	colGrade = "评价等级"
)

func rosterColumns(in *Input) []RosterColumn {
	txt := func(key string, w float64) RosterColumn { return RosterColumn{Key: key, Label: key, Width: w} }
	long := func(key string, w float64) RosterColumn {
		return RosterColumn{Key: key, Label: key, Kind: RosterLong, Width: w}
	}
	cols := []RosterColumn{txt("序号", 4.2)}
	if in.Branch == nil {
		cols = append(cols, long("党总支", 13))
	}
	cols = append(cols, long("单位", 12.4), txt("姓名", rosterFour), txt("性别", 4.2), txt("出生年月", rosterFour),
		txt("政治面貌", rosterFour), long("学历学位", 15), txt("职称", 8.6), long("试任职务", 15), txt("试任时间", rosterFour))
	cols = append(cols, voteColumns(in.Scheme)...)
	cols = append(cols, RosterColumn{Key: "谈话人数", Label: "谈话人数", Kind: RosterCount, Width: 5.2, Sum: true},
		txt("谈话意见", 14.2), txt(colGrade, rosterFour), long("考察组意见", 12.2), long("备注", 7.6))
	return cols
}

func voteColumns(s *review.Scheme) []RosterColumn {
	if s == nil {
		return nil
	}
	group := "民主测评　得票率基数：" + rosterBase(s)
	count := func(key, label string, w float64) RosterColumn {
		return RosterColumn{Key: key, Label: label, Group: group, Kind: RosterCount, Width: w, Sum: true}
	}
	cols := []RosterColumn{count(colTotal, colTotal, 7.4)}
	base := colTotal
	if s.Vote.Denominator != "valid" && s.Vote.Denominator != "" {
		base = colBase
		cols = append(cols, count(colBase, colBase, 6.2))
	}
	for _, g := range s.Grades {
		cols = append(cols, count(g.Key, g.Key, max(5.4, 2.15*float64(utf8.RuneCountInString(g.Key))+0.8)))
	}
	if s.Abstain != "" {
		cols = append(cols, count(s.Abstain, s.Abstain, 5.4))
	}
	if rosterWeighted(s) {
		base = ""
	}
	rate := func(name string, in func(review.Grade) bool) {
		c := RosterColumn{Key: name, Label: name, Group: group, Kind: RosterRate, Width: 9, Base: base}
		for _, g := range s.Grades {
			if in(g) {
				c.Parts = append(c.Parts, g.Key)
			}
		}
		if len(c.Parts) > 0 && name != "" {
			cols = append(cols, c)
		}
	}
	rate(s.Vote.BestName, func(g review.Grade) bool { return g.Best })
	rate(s.Vote.PassName, func(g review.Grade) bool { return g.Pass })
	return cols
}

// rosterBase names the denominator; a scheme that names none counts valid votes.
func rosterBase(s *review.Scheme) string {
	if s.Vote.Denominator == "" {
		return review.BaseName("valid")
	}
	return review.BaseName(s.Vote.Denominator)
}

func rosterGrades(s *review.Scheme) []string {
	if s == nil {
		return nil
	}
	keys := make([]string, len(s.Grades))
	for i, g := range s.Grades {
		keys[i] = g.Key
	}
	return keys
}

func rosterRow(in *Input, cols []RosterColumn, n int, f *review.File) RosterRow {
	v := rosterVotes(in.Scheme, f.Subject.Tally)
	texts := rosterTexts(in, n, f)
	row := RosterRow{SubjectID: f.Subject.ID, Cells: make([]RosterCell, len(cols)), Withheld: v.fixed}
	for i, c := range cols {
		switch {
		case c.Key == "谈话人数":
			if k := len(f.Subject.Talks); k > 0 {
				x := float64(k)
				row.Cells[i] = rosterNumber(&x)
			}
		case c.Kind == RosterCount:
			row.Cells[i] = rosterNumber(v.counts[c.Key])
		case c.Kind == RosterRate:
			row.Cells[i] = rosterShare(in, v.rates[c.Key])
		default:
			row.Cells[i].Text = rosterClean(texts[c.Key])
		}
	}
	if x := float64(n); cols[0].Key == "序号" {
		row.Cells[0].Value = &x
	}
	return row
}

func rosterTexts(in *Input, n int, f *review.File) map[string]string {
	c, s := f.Cadre, f.Subject
	if c == nil {
		c = &cadre.Cadre{}
	}
	post := c.Probation.Position
	if post == "" {
		post = c.Position
	}
	t := map[string]string{
		"序号": strconv.Itoa(n), "单位": c.Unit, "姓名": c.Name, "性别": c.Sex,
		"出生年月": c.Birth.Dotted(), "政治面貌": c.Political, "学历学位": rosterSchooling(c), "职称": c.Title,
		"试任职务": post, "试任时间": c.Probation.Start.Dotted(), "谈话意见": rosterVerdicts(in.Scheme, s.Talks),
		colGrade: s.Report.Grade, "考察组意见": rosterAdvice(in.Scheme, s), "备注": rosterNote(c, s),
	}
	if f.Branch != nil {
		t["党总支"] = f.Branch.Name
	}
	return t
}

// rosterSchooling is level and degree, the part-time one on a line of its own.
func rosterSchooling(c *cadre.Cadre) string {
	one := func(e cadre.Education) string { return strings.Trim(e.Level+"/"+e.Degree, "/") }
	full, part := one(c.FullTime), one(c.PartTime)
	switch {
	case part == "":
		return full
	case full == "":
		return part
	}
	return full + "\n在职" + part
}

// verdicts counts what the talks said: 同意3 基本同意1, in the scheme's order.
func rosterVerdicts(s *review.Scheme, talks []review.Talk) string {
	n := map[string]int{}
	var order []string
	if s != nil {
		order = append(order, s.Talks.Verdicts...)
	}
	for _, t := range talks {
		if t.Verdict == "" {
			continue
		}
		if n[t.Verdict]++; !slices.Contains(order, t.Verdict) {
			order = append(order, t.Verdict)
		}
	}
	var parts []string
	for _, k := range order {
		if n[k] > 0 {
			parts = append(parts, fmt.Sprintf("%s%d人", k, n[k]))
		}
	}
	return strings.Join(parts, "\n")
}

// rosterWords is the longest opinion that stands in a cell in its own words.
const rosterWords = 20

// rosterAdvice is what the first advising office (the panel) proposes: an
// outcome, else its words; a paragraph has no room here, the 考察表 has it.
func rosterAdvice(s *review.Scheme, sub *review.Subject) string {
	if s == nil || s.Advising() == nil {
		return ""
	}
	op := sub.OpinionOf(s.Advising().Key)
	if op.Advice != "" {
		return op.Advice
	}
	if utf8.RuneCountInString(op.Text) > rosterWords {
		return "见考察表"
	}
	return op.Text
}

// rosterNote says what a reader of the row must know: a prolonged probation, and
// what was typed for the summary.
func rosterNote(c *cadre.Cadre, sub *review.Subject) string {
	var parts []string
	if !c.Probation.End.IsZero() {
		parts = append(parts, "试用期延长至"+c.Probation.End.String())
	}
	if sub.Note != "" {
		parts = append(parts, sub.Note)
	}
	return strings.Join(parts, "；")
}
