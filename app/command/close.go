package command

import "kaocha/app/job"

type roundCloseCmd struct {
	Round  string `arg:"" help:"批次"`
	Anyway bool   `help:"还有人没有办完也归档"`
}

func (c *roundCloseCmd) Run(e *env) error {
	return e.work(c.Round, func(w *job.Work) error {
		if err := w.CloseRound(e.ctx, c.Anyway); err != nil {
			return err
		}
		e.say("批次“%s”已归档，不能再改；要改时先用 kaocha round reopen。", w.Round.Name)
		return nil
	})
}

type roundReopenCmd struct {
	Round string `arg:"" help:"批次"`
}

func (c *roundReopenCmd) Run(e *env) error {
	return e.work(c.Round, func(w *job.Work) error {
		if err := w.ReopenRound(e.ctx); err != nil {
			return err
		}
		e.say("批次“%s”可以修改了。", w.Round.Name)
		return nil
	})
}
