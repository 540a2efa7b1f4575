package review

import (
	"fmt"
	"slices"
	"strings"

	"kaocha/data/cadre"
	"kaocha/data/cadre/idnum"
)

// round checks what belongs to no single subject: panels, and people who are
// in the round twice.
func (k *checker) round() {
	const form = "考察批次"
	if r := k.d.Round; r != nil && r.Assessed.Earlier(r.Notified) {
		k.add(Warning, found{rule: "round.dates", form: form, field: k.s.Said("考察日期"), found: r.Assessed.String(), expected: "不早于通知日期 " + r.Notified.String(),
			message: fmt.Sprintf(k.s.Said("考察日期")+" %s 早于通知日期 %s", r.Assessed, r.Notified), action: "核对批次的两个日期"})
	}
	if r := k.d.Round; r != nil && r.Deadline.Earlier(r.Assessed) && !k.s.Assesses() { // there papers may be due before the meeting
		k.add(Warning, found{rule: "round.dates", form: form, field: "报送截止日期", found: r.Deadline.String(), expected: "不早于考察日期 " + r.Assessed.String(),
			message: fmt.Sprintf("报送截止日期 %s 早于考察日期 %s", r.Deadline, r.Assessed), action: "核对批次的两个日期"})
	}
	for _, p := range k.d.Panels {
		k.panel(p)
	}
	k.twice()
}

func (k *checker) panel(p Panel) {
	used := slices.ContainsFunc(k.d.Files, func(f *File) bool { return f.Subject.PanelID == p.ID })
	if !used {
		return
	}
	form, all := "考察组“"+p.Name+"”", p.All()
	if strings.TrimSpace(p.Leader) == "" {
		k.add(Error, found{rule: "panel.leader", form: form, field: "组长", found: "空白", expected: "姓名", message: form + "没有组长", action: "填写组长", basis: p.ID})
	}
	if len(all) < 2 {
		k.add(Warning, found{rule: "panel.size", form: form, field: "成员", found: num(len(all)) + " 人", expected: "2 人以上",
			message: fmt.Sprintf("%s只有 %d 人，考察须两人以上", form, len(all)), action: "补充成员", basis: p.ID})
	}
	for i, m := range all {
		if slices.ContainsFunc(all[:i], func(o string) bool { return sameName(o, m) }) {
			k.add(Warning, found{rule: "panel.twice", form: form, field: "成员", found: m, expected: "每人一次", message: form + "里“" + m + "”写了两次，报告会多出一行签名", action: "删去重复的一个", basis: p.ID})
		}
	}
}

// twice finds the same person in the round more than once.
func (k *checker) twice() {
	seen := map[string]*File{}
	for i, f := range k.d.Files {
		keys := []string{"c" + f.Subject.CadreID}
		if f.Cadre != nil {
			if id := idnum.Normalize(f.Cadre.IDNumber); id != "" {
				keys = append(keys, "i"+id)
			}
		}
		for _, key := range keys {
			if first, ok := seen[key]; ok && key != "c" {
				k.file, k.at = f, i+1
				k.add(Error, found{rule: "round.twice", form: "考察批次", field: "考察对象", found: person(f) + "与" + person(first), expected: "每人一次",
					message: fmt.Sprintf("%s与%s是同一个人，在批次里出现了两次", person(f), person(first)), action: "移出重复的一个", basis: first.Subject.ID})
				k.file, k.at = nil, 0
				break
			}
			seen[key] = f
		}
	}
}

// person wraps the register's own issues about the cadre.
func (k *checker) person() {
	form := k.formName("registration", k.formName("appointment", "干部情况登记表"))
	if k.file.Cadre == nil {
		k.add(Error, found{rule: "subject.cadre", form: form, field: "姓名", found: "没有", expected: "登记信息", message: "考察对象没有对应的干部登记信息", action: "重新加入这名干部"})
		return
	}
	if k.file.Subject.CadreID == "" {
		return // not a person of the register
	}
	c := k.s.Checks
	for _, i := range cadre.Check(k.file.Cadre, k.d.Today, cadre.Limits{GapMonths: c.ResumeGapMonths, MinAge: c.MinAge, MaxAge: c.MaxAge, At: k.d.assessed()}) {
		k.add(Severity(i.Level), found{rule: i.Rule, form: form, field: i.Field, found: i.Found, expected: i.Expected, message: i.Message, action: i.Action, basis: i.Basis})
	}
}

func (k *checker) subject() {
	f := k.file
	const form = "考察批次"
	if (f.Branch == nil || f.Subject.BranchID == "") && !k.s.Assesses() {
		k.add(Error, found{rule: "subject.branch", form: form, field: "党总支", found: "空白", expected: "所在党总支", message: person(f) + "没有指定党总支", action: "指定由哪个党总支报送"})
	}
	if c := f.Cadre; c != nil && f.Branch != nil && c.Branch != "" && bare(c.Branch) != bare(f.Branch.Name) {
		k.add(Note, found{rule: "subject.other-branch", form: form, field: "党总支", found: f.Branch.Name, expected: "登记表：" + c.Branch,
			message: fmt.Sprintf("%s在批次里归“%s”，登记表上是“%s”", person(f), f.Branch.Name, c.Branch), action: "核对由哪个党总支报送"})
	}
	switch {
	case (f.Panel == nil || f.Subject.PanelID == "") && k.s.Assesses() && len(k.d.Panels) == 0:
	case f.Panel == nil || f.Subject.PanelID == "":
		k.add(Warning, found{rule: "subject.panel", form: form, field: "考察组", found: "空白", expected: "考察组", message: person(f) + "没有指定考察组", action: "指定考察组"})
	case slices.ContainsFunc(f.Panel.All(), func(m string) bool { return sameName(m, person(f)) }):
		k.add(Error, found{rule: "panel.self", form: form, field: "考察组", found: person(f), expected: "不含考察对象本人", message: person(f) + "是考察对象，又在自己的考察组里", action: "调换考察组成员"})
	}
}

// probation compares the register's dates with the notice and the scheme.
func (k *checker) probation() {
	c := k.file.Cadre
	if c == nil {
		return
	}
	form, p := k.formName("review-form", "试用期考察表"), c.Probation
	if p.Start.IsZero() {
		k.add(Error, found{rule: "probation.start", form: form, field: "试任通知时间", found: "空白", expected: "试任通知的日期", message: "没有试任通知时间，无法计算试用期", action: "按试任通知补填"})
		return
	}
	if s := c.PositionSince; s.Earlier(p.Start) || p.Start.Earlier(s) {
		k.add(Warning, found{rule: "probation.notice", form: form, field: "任现职时间", found: s.String(), expected: "试任通知时间 " + p.Start.String(),
			message: fmt.Sprintf("任现职时间 %s 与试任通知时间 %s 不一致，试用期自通知之日起算", s, p.Start), action: "按试任通知核对"})
	}
	if a, b := bare(p.Position), bare(c.Position); a != "" && b != "" && !strings.Contains(a, b) && !strings.Contains(b, a) {
		k.add(Warning, found{rule: "probation.post", form: form, field: "试任职务", found: p.Position, expected: "现任职务：" + c.Position,
			message: fmt.Sprintf("试任职务“%s”与现任职务“%s”不一致", p.Position, c.Position), action: "按试任通知核对"})
	}
	full := p.Start.AddMonths(k.s.Probing.Months)
	switch {
	case p.Months > 0 && p.Months != k.s.Probing.Months:
		k.add(Warning, found{rule: "probation.length", form: form, field: "试用期月数", found: num(p.Months) + " 个月", expected: num(k.s.Probing.Months) + " 个月",
			message: fmt.Sprintf("试用期 %d 个月，方案规定 %d 个月", p.Months, k.s.Probing.Months), action: "按试任通知核对"})
	case p.End.Earlier(full):
		k.add(Warning, found{rule: "probation.length", form: form, field: "试用期止", found: p.End.String(), expected: full.String(),
			message: fmt.Sprintf("试用期止 %s 早于满 %d 个月的 %s", p.End, k.s.Probing.Months, full), action: "按试任通知核对"})
	}
	if !p.FormalDate.IsZero() && (k.file.Subject.Decision == nil || k.file.Subject.Decision.Outcome != k.s.Appoint) {
		k.add(Warning, found{rule: "probation.formal", form: form, field: "转正日期", found: p.FormalDate.String(), expected: "空白",
			message: fmt.Sprintf("登记的转正日期是 %s，却还在试用期考察批次里", p.FormalDate), action: "核对是否应在本批次"})
	}
	k.early(k.formName("tally", "民主测评汇总"), "测评日期", tallyDate(k.file.Subject.Tally))
	k.early(k.formName("report", "考察报告"), "日期", k.file.Subject.Report.Date)
}

func tallyDate(t *Tally) cadre.Date {
	if t == nil {
		return cadre.Date{}
	}
	return t.Date
}

// early finds a step of the assessment taken before the probation was over.
func (k *checker) early(form, field string, at cadre.Date) {
	end := reviewEnd(k.s, k.file)
	if at.Earlier(end) {
		k.add(Warning, found{rule: "probation.early", form: form, field: field, found: at.String(), expected: "不早于试用期满 " + end.String(),
			message: fmt.Sprintf("%s的%s %s 在试用期满（%s）之前", form, field, at, end), action: "核对日期；提前考察须有依据"})
	}
}
