package review

import (
	"fmt"
	"slices"
	"strings"

	"kaocha/data/cadre"
)

func (k *checker) talkForm() string { return k.formName("talk", "谈话记录") }

// talks checks the number of interviews and each record.
func (k *checker) talks() {
	list := k.file.Subject.Talks
	if n := k.x.Talks; n < k.s.Talks.Min && (len(list) > 0 || k.begun()) {
		k.add(Warning, found{rule: "talk.few", form: k.talkForm(), field: "谈话人数", found: fmt.Sprintf("%d 人", n), expected: fmt.Sprintf("不少于 %d 人", k.s.Talks.Min),
			message: fmt.Sprintf("只谈话 %d 人，方案要求不少于 %d 人", n, k.s.Talks.Min), action: "补充谈话"})
	}
	people, texts := map[string]int{}, map[string]int{}
	for i := range list {
		t := &list[i]
		who := fmt.Sprintf("第 %d 份", i+1)
		if t.Interviewee != "" {
			who += "（" + t.Interviewee + "）"
		}
		k.talk(t, who)
		if first, ok := people[bare(t.Interviewee)]; ok && bare(t.Interviewee) != "" {
			k.talkFault(Warning, "talk.twice", who, "谈话对象", t.Interviewee, "每人一份", fmt.Sprintf("与第 %d 份是同一个人", first+1), "核对是否重复录入")
		} else {
			people[bare(t.Interviewee)] = i
		}
		text := k.talkText(t)
		if first, ok := texts[text]; ok && Chars(text) >= 40 {
			k.talkFault(Warning, "talk.same", who, "内容", brief(text), "如实记录", fmt.Sprintf("与第 %d 份内容完全相同", first+1), "按原始记录改正")
		} else {
			texts[text] = i
		}
	}
}

func (k *checker) talkText(t *Talk) string {
	var out []string
	for _, sec := range k.s.Talks.Sections {
		out = append(out, bare(t.Texts[sec.Key]))
	}
	return strings.Join(out, "\n")
}

// brief is the beginning of a text, for messages.
func brief(s string) string {
	r := []rune(bare(s))
	if len(r) > 16 {
		return string(r[:16]) + "…"
	}
	return s
}

func (k *checker) talkFault(sev Severity, rule, who, field, have, want, message, action string) {
	k.add(sev, found{rule: rule, form: k.talkForm(), field: who + " " + field, found: have, expected: want, message: k.talkForm() + who + message, action: action})
}

// talk checks one record.
func (k *checker) talk(t *Talk, who string) {
	fault := func(sev Severity, rule, field, have, want, message, action string) {
		k.talkFault(sev, rule, who, field, have, want, message, action)
	}
	self := func(n string) bool { return sameName(n, person(k.file)) }
	switch {
	case strings.TrimSpace(t.Interviewee) == "":
		fault(Error, "talk.person", "谈话对象", "空白", "姓名", "没有写谈话对象", "补填谈话对象")
	case self(t.Interviewee):
		fault(Warning, "talk.self", "谈话对象", t.Interviewee, "考察对象以外的人", "谈话对象是考察对象本人，不能计入谈话人数", "本人谈话另行记录")
	}
	if slices.ContainsFunc(t.Interviewers, self) || self(t.Recorder) {
		fault(Error, "talk.bias", "谈话人", person(k.file), "考察组成员", "由考察对象本人谈话或记录", "核对谈话人和记录人")
	}
	switch {
	case t.Verdict == "":
		fault(Warning, "talk.verdict", "意见", "空白", strings.Join(k.s.Talks.Verdicts, "、"), "没有填对任职的意见", "补填意见")
	case !slices.Contains(k.s.Talks.Verdicts, t.Verdict):
		fault(Error, "talk.verdict", "意见", t.Verdict, strings.Join(k.s.Talks.Verdicts, "、"), "的意见“"+t.Verdict+"”不是方案中的选项", "改为方案中的选项")
	}
	for _, sec := range k.s.Talks.Sections {
		if sec.Required && strings.TrimSpace(t.Texts[sec.Key]) == "" {
			fault(Warning, "talk.section", sec.Title, "空白", "有内容", "没有记“"+sec.Title+"”", "补记；对方确实没有谈到的，如实写明")
		}
	}
	if t.Date.IsZero() {
		fault(Warning, "talk.date", "时间", "空白", "日期", "没有日期", "补填谈话日期")
	}
	k.futureDate(k.talkForm(), who+" 时间", t.Date)
	if t.From != "" && t.To != "" && clock(t.To) <= clock(t.From) {
		fault(Error, "talk.time", "时间", t.From+"—"+t.To, "起早于止", fmt.Sprintf("的开始时间 %s 不早于结束时间 %s", t.From, t.To), "改正起止时间")
	}
	k.talkers(t, fault)
}

// talkers compares the interviewers with the panel.
func (k *checker) talkers(t *Talk, fault func(sev Severity, rule, field, have, want, message, action string)) {
	if k.file.Panel == nil {
		return
	}
	for _, n := range t.Interviewers {
		if strings.TrimSpace(n) != "" && !slices.ContainsFunc(k.file.Panel.All(), func(m string) bool { return sameName(m, n) }) {
			fault(Warning, "talk.panel", "谈话人", n, strings.Join(k.file.Panel.All(), "、"), "的谈话人“"+n+"”不是考察组成员", "核对谈话人或考察组成员")
		}
	}
}

// clock makes “9:05” and “09:05” comparable.
func clock(s string) string {
	s = strings.NewReplacer("：", ":", "时", ":", "分", "").Replace(strings.TrimSpace(s))
	if i := strings.IndexByte(s, ':'); i == 1 {
		s = "0" + s
	}
	return s
}

// lastTalk is the latest talk's date.
func lastTalk(ts []Talk) cadre.Date {
	var last cadre.Date
	for _, t := range ts {
		if last.IsZero() || last.Earlier(t.Date) {
			last = t.Date
		}
	}
	return last
}
