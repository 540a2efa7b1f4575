package command

import (
	"kaocha/app/job"
	"kaocha/data/store"
)

type auditCmd struct {
	List  auditListCmd  `cmd:"" default:"withargs" help:"列出操作记录：谁、何时、做了什么、来自哪个文件"`
	Check auditCheckCmd `cmd:"" help:"核对操作记录和数据有没有被本程序以外改动"`
}

type auditListCmd struct {
	Kind  string `help:"只列一种：修改、撤销、重做、导出、查看号码、销毁、恢复、抢救、登录与权限" placeholder:"NAME"`
	Find  string `help:"只列含有这些文字的（姓名、文件、用途、操作人）" placeholder:"TEXT"`
	Limit int    `help:"最近多少条，0 为全部" default:"50"`
	JSON  bool   `name:"json" help:"以 JSON 列出"`
}

func (c *auditListCmd) Run(e *env) error {
	if c.Limit < 0 {
		return useError("--limit 应当是 0 以上的整数，写的是“%d”", c.Limit)
	}
	kind, err := job.AuditKind(c.Kind)
	if err != nil {
		return err
	}
	return e.session(func(s *job.Session) error {
		list, err := s.AuditEntries(e.ctx, kind, c.Find, c.Limit)
		if err != nil {
			return err
		}
		if c.JSON {
			if list == nil {
				list = []store.LogEntry{}
			}
			return e.json(list)
		}
		for i := range list {
			x := &list[i]
			e.say("%d  %s  %s  %s", x.ID, x.At.Local().Format("2006.01.02 15:04:05"), x.User, job.AuditLine(x))
		}
		e.say("共 %d 条。", len(list))
		return nil
	})
}

type auditCheckCmd struct {
	Head string `help:"以前抄下的校验码：核对到那时为止的记录都还在" placeholder:"CODE"`
	JSON bool   `name:"json" help:"以 JSON 列出"`
}

func (c *auditCheckCmd) Run(e *env) error {
	return e.session(func(s *job.Session) error {
		r, err := s.CheckAudit(e.ctx, c.Head)
		if err != nil {
			return err
		}
		for i := range r.Salvages {
			if !c.JSON {
				e.say("抢救过：%s。", job.SalvageEntry(&r.Salvages[i]))
			}
		}
		switch {
		case c.JSON:
			err = e.json(r)
		case len(r.Breaks) == 0:
			e.say("操作记录完整：%d 条，%d 项变动，%d 条数据与记录一致。", r.Entries, r.Changes, r.Records)
			e.say("现在的校验码：%s（抄下来，以后用 kaocha audit check --head 核对）", job.ShortSeal(r.Head))
		default:
			e.say("发现 %d 处不对：", len(r.Breaks))
			for _, b := range r.Breaks {
				e.say("  %s", job.BreakText(b))
			}
			e.say("请不要再改动数据，先备份一份，再与最近的好备份比对。")
		}
		if err == nil && len(r.Breaks) > 0 {
			err = errFindings
		}
		return err
	})
}
