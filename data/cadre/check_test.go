package cadre

import (
	"strings"
	"testing"
)

// sound is an invented person without a fault. ID: born 1982.03.15, male.
func sound() *Cadre {
	d := MustDate
	return &Cadre{Name: "齐明远", Sex: "男", Birth: d("1982.03"), Nation: "汉族", NativePlace: "福建闽侯", Political: "中共党员", PartyJoined: "200306",
		WorkStart: d("2004.07"), FullTime: Education{Level: "大学", Degree: "理学学士", School: "某某农业大学生物技术专业"},
		Position: "宣传部综合科科长", PositionSince: d("2024.11"), IDNumber: "999999198203150012", PhotoHash: "x",
		Probation: Probation{Start: d("2024.11.10")},
		Resume: []ResumeEntry{
			{d("2000.09"), d("2004.07"), "某某农业大学生命科学学院生物技术专业学习"},
			{d("2004.07"), d("2014.05"), "某某大学宣传部科员\n（其间：2008.09--2011.06 某某大学公共管理专业在职研究生学习）"},
			{d("2014.06"), d("2024.11"), "某某大学宣传部副科长"},
			{d("2024.11"), Date{}, "某某大学宣传部综合科科长（试用期一年）"}},
		Family: []FamilyMember{{"妻子", "苏晓岚", d("1984.07"), "中共党员", "某某大学图书馆馆员"}, {"女儿", "齐念", d("2012.05"), "", "学生"}, {"父亲", "齐大川", d("1955.01"), "群众", "已故"}}}
}

var (
	checkDay    = MustDate("2025.12.20")
	checkLimits = Limits{GapMonths: 1, MinAge: 22, MaxAge: 60}
)

func ruleList(is []Issue) string {
	var out []string
	for _, i := range is {
		out = append(out, i.Rule)
	}
	return strings.Join(out, " ")
}

// Every case changes one thing of a sound person; "" means nothing is found.
func TestCheck(t *testing.T) {
	d := MustDate
	for _, x := range []struct {
		name string
		edit func(*Cadre)
		rule string
		says string
	}{
		{"sound", func(*Cadre) {}, "", ""},
		{"no name", func(c *Cadre) { c.Name = " " }, "field.blank", "姓名没有填写"},
		{"no nation", func(c *Cadre) { c.Nation = "" }, "field.blank", "民族"},
		{"no photo", func(c *Cadre) { c.PhotoHash = "" }, "photo.missing", "照片"},
		{"id checksum", func(c *Cadre) { c.IDNumber = "999999198203150013" }, "id.form", "第 18 位应为“2”"},
		{"id letters", func(c *Cadre) { c.IDNumber = "99999919820315001" }, "id.form", "17 位"},
		{"id with blanks is read", func(c *Cadre) { c.IDNumber = " 999999 19820315 0012" }, "", ""},
		{"old id", func(c *Cadre) { c.IDNumber = "999999820315001" }, "id.old", "15 位"},
		{"birth month", func(c *Cadre) { c.Birth = d("1982.04") }, "id.birth", "1982.04 与身份证号中的 1982.03.15"},
		{"birth day", func(c *Cadre) { c.Birth = d("1982.03.16") }, "id.birth", ""},
		{"birth year only", func(c *Cadre) { c.Birth, c.Family = d("1982"), nil }, "", ""},
		{"birth year differs", func(c *Cadre) { c.Birth, c.Family = d("1983"), nil }, "id.birth", "1983"},
		{"birth day agrees", func(c *Cadre) { c.Birth = d("1982.03.15") }, "", ""},
		{"sex", func(c *Cadre) { c.Sex = "女" }, "id.sex", "“女”"},
		{"future work start", func(c *Cadre) { c.WorkStart = d("2026.07") }, "date.future date.order date.order resume.work", "2026.07"},
		{"this month is not the future", func(c *Cadre) { c.TitleDate = d("2025.12") }, "", ""},
		{"tomorrow is", func(c *Cadre) { c.TitleDate = d("2025.12.21") }, "date.future", "职称评定时间"},
		{"post before work", func(c *Cadre) { c.PositionSince = d("2004.06") }, "date.order", "任现职时间 2004.06 早于参加工作时间 2004.07"},
		{"formal before trial", func(c *Cadre) { c.Probation.FormalDate = d("2024.11.09") }, "date.order", "转正"},
		{"extended end before start", func(c *Cadre) { c.Probation.End = d("2024.05") }, "date.order", "试用期止"},
		{"too old", func(c *Cadre) { c.Birth = d("1964.11"); c.IDNumber = "" }, "field.blank age.limit family.age", "61 岁"},
		{"sixty is allowed", func(c *Cadre) { c.Birth = d("1965.12"); c.IDNumber = ""; c.Family = nil }, "field.blank", ""},
		{"work before 16", func(c *Cadre) {
			c.WorkStart = d("1998.02")
			c.Resume[0].Text = "某厂工人"
			c.Resume[0].From = d("1998.02")
		}, "work.age", "不满 16 周岁"},
		{"party before 18", func(c *Cadre) { c.PartyJoined = "200002" }, "party.age", "满 18"},
		{"party at 18", func(c *Cadre) { c.PartyJoined = "200003" }, "", ""},
		{"party date missing", func(c *Cadre) { c.PartyJoined = "" }, "party.date", "没有入党时间"},
		{"party date of a non-member", func(c *Cadre) { c.Political = "群众" }, "party.conflict", "群众"},
		{"party joined tomorrow", func(c *Cadre) { c.PartyJoined = "202607" }, "party.future", "今天之后"},
		{"party unreadable", func(c *Cadre) { c.Political = ""; c.PartyJoined = "早年" }, "field.blank party.form", "早年"},
		{"other party", func(c *Cadre) { c.Political, c.PartyJoined = "民建会员", "民建" }, "", ""},
		{"degree without school", func(c *Cadre) { c.PartTime.Degree = "公共管理硕士" }, "edu.school", "在职教育有学位“公共管理硕士”，没有毕业院校"},
		{"level without school", func(c *Cadre) { c.FullTime = Education{Level: "大学"} }, "edu.school", "学历“大学”"},
		{"school without level", func(c *Cadre) { c.PartTime.School = "某某大学" }, "edu.level", "在职教育有院校"},
		{"wording", func(c *Cadre) { c.FullTime.Level = "本科" }, "code.wording", "应写“大学”"},
		{"unknown nation", func(c *Cadre) { c.Nation = "火星族" }, "code.unknown", "火星族"},
		{"no résumé", func(c *Cadre) { c.Resume = nil }, "resume.empty", ""},
		{"undated", func(c *Cadre) { c.Resume = append([]ResumeEntry{{Text: "先在乡里"}}, c.Resume...) }, "resume.undated", "第 1 段（先在乡里）"},
		{"start after end", func(c *Cadre) { c.Resume[0].From = d("2005.09") }, "resume.order resume.sequence", "起 2005.09 晚于止 2004.07"},
		{"gap of two months", func(c *Cadre) { c.Resume[2].From = d("2014.07") }, "resume.gap", "2014.05 至 2014.07 间断 2 个月"},
		{"gap of one month is allowed", func(c *Cadre) { c.Resume[2].From = d("2014.06") }, "", ""},
		{"overlap", func(c *Cadre) { c.Resume[2].From = d("2014.04") }, "resume.overlap", "到 2014.05 为止"},
		{"interlude may overlap", func(c *Cadre) {
			c.Resume = append(c.Resume[:2:2], append([]ResumeEntry{{d("2008.09"), d("2011.06"), "（其间：进修）"}}, c.Resume[2:]...)...)
		}, "", ""},
		{"out of order", func(c *Cadre) { c.Resume[1], c.Resume[2] = c.Resume[2], c.Resume[1] }, "resume.gap resume.sequence resume.work", ""},
		{"open in the middle", func(c *Cadre) { c.Resume[2].To = Date{} }, "resume.open", "没有结束时间"},
		{"last closed", func(c *Cadre) { c.Resume[3].To = d("2025.05") }, "resume.closed", "到 2025.05 为止"},
		{"last is another post", func(c *Cadre) { c.Resume[3].Text = "某某大学图书馆办公室主任" }, "resume.post", "现任职务“宣传部综合科科长”"},
		{"work start differs", func(c *Cadre) { c.WorkStart = d("2004.08") }, "resume.work", "2004.08 与简历第一段工作（2004.07"},
		{"期间", func(c *Cadre) { c.Resume[1].Text = strings.Replace(c.Resume[1].Text, "其间", "期间", 1) }, "resume.interlude", "应写作“其间”"},
		{"future entry", func(c *Cadre) { c.Resume[3].From = d("2026.11"); c.Resume[2].To = d("2026.11") }, "resume.future resume.future", ""},
		{"family without name", func(c *Cadre) { c.Family[0].Name = "" }, "family.blank", "第 1 行"},
		{"child born too early", func(c *Cadre) { c.Family[1].Birth = d("1995.01") }, "family.age", "不到 16 岁"},
		{"father too young", func(c *Cadre) { c.Family[2].Birth = d("1975.01") }, "family.age", "父亲"},
		{"child not yet born", func(c *Cadre) { c.Family[1].Birth = d("2026.05") }, "family.future", ""},
		{"two spouses", func(c *Cadre) { c.Family = append(c.Family, FamilyMember{Relation: "妻子", Name: "某"}) }, "family.spouse", ""},
		{"widowed and married again", func(c *Cadre) {
			c.Family = append(c.Family, FamilyMember{Relation: "妻子", Name: "某", Work: "已故"})
		}, "", ""},
	} {
		c := sound()
		x.edit(c)
		is := Check(c, checkDay, checkLimits)
		if got := ruleList(is); got != x.rule {
			t.Errorf("%s: found %q, want %q: %+v", x.name, got, x.rule, is)
			continue
		}
		all := ""
		for _, i := range is {
			all += i.Message + "\n"
			if i.Action == "" || i.Field == "" || i.Found == "" || i.Expected == "" {
				t.Errorf("%s: incomplete %+v", x.name, i)
			}
			if strings.Contains(i.Message+i.Found, c.IDNumber) && c.IDNumber != "" {
				t.Errorf("%s: the whole ID number shows: %+v", x.name, i)
			}
		}
		if !strings.Contains(all, x.says) {
			t.Errorf("%s: %s does not say %q", x.name, all, x.says)
		}
	}
	c := sound()
	c.Name, c.Nation = "", ""
	if is := Check(c, checkDay, checkLimits); len(is) != 2 || is[0].Level != LevelError || is[1].Level != LevelWarning {
		t.Errorf("a missing name is an error, a missing nation a warning: %+v", is)
	}
	if Check(&Cadre{}, Date{}, Limits{}) == nil {
		t.Error("an empty record has no faults")
	}
}
