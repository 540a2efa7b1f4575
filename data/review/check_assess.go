package review

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// assessed checks a subject's points, polls, facts against it and events.
func (k *checker) assessed() {
	s, sub := k.s, k.file.Subject
	if !s.Assesses() {
		return
	}
	if s.KindOf(sub.Kind) == nil {
		k.add(Error, found{rule: "subject.kind", form: "考核对象", field: "种类", found: sub.Kind, expected: strings.Join(keysOf(s.Kinds, func(x SubjectKind) string { return x.Name }), "、"),
			message: person(k.file) + "的种类不在方案中", action: "移出后按方案中的种类重新加入"})
		return
	}
	for _, sheet := range s.SheetsFor(sub) {
		k.marks(sheet)
	}
	for _, p := range s.PollsFor(sub) {
		k.poll(p)
	}
	for _, b := range s.barsOf(sub) {
		if strings.TrimSpace(b.Reason) == "" {
			k.add(Error, found{rule: "bar.reason", form: "否决情形", field: s.BarOf(b.Bar).Name, found: "没有写", expected: "事由和依据", message: "“" + s.BarOf(b.Bar).Name + "”没有写事由", action: "补写事由和依据的文件"})
		}
	}
	k.prescribed()
	k.extras()
	k.events()
	k.conclusion()
	k.heads()
}

// heads sees that what falls on those who lead a team finds somebody.
func (k *checker) heads() {
	for _, c := range k.s.Consequences {
		if c.On == "" || c.Grade != k.file.Subject.Concluded() || !concerns(c.For, k.file.Subject.Kind) {
			continue
		}
		if !slices.ContainsFunc(k.d.Files, func(f *File) bool { return f.Subject.HasRole(c.On) && SameUnit(f, k.file) }) {
			role := k.s.RoleOf(c.On).Name
			k.add(Warning, found{rule: "conclusion.heads", form: "结果运用", field: c.Grade, found: "没有", expected: role,
				message: fmt.Sprintf("为“%s”，%s；但没有标出本单位的%s，以后选人时不会提示", c.Grade, c.Text, role), action: "把" + role + "加入批次，在“身份”里标出，所在单位写成与它相同"})
		}
	}
}

// prescribed sees that the ballots about a subject say what a fact against it
// prescribes; 弃权 is another answer too.
func (k *checker) prescribed() {
	s, sub := k.s, k.file.Subject
	for _, b := range s.barsOf(sub) {
		bar := s.BarOf(b.Bar)
		for _, p := range s.PollsFor(sub) {
			t := sub.PollTally(p.Key)
			if t == nil || !slices.ContainsFunc(p.Grades, func(g Grade) bool { return g.Key == bar.Answer }) {
				continue
			}
			votes := sumGroups(t.Groups).Grades
			if other := total(votes) - votes[bar.Answer]; other > 0 {
				k.add(Error, found{rule: "bar.answer", form: p.Name, field: "得票", found: fmt.Sprintf("另有 %d 票", other), expected: "都是“" + bar.Answer + "”",
					message: fmt.Sprintf("%s：%s应一律评为“%s”，现有 %d 票不是", s.barText(b), p.Name, bar.Answer, other), action: "核对得票并改正；否决情形登记有误的，删去", basis: b.Bar})
			}
		}
	}
}

// marks checks the points of a sheet against the maxima, and their evidence.
func (k *checker) marks(x *Sheet) {
	sub, any, silent := k.file.Subject, false, []string(nil)
	for _, m := range sub.Marks {
		if m.Sheet != x.Key {
			continue
		}
		it := x.ItemOf(m.Item)
		if it == nil {
			k.add(Warning, found{rule: "score.item", form: x.Name, field: m.Item, found: m.Item, expected: "方案中的项目", message: x.Name + "里有方案之外的项目“" + m.Item + "”，不计分", action: "核对批次所用的方案"})
			continue
		}
		any = true
		points := decimal(ratOf(m.Points))
		switch {
		case m.Points < 0 || m.Points > it.Max:
			k.add(Error, found{rule: "score.range", form: x.Name, field: it.Name, found: points, expected: fmt.Sprintf("0 到 %s", decimal(ratOf(it.Max))),
				message: fmt.Sprintf("“%s”得 %s 分，满分是 %s 分", it.Name, points, decimal(ratOf(it.Max))), action: "按计分表改正", basis: m.Scorer})
		case m.Points < it.Max && strings.TrimSpace(m.Note) == "" && x.Scorers != ManyScorers:
			silent = append(silent, it.Name)
		}
		if it.Proof != "" && !sub.Proved(x.Key, it.Key) {
			k.add(Warning, found{rule: "score.proof", form: x.Name, field: it.Name, found: "没有", expected: it.Proof, message: fmt.Sprintf("“%s”没有佐证材料（%s）", it.Name, it.Proof), action: "补充佐证材料"})
		}
	}
	if len(silent) > 0 {
		k.add(Note, found{rule: "score.reason", form: x.Name, field: "扣分理由", found: strings.Join(silent, "、"), expected: "扣分的理由", message: fmt.Sprintf("扣了分没有写理由的有 %d 项：%s", len(silent), strings.Join(silent, "、")), action: "补写扣分理由，反馈时要用"})
	}
	if _, _, missing := k.s.SheetScore(x, sub); any && len(missing) > 0 {
		k.add(Warning, found{rule: "score.missing", form: x.Name, field: "得分", found: "不全", expected: "各项都有得分", message: strings.Join(missing, "；"), action: "补评，不得分的填 0"})
	}
}

// poll checks the numbers of a poll as those of a ballot.
func (k *checker) poll(p *Poll) {
	t := k.file.Subject.PollTally(p.Key)
	if t == nil || len(t.Groups) == 0 {
		return
	}
	v := k.s.PollView(p)
	for _, x := range Reconcile(v, t) {
		field := x.Field
		if x.Group != "" {
			field = x.Group + " " + field
		}
		k.add(x.Severity, found{rule: x.Rule, form: p.Name, field: field, found: x.Found, expected: x.Expected, message: x.Text, action: x.Action})
	}
	r := Compute(v, t)
	if n := r.Sum.Issued; p.Least > 0 && n != nil && *n < p.Least {
		k.add(Error, found{rule: "poll.few", form: p.Name, field: "发出", found: num(*n), expected: "不少于 " + num(p.Least),
			message: fmt.Sprintf("%s只发出 %d 份，方案要求不少于 %d 份", p.Name, *n, p.Least), action: "补发，或说明原因"})
	}
	k.futureDate(p.Name, "日期", t.Date)
	if due, err := k.s.pollDue(p, k.x); !due && err == nil {
		k.add(Warning, found{rule: "poll.undue", form: p.Name, field: "得票", found: "录入了票数", expected: "不举行", message: fmt.Sprintf("%s录入了票数，但还没有到应当举行的情况：%s", p.Name, p.DueText), action: "核对；举行有误的，不计它的结果"})
	}
}

// pollDue tells whether a poll is to be held about a subject.
func (s *Scheme) pollDue(p *Poll, x *facts) (bool, error) {
	if p.Due == "" {
		return true, nil
	}
	return s.holds(p.Due, x)
}

// unheld finds polls that are due and of which nothing was entered for any who
// contend for the same; the first of them is named.
func (k *checker) unheld() {
	for i := range k.s.Polls {
		p := &k.s.Polls[i]
		if p.Due == "" {
			continue
		}
		for j, f := range k.d.Files {
			rivals := k.d.rivals(f)
			held := slices.ContainsFunc(rivals, func(r *File) bool { t := r.Subject.PollTally(p.Key); return t != nil && len(t.Groups) > 0 })
			if rivals[0] != f || held || !concerns(p.For, f.Subject.Kind) {
				continue
			}
			if due, err := k.s.pollDue(p, factsOf(k.d, f)); err != nil || !due {
				continue
			}
			k.file, k.at = f, j+1
			k.add(Warning, found{rule: "poll.due", form: p.Name, field: "得票", found: "没有录入", expected: p.Name,
				message: fmt.Sprintf("%s应当举行，还没有录入：%s", p.Name, p.DueText), action: "举行" + p.Name + "并录入票数"})
			k.file, k.at = nil, 0
		}
	}
}

func (k *checker) extras() {
	for _, g := range k.file.Subject.Extras {
		e := k.s.ExtraOf(g.Extra)
		switch {
		case e == nil || !concerns(e.For, k.file.Subject.Kind):
			k.add(Warning, found{rule: "extra.unknown", form: "加分扣分", field: g.Extra, found: g.Extra, expected: "方案中的项目", message: "加分扣分里有方案之外的“" + g.Extra + "”，不计", action: "核对批次所用的方案"})
		case g.Times <= 0:
			k.add(Error, found{rule: "extra.times", form: "加分扣分", field: e.Name, found: num(g.Times), expected: "1 以上", message: fmt.Sprintf("“%s”的次数是 %d", e.Name, g.Times), action: "改正次数，或删去"})
		case strings.TrimSpace(g.Reason) == "":
			k.add(Warning, found{rule: "extra.reason", form: "加分扣分", field: e.Name, found: "没有写", expected: "事由和依据", message: "“" + e.Name + "”没有写事由", action: "补写事由和依据的文件"})
		}
	}
}

// events checks the number of entries and what each must say.
func (k *checker) events() {
	for _, l := range k.s.Logs {
		if l.Of == logOfRound || !concerns(l.For, k.file.Subject.Kind) {
			continue
		}
		list := EventsOf(k.file.Subject.Events, l.Key)
		if len(list) < l.Least && l.Wants(k.file.Subject) {
			k.add(Warning, found{rule: "event.few", form: l.Name, field: "次数", found: num(len(list)), expected: "不少于 " + num(l.Least),
				message: fmt.Sprintf("%s %d 次，方案要求不少于 %d 次", l.Name, len(list), l.Least), action: "补办并登记" + l.Name})
		}
		k.entries(l, list)
		k.late(&l, list)
	}
}

// late finds entries that have not come to their end by the log's deadline, and
// names who has to act.
func (k *checker) late(l *Log, list []Event) {
	if l.Days == nil {
		return
	}
	due := k.d.dateOf(k.file, cmp.Or(l.From, "assessed"))
	if due.IsZero() {
		return
	}
	due = due.AddDays(*l.Days)
	late, near := due.Earlier(k.d.Today), l.Remind > 0 && !k.d.Today.Before(due.AddDays(-l.Remind))
	if !late && !near {
		return
	}
	for _, e := range list {
		s := l.StateAt(e)
		if l.Ended(e) {
			continue
		}
		who, x := l.States[s].Actor, found{rule: "event.late", form: l.Name, field: "状态", found: l.States[s].Name, expected: l.States[len(l.States)-1].Name, basis: e.ID}
		x.action = "催办" + who
		if late {
			x.message = fmt.Sprintf("%s还在“%s”，应于 %s 前办完，轮到%s", l.Name, l.States[s].Name, due, who)
			k.add(Warning, x)
			continue
		}
		x.rule, x.message = "event.soon", fmt.Sprintf("%s还在“%s”，%s 前要办完，轮到%s", l.Name, l.States[s].Name, due, who)
		k.add(Note, x)
	}
}

func (k *checker) entries(l Log, list []Event) {
	for i, e := range list {
		which := l.Name
		if len(list) > 1 {
			which = fmt.Sprintf("%s（第 %d 条）", l.Name, i+1)
		}
		if e.Date.IsZero() {
			k.add(Warning, found{rule: "event.date", form: which, field: "日期", found: "空白", expected: "日期", message: which + "没有日期", action: "补填日期", basis: e.ID})
		}
		k.futureDate(which, "日期", e.Date)
		k.span(&l, which, e)
		for _, f := range l.Fields {
			v := strings.TrimSpace(e.Fields[f.Key])
			switch {
			case v == "" && f.Required:
				k.add(Error, found{rule: "event.field", form: which, field: f.Name, found: "空白", expected: "有内容", message: which + "没有写“" + f.Name + "”", action: "补写", basis: e.ID})
			case v != "" && len(f.Choices) > 0 && !slices.Contains(f.Choices, v):
				k.add(Error, found{rule: "event.choice", form: which, field: f.Name, found: v, expected: strings.Join(f.Choices, "、"), message: fmt.Sprintf("%s的“%s”写的是“%s”", which, f.Name, v), action: "改为方案中的一种", basis: e.ID})
			case v != "" && f.Number:
				k.figure(which, f, v, e.ID)
			}
		}
	}
}

// span compares the days of an entry with what they must be.
func (k *checker) span(l *Log, which string, e Event) {
	fault := l.SpanFault(e)
	if fault == "" {
		return
	}
	n, _ := l.SpanDays(e)
	k.add(Error, found{rule: "event.span", form: which, field: "天数", found: num(n) + " 天", expected: l.SpanText(),
		message: fault + "（" + l.SpanRule() + "）", action: "核对日期；天数不符的须重新办理", basis: e.ID})
}

// figure compares a number with what it must come up to.
func (k *checker) figure(which string, f Field, text, id string) {
	n, ok := figureOf(text)
	want := f.wanted()
	switch {
	case !ok:
		k.add(Error, found{rule: "event.number", form: which, field: f.Name, found: text, expected: "数字", message: fmt.Sprintf("%s的“%s”写的是“%s”，不是数字", which, f.Name, text), action: "改为数字", basis: id})
	case f.Least != nil && n < *f.Least, f.Most != nil && n > *f.Most:
		k.add(Warning, found{rule: "event.range", form: which, field: f.Name, found: text + f.unit(), expected: want, message: fmt.Sprintf("“%s”是 %s%s，标准是%s", f.Name, text, f.unit(), Apart(want)), action: "核实；确未达标的，写明原因和措施", basis: id})
	}
}

// conclusion sees that what was decided can be.
func (k *checker) conclusion() {
	c, s, sub := k.file.Subject.Conclusion, k.s, k.file.Subject
	if c == nil {
		return
	}
	const form = "考核结论"
	if c.Grade != "" && s.GradeOf(c.Grade) == nil {
		k.add(Error, found{rule: "conclusion.grade", form: form, field: "等次", found: c.Grade, expected: strings.Join(keysOf(s.Grades, func(g Grade) string { return g.Key }), "、"), message: "等次“" + c.Grade + "”不在方案中", action: "改为方案中的等次"})
	}
	for _, name := range c.Awards {
		a := find(s.Awards, func(a *Award) bool { return a.Name == name && concerns(a.For, sub.Kind) })
		switch {
		case a == nil:
			k.add(Error, found{rule: "conclusion.award", form: form, field: "评先", found: name, expected: "方案中的奖项", message: "“" + name + "”不是方案里给这类对象的奖项", action: "改正"})
		case s.shutOut(sub, *a):
			k.add(Error, found{rule: "conclusion.barred", form: form, field: "评先", found: name, expected: "不得参评", message: fmt.Sprintf("%s不得评为“%s”：%s", person(k.file), name, s.barText(s.barsOf(sub)[0])), action: "取消，或删去有误的否决情形"})
		}
	}
	k.futureDate(form, "日期", c.Date)
}

// contested sees that there are enough subjects for each unit (差额考核).
func (k *checker) contested() {
	for _, kind := range k.s.Kinds {
		if kind.Least == 0 {
			continue
		}
		var units []string
		count := map[string]int{}
		for _, f := range k.d.Files {
			if u := f.Subject.Unit; f.Subject.Kind == kind.Key {
				if count[u] == 0 {
					units = append(units, u)
				}
				count[u]++
			}
		}
		for _, u := range units {
			if n := count[u]; n < kind.Least {
				k.add(Error, found{rule: "kind.few", form: "考核对象", field: kind.Name, found: num(n) + " 人", expected: fmt.Sprintf("不少于 %d 人", kind.Least),
					message: fmt.Sprintf("“%s”的%s只有 %d 人，应不少于 %d 人", u, kind.Name, n, kind.Least), action: "增加人选，或说明原因", basis: u})
			}
		}
	}
}

// standings checks what only the whole round shows: ties over the last place,
// more given than there are places, grades that differ from the rules.
func (k *checker) standings() {
	if !k.s.Assesses() {
		return
	}
	all := StandingsOf(k.d)
	k.contested()
	k.unheld()
	for _, r := range all.Awards {
		over := len(r.Given) - r.Places
		switch {
		case over > 0:
			k.add(Error, found{rule: "award.over", form: "考核结论", field: r.Award.Name, found: num(len(r.Given)), expected: r.Formula, message: fmt.Sprintf("“%s”给了 %d 个，名额是 %s", r.Award.Name, len(r.Given), r.Formula), action: "按名额调整"})
		case len(r.Tied) > 0:
			k.add(Warning, found{rule: "award.tie", form: "考核结论", field: r.Award.Name, found: strings.Join(r.Tied, "、"), expected: fmt.Sprintf("%d 个名额", r.Left),
				message: fmt.Sprintf("“%s”还剩 %d 个名额，%s总分相同", r.Award.Name, r.Left, strings.Join(r.Tied, "、")), action: "由评定会议决定，程序不代为排先后"})
		}
	}
	for _, x := range all.List {
		k.file, k.at = x.File, slices.Index(k.d.Files, x.File)+1
		if c := x.File.Subject.Conclusion; c != nil && c.Grade != "" && x.Proposed != "" && c.Grade != x.Proposed && strings.TrimSpace(c.Reason) == "" {
			k.add(Warning, found{rule: "conclusion.differs", form: "考核结论", field: "等次", found: c.Grade, expected: x.Proposed + "（" + x.Why + "）",
				message: fmt.Sprintf("等次定为“%s”，按规则是“%s”：%s", c.Grade, x.Proposed, x.Why), action: "写明理由，或改正等次"})
		}
		kind := x.Kind
		if of := k.d.Scheme.KindOf(kind); of != nil {
			kind = of.Name
		}
		for _, n := range x.Notices {
			k.add(Note, found{rule: "standing.notice", form: "结果运用", field: kind, found: x.Score.Text, expected: "办理", message: n, action: "按规定办理"})
		}
	}
	k.file, k.at = nil, 0
}
