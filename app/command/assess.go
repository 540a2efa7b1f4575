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

type assessCmd struct {
	Score    assessScoreCmd    `cmd:"" help:"按计分表评分"`
	Extra    assessExtraCmd    `cmd:"" help:"加分、扣分"`
	Bar      assessBarCmd      `cmd:"" help:"登记否决或失去资格的情形"`
	Event    assessEventCmd    `cmd:"" help:"登记事项：谈话、请假、反馈、审批等"`
	Collect  assessCollectCmd  `cmd:"" help:"登记发出的会议材料已收回"`
	State    assessStateCmd    `cmd:"" help:"事项走到下一个状态，或退回"`
	Archive  assessArchiveCmd  `cmd:"" help:"一个对象历次的记录合成一个文件"`
	Groups   assessGroupsCmd   `cmd:"" help:"划分小组"`
	Result   assessResultCmd   `cmd:"" help:"查看名次、总分、奖项和等次，或一个对象的算式"`
	Conclude assessConcludeCmd `cmd:"" help:"录入审定的等次和奖项"`
}

type assessScoreCmd struct {
	Round  string            `arg:"" help:"批次名称"`
	Cadre  string            `arg:"" help:"考核对象"`
	Sheet  string            `help:"计分表（代号或名称）" required:"" placeholder:"KEY"`
	Item   map[string]string `help:"项目=得分，可写多次；得分写 - 表示取消" required:"" placeholder:"KEY=N" mapsep:"none"`
	Scorer string            `help:"评分人（多人评分取平均的计分表）" placeholder:"NAME"`
	Note   string            `help:"扣分理由" placeholder:"TEXT"`
	Proof  string            `help:"佐证材料" placeholder:"TEXT"`
}

func (c *assessScoreCmd) Run(e *env) error {
	return e.subject(c.Round, c.Cadre, func(w *job.Work, f *review.File) error {
		keys := make([]string, 0, len(c.Item))
		for k := range c.Item {
			keys = append(keys, k)
		}
		slices.Sort(keys)
		err := w.Edit(e.ctx, f, "评分", func(s *review.Subject) error {
			for _, k := range keys {
				points, err := pointsArg(c.Item[k])
				if err != nil {
					return err
				}
				if err := w.Scheme.GivePoints(s, c.Sheet, k, c.Scorer, points, c.Note); err != nil {
					return useError("%s", err)
				}
				if c.Proof != "" {
					if err := w.Scheme.Prove(s, c.Sheet, k, c.Proof); err != nil {
						return err
					}
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		printScore(e, w.Scheme, f)
		return nil
	})
}

// pointsArg reads a figure; "-" takes the mark away.
func pointsArg(text string) (*float64, error) {
	text = width.Narrow.String(strings.TrimSpace(text))
	if text == "-" {
		return nil, nil
	}
	n, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return nil, useError("--item 的得分应为数字，写的是“%s”", text)
	}
	return &n, nil
}

func printScore(e *env, s *review.Scheme, f *review.File) {
	x := review.ScoreOf(s, f.Subject)
	e.say("%s：总分 %s", f.Cadre.Name, x.Text)
	for _, l := range x.Explain {
		e.say("  %s", l)
	}
	for _, l := range x.Missing {
		e.say("  还缺：%s", l)
	}
}

type assessExtraCmd struct {
	Round  string     `arg:"" help:"批次名称"`
	Cadre  string     `arg:"" help:"考核对象"`
	Key    string     `arg:"" help:"加分扣分项目（代号或名称）"`
	Times  int        `help:"次数" default:"1"`
	Reason string     `help:"事由和依据" placeholder:"TEXT"`
	Doc    string     `help:"文号" placeholder:"TEXT"`
	Date   cadre.Date `help:"日期"`
	Drop   bool       `help:"取消这个项目的全部加分扣分"`
}

func (c *assessExtraCmd) Run(e *env) error {
	return e.subject(c.Round, c.Cadre, func(w *job.Work, f *review.File) error {
		err := w.Edit(e.ctx, f, "加分扣分", func(s *review.Subject) error {
			if !c.Drop {
				return w.Scheme.GiveExtra(s, review.Given{Extra: c.Key, Times: c.Times, Reason: c.Reason, DocNo: c.Doc, Date: c.Date})
			}
			x := w.Scheme.ExtraOf(c.Key)
			n := len(s.Extras)
			s.Extras = slices.DeleteFunc(s.Extras, func(g review.Given) bool { return x != nil && g.Extra == x.Key })
			if len(s.Extras) == n {
				return fmt.Errorf("没有登记过“%s”", c.Key)
			}
			return nil
		})
		if err != nil {
			return err
		}
		printScore(e, w.Scheme, f)
		return nil
	})
}

type assessBarCmd struct {
	Round  string     `arg:"" help:"批次名称"`
	Cadre  string     `arg:"" help:"考核对象"`
	Key    string     `arg:"" help:"情形（代号或名称）"`
	Reason string     `help:"事由和依据" placeholder:"TEXT"`
	Date   cadre.Date `help:"日期"`
	Drop   bool       `help:"取消登记"`
}

func (c *assessBarCmd) Run(e *env) error {
	return e.subject(c.Round, c.Cadre, func(w *job.Work, f *review.File) error {
		err := w.Edit(e.ctx, f, "否决情形", func(s *review.Subject) error {
			if !c.Drop {
				return w.Scheme.Shut(s, review.Barred{Bar: c.Key, Reason: c.Reason, Date: c.Date})
			}
			x := w.Scheme.BarOf(c.Key)
			n := len(s.Bars)
			s.Bars = slices.DeleteFunc(s.Bars, func(b review.Barred) bool { return x != nil && b.Bar == x.Key })
			if len(s.Bars) == n {
				return fmt.Errorf("没有登记过“%s”", c.Key)
			}
			return nil
		})
		if err != nil {
			return err
		}
		e.say("%s：否决情形 %d 条", f.Cadre.Name, len(f.Subject.Bars))
		return nil
	})
}

type assessEventCmd struct {
	Round  string            `arg:"" help:"批次名称"`
	Log    string            `arg:"" name:"log" help:"事项（代号或名称）"`
	Of     string            `help:"考核对象（整个批次的事项不写）" placeholder:"NAME"`
	Date   cadre.Date        `help:"日期" required:""`
	Title  string            `help:"标题" placeholder:"TEXT"`
	Place  string            `help:"地点" placeholder:"TEXT"`
	Person []string          `help:"参加人员，可写多次" placeholder:"NAME"`
	Field  map[string]string `help:"栏目=内容，可写多次" placeholder:"KEY=TEXT" mapsep:"none"`
}

func (c *assessEventCmd) Run(e *env) error {
	return e.work(c.Round, func(w *job.Work) error {
		var f *review.File
		if c.Of != "" {
			var err error
			if f, err = w.Find(e.ctx, c.Of); err != nil {
				return err
			}
		}
		ev := review.Event{Log: c.Log, Date: c.Date, Title: c.Title, Place: c.Place, People: c.Person, Fields: c.Field}
		if err := w.LogEvent(e.ctx, f, ev); err != nil {
			return err
		}
		l := w.Scheme.LogOf(c.Log)
		list := w.Round.Events
		if f != nil {
			list = f.Subject.Events
		}
		e.say("已登记“%s”，共 %d 条。", l.Name, len(review.EventsOf(list, l.Key)))
		return nil
	})
}

type assessCollectCmd struct {
	Round string `arg:"" help:"批次名称"`
	Log   string `arg:"" name:"log" help:"发出材料的事项（代号或名称）"`
}

func (c *assessCollectCmd) Run(e *env) error {
	return e.work(c.Round, func(w *job.Work) error {
		n, err := w.CollectBack(e.ctx, c.Log)
		if err != nil {
			return err
		}
		e.say("已登记收回 %d 份。", n)
		return nil
	})
}

type assessGroupsCmd struct {
	Round string `arg:"" help:"批次名称"`
}

func (c *assessGroupsCmd) Run(e *env) error {
	return e.work(c.Round, func(w *job.Work) error {
		groups, err := w.Divide(e.ctx)
		if err != nil {
			return err
		}
		names := make([]string, 0, len(groups))
		for n := range groups {
			names = append(names, n)
		}
		slices.SortFunc(names, func(a, b string) int { return strings.Compare(groups[a][0], groups[b][0]) })
		for _, n := range names {
			e.say("%s %d 人：%s", n, len(groups[n]), strings.Join(groups[n], "、"))
		}
		return nil
	})
}
