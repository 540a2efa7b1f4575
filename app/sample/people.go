package sample

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"

	"kaocha/data/cadre"
	"kaocha/data/cadre/idnum"
)

// row is one line of the table of people; the rest of a person is derived.
type row struct {
	name, sex  string
	birth      cadre.Date // with the day, for the ID number
	nation     string
	branch     int // from 1
	unit, post string
	rank, edu  string
	political  string
	notice     cadre.Date // zero: long in the post
	theme      string
}

func (r row) position() string { return r.unit + r.post }

func peopleRows() []row {
	var out []row
	for _, line := range readText("people.txt") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		c := strings.Split(line, "|")
		branch, err := strconv.Atoi(c[4])
		if err != nil {
			panic("sample: people: " + err.Error())
		}
		out = append(out, row{name: c[0], sex: c[1], birth: cadre.MustDate(c[2]), nation: c[3], branch: branch, unit: c[5],
			post: c[6], rank: c[7], edu: c[8], political: c[9], notice: cadre.MustDate(c[10]), theme: c[11]})
	}
	return out
}

// maker derives one person; every choice comes from the person's own seed.
type maker struct {
	i   int
	r   row
	rng *rand.Rand
}

func (m *maker) pick(list []string) string { return list[m.rng.IntN(len(list))] }

var places = strings.Fields("青禾县 望溪县 云岭县 稻香县 松涧市 竹塘县 麦洲区 柏坪县 荷浦市 柳桥县 槐里县 枫亭市")

func makeCadre(i int, r row, lib *library) cadre.Cadre {
	m := &maker{i: i, r: r, rng: rand.New(rand.NewPCG(seed, uint64(i)+1))}
	home := m.pick(places)
	c := cadre.Cadre{
		ID: numbered("sample-cadre-", i), Name: r.name, Sex: r.sex, Birth: r.birth.Month1(), Nation: r.nation,
		NativePlace: "示例省" + home, BirthPlace: "示例省" + home, Household: "示例省示例市",
		Political: r.political, Health: "健康", Branch: theBranches()[r.branch-1].Name, Unit: r.unit,
		Position: r.position(), PositionSince: m.since().Month1(), Rank: r.rank, Duties: m.duties(lib),
		IDNumber: idNumber(r.birth, r.sex, 11+i), Mobile: "000" + pad(31000000+m.rng.IntN(900000), 8),
		OfficePhone: "000-8300" + pad(2001+i*13, 4),
	}
	if m.rng.IntN(5) == 0 {
		c.Health = "良好"
	}
	m.studies(&c)
	m.career(&c)
	m.party(&c)
	m.results(&c)
	c.Family = m.family(c)
	c.StaffNo = "S" + strconv.Itoa(c.WorkStart.Year) + pad(101+i, 3)
	c.Email = strings.ToLower(c.StaffNo) + "@nonglin.example"
	if !r.notice.IsZero() {
		c.Probation = cadre.Probation{Position: r.position(), Start: r.notice, NoticeNo: noticeNo(r.notice)}
	}
	return c
}

// since is when the present post was taken up.
func (m *maker) since() cadre.Date {
	if !m.r.notice.IsZero() {
		return m.r.notice
	}
	return cadre.Date{Year: 2018 + m.rng.IntN(5), Month: 3 + m.rng.IntN(8)}
}

func noticeNo(d cadre.Date) string {
	no := map[string]int{"2024.11.22": 58, "2024.12.05": 63, "2025.03.14": 11}[d.String()]
	return fmt.Sprintf("示农林党〔%d〕%d号", d.Year, no)
}

func (m *maker) duties(lib *library) string {
	if t := lib.themes[m.r.theme]; t != nil {
		if m.r.theme == "teaching" && m.i > 0 {
			return strings.Replace(t.duty, "本科教学运行", "计算机类专业教学运行", 1)
		}
		return t.duty
	}
	office := strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(m.r.post, "主任"), "科长"), "副")
	return "主持" + office + "日常工作，负责年度计划制定、人员分工、经费使用和服务对象意见办理，协助分管领导完成" + m.r.unit + "交办的其他工作。"
}

// idNumber is a number of the region 999999, which does not exist, with the
// right check digit (DOMAIN 4.1).
func idNumber(birth cadre.Date, sex string, seq int) string {
	seq = seq * 2
	if sex == "男" {
		seq++
	}
	body := "999999" + birth.Compact() + pad(seq, 3)
	check, _ := idnum.CheckDigit(body)
	return body + string(check)
}

// party fills 入党时间, some years before or after starting work.
func (m *maker) party(c *cadre.Cadre) {
	switch m.r.political {
	case "中共党员":
		c.PartyJoined = c.WorkStart.AddMonths(-24 + m.rng.IntN(60)).Dotted()
	case "九三学社社员":
		c.PartyJoined, c.SocialPosts = "九三学社", "九三学社示例农林大学支社委员"
	case "民盟盟员":
		c.PartyJoined = "民盟"
	case "民进会员":
		c.PartyJoined, c.SocialPosts = "民进", "民进示例农林大学支部副主委"
	}
}

// results fills rewards, yearly results and training.
func (m *maker) results(c *cadre.Cadre) {
	grade := func() string { return m.pick([]string{"合格", "合格", "优秀"}) }
	c.YearResults = fmt.Sprintf("2022年：%s；2023年：%s；2024年：%s", grade(), grade(), grade())
	prizes := []string{"校级先进工作者", "校级服务育人先进个人", "校级管理工作先进个人", "校工会积极分子"}
	if m.r.political == "中共党员" {
		prizes = append(prizes, "校级优秀共产党员", "校级优秀党务工作者")
	}
	first := max(c.WorkStart.Year+3, 2013)
	year := first + m.rng.IntN(2023-first)
	c.Rewards = fmt.Sprintf("%d年获“%s”称号", year, m.pick(prizes))
	if m.rng.IntN(2) == 0 {
		c.Rewards += "；2024年获年度嘉奖"
	}
	if m.rng.IntN(9) == 0 {
		c.Rewards = "无"
	}
	c.Training = fmt.Sprintf("%d.07 校级管理骨干培训班（24学时）；%d.10 %s业务培训班（16学时）", 2020+m.rng.IntN(2), 2022+m.rng.IntN(2), m.r.unit)
	if !m.r.notice.IsZero() {
		c.Training += "；2025.05 新任科级干部任职培训班（40学时）"
	}
}
