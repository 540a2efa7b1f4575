package cadre

import (
	"fmt"
	"regexp"
	"strings"
	"time"
)

// day is today as a time, for the ID check; the clock when no day is given.
func (k *checker) day() time.Time {
	if k.today.IsZero() {
		return time.Now()
	}
	return k.today.Time()
}

var (
	interludeText = regexp.MustCompile(`(?s)\s*[（(]\s*(其间|期间).*`)
	studyText     = regexp.MustCompile(`学习([，,；;、。]|$)|就读|专业$|班$|院校|学生$|研究生$|本科生$`)
	tailBracket   = regexp.MustCompile(`[（(][^（）()]*[）)]\s*$`)
)

// resume checks 简历 (DOMAIN 3.5): order, gaps, overlaps, the last entry against
// the post, the first work entry against 参加工作时间.
func (k *checker) resume() {
	es := k.c.Resume
	if len(es) == 0 {
		k.add("resume.empty", LevelWarning, "简历", "空白", "从学习或参加工作起逐段填写", "简历没有填写", "按档案补填简历")
		return
	}
	var dated []ResumeEntry
	for i, e := range es {
		switch {
		case e.From.IsZero():
			k.entry("resume.undated", LevelWarning, i, brief(e.Text), "以起止年月开头", "没有起止时间", "补上起止年月，如 2010.07--2014.08")
			continue
		case e.To.Earlier(e.From):
			k.entry("resume.order", LevelError, i, e.Period(), "起不晚于止", fmt.Sprintf("起 %s 晚于止 %s", e.From.Dotted(), e.To.Dotted()), "改正起止年月")
		case k.future(e.From) || k.future(e.To):
			k.entry("resume.future", LevelError, i, e.Period(), "不晚于今天", "时间在今天之后", "改正起止年月")
		}
		if strings.Contains(e.Text, "（期间") || strings.Contains(e.Text, "(期间") {
			k.entry("resume.interlude", LevelNote, i, "期间", "其间", "“期间”应写作“其间”", "改为“（其间：…）”")
		}
		dated = append(dated, e)
	}
	if len(dated) > 0 {
		k.sequence(dated)
		k.lastEntry(dated[len(dated)-1])
		k.firstWork(dated)
	}
}

// entry adds an issue about the i-th entry.
func (k *checker) entry(rule string, level Level, i int, found, expected, message, action string) {
	k.add(rule, level, "简历", found, expected, fmt.Sprintf("简历第 %d 段（%s）%s", i+1, brief(k.c.Resume[i].Text), message), action)
}

// brief is the beginning of a text, for messages.
func brief(s string) string {
	r := []rune(firstOf(s))
	if len(r) > 14 {
		return string(r[:14]) + "…"
	}
	return string(r)
}

func firstOf(s string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(s), "\n")
	return line
}

// sequence compares each entry with the latest end before it. Interludes are
// part of their entry's text and so may overlap.
func (k *checker) sequence(es []ResumeEntry) {
	end := es[0].To
	for i := 1; i < len(es); i++ {
		prev, e := es[i-1], es[i]
		switch {
		case strings.HasPrefix(strings.TrimSpace(e.Text), "（其间"), strings.HasPrefix(strings.TrimSpace(e.Text), "（期间"):
			continue
		case e.From.Earlier(prev.From):
			k.add("resume.sequence", LevelWarning, "简历", e.Period(), "在 "+prev.Period()+" 之前", fmt.Sprintf("简历 %s 写在 %s 之后，次序颠倒", e.Period(), prev.Period()), "按时间先后排列")
		case prev.To.IsZero():
			k.add("resume.open", LevelError, "简历", strings.TrimSpace(prev.Period()), "有结束年月", fmt.Sprintf("简历 %s（%s）没有结束时间，后面却还有 %s", prev.From.Dotted(), brief(prev.Text), e.From.Dotted()), "补上结束年月")
			end = e.To
			continue
		case e.From.Earlier(end):
			k.add("resume.overlap", LevelWarning, "简历", e.Period(), "不早于 "+end.Dotted(), fmt.Sprintf("简历 %s（%s）与前面到 %s 为止的经历重叠", e.Period(), brief(e.Text), end.Dotted()), "改正年月；兼职、在职学习请写成“（其间：…）”")
		case e.From.Month != 0 && end.Month != 0 && e.From.MonthsSince(end) > k.limits.GapMonths && k.limits.GapMonths > 0:
			k.add("resume.gap", LevelWarning, "简历", end.Dotted()+" 至 "+e.From.Dotted(), fmt.Sprintf("间断不超过 %d 个月", k.limits.GapMonths),
				fmt.Sprintf("简历 %s 至 %s 间断 %d 个月", end.Dotted(), e.From.Dotted(), e.From.MonthsSince(end)), "补上这一段经历，时间要衔接")
		}
		if e.To.IsZero() || end.Earlier(e.To) {
			end = e.To
		}
	}
}

// lastEntry must be open and be the present post.
func (k *checker) lastEntry(e ResumeEntry) {
	if !e.To.IsZero() {
		k.add("resume.closed", LevelWarning, "简历", e.Period(), e.From.Dotted()+"--", "简历最后一段到 "+e.To.Dotted()+" 为止，没有写到现在", "最后一段不写结束时间；其后的经历请补上")
		return
	}
	post := squeeze(k.c.Position)
	text := squeeze(tailBracket.ReplaceAllString(interludeText.ReplaceAllString(e.Text, ""), ""))
	if post != "" && text != "" && !strings.Contains(text, post) && !strings.Contains(post, text) {
		k.add("resume.post", LevelWarning, "简历", brief(e.Text), "现任职务："+k.c.Position, fmt.Sprintf("简历最后一段“%s”与现任职务“%s”不一致", brief(e.Text), k.c.Position), "核对现任职务和简历最后一段")
	}
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

// firstWork compares the first entry that is not study with 参加工作时间.
func (k *checker) firstWork(es []ResumeEntry) {
	for _, e := range es {
		if study(e.Text) {
			continue
		}
		if w := k.c.WorkStart; !w.IsZero() && (w.Year != e.From.Year || w.Month != 0 && e.From.Month != 0 && w.Month != e.From.Month) {
			k.add("resume.work", LevelWarning, "参加工作时间", w.Dotted(), "简历第一段工作始于 "+e.From.Dotted(),
				fmt.Sprintf("参加工作时间 %s 与简历第一段工作（%s，%s）不一致", w.Dotted(), e.From.Dotted(), brief(e.Text)), "按档案核对两处时间")
		}
		return
	}
}

// study guesses from the text that an entry is education (DOMAIN 3.5).
func study(text string) bool {
	t := interludeText.ReplaceAllString(text, "")
	t = strings.TrimSpace(tailBracket.ReplaceAllString(t, ""))
	return studyText.MatchString(t)
}

func (k *checker) family() {
	spouses := 0
	for i, m := range k.c.Family {
		who := fmt.Sprintf("家庭成员第 %d 行（%s %s）", i+1, m.Relation, m.Name)
		rank, known := familyRank[m.Relation]
		switch {
		case m.Name == "" || m.Relation == "":
			k.add("family.blank", LevelNote, "家庭成员", fmt.Sprintf("第 %d 行", i+1), "称谓和姓名", who+"缺少称谓或姓名", "补填称谓和姓名")
		case k.future(m.Birth):
			k.add("family.future", LevelError, "家庭成员", m.Birth.String(), "不晚于今天", who+"的出生年月在今天之后", "改正出生年月")
		case known && rank == 1 && young(k.c.Birth, m.Birth, workAge):
			k.add("family.age", LevelWarning, "家庭成员", m.Birth.Dotted(), "比本人小 16 岁以上", fmt.Sprintf("%s %s 出生，本人 %s 出生，相差不到 16 岁", who, m.Birth.Dotted(), k.c.Birth.Dotted()), "核对出生年月和称谓")
		case known && rank >= 2 && rank <= 3 && young(m.Birth, k.c.Birth, workAge):
			k.add("family.age", LevelWarning, "家庭成员", m.Birth.Dotted(), "比本人大 16 岁以上", fmt.Sprintf("%s %s 出生，本人 %s 出生，相差不到 16 岁", who, m.Birth.Dotted(), k.c.Birth.Dotted()), "核对出生年月和称谓")
		}
		if known && rank == 0 && !m.Dead() {
			spouses++
		}
	}
	if spouses > 1 {
		k.add("family.spouse", LevelWarning, "家庭成员", fmt.Sprintf("%d 名配偶", spouses), "1 名", "家庭成员中有两名以上配偶", "核对称谓")
	}
}
