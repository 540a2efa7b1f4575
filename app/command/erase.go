package command

import (
	"kaocha/app/job"
	"kaocha/data/cadre"
)

type roundKeepCmd struct {
	Round string     `arg:"" help:"批次"`
	Until cadre.Date `arg:"" optional:"" help:"收到的文件保管到哪一天，如 2028.12.31；不写就取消期限"`
}

func (c *roundKeepCmd) Run(e *env) error {
	return e.work(c.Round, func(w *job.Work) error {
		if err := w.SetRetention(e.ctx, c.Until); err != nil {
			return err
		}
		if c.Until.IsZero() {
			e.say("批次“%s”不再设保管期限。", w.Round.Name)
			return nil
		}
		e.say("批次“%s”收到的文件保管到 %s。", w.Round.Name, c.Until)
		return nil
	})
}

type roundEraseCmd struct {
	Round       string `arg:"" help:"批次（已归档）"`
	Why         string `help:"销毁的理由" placeholder:"TEXT"`
	Early       bool   `help:"保管期限没有到也销毁"`
	Yes         bool   `help:"确认：销毁后不能恢复"`
	Certificate string `help:"销毁证明写到这个文件（.pdf、.docx 或 .png）" placeholder:"FILE" default:"销毁证明.pdf"`
	Only        bool   `name:"certificate-only" help:"只再打印一次证明"`
}

func (c *roundEraseCmd) Run(e *env) error {
	return e.work(c.Round, func(w *job.Work) error {
		if !c.Only {
			if err := c.erase(e, w); err != nil {
				return err
			}
		}
		f, in, err := w.Certificate(e.ctx)
		if err != nil {
			return err
		}
		_, files, err := w.WriteForm(e.ctx, f, in, c.Certificate)
		if err != nil {
			return err
		}
		for _, p := range files {
			e.say("销毁证明：%s", absolute(p))
		}
		for _, b := range in.Erasure.Backups {
			e.say("备份里还有这些文件：%s", b)
		}
		return nil
	})
}

func (c *roundEraseCmd) erase(e *env, w *job.Work) error {
	if err := w.CanErase(c.Early); err != nil {
		return err
	}
	if !c.Yes {
		list, err := w.Store.Erasable(e.ctx, w.Round.ID)
		if err != nil {
			return err
		}
		return useError("将销毁批次“%s”收到的 %d 份文件，不能恢复；确认请加 --yes", w.Round.Name, len(list))
	}
	gone, err := w.EraseReceived(e.ctx, c.Why, c.Early)
	if err != nil {
		return err
	}
	e.say("已销毁 %d 份文件，不能恢复。", len(gone))
	return nil
}
