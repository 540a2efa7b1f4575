package command

import (
	"kaocha/app/job"
	"kaocha/data/review"
)

type roundNextCmd struct {
	Round string `arg:"" help:"批次名称"`
	Name  string `help:"下一期批次的名称（不写：方案名加年月）" placeholder:"NAME"`
}

func (c *roundNextCmd) Run(e *env) error {
	return e.work(c.Round, func(w *job.Work) error {
		r, err := w.NextPeriod(e.ctx, c.Name)
		if err != nil {
			return err
		}
		e.say("已建下一期“%s”，考核日期 %s，对象与上一期相同。", r.Name, r.Assessed)
		return nil
	})
}

type assessStateCmd struct {
	Round string `arg:"" help:"批次名称"`
	Cadre string `arg:"" help:"考核对象"`
	Log   string `arg:"" name:"log" help:"事项（代号或名称）"`
	To    string `help:"改为这个状态（不写：下一个状态）" placeholder:"TEXT"`
	Which int    `help:"第几条" default:"1"`
}

func (c *assessStateCmd) Run(e *env) error {
	return e.subject(c.Round, c.Cadre, func(w *job.Work, f *review.File) error {
		l := w.Scheme.LogOf(c.Log)
		if l == nil {
			return useError("方案里没有事项“%s”", c.Log)
		}
		list := review.EventsOf(f.Subject.Events, l.Key)
		if c.Which < 1 || c.Which > len(list) {
			return useError("%s 的“%s”有 %d 条，没有第 %d 条", f.Cadre.Name, l.Name, len(list), c.Which)
		}
		now, err := w.MoveEvent(e.ctx, f, list[c.Which-1].ID, c.To)
		if err != nil {
			return err
		}
		next := "已办完"
		if now.Actor != "" {
			next = "轮到" + now.Actor
		}
		e.say("%s · %s：%s，%s。", f.Cadre.Name, l.Name, now.Name, next)
		return nil
	})
}

type assessArchiveCmd struct {
	Round string `arg:"" help:"批次名称（任何一期）"`
	Cadre string `arg:"" help:"考核对象"`
	Out   string `help:"写到这个文件：.docx、.pdf、.png" required:"" placeholder:"FILE"`
}

func (c *assessArchiveCmd) Run(e *env) error {
	return e.subject(c.Round, c.Cadre, func(w *job.Work, f *review.File) error {
		files, err := w.Archive(e.ctx, f, c.Out)
		if err != nil {
			return err
		}
		for _, n := range files {
			e.say("已写出 %s", absolute(n))
		}
		return nil
	})
}
