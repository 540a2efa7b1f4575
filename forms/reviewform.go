package forms

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"kaocha/data/review"
	"kaocha/forms/template"
)

// reviewForm is 科级干部试用期考察表 (DOMAIN 2.3): the person and the work on
// page 1, votes, talks and opinions on page 2. Grades, verdicts and offices are
// the scheme's.
var reviewForm = &Form{Key: reviewFormKey, Name: reviewFormName, Scope: OfSubject, Pages: 2,
	Use: "试用期考察表，两页，考察组和各级组织签署意见", Data: reviewFormData}

const (
	reviewFormKey  = "review-form"
	reviewFormName = "科级干部试用期考察表"
)

// unitBesideDate is the longest unit, in characters, that leaves room for the date
// on its line.
const unitBesideDate = 24

// opinionsUsual is the usual number of offices: fewer have taller rows, more
// have lower ones.
const opinionsUsual = 4

func reviewFormData(in *Input) template.Data {
	d := personData(in)
	sch, sub := in.Scheme, &review.Subject{}
	if sch == nil {
		sch = &review.Scheme{}
	}
	if in.File != nil && in.File.Subject != nil {
		sub = in.File.Subject
	}
	d["标题"] = reviewTitle(in, sch)
	d["填表日期"] = blankDate
	d["单位长"] = utf8.RuneCountInString(in.person().Unit) > unitBesideDate
	d["履职情况"] = ""
	for _, it := range sch.Material {
		if it.Form != reviewFormKey {
			continue
		}
		m := sub.MaterialOf(it.Key)
		d["履职情况"] = strings.Join(paragraphs(m.Text), "\n")
		d["填表日期"] = orBlankDate(m.Date.Chinese())
	}
	if in.person().Branch == "" && in.File != nil && in.File.Branch != nil {
		d["党总支"] = in.File.Branch.Name
	}
	d["试任职务"] = trialPost(in)
	voteData(d, sch, sub.Tally)
	d["谈话情况"] = talkText(sch, sub.Talks)
	opinions := opinionRows(sch, sub, in.Texts)
	d["意见"] = opinions
	d["意见宽行"] = len(opinions) < opinionsUsual
	d["意见常行"] = len(opinions) == opinionsUsual
	d["意见密行"] = len(opinions) > opinionsUsual
	d["备注"] = decisionText(sub.Decision)
	return d
}

// reviewTitle is the scheme's title with the round's school.
func reviewTitle(in *Input, s *review.Scheme) string {
	if s.Title == "" {
		return in.School() + reviewFormName
	}
	if s.School != "" && in.School() != "" {
		return strings.Replace(s.Title, s.School, in.School(), 1)
	}
	return s.Title
}

// voteData fills in the ballots: how many, the counts and rates per grade, and
// what the rates are of (DOMAIN 4.5). Without a tally there is room to write.
func voteData(d template.Data, s *review.Scheme, t *review.Tally) {
	r := review.Compute(s, t)
	entered := t != nil && len(t.Groups) > 0
	d["测评人数"] = ballotText(r.Sum)
	d["得票率基数"] = "得票率基数：" + r.BaseName
	d["测评说明"] = ""
	var rows []template.Data
	for _, g := range r.Grades {
		row := template.Data{"等次": g.Label, "票数": "", "得票率": ""}
		if entered {
			row["票数"], row["得票率"] = fmt.Sprint(g.Count), g.Percent
		}
		rows = append(rows, row)
	}
	d["测评"] = rows
	d["优秀率"], d["合格率"] = rateLine(r.Best, entered), rateLine(r.Pass, entered)
	switch {
	case !entered:
	case r.Withheld != "":
		d["测评说明"] = r.Withheld
	case r.Weighted:
		d["测评说明"] = "得票率按投票人类别加权"
	}
}

// rateLine names a rate and gives its figure.
func rateLine(s review.Share, entered bool) string {
	if s.Label == "" {
		return ""
	}
	if !entered {
		return s.Label + "："
	}
	return s.Label + "：" + s.Percent
}

// ballotText is the line of ballot numbers; what was not entered is left open.
func ballotText(g review.GroupCount) string {
	var parts []string
	for _, x := range []struct {
		name, unit string
		n          *int
	}{{"应到", "人", g.Expected}, {"参加", "人", g.Present}, {"发出", "张", g.Issued},
		{"收回", "张", g.Returned}, {"有效", "张", g.Valid}, {"无效", "张", g.Invalid}} {
		n := "　　"
		if x.n != nil {
			n = fmt.Sprint(*x.n)
		}
		parts = append(parts, x.name+n+x.unit)
	}
	return strings.Join(parts, "  ")
}

// talkText counts the talks and their verdicts, with room to write where there
// was none. No interviewee is named.
func talkText(s *review.Scheme, talks []review.Talk) string {
	n := map[string]int{}
	for _, t := range talks {
		n[strings.TrimSpace(t.Verdict)]++
	}
	count := func(k int) string {
		if len(talks) == 0 {
			return "　　"
		}
		return fmt.Sprint(k)
	}
	var parts []string
	known := 0
	for _, v := range s.Talks.Verdicts {
		parts = append(parts, v+count(n[v])+"人")
		known += n[v]
	}
	if other := len(talks) - known; other > 0 {
		parts = append(parts, "未表态"+count(other)+"人")
	}
	text := "谈话" + count(len(talks)) + "人。"
	if len(parts) > 0 {
		text += "对是否胜任、正式任职的意见：" + strings.Join(parts, "，") + "。"
	}
	return text
}

// opinionRows is a row for each office of the scheme, with boxes to tick where
// it states a grade or advises an outcome.
func opinionRows(s *review.Scheme, sub *review.Subject, texts Texts) []template.Data {
	var out []template.Data
	for _, o := range s.Opinions {
		op := sub.OpinionOf(o.Key)
		lines := paragraphs(op.Text)
		if o.Grade {
			grade := op.Grade
			if grade == "" {
				grade = sub.Report.Grade
			}
			var all []string
			for _, g := range s.Grades {
				all = append(all, g.Key)
			}
			lines = append(lines, "评价等级："+boxes(all, grade))
		}
		if o.Advice {
			lines = append(lines, "建　　议："+boxes(s.Outcomes, op.Advice))
		}
		sign := "负责人（签名）：　　　　　　" + texts.seal(o) + "（盖章）"
		if o.Grade || o.Advice {
			sign = "组长（签名）：　　　　　　成员（签名）："
		}
		out = append(out, template.Data{"名称": officeLabel(o.Name), "内容": strings.Join(lines, "\n"),
			"签名": sign, "日期": orBlankDate(op.Date.Chinese())})
	}
	return out
}

// boxes are choices to tick, the chosen one filled.
func boxes(all []string, chosen string) string {
	out := make([]string, len(all))
	for i, x := range all {
		box := "□"
		if x == chosen {
			box = "■"
		}
		out[i] = box + x
	}
	return strings.Join(out, "　")
}

// officeLabel breaks an office's name for a narrow label: before a bracket and
// before 意见.
func officeLabel(s string) string {
	s = strings.Replace(strings.TrimSpace(s), "（", "\n（", 1)
	if head, ok := strings.CutSuffix(s, "意见"); ok && head != "" {
		s = head + "\n意见"
	}
	return s
}

// decisionText is what was decided, for the remarks.
func decisionText(x *review.Decision) string {
	if x == nil || x.Outcome == "" {
		return ""
	}
	text := x.Outcome
	if x.Months > 0 {
		text += fmt.Sprintf("%d个月", x.Months)
	}
	var by []string
	for _, s := range []string{x.Date.Chinese(), x.Meeting, x.DocNo} {
		if s != "" {
			by = append(by, s)
		}
	}
	if len(by) > 0 {
		text += "（" + strings.Join(by, "，") + "）"
	}
	return text
}
