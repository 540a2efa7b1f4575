package review

import "slices"

// The parts of a scheme that assess by points, ballots and events: the general
// ideas that every assessment but the probation review is put together from. A
// scheme uses those it needs; "for" lists the kinds of subjects a part is about
// and is empty for all.

// SubjectKind is a kind of 考核对象: 党员, 单位, 县, 班子. A scheme without kinds
// reviews cadres of the register on probation.
type SubjectKind struct {
	Key      string `yaml:"key"`
	Name     string `yaml:"name"`
	Register bool   `yaml:"register"` // chosen from the register of cadres; else entered by name
	Least    int    `yaml:"least"`    // subjects there must be at least for each unit (post): 差额考核
}

// Role (身份) marks subjects within a kind: 支委, 重点党员.
type Role struct {
	Key    string `yaml:"key"`
	Name   string `yaml:"name"`
	Lead   bool   `yaml:"lead"`   // each group needs at least one of them
	Spread bool   `yaml:"spread"` // is spread evenly over the groups
}

// Division (分组) splits a large meeting into groups of about equal size.
type Division struct {
	Name  string `yaml:"name"`  // 党小组
	From  int    `yaml:"from"`  // so many people or more are divided
	About int    `yaml:"about"` // people in a group, about

	Absent []string `yaml:"absent"` // logs whose people stay away: 请假
}

// Sheet (计分表) is a list of items with maxima that somebody scores.
type Sheet struct {
	Key      string         `yaml:"key"`
	Name     string         `yaml:"name"`
	For      []string       `yaml:"for"`
	Scorers  string         `yaml:"scorers"` // one (default), or many: their sums are averaged
	Sections []SheetSection `yaml:"sections"`
	Note     string         `yaml:"note"`
}

// Ways of scoring a sheet.
const (
	OneScorer   = "one"
	ManyScorers = "many"
)

// SheetSection (大项) groups items.
type SheetSection struct {
	Name  string      `yaml:"name"`
	Items []SheetItem `yaml:"items"`
}

// SheetItem (小项) is scored from 0 to Max.
type SheetItem struct {
	Key    string  `yaml:"key"`
	Name   string  `yaml:"name"`
	Max    float64 `yaml:"max"`
	Office string  `yaml:"office"` // who answers for it: 责任科室
	Proof  string  `yaml:"proof"`  // evidence that must be there
}

// Poll (测评、问卷、推荐) is a ballot besides the review's own: rows and grades
// of its own, its own voters. One row with the grades of a person, several rows
// with the same answers (dimensions, a questionnaire), 同意/不同意, or 推荐 with
// 得票率 are all the same thing.
type Poll struct {
	Key     string   `yaml:"key"`
	Name    string   `yaml:"name"`
	For     []string `yaml:"for"`
	Title   string   `yaml:"title"`   // of the blank ballot, "" for school and name: 民意调查表
	Voters  string   `yaml:"voters"`  // who votes, in words
	Least   int      `yaml:"least"`   // ballots that must be given out at least, 0 for any
	Items   []string `yaml:"items"`   // rows; the last is the one that counts
	Grades  []Grade  `yaml:"grades"`  // answers
	Abstain string   `yaml:"abstain"` // label of 弃权
	Vote    Vote     `yaml:"vote"`

	Due     string `yaml:"due"`      // condition under which it is held, "" for always; asked of those who contend for the same
	DueText string `yaml:"due_text"` // the condition in words
}

// Extra (加分、扣分) is given so many times; negative points take away.
type Extra struct {
	Key    string   `yaml:"key"`
	Name   string   `yaml:"name"`
	For    []string `yaml:"for"`
	Points float64  `yaml:"points"`
	Most   int      `yaml:"most"` // times that count at most, 0 for any
}

// Bar (一票否决、失去资格) shuts a subject out.
type Bar struct {
	Key    string   `yaml:"key"`
	Name   string   `yaml:"name"`
	For    []string `yaml:"for"`
	Awards []string `yaml:"awards"` // shut out of these; empty: of every award
	Grade  string   `yaml:"grade"`  // the grade it leads to, "" for none
	Answer string   `yaml:"answer"` // what every ballot about the subject has to say, "" for anything
}

// Scoring (总分) adds weighted parts and the extras.
type Scoring struct {
	Decimals int    `yaml:"decimals"`
	Terms    []Term `yaml:"terms"`
	Together bool   `yaml:"together"` // all kinds are ranked together, not each by itself
}

// Term is a part of the total: a sheet, or the points of a poll, times a weight.
type Term struct {
	Sheet  string   `yaml:"sheet"`
	Poll   string   `yaml:"poll"`
	For    []string `yaml:"for"`
	Weight float64  `yaml:"weight"`
	OutOf  float64  `yaml:"out_of"` // full marks are converted to so many, 0: as they are
}

// Award (评先、奖次、优秀名额) goes to the first so many by rank who are not shut
// out. Those of one series follow each other down the ranks.
type Award struct {
	Name   string   `yaml:"name"`
	For    []string `yaml:"for"`
	Number int      `yaml:"number"`
	Share  float64  `yaml:"share"` // of the kind's subjects, instead of a number
	Round  string   `yaml:"round"` // of a share: nearest (half up), down, up
	Series string   `yaml:"series"`
	Grade  bool     `yaml:"grade"` // the award is a grade of the scheme
}

// Roundings of a share and their words.
var roundings = map[string]string{"nearest": "四舍五入", "down": "只舍不入", "up": "只入不舍"}

// Verdict (等次规则) gives the grade whose condition holds first. It proposes:
// a person decides.
type Verdict struct {
	Grade string   `yaml:"grade"`
	For   []string `yaml:"for"`
	When  string   `yaml:"when"`
	Text  string   `yaml:"text"` // the rule in words
}

// Low (末位) tells who counts as low: the last so many by rank, and grades.
type Low struct {
	Last   int      `yaml:"last"`
	Grades []string `yaml:"grades"`
}

// Consequence (结果运用) is what follows from a grade, for so many years after.
type Consequence struct {
	Grade string   `yaml:"grade"`
	For   []string `yaml:"for"`
	Text  string   `yaml:"text"`
	Years int      `yaml:"years"`
	On    string   `yaml:"on"` // falls on those of the same unit who bear this role (党政正职), "" on the subject itself
}

// Log (事项记录) is a kind of event that is kept: talks, meetings, inspections,
// leave slips, feedback. Its fields are printed on the record.
type Log struct {
	Key     string   `yaml:"key"`
	Name    string   `yaml:"name"`
	For     []string `yaml:"for"`
	Of      string   `yaml:"of"`     // subject (default) or round
	Least   int      `yaml:"least"`  // events there must be at least
	Unless  []string `yaml:"unless"` // not asked for where one of these logs has an entry
	Fields  []Field  `yaml:"fields"`
	Signs   []string `yaml:"signs"`   // lines for signatures on the record
	Collect bool     `yaml:"collect"` // papers given out, to be collected again: 收回

	Span   Span       `yaml:"span"`
	States []LogState `yaml:"states"`      // what an entry goes through, the first when it is made; the last ends it
	From   string     `yaml:"from"`        // the deadline of the whole, as of a stage
	Days   *int       `yaml:"due_days"`    // days after From by which every entry has come to its end
	Remind int        `yaml:"remind_days"` // so many days before it whoever has to act is reminded
}

// Wants tells that a subject has to have entries in the log.
func (l *Log) Wants(sub *Subject) bool {
	return l.Least > 0 && l.Of != logOfRound && concerns(l.For, sub.Kind) && !sub.noted(l.Unless)
}

// LogState (状态) of an entry, and who has to act then.
type LogState struct {
	Name  string `yaml:"name"`
	Actor string `yaml:"actor"` // 考察人, "" at the end
}

// StateAt is the place of an entry's state; an entry without one is at the first.
func (l *Log) StateAt(e Event) int {
	return max(0, slices.IndexFunc(l.States, func(s LogState) bool { return s.Name == e.State }))
}

// Ended tells that an entry has come to its last state.
func (l *Log) Ended(e Event) bool { return len(l.States) == 0 || l.StateAt(e) == len(l.States)-1 }

// Field of a log's record.
type Field struct {
	Key      string   `yaml:"key"`
	Name     string   `yaml:"name"`
	Required bool     `yaml:"required"`
	Choices  []string `yaml:"choices"`
	Tall     bool     `yaml:"tall"` // running text

	Compare bool `yaml:"compare"` // copied texts are looked for

	Number bool     `yaml:"number"` // a figure, with what it must come up to
	Least  *float64 `yaml:"least"`
	Most   *float64 `yaml:"most"`
	Unit   string   `yaml:"unit"` // 次, %, 万元
	Day    bool     `yaml:"date"` // a day: 2026.01.12
}

// Span (期限) is how many days lie between two days of an entry: 公示 7 to 15
// days, 预告 1 to 2 days before. From "" is the entry's own date. The first day
// does not count unless the scheme says so: 《民法典》第二百零一条.
type Span struct {
	From     string `yaml:"from"`
	To       string `yaml:"to"`
	Least    int    `yaml:"least"`
	Most     int    `yaml:"most"`        // 0 for any
	First    bool   `yaml:"count_first"` // the first day counts
	Calendar bool   `yaml:"calendar"`    // the record shows the days in a calendar
}

// Letter (公文) is a text drafted from what was recorded: a monthly report, a
// notice of the results, a combined report.
type Letter struct {
	Key   string       `yaml:"key"`
	Name  string       `yaml:"name"`
	Title string       `yaml:"title"` // may hold {{批次}} {{学校}} {{日期}} …
	Parts []LetterPart `yaml:"parts"`
	Sign  string       `yaml:"sign"` // 落款, "" for the holder
}

// LetterPart is a part of a paper: a text, or what the records give.
type LetterPart struct {
	Title string `yaml:"title"`
	Text  string `yaml:"text"`   // with the same placeholders
	Log   string `yaml:"log"`    // the entries of a log, one a paragraph
	Poll  string `yaml:"poll"`   // the result of a poll, one subject a paragraph
	Sheet string `yaml:"sheet"`  // the points of a sheet, one section a paragraph
	Award bool   `yaml:"awards"` // what became of the awards, and the grades
	Gaps  bool   `yaml:"gaps"`   // what is missing
}

// concerns tells that a part made for some kinds is about a kind.
func concerns(kinds []string, kind string) bool {
	return len(kinds) == 0 || slices.Contains(kinds, kind)
}

// Assesses tells that the scheme assesses by points, ballots or events, and not
// cadres on probation.
func (s *Scheme) Assesses() bool { return len(s.Kinds) > 0 }

// KindOf finds a kind of subject, nil for none.
func (s *Scheme) KindOf(key string) *SubjectKind {
	for i := range s.Kinds {
		if s.Kinds[i].Key == key || s.Kinds[i].Name == key {
			return &s.Kinds[i]
		}
	}
	return nil
}

// SheetOf, PollOf, LogOf find a part by its key or name, nil for none.
func (s *Scheme) SheetOf(key string) *Sheet {
	return find(s.Sheets, func(x *Sheet) bool { return x.Key == key || x.Name == key })
}

// PollOf finds a poll by its key or name, nil for none.
func (s *Scheme) PollOf(key string) *Poll {
	return find(s.Polls, func(x *Poll) bool { return x.Key == key || x.Name == key })
}

// LogOf finds a log by its key or name, nil for none.
func (s *Scheme) LogOf(key string) *Log {
	return find(s.Logs, func(x *Log) bool { return x.Key == key || x.Name == key })
}

// ExtraOf finds an extra by its key or name, nil for none.
func (s *Scheme) ExtraOf(key string) *Extra {
	return find(s.Extras, func(x *Extra) bool { return x.Key == key || x.Name == key })
}

// BarOf finds a bar by its key or name, nil for none.
func (s *Scheme) BarOf(key string) *Bar {
	return find(s.Bars, func(x *Bar) bool { return x.Key == key || x.Name == key })
}

// RoleOf finds a role by its key or name, nil for none.
func (s *Scheme) RoleOf(key string) *Role {
	return find(s.Roles, func(x *Role) bool { return x.Key == key || x.Name == key })
}

func find[T any](list []T, is func(*T) bool) *T {
	for i := range list {
		if is(&list[i]) {
			return &list[i]
		}
	}
	return nil
}

// ItemsFor are the materials that a subject hands in.
func (s *Scheme) ItemsFor(sub *Subject) []Item {
	var out []Item
	for _, it := range s.Material {
		if it.AskedOf(sub) {
			out = append(out, it)
		}
	}
	return out
}

// AskedOf tells that a subject has to hand the material in.
func (it Item) AskedOf(sub *Subject) bool { return concerns(it.For, sub.Kind) }

// SheetsFor are the sheets on which a subject is scored.
func (s *Scheme) SheetsFor(sub *Subject) []*Sheet {
	var out []*Sheet
	for i := range s.Sheets {
		if concerns(s.Sheets[i].For, sub.Kind) {
			out = append(out, &s.Sheets[i])
		}
	}
	return out
}

// PollsFor are the polls about a subject.
func (s *Scheme) PollsFor(sub *Subject) []*Poll {
	var out []*Poll
	for i := range s.Polls {
		if concerns(s.Polls[i].For, sub.Kind) {
			out = append(out, &s.Polls[i])
		}
	}
	return out
}

// Items are the items of a sheet in order.
func (x *Sheet) Items() []SheetItem {
	var out []SheetItem
	for _, sec := range x.Sections {
		out = append(out, sec.Items...)
	}
	return out
}

// ItemOf finds an item by its key or name, nil for none.
func (x *Sheet) ItemOf(key string) *SheetItem {
	for i := range x.Sections {
		if it := find(x.Sections[i].Items, func(it *SheetItem) bool { return it.Key == key || it.Name == key }); it != nil {
			return it
		}
	}
	return nil
}

// PollView is the scheme with a poll in the place of the review's own ballot:
// what reconciles, counts, prints and explains the ballot does it for the poll.
func (s *Scheme) PollView(p *Poll) *Scheme {
	v := *s
	v.Items, v.Grades, v.Abstain, v.Vote, v.Warnings = p.Items, p.Grades, p.Abstain, p.Vote, nil
	if i := slices.IndexFunc(p.Grades, func(g Grade) bool { return g.Best }); v.Vote.BestName == "" && i >= 0 {
		v.Vote.BestName = p.Grades[i].Key + "率"
	}
	if v.Vote.PassName == "" {
		v.Vote.PassName = p.lastPass() + "及以上率"
	}
	return &v
}

// lastPass is the lowest answer that passes: 合格, of which the rate of all that
// pass takes its name.
func (p *Poll) lastPass() string {
	name := ""
	for _, g := range p.Grades {
		if g.Pass {
			name = g.Key
		}
	}
	return name
}
