package review

import (
	"fmt"
	"slices"
	"strings"
)

// tally checks the numbers, the people who counted and the name on the ballot.
func (k *checker) tally() {
	f, t := k.file, k.file.Subject.Tally
	form := k.formName("tally", "民主测评汇总")
	if t == nil || len(t.Groups) == 0 {
		if k.begun() || len(f.Subject.Talks) > 0 {
			k.add(Warning, found{rule: "tally.missing", form: form, field: "测评数字", found: "未录入", expected: "各项数字", message: "已有谈话或报告，民主测评数字却没有录入", action: "录入民主测评数字"})
		}
		return
	}
	for _, x := range Reconcile(k.s, t) {
		field := x.Field
		if x.Group != "" {
			field = x.Group + " " + field
		}
		k.add(x.Severity, found{rule: x.Rule, form: form, field: field, found: x.Found, expected: x.Expected, message: x.Text, action: x.Action})
	}
	if t.Name != "" && !sameName(t.Name, person(f)) {
		k.add(Error, found{rule: "tally.name", form: k.formName("ballot", "民主测评表"), field: "姓名", found: t.Name, expected: "登记表姓名：" + person(f),
			message: fmt.Sprintf("测评表上的姓名“%s”与登记表“%s”不一致", t.Name, person(f)), action: "核对是否同一人；错印的测评表须重新测评或说明"})
	}
	k.futureDate(form, "测评日期", t.Date)
	if t.Date.IsZero() {
		k.add(Warning, found{rule: "tally.date", form: form, field: "测评日期", found: "空白", expected: "日期", message: "民主测评没有日期", action: "补填测评日期"})
	}
	k.officers(form, t)
	for _, w := range Compute(k.s, t).Warnings {
		k.add(Warning, found{rule: "tally.rule", form: form, field: w.Name, found: k.rates(), expected: "由组织核实", message: w.Text, action: "核实后在考察组意见中说明；门槛只作提醒，不定等次"})
	}
}

// rates are the counts a threshold warning rests on.
func (k *checker) rates() string {
	var out []string
	for _, g := range k.s.gradeKeys() {
		out = append(out, fmt.Sprintf("%s %d", g, k.x.Count(g)))
	}
	return strings.Join(out, "、")
}

// officers checks 计票人 and 监票人.
func (k *checker) officers(form string, t *Tally) {
	for _, o := range []struct {
		rule, field string
		names       []string
	}{{"tally.counter", "计票人", t.Counters}, {"tally.scrutineer", "监票人", t.Scrutineers}} {
		if !slices.ContainsFunc(o.names, func(n string) bool { return strings.TrimSpace(n) != "" }) {
			k.add(Warning, found{rule: o.rule, form: form, field: o.field, found: "空白", expected: "姓名", message: "民主测评没有记" + o.field, action: "补填" + o.field + "，并由其签名"})
		}
		if slices.ContainsFunc(o.names, func(n string) bool { return sameName(n, person(k.file)) }) {
			k.add(Error, found{rule: "tally.self", form: form, field: o.field, found: person(k.file), expected: "不是考察对象本人", message: "考察对象本人担任了" + o.field, action: "核对" + o.field})
		}
	}
	for _, c := range t.Counters {
		if strings.TrimSpace(c) != "" && slices.ContainsFunc(t.Scrutineers, func(n string) bool { return sameName(n, c) }) {
			k.add(Warning, found{rule: "tally.both", form: form, field: "监票人", found: c, expected: "与计票人不同", message: "“" + c + "”既是计票人又是监票人", action: "计票人和监票人应由不同的人担任"})
		}
	}
}

// meetings notes subjects of one branch voted on at the same meeting with
// different numbers of ballots handed out.
func (k *checker) meetings() {
	type vote struct {
		at int
		n  int
	}
	groups := map[string][]vote{}
	var order []string
	for i, f := range k.d.Files {
		t := f.Subject.Tally
		if t == nil || t.Date.IsZero() {
			continue
		}
		for _, g := range t.Groups {
			if g.Issued == nil {
				continue
			}
			key := strings.Join([]string{f.Subject.BranchID, t.Date.String(), bare(t.Place), g.Group}, "\x00")
			if groups[key] == nil {
				order = append(order, key)
			}
			groups[key] = append(groups[key], vote{i, *g.Issued})
		}
	}
	for _, key := range order {
		list, counts := groups[key], map[int]int{}
		for _, v := range list {
			counts[v.n]++
		}
		usual := list[0].n
		for _, v := range list {
			if counts[v.n] > counts[usual] {
				usual = v.n
			}
		}
		for _, v := range list {
			if v.n == usual {
				continue
			}
			k.file, k.at = k.d.Files[v.at], v.at+1
			k.add(Note, found{rule: "tally.meeting", form: k.formName("tally", "民主测评汇总"), field: "发出", found: num(v.n), expected: num(usual),
				message: fmt.Sprintf("同一次测评会上，其他人发出 %d 张，%s发出 %d 张", usual, person(k.file), v.n), action: "核对发票数；确有不同的，在备注中写明"})
		}
	}
	k.file, k.at = nil, 0
}
