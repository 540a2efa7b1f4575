package forms

import (
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"kaocha/data/review"
	"kaocha/forms/chart"
)

var sheetColumns = []TableColumn{{Label: "大项", Width: 24, Left: true}, {Label: "序号", Width: 12, Number: true}, {Label: "项目", Width: 42, Left: true}, {Label: "责任部门", Width: 24}, {Label: "满分", Width: 13, Number: true}, {Label: "得分", Width: 15, Number: true}, {Label: "扣分理由、佐证", Width: 48, Left: true}}

func scoreSheet(in *Input) Tables {
	out := Tables{Title: in.School() + "考核计分表", Info: in.roundLine(), Signs: []string{"评分人（签名）：　　　　　　　　　　　　　　年　　月　　日"}}
	if !in.assesses() || in.File == nil {
		return out
	}
	s, sub := in.Scheme, in.File.Subject
	out.Title = s.Title
	out.Info = append(out.Info, subjectLine(in))
	for _, x := range s.SheetsFor(sub) {
		if x.Scorers == review.ManyScorers && len(sub.Scorers(x.Key)) > 0 {
			out.Tables = append(out.Tables, meanTable(x, sub))
		}
	}
	for _, x := range s.SheetsFor(sub) {
		scorers := []string{""}
		if x.Scorers == review.ManyScorers {
			scorers = sub.Scorers(x.Key)
		}
		for _, who := range scorers {
			name := x.Name
			if who != "" {
				name += "（评分人：" + who + "）"
			}
			out.Tables = append(out.Tables, sheetTable(x, name, sub, who))
		}
	}
	for _, x := range s.SheetsFor(sub) {
		if t := gapTable(x, sub); len(t.Rows) > 0 && asksProof(x) {
			out.Tables = append(out.Tables, t)
		}
	}
	score := review.ScoreOf(s, sub)
	if len(score.Extras) > 0 {
		t := Table{Title: "加分、扣分", Columns: []TableColumn{{Label: "项目", Width: 70, Left: true}, {Label: "分值", Width: 20, Number: true}, {Label: "事由和依据", Width: 88, Left: true}}}
		for _, e := range score.Extras {
			t.Rows = append(t.Rows, []string{e.Name, decimals(e.Points, s.Scoring.Decimals), e.Reason})
		}
		out.Tables = append(out.Tables, t)
	}
	out.Notes = append(out.Notes, score.Explain...)
	out.Notes = append(out.Notes, score.Missing...)
	for _, b := range sub.Bars {
		if bar := s.BarOf(b.Bar); bar != nil {
			out.Notes = append(out.Notes, "否决情形："+bar.Name+"（"+b.Reason+"）")
		}
	}
	return out
}

// meanTable is the mean of each item over the scorers, with a chart of them.
func meanTable(x *review.Sheet, sub *review.Subject) Table {
	scorers := sub.Scorers(x.Key)
	title := x.Name + fmt.Sprintf("：各项平均分（%d 人评分）", len(scorers))
	t := Table{Title: title, Columns: []TableColumn{{Label: "项目", Width: 80, Left: true}, {Label: "满分", Width: 30, Number: true}, {Label: "平均", Width: 30, Number: true}, {Label: "占满分", Width: 38}},
		Chart: &chart.Figures{Title: x.Name + "图", Info: fmt.Sprintf("各项平均分占满分的比例　%d 人评分", len(scorers)), Rate: true, Series: []string{"占满分"}}}
	for _, it := range x.Items() {
		sum, n := 0.0, 0
		for _, who := range scorers {
			if m := sub.MarkOf(x.Key, it.Key, who); m != nil {
				sum, n = sum+m.Points, n+1
			}
		}
		row, bar := []string{it.Name, plain(it.Max), "", ""}, chart.FigureRow{Name: it.Name, Values: []*float64{nil}, Texts: []string{""}}
		if n > 0 {
			mean := sum / float64(n)
			share := mean / it.Max
			row[2], row[3] = strconv.FormatFloat(mean, 'f', 2, 64), strconv.FormatFloat(share*100, 'f', 1, 64)+"%"
			bar.Values[0], bar.Texts[0] = &share, row[3]
		}
		t.Rows, t.Chart.Rows = append(t.Rows, row), append(t.Chart.Rows, bar)
	}
	return t
}

// subjectLine names the subject with what it is.
func subjectLine(in *Input) string {
	sub := in.File.Subject
	line, kind := "考核对象："+in.File.Cadre.Name, ""
	if k := in.Scheme.KindOf(sub.Kind); k != nil {
		kind = k.Name
	}
	for _, part := range []string{kind, in.File.Cadre.Unit, sub.Group} {
		if part != "" && part != in.File.Cadre.Name {
			line += "　　" + part
		}
	}
	return line
}

// sheetTable is a sheet as a table. A sheet with one section needs no column for
// it, which would be empty but for the first row: the heading names it.
func sheetTable(x *review.Sheet, title string, sub *review.Subject, who string) Table {
	t := Table{Title: title, Columns: sheetColumns, Rows: sheetRows(x, sub, who)}
	if len(x.Sections) != 1 {
		t.Merge = true
		return t
	}
	if name := x.Sections[0].Name; name != "" && name != x.Name {
		t.Title += "：" + name
	}
	last := t.Rows[len(t.Rows)-1]
	last[2] = last[0] // 合计
	t.Columns = t.Columns[1:]
	for i, r := range t.Rows {
		t.Rows[i] = r[1:]
	}
	return t
}

func sheetRows(x *review.Sheet, sub *review.Subject, who string) [][]string {
	var rows [][]string
	sum, complete := new(big.Rat), true
	for _, sec := range x.Sections {
		for i, it := range sec.Items {
			row := []string{"", itoa(len(rows) + 1), it.Name, it.Office, plain(it.Max), "", ""}
			if i == 0 {
				row[0] = sec.Name
			}
			if sub == nil {
				rows = append(rows, row)
				continue
			}
			note, proof := "", ""
			if m := sub.MarkOf(x.Key, it.Key, who); m != nil {
				row[5] = plain(m.Points)
				note, proof = m.Note, m.Proof
				p, _ := new(big.Rat).SetString(row[5])
				sum.Add(sum, p)
			} else {
				complete = false
			}
			row[6] = words("；", note, proof, evidenceText(sub.EvidenceOf(x.Key, it.Key)))
			rows = append(rows, row)
		}
	}
	full, _ := x.Full().Float64()
	last := []string{"合计", "", "", "", plain(full), "", ""}
	if sub != nil && complete {
		f, _ := sum.Float64()
		last[5] = plain(f)
	}
	return append(rows, last)
}

// evidenceText names the received files of an item: 佐证 2 份：记录.pdf、图片.jpg.
func evidenceText(list []review.Evidence) string {
	if len(list) == 0 {
		return ""
	}
	var names []string
	for _, e := range list {
		names = append(names, e.FileName)
	}
	return "佐证 " + itoa(len(list)) + " 份：" + strings.Join(names, "、")
}

// asksProof tells that the sheet asks for evidence.
func asksProof(x *review.Sheet) bool {
	return slices.ContainsFunc(x.Items(), func(it review.SheetItem) bool { return it.Proof != "" })
}

// gapTable lists the items without evidence or below their maximum.
func gapTable(x *review.Sheet, sub *review.Subject) Table {
	t := Table{Columns: []TableColumn{{Label: "序号", Width: 14, Number: true}, {Label: "项目", Width: 44, Left: true}, {Label: "责任部门", Width: 26}, {Label: "失分", Width: 16, Number: true}, {Label: "缺什么、为什么", Width: 78, Left: true}}}
	lacking := 0
	for _, g := range review.GapsOf(x, sub) {
		lost, why := "", g.Reason
		if g.Lost != nil {
			lost = plainRat(g.Lost)
		}
		if g.Unscored {
			why = words("；", "未评分", why)
		}
		if g.NoProof {
			lacking++
			why = words("；", "缺佐证材料："+g.Item.Proof, why)
		}
		t.Rows = append(t.Rows, []string{itoa(g.Number), g.Item.Name, g.Item.Office, lost, why})
	}
	t.Title = fmt.Sprintf("%s：缺项和失分 %d 项，其中缺佐证材料 %d 项", x.Name, len(t.Rows), lacking)
	return t
}

// plainRat prints a figure with at most two decimals.
func plainRat(r *big.Rat) string {
	f, _ := strconv.ParseFloat(r.FloatString(2), 64)
	return plain(f)
}

// bracketed puts a text in brackets, "" stays.
func bracketed(text string) string {
	if text == "" {
		return ""
	}
	return "（" + text + "）"
}

// words joins what is not blank.
func words(sep string, list ...string) string {
	return strings.Join(slices.DeleteFunc(list, func(t string) bool { return strings.TrimSpace(t) == "" }), sep)
}

func blankScoreSheet(in *Input) Tables {
	out := Tables{Title: in.School() + "考核计分表", Info: in.roundLine(), Signs: []string{"评分人（签名）：　　　　　　　　　　　　　　年　　月　　日"}}
	if !in.assesses() {
		return out
	}
	out.Title = in.Scheme.Title
	out.Info = append(out.Info, "考核对象：")
	for i := range in.Scheme.Sheets {
		x := &in.Scheme.Sheets[i]
		t := sheetTable(x, x.Name, nil, "")
		t.RowH = 10
		out.Tables = append(out.Tables, t)
	}
	return out
}
