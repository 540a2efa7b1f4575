package command

import (
	"kaocha/app/job"
)

type roundHandCmd struct {
	Round   string   `arg:"" help:"批次名称"`
	Subject []string `arg:"" help:"考核对象，可写多个；全部 表示批次里所有的"`
	Branch  string   `help:"由哪个单位填报（没有就新建）" placeholder:"NAME" xor:"who"`
	Own     bool     `help:"每个对象自己填报（县、处室等各报各的）" xor:"who"`
}

func (c *roundHandCmd) Run(e *env) error {
	if c.Branch == "" && !c.Own {
		return useError("请用 --branch 写明由哪个单位填报；每个对象自己填报用 --own")
	}
	return e.work(c.Round, func(w *job.Work) error {
		var ids []string
		if len(c.Subject) == 1 && c.Subject[0] == "全部" {
			list, err := w.Store.Subjects(e.ctx, w.Round.ID)
			if err != nil {
				return err
			}
			for _, s := range list {
				ids = append(ids, s.ID)
			}
		} else {
			for _, name := range c.Subject {
				f, err := w.Find(e.ctx, name)
				if err != nil {
					return err
				}
				ids = append(ids, f.Subject.ID)
			}
		}
		n, err := w.HandInBy(e.ctx, ids, c.Branch)
		if err == nil {
			e.say("已为 %d 个对象指定填报单位。下发邀请：kaocha invite %s 填报单位", n, shellWord(w.Round.Name))
		}
		return err
	})
}
