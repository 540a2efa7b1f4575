package command

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/width"

	"kaocha/app/job"
	"kaocha/data/cadre"
	"kaocha/data/review"
)

type tallyCmd struct {
	Set     tallySetCmd     `cmd:"" help:"录入票数（每个投票人群体一次）"`
	Show    tallyShowCmd    `cmd:"" help:"查看结果：票数、得票率和算式"`
	Count   tallyCountCmd   `cmd:"" help:"逐票计票：从文本录入每张票（一行一张）"`
	Compare tallyCompareCmd `cmd:"" help:"两次计票对比，决定以哪一次为准"`
}

type tallySetCmd struct {
	Round      string     `arg:"" help:"批次名称"`
	Cadre      string     `arg:"" help:"考察对象"`
	Poll       string     `help:"哪一种测评（方案有几种时；代号或名称）" placeholder:"KEY"`
	Group      string     `help:"投票人群体（方案分群体时）" placeholder:"A"`
	Expected   *int       `help:"应到" placeholder:"N"`
	Present    *int       `help:"实到" placeholder:"N"`
	Issued     *int       `help:"发出" placeholder:"N"`
	Returned   *int       `help:"收回" placeholder:"N"`
	Valid      *int       `help:"有效" placeholder:"N"`
	Invalid    *int       `help:"无效" placeholder:"N"`
	Votes      []string   `help:"各等次票数，如 优秀=30;称职=12;不称职=0;弃权=1" placeholder:"等次=票数" sep:"none"`
	Item       string     `help:"票面的一行（如 德）；不写为总体评价" placeholder:"NAME"`
	Date       cadre.Date `help:"测评日期" placeholder:"2025.12.02"`
	Place      string     `help:"地点" placeholder:"TEXT"`
	Counter    []string   `help:"计票人，可写多次" placeholder:"NAME"`
	Scrutineer []string   `help:"监票人，可写多次" placeholder:"NAME"`
	Name       string     `help:"票面上印的姓名（与登记表核对）" placeholder:"NAME"`
	Replace    bool       `help:"逐票计过的也改掉；不写时拒绝，并列出会改的数"`
}

func (c *tallySetCmd) Run(e *env) error {
	return e.subject(c.Round, c.Cadre, func(w *job.Work, f *review.File) error {
		votes, err := parseVotes(c.Votes)
		if err != nil {
			return err
		}
		poll, view, err := pollArg(w.Scheme, f, c.Poll)
		if err != nil {
			return err
		}
		if err := c.check(view, votes); err != nil {
			return err
		}
		changes, err := c.changes(view, f, poll, votes)
		if err != nil {
			return err
		}
		err = w.Edit(e.ctx, f, "测评票数", func(s *review.Subject) error {
			t := &s.Tally
			if poll != "" {
				own := s.NeedPollTally(poll)
				t = &own
			}
			c.write(t, votes)
			return nil
		})
		if err != nil {
			return err
		}
		if len(changes) > 0 {
			e.say("改掉了原来的票数（原来 → 现在）：%s。改错了用 kaocha undo 撤销。", strings.Join(changes, "，"))
		}
		form := ""
		if poll != "" {
			f, form = review.ViewOf(f, poll), w.Scheme.PollOf(poll).Name
		}
		printResult(e, view, f)
		return e.told(w, func(x review.Finding) bool {
			return x.Subject == f.Subject.ID && (strings.HasPrefix(x.Rule, "tally.") || x.Rule == "poll.few") && (form == "" || x.Form == form) && !slices.Contains(later, x.Rule)
		})
	})
}

// changes are the numbers that would change; of ballots that were counted one by
// one they are refused without --replace.
func (c *tallySetCmd) changes(view *review.Scheme, f *review.File, poll string, votes map[string]int) ([]string, error) {
	old := f.Subject.Tally
	if poll != "" {
		old = f.Subject.PollTally(poll)
	}
	if old == nil {
		return nil, nil
	}
	next := old.Copy()
	c.write(&next, votes)
	list := review.CountChanges(view, old, next.Groups)
	if by := old.CountedBy(view); by != "" && len(list) > 0 && !c.Replace {
		return nil, fmt.Errorf("这是逐票计过的（%s），改了就和计票不一致：%s。确认要改，加 --replace", by, strings.Join(list, "，"))
	}
	return list, nil
}

// later are the rules over what is often entered after the counts: the check
// tells of them.
var later = []string{"tally.date", "tally.counter", "tally.scrutineer", "tally.meeting"}

// parseVotes reads 优秀=30;称职=12, with any of the marks a clerk types between.
func parseVotes(list []string) (map[string]int, error) {
	votes := map[string]int{}
	for _, s := range list {
		for _, pair := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(";；,，、 \t　", r) }) {
			name, n, ok := strings.Cut(strings.NewReplacer("＝", "=", "：", "=", ":", "=").Replace(pair), "=")
			count, err := strconv.Atoi(width.Narrow.String(n))
			if !ok || err != nil {
				return nil, useError("--votes 里的“%s”应当写成“等次=票数”，票数为整数，如 优秀=30", pair)
			}
			if _, twice := votes[name]; twice {
				return nil, useError("--votes 里“%s”写了两次", name)
			}
			votes[name] = count
		}
	}
	return votes, nil
}

func (c *tallySetCmd) check(s *review.Scheme, votes map[string]int) error {
	grades := gradeKeys(s)
	for k := range votes {
		if !slices.Contains(grades, k) {
			return useError("方案里没有等次“%s”；可用：%s", k, strings.Join(grades, "、"))
		}
	}
	if c.Item != "" && !slices.Contains(s.Items, c.Item) {
		return useError("票面上没有“%s”这一行；有：%s", c.Item, strings.Join(s.Items, "、"))
	}
	if len(s.Vote.Groups) == 0 {
		if c.Group != "" {
			return useError("方案没有分投票人群体，请不要写 --group")
		}
		return nil
	}
	var keys []string
	for _, g := range s.Vote.Groups {
		keys = append(keys, g.Key)
	}
	if !slices.Contains(keys, c.Group) {
		return useError("请用 --group 写明投票人群体：%s", strings.Join(keys, "、"))
	}
	return nil
}

func gradeKeys(s *review.Scheme) []string {
	var out []string
	for _, g := range s.Grades {
		out = append(out, g.Key)
	}
	if s.Abstain != "" {
		out = append(out, s.Abstain)
	}
	return out
}

// pollArg finds the poll that is meant and the scheme as it sees it; "" is the
// review's own ballot, or the only poll about the subject.
func pollArg(s *review.Scheme, f *review.File, name string) (string, *review.Scheme, error) {
	polls := s.PollsFor(f.Subject)
	if name == "" && len(s.Items) > 0 {
		return "", s, nil
	}
	var known []string
	for _, p := range polls {
		if p.Key == name || p.Name == name || name == "" && len(polls) == 1 {
			return p.Key, s.PollView(p), nil
		}
		known = append(known, p.Name)
	}
	return "", nil, useError("请用 --poll 写明是哪一种测评：%s", or(strings.Join(known, "、"), "（方案里没有）"))
}

func (c *tallySetCmd) write(to **review.Tally, votes map[string]int) {
	if *to == nil {
		*to = &review.Tally{}
	}
	t := *to
	at := slices.IndexFunc(t.Groups, func(g review.GroupCount) bool { return g.Group == c.Group })
	if at < 0 {
		t.Groups = append(t.Groups, review.GroupCount{Group: c.Group, Grades: map[string]int{}})
		at = len(t.Groups) - 1
	}
	g := &t.Groups[at]
	for _, p := range []struct {
		from *int
		to   **int
	}{{c.Expected, &g.Expected}, {c.Present, &g.Present}, {c.Issued, &g.Issued}, {c.Returned, &g.Returned}, {c.Valid, &g.Valid}, {c.Invalid, &g.Invalid}} {
		if p.from != nil {
			*p.to = p.from
		}
	}
	if len(votes) > 0 && c.Item == "" {
		g.Grades = votes
	} else if len(votes) > 0 {
		if g.Items == nil {
			g.Items = map[string]map[string]int{}
		}
		g.Items[c.Item] = votes
	}
	if !c.Date.IsZero() {
		t.Date = c.Date
	}
	t.Place, t.Name = or(c.Place, t.Place), or(c.Name, t.Name)
	if len(c.Counter) > 0 {
		t.Counters = c.Counter
	}
	if len(c.Scrutineer) > 0 {
		t.Scrutineers = c.Scrutineer
	}
}

type tallyShowCmd struct {
	Round string `arg:"" help:"批次名称"`
	Cadre string `arg:"" help:"考察对象"`
	Poll  string `help:"哪一种测评（方案有几种时；代号或名称）" placeholder:"KEY"`
	JSON  bool   `name:"json" help:"以 JSON 列出"`
}

func (c *tallyShowCmd) Run(e *env) error {
	return e.subject(c.Round, c.Cadre, func(w *job.Work, f *review.File) error {
		poll, view, err := pollArg(w.Scheme, f, c.Poll)
		if err != nil {
			return err
		}
		if poll != "" {
			f = review.ViewOf(f, poll)
		}
		if c.JSON {
			return e.json(struct {
				Tally  *review.Tally `json:"tally"`
				Result review.Result `json:"result"`
			}{f.Subject.Tally.WithoutBallots(), review.Compute(view, f.Subject.Tally)})
		}
		if f.Subject.Tally == nil {
			e.say("%s 的民主测评还没有录入。", f.Cadre.Name)
			return nil
		}
		printResult(e, view, f)
		return nil
	})
}

func printResult(e *env, s *review.Scheme, f *review.File) {
	r := review.Compute(s, f.Subject.Tally)
	rate := "得票率（" + r.BaseName + "）"
	if r.Weighted {
		rate = "加权得票率（" + r.BaseName + "）"
	}
	t := newTable("等次", "票数", rate)
	for _, g := range r.Grades {
		t.add(g.Label, fmt.Sprint(g.Count), g.Percent)
	}
	e.say("%s 民主测评：", f.Cadre.Name)
	t.print(e.out)
	for _, g := range r.Groups {
		e.say("  %s：有效 %d 票，%s", g.Name, g.Total, shares(g.Grades))
	}
	for _, l := range r.Explain {
		e.say("  %s", l)
	}
	for _, w := range r.Warnings {
		e.say("  提醒：%s", w.Text)
	}
}

// shares are the counts and rates of a row in one line.
func shares(list []review.Share) string {
	out := make([]string, len(list))
	for i, g := range list {
		out[i] = fmt.Sprintf("%s %d（%s）", g.Label, g.Count, g.Percent)
	}
	return strings.Join(out, "、")
}
