package review

import (
	"errors"
	"fmt"
	"math/big"

	"kaocha/data/cadre"
)

// StatQuestion is what is to be counted.
type StatQuestion struct {
	What   string     // the people: 干部库全部干部
	By     string     // dimension of the rows
	And    string     // dimension of the columns, VoteRates, or "" for heads and shares
	At     cadre.Date // ages are of this date
	Today  cadre.Date // when it is counted
	Scheme *Scheme    // nil outside a round
}

// RowKind tells rows of a table apart.
type RowKind string

// Kinds of rows besides a group's own, which is "".
const (
	RowBlank  RowKind = "blank"  // people without a value
	RowMerged RowKind = "merged" // several small groups together
	RowTotal  RowKind = "total"
)

// StatCell is one figure. Value is nil where there is none or it is not shown.
type StatCell struct {
	Text  string   `json:"text"`
	Value *float64 `json:"value"`
}

// StatColumn heads a column of figures.
type StatColumn struct {
	Name  string  `json:"name"`
	Kind  RowKind `json:"kind,omitempty"` // of the group that it counts
	Rate  bool    `json:"rate,omitempty"`
	Drawn bool    `json:"drawn"` // belongs in a chart
}

// StatRow is one group.
type StatRow struct {
	Name  string     `json:"name"`
	Kind  RowKind    `json:"kind,omitempty"`
	Cells []StatCell `json:"cells"`
}

// Stats (统计表) is a table of figures that says what it counts.
type Stats struct {
	Title    string       `json:"title"`
	What     string       `json:"what"`
	Date     cadre.Date   `json:"date"`          // counted on
	At       cadre.Date   `json:"at,omitzero"`   // ages of this date; zero when they do not matter
	People   int          `json:"people"`        // counted in all
	Blank    int          `json:"blank"`         // of them without a value of the first dimension
	By       string       `json:"by"`            // heading of the groups
	And      string       `json:"and,omitempty"` // heading over the columns
	Columns  []StatColumn `json:"columns"`
	Rows     []StatRow    `json:"rows"`
	Total    StatRow      `json:"total"`
	Notes    []string     `json:"notes"`
	Decimals int          `json:"decimals"` // of percentages
}

// Info is the line under the title.
func (s *Stats) Info() string {
	out := fmt.Sprintf("%s　共 %d 人　统计日期 %s", s.What, s.People, s.Date)
	if !s.At.IsZero() {
		out += "　年龄计算到 " + s.At.String()
	}
	return out
}

// Share is a number of people as a percentage of all.
func (s *Stats) Share(n int) string {
	if s.People == 0 {
		return "—"
	}
	return Percent(big.NewRat(int64(n), int64(s.People)), s.Decimals)
}

// statDecimals is for percentages where no scheme says otherwise.
const statDecimals = 2

// hiddenText stands where a figure would tell of single persons.
const hiddenText = "不公布"

// stats is one table being made.
type stats struct {
	q       *StatQuestion
	by, and *Dimension
	files   []*File
	out     *Stats
}

// CountBy makes a table of people (of a round, or with Cadre alone of the
// register). Head counts are always shown; grades and vote rates never for
// groups under the scheme's minimum, nor so that they follow by subtraction.
func CountBy(q StatQuestion, files []*File) (*Stats, error) {
	by, err := q.dimension(q.By)
	if err != nil {
		return nil, err
	}
	s := &stats{q: &q, by: by, files: files, out: &Stats{What: q.What, Date: q.Today, People: len(files), By: by.Name,
		Title: "按" + by.Name + "统计", Decimals: statDecimals}}
	if q.Scheme != nil {
		s.out.Decimals = q.Scheme.Vote.Decimals
	}
	switch q.And {
	case "":
		s.heads()
	case VoteRates:
		if q.Scheme == nil {
			return nil, errors.New("民主测评得票率只在考察批次里才有，请指明批次")
		}
		s.rates()
	default:
		if s.and, err = q.dimension(q.And); err != nil {
			return nil, err
		}
		if s.and == by {
			return nil, fmt.Errorf("第二项不能也是“%s”，请另选一项或选“不分”", by.Name)
		}
		s.cross()
	}
	s.notes()
	return s.out, nil
}

// least is the scheme's minimum; groups below it are not shown alone.
func (s *stats) least() int {
	if s.q.Scheme == nil {
		return 0
	}
	return s.q.Scheme.Vote.MinGroup
}

func count(n int) StatCell { v := float64(n); return StatCell{num(n), &v} }

func (s *stats) rate(r *big.Rat) StatCell {
	if r == nil {
		return StatCell{Text: "—"}
	}
	v, _ := r.Float64()
	return StatCell{Percent(r, s.out.Decimals), &v}
}

func (s *stats) share(n, of int) StatCell {
	if of == 0 {
		return s.rate(nil)
	}
	return s.rate(big.NewRat(int64(n), int64(of)))
}

// heads counts people and their share of all.
func (s *stats) heads() {
	groups := s.q.sort(s.by, s.files)
	s.blanks(groups)
	s.out.Columns = []StatColumn{{Name: "人数", Drawn: true}, {Name: "占比", Rate: true}}
	hide := s.by.secret && s.tooFew(valued(groups))
	for _, g := range groups {
		row := StatRow{Name: g.name, Kind: g.kind, Cells: []StatCell{count(len(g.files)), s.share(len(g.files), len(s.files))}}
		if hide && g.kind == "" {
			row.Cells = []StatCell{{Text: hiddenText}, {Text: hiddenText}}
		}
		s.out.Rows = append(s.out.Rows, row)
	}
	s.out.Total = StatRow{"合计", RowTotal, []StatCell{count(len(s.files)), s.share(len(s.files), len(s.files))}}
	s.note("占比的基数是全部 %d 人，包括未填的", len(s.files))
}

func (s *stats) blanks(groups []statGroup) {
	for _, g := range groups {
		if g.kind == RowBlank {
			s.out.Blank = len(g.files)
		}
	}
}

// cross counts rows × columns.
func (s *stats) cross() {
	s.out.Title, s.out.And = "按"+s.by.Name+"、"+s.and.Name+"统计", s.and.Name
	rows, cols := s.q.sort(s.by, s.files), s.q.sort(s.and, s.files)
	s.blanks(rows)
	for _, g := range cols {
		if g.kind == RowBlank {
			s.note("%s未填 %d 人", s.and.Name, len(g.files))
		}
	}
	hide := false
	switch {
	case s.and.secret:
		if hide = s.tooFew(valued(cols)); !hide {
			rows = s.together(rows, judged(cols), "有"+s.and.Name+"的")
		}
	case s.by.secret:
		if hide = s.tooFew(valued(rows)); !hide {
			cols = s.together(cols, judged(rows), "有"+s.by.Name+"的")
		}
	}
	for _, c := range cols {
		s.out.Columns = append(s.out.Columns, StatColumn{Name: c.name, Kind: c.kind, Drawn: true})
	}
	s.out.Columns = append(s.out.Columns, StatColumn{Name: "合计", Kind: RowTotal})
	shut := func(row, col RowKind) bool { // figures that tell of a judgement
		return hide && (s.and.secret && col == "" || s.by.secret && row == "")
	}
	for _, r := range rows {
		s.out.Rows = append(s.out.Rows, crossRow(r, cols, shut))
	}
	s.out.Total = crossRow(statGroup{"合计", RowTotal, s.files}, cols, shut)
}

// crossRow counts a row's people by column and in all.
func crossRow(r statGroup, cols []statGroup, shut func(row, col RowKind) bool) StatRow {
	in := map[*File]bool{}
	for _, f := range r.files {
		in[f] = true
	}
	row := StatRow{Name: r.name, Kind: r.kind}
	for _, c := range cols {
		n := 0
		for _, f := range c.files {
			if in[f] {
				n++
			}
		}
		if shut(r.kind, c.kind) {
			row.Cells = append(row.Cells, StatCell{Text: hiddenText})
		} else {
			row.Cells = append(row.Cells, count(n))
		}
	}
	if shut(r.kind, RowTotal) {
		return StatRow{r.name, r.kind, append(row.Cells, StatCell{Text: hiddenText})}
	}
	row.Cells = append(row.Cells, count(len(r.files)))
	return row
}

func (s *stats) note(format string, a ...any) {
	s.out.Notes = append(s.out.Notes, fmt.Sprintf(format, a...)+"。")
}

// notes says what the figures are of.
func (s *stats) notes() {
	said := s.out.Notes
	s.out.Notes = nil
	if s.out.Blank > 0 {
		s.note("%s未填 %d 人", s.by.Name, s.out.Blank)
	} else {
		s.note("%s没有未填的", s.by.Name)
	}
	dims := []*Dimension{s.by}
	if s.and != nil {
		dims = append(dims, s.and)
	}
	for _, d := range dims {
		if d.Key == "age" {
			s.out.At = s.q.At
			s.note("年龄按年月计算到 %s", s.q.At)
		}
		if d.note != "" {
			s.note("%s", d.note)
		}
	}
	s.out.Notes = append(s.out.Notes, said...)
}
