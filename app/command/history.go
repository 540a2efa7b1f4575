package command

import (
	"slices"
	"strings"

	"kaocha/app/job"
	"kaocha/data/store"
)

type historyCmd struct {
	List    historyListCmd    `cmd:"" default:"withargs" help:"最近的操作"`
	Show    historyShowCmd    `cmd:"" help:"一名干部、一名考察对象或一个批次的历史：谁何时改了什么，某一步时和现在有什么不同"`
	Restore historyRestoreCmd `cmd:"" help:"把几项或整条记录恢复成某一步时的内容"`
	Deleted historyDeletedCmd `cmd:"" help:"列出已删除的记录，或者取回一条"`
}

type historyListCmd struct {
	Limit int  `help:"最近多少步" default:"20"`
	JSON  bool `name:"json" help:"以 JSON 列出"`
}

func (c *historyListCmd) Run(e *env) error {
	return e.session(func(s *job.Session) error {
		if c.Limit < 1 {
			return useError("--limit 应当是 1 以上的整数，写的是“%d”", c.Limit)
		}
		list, err := s.Store.Actions(e.ctx, c.Limit)
		if err != nil {
			return err
		}
		if c.JSON {
			return e.json(list)
		}
		for _, a := range list {
			e.say("%s  %s  %s（%d 项变动）%s", a.At.Local().Format("2006.01.02 15:04:05"), a.User, a.Label, a.Changes, map[bool]string{true: "，已撤销"}[a.Undone])
		}
		if len(list) == 0 {
			e.say("还没有操作记录。")
		}
		return nil
	})
}

// ofRecord says whose history is meant.
type ofRecord struct {
	Name   string `arg:"" optional:"" help:"干部；写了 --round 时是批次里的考察对象，不写就是批次本身"`
	Round  string `help:"批次名称" placeholder:"NAME"`
	Branch string `help:"批次里的党总支" placeholder:"NAME"`
	Panel  string `help:"批次里的考察组" placeholder:"NAME"`
}

// record finds it; a subject or a person by name.
func (c *ofRecord) record(e *env, s *job.Session) (r job.Record, err error) {
	if c.Round == "" {
		if c.Name == "" || c.Branch+c.Panel != "" {
			return r, useError("请写干部姓名，或者用 --round 写明批次")
		}
		p, err := s.FindCadre(e.ctx, c.Name)
		if err != nil {
			return r, err
		}
		return job.Record{Kind: store.KindCadre, ID: p.ID, Name: p.Name}, nil
	}
	w, err := s.Work(e.ctx, c.Round)
	if err != nil {
		return r, err
	}
	switch {
	case c.Name != "":
		f, err := w.Find(e.ctx, c.Name)
		if err != nil {
			return r, err
		}
		return job.Record{Kind: store.KindSubject, ID: f.Subject.ID, Name: f.Cadre.Name}, nil
	case c.Branch != "" && c.Panel != "":
		return r, useError("--branch 和 --panel 只能写一个")
	case c.Branch != "":
		return w.BranchRecord(e.ctx, c.Branch)
	case c.Panel != "":
		return w.PanelRecord(e.ctx, c.Panel)
	}
	return job.Record{Kind: store.KindRound, ID: w.Round.ID, Name: w.Round.Name}, nil
}

type historyShowCmd struct {
	ofRecord
	Part string `help:"只看一部分：材料、民主测评、谈话记录、考察报告、意见与决定等" placeholder:"NAME"`
	Step int64  `help:"比较这一步以后和现在（号码见列表）" placeholder:"N"`
	JSON bool   `name:"json" help:"以 JSON 列出"`
}

// history is the record's.
func (c *ofRecord) history(e *env, s *job.Session) (*job.History, error) {
	r, err := c.record(e, s)
	if err != nil {
		return nil, err
	}
	return s.History(e.ctx, r)
}

// versionJSON is a version for other programs to read.
type versionJSON struct {
	store.Action
	What    string   `json:"what"`
	Changed []string `json:"changed,omitempty"`
}

func (c *historyShowCmd) Run(e *env) error {
	return e.session(func(s *job.Session) error {
		h, err := c.history(e, s)
		if err != nil {
			return err
		}
		if c.Step != 0 {
			changes, err := since(h, c.Step, c.Part)
			if err != nil {
				return err
			}
			return c.tell(e, changes)
		}
		out := []versionJSON{}
		for _, v := range h.Versions {
			if c.Part == "" || v.What != "修改" || slices.Contains(v.Groups, c.Part) {
				out = append(out, versionJSON{v.Action, v.What, v.Changed})
			}
		}
		if c.JSON {
			return e.json(out)
		}
		for _, v := range out {
			line := strings.Join(v.Changed, "、")
			if line != "" {
				line = "：" + line
			}
			if v.Source != "" {
				line += "（来自 " + v.Source + "）"
			}
			e.say("%d  %s  %s  %s  %s%s", v.ID, v.At.Local().Format("2006.01.02 15:04:05"), v.User, v.Label, v.What, line)
		}
		e.say("和现在比较：kaocha history show … --step 号码")
		return nil
	})
}

// since lists what was otherwise after a step, of a part or of all.
func since(h *job.History, step int64, part string) ([]job.Change, error) {
	i := h.Find(step)
	if i < 0 {
		return nil, useError("第 %d 号操作没有改过“%s”；号码见 kaocha history show", step, h.Name)
	}
	changes, err := h.Since(i)
	if part != "" {
		changes = slices.DeleteFunc(changes, func(c job.Change) bool { return c.Group != part })
	}
	return changes, err
}

func (c *historyShowCmd) tell(e *env, changes []job.Change) error {
	if c.JSON {
		if changes == nil {
			changes = []job.Change{}
		}
		return e.json(changes)
	}
	for _, x := range changes {
		e.say("%s · %s", x.Group, x.Label)
		e.say("  那时：%s", indented(x.Then))
		e.say("  现在：%s", indented(x.Now))
	}
	e.say("共 %d 项不同。", len(changes))
	return nil
}

func indented(s string) string {
	if s == "" {
		return "（空）"
	}
	return strings.ReplaceAll(s, "\n", "\n        ")
}

type historyRestoreCmd struct {
	ofRecord
	Step  int64    `help:"恢复成这一步以后的内容（号码见 history show）" required:"" placeholder:"N"`
	Part  string   `help:"只恢复一部分：谈话记录、考察报告、意见与决定等" placeholder:"NAME"`
	Field []string `help:"只恢复这一项，可以写多次（名称见 history show --step）" placeholder:"NAME" sep:"none"`
}

func (c *historyRestoreCmd) Run(e *env) error {
	return e.session(func(s *job.Session) error {
		h, err := c.history(e, s)
		if err != nil {
			return err
		}
		changes, err := since(h, c.Step, c.Part)
		if err != nil {
			return err
		}
		if len(c.Field) > 0 {
			var chosen []job.Change
			for _, f := range c.Field {
				i := slices.IndexFunc(changes, func(x job.Change) bool { return x.Label == f || x.Group+" · "+x.Label == f })
				if i < 0 {
					return useError("没有不同的项目“%s”；名称见 kaocha history show … --step %d", f, c.Step)
				}
				chosen = append(chosen, changes[i])
			}
			changes = chosen
		}
		if len(changes) == 0 {
			e.say("那时的内容和现在一样，没有要恢复的。")
			return nil
		}
		if c.Part == "" && len(c.Field) == 0 {
			err = s.RestoreVersion(e.ctx, h, c.Step)
		} else {
			err = s.RestoreFields(e.ctx, h, c.Step, changes...)
		}
		if err != nil {
			return err
		}
		e.say("已恢复 %d 项（kaocha undo 可以撤销）。", len(changes))
		return nil
	})
}

type historyDeletedCmd struct {
	Number int  `arg:"" optional:"" help:"取回列表里的第几条"`
	JSON   bool `name:"json" help:"以 JSON 列出"`
}

func (c *historyDeletedCmd) Run(e *env) error {
	return e.session(func(s *job.Session) error {
		list, err := s.Deleted(e.ctx)
		if err != nil {
			return err
		}
		if c.Number != 0 {
			if c.Number < 1 || c.Number > len(list) {
				return useError("列表里有 %d 条，写的是第 %d 条", len(list), c.Number)
			}
			d := list[c.Number-1]
			if err := s.BringBack(e.ctx, d); err != nil {
				return err
			}
			e.say("已取回%s“%s”（kaocha undo 可以撤销）。", store.KindName(d.Kind), d.Name)
			return nil
		}
		if c.JSON {
			return e.json(list)
		}
		for i, d := range list {
			e.say("%d  %s  %s  %s“%s”  %s", i+1, d.At.Local().Format("2006.01.02 15:04"), d.User, store.KindName(d.Kind), d.Name, d.Label)
		}
		e.say("共 %d 条。取回：kaocha history deleted 序号", len(list))
		return nil
	})
}
