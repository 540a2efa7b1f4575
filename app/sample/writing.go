package sample

import (
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"

	"kaocha/data/cadre"
	"kaocha/data/review"
)

// writer writes the personal summaries and the reports from the sentences; it
// keeps the decks so that no two persons write alike.
type writer struct {
	lib   *library
	decks map[string]*deck
}

func newWriter(lib *library) *writer {
	w := &writer{lib: lib, decks: map[string]*deck{}}
	salt := uint64(5000) // apart from the seeds of people
	for _, key := range []string{"politics", "method", "integrity", "outlook", "reportpolitics", "reportintegrity",
		"reportshort", "reportother", "talkadvice", "talkmerit", "talkshort"} {
		w.decks[key] = newDeck(lib.pools[key], salt)
		salt++
	}
	return w
}

// deal gives n sentences of a pool; what only a member of the Communist Party
// does is not said of others.
func (w *writer) deal(c *cadre.Cadre, pool string, n int) []string {
	member := strings.HasPrefix(c.Political, "中共")
	return w.decks[pool].deal(n, func(s string) bool { return member || !inParty.MatchString(s) })
}

var inParty = regexp.MustCompile("支部|总支|党员|党课|党日|个人事项")

// spoken is a sentence said about a person: 他 or 她.
func spoken(s, sex string) string {
	if sex == "女" {
		return strings.NewReplacer("其他", "其他", "他人", "他人", "他们", "他们", "他", "她").Replace(s)
	}
	return s
}

// fill puts numbers into {n}, {p} (a percentage) and {s} (a small number).
func fill(s string, rng *rand.Rand) string {
	for _, f := range []struct {
		mark    string
		from, n int
	}{{"{n}", 12, 26}, {"{p}", 95, 6}, {"{s}", 2, 4}} {
		for strings.Contains(s, f.mark) {
			s = strings.Replace(s, f.mark, strconv.Itoa(f.from+rng.IntN(f.n)), 1)
		}
	}
	return s
}

var ordinals = []string{"（一）", "（二）", "（三）"}

// summary is the typed 履职工作总结: opening, four headed parts, closing;
// about 2,000 characters (DOMAIN 2.8). The title is the form's own.
func (w *writer) summary(c *cadre.Cadre, themeKey string) string {
	t := w.lib.themes[themeKey]
	lines := []string{opening(c), "一、思想政治方面"}
	lines = append(lines, paragraphs(w.deal(c, "politics", 7), 4)...)
	lines = append(lines, "二、履行岗位职责情况", "本人"+t.duty)
	for i, g := range t.groups {
		lines = append(lines, ordinals[i]+g.title+"。"+strings.Join(g.facts, ""))
	}
	lines = append(lines, "印象较深的是这样一件事。"+t.event)
	lines = append(lines, "工作方法上有几点体会。"+strings.Join(w.deal(c, "method", 3), ""))
	lines = append(lines, "三、作风与廉洁自律方面")
	lines = append(lines, paragraphs(w.deal(c, "integrity", 4), 2)...)
	lines = append(lines, "四、存在的不足及改进措施",
		"一年来的工作还有差距："+strings.Join(t.shorts, "；")+"。",
		strings.Join(w.deal(c, "outlook", 2), "")+strings.Join(t.plans, "；")+"。",
		closing(c))
	return strings.Join(lines, "\n")
}

// paragraphs joins sentences, so many to a paragraph.
func paragraphs(list []string, per int) []string {
	var out []string
	for len(list) > 0 {
		n := min(per, len(list))
		out = append(out, strings.Join(list[:n], ""))
		list = list[n:]
	}
	return out
}

func opening(c *cadre.Cadre) string {
	p := c.Probation
	forms := []string{
		"本人自%s试任%s以来，在学校党委和部门领导的关心支持下，与同志们一道完成了各项任务。现将试用期内的履职情况总结如下。",
		"%s，经学校党委研究，本人试任%s。一年来边学边干，较快熟悉了岗位，现按要求对履职情况作一次总结。",
		"根据考察工作安排，现将本人%s试任%s至今的思想、工作和廉洁自律情况报告如下，请组织审查。",
	}
	s := forms[int(c.Birth.Month+c.Birth.Year)%len(forms)]
	return strings.Replace(strings.Replace(s, "%s", p.Start.Chinese(), 1), "%s", p.Position, 1)
}

func closing(c *cadre.Cadre) string {
	forms := []string{
		"以上总结，不妥之处请组织和同志们批评指正。今后将以转正考察为新的起点，把岗位上的事一件件做实。",
		"一年的试用期即将结束，无论组织作出怎样的决定，都将服从安排，继续做好本职工作。",
		"请组织审查，并欢迎同志们提出意见。对指出的问题将列入清单，逐项改进。",
	}
	return forms[int(c.Birth.Month)%len(forms)]
}

// report writes the panel's two texts. long makes it exceed the limit.
func (w *writer) report(c *cadre.Cadre, themeKey string, rng *rand.Rand, long bool) map[string]string {
	t := w.lib.themes[themeKey]
	facts := t.facts()
	n := 7
	if long {
		n = len(facts)
	}
	politics, integrity := w.deal(c, "reportpolitics", 1), w.deal(c, "reportintegrity", 1)
	work := "任现职以来，能够较快适应岗位要求。"
	if long {
		politics, integrity = w.deal(c, "reportpolitics", 4), w.deal(c, "reportintegrity", 3)
		work += t.duty
	}
	merits := []string{
		fill(strings.Join(politics, ""), rng),
		work + strings.Join(facts[:n], ""),
		"谈话中提到较多的一件事：" + t.event,
		fill(strings.Join(integrity, ""), rng),
	}
	if long {
		merits = append(merits, "工作方法也有改进。"+strings.Join(w.deal(c, "method", 5), ""))
	}
	shorts := fill(w.deal(c, "reportshort", 1)[0], rng) + "该同志主要有两点不足：一是" + t.shorts[rng.IntN(2)] + "；二是" + t.shorts[2] +
		"。建议在今后工作中加以改进，" + strings.TrimSuffix(t.plans[0], "。") + "。"
	return map[string]string{"merits": strings.Join(merits, "\n"), "shortcomings": shorts, "others": w.deal(c, "reportother", 1)[0]}
}

// talk is the texts of the k-th interview by scheme section.
func (w *writer) talk(c *cadre.Cadre, themeKey string, k int) map[string]string {
	t := w.lib.themes[themeKey]
	facts := t.facts()
	texts := map[string]string{
		"merits":       t.goods[k%len(t.goods)] + "；" + w.deal(c, "talkmerit", 1)[0] + "。",
		"deeds":        "印象较深的工作有：" + facts[(k*2+1)%len(facts)],
		"shortcomings": w.deal(c, "talkshort", 1)[0] + "；另外，" + t.shorts[k%len(t.shorts)] + "。",
		"advice":       w.deal(c, "talkadvice", 1)[0] + "。",
	}
	for k, s := range texts {
		texts[k] = spoken(s, c.Sex)
	}
	return texts
}

// Grades and outcomes of the scheme that the sample uses.
const (
	best     = "优秀"
	pass     = "称职"
	fail     = "不称职"
	abstain  = "弃权"
	formally = "正式任职"
)

// opinionTexts are what the offices write.
func opinionTexts(c *cadre.Cadre, grade string) map[string]review.Opinion {
	return map[string]review.Opinion{
		"panel":      {Text: "经民主测评、个别谈话和查阅资料，" + c.Name + "同志能够胜任现职，综合评价等级为" + grade + "，建议正式任职。", Grade: grade, Advice: formally},
		"branch":     {Text: "经党总支委员会研究，同意考察组意见，建议" + c.Name + "同志正式任职。"},
		"department": {Text: "材料齐全，程序符合规定。经部务会研究，同意提交学校党委审议。"},
	}
}
