package command

import (
	"slices"

	"kaocha/app/job"
	"kaocha/data/review"
)

type roundStageCmd struct {
	Round  string   `arg:"" help:"批次名称"`
	To     string   `help:"环节名称；不写则各进一步" placeholder:"STAGE"`
	Cadre  []string `help:"对象姓名，可写多次（不写：全部对象）" placeholder:"NAME" sep:"none"`
	Branch string   `help:"只动这个党总支的对象" placeholder:"NAME"`
	Reason string   `help:"退回的原因" placeholder:"TEXT"`
}

func (c *roundStageCmd) Run(e *env) error {
	return e.work(c.Round, func(w *job.Work) error {
		files, err := c.files(e, w)
		if err != nil {
			return err
		}
		targets := map[string][]string{} // stage → subjects
		var order []string
		for _, f := range files {
			to := c.To
			if to != "" {
				if to, err = w.StageID(to); err != nil {
					return err
				}
			} else if next, ok := review.NextStage(w.Scheme, f.Subject); ok {
				to = next.Key
			} else {
				e.say("未动  %s：已在“%s”，后面没有环节", f.Cadre.Name, w.Scheme.StageName(f.Subject.Stage))
				continue
			}
			if !slices.Contains(order, to) {
				order = append(order, to)
			}
			targets[to] = append(targets[to], f.Subject.ID)
		}
		held := false
		for _, to := range order {
			moved, err := w.Advance(e.ctx, targets[to], to, c.Reason)
			if err != nil {
				return err
			}
			for _, m := range moved {
				held = tellMoved(e, w, to, m) || held
			}
		}
		if held {
			return errFindings
		}
		return nil
	})
}

func tellMoved(e *env, w *job.Work, to string, m job.Moved) (held bool) {
	if m.Err != nil {
		e.say("未动  %s", m.Why())
		return true
	}
	e.say("进入  %s → %s", m.Name, w.Scheme.StageName(to))
	for _, u := range m.Unmet {
		e.say("      注意：%s", u.Text)
	}
	return false
}

func (c *roundStageCmd) files(e *env, w *job.Work) ([]*review.File, error) {
	var out []*review.File
	for _, n := range c.Cadre {
		f, err := w.Find(e.ctx, n)
		if err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	if len(c.Cadre) > 0 {
		return out, nil
	}
	id, err := w.BranchID(e.ctx, c.Branch)
	if err != nil {
		return nil, err
	}
	err = w.Store.EachFile(e.ctx, w.Round.ID, func(f *review.File) error {
		if id == "" || f.Subject.BranchID == id {
			out = append(out, f)
		}
		return nil
	})
	return out, err
}
