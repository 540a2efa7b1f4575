package command

import (
	"slices"
	"strings"

	"kaocha/app/job"
	"kaocha/data/cadre"
	"kaocha/data/review"
)

type assessCmd struct {
	Score    assessScoreCmd    `cmd:"" help:"按计分表评分"`
	Extra    assessExtraCmd    `cmd:"" help:"加分、扣分"`
	Bar      assessBarCmd      `cmd:"" help:"登记否决或失去资格的情形"`
	Event    assessEventCmd    `cmd:"" help:"登记事项：谈话、请假、反馈、审批等"`
	Role     assessRoleCmd     `cmd:"" help:"写明一个对象的身份：支委、党政正职"`
	Collect  assessCollectCmd  `cmd:"" help:"登记发出的会议材料已收回"`
	State    assessStateCmd    `cmd:"" help:"事项走到下一个状态，或退回"`
	Archive  assessArchiveCmd  `cmd:"" help:"一个对象历次的记录合成一个文件"`
	Groups   assessGroupsCmd   `cmd:"" help:"划分小组"`
	Result   assessResultCmd   `cmd:"" help:"查看名次、总分、奖项和等次，或一个对象的算式"`
	Conclude assessConcludeCmd `cmd:"" help:"录入审定的等次和奖项"`
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
	File   []string          `help:"这一条的材料文件，可写多次（考核对象的事项）" placeholder:"FILE" sep:"none"`
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
		if err := w.LogEvent(e.ctx, f, ev, c.File...); err != nil {
			return err
		}
		l := w.Scheme.LogOf(c.Log)
		list := w.Round.Events
		if f != nil {
			list = f.Subject.Events
		}
		e.say("已登记“%s”，共 %d 条。", l.Name, len(review.EventsOf(list, l.Key)))
		if fault := l.SpanFault(ev); fault != "" {
			e.say("注意：%s（%s）。", fault, l.SpanRule())
		}
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

type assessRoleCmd struct {
	Round string   `arg:"" help:"批次名称"`
	Cadre string   `arg:"" help:"考核对象"`
	Role  []string `help:"身份（代号或名称），可写多次；不写：没有身份" placeholder:"NAME"`
}

func (c *assessRoleCmd) Run(e *env) error {
	return e.subject(c.Round, c.Cadre, func(w *job.Work, f *review.File) error {
		err := w.Edit(e.ctx, f, "身份", func(s *review.Subject) error { return w.Scheme.SetRoles(s, c.Role) })
		if err != nil {
			return err
		}
		e.say("%s：%s", f.Cadre.Name, or(strings.Join(w.Scheme.RoleNames(f.Subject), "、"), "没有身份"))
		return nil
	})
}
