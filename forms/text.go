package forms

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"kaocha/data/cadre"
	"kaocha/forms/template"
)

// Rows of the family table: the usual number, and the most that fit when the
// rows are set closer (.lrmx holds no more; DOMAIN 3.6).
const (
	familyUsual = 7
	familyMost  = 10
)

// none is how a form says that there is nothing to tell (DOMAIN 2.0).
const none = "无"

// person is the cadre the form is about, an empty one for a blank form.
func (in *Input) person() *cadre.Cadre {
	switch {
	case in.Cadre != nil:
		return in.Cadre
	case in.File != nil && in.File.Cadre != nil:
		return in.File.Cadre
	}
	return &cadre.Cadre{}
}

// personData gives every field of the register as the forms print it, and what
// is derived from it: the fields under their own labels, dates as YYYY.MM.
func personData(in *Input) template.Data {
	c := in.person()
	d := template.Data{}
	for i := range cadre.Fields {
		f := &cadre.Fields[i]
		d[f.Key] = strings.TrimSpace(f.Get(c))
		if f.Kind == cadre.Day {
			if day, err := cadre.ParseDate(f.Get(c)); err == nil {
				d[f.Key] = day.Dotted()
			}
		}
	}
	family := familyRows(in)
	d["学校"] = in.School()
	d["照片"] = template.Image{Data: in.Photo}
	d["姓名"] = spacedName(c.Name)
	d["年龄"] = ageText(c.Birth, in.AgeDate())
	d["入党时间"] = partyTime(c.PartyJoined)
	d["学历学位"] = educationText(c)
	d["全日制毕业院校系及专业"] = schools(c.FullTime)
	d["在职毕业院校系及专业"] = schools(c.PartTime)
	d["试任通知时间"] = c.Probation.Start.String()
	d["试用期"] = probationText(in)
	d["简历"] = resumeText(c.Resume)
	d["家庭成员"] = family
	d["家庭常行"] = len(family) <= familyUsual
	d["家庭密行"] = len(family) > familyUsual
	d["填表时间"] = orBlankDate(c.Appointment.FilledDate.Chinese())
	return d
}

// spacedName sets the two characters of a short name apart, as the forms have
// it: 张　三. Other names stand as they are.
func spacedName(s string) string {
	s = strings.TrimSpace(s)
	if utf8.RuneCountInString(s) != 2 || len(s) < 6 { // two Han characters take six bytes at least
		return s
	}
	r := []rune(s)
	return string(r[0]) + "　" + string(r[1])
}

// ageText is the age in years at a day, "" when it is not known (DOMAIN 3.8).
func ageText(birth, at cadre.Date) string {
	n := cadre.AgeAt(birth, at)
	if n < 0 {
		return ""
	}
	return fmt.Sprint(n)
}

var partyMonth = regexp.MustCompile(`(^|[^\d])((?:19|20)\d{2})(0[1-9]|1[0-2])([^\d]|$)`)

// partyTime prints 入党时间: the months 200306 as 2003.06, all other text as it
// stands (DOMAIN 3.4).
func partyTime(s string) string {
	return partyMonth.ReplaceAllString(strings.TrimSpace(s), "$1$2.$3$4")
}

// schools is the school of the 学历 and, where it is another, that of the 学位.
func schools(e cadre.Education) string {
	out := strings.TrimSpace(e.School)
	if d := strings.TrimSpace(e.DegreeSchool); d != "" && d != out {
		out = strings.TrimPrefix(out+"\n"+d, "\n")
	}
	return out
}

// educationText is 学历学位 in one cell, a line for each kind of education.
func educationText(c *cadre.Cadre) string {
	var lines []string
	for _, e := range []struct {
		kind string
		cadre.Education
	}{{"", c.FullTime}, {"在职", c.PartTime}} {
		t := strings.Trim(strings.TrimSpace(e.Level)+"，"+strings.TrimSpace(e.Degree), "，")
		if t == "" {
			continue
		}
		if !strings.HasPrefix(t, e.kind) {
			t = e.kind + t
		}
		lines = append(lines, t)
	}
	return strings.Join(lines, "\n")
}

// probationText is the probation from the day of the notice to its last day.
func probationText(in *Input) string {
	p := in.person().Probation
	if p.Start.IsZero() {
		return ""
	}
	months := cadre.UsualProbation
	if in.Scheme != nil && in.Scheme.Probing.Months > 0 {
		months = in.Scheme.Probing.Months
	}
	return p.Start.String() + "—" + p.EndDate(months).String()
}

// resumeText is the résumé for a paragraph with hanging indent: a line per
// entry, the text after a tab, interludes under the text (DOMAIN 3.5).
func resumeText(es []cadre.ResumeEntry) string {
	lines := make([]string, 0, len(es))
	for _, e := range es {
		text := strings.ReplaceAll(strings.TrimSpace(e.Text), "\n", "\n\t")
		if p := strings.TrimSpace(e.Period()); p != "" {
			text = p + "\t" + text
		}
		lines = append(lines, text)
	}
	return strings.Join(lines, "\n")
}

// familyRows are the rows of 家庭主要成员及重要社会关系, as many as the form
// holds. The dead have no age (DOMAIN 3.6).
func familyRows(in *Input) []template.Data {
	all := in.person().Family
	rows := make([]template.Data, 0, familyMost)
	for _, m := range all[:min(len(all), familyMost)] {
		age := ""
		if !m.Dead() {
			age = ageText(m.Birth, in.AgeDate())
		}
		rows = append(rows, template.Data{
			"称谓": m.Relation, "姓名": spacedName(m.Name), "出生年月": m.Birth.Dotted(), "年龄": age,
			"政治面貌": m.Political, "工作单位及职务": m.Work,
		})
	}
	return rows
}

// familyRest tells of relatives for whom the form has no row: they go on a
// separate sheet (DOMAIN 2.2, filing practice).
func familyRest(in *Input) []Overflow {
	all := in.person().Family
	if len(all) <= familyMost {
		return nil
	}
	var names []string
	for _, m := range all[familyMost:] {
		names = append(names, strings.TrimSpace(m.Relation+m.Name))
	}
	return []Overflow{{Tag: "家庭成员", Text: fmt.Sprintf("共 %d 人，表内最多 %d 行，其余 %d 人（%s）请另附页",
		len(all), familyMost, len(names), strings.Join(names, "、"))}}
}

// orNone is s, or 无 where the form asks to say so; a blank form stays blank.
func orNone(in *Input, s string) string {
	if strings.TrimSpace(s) == "" && strings.TrimSpace(in.person().Name) != "" {
		return none
	}
	return strings.TrimSpace(s)
}
