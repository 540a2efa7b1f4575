package forms

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"kaocha/data/review"
)

// Forms of logs and groups.
var (
	eventCardsForm = tablesForm(Form{Key: "event-cards", Name: "事项记录", Scope: OfSubject, Use: "一个对象的各种记录：请假条、谈话记录卡、反馈等"}, false, eventCards)
	blankCardsForm = tablesForm(Form{Key: "blank-cards", Name: "事项记录（空白）", Scope: OfBranch, Use: "各种记录的空白单，供手填"}, false, blankCards)
	eventBookForm  = tablesForm(Form{Key: "event-book", Name: "事项登记簿", Scope: OfBranch, Paper: "A4", Use: "整个批次的事项，按种类列表"}, true, eventBook)
	countsForm     = tablesForm(Form{Key: "event-counts", Name: "事项统计表", Scope: OfBranch, Paper: "A4", Use: "每个对象各种事项的次数，办完多少"}, true, eventCounts)
	groupListForm  = tablesForm(Form{Key: "group-list", Name: "分组名单", Scope: OfBranch, Use: "参会人员分组，各组的负责人"}, false, groupList)
)

// eventCards are the records about a subject, one table each.
func eventCards(in *Input) Tables {
	out := Tables{Title: in.School() + "事项记录", Info: in.roundLine()}
	if !in.assesses() || in.File == nil {
		return out
	}
	out.Title = in.Scheme.Name + "事项记录"
	out.Info = append(out.Info, subjectLine(in))
	for i := range in.Scheme.Logs {
		l := &in.Scheme.Logs[i]
		for _, e := range review.EventsOf(in.File.Subject.Events, l.Key) {
			t := card(l, &e)
			if files := in.File.Subject.EntryFiles(e); len(files) > 0 {
				t.Rows = append(t.Rows, []string{"附　　件", strings.TrimPrefix(evidenceText(files), "佐证 ")})
			}
			out.Tables = append(out.Tables, t)
			if days, ok := spanCalendar(l, e); ok {
				out.Tables = append(out.Tables, days)
			}
		}
	}
	if len(out.Tables) == 0 {
		out.Notes = []string{"没有登记事项。"}
	}
	return out
}

// card is one record as a table of labels and answers; nil gives a blank one.
func card(l *review.Log, e *review.Event) Table {
	t := Table{Title: l.Name, Bare: true, RowH: 9, Columns: []TableColumn{{Label: "栏目", Width: 50}, {Label: "内容", Width: 128, Left: true}}}
	if e == nil {
		e = &review.Event{}
	}
	day := "　　　　年　　月　　日"
	if !e.Date.IsZero() {
		day = e.Date.Chinese()
	}
	t.Rows = append(t.Rows, []string{"日　　期", day})
	for _, r := range [][2]string{{"标　　题", e.Title}, {"参加人员", strings.Join(e.People, "、")}, {"地　　点", e.Place}} {
		if r[1] != "" {
			t.Rows = append(t.Rows, []string{r[0], r[1]})
		}
	}
	for _, f := range l.Fields {
		v := e.Fields[f.Key]
		if v == "" && len(f.Choices) > 0 {
			v = "□" + strings.Join(f.Choices, "　□")
		}
		if f.Tall && v == "" {
			v = "\n\n"
		}
		if v != "" && f.Number {
			v += f.Unit
		}
		t.Rows = append(t.Rows, []string{f.Label(), v})
	}
	if n, ok := l.SpanDays(*e); ok {
		t.Rows = append(t.Rows, []string{"天　　数", itoa(n) + " 天（" + l.SpanText() + "）"})
	}
	if e.State != "" {
		t.Rows = append(t.Rows, []string{"状　　态", e.State})
	}
	for _, s := range l.Signs {
		t.Rows = append(t.Rows, []string{s, "　　　　　　　　　　　　　年　　月　　日"})
	}
	return t
}

// spanCalendar shows the days of an entry's span in weeks from Monday: the day it
// begins, which day each is, and the last.
func spanCalendar(l *review.Log, e review.Event) (Table, bool) {
	weeks := l.SpanWeeks(e)
	total, known := l.SpanDays(e)
	if !l.Span.Calendar || !known || len(weeks) == 0 {
		return Table{}, false
	}
	t := Table{RowH: 12}
	for _, day := range []string{"一", "二", "三", "四", "五", "六", "日"} {
		t.Columns = append(t.Columns, TableColumn{Label: "星期" + day, Width: 20})
	}
	first, last := "", ""
	for _, week := range weeks {
		row := make([]string, 7)
		for i, day := range week {
			name := fmt.Sprintf("%d月%d日", day.Date.Month, day.Date.Day)
			switch {
			case day.Outside:
			case day.Number == 0:
				row[i] = name + "\n起（不计）"
			default:
				if day.Number == 1 {
					first = name
				}
				row[i], last = fmt.Sprintf("%s\n第 %d 天", name, day.Number), name
			}
		}
		t.Rows = append(t.Rows, row)
	}
	t.Title = l.Name + "日历"
	t.Lead = []string{fmt.Sprintf("第一天 %s，最后一天 %s，共 %d 天（应为%s）。%s。", first, last, total, review.Apart(l.SpanText()), l.SpanRule())}
	return t, true
}

func blankCards(in *Input) Tables {
	out := Tables{Title: in.School() + "事项记录"}
	if !in.assesses() {
		return out
	}
	for i := range in.Scheme.Logs {
		l := &in.Scheme.Logs[i]
		if len(l.Signs) == 0 {
			continue // nobody signs it: it is only kept in the program
		}
		t := card(l, nil)
		t.NewPage, t.Lead = true, []string{"姓名（单位）："}
		if len(out.Tables) == 0 {
			out.Title = l.Name
		}
		out.Tables = append(out.Tables, t)
	}
	return out
}

// eventBook lists what was logged, log by log.
func eventBook(in *Input) Tables {
	out := Tables{Title: in.School() + "事项登记簿", Info: in.roundLine()}
	if !in.assesses() {
		return out
	}
	out.Title = in.Scheme.Name + "事项登记簿"
	for i := range in.Scheme.Logs {
		l := &in.Scheme.Logs[i]
		t := Table{Title: l.Name, Columns: []TableColumn{{Label: "日期", Width: 24}, {Label: "对象、标题、人员", Width: 30, Left: true}}}
		for _, f := range l.Fields {
			w := 34.0
			if f.Tall {
				w = 60
			}
			t.Columns = append(t.Columns, TableColumn{Label: f.Name, Width: w, Left: true})
		}
		if len(l.States) > 0 {
			t.Columns = append(t.Columns, TableColumn{Label: "状态", Width: 22}, TableColumn{Label: "轮到", Width: 20})
		}
		if l.Collect {
			t.Columns = append(t.Columns, TableColumn{Label: "收回", Width: 14})
		}
		add := func(who string, list []review.Event) {
			for _, e := range review.EventsOf(list, l.Key) {
				t.Rows = append(t.Rows, bookRow(l, e, who))
			}
		}
		if in.Round != nil {
			add("", in.Round.Events)
		}
		for _, f := range in.Files {
			add(f.Cadre.Name, f.Subject.Events)
		}
		if len(t.Rows) > 0 {
			out.Tables = append(out.Tables, withoutBlank(t, 1))
		} else if l.Least > 0 || l.OfRound() {
			out.Notes = append(out.Notes, l.Name+"：没有登记。")
		}
	}
	return out
}

// withoutBlank leaves a column out in which nothing stands.
func withoutBlank(t Table, at int) Table {
	if slices.ContainsFunc(t.Rows, func(r []string) bool { return r[at] != "" }) {
		return t
	}
	t.Columns = slices.Delete(t.Columns, at, at+1)
	for i, r := range t.Rows {
		t.Rows[i] = slices.Delete(r, at, at+1)
	}
	return t
}

func bookRow(l *review.Log, e review.Event, who string) []string {
	what := []string{who}
	for _, p := range append([]string{e.Title, e.Place}, e.People...) {
		if p != "" {
			what = append(what, p)
		}
	}
	row := []string{e.Date.String(), strings.TrimPrefix(strings.Join(what, "，"), "，")}
	for _, f := range l.Fields {
		row = append(row, e.Fields[f.Key])
	}
	if len(l.States) > 0 {
		s := l.States[l.StateAt(e)]
		row = append(row, s.Name, s.Actor)
	}
	if l.Collect {
		row = append(row, map[bool]string{true: "已收回", false: "未收回"}[e.Back])
	}
	return row
}

// groupList are the groups of a meeting with their people.
func groupList(in *Input) Tables {
	out := Tables{Title: in.School() + "分组名单", Info: in.roundLine()}
	if !in.assesses() || in.Scheme.Division.Name == "" {
		return out
	}
	out.Title = in.School() + in.Scheme.Division.Name + "分组名单"
	var order []string
	tables := map[string]*Table{}
	for _, f := range in.Files {
		g := f.Subject.Group
		if g == "" {
			continue
		}
		if tables[g] == nil {
			order = append(order, g)
			tables[g] = &Table{Title: g, Columns: []TableColumn{{Label: "序号", Width: 16}, {Label: "姓名", Width: 36}, {Label: "种类", Width: 40}, {Label: "身份", Width: 50}, {Label: "签到", Width: 36}}}
		}
		t := tables[g]
		roles := in.Scheme.RoleNames(f.Subject)
		t.Rows = append(t.Rows, []string{itoa(len(t.Rows) + 1), f.Cadre.Name, in.Scheme.KindOf(f.Subject.Kind).Name, strings.Join(roles, "、"), ""})
	}
	slices.SortFunc(order, func(a, b string) int { return cmp.Compare(groupNumber(a), groupNumber(b)) })
	for _, g := range order {
		out.Tables = append(out.Tables, *tables[g])
	}
	if len(out.Tables) == 0 {
		out.Notes = []string{"没有分组。"}
	}
	return out
}

// groupNumber is the place of a group's name: 第二党小组 comes before 第十党小组.
func groupNumber(name string) int {
	n := 0
	for _, c := range name {
		switch i := strings.IndexRune("一二三四五六七八九", c); {
		case i >= 0:
			n += i/len("一") + 1
		case c == '十':
			n = max(n, 1) * 10
		}
	}
	return n
}

// eventCounts says for each subject how many entries of each log there are and how
// many of them have come to their end: the branch's sheet for the yearly appraisal.
func eventCounts(in *Input) Tables {
	out := Tables{Title: in.School() + "事项统计表", Info: in.roundLine(), Signs: []string{"填表人（签名）：　　　　　　　　　　　　年　　月　　日"}}
	if !in.assesses() {
		return out
	}
	out.Title = in.Scheme.Name + "统计表"
	t := Table{Title: "次数（办完的次数）", Columns: []TableColumn{{Label: "序号", Width: 14}, {Label: "姓名（单位）", Width: 36, Left: true}, {Label: "种类", Width: 30}}}
	for _, l := range in.Scheme.Logs {
		if !l.OfRound() {
			t.Columns = append(t.Columns, TableColumn{Label: l.Name, Width: 28})
		}
	}
	for i, f := range in.Files {
		row := []string{itoa(i + 1), f.Cadre.Name, ""}
		if k := in.Scheme.KindOf(f.Subject.Kind); k != nil {
			row[2] = k.Name
		}
		for k := range in.Scheme.Logs {
			l := &in.Scheme.Logs[k]
			if l.OfRound() {
				continue
			}
			list, ended := review.EventsOf(f.Subject.Events, l.Key), 0
			for _, e := range list {
				if l.Ended(e) {
					ended++
				}
			}
			cell := itoa(len(list))
			if len(l.States) > 0 {
				cell += "（" + itoa(ended) + "）"
			}
			row = append(row, cell)
		}
		t.Rows = append(t.Rows, row)
	}
	out.Tables = []Table{t}
	return out
}
