package command

import (
	"os"
	"strings"

	"kaocha/app/job"
	"kaocha/data/store"
)

type userCmd struct {
	List    userListCmd    `cmd:"" help:"列出用户"`
	Add     userAddCmd     `cmd:"" help:"新增用户；第一个必须是部门用户"`
	Passwd  userPasswdCmd  `cmd:"" help:"另设密码（自己的，或部门用户给别人设）"`
	Recover userRecoverCmd `cmd:"" help:"忘记密码：用恢复码另设密码"`
	Drop    userDropCmd    `cmd:"" help:"删除用户"`
}

// secretLine reads a secret from the first line of a file, else from the
// environment: never from the command line, where others could read it.
func secretLine(file, env string) (string, error) {
	if file == "" {
		return os.Getenv(env), nil
	}
	return passphrase{file}.read()
}

type userListCmd struct{}

func (userListCmd) Run(e *env) error {
	return e.session(func(s *job.Session) error {
		list, err := s.Users(e.ctx)
		if err != nil {
			return err
		}
		if len(list) == 0 {
			e.say("没有设用户：打开程序就能用，不用登录。")
			return nil
		}
		t := newTable("用户", "身份")
		for _, u := range list {
			t.add(u.Name, u.RoleText())
		}
		t.print(e.out)
		return nil
	})
}

// newSecret is where a new password comes from and where the slip goes.
type newSecret struct {
	NewPasswordFile string `help:"新密码写在这个文本文件的第一行；也可以放在环境变量 KAOCHA_NEW_PASSWORD 里" placeholder:"FILE"`
	Slip            string `help:"恢复码登记卡写到这个文件（.pdf），打印后请删去" placeholder:"FILE"`
}

func (n newSecret) read() (string, error) {
	return secretLine(n.NewPasswordFile, "KAOCHA_NEW_PASSWORD")
}

// tell shows a recovery code once, and writes its slip.
func (n newSecret) tell(e *env, s *job.Session, name, code string) error {
	e.say("恢复码：%s", code)
	e.say("忘记密码时用它另设密码；只显示这一次，请抄下或打印，封好保管。")
	if n.Slip == "" {
		return nil
	}
	f, in, err := s.RecoverySlip(e.ctx, name, code)
	if err != nil {
		return err
	}
	_, files, err := s.WriteForm(job.WithReason(e.ctx, "封存恢复码"), f, in, n.Slip)
	for _, p := range files {
		e.say("登记卡：%s", absolute(p))
	}
	return err
}

type userAddCmd struct {
	Name   string `arg:"" help:"姓名，登录时用"`
	Role   string `help:"身份：部门、党总支、只读" enum:"部门,党总支,只读" required:""`
	Branch string `help:"党总支用户是哪个党总支的" placeholder:"NAME"`
	newSecret
}

func (c *userAddCmd) Run(e *env) error {
	return e.session(func(s *job.Session) error {
		word, err := c.read()
		if err != nil {
			return err
		}
		role := ""
		for k, n := range store.RoleNames {
			if n == c.Role {
				role = k
			}
		}
		code, err := s.AddUser(e.ctx, job.User{Name: c.Name, Role: role, Branch: c.Branch}, word)
		if err != nil {
			return err
		}
		e.say("已新增用户“%s”（%s）。", c.Name, c.Role)
		return c.tell(e, s, strings.TrimSpace(c.Name), code)
	})
}

type userPasswdCmd struct {
	Name string `arg:"" help:"用户"`
	newSecret
}

func (c *userPasswdCmd) Run(e *env) error {
	return e.session(func(s *job.Session) error {
		word, err := c.read()
		if err != nil {
			return err
		}
		old, err := secretLine(e.cli.PasswordFile, "KAOCHA_PASSWORD")
		if err != nil {
			return err
		}
		code, err := s.SetPassword(e.ctx, c.Name, old, word)
		if err != nil {
			return err
		}
		e.say("已另设“%s”的密码，原来的恢复码作废。", c.Name)
		return c.tell(e, s, c.Name, code)
	})
}

type userRecoverCmd struct {
	Name     string `arg:"" help:"用户"`
	CodeFile string `help:"恢复码写在这个文本文件的第一行；也可以放在环境变量 KAOCHA_RECOVERY 里" placeholder:"FILE"`
	newSecret
}

func (c *userRecoverCmd) Run(e *env) error {
	code, err := secretLine(c.CodeFile, "KAOCHA_RECOVERY")
	if err != nil {
		return err
	}
	word, err := c.read()
	if err != nil {
		return err
	}
	return e.unsigned(func(s *job.Session) error {
		next, err := s.Recover(e.ctx, c.Name, code, word)
		if err != nil {
			return err
		}
		e.say("已另设“%s”的密码，用过的恢复码作废。", c.Name)
		return c.tell(e, s, c.Name, next)
	})
}

type userDropCmd struct {
	Name string `arg:"" help:"用户"`
}

func (c *userDropCmd) Run(e *env) error {
	return e.session(func(s *job.Session) error {
		if err := s.DropUser(e.ctx, c.Name); err != nil {
			return err
		}
		e.say("已删除用户“%s”；操作记录里的姓名不变。", c.Name)
		return nil
	})
}

// unsigned opens the database for a command that signs somebody in itself.
func (e *env) unsigned(do func(*job.Session) error) error {
	s, err := job.OpenFor(e.cli.DB, e.cli.User, job.ForSigningIn)
	if err != nil {
		return err
	}
	err = do(s)
	if e := s.Close(); err == nil {
		err = e
	}
	return err
}
