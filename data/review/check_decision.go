package review

import (
	"fmt"
	"slices"
	"strings"

	"kaocha/data/cadre"
)

// opinions checks the offices' opinions against the report and in their order.
func (k *checker) opinions() {
	form, sub := k.formName("review-form", "试用期考察表"), k.file.Subject
	var before cadre.Date
	beforeName := k.reportForm()
	before = sub.Report.Date
	for _, o := range sub.Opinions {
		if !slices.ContainsFunc(k.s.Opinions, func(x Office) bool { return x.Key == o.Office }) {
			k.add(Warning, found{rule: "opinion.office", form: form, field: o.Office, found: o.Office, expected: "方案中的意见栏", message: "意见“" + o.Office + "”不在方案中，不会打印", action: "移到方案中的意见栏"})
		}
	}
	for _, office := range k.s.Opinions {
		o := sub.OpinionOf(office.Key)
		if opinionText(o) == "" {
			continue
		}
		k.opinion(form, office, o)
		k.futureDate(form, office.Name+"日期", o.Date)
		if o.Date.Earlier(before) {
			k.add(Warning, found{rule: "opinion.order", form: form, field: office.Name + "日期", found: o.Date.String(), expected: "不早于" + beforeName + " " + before.String(),
				message: fmt.Sprintf("%s的日期 %s 早于%s的日期 %s", office.Name, o.Date, beforeName, before), action: "核对日期"})
		}
		if !o.Date.IsZero() {
			before, beforeName = o.Date, office.Name
		}
	}
}

func (k *checker) opinion(form string, office Office, o Opinion) {
	grades := strings.Join(keysOf(k.s.Grades, func(g Grade) string { return g.Key }), "、")
	report := k.file.Subject.Report.Grade
	switch {
	case office.Grade && o.Grade == "":
		k.add(Warning, found{rule: "opinion.grade", form: form, field: office.Name, found: "没有等次", expected: grades, message: office.Name + "没有写评价等级", action: "补填评价等级"})
	case o.Grade != "" && k.s.GradeOf(o.Grade) == nil:
		k.add(Error, found{rule: "opinion.grade", form: form, field: office.Name, found: o.Grade, expected: grades, message: fmt.Sprintf("%s的等次“%s”不在方案的等次（%s）中", office.Name, o.Grade, grades), action: "改为方案中的等次"})
	case o.Grade != "" && report != "" && o.Grade != report:
		k.add(Error, found{rule: "opinion.differs", form: form, field: office.Name, found: o.Grade, expected: k.reportForm() + "：" + report,
			message: fmt.Sprintf("%s的等次“%s”与%s的评价等级“%s”不一致", office.Name, o.Grade, k.reportForm(), report), action: "核对两处等次"})
	}
	outcomes := strings.Join(k.s.Outcomes, "、")
	switch {
	case office.Advice && o.Advice == "":
		k.add(Warning, found{rule: "opinion.advice", form: form, field: office.Name, found: "没有建议", expected: outcomes, message: office.Name + "没有写任用建议", action: "补填任用建议"})
	case o.Advice != "" && !slices.Contains(k.s.Outcomes, o.Advice):
		k.add(Error, found{rule: "opinion.advice", form: form, field: office.Name, found: o.Advice, expected: outcomes, message: fmt.Sprintf("%s的建议“%s”不在方案的决定（%s）中", office.Name, o.Advice, outcomes), action: "改为方案中的决定"})
	}
}

// decision checks the outcome against the grade, the advice and the stage. The
// contradictions are warnings: a person decides.
func (k *checker) decision() {
	d := k.file.Subject.Decision
	if d == nil {
		return
	}
	const form = "决定"
	outcomes := strings.Join(k.s.Outcomes, "、")
	warn := func(rule, field, have, want, message, action string) {
		k.add(Warning, found{rule: rule, form: form, field: field, found: have, expected: want, message: message, action: action})
	}
	if !slices.Contains(k.s.Outcomes, d.Outcome) {
		k.add(Error, found{rule: "decision.outcome", form: form, field: "决定", found: blank(d.Outcome), expected: outcomes, message: fmt.Sprintf("决定“%s”不在方案的决定（%s）中", d.Outcome, outcomes), action: "改为方案中的决定"})
		return
	}
	grade := k.s.GradeOf(k.file.Subject.Report.Grade)
	switch {
	case grade != nil && d.Outcome == k.s.Appoint && !grade.Pass:
		warn("decision.grade", "决定", d.Outcome, "评价等级为合格等次", fmt.Sprintf("评价等级是“%s”，决定却是“%s”", grade.Key, d.Outcome), "核对等次和决定")
	case grade != nil && grade.Pass && k.s.Appoint != "" && d.Outcome != k.s.Appoint:
		warn("decision.grade", "决定", d.Outcome, k.s.Appoint, fmt.Sprintf("评价等级是“%s”，决定却是“%s”", grade.Key, d.Outcome), "核对等次和决定")
	}
	switch {
	case k.s.Extend != "" && d.Outcome == k.s.Extend && d.Months <= 0:
		k.add(Error, found{rule: "decision.months", form: form, field: "延长月数", found: num(d.Months), expected: "1 个月以上", message: "决定是“" + d.Outcome + "”，没有写延长几个月", action: "补填延长月数"})
	case d.Months != 0 && d.Outcome != k.s.Extend:
		warn("decision.months", "延长月数", num(d.Months), "空白", fmt.Sprintf("决定是“%s”，却写了延长 %d 个月", d.Outcome, d.Months), "核对决定")
	}
	if d.Date.IsZero() {
		warn("decision.date", "决定日期", "空白", "党委研究的日期", "决定没有日期；任职时间自决定之日起算", "补填决定日期")
	}
	k.futureDate(form, "决定日期", d.Date)
	k.decisionContext(d, warn)
	k.registered(d)
}

// registered sees that a decision that was taken stands in the register too:
// else the forms go on printing the trial post, and the person is suggested for
// the next round again.
func (k *checker) registered(d *Decision) {
	c, i := k.file.Cadre, k.s.StageIndex(k.file.Subject.Stage)
	if c == nil || i < 0 || k.s.Stages[i].Outcome != "" && k.s.Stages[i].Outcome != d.Outcome || !slices.ContainsFunc(k.s.Stages[:i+1], func(st Stage) bool { return st.Outcome != "" }) {
		return
	}
	lacks := func(field, have, want string) {
		k.add(Warning, found{rule: "decision.register", form: k.formName("registration", k.formName("appointment", "干部情况登记表")), field: field, found: blank(have), expected: want,
			message: fmt.Sprintf("决定是“%s”，登记的%s是%s，应为 %s", d.Outcome, field, blank(have), want), action: "在干部库里登记" + field + "，否则下一批次还会建议考察此人"})
	}
	p := c.Probation
	switch d.Outcome {
	case k.s.Appoint:
		if !d.Date.IsZero() && p.FormalDate != d.Date {
			lacks("转正日期", p.FormalDate.String(), d.Date.String())
		}
	case k.s.Extend:
		p.End = cadre.Date{}
		if usual := p.EndDate(k.s.Probing.Months); !usual.IsZero() && d.Months > 0 && c.Probation.EndDate(k.s.Probing.Months).Earlier(usual.AddMonths(d.Months)) {
			lacks("试用期止（延长后）", c.Probation.End.String(), usual.AddMonths(d.Months).String())
		}
	default:
		if strings.TrimSpace(p.Result) == "" {
			lacks("试用期考核结论", p.Result, d.Outcome)
		}
	}
}

func (k *checker) decisionContext(d *Decision, warn func(rule, field, have, want, message, action string)) {
	sub := k.file.Subject
	if i := k.s.StageIndex(sub.Stage); i >= 0 && k.s.Stages[i].Outcome != "" && k.s.Stages[i].Outcome != d.Outcome {
		k.add(Error, found{rule: "decision.stage", form: "决定", field: "阶段", found: k.s.Stages[i].Name, expected: d.Outcome, message: fmt.Sprintf("阶段是“%s”，决定却是“%s”", k.s.Stages[i].Name, d.Outcome), action: "核对阶段和决定"})
	}
	for _, o := range sub.Opinions {
		if o.Advice != "" && o.Advice != d.Outcome {
			name := o.Office
			for _, x := range k.s.Opinions {
				if x.Key == o.Office {
					name = x.Name
				}
			}
			k.add(Note, found{rule: "decision.advice", form: "决定", field: "决定", found: d.Outcome, expected: name + "建议：" + o.Advice, message: fmt.Sprintf("%s建议“%s”，决定是“%s”", name, o.Advice, d.Outcome), action: "确认无误即可"})
		}
		if d.Date.Earlier(o.Date) {
			warn("decision.order", "决定日期", d.Date.String(), "不早于各方意见 "+o.Date.String(), fmt.Sprintf("决定日期 %s 早于意见日期 %s", d.Date, o.Date), "核对日期")
			break
		}
	}
	if c := k.file.Cadre; c != nil && d.Outcome == k.s.Appoint {
		if end := c.Probation.EndDate(k.s.Probing.Months); d.Date.Earlier(end) {
			warn("decision.early", "决定日期", d.Date.String(), "不早于试用期满 "+end.String(), fmt.Sprintf("%s的决定日期 %s 在试用期满（%s）之前", d.Outcome, d.Date, end), "核对日期；提前转正须有依据")
		}
	}
}

func blank(s string) string {
	if strings.TrimSpace(s) == "" {
		return "空白"
	}
	return s
}

// stage checks that the stage exists, that what was asked on the way to it
// still holds (a text deleted later, an opinion not written), and deadlines.
func (k *checker) stage() {
	const form = "考察批次"
	sub := k.file.Subject
	i := k.s.StageIndex(sub.Stage)
	if i < 0 {
		k.add(Error, found{rule: "stage.unknown", form: form, field: "阶段", found: sub.Stage, expected: "方案中的阶段", message: "阶段“" + sub.Stage + "”不在方案中", action: "重新选择阶段"})
		return
	}
	for _, st := range passed(k.d, k.file, 0, i) {
		for _, c := range st.Needs {
			if p := k.s.programs[c.When]; p == nil || p.needErrors {
				continue
			}
			for _, u := range unmet(k.s, st, c, k.x) {
				k.add(min(u.Level, Warning), found{rule: "stage.unmet", form: form, field: st.Name, found: u.Text, expected: "进入“" + st.Name + "”的条件",
					message: fmt.Sprintf("已到“%s”，但%s（进入“%s”的条件）", k.s.Stages[i].Name, Apart(u.Text), st.Name), action: "补齐，或退回相应阶段"})
			}
		}
	}
	next, ok := NextStage(k.s, sub)
	if !ok || k.d.Today.IsZero() || k.d.Round != nil && k.d.Round.Closed {
		return
	}
	if due := DueDate(k.d, k.file, next.Key); due.Earlier(k.d.Today) {
		k.add(Note, found{rule: "stage.overdue", form: form, field: next.Name, found: "未到此阶段", expected: "不迟于 " + due.String(),
			message: fmt.Sprintf("应在 %s 前进入“%s”，现仍在“%s”", due, next.Name, k.s.Stages[i].Name), action: "抓紧办理"})
	}
}
