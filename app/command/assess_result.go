package command

import (
	"strings"

	"kaocha/app/job"
	"kaocha/data/cadre"
	"kaocha/data/review"
)

type assessResultCmd struct {
	Round string `arg:"" help:"批次名称"`
	Of    string `help:"只看这个考核对象，列出算式" placeholder:"NAME"`
	JSON  bool   `name:"json" help:"以 JSON 列出"`
}

// standingView is a line of assess result.
type standingView struct {
	Name     string   `json:"name"`
	Kind     string   `json:"kind"`
	Score    string   `json:"score"`
	Rank     int      `json:"rank"`
	Tied     bool     `json:"tied"`
	Shut     []string `json:"shut,omitempty"`
	Awards   string   `json:"awards,omitempty"`
	Proposed string   `json:"proposed,omitempty"`
	Why      string   `json:"why,omitempty"`
	Grade    string   `json:"grade,omitempty"`
	Notices  []string `json:"notices,omitempty"`
	Missing  []string `json:"missing,omitempty"`
}

func (c *assessResultCmd) Run(e *env) error {
	return e.work(c.Round, func(w *job.Work) error {
		if !w.Scheme.Assesses() {
			return useError("方案“%s”不计分排名；测评结果见 kaocha tally show", w.Scheme.Name)
		}
		if c.Of != "" {
			f, err := w.Find(e.ctx, c.Of)
			if err != nil {
				return err
			}
			printScore(e, w.Scheme, f)
			for _, p := range w.Scheme.PollsFor(f.Subject) {
				if f.Subject.PollTally(p.Key) != nil {
					e.say("%s", p.Name)
					printResult(e, w.Scheme.PollView(p), review.ViewOf(f, p.Key))
				}
			}
			return nil
		}
		all, _, err := w.Standings(e.ctx)
		if err != nil {
			return err
		}
		views := []standingView{}
		for _, x := range all.List {
			views = append(views, standingView{x.File.Cadre.Name, w.Scheme.KindOf(x.Kind).Name, x.Score.Text, x.Rank, x.Tied, x.Shut, x.AwardText(), x.Proposed, x.Why, x.File.Subject.Concluded(), x.Notices, x.Score.Missing})
		}
		if c.JSON {
			return e.json(views)
		}
		printStandings(e, all, views)
		return nil
	})
}

func printStandings(e *env, all *review.Standings, views []standingView) {
	t := newTable("名次", "考核对象", "种类", "总分", "否决情形", "评先", "按规则", "审定")
	for i, v := range views {
		t.add(all.List[i].RankText(), v.Name, v.Kind, v.Score, strings.Join(v.Shut, "；"), v.Awards, v.Proposed, v.Grade)
	}
	t.print(e.out)
	for _, a := range all.Awards {
		e.say("%s", a.Text())
	}
	for _, v := range views {
		if len(v.Notices) > 0 {
			e.say("%s：%s", v.Name, strings.Join(v.Notices, "；"))
		}
		if len(v.Missing) > 0 {
			e.say("%s 还缺：%s", v.Name, strings.Join(v.Missing, "；"))
		}
	}
}

type assessConcludeCmd struct {
	Round   string     `arg:"" help:"批次名称"`
	Cadre   string     `arg:"" help:"考核对象"`
	Grade   string     `help:"审定的等次"`
	Award   []string   `help:"奖项，可写多次" placeholder:"NAME"`
	Reason  string     `help:"理由、备注" placeholder:"TEXT"`
	Meeting string     `help:"由哪个会议审定" placeholder:"TEXT"`
	Date    cadre.Date `help:"日期"`
	Drop    bool       `help:"取消结论"`
}

func (c *assessConcludeCmd) Run(e *env) error {
	return e.subject(c.Round, c.Cadre, func(w *job.Work, f *review.File) error {
		err := w.Edit(e.ctx, f, "考核结论", func(s *review.Subject) error {
			if c.Drop {
				s.Conclusion = nil
				return nil
			}
			return w.Scheme.Conclude(s, review.Conclusion{Grade: c.Grade, Awards: c.Award, Reason: c.Reason, Meeting: c.Meeting, Date: c.Date})
		})
		if err != nil {
			return err
		}
		e.say("%s：%s", f.Cadre.Name, or(strings.Join(append([]string{f.Subject.Concluded()}, c.Award...), " "), "没有结论"))
		return e.told(w, func(x review.Finding) bool {
			return x.Subject == f.Subject.ID && strings.HasPrefix(x.Rule, "conclusion.")
		})
	})
}
