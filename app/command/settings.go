package command

import (
	"strings"

	"kaocha/app/job"
)

type settingsCmd struct {
	List settingsListCmd `cmd:"" help:"列出本校的设置"`
	Set  settingsSetCmd  `cmd:"" help:"改一项设置（值写成空 '' 就恢复默认）"`
}

type settingsListCmd struct {
	JSON bool `name:"json" help:"以 JSON 列出"`
}

func (c *settingsListCmd) Run(e *env) error {
	return e.session(func(s *job.Session) error {
		v, err := s.SettingValues(e.ctx)
		if err != nil {
			return err
		}
		type row struct {
			Key   string `json:"key"`
			Name  string `json:"name"`
			Value string `json:"value"`
			Use   string `json:"use"`
		}
		rows := []row{}
		t := newTable("设置", "现在的值", "用在哪里")
		for _, x := range job.Settings() {
			rows = append(rows, row{x.Key, x.Name, v[x.Key], x.Use})
			shown := v[x.Key]
			if shown == "" {
				shown = "（没有设）"
			}
			t.add(x.Name, shown, x.Use)
		}
		if c.JSON {
			return e.json(rows)
		}
		t.print(e.out)
		return nil
	})
}

type settingsSetCmd struct {
	Name  string `arg:"" help:"设置的名称或代号，如 学校名称"`
	Value string `arg:"" help:"新的值"`
}

func (c *settingsSetCmd) Run(e *env) error {
	x, err := job.SettingByName(c.Name)
	if err != nil {
		return err
	}
	return e.session(func(s *job.Session) error {
		v, err := s.Set(e.ctx, x.Key, c.Value)
		if err != nil {
			return err
		}
		if v == "" {
			e.say("%s：已恢复默认。", x.Name)
		} else {
			e.say("%s：%s", x.Name, v)
		}
		return nil
	})
}

type fontsCmd struct {
	JSON bool `name:"json" help:"以 JSON 列出"`
}

func (c *fontsCmd) Run(e *env) error {
	return e.session(func(s *job.Session) error {
		list, err := s.FontUses()
		if err != nil {
			return err
		}
		type row struct {
			Family string   `json:"family"`
			Found  bool     `json:"found"`
			From   string   `json:"from"`
			Note   string   `json:"note,omitempty"`
			Forms  []string `json:"forms"`
		}
		rows := []row{}
		t := newTable("字体", "情况", "用的是", "用它的表")
		missing := 0
		for _, f := range list {
			rows = append(rows, row{f.Family, f.Exact, f.From, f.Note, f.Forms})
			state := "有"
			if f.Missing() {
				state, missing = "缺，已代替", missing+1
			}
			t.add(f.Family, state, f.From, strings.Join(f.Forms, "、"))
		}
		if c.JSON {
			return e.json(rows)
		}
		t.print(e.out)
		if dir, err := job.FontFolder(); err == nil && missing > 0 {
			e.say("缺 %d 种字体。把字体文件（.ttf 或 .ttc）放进 %s 再试；不装也能用，字形略有不同。", missing, dir)
		}
		return nil
	})
}

type schemeUseCmd struct {
	File string `arg:"" help:"方案文件（YAML）"`
}

func (c *schemeUseCmd) Run(e *env) error {
	return e.session(func(s *job.Session) error {
		x, err := s.UseScheme(e.ctx, c.File)
		if err != nil {
			return err
		}
		e.say("已加入方案“%s”。新建批次时用：--scheme %s；设为默认：kaocha settings set 默认考核方案 %s", x.Name, shellWord(x.Key), shellWord(x.Key))
		return nil
	})
}

type schemeDropCmd struct {
	Name string `arg:"" help:"自己的方案的名称"`
}

func (c *schemeDropCmd) Run(e *env) error {
	return e.session(func(s *job.Session) error {
		if err := s.DropScheme(e.ctx, c.Name); err != nil {
			return err
		}
		e.say("已移出方案“%s”；用它开的批次不受影响。", c.Name)
		return nil
	})
}
