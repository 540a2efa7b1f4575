package command

import (
	"cmp"
	"strings"

	"kaocha/app/job"
	"kaocha/data/cadre"
)

type roundEditCmd struct {
	Round    string     `arg:"" help:"批次名称"`
	Name     string     `help:"新的名称" placeholder:"NAME"`
	School   string     `help:"学校名称" placeholder:"NAME"`
	Paper    string     `help:"纸张：16K、16K-195x270、16K-185x260、A4"`
	Notified cadre.Date `help:"通知日期" placeholder:"2025.11.20"`
	Assessed cadre.Date `help:"考察日期，年龄按此计算" placeholder:"2025.12.10"`
	Deadline cadre.Date `help:"报送截止日期" placeholder:"2025.12.25"`
}

func (c *roundEditCmd) Run(e *env) error {
	return e.work(c.Round, func(w *job.Work) error {
		r := w.Round
		n := job.NewRound{Name: cmp.Or(c.Name, r.Name), School: cmp.Or(c.School, r.School), Paper: cmp.Or(c.Paper, r.Paper),
			Notified: cmp.Or(c.Notified, r.Notified), Assessed: cmp.Or(c.Assessed, r.Assessed), Deadline: cmp.Or(c.Deadline, r.Deadline)}
		if n.Name == r.Name && n.School == r.School && n.Paper == r.Paper && n.Notified == r.Notified && n.Assessed == r.Assessed && n.Deadline == r.Deadline {
			return useError("没有写要改成什么：--name、--school、--paper、--notified、--assessed 或 --deadline")
		}
		if err := w.ChangeRound(e.ctx, n); err != nil {
			return err
		}
		e.say("已修改批次“%s”。", n.Name)
		return nil
	})
}

type deleteCmd struct {
	Names []string `arg:"" name:"name" help:"干部，可以写几名"`
}

func (c *deleteCmd) Run(e *env) error {
	return e.session(func(s *job.Session) error {
		var ids, names []string
		for _, n := range c.Names {
			p, err := s.FindCadre(e.ctx, n)
			if err != nil {
				return err
			}
			if p.Name != n && p.ID != n && p.IDNumber != n && p.StaffNo != n {
				return useError("要删除请把姓名写全：%s", p.Name)
			}
			ids, names = append(ids, p.ID), append(names, p.Name)
		}
		if err := s.DeletePersons(e.ctx, ids); err != nil {
			return err
		}
		e.say("已删除 %d 人：%s。用 kaocha undo 可以撤销。", len(ids), strings.Join(names, "、"))
		return nil
	})
}
