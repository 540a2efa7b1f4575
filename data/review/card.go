package review

import (
	"fmt"
	"slices"
	"strings"
)

// Card (表) is a printed form of the scheme's own: a title and a table of rows of
// labels and answers, as the field's forms are: 考核登记表, 自查自评表, 定量指标表.
// Its texts hold placeholders that the records fill in; what is not there yet
// stays blank, to be written by hand.
type Card struct {
	Key   string    `yaml:"key"`
	Name  string    `yaml:"name"`
	For   []string  `yaml:"for"`
	Only  []string  `yaml:"only"`  // logs: only about subjects with an entry in one of them
	Of    string    `yaml:"of"`    // subject (default) or round
	Title string    `yaml:"title"` // "" for the name
	Paper string    `yaml:"paper"` // paper key, "" for the round's
	Wide  bool      `yaml:"wide"`  // landscape
	Info  string    `yaml:"info"`  // line over the table
	Rows  []CardRow `yaml:"rows"`
	Notes []string  `yaml:"notes"` // lines under the table
}

// CardRow is a row, or what is repeated for every item of a list. Cells are label
// and answer by turns, all labels in a head, all answers in a repeated row.
type CardRow struct {
	Cells  []string  `yaml:"cells"`
	Widths []float64 `yaml:"widths"` // relative; none: labels narrow, answers share the rest
	Height float64   `yaml:"height"` // least, mm; 0 for the usual
	Head   bool      `yaml:"head"`
	Plain  bool      `yaml:"plain"` // only the first cell is a label
	Side   string    `yaml:"side"`  // label at the left edge, over all rows that follow with the same
	Each   string    `yaml:"each"`  // "sheet KEY", "fields LOG", "entries LOG" or "awards"
	Least  int       `yaml:"least"` // rows at least, the rest blank
	Sign   string    `yaml:"sign"`  // line at the foot of the last cell
}

// What a row can be repeated for.
const (
	EachSheet   = "sheet"
	EachFields  = "fields"
	EachEntries = "entries"
	EachAwards  = "awards"
)

// List is what the row is repeated for, and of which part of the scheme.
func (r CardRow) List() (kind, key string) {
	kind, key, _ = strings.Cut(strings.TrimSpace(r.Each), " ")
	return kind, strings.TrimSpace(key)
}

// OfRound tells that the form is about the round as a whole.
func (c *Card) OfRound() bool { return c.Of == logOfRound }

// AskedOf tells that the form is about a subject.
func (c *Card) AskedOf(sub *Subject) bool {
	return concerns(c.For, sub.Kind) && (len(c.Only) == 0 || sub.noted(c.Only))
}

// CardOf finds a form of the scheme's own by its key or name, nil for none.
func (s *Scheme) CardOf(key string) *Card {
	return find(s.Cards, func(x *Card) bool { return x.Key == key || x.Name == key })
}

// Words of a form about a subject, alone and with what they ask of: 得分:SHEET,
// 得分:SHEET.ITEM, 栏:LOG.FIELD, 票:POLL.ANSWER.
var (
	cardWords   = []string{"姓名", "单位", "种类", "身份", "小组", "总分", "按规则", "等次", "奖项", "结论", "审定", "审定日期", "否决", "加分", "算式"}
	cardAsks    = []string{"得分", "满分", "测评", "票数", "票", "率", "记录", "栏", "次数", "日期"}
	eachWords   = map[string][]string{EachSheet: {"序号", "大项", "项目", "责任部门", "满分", "得分", "理由", "佐证", "要求"}, EachFields: {"序号", "栏目", "要求", "内容", "达标"}, EachAwards: {"序号", "奖项", "姓名", "种类", "总分", "名次", "情况"}}
	entriesWord = []string{"序号", "日期", "标题", "地点", "人员", "姓名", "状态", "收回"}
)

// cards checks the scheme's own forms.
func (v *validator) cards() {
	v.unique("cards", keysOf(v.s.Cards, func(c Card) string { return c.Key }))
	for i := range v.s.Cards {
		c := &v.s.Cards[i]
		at := fmt.Sprintf("cards[%d]", i)
		v.named(at, "表", c.Key, c.Name)
		v.kinds(at, c.For)
		for _, key := range c.Only {
			if v.s.LogOf(key) == nil {
				v.bad(at+".only", "没有事项“%s”，有的是：%s", key, names(v.s.Logs, func(l Log) string { return l.Key }))
			}
		}
		if !slices.Contains([]string{"", "subject", logOfRound}, c.Of) {
			v.bad(at+".of", "表“%s”的“of”是“%s”，应为 subject（每个对象的）或 round（整个批次的）", c.Name, c.Of)
		}
		if c.Paper != "" && PaperByKey(c.Paper) == nil {
			v.bad(at+".paper", "表“%s”的纸张“%s”不认识", c.Name, c.Paper)
		}
		if len(c.Rows) == 0 {
			v.bad(at, "表“%s”没有行（rows）", c.Name)
		}
		v.cardWords(at, c, nil, append([]string{c.Title, c.Info}, c.Notes...))
		for k, r := range c.Rows {
			v.cardRow(fmt.Sprintf("%s.rows[%d]", at, k), c, k, r)
		}
	}
}

func (v *validator) cardRow(at string, c *Card, k int, r CardRow) {
	if len(r.Cells) == 0 || len(r.Widths) != 0 && len(r.Widths) != len(r.Cells) {
		v.bad(at, "表“%s”第 %d 行：要有格“cells”，“widths”与格数相同", c.Name, k+1)
	}
	if slices.ContainsFunc(r.Widths, func(w float64) bool { return w <= 0 }) || r.Height < 0 || r.Least < 0 {
		v.bad(at, "表“%s”第 %d 行：宽、高和行数不能是负数，宽要大于 0", c.Name, k+1)
	}
	kind, key := r.List()
	if r.Side != "" && kind != "" && (k == 0 || c.Rows[k-1].Side != r.Side) {
		v.bad(at, "表“%s”第 %d 行：重复的行前面要有一行同样“side”的表头", c.Name, k+1)
	}
	var own []string
	switch l := v.s.LogOf(key); {
	case kind == "":
	case kind == EachSheet && v.s.SheetOf(key) == nil:
		v.bad(at+".each", "没有计分表“%s”，有的是：%s", key, names(v.s.Sheets, func(x Sheet) string { return x.Key }))
	case (kind == EachFields || kind == EachEntries) && l == nil:
		v.bad(at+".each", "没有事项“%s”，有的是：%s", key, names(v.s.Logs, func(x Log) string { return x.Key }))
	case kind == EachEntries:
		own = append(slices.Clone(entriesWord), keysOf(l.Fields, func(f Field) string { return f.Name })...)
	case eachWords[kind] != nil:
		own = eachWords[kind]
	default:
		v.bad(at+".each", "“each”是“%s”，应为 sheet 计分表、fields 事项、entries 事项 或 awards", r.Each)
	}
	v.cardWords(at, c, own, append([]string{r.Side, r.Sign}, r.Cells...))
}

// cardWords sees that every placeholder can be filled in.
func (v *validator) cardWords(at string, c *Card, own, texts []string) {
	known := append(slices.Clone(paperWords), own...)
	if !c.OfRound() {
		known = append(known, cardWords...)
	}
	for _, text := range texts {
		for _, p := range placeholder.FindAllString(text, -1) {
			word := strings.Trim(p, "{}")
			if slices.Contains(known, word) {
				continue
			}
			what, key, ask := strings.Cut(word, ":")
			if !ask || !slices.Contains(cardAsks, what) {
				v.bad(at, "表“%s”里有不认识的“%s”，可用的有：{{%s}}，以及 {{%s:…}}", c.Name, p, strings.Join(known, "}}、{{"), strings.Join(cardAsks, ":…}}、{{"))
			} else if why := v.s.cardAsk(what, key); why != "" {
				v.bad(at, "表“%s”的“%s”：%s", c.Name, p, why)
			}
		}
	}
}

// cardAsk says what is wrong with what a placeholder asks of, "" for nothing.
func (s *Scheme) cardAsk(what, key string) string {
	first, second, deeper := strings.Cut(key, ".")
	switch what {
	case "得分", "满分":
		switch x := s.SheetOf(first); {
		case x == nil:
			return "没有计分表“" + first + "”，有的是：" + names(s.Sheets, func(x Sheet) string { return x.Key })
		case deeper && x.ItemOf(second) == nil:
			return "《" + x.Name + "》没有项目“" + second + "”，有的是：" + names(x.Items(), func(i SheetItem) string { return i.Key })
		}
	case "测评", "票数", "票", "率":
		p := s.PollOf(first)
		if p == nil {
			return "没有测评“" + first + "”，有的是：" + names(s.Polls, func(x Poll) string { return x.Key })
		}
		if known := s.PollView(p).gradeKeys(); (what == "票" || what == "率") && !slices.Contains(known, second) {
			return "“" + p.Name + "”的票面上没有“" + second + "”，有的是：" + strings.Join(known, "、")
		}
	default:
		l := s.LogOf(first)
		if l == nil {
			return "没有事项“" + first + "”，有的是：" + names(s.Logs, func(x Log) string { return x.Key })
		}
		if what == "栏" && !slices.ContainsFunc(l.Fields, func(f Field) bool { return f.Key == second }) {
			return "“" + l.Name + "”没有栏目“" + second + "”，有的是：" + names(l.Fields, func(f Field) string { return f.Key })
		}
	}
	return ""
}

// Meets tells whether a figure comes up to what is wanted of it; false when it is
// no figure or nothing is wanted.
func (f Field) Meets(text string) (met, asked bool) {
	n, ok := figureOf(text)
	if !f.Number || !ok || f.Least == nil && f.Most == nil {
		return false, false
	}
	return (f.Least == nil || n >= *f.Least) && (f.Most == nil || n <= *f.Most), true
}

// Wanted says what a figure must come up to, "" for nothing.
func (f Field) Wanted() string { return f.wanted() }
