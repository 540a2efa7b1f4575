package command

import (
	"kaocha/app/job"
	"kaocha/data/store"
)

type databaseCmd struct {
	Check   databaseCheckCmd   `cmd:"" help:"检查数据文件；损坏时列出抢救和备份各能得到什么"`
	Salvage databaseSalvageCmd `cmd:"" help:"从损坏的数据文件里救出记录"`
	Restore restoreCmd         `cmd:"" help:"从备份恢复数据（先留存当前数据）"`
}

// named is the database a command works on: its argument, else --db.
func (e *env) named(file string) string {
	if file != "" {
		return file
	}
	return e.cli.DB
}

type databaseCheckCmd struct {
	File string `arg:"" optional:"" help:"数据文件或备份（默认是 --db 的）"`
	JSON bool   `name:"json" help:"以 JSON 显示"`
}

func (c *databaseCheckCmd) Run(e *env) error {
	x, err := job.Examine(e.ctx, e.named(c.File))
	if err != nil {
		return err
	}
	if c.JSON {
		if err := e.json(surveyJSON(x)); err != nil {
			return err
		}
	} else {
		c.tell(e, x)
	}
	if x.Reason != "" {
		return errFindings
	}
	return nil
}

func (c *databaseCheckCmd) tell(e *env, x *store.Survey) {
	e.say("%s", absolute(x.Path))
	for _, line := range job.SurveyLines(x) {
		e.say("%s", line)
	}
	if h := store.HeldBy(x.Path); h != nil {
		e.say("正由%s使用。", h)
	}
	if x.Reason == "" {
		return
	}
	at := " --db " + shellWord(x.Path)
	if x.NoSalvage == nil {
		e.say("抢救并换上（损坏的文件会留下）：kaocha%s database salvage --use", at)
	}
	if x.Backup != "" {
		e.say("用备份恢复（损坏的文件会留下）：kaocha%s restore %s", at, shellWord(x.Backup))
	}
}

// surveyJSON is a survey for other programs to read.
func surveyJSON(x *store.Survey) any {
	type found struct {
		store.Counts
		FromHistory, Dropped, Unreadable int
		StepsWhole                       bool
	}
	out := struct {
		Path    string        `json:"path"`
		Good    bool          `json:"good"`
		Reason  string        `json:"reason,omitempty"`
		Counts  *store.Counts `json:"counts,omitempty"`
		Salvage *found        `json:"salvage,omitempty"`
		Backup  string        `json:"backup,omitempty"`
		Has     *store.Counts `json:"backupCounts,omitempty"`
		Lost    int64         `json:"stepsSinceBackup,omitempty"`
	}{Path: x.Path, Good: x.Reason == "", Reason: x.Reason, Backup: x.Backup}
	if out.Good {
		out.Counts = &x.Counts
		return out
	}
	if r := x.Salvage; x.NoSalvage == nil {
		out.Salvage = &found{r.Counts, r.FromHistory, r.Dropped, r.Pages + r.Rows, r.Whole}
	}
	if x.Backup != "" {
		out.Has, out.Lost = &x.BackupHas, max(0, x.Steps()-x.BackupHas.Steps)
	}
	return out
}

type databaseSalvageCmd struct {
	File string `arg:"" optional:"" help:"损坏的数据文件（默认是 --db 的）"`
	Out  string `help:"写到这个文件（默认在原文件旁边）" placeholder:"FILE"`
	Use  bool   `help:"救出的数据换到原来的位置；损坏的文件另存在旁边"`
}

func (c *databaseSalvageCmd) Run(e *env) error {
	if c.Use && c.Out != "" {
		return useError("--use 和 --out 只能写一个")
	}
	db := e.named(c.File)
	if c.Use {
		kept, r, err := job.SalvageInPlace(e.ctx, db, e.cli.User)
		if err != nil {
			return err
		}
		e.say("已救出并换上：%s。", job.SalvageText(r))
		e.say("损坏的文件留在 %s", absolute(kept))
		return nil
	}
	path, r, err := job.Salvage(e.ctx, db, c.Out, e.cli.User)
	if err != nil {
		return err
	}
	e.say("已救出：%s。", job.SalvageText(r))
	e.say("写在 %s；原文件没有动。要换用它：kaocha restore %s", absolute(path), shellWord(path))
	return nil
}
