package cadre

import (
	"fmt"
	"strings"

	"kaocha/data/cadre/codes"
	"kaocha/data/cadre/idnum"
)

// Level of an issue.
type Level int

// Levels: an Error cannot be right, a Warning is to be looked at, a Note tells.
const (
	LevelNote Level = iota
	LevelWarning
	LevelError
)

// Issue (登记问题) is one thing about one person that is wrong or doubtful.
// Found never shows an ID number in full.
type Issue struct {
	Rule     string // e.g. id.birth
	Level    Level
	Field    string // key of Fields, or 照片
	Found    string
	Expected string
	Message  string
	Action   string // what to do
	Basis    string `json:"-"` // the values behind it, when Found hides them
}

// Limits are the numbers Check goes by; zero ones are not checked.
type Limits struct {
	GapMonths int  // a longer gap in the résumé is an issue
	MinAge    int  // full years at At
	MaxAge    int  // full years at At
	At        Date // the day ages refer to; zero: DOMAIN 3.8
}

// Ages below which a date cannot be right: joining the party (charter: 18) and
// starting work (labour law: 16).
const (
	partyAge = 18
	workAge  = 16
)

// Check looks one person over: ID number against birth and sex (DOMAIN 4.1, a
// difference is a warning since the archive may legally say otherwise), dates,
// ages, party, education, résumé (DOMAIN 3.5), family, required fields.
func Check(c *Cadre, today Date, limits Limits) []Issue {
	k := &checker{c: c, today: today, limits: limits}
	k.required()
	k.id()
	k.dates()
	k.ages()
	k.party()
	k.education()
	k.wording()
	k.resume()
	k.family()
	return k.out
}

type checker struct {
	c      *Cadre
	today  Date
	limits Limits
	out    []Issue
}

func (k *checker) add(rule string, level Level, field, found, expected, message, action string) {
	k.out = append(k.out, Issue{Rule: rule, Level: level, Field: field, Found: found, Expected: expected, Message: message, Action: action})
}

// required are the fields no form of a review can do without.
func (k *checker) required() {
	for _, key := range []string{"姓名", "性别", "出生年月", "民族", "籍贯", "政治面貌", "参加工作时间", "全日制学历", "现任职务", "身份证号"} {
		f := FieldByKey(key)
		if strings.TrimSpace(f.Get(k.c)) != "" {
			continue
		}
		level := LevelWarning
		if key == "姓名" {
			level = LevelError
		}
		if key == "全日制学历" && k.c.PartTime.Level != "" {
			continue
		}
		k.add("field.blank", level, key, "空白", "有内容", key+"没有填写", "按档案补填"+key)
	}
	if k.c.PhotoHash == "" {
		k.add("photo.missing", LevelWarning, "照片", "没有", "近期免冠照片", "没有照片，登记表上照片栏会是空的", "放入本人近期免冠照片")
	}
}

func (k *checker) id() {
	raw := strings.TrimSpace(k.c.IDNumber)
	if raw == "" {
		return
	}
	add := func(rule string, level Level, field, found, expected, message, action string) {
		k.add(rule, level, field, found, expected, message, action)
		k.out[len(k.out)-1].Basis = raw
	}
	id, err := idnum.ParseAt(raw, k.day())
	if err != nil {
		add("id.form", LevelError, "身份证号", idnum.Mask(raw), "18 位且校验位正确", err.Error(), "对照身份证原件改正")
		return
	}
	if id.Was15 {
		add("id.old", LevelWarning, "身份证号", "15 位", "18 位", "身份证号是 15 位旧号", "对照身份证原件填写 18 位号码")
	}
	born := Date{id.Year, id.Month, id.Day}
	b := k.c.Birth
	if b.Month != 0 && b.Month1() != born.Month1() || b.Day != 0 && b != born || b.Month == 0 && b.Year != 0 && b.Year != born.Year {
		add("id.birth", LevelWarning, "出生年月", b.String(), "身份证号中为 "+born.String(),
			fmt.Sprintf("出生年月 %s 与身份证号中的 %s 不一致", b, born), "以档案认定的出生时间为准；确以档案认定的，注明理由")
	}
	sex := map[bool]string{true: "男", false: "女"}[id.Male]
	if k.c.Sex != "" && k.c.Sex != sex {
		add("id.sex", LevelWarning, "性别", k.c.Sex, "身份证号第 17 位表示"+sex, fmt.Sprintf("性别“%s”与身份证号（%s）不一致", k.c.Sex, sex), "核对性别和身份证号")
	}
}

// dates finds days in the future and days in an impossible order.
func (k *checker) dates() {
	c := k.c
	for i := range Fields {
		f := &Fields[i]
		if f.Kind != Day || f.Key == "试用期止（延长后）" || f.Key == "计算年龄时间" || f.Key == "填表时间" {
			continue
		}
		if d, err := ParseDate(f.Get(c)); err == nil && k.future(d) {
			k.add("date.future", LevelError, f.Key, d.String(), "不晚于今天", fmt.Sprintf("%s %s 在今天（%s）之后", f.Key, d, k.today), "改正"+f.Key)
		}
	}
	for _, p := range []struct {
		first, second   Date
		name1, name2    string
		rule, why, what string
	}{
		{c.WorkStart, c.PositionSince, "参加工作时间", "任现职时间", "date.order", "任现职不会早于参加工作", "核对两个时间"},
		{c.WorkStart, c.Probation.Start, "参加工作时间", "试任通知时间", "date.order", "试任不会早于参加工作", "核对两个时间"},
		{c.Probation.Start, c.Probation.FormalDate, "试任通知时间", "转正日期", "date.order", "转正不会早于试任", "核对两个时间"},
		{c.Probation.Start, c.Probation.End, "试任通知时间", "试用期止（延长后）", "date.order", "试用期止不会早于试任通知", "核对两个时间"},
	} {
		if p.second.Earlier(p.first) {
			k.add(p.rule, LevelError, p.name2, p.second.String(), "不早于"+p.name1+" "+p.first.String(),
				fmt.Sprintf("%s %s 早于%s %s：%s", p.name2, p.second, p.name1, p.first, p.why), p.what)
		}
	}
}

// Earlier tells that d is before o as far as both are known: 2024 is not
// earlier than 2024.05, and nothing is earlier than an unknown date.
func (d Date) Earlier(o Date) bool {
	switch {
	case d.IsZero() || o.IsZero():
		return false
	case d.Year != o.Year || d.Month == 0 || o.Month == 0:
		return d.Year < o.Year
	case d.Month != o.Month || d.Day == 0 || o.Day == 0:
		return d.Month < o.Month
	}
	return d.Day < o.Day
}

func (k *checker) future(d Date) bool {
	return k.today.Earlier(d)
}

// ages checks the limits of the scheme and the youngest working age.
func (k *checker) ages() {
	c, at := k.c, k.limits.At
	if at.IsZero() {
		at = c.AgeDateOr(k.today)
	}
	age := AgeAt(c.Birth, at)
	if age >= 0 && (k.limits.MinAge > 0 && age < k.limits.MinAge || k.limits.MaxAge > 0 && age > k.limits.MaxAge) {
		k.add("age.limit", LevelWarning, "出生年月", fmt.Sprintf("%s（%d岁）", c.Birth.Dotted(), age), fmt.Sprintf("%d 至 %d 岁", k.limits.MinAge, k.limits.MaxAge),
			fmt.Sprintf("按 %s 计算 %d 岁，不在 %d 至 %d 岁之间", at, age, k.limits.MinAge, k.limits.MaxAge), "核对出生年月")
	}
	if young(c.Birth, c.WorkStart, workAge) {
		k.add("work.age", LevelWarning, "参加工作时间", c.WorkStart.Dotted(), fmt.Sprintf("满 %d 周岁（%s）以后", workAge, c.Birth.AddMonths(workAge*12).Dotted()),
			fmt.Sprintf("%s 参加工作时不满 %d 周岁（%s 出生）", c.WorkStart.Dotted(), workAge, c.Birth.Dotted()), "核对参加工作时间和出生年月")
	}
}

// young tells that somebody born on birth was younger than years on a day.
func young(birth, day Date, years int) bool {
	return birth.Month != 0 && day.Month != 0 && day.MonthsSince(birth) < years*12
}

func (k *checker) party() {
	c := k.c
	joins := ParseParty(c.PartyJoined, c.Political)
	member := strings.HasPrefix(c.Political, "中共")
	cpc := false
	for _, j := range joins {
		if j.Party == CommunistParty {
			cpc = cpc || !j.Date.IsZero()
		}
		switch d := j.Date; {
		case k.future(d):
			k.add("party.future", LevelError, "入党时间", d.String(), "不晚于今天", fmt.Sprintf("加入%s的时间 %s 在今天之后", j.Party, d), "改正入党时间")
		case young(c.Birth, d, partyAge):
			k.add("party.age", LevelWarning, "入党时间", d.Dotted(), fmt.Sprintf("满 %d 周岁（%s）以后", partyAge, c.Birth.AddMonths(partyAge*12).Dotted()),
				fmt.Sprintf("%s 加入%s时不满 %d 周岁（%s 出生）", d.Dotted(), j.Party, partyAge, c.Birth.Dotted()), "对照入党志愿书核对")
		}
	}
	switch {
	case member && !cpc:
		k.add("party.date", LevelWarning, "入党时间", blankOr(c.PartyJoined), "年月，如 2003.06", "政治面貌是“"+c.Political+"”，但没有入党时间", "按入党志愿书补填入党时间")
	case !member && cpc && c.Political != "" && len(joins) == 1:
		k.add("party.conflict", LevelWarning, "政治面貌", c.Political, "与入党时间 "+c.PartyJoined+" 一致", "政治面貌是“"+c.Political+"”，却有入党时间 "+c.PartyJoined, "核对政治面貌和入党时间")
	case len(joins) == 0 && c.PartyJoined != "" && !strings.Contains(c.PartyJoined, "无") && c.Political != "群众":
		k.add("party.form", LevelNote, "入党时间", c.PartyJoined, "如 2003.06 或 民建", "入党时间“"+c.PartyJoined+"”无法识别，表上照原样打印", "改为年月或党派简称")
	}
}

func blankOr(s string) string {
	if s = strings.TrimSpace(s); s == "" {
		return "空白"
	}
	return s
}

func (k *checker) education() {
	for _, e := range []struct {
		name string
		e    Education
	}{{"全日制", k.c.FullTime}, {"在职", k.c.PartTime}} {
		school := strings.TrimSpace(e.e.School + e.e.DegreeSchool)
		switch {
		case school == "" && e.e.Degree != "":
			k.add("edu.school", LevelWarning, e.name+"毕业院校系及专业", "空白", "授予"+e.e.Degree+"的院校", e.name+"教育有学位“"+e.e.Degree+"”，没有毕业院校", "按学位证书补填院校系及专业")
		case school == "" && e.e.Level != "":
			k.add("edu.school", LevelWarning, e.name+"毕业院校系及专业", "空白", e.e.Level+"的毕业院校", e.name+"教育有学历“"+e.e.Level+"”，没有毕业院校", "按学历证书补填院校系及专业")
		case school != "" && e.e.Level == "" && e.e.Degree == "":
			k.add("edu.level", LevelWarning, e.name+"学历", "空白", "学历或学位", e.name+"教育有院校，没有学历学位", "按证书补填"+e.name+"学历")
		}
	}
}

// wording proposes the form's own words: 大学, not 本科 (DOMAIN 4.2).
func (k *checker) wording() {
	for i := range Fields {
		f := &Fields[i]
		list, ok := codes.ByKey(f.Codes)
		if !ok {
			continue
		}
		v := f.Get(k.c)
		if item, ok := list.Suggest(v); ok {
			k.add("code.wording", LevelNote, f.Key, v, item.Name, fmt.Sprintf("%s“%s”不是表上的写法，应写“%s”", f.Key, v, item.Name), "改为“"+item.Name+"”")
		} else if _, known := list.Find(v); !known && v != "" && !list.Open {
			k.add("code.unknown", LevelWarning, f.Key, v, "“"+list.Name+"”代码表中的一项", fmt.Sprintf("%s“%s”不在代码表中", f.Key, v), "从列表中选择")
		}
	}
}
