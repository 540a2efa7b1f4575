package command

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"kaocha/app/job"
)

type backupCmd struct {
	Make   backupMakeCmd   `cmd:"" default:"withargs" help:"现在备份一份（可以加密）"`
	List   backupListCmd   `cmd:"" help:"列出现有的备份"`
	Second backupSecondCmd `cmd:"" help:"第二处备份：另一个硬盘或 U 盘上的文件夹"`
}

// passphrase is how commands are given a passphrase: never on the command line
// itself, where other programs can read it.
type passphrase struct {
	PassphraseFile string `help:"口令写在这个文本文件的第一行；也可以放在环境变量 KAOCHA_PASSPHRASE 里" placeholder:"FILE"`
}

func (p passphrase) read() (string, error) {
	if p.PassphraseFile == "" {
		return os.Getenv("KAOCHA_PASSPHRASE"), nil
	}
	_, b, err := job.ReadReceived(p.PassphraseFile)
	if err != nil {
		return "", err
	}
	line, _, _ := strings.Cut(strings.TrimPrefix(string(b), "\ufeff"), "\n")
	return strings.TrimRight(line, "\r"), nil
}

type backupMakeCmd struct {
	File    string `arg:"" optional:"" help:"备份文件（默认在数据文件旁的“备份”文件夹）"`
	Encrypt bool   `help:"用口令加密；口令见 --passphrase-file"`
	passphrase
}

func (c *backupMakeCmd) Run(e *env) error {
	return e.session(func(s *job.Session) error {
		p, err := c.write(e, s)
		if err != nil {
			return err
		}
		e.say("已备份到 %s", absolute(p))
		return nil
	})
}

func (c *backupMakeCmd) write(e *env, s *job.Session) (string, error) {
	if !c.Encrypt {
		return s.Backup(e.ctx, c.File)
	}
	word, err := c.read()
	if err != nil {
		return "", err
	}
	return s.BackupSealed(e.ctx, c.File, word)
}

type backupListCmd struct {
	JSON bool `name:"json" help:"以 JSON 列出"`
}

func (c *backupListCmd) Run(e *env) error {
	return e.session(func(s *job.Session) error {
		list := s.Backups()
		if c.JSON {
			return e.json(list)
		}
		t := newTable("备份时间", "种类", "大小", "文件")
		for _, b := range list {
			t.add(b.At.Local().Format("2006.01.02 15:04"), b.Kind, job.SizeText(b.Size), b.Path)
		}
		t.print(e.out)
		return nil
	})
}

type backupSecondCmd struct {
	Set  *string `help:"设为这个文件夹；写成空 '' 就不再备份到第二处" placeholder:"DIR"`
	Days int     `help:"几天没有做成就提醒" default:"7"`
	Show bool    `help:"只看情况，不备份"`
}

func (c *backupSecondCmd) Run(e *env) error {
	return e.session(func(s *job.Session) error {
		if c.Set != nil {
			if err := s.SetSecondPlace(e.ctx, *c.Set, c.Days); err != nil {
				return err
			}
			if strings.TrimSpace(*c.Set) == "" {
				e.say("不再备份到第二处；那里已有的备份没有动。")
				return nil
			}
		}
		if c.Show {
			return c.show(e, s)
		}
		path, err := s.BackupSecond(e.ctx)
		if err != nil {
			return err
		}
		e.say("已备份到第二处：%s", path)
		return nil
	})
}

func (c *backupSecondCmd) show(e *env, s *job.Session) error {
	p, err := s.SecondPlace(e.ctx)
	if err != nil {
		return err
	}
	if p.Folder == "" {
		e.say("没有设第二处备份。设置：kaocha backup second --set 文件夹")
		return nil
	}
	last := "还没有做过"
	if !p.Last.IsZero() {
		last = p.Last.Local().Format("2006.01.02 15:04")
	}
	e.say("第二处：%s（%s）；上一次：%s；%d 天没有做成就提醒。", p.Folder, map[bool]string{true: "现在接得上", false: "现在接不上"}[p.There], last, p.Days)
	if said := p.Reminder(s.Now()); said != "" {
		e.say("%s", said)
		return errFindings
	}
	return nil
}

type restoreCmd struct {
	File    string `arg:"" optional:"" help:"备份文件（.db，或加密的 .age）"`
	Preview bool   `help:"只看备份里有什么、恢复会丢什么，不恢复"`
	Undo    bool   `help:"撤销上一次恢复：回到那次恢复前的数据"`
	JSON    bool   `name:"json" help:"预览以 JSON 列出"`
	passphrase
}

func (c *restoreCmd) Run(e *env) error {
	if c.Undo == (c.File != "") {
		return useError("请写出备份文件，或者用 --undo 撤销上一次恢复")
	}
	if c.Undo {
		var err error
		if c.File, err = job.LastBefore(e.cli.DB); err != nil {
			return err
		}
		if c.File == "" {
			return errors.New("没有找到恢复前留下的数据，没有可撤销的恢复")
		}
	}
	word, err := c.read()
	if err != nil {
		return err
	}
	if c.Preview {
		return c.preview(e, word)
	}
	saved, err := job.RestoreAs(c.File, e.cli.DB, e.cli.User, word)
	if err != nil {
		return err
	}
	e.say("已恢复：%s", filepath.Base(c.File))
	if saved != "" {
		e.say("恢复前的数据留在 %s；要回到那里：kaocha restore --undo", absolute(saved))
	}
	return nil
}

func (c *restoreCmd) preview(e *env, word string) error {
	o, err := job.OpenBackup(c.File, e.cli.DB, word)
	if err != nil {
		return err
	}
	defer o.Close()
	x, err := o.Compare(e.ctx, e.cli.DB)
	if err != nil {
		return err
	}
	if c.JSON {
		return e.json(x)
	}
	for _, line := range job.ComparisonLines(x) {
		fmt.Fprintln(e.out, line)
	}
	return nil
}
