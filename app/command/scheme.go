package command

import (
	"strings"

	"kaocha/app/job"
	"kaocha/data/review"
)

type schemeCmd struct {
	List  schemeListCmd  `cmd:"" help:"列出内置的和自己加入的方案"`
	Show  schemeShowCmd  `cmd:"" help:"显示方案全文，可存成文件修改"`
	Check schemeCheckCmd `cmd:"" help:"检查一个方案文件"`
	Use   schemeUseCmd   `cmd:"" help:"加入自己的方案文件，供新批次选用"`
	Drop  schemeDropCmd  `cmd:"" help:"移出自己的方案"`

	Copy    schemeCopyCmd    `cmd:"" help:"复制一份，换个名称，成为自己的方案"`
	Figures schemeFiguresCmd `cmd:"" help:"列出方案里的权重、满分、名额、期限等各数"`
	Set     schemeSetCmd     `cmd:"" help:"改自己的方案里的数，不合规则的不改"`
}

type schemeListCmd struct {
	JSON bool `name:"json" help:"以 JSON 列出"`
}

func (c *schemeListCmd) Run(e *env) error {
	return e.session(func(s *job.Session) error {
		list, err := s.Schemes(e.ctx)
		if err != nil {
			return err
		}
		type row struct {
			Key    string   `json:"key"`
			Name   string   `json:"name"`
			Own    bool     `json:"own,omitempty"`
			Grades []string `json:"grades"`
			Paper  string   `json:"paper"`
		}
		rows := []row{}
		for _, x := range list {
			sch, err := review.LoadScheme(x.Key, x.Text)
			if err != nil {
				return err
			}
			rows = append(rows, row{x.Key, sch.Name, x.Own, gradeKeys(sch), sch.Paper})
		}
		if c.JSON {
			return e.json(rows)
		}
		t := newTable("代号", "名称", "等次", "纸张", "来源")
		for _, r := range rows {
			t.add(r.Key, r.Name, strings.Join(r.Grades, "、"), r.Paper, map[bool]string{true: "自己的", false: "内置"}[r.Own])
		}
		t.print(e.out)
		return nil
	})
}

type schemeShowCmd struct {
	Key string `arg:"" help:"方案代号"`
}

func (c *schemeShowCmd) Run(e *env) error {
	return e.session(func(s *job.Session) error {
		_, text, err := s.FindScheme(e.ctx, c.Key)
		if err != nil {
			return err
		}
		_, err = e.out.Write(text)
		return err
	})
}

type schemeCheckCmd struct {
	File string `arg:"" help:"方案文件（YAML）"`
}

func (c *schemeCheckCmd) Run(e *env) error {
	s, _, err := job.LoadScheme(c.File)
	if err != nil {
		return err
	}
	e.say("方案“%s”可以使用：%d 个环节，%d 项材料。", s.Name, len(s.Stages), len(s.Material))
	return nil
}

type schemeCopyCmd struct {
	Key  string `arg:"" help:"方案代号（见 scheme list）"`
	Name string `arg:"" help:"新的方案名称"`
}

func (c *schemeCopyCmd) Run(e *env) error {
	return e.session(func(s *job.Session) error {
		x, err := s.CopyScheme(e.ctx, c.Key, c.Name)
		if err != nil {
			return err
		}
		e.say("已复制为“%s”，代号 %s。改数：kaocha scheme set %s 位置=数（位置见 kaocha scheme figures %s）", x.Name, x.Key, shellWord(x.Name), shellWord(x.Key))
		return nil
	})
}

type schemeFiguresCmd struct {
	Key  string `arg:"" help:"方案代号（见 scheme list）"`
	JSON bool   `name:"json" help:"以 JSON 列出"`
}

func (c *schemeFiguresCmd) Run(e *env) error {
	return e.session(func(s *job.Session) error {
		_, text, err := s.FindScheme(e.ctx, c.Key)
		if err != nil {
			return err
		}
		list, err := review.Figures(c.Key, text)
		if err != nil {
			return err
		}
		if c.JSON {
			return e.json(list)
		}
		t := newTable("位置", "部分", "哪一项", "是什么", "现在是")
		for _, f := range list {
			t.add(f.Path, f.Part, f.Of, f.What, f.Value)
		}
		t.print(e.out)
		return nil
	})
}

type schemeSetCmd struct {
	Name   string            `arg:"" help:"自己的方案的名称"`
	Values map[string]string `arg:"" help:"位置=数，如 score.terms[0].weight=0.5；可以写几个"`
}

func (c *schemeSetCmd) Run(e *env) error {
	return e.session(func(s *job.Session) error {
		x, err := s.SetFigures(e.ctx, c.Name, c.Values)
		if err != nil {
			return err
		}
		e.say("方案“%s”已改 %d 处，新开的批次按新的算。撤销：kaocha undo", x.Name, len(c.Values))
		return nil
	})
}
