package forms

import (
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"kaocha/data/review"
)

// Forms of assessments by points, ballots and events.
var (
	scoreSheetForm = tablesForm(Form{Key: "score-sheet", Name: "考核计分表", Scope: OfSubject, Use: "一个对象的各项得分、加分扣分和总分算式"}, false, scoreSheet)
	blankScoreForm = tablesForm(Form{Key: "blank-score-sheet", Name: "考核计分表（空白）", Scope: OfBranch, Use: "评分人手填的计分表"}, false, blankScoreSheet)
	pollResultForm = tablesForm(Form{Key: "poll-result", Name: "测评结果", Scope: OfSubject, Use: "一个对象的各种测评、问卷、推荐的票数和得票率"}, false, pollResult)
	pollBallotForm = tablesForm(Form{Key: "poll-ballot", Name: "测评票", Scope: OfBranch, Use: "各种测评、问卷、推荐的空白票"}, false, pollBallots)
	standingForm   = tablesForm(Form{Key: "standing", Name: "考核结果汇总表", Scope: OfBranch, Paper: "A4", Use: "名次、总分、否决、奖项和等次，另有 Excel"}, true, standingTables)
)

// assesses tells that the input is of a round of a scheme of points, ballots and
// events.
func (in *Input) assesses() bool { return in.Scheme != nil && in.Scheme.Assesses() }

// wholeRound is the input's round for the rules that need all of it.
func (in *Input) wholeRound() *review.Dossier {
	return &review.Dossier{Round: in.Round, Scheme: in.Scheme, Files: in.Files, Today: in.Today, Earlier: in.Earlier}
}

// roundLine names the round, its date and who runs it.
func (in *Input) roundLine() []string {
	if in.Round == nil {
		return nil
	}
	line := "批次：" + in.Round.Name
	if in.Scheme != nil && in.Scheme.Holder != "" {
		line += "　　承办：" + in.Scheme.Holder
	}
	if !in.Round.Assessed.IsZero() {
		line += "　　考核日期：" + in.Round.Assessed.Chinese()
	}
	return []string{line}
}

func decimals(r *big.Rat, n int) string {
	if r == nil {
		return ""
	}
	return r.FloatString(n)
}

func plain(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

func standingTables(in *Input) Tables {
	out := Tables{Title: in.School() + "考核结果汇总表", Info: in.roundLine()}
	if !in.assesses() {
		return out
	}
	s := in.Scheme
	out.Title = in.School() + s.Name + "结果汇总表"
	all := review.StandingsOf(in.wholeRound())
	t := Table{Title: "结果", Columns: standingColumns(s)}
	for _, x := range all.List {
		t.Rows = append(t.Rows, standingRow(s, x))
	}
	t.fit(lineAcross)
	out.Tables = []Table{t}
	for _, a := range all.Awards {
		out.Notes = append(out.Notes, a.Text()+"。")
	}
	for _, x := range all.List {
		if n := strings.Join(x.Notices, "；"); n != "" {
			out.Notes = append(out.Notes, x.File.Cadre.Name+"："+n+"。")
		}
	}
	out.Signs = []string{"审核人（签名）：　　　　　　　　　　　　填表人（签名）：　　　　　　　　　　　　年　　月　　日"}
	return out
}

func standingColumns(s *review.Scheme) []TableColumn {
	cols := []TableColumn{{Label: "名次", Width: 14}, {Label: "考核对象", Width: 30, Left: true}}
	if len(s.Kinds) > 1 {
		cols = append(cols, TableColumn{Label: "种类", Width: 20})
	}
	for _, name := range termNames(s) {
		cols = append(cols, TableColumn{Label: name, Width: 22, Number: true})
	}
	if len(s.Extras) > 0 {
		cols = append(cols, TableColumn{Label: "加分扣分", Width: 16, Number: true})
	}
	if len(s.Scoring.Terms) > 0 {
		cols = append(cols, TableColumn{Label: "总分", Width: 18, Number: true})
	}
	for _, p := range pollsOutside(s) {
		cols = append(cols, TableColumn{Label: p.Name, Width: 58, Left: true})
	}
	if len(s.Bars) > 0 {
		cols = append(cols, TableColumn{Label: "否决情形", Width: 36, Left: true})
	}
	if len(s.Awards) > 0 {
		cols = append(cols, TableColumn{Label: "评先", Width: 26})
	}
	if len(s.Grades) > 0 {
		cols = append(cols, TableColumn{Label: "按规则", Width: 34, Left: true}, TableColumn{Label: "审定等次", Width: 20})
	}
	return append(cols, TableColumn{Label: "备注", Width: 26, Left: true})
}

// termNames are the parts of the total, each once.
func termNames(s *review.Scheme) []string {
	var out []string
	for _, t := range s.Scoring.Terms {
		name := ""
		if x := s.SheetOf(t.Sheet); x != nil {
			name = x.Name
		} else if p := s.PollOf(t.Poll); p != nil {
			name = p.Name
		}
		if !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// pollsOutside are the polls that are no part of the total: their counts are
// shown by themselves.
func pollsOutside(s *review.Scheme) []*review.Poll {
	var out []*review.Poll
	for i := range s.Polls {
		p := &s.Polls[i]
		if !slices.ContainsFunc(s.Scoring.Terms, func(t review.Term) bool { return t.Poll == p.Key }) {
			out = append(out, p)
		}
	}
	return out
}

func standingRow(s *review.Scheme, x *review.Standing) []string {
	sub := x.File.Subject
	row := []string{x.RankText(), x.File.Cadre.Name}
	if len(s.Kinds) > 1 {
		row = append(row, s.KindOf(sub.Kind).Name)
	}
	for _, name := range termNames(s) {
		cell := ""
		for _, t := range x.Score.Terms {
			if t.Name == name {
				cell = decimals(t.Points, s.Scoring.Decimals)
			}
		}
		row = append(row, cell)
	}
	if len(s.Extras) > 0 {
		sum := new(big.Rat)
		for _, e := range x.Score.Extras {
			sum.Add(sum, e.Points)
		}
		text := ""
		if sum.Sign() != 0 {
			text = decimals(sum, s.Scoring.Decimals)
		}
		row = append(row, text)
	}
	if len(s.Scoring.Terms) > 0 {
		row = append(row, x.Score.Text)
	}
	for _, p := range pollsOutside(s) {
		row = append(row, pollLine(s, p, sub))
	}
	if len(s.Bars) > 0 {
		row = append(row, strings.Join(x.Shut, "；"))
	}
	award, grade := x.AwardText(), sub.Concluded()
	if len(s.Awards) > 0 {
		row = append(row, award)
	}
	if len(s.Grades) > 0 {
		rule := x.Proposed
		if x.Why != "" {
			rule += "（" + x.Why + "）"
		}
		row = append(row, rule, grade)
	}
	note := ""
	if c := sub.Conclusion; c != nil {
		note = c.Reason
	}
	if len(x.Score.Missing) > 0 {
		note = strings.Join(x.Score.Missing, "；")
	}
	return append(row, note)
}

// pollLine is a poll's result in a cell: 优秀 20（50.00%）、合格 18（45.00%）.
func pollLine(s *review.Scheme, p *review.Poll, sub *review.Subject) string {
	t := sub.PollTally(p.Key)
	if t == nil || !slices.ContainsFunc(s.PollsFor(sub), func(x *review.Poll) bool { return x.Key == p.Key }) {
		return ""
	}
	r := review.Compute(s.PollView(p), t)
	out := make([]string, len(r.Grades))
	for i, g := range r.Grades {
		out[i] = fmt.Sprintf("%s %d", g.Label, g.Count)
		if g.Rate != nil {
			out[i] += "（" + g.Percent + "）"
		}
	}
	return strings.Join(out, "、")
}
