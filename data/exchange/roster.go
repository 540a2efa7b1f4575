package exchange

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"kaocha/data/cadre"
	"kaocha/data/cadre/idnum"
)

// Limits of one roster.
const (
	maxRosterRows = 100_000
	maxRosterCols = 300    // columns further right are not looked at
	maxProblems   = 20_000 // listed one by one
)

// RosterOptions says how to read a roster; the zero value finds out by itself.
type RosterOptions struct {
	Mapping map[int]string // column (from 1) → field key, "" to leave it out; columns not named here are matched by header
	// Headers says the same by a column's header, for all rosters of a scan:
	// header as written → field key or "". Mapping goes before it.
	Headers map[string]string
	// Photo reduces a picture as soon as it is read, so that hundreds need no
	// room: it is called on several goroutines. Nil, or an error, keeps it.
	Photo func([]byte) ([]byte, error)
	Sheet string     // worksheet to read; "" for the first that holds a roster
	Today cadre.Date // dates after it are refused where they cannot be; zero: the computer's date
}

// Skipped is a row that is no person.
type Skipped struct {
	Row    int
	Text   string
	Reason string
}

// Roster is a list of people as read from a spreadsheet.
type Roster struct {
	File, Sheet string
	Sheets      []string // names of all worksheets
	HeaderRow   int      // last row of the header; 0 when none was found
	Columns     []Column
	Persons     []Person
	Skipped     []Skipped
	Problems    []Problem // about the file as a whole; a person's are with the person
	HiddenRows  int       // filled rows the sheet hides, read all the same
	HiddenCols  int

	hidden []string // the first of the hidden rows, for the message
}

// ReadRoster reads an .xlsx or text roster. The kind is found by content, name
// is only for messages. Bad cells stay blank and are named by address; an error
// means that the file cannot be read at all, or ctx was cancelled.
func ReadRoster(ctx context.Context, name string, data []byte, opts RosterOptions) (*Roster, error) {
	kind, err := detect(data)
	if err != nil {
		return nil, err
	}
	if opts.Today.IsZero() {
		opts.Today = cadre.FromTime(time.Now())
	}
	r := &Roster{File: name}
	var g *grid
	switch kind {
	case isXLSX:
		g, err = r.openSheet(ctx, data, opts.Sheet)
	case isText:
		g, err = readCSV(data)
	default:
		err = errors.New("不是花名册，请提供 .xlsx 或 .csv")
	}
	if err != nil {
		return nil, err
	}
	switch {
	case len(g.rows) == 0:
		return nil, errors.New("表里没有内容")
	case len(g.rows) > maxRosterRows:
		return nil, fmt.Errorf("表里有 %d 行，超过 %d 行，请分成几个文件导入", len(g.rows), maxRosterRows)
	}
	if err := r.read(ctx, g, opts); err != nil {
		return nil, err
	}
	return r, nil
}

// openSheet picks the worksheet: the named one, else the first shown one whose
// header names the most fields.
func (r *Roster) openSheet(ctx context.Context, data []byte, want string) (*grid, error) {
	w, err := openXLSX(data)
	if err != nil {
		return nil, err
	}
	var best *grid
	var lists []string // sheets that hold people
	score, hidden := -1, 0
	for _, s := range w.sheets {
		r.Sheets = append(r.Sheets, s.name)
		if s.hidden {
			hidden++
		}
		if want != "" && s.name != want || want == "" && s.hidden {
			continue
		}
		g, err := w.readSheet(ctx, s)
		if err != nil {
			return nil, err
		}
		h, _ := g.findHeader()
		if slices.Contains(h.fields, "姓名") && h.score >= 2 {
			lists = append(lists, g.sheet)
		}
		if h.score > score {
			best, score = g, h.score
		}
	}
	if best == nil {
		return nil, fmt.Errorf("工作簿里没有名为“%s”的可用工作表，现有：%s", want, strings.Join(r.Sheets, "、"))
	}
	r.Sheet = best.sheet
	if hidden > 0 {
		r.tell(Problem{Where: r.File, Message: fmt.Sprintf("有 %d 张隐藏的工作表没有读取", hidden)})
	}
	if len(w.sheets) > 1 && want == "" {
		r.tell(Problem{Where: r.File, Message: fmt.Sprintf("工作簿有 %d 张工作表，读取的是“%s”", len(w.sheets), best.sheet)})
	}
	if lists = slices.DeleteFunc(lists, func(s string) bool { return s == best.sheet }); len(lists) > 0 {
		r.tell(Problem{Where: r.File, Refused: true, Message: "工作表“" + strings.Join(lists, "”“") + "”也像花名册，里面的人没有读取；请指定工作表，逐张导入"})
	}
	return best, nil
}

func (r *Roster) tell(p Problem) { r.Problems = append(r.Problems, p) }

// read finds the header, the columns and the people.
func (r *Roster) read(ctx context.Context, g *grid, opts RosterOptions) error {
	h, ok := g.findHeader()
	if !ok {
		h = g.headerAt(g.widestRow(), 1, min(g.maxCol(), maxRosterCols))
	}
	if n := g.maxCol(); n > maxRosterCols {
		r.tell(Problem{Where: r.where(), Message: fmt.Sprintf("内容一直到 %s 列，只读取前 %d 列", colName(n), maxRosterCols)})
	}
	r.HeaderRow = h.last
	r.setColumns(g, h, opts)
	hasName := slices.ContainsFunc(r.Columns, func(c Column) bool { return c.Field == "姓名" })
	if !hasName {
		r.tell(Problem{Where: r.where(), Field: "姓名", Message: "没有找到“姓名”一列，没有读取；如果是花名册，请指定哪一列是姓名", Refused: true})
	}
	rd := &rowReader{r: r, g: g, opts: opts, name: 1, fields: make([]*cadre.Field, len(r.Columns)+1), formulas: map[int]int{}, dates: map[int]int{}}
	for _, c := range r.Columns {
		if f := cadre.FieldByKey(c.Field); f != nil {
			rd.fields[c.Index] = f
			rd.cols = append(rd.cols, c.Index)
			if f.Key == "姓名" {
				rd.name = c.Index
			}
		}
	}
	if hasName {
		r.Persons = make([]Person, 0, len(g.rows))
	}
	for i := range g.rows {
		if i%256 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if g.rows[i].num <= h.last {
			continue
		}
		r.countHidden(&g.rows[i])
		r.sample(&g.rows[i])
		if hasName {
			rd.row(&g.rows[i])
		}
	}
	r.closeNotes(rd)
	return nil
}

// countHidden counts a hidden row and keeps the numbers of the first ones.
func (r *Roster) countHidden(row *gridRow) {
	if !row.hidden {
		return
	}
	if r.HiddenRows++; r.HiddenRows <= 10 {
		r.hidden = append(r.hidden, fmt.Sprint(row.num))
	} else if r.HiddenRows == 11 {
		r.hidden = append(r.hidden, "…")
	}
}

// where names the file or sheet in messages about the whole.
func (r *Roster) where() string {
	if r.Sheet != "" {
		return r.Sheet
	}
	return r.File
}

// widestRow is the row of the first ten with the most cells.
func (g *grid) widestRow() int {
	best := 0
	for i := range g.rows[:min(10, len(g.rows))] {
		if len(g.rows[i].cells) > len(g.rows[best].cells) {
			best = i
		}
	}
	return best
}

// chosen is what the clerk said about a column.
func (o *RosterOptions) chosen(col int, title string) (field string, given bool) {
	if field, given = o.Mapping[col]; !given {
		field, given = o.Headers[title]
	}
	return field, given
}

// title is a column's header as written; of two rows "上/下".
func (h *header) title(col int) string {
	if p := h.parents[col]; p != "" && p != h.texts[col] {
		return p + "/" + h.texts[col]
	}
	return h.texts[col]
}

// setColumns builds the columns from header and mapping; of two columns for
// one field the first is taken and the other told.
func (r *Roster) setColumns(g *grid, h header, opts RosterOptions) {
	taken := map[string]string{}
	for col := 1; col < len(h.texts); col++ { // what the clerk chose goes first
		if m, given := opts.chosen(col, h.title(col)); given && m != "" {
			taken[m] = "指定的列"
		}
	}
	used := map[string]bool{} // by the clerk's choice for a header, which may stand twice
	for col := 1; col < len(h.texts); col++ {
		c := Column{Index: col, Letter: colName(col), Header: h.title(col), Field: h.fields[col], Hidden: g.colHidden(col)}
		if c.Hidden {
			r.HiddenCols++
		}
		chosen, given := opts.chosen(col, c.Header)
		_, numbered := opts.Mapping[col]
		switch {
		case given && !numbered && used[chosen]:
			c.Field, c.Duplicate = "", true
		case given:
			c.Field = chosen
			used[chosen] = chosen != ""
		case c.Field != "" && taken[c.Field] != "":
			r.tell(Problem{Where: g.address(h.last, col), Field: c.Field, Found: c.Header,
				Message: fmt.Sprintf("与%s重复，只取前一列；如要取这一列，请另行指定", taken[c.Field])})
			c.Field, c.Duplicate = "", true
		case c.Field != "":
			taken[c.Field] = " " + c.Letter + " 列"
		}
		r.Columns = append(r.Columns, c)
	}
}

// likeID tells that a text could be an ID number.
func likeID(s string) bool {
	n := idnum.Normalize(s)
	return len(n) >= 15 && strings.Trim(n, "0123456789X") == ""
}

// sample keeps the first three values of each column.
func (r *Roster) sample(row *gridRow) {
	for _, cell := range row.cells {
		if int(cell.col) > len(r.Columns) {
			continue
		}
		c := &r.Columns[cell.col-1]
		if len(c.Samples) < 3 {
			v := shorten(cleanText(cell.text).text, 20)
			if f := cadre.FieldByKey(c.Field); f != nil && f.Secret || likeID(v) {
				v = idnum.Mask(v)
			}
			c.Samples = append(c.Samples, v)
		}
	}
}

// closeNotes adds what can be told only at the end.
func (r *Roster) closeNotes(rd *rowReader) {
	var left []string
	for _, c := range r.Columns {
		if c.Field == "" && !c.Duplicate && len(c.Samples) > 0 && !slices.Contains([]string{"序号", "编号", "No", "NO"}, squeeze(c.Header)) {
			left = append(left, fmt.Sprintf("%s 列“%s”", c.Letter, shorten(c.Header, 20)))
		}
	}
	if len(left) > 0 {
		r.tell(Problem{Where: r.where(), Message: "这些列没有对应的登记项，没有读取：" + strings.Join(left, "、")})
	}
	if r.HiddenRows > 0 {
		r.tell(Problem{Where: r.where(), Message: fmt.Sprintf("有 %d 个隐藏行（第 %s 行），也已读取，请核对是否应当导入", r.HiddenRows, strings.Join(r.hidden, "、"))})
	}
	if r.HiddenCols > 0 {
		r.tell(Problem{Where: r.where(), Message: fmt.Sprintf("有 %d 个隐藏列，也已读取，请核对是否应当导入", r.HiddenCols)})
	}
	for _, col := range rd.cols {
		if n := rd.formulas[col]; n > 0 {
			r.tell(Problem{Where: r.where(), Field: rd.fields[col].Key, Message: fmt.Sprintf("%s 列有 %d 个公式，取的是表里保存的结果", colName(col), n)})
		}
		if n := rd.dates[col]; n > 0 {
			r.tell(Problem{Where: r.where(), Field: rd.fields[col].Key, Message: fmt.Sprintf("%s 列有 %d 个日期格式的单元格，已按显示的年月（日）读取", colName(col), n)})
		}
	}
	if rd.unlisted > 0 {
		r.tell(Problem{Where: r.where(), Message: fmt.Sprintf("问题太多，另有 %d 处没有逐一列出；列对应关系可能不对，请先核对", rd.unlisted), Refused: true})
	}
	if len(r.Skipped) > 0 {
		r.tell(Problem{Where: r.where(), Message: fmt.Sprintf("有 %d 行不是人员（合计、说明等），已跳过：%s", len(r.Skipped), skippedRows(r.Skipped))})
	}
}

func skippedRows(s []Skipped) string {
	var out []string
	for i, k := range s {
		if i == 8 {
			out = append(out, "…")
			break
		}
		out = append(out, fmt.Sprintf("第 %d 行“%s”", k.Row, shorten(k.Text, 12)))
	}
	return strings.Join(out, "、")
}
