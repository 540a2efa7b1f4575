package command

import (
	"kaocha/app/job"
)

type placeCmd struct {
	Show  placeShowCmd  `cmd:"" default:"1" help:"数据文件在哪里"`
	Move  placeMoveCmd  `cmd:"" help:"把数据文件移到另一个文件夹，以后用那里的（原来的改名留下）"`
	Use   placeUseCmd   `cmd:"" help:"以后用另一个数据文件"`
	Usual placeUsualCmd `cmd:"" help:"以后用默认位置的数据文件"`
}

type placeShowCmd struct{}

func (placeShowCmd) Run(e *env) error {
	return e.session(func(s *job.Session) error {
		e.say("数据文件：%s", s.PlaceText())
		if ro, why := s.Store.ReadOnly(); ro {
			e.say("只能查看：%s", why)
		}
		return nil
	})
}

type placeMoveCmd struct {
	Dir string `arg:"" help:"文件夹"`
}

func (c *placeMoveCmd) Run(e *env) error {
	to, kept, err := job.MoveData(e.ctx, e.cli.DB, c.Dir)
	if err != nil {
		return err
	}
	e.say("已移到 %s，以后用它。", to)
	e.say("原来的数据留在 %s", kept)
	return nil
}

type placeUseCmd struct {
	File string `arg:"" help:"数据文件"`
}

func (c *placeUseCmd) Run(e *env) error {
	if err := job.UsePlace(c.File); err != nil {
		return err
	}
	e.say("以后用 %s", absolute(c.File))
	return nil
}

type placeUsualCmd struct{}

func (placeUsualCmd) Run(e *env) error {
	if err := job.UsePlace(""); err != nil {
		return err
	}
	e.say("以后用默认位置的数据文件。")
	return nil
}
