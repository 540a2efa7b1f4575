// Package command does the program's jobs from the command line.
package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"

	"kaocha/app/job"
	"kaocha/data/store"
)

// Exit codes: 0 done, 1 findings or refused input, 2 wrong use.
const (
	exitDone    = 0
	exitRefused = 1
	exitUse     = 2
)

// errFindings ends a command that did its work and found something.
var errFindings = errors.New("有需要处理的问题")

// cli is the grammar of the command line.
type cli struct {
	DB           string `help:"数据文件（默认在用户数据目录）" placeholder:"FILE"`
	User         string `help:"操作人姓名，记入操作记录；设了用户时就是登录的姓名" placeholder:"NAME"`
	PasswordFile string `help:"登录密码写在这个文本文件的第一行（设了用户时）；也可以放在环境变量 KAOCHA_PASSWORD 里" placeholder:"FILE"`
	Look         bool   `name:"read-only" help:"只读打开：只查看，不写入"`

	Window   windowCmd   `cmd:"" default:"withargs" help:"打开窗口（不带命令时）"`
	Demo     demoCmd     `cmd:"" help:"用内置示例做出一套完整考察材料"`
	Import   importCmd   `cmd:"" help:"导入 .lrmx、.lrm、Excel 或 CSV 花名册，文件或文件夹"`
	Cadres   cadresCmd   `cmd:"" help:"列出干部"`
	Edit     editCmd     `cmd:"" help:"查看或修改一名干部（新增写 new）"`
	Delete   deleteCmd   `cmd:"" help:"删除干部（可撤销；在批次里的不能删）"`
	Merge    mergeCmd    `cmd:"" help:"把同一人的两条记录合并成一条"`
	Export   exportCmd   `cmd:"" help:"导出任免表文件或花名册"`
	Round    roundCmd    `cmd:"" help:"考察批次：新建、列出、查看、加对象、走流程"`
	Material materialCmd `cmd:"" help:"材料：登记收到的材料，查看齐缺"`
	Tally    tallyCmd    `cmd:"" help:"民主测评：录入票数，查看结果与算式"`
	Talk     talkCmd     `cmd:"" help:"谈话记录"`
	Report   reportCmd   `cmd:"" help:"考察报告"`
	Phrases  phrasesCmd  `cmd:"" help:"常用语：列出、新增、修改、删除、导入、导出"`
	Assess   assessCmd   `cmd:"" help:"按分数、票数和事项考核：评分、加分、否决、事项、分组、结果"`
	Decide   decideCmd   `cmd:"" help:"意见与决定"`
	Check    checkCmd    `cmd:"" help:"核对一个批次，列出问题"`
	Pack     packCmd     `cmd:"" help:"一次做出批次的成套考察材料"`
	Form     formCmd     `cmd:"" help:"输出一张表（.docx、.pdf 或 .png）"`
	Invite   inviteCmd   `cmd:"" help:"下发：给党总支写邀请文件（组织部）"`
	Submit   submitCmd   `cmd:"" help:"报送：把本党总支的批次写成一个文件交组织部（党总支）"`
	Receive  receiveCmd  `cmd:"" help:"接收邀请、报送或回执文件：先看计划，再写入"`
	Receipt  receiptCmd  `cmd:"" help:"回执：写给党总支，或查看组织部的回执"`
	Key      keyCmd      `cmd:"" help:"报送用的密钥：指纹、登记卡、登记、停用、记录"`
	Print    printCmd    `cmd:"" help:"把表打印出来：纸张、份数、页码范围"`
	Printers printersCmd `cmd:"" help:"列出打印机"`
	Stats    statsCmd    `cmd:"" help:"统计：按党总支、年龄、学历等计数，出表和图"`
	Template templateCmd `cmd:"" help:"模板：列出、导出、检查、换用、恢复"`
	Scheme   schemeCmd   `cmd:"" help:"考核方案：列出、查看、检查"`
	Settings settingsCmd `cmd:"" help:"本校的设置：学校名称、落款、默认纸张和方案"`
	Fonts    fontsCmd    `cmd:"" help:"表要用的字体：哪些有，哪些缺、用什么代替"`
	History  historyCmd  `cmd:"" help:"最近的操作；一条记录的历史、比较和恢复；已删除的记录"`
	Audit    auditCmd    `cmd:"" help:"操作记录：查看、核对有没有被改动，导出记录"`
	Users    userCmd     `cmd:"" name:"user" help:"用户：谁可以用、能看什么能改什么"`
	Undo     undoCmd     `cmd:"" help:"撤销最近一步操作"`
	Backup   backupCmd   `cmd:"" help:"备份数据"`
	Restore  restoreCmd  `cmd:"" help:"从备份恢复数据（先留存当前数据）"`
	Place    placeCmd    `cmd:"" help:"数据文件在哪里；移到别处，或者用另一个"`
	Database databaseCmd `cmd:"" help:"数据文件：检查，抢救，恢复"`
	Version  versionCmd  `cmd:"" help:"版本"`
}

// env is what a command runs with.
type env struct {
	ctx  context.Context
	cli  *cli
	out  io.Writer
	errw io.Writer
	open func(db string, files []string) error // opens the window
}

// Window opens the desktop window on a database file ("" for the default) and
// files in it, look: only to look at it.
type Window func(db, user string, files []string, look bool) error

// Run does what args ask and gives the exit code. A command line without a
// command opens the window.
func Run(args []string, out, errw io.Writer, window Window) int {
	defer job.BeginPrivate()()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var c cli
	e := &env{ctx: ctx, cli: &c, out: out, errw: errw}
	e.open = func(db string, files []string) error {
		if window == nil {
			return errors.New("这个程序没有带窗口，请用命令；kaocha --help 查看用法")
		}
		return window(db, c.User, files, c.Look)
	}
	code := -1
	parser, err := kong.New(&c, kong.Name("kaocha"),
		kong.Description("考察通：科级干部试用期考察，从通知到归档。"),
		kong.Help(chineseHelp), kong.Writers(out, errw), kong.Exit(func(n int) { code = n }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}))
	if err != nil {
		fmt.Fprintln(errw, err)
		return exitUse
	}
	if len(args) > 0 && args[0] == "help" { // as many programs have it: help demo
		args = append(slices.Clone(args[1:]), "--help")
	}
	k, err := parser.Parse(args)
	if code >= 0 {
		return code // --help
	}
	if err != nil {
		fmt.Fprintf(errw, "用法有误：%s\n查看用法：%s\n", chineseUse(err.Error()), helpFor(err))
		return exitUse
	}
	job.Password = func() (string, error) { return secretLine(c.PasswordFile, "KAOCHA_PASSWORD") }
	err = k.Run(e)
	var stopped *job.Stopped
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errFindings):
		return exitRefused
	case errors.As(err, &stopped):
		fmt.Fprintln(errw, stopped.Error())
		return exitRefused
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(errw, "已取消，没有留下半成品。")
		return exitRefused
	case errors.Is(err, job.ErrUse):
		fmt.Fprintln(errw, "用法有误："+strings.TrimPrefix(err.Error(), job.ErrUse.Error()+"："))
		return exitUse
	}
	fmt.Fprintln(errw, "没有完成："+err.Error())
	if errors.Is(err, store.ErrDamaged) {
		fmt.Fprintln(errw, "能救回多少、备份里有多少：kaocha database check")
	}
	return exitRefused
}
