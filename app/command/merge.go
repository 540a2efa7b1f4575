package command

import (
	"strings"

	"kaocha/app/job"
	"kaocha/data/cadre"
)

type mergeCmd struct {
	Keep   string   `arg:"" help:"保留的一条：姓名、身份证号、工作证号或“姓名 单位”"`
	Other  string   `arg:"" help:"并入后删除的一条"`
	Take   []string `help:"某一项取哪一条的：字段=保留、字段=另一条；简历和家庭成员还可写 字段=合并；可写多次" placeholder:"字段=哪一条" sep:"none"`
	DryRun bool     `help:"只看两条记录的不同，不写入"`
}

func (c *mergeCmd) Run(e *env) error {
	return e.session(func(s *job.Session) error {
		keep, err := s.FindCadre(e.ctx, c.Keep)
		if err != nil {
			return err
		}
		other, err := s.FindCadre(e.ctx, c.Other)
		if err != nil {
			return err
		}
		plan, err := s.PlanMerge(e.ctx, keep.ID, other.ID)
		if err != nil {
			return err
		}
		sides, err := c.sides(plan)
		if err != nil {
			return err
		}
		printMerge(e, plan, sides)
		open := plan.Undecided(sides)
		switch {
		case len(open) > 0:
			e.say("还要决定：%s。加 --take 字段=保留 或 --take 字段=另一条。", strings.Join(open, "、"))
			e.say("没有写入任何数据。")
			return errFindings
		case c.DryRun:
			e.say("以上是计划，没有写入任何数据。")
			return nil
		}
		if err := s.Merge(e.ctx, plan, sides); err != nil {
			return err
		}
		e.say("已合并为一条：%s。用 kaocha undo 可以撤销。", job.Named(plan.Keep))
		return nil
	})
}

// sides reads the decisions.
func (c *mergeCmd) sides(p *job.MergePlan) (map[string]cadre.Side, error) {
	words := map[string]cadre.Side{"保留": cadre.KeepSide, "另一条": cadre.OtherSide, "合并": cadre.BothSides}
	sides := p.Sides()
	for _, pair := range c.Take {
		key, word, _ := strings.Cut(pair, "=")
		side := words[strings.TrimSpace(word)]
		if key = strings.TrimSpace(key); side == "" || key != cadre.PhotoKey && cadre.FieldByKey(key) == nil {
			return nil, useError("--take 里的“%s”应当写成 字段=保留 或 字段=另一条，如 手机=另一条", pair)
		}
		sides[key] = side
	}
	return sides, nil
}

func printMerge(e *env, p *job.MergePlan, sides map[string]cadre.Side) {
	e.say("保留：%s\n并入后删除：%s", job.Named(p.Keep), job.Named(p.Other))
	for _, w := range p.Warnings {
		e.say("注意  %s", w)
	}
	words := map[cadre.Side]string{cadre.KeepSide: "取保留的", cadre.OtherSide: "取另一条的", cadre.BothSides: "合在一起", "": "要决定"}
	for _, x := range p.Pairs {
		e.say("%s  %s（%s）\n      保留的：“%s”\n      另一条：“%s”", words[sides[x.Key]], x.Key, x.Why, x.Keep, x.Other)
	}
	for _, r := range p.Rounds {
		e.say("批次“%s”里的考察材料转到保留的一条", r)
	}
}
