package sample

import (
	"strings"

	"kaocha/data/cadre"
)

// majors: what people of a unit studied, and the kind of degree it gives.
var majors = map[string][2]string{
	"党委组织部": {"思想政治教育", "法学"}, "党委宣传部": {"新闻学", "文学"}, "党委办公室": {"汉语言文学", "文学"},
	"人事处": {"人力资源管理", "管理学"}, "计划财务处": {"会计学", "管理学"}, "科技处": {"作物学", "农学"}, "教务处": {"教育学", "教育学"},
	"国际合作与交流处": {"英语", "文学"}, "学生工作处": {"思想政治教育", "法学"}, "保卫处": {"法律事务", "法学"}, "审计处": {"工程管理", "管理学"},
	"农学院": {"农学", "农学"}, "林学院": {"林学", "农学"}, "动物科学学院": {"动物科学", "农学"}, "计算机与信息学院": {"计算机科学与技术", "工学"},
	"后勤管理处": {"食品科学与工程", "工学"}, "资产管理处": {"机械工程", "工学"}, "图书馆": {"图书馆学", "管理学"},
	"网络信息中心": {"通信工程", "工学"}, "基建处": {"土木工程", "工学"}, "档案馆": {"档案学", "管理学"}, "离退休工作处": {"社会工作", "法学"},
}

var titles = map[string]string{
	"计划财务处": "会计师", "审计处": "工程师", "基建处": "工程师", "网络信息中心": "工程师", "资产管理处": "工程师", "后勤管理处": "工程师",
	"图书馆": "馆员", "档案馆": "馆员", "党委宣传部": "编辑", "学生工作处": "讲师",
}

var schools = []string{"虚构师范大学", "样例理工大学", "示例农林大学", "假想大学"}

// study is one block of full-time study.
type study struct {
	level, degree, text string
	years               int
}

// studies fills the education blocks; the entries of the résumé come with career.
func (m *maker) studies(c *cadre.Cadre) {
	for _, s := range m.path() {
		c.FullTime = cadre.Education{Level: s.level, Degree: s.degree, School: s.text}
	}
	switch m.r.edu {
	case "C":
		c.PartTime = cadre.Education{Level: "硕士研究生", Degree: "公共管理硕士", School: "样例理工大学公共管理专业"}
	case "D":
		c.PartTime = cadre.Education{Level: "大学", School: "虚构师范大学行政管理专业"}
	}
	c.Specialty = map[string]string{"党": "党务工作", "学": "学院行政管理"}[string([]rune(m.r.unit)[:1])]
	if c.Specialty == "" {
		c.Specialty = majors[m.r.unit][0]
	}
}

// path is the full-time study in order.
func (m *maker) path() []study {
	major, kind := majors[m.r.unit][0], majors[m.r.unit][1]
	school := schools[m.i%len(schools)]
	if kind == "农学" {
		school = School
	}
	text := school + major + "专业"
	if m.r.edu == "D" {
		return []study{{"大专", "", text, 3}}
	}
	out := []study{{"大学", kind + "学士", text, 4}}
	if m.r.edu == "B" || m.r.edu == "E" {
		out = append(out, study{"硕士研究生", kind + "硕士", text, 3})
	}
	if m.r.edu == "E" {
		out = append(out, study{"博士研究生", kind + "博士", text, 4})
	}
	return out
}

// career writes the résumé without gaps (DOMAIN 3.5): studies, work in several
// posts, the present post open.
func (m *maker) career(c *cadre.Cadre) {
	at := cadre.Date{Year: m.r.birth.Year + 18, Month: 9}
	if m.r.birth.Month > 8 {
		at.Year++
	}
	for _, s := range m.path() {
		end := cadre.Date{Year: at.Year + s.years, Month: 7}
		level := map[string]string{"硕士研究生": "硕士研究生", "博士研究生": "博士研究生"}[s.level]
		c.Resume = append(c.Resume, cadre.ResumeEntry{From: at, To: end, Text: s.text + level + "学习"})
		at = cadre.Date{Year: end.Year, Month: 9}
	}
	for k := 1; k < len(c.Resume); k++ { // the summer between two studies
		c.Resume[k-1].To = cadre.Date{Year: c.Resume[k].From.Year, Month: 9}
	}
	c.WorkStart = c.Resume[len(c.Resume)-1].To
	m.posts(c)
	now := cadre.ResumeEntry{From: c.PositionSince, Text: School + c.Position}
	if !m.r.notice.IsZero() {
		now.Text += "（试用期一年）"
	}
	c.Resume = append(c.Resume, now)
	c.Title = titles[m.r.unit]
	switch {
	case strings.Contains(m.r.post, "实验"):
		c.Title = "实验师"
	case c.Title == "" && (strings.Contains(m.r.post, "学生") || strings.Contains(m.r.post, "团委")):
		c.Title = "讲师"
	case c.Title == "":
		c.Title = "助理研究员"
	}
	c.TitleDate = cadre.Date{Year: min(c.WorkStart.Year+5+m.i%3, 2023), Month: 12}
}

// posts fills the years between studies and the present post.
func (m *maker) posts(c *cadre.Cadre) {
	months := c.PositionSince.MonthsSince(c.WorkStart)
	jobs := m.jobs(months)
	from := c.WorkStart
	for k, text := range jobs {
		to := c.WorkStart.AddMonths(months*(k+1)/len(jobs) + m.rng.IntN(7) - 3)
		if k == len(jobs)-1 {
			to = c.PositionSince
		}
		if k == len(jobs)/2 && c.PartTime.Level != "" {
			text += m.interlude(c, from, to)
		}
		c.Resume = append(c.Resume, cadre.ResumeEntry{From: from, To: to, Text: text})
		from = to
	}
}

// jobs are the earlier posts, as many as the years allow.
func (m *maker) jobs(months int) []string {
	first := School + m.pick([]string{"校团委干事", "教务处科员", "后勤管理处科员", "图书馆馆员", "党委办公室科员", "人事处科员"})
	if m.rng.IntN(3) == 0 {
		first = "示例省" + m.pick(places) + m.pick([]string{"农业技术推广站技术员", "林业站技术员", "第一中学教师", "青禾种业公司职员"})
	}
	out := []string{first, School + m.r.unit + "科员"}
	if months > 120 {
		out = append(out, School+m.pick([]string{"实验农场办公室科员", "继续教育学院科员", "基建处科员", "校工会干事"}))
		out[1], out[2] = out[2], out[1]
	}
	if m.r.rank == "正科" {
		out = append(out, School+m.r.unit+earlier(m.r.post))
	}
	return out
}

// earlier is the post below the present one.
func earlier(post string) string {
	for _, p := range [][2]string{{"副场长", "办公室副主任"}, {"副主任", "科员"}, {"主任", "副主任"}, {"副科长", "科员"}, {"科长", "副科长"}, {"书记", "副书记"}} {
		if head, ok := strings.CutSuffix(post, p[0]); ok {
			return head + p[1]
		}
	}
	return post
}

// interlude is study beside the work, inside the entry's time.
func (m *maker) interlude(c *cadre.Cadre, from, to cadre.Date) string {
	start := cadre.Date{Year: from.Year, Month: 9}
	if start.Before(from) {
		start.Year++
	}
	end := cadre.Date{Year: start.Year + 3, Month: 6}
	if to.Before(end) {
		end = to
	}
	what := "在职硕士研究生学习"
	if m.r.edu == "D" {
		what = "函授本科学习"
	}
	return "\n（其间：" + start.Dotted() + "--" + end.Dotted() + "  " + c.PartTime.School + what + "）"
}
