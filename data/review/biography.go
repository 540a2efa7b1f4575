package review

import (
	"slices"
	"strings"

	"kaocha/data/cadre"
)

// levelRank orders education levels (ZB64), highest first.
var levelRank = []string{"博士研究生", "研究生教育", "硕士研究生", "硕士生班", "中央党校研究生", "省（区、市）委党校研究生",
	"大学", "大学普通班", "第二学士学位班", "中央党校大学", "省委党校大学", "大专", "中央党校大专", "省委党校大专",
	"中等专科", "职业高中", "技工学校", "普通高中", "初中", "小学"}

// levelWords are the notice's wordings; other levels are written as they are.
var levelWords = map[string]string{"大学": "大学本科毕业", "大专": "大学专科毕业", "研究生教育": "研究生毕业", "小学": "小学毕业"}

// Biography is the first paragraph of the report in the notice's order (DOMAIN
// S6): 姓名, 性别, 民族, 出生, 籍贯, 学历, 入党, 参加工作, 现职称, 任职. What is
// not recorded is left out; titles and posts later than at are not yet held.
func Biography(c *cadre.Cadre, at cadre.Date) string {
	var parts []string
	add := func(s string) {
		if s = strings.TrimSpace(s); s != "" {
			parts = append(parts, s)
		}
	}
	dated := func(d cadre.Date, after string) {
		if !d.IsZero() {
			add(d.Month1().Chinese() + after)
		}
	}
	add(c.Name)
	add(c.Sex)
	add(c.Nation)
	dated(c.Birth, "出生")
	if c.NativePlace != "" {
		add(strings.TrimSuffix(c.NativePlace, "人") + "人")
	}
	add(educationWords(c))
	add(partyWords(c))
	dated(c.WorkStart, "参加工作")
	if c.Title != "" && !later(c.TitleDate, at) {
		add("现职称" + c.Title)
	}
	add(postWords(c, at))
	if len(parts) == 0 {
		return ""
	}
	return strings.Join(parts, "，") + "。"
}

func later(d, at cadre.Date) bool {
	return !d.IsZero() && !at.IsZero() && at.Time().Before(d.Time()) && at.Month1() != d.Month1()
}

// educationWords writes the higher of the two education levels.
func educationWords(c *cadre.Cadre) string {
	full, part := strings.TrimSpace(c.FullTime.Level), strings.TrimSpace(c.PartTime.Level)
	switch {
	case part == "", full != "" && rankOf(full) <= rankOf(part):
		return levelWord(full)
	case strings.Contains(part, "党校"):
		return levelWord(part)
	}
	return "在职" + levelWord(part)
}

func rankOf(level string) int {
	if i := slices.Index(levelRank, level); i >= 0 {
		return i
	}
	return len(levelRank)
}

func levelWord(level string) string {
	if w, ok := levelWords[level]; ok {
		return w
	}
	if level == "" || strings.HasSuffix(level, "毕业") || strings.HasSuffix(level, "肄业") || strings.HasSuffix(level, "结业") {
		return level
	}
	return level + "毕业"
}

// partyWords writes the parties joined; who joined none is named by 政治面貌.
func partyWords(c *cadre.Cadre) string {
	joins := cadre.ParseParty(c.PartyJoined, c.Political)
	if len(joins) == 0 {
		if c.Political != "" {
			return c.Political
		}
		return strings.TrimSpace(c.PartyJoined)
	}
	words := make([]string, len(joins))
	for i, j := range joins {
		words[i] = j.Date.Month1().Chinese() + "加入" + j.Party
	}
	return strings.Join(words, "，")
}

// postWords is when the post was taken up, the unit and the post.
func postWords(c *cadre.Cadre, at cadre.Date) string {
	post, since := c.Position, c.PositionSince
	if c.Probation.Position != "" && !later(c.Probation.Start, at) {
		post, since = c.Probation.Position, c.Probation.Start
	}
	if post == "" {
		return ""
	}
	if since.IsZero() {
		since = c.Probation.Start
	}
	if c.Unit != "" && !strings.Contains(post, c.Unit) {
		post = c.Unit + post
	}
	if since.IsZero() {
		return "现任" + post
	}
	return since.Month1().Chinese() + "任" + post
}
