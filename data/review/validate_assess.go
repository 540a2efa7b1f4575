package review

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
	"time"
)

// logOfRound marks a log of the round as a whole.
const logOfRound = "round"

// assess checks the parts that assess by points, ballots and events.
func (v *validator) assess() {
	s := v.s
	if !s.Assesses() {
		for _, p := range []struct {
			path string
			has  bool
		}{{"sheets", len(s.Sheets) > 0}, {"polls", len(s.Polls) > 0}, {"awards", len(s.Awards) > 0}, {"logs", len(s.Logs) > 0}, {"verdicts", len(s.Verdicts) > 0}, {"exchange", s.Exchange != nil}} {
			if p.has {
				v.bad(p.path, "写了“%s”，就要用“subjects”写明考核对象有哪几种", p.path)
			}
		}
		return
	}
	v.unique("subjects", keysOf(s.Kinds, func(x SubjectKind) string { return x.Key }))
	for i, x := range s.Kinds {
		if x.Least < 0 {
			v.bad(fmt.Sprintf("subjects[%d].least", i), "“least”不能是负数")
		}
		v.named(fmt.Sprintf("subjects[%d]", i), "考核对象", x.Key, x.Name)
	}
	v.unique("roles", keysOf(s.Roles, func(x Role) string { return x.Key }))
	for i, x := range s.Roles {
		v.named(fmt.Sprintf("roles[%d]", i), "身份", x.Key, x.Name)
	}
	if d := s.Division; (d.From != 0 || d.About != 0) && (d.From < 2 || d.About < 2 || d.Name == "") {
		v.bad("groups", "分组要写明“name”、从多少人起分组“from”（2 以上）和每组约多少人“about”（2 以上）")
	}
	for _, key := range s.Division.Absent {
		if !slices.ContainsFunc(s.Logs, func(l Log) bool { return l.Key == key }) {
			v.bad("groups.absent", "没有事项“%s”，有的是：%s", key, names(s.Logs, func(l Log) string { return l.Key }))
		}
	}
	if s.Every < 0 || s.Every > 120 {
		v.bad("every_months", "“every_months”是 %d，应在 0 到 120 之间", s.Every)
	}
	v.sheets()
	v.polls()
	v.extrasAndBars()
	v.score()
	v.awards()
	v.logs()
	v.rules()
	v.papers()
	v.cards()
	v.exchange()
}

// exchange checks that what goes to and fro is there.
func (v *validator) exchange() {
	s, x := v.s, v.s.Exchange
	if x == nil {
		return
	}
	for _, p := range []struct {
		path, what  string
		keys, known []string
	}{
		{"sheets", "计分表", x.Sheets, keysOf(s.Sheets, func(e Sheet) string { return e.Key })},
		{"polls", "测评", x.Polls, keysOf(s.Polls, func(e Poll) string { return e.Key })},
		{"extras", "加分扣分", x.Extras, keysOf(s.Extras, func(e Extra) string { return e.Key })},
		{"bars", "否决情形", x.Bars, keysOf(s.Bars, func(e Bar) string { return e.Key })},
		{"logs", "事项", x.Logs, keysOf(s.Logs, func(e Log) string { return e.Key })},
	} {
		for _, k := range p.keys {
			if !slices.Contains(p.known, k) {
				v.bad("exchange."+p.path, "没有%s“%s”，有的是：%s", p.what, k, strings.Join(p.known, "、"))
			}
		}
	}
}

// named asks for a name and, where there are some, for known kinds.
func (v *validator) named(path, what, key, name string) {
	if name == "" {
		v.bad(path, "%s“%s”缺少“name”", what, key)
	}
}

func (v *validator) kinds(path string, list []string) {
	known := kindKeys(v.s)
	for _, k := range list {
		if !slices.Contains(known, k) {
			v.bad(path+".for", "没有考核对象种类“%s”，有的是：%s", k, strings.Join(known, "、"))
		}
	}
}

func (v *validator) sheets() {
	v.unique("sheets", keysOf(v.s.Sheets, func(x Sheet) string { return x.Key }))
	for i, x := range v.s.Sheets {
		p := fmt.Sprintf("sheets[%d]", i)
		v.named(p, "计分表", x.Key, x.Name)
		v.kinds(p, x.For)
		if !slices.Contains([]string{"", OneScorer, ManyScorers}, x.Scorers) {
			v.bad(p+".scorers", "评分人“%s”不认识，应为 one（一人）或 many（多人，取平均）", x.Scorers)
		}
		seen := map[string]bool{}
		for a, sec := range x.Sections {
			for b, it := range sec.Items {
				at := fmt.Sprintf("%s.sections[%d].items[%d]", p, a, b)
				v.named(at, "项目", it.Key, it.Name)
				switch {
				case it.Key == "":
					v.bad(at, "“%s”缺少“key”", it.Name)
				case seen[it.Key]:
					v.bad(at, "项目“%s”在这张计分表里重复", it.Key)
				case it.Max <= 0:
					v.bad(at, "项目“%s”的满分“max”应大于 0，现为 %v", it.Name, it.Max)
				}
				seen[it.Key] = true
			}
		}
		if len(seen) == 0 {
			v.bad(p, "计分表“%s”没有一个项目（sections → items）", x.Name)
		}
	}
}

func (v *validator) polls() {
	v.unique("polls", keysOf(v.s.Polls, func(x Poll) string { return x.Key }))
	for i := range v.s.Polls {
		x := &v.s.Polls[i]
		p := fmt.Sprintf("polls[%d]", i)
		v.named(p, "测评", x.Key, x.Name)
		v.kinds(p, x.For)
		if len(x.Items) == 0 || len(x.Grades) == 0 {
			v.bad(p, "测评“%s”要写明票面的行“items”和答案“grades”", x.Name)
		}
		if x.Vote.Denominator == "" {
			v.bad(p+".vote", "测评“%s”缺少得票率基数“vote.denominator”，可用的有：%s", x.Name, strings.Join(baseKeys, "、"))
		}
		if x.Least < 0 {
			v.bad(p, "“least”不能是负数")
		}
		if x.Due != "" {
			v.expression(p+".due", x.Due, true)
		}
		if (x.Due == "") != (x.DueText == "") {
			v.bad(p, "测评“%s”的“due”（什么情况下举行）和“due_text”（用话说明）要一起写", x.Name)
		}
		v.ballot(p+".", x.Vote)
		v.unique(p+".items", x.Items)
		v.unique(p+".grades", keysOf(x.Grades, func(g Grade) string { return g.Key }))
		if x.Abstain != "" && slices.ContainsFunc(x.Grades, func(g Grade) bool { return g.Key == x.Abstain }) {
			v.bad(p+".abstain", "弃权“%s”不能同时是一个答案", x.Abstain)
		}
	}
}

func (v *validator) extrasAndBars() {
	v.unique("extras", keysOf(v.s.Extras, func(x Extra) string { return x.Key }))
	for i, x := range v.s.Extras {
		p := fmt.Sprintf("extras[%d]", i)
		v.named(p, "加分扣分", x.Key, x.Name)
		v.kinds(p, x.For)
		if x.Points == 0 || x.Most < 0 {
			v.bad(p, "加分扣分“%s”的“points”不能是 0，“most”不能是负数", x.Name)
		}
	}
	v.unique("bars", keysOf(v.s.Bars, func(x Bar) string { return x.Key }))
	for i, x := range v.s.Bars {
		p := fmt.Sprintf("bars[%d]", i)
		v.named(p, "否决情形", x.Key, x.Name)
		v.kinds(p, x.For)
		v.grade(p+".grade", x.Grade)
		v.answer(p+".answer", x)
		for _, a := range x.Awards {
			if !slices.ContainsFunc(v.s.Awards, func(y Award) bool { return y.Name == a }) {
				v.bad(p+".awards", "没有奖项“%s”，有的是：%s", a, strings.Join(keysOf(v.s.Awards, func(y Award) string { return y.Name }), "、"))
			}
		}
	}
}

// answer asks that the answer a bar prescribes is on a ballot about its kinds.
func (v *validator) answer(path string, b Bar) {
	var known []string
	for i := range v.s.Polls {
		p := &v.s.Polls[i]
		if len(b.For) > 0 && len(p.For) > 0 && !slices.ContainsFunc(b.For, func(k string) bool { return slices.Contains(p.For, k) }) {
			continue
		}
		known = append(known, keysOf(p.Grades, func(g Grade) string { return g.Key })...)
	}
	if b.Answer != "" && !slices.Contains(known, b.Answer) {
		slices.Sort(known)
		v.bad(path, "测评的票面上没有“%s”，有的是：%s", b.Answer, strings.Join(slices.Compact(known), "、"))
	}
}

// grade asks that a grade is one of the scheme's.
func (v *validator) grade(path, key string) {
	if key != "" && v.s.GradeOf(key) == nil {
		v.bad(path, "等次“%s”不在方案的等次（%s）中", key, strings.Join(keysOf(v.s.Grades, func(g Grade) string { return g.Key }), "、"))
	}
}

// score checks the terms: each leads to a sheet or to a poll with points, and
// for each kind the weights add up to 1, or there are none.
func (v *validator) score() {
	x := v.s.Scoring
	if x.Decimals < 0 || x.Decimals > 6 {
		v.bad("score.decimals", "“score.decimals”是 %d，应在 0 到 6 之间", x.Decimals)
	}
	sums := map[string]*big.Rat{}
	for i, t := range x.Terms {
		p := fmt.Sprintf("score.terms[%d]", i)
		v.kinds(p, t.For)
		poll := v.s.PollOf(t.Poll)
		switch {
		case (t.Sheet == "") == (t.Poll == ""):
			v.bad(p, "总分的每一部分写一个计分表“sheet”或一个测评“poll”")
		case t.Sheet != "" && v.s.SheetOf(t.Sheet) == nil:
			v.bad(p+".sheet", "没有计分表“%s”，有的是：%s", t.Sheet, strings.Join(keysOf(v.s.Sheets, func(s Sheet) string { return s.Key }), "、"))
		case t.Poll != "" && poll == nil:
			v.bad(p+".poll", "没有测评“%s”，有的是：%s", t.Poll, strings.Join(keysOf(v.s.Polls, func(s Poll) string { return s.Key }), "、"))
		case poll != nil && poll.full() == nil:
			v.bad(p+".poll", "测评“%s”要计入总分，各答案就要有分值“points”", poll.Name)
		}
		if t.Weight < 0 || t.OutOf < 0 {
			v.bad(p, "权重和折算的满分不能是负数")
		}
		for _, kind := range kindKeys(v.s) {
			if concerns(t.For, kind) && t.Weight > 0 {
				if sums[kind] == nil {
					sums[kind] = new(big.Rat)
				}
				sums[kind].Add(sums[kind], ratOf(t.Weight))
			}
		}
	}
	for _, kind := range sortedKeys(sums) {
		if sums[kind].Cmp(whole) != 0 {
			v.bad("score.terms", "“%s”各部分的权重之和是 %s，应为 1（即 100%%）", v.s.KindOf(kind).Name, decimal(sums[kind]))
		}
	}
}

func (v *validator) awards() {
	for i, a := range v.s.Awards {
		p := fmt.Sprintf("awards[%d]", i)
		v.named(p, "奖项", num(i+1), a.Name)
		v.kinds(p, a.For)
		if (a.Number > 0) == (a.Share > 0) || a.Number < 0 || a.Share < 0 || a.Share > 1 {
			v.bad(p, "奖项“%s”写名额“number”或比例“share”（0 到 1）中的一种", a.Name)
		}
		if _, ok := roundings[a.Round]; !ok && a.Share > 0 {
			v.bad(p, "奖项“%s”按比例取名额，要写明怎样取整：round: nearest（四舍五入）、down（只舍不入）或 up（只入不舍）", a.Name)
		}
		if a.Grade {
			v.grade(p+".grade", a.Name)
		}
	}
	for _, g := range v.s.Low.Grades {
		v.grade("low.grades", g)
	}
	if v.s.Low.Last < 0 {
		v.bad("low.last", "“low.last”不能是负数")
	}
	for i, c := range v.s.Consequences {
		p := fmt.Sprintf("consequences[%d]", i)
		v.kinds(p, c.For)
		v.grade(p+".grade", c.Grade)
		if c.On != "" && !slices.ContainsFunc(v.s.Roles, func(r Role) bool { return r.Key == c.On }) {
			v.bad(p+".on", "没有身份“%s”，有的是：%s", c.On, names(v.s.Roles, func(r Role) string { return r.Key }))
		}
		if c.Grade == "" || c.Text == "" || c.Years < 0 {
			v.bad(p, "结果运用要写明等次“grade”和内容“text”，“years”不能是负数")
		}
	}
}

func (v *validator) logs() {
	v.unique("logs", keysOf(v.s.Logs, func(x Log) string { return x.Key }))
	for i, l := range v.s.Logs {
		p := fmt.Sprintf("logs[%d]", i)
		v.named(p, "事项", l.Key, l.Name)
		v.kinds(p, l.For)
		if !slices.Contains([]string{"", "subject", logOfRound}, l.Of) {
			v.bad(p+".of", "事项“%s”的“of”是“%s”，应为 subject（每个对象的）或 round（整个批次的）", l.Name, l.Of)
		}
		v.span(p, l)
		for _, key := range l.Unless {
			if !slices.ContainsFunc(v.s.Logs, func(o Log) bool { return o.Key == key }) {
				v.bad(p+".unless", "没有事项“%s”，有的是：%s", key, names(v.s.Logs, func(l Log) string { return l.Key }))
			}
		}
		if !slices.Contains(stageFrom, l.From) {
			v.bad(p+".from", "期限的起算日“%s”不认识，应为 notified（通知日期）、assessed（考核日期）或 deadline（报送截止）", l.From)
		}
		if len(l.States) == 1 || l.Days != nil && len(l.States) == 0 {
			v.bad(p+".states", "事项“%s”的状态“states”至少两个，最后一个表示办完", l.Name)
		}
		for k, s := range l.States {
			v.named(fmt.Sprintf("%s.states[%d]", p, k), "状态", num(k+1), s.Name)
		}
		if l.Least < 0 {
			v.bad(p+".least", "“least”不能是负数")
		}
		v.unique(p+".fields", keysOf(l.Fields, func(f Field) string { return f.Key }))
		for k, f := range l.Fields {
			at := fmt.Sprintf("%s.fields[%d]", p, k)
			v.named(at, "栏目", f.Key, f.Name)
			if !f.Number && (f.Least != nil || f.Most != nil) {
				v.bad(at, "栏目“%s”写了“least”或“most”，就要写“number: true”", f.Name)
			}
			if f.Least != nil && f.Most != nil && *f.Least > *f.Most {
				v.bad(at, "栏目“%s”的“least”大于“most”", f.Name)
			}
		}
	}
}

// span sees that the days of a span are fields of the log.
func (v *validator) span(p string, l Log) {
	x := l.Span
	if x == (Span{}) {
		return
	}
	day := func(key string) bool {
		return slices.ContainsFunc(l.Fields, func(f Field) bool { return f.Key == key && f.Day })
	}
	if !day(x.To) || x.From != "" && !day(x.From) {
		v.bad(p+".span", "期限“span”的“from”和“to”要写成这个事项里日期栏目（date: true）的 key；“from”不写是事项本身的日期")
	}
	if x.First && x.Least == 0 && x.Most == 0 {
		v.bad(p+".span.count_first", "“count_first”要和天数“least”或“most”一起写")
	}
	if x.Least < 0 || x.Most < 0 || x.Most > 0 && x.Least > x.Most {
		v.bad(p+".span", "期限“span”的“least”和“most”应为 0 以上的天数，“least”不大于“most”")
	}
}

// rules compiles the conditions of verdicts and notices.
func (v *validator) rules() {
	for i, x := range v.s.Verdicts {
		p := fmt.Sprintf("verdicts[%d]", i)
		v.kinds(p, x.For)
		v.grade(p+".grade", x.Grade)
		if x.Grade == "" || x.Text == "" {
			v.bad(p, "等次规则要有等次“grade”和说明“text”")
		}
		v.expression(p+".when", x.When, true)
	}
	for i, x := range v.s.Notices {
		p := fmt.Sprintf("notices[%d]", i)
		if x.Text == "" {
			v.bad(p, "结果提示要有“text”")
		}
		v.expression(p+".when", x.When, true)
	}
}

// deadlines checks how stages and materials say when and for whom.
func (v *validator) deadlines() {
	for i, st := range v.s.Stages {
		p := fmt.Sprintf("stages[%d]", i)
		v.kinds(p, st.For)
		if !slices.Contains(stageFrom, st.From) {
			v.bad(p+".from", "期限的起算日“%s”不认识，应为 end（试用期满）、notified（通知日期）、assessed（考核日期）或 deadline（报送截止）", st.From)
		}
		if st.Date == "" {
			continue
		}
		if _, err := time.Parse(monthDay, st.Date); err != nil {
			v.bad(p+".date", "期限“%s”应写成月-日，如 01-11", st.Date)
		}
		if st.Days != nil {
			v.bad(p+".date", "阶段“%s”的期限只能写一种：date 或 due_days", st.Name)
		}
	}
	for i, it := range v.s.Material {
		if it.Valid < 0 {
			v.bad(fmt.Sprintf("materials[%d].valid_months", i), "“valid_months”不能是负数")
		}
		v.kinds(fmt.Sprintf("materials[%d]", i), it.For)
	}
}
