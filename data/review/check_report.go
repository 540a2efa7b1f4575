package review

import (
	"fmt"
	"slices"
	"strings"
)

// begun tells that somebody has started the report.
func (k *checker) begun() bool {
	r := k.file.Subject.Report
	if r.Grade != "" || r.Biography != "" || !r.Date.IsZero() || len(r.SignedBy) > 0 {
		return true
	}
	for _, t := range r.Texts {
		if strings.TrimSpace(t) != "" {
			return true
		}
	}
	return false
}

func (k *checker) reportForm() string { return k.formName("report", "考察报告") }

// report checks the narrative: parts, limit, grade, signatures, dates, and
// names of other people left in the text.
func (k *checker) report() {
	if !k.begun() {
		return
	}
	form, sub := k.reportForm(), k.file.Subject
	for _, sec := range k.s.Report.Sections {
		if sec.Kind == PartText && sec.Required && strings.TrimSpace(sub.Report.Texts[sec.Key]) == "" {
			k.add(Error, found{rule: "report.section", form: form, field: sec.Title, found: "空白", expected: "有内容", message: form + "的“" + sec.Title + "”没有写", action: "补写“" + sec.Title + "”"})
		}
	}
	for _, key := range sortedKeys(sub.Report.Texts) {
		if !slices.ContainsFunc(k.s.Report.Sections, func(s Section) bool { return s.Key == key }) && strings.TrimSpace(sub.Report.Texts[key]) != "" {
			k.add(Warning, found{rule: "report.unknown", form: form, field: key, found: brief(sub.Report.Texts[key]), expected: "方案中的部分", message: form + "里有方案之外的部分“" + key + "”，不会打印", action: "把内容移到方案中的部分"})
		}
	}
	if limit := k.s.Report.MaxChars; limit > 0 && k.x.ReportChars > limit {
		k.add(Error, found{rule: "report.limit", form: form, field: "字数", found: fmt.Sprintf("%d 字", k.x.ReportChars), expected: fmt.Sprintf("不超过 %d 字", limit),
			message: fmt.Sprintf("%s有 %d 字，超过规定的 %d 字", form, k.x.ReportChars, limit), action: fmt.Sprintf("压缩 %d 字以上", k.x.ReportChars-limit)})
	}
	k.grade(form)
	k.signatures(form)
	k.reportDates(form)
	k.otherNames(form)
}

func (k *checker) grade(form string) {
	all := strings.Join(keysOf(k.s.Grades, func(g Grade) string { return g.Key }), "、")
	switch g := k.file.Subject.Report.Grade; {
	case g == "":
		k.add(Error, found{rule: "report.grade", form: form, field: "评价等级", found: "空白", expected: all, message: form + "没有填评价等级", action: "由考察组集体研究后填写"})
	case k.s.GradeOf(g) == nil:
		k.add(Error, found{rule: "report.grade", form: form, field: "评价等级", found: g, expected: all, message: fmt.Sprintf("%s的评价等级“%s”不在方案的等次（%s）中", form, g, all), action: "改为方案中的等次"})
	}
}

// signatures compares who signed with the panel: one line each, all sign.
func (k *checker) signatures(form string) {
	r, panel := k.file.Subject.Report, k.file.Panel
	claimed := k.s.itemByForm("report")
	if panel == nil || len(r.SignedBy) == 0 && (claimed == nil || k.file.Subject.MaterialOf(claimed.Key).State != Signed) {
		return // nobody says that it is signed
	}
	all := panel.All()
	for i, s := range r.SignedBy {
		switch {
		case !slices.ContainsFunc(all, func(m string) bool { return sameName(m, s) }):
			k.add(Error, found{rule: "report.signer", form: form, field: "考察组成员签字", found: s, expected: strings.Join(all, "、"),
				message: fmt.Sprintf("在%s上签字的“%s”不是考察组成员（%s）", form, s, strings.Join(all, "、")), action: "核对签字或考察组成员"})
		case slices.ContainsFunc(r.SignedBy[:i], func(o string) bool { return sameName(o, s) }):
			k.add(Warning, found{rule: "report.signed-twice", form: form, field: "考察组成员签字", found: s, expected: "每人一次", message: "“" + s + "”的签字记了两次", action: "删去重复的一个"})
		}
	}
	if !k.s.Report.Signed {
		return
	}
	if rest := unsigned(k.file); len(rest) > 0 {
		k.add(Error, found{rule: "report.unsigned", form: form, field: "考察组成员签字", found: fmt.Sprintf("%d 人", len(all)-len(rest)), expected: fmt.Sprintf("%d 人", len(all)),
			message: fmt.Sprintf("考察组 %d 人，%s尚未签字", len(all), strings.Join(rest, "、")), action: "请未签字的成员签字", basis: strings.Join(rest, "、")})
	}
}

// reportDates sees that the report is later than what it reports.
func (k *checker) reportDates(form string) {
	sub := k.file.Subject
	k.futureDate(form, "日期", sub.Report.Date)
	if t := tallyDate(sub.Tally); sub.Report.Date.Earlier(t) {
		k.add(Error, found{rule: "report.before", form: form, field: "日期", found: sub.Report.Date.String(), expected: "不早于民主测评 " + t.String(),
			message: fmt.Sprintf("%s的日期 %s 早于民主测评 %s", form, sub.Report.Date, t), action: "核对两个日期"})
	}
	if t := lastTalk(sub.Talks); sub.Report.Date.Earlier(t) {
		k.add(Error, found{rule: "report.before", form: form, field: "日期", found: sub.Report.Date.String(), expected: "不早于最后一次谈话 " + t.String(),
			message: fmt.Sprintf("%s的日期 %s 早于最后一次谈话 %s", form, sub.Report.Date, t), action: "核对两个日期"})
	}
}

// reportTexts are the typed parts in the scheme's order: what can be copied.
// The biography and the votes are derived and so alike for everybody.
func reportTexts(s *Scheme, sub *Subject) string {
	var out []string
	for _, sec := range s.Report.Sections {
		if sec.Kind == PartText {
			out = append(out, sub.Report.Texts[sec.Key])
		}
	}
	return strings.Join(out, "\n")
}

// otherNames finds “某某同志” of another subject: a trace of a copied report.
func (k *checker) otherNames(form string) {
	text := []rune(bare(reportTexts(k.s, k.file.Subject) + k.file.Subject.Report.Biography))
	seen := map[string]bool{}
	for i := 2; i+1 < len(text); i++ {
		if text[i] != '同' || text[i+1] != '志' {
			continue
		}
		for n := 2; n <= 4 && n <= i; n++ {
			name := string(text[i-n : i])
			if k.names[name] && !strings.HasSuffix(bare(person(k.file)), name) && !seen[name] {
				seen[name] = true
				k.add(Warning, found{rule: "report.other", form: form, field: "正文", found: name + "同志", expected: person(k.file) + "同志",
					message: fmt.Sprintf("%s的%s里写着“%s同志”，像是从别人的材料拷来的", person(k.file), form, name), action: "核对正文"})
			}
		}
	}
}

// compares tells that copied texts are looked for in the log.
func (l *Log) compares() bool {
	return slices.ContainsFunc(l.Fields, func(f Field) bool { return f.Compare })
}

// comparedText is what a subject wrote in the log, the entries in order.
func (l *Log) comparedText(sub *Subject) string {
	var out []string
	for _, e := range EventsOf(sub.Events, l.Key) {
		for _, f := range l.Fields {
			if f.Compare {
				out = append(out, e.Fields[f.Key])
			}
		}
	}
	return strings.Join(out, "\n")
}

func materialText(m *Material) string {
	if m.Facts != nil && m.Facts.Text != "" {
		return m.Facts.Text
	}
	return m.Text
}
