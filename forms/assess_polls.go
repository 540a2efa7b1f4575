package forms

import (
	"fmt"
	"strings"

	"kaocha/data/review"
	"kaocha/forms/chart"
)

// pollResult is the counts and rates of all polls about a subject.
func pollResult(in *Input) Tables {
	out := Tables{Title: in.School() + "测评结果", Info: in.roundLine(), Signs: []string{"监票人（签名）：　　　　　　　　　计票人（签名）：　　　　　　　　　　　年　　月　　日"}}
	if !in.assesses() || in.File == nil {
		return out
	}
	out.Title = in.Scheme.Name + "测评结果"
	out.Info = append(out.Info, subjectLine(in))
	for _, p := range in.Scheme.PollsFor(in.File.Subject) {
		t := in.File.Subject.PollTally(p.Key)
		if t == nil || len(t.Groups) == 0 {
			out.Notes = append(out.Notes, p.Name+"：没有录入。")
			continue
		}
		view := in.Scheme.PollView(p)
		r := review.Compute(view, t)
		out.Tables = append(out.Tables, countTable(p, view, t), shareTable(p, r))
		for _, line := range r.Explain {
			out.Notes = append(out.Notes, p.Name+"："+line)
		}
	}
	return out
}

// countTable is the reconciliation of a poll.
func countTable(p *review.Poll, view *review.Scheme, t *review.Tally) Table {
	x := Table{Title: p.Name + "：票数", Columns: []TableColumn{{Label: "投票人", Width: 40, Left: true}}}
	for _, c := range []string{"应到", "实到", "发出", "收回", "有效", "无效"} {
		x.Columns = append(x.Columns, TableColumn{Label: c, Width: 22, Number: true})
	}
	for _, g := range t.Groups {
		name := p.Voters
		for _, def := range view.Vote.Groups {
			if def.Key == g.Group {
				name = def.Name
			}
		}
		x.Rows = append(x.Rows, []string{name, number(g.Expected), number(g.Present), number(g.Issued), number(g.Returned), number(g.Valid), number(g.Invalid)})
	}
	return x
}

// shareTable is the answers to every row of a poll.
func shareTable(p *review.Poll, r review.Result) Table {
	x := Table{Title: p.Name + "：得票，基数为" + r.BaseName, Columns: []TableColumn{{Label: "项目", Width: 40, Left: true}}}
	for _, g := range r.Grades {
		x.Columns = append(x.Columns, TableColumn{Label: g.Label, Width: 30})
	}
	add := func(name string, list []review.Share) {
		row := []string{name}
		for _, g := range list {
			cell := fmt.Sprint(g.Count)
			if g.Rate != nil {
				cell += "（" + g.Percent + "）"
			}
			row = append(row, cell)
		}
		x.Rows = append(x.Rows, row)
	}
	for _, it := range r.Items {
		add(it.Item, it.Grades)
	}
	for _, g := range r.Groups {
		add(g.Name, g.Grades)
	}
	last := p.Items[len(p.Items)-1]
	if r.Weighted {
		last += "（加权）"
	}
	add(last, r.Grades)
	x.Chart = shareChart(p, r, x.Rows)
	return x
}

// shareChart draws the rates of a poll: of each row, of each kind of voter, and of
// the whole; of a ballot with one row it draws the answers side by side. Without
// rates there is no chart.
func shareChart(p *review.Poll, r review.Result, rows [][]string) *chart.Figures {
	out := &chart.Figures{Title: p.Name + "图", Info: "得票率　基数：" + r.BaseName, Rate: true}
	lists := [][]review.Share{}
	for _, it := range r.Items {
		lists = append(lists, it.Grades)
	}
	for _, g := range r.Groups {
		lists = append(lists, g.Grades)
	}
	lists = append(lists, r.Grades)
	any := false
	bar := func(row *chart.FigureRow, g review.Share) {
		var v *float64
		if g.Rate != nil {
			f, _ := g.Rate.Float64()
			v, any = &f, true
		}
		row.Values, row.Texts = append(row.Values, v), append(row.Texts, g.Percent)
	}
	if len(lists) == 1 {
		out.Series = []string{"得票率"}
		for _, g := range r.Grades {
			row := chart.FigureRow{Name: g.Label}
			bar(&row, g)
			out.Rows = append(out.Rows, row)
		}
	} else {
		out.Parts = true
		for _, g := range r.Grades {
			out.Series = append(out.Series, g.Label)
		}
		for i, list := range lists {
			row := chart.FigureRow{Name: rows[i][0]}
			for _, g := range list {
				bar(&row, g)
			}
			out.Rows = append(out.Rows, row)
		}
	}
	if !any {
		return nil
	}
	return out
}

// pollBallots are the blank ballots: a row for each subject where the ballot has
// one row, else a ballot of its own rows.
func pollBallots(in *Input) Tables {
	out := Tables{Title: in.School() + "测评票"}
	if !in.assesses() {
		return out
	}
	for i := range in.Scheme.Polls {
		p := &in.Scheme.Polls[i]
		title := p.Title
		if title == "" {
			title = in.School() + p.Name + "票"
		}
		t := Table{Title: title, NewPage: true, RowH: 14, Large: true, Foot: ballotNotes}
		if hint := ballotHint(p); hint != "" {
			t.Lead = []string{hint}
		}
		for _, g := range p.Grades {
			t.Columns = append(t.Columns, TableColumn{Label: g.Key, Width: 22})
		}
		if p.Abstain != "" {
			t.Columns = append(t.Columns, TableColumn{Label: p.Abstain, Width: 22})
		}
		first := TableColumn{Label: "测评项目", Width: 60, Left: true}
		if len(p.Items) == 1 {
			first.Label = "测评对象"
			t.Rows = namesFor(in, p)
		} else {
			for _, it := range p.Items {
				t.Rows = append(t.Rows, []string{it})
			}
		}
		t.Columns = append([]TableColumn{first}, t.Columns...)
		if i == 0 {
			out.Title = title
		}
		out.Tables = append(out.Tables, t)
	}
	return out
}

// ballotNotes stand under every ballot.
var ballotNotes = []string{"1．本票不记名。请不要在票上写姓名、编号或做其他记号。", "2．每一行在您认为合适的一栏打一个“√”；打两个及以上的，该行无效。", "3．填好后请亲自投入票箱。"}

// ballotHint is the line over a ballot: whom it is about and who votes.
func ballotHint(p *review.Poll) string {
	var parts []string
	if len(p.Items) > 1 {
		parts = append(parts, "测评对象：　　　　　　　　　　")
	}
	if len(p.Vote.Groups) > 0 {
		var names []string
		for _, g := range p.Vote.Groups {
			names = append(names, "□"+g.Name)
		}
		parts = append(parts, "您的类别（打√）："+strings.Join(names, "　"))
	} else if p.Voters != "" {
		parts = append(parts, "测评人："+p.Voters)
	}
	return strings.Join(parts, "　　")
}

// namesFor are the rows of a ballot with the subjects of a poll.
func namesFor(in *Input, p *review.Poll) [][]string {
	var rows [][]string
	for _, f := range in.Files {
		for _, x := range in.Scheme.PollsFor(f.Subject) {
			if x.Key == p.Key {
				rows = append(rows, []string{f.Cadre.Name})
			}
		}
	}
	return rows
}
