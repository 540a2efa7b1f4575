package command

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"kaocha/app/job"
	"kaocha/data/cadre"
	"kaocha/data/cadre/idnum"
	"kaocha/data/exchange"
	"kaocha/data/store"
)

type windowCmd struct {
	Files []string `arg:"" optional:"" name:"file" help:"打开窗口后接着打开的文件（双击文件时由系统给出）"`
}

// Run opens the window. What is no file is a command written wrongly.
func (c *windowCmd) Run(e *env) error {
	for _, f := range c.Files {
		if _, err := os.Stat(f); err != nil {
			return useError("多了“%s”，没有这个命令，也没有这个文件\n查看用法：kaocha --help", f)
		}
	}
	// A data file drawn onto the program is meant to be worked in, not imported.
	if e.cli.DB == "" && len(c.Files) == 1 && strings.EqualFold(filepath.Ext(c.Files[0]), ".db") {
		return e.open(c.Files[0], nil)
	}
	return e.open(e.cli.DB, c.Files)
}

type importCmd struct {
	Paths  []string `arg:"" help:"文件或文件夹（.lrmx、.lrm、.xlsx、.csv）" name:"path"`
	DryRun bool     `help:"只看计划，不写入"`
	Skip   []string `help:"不导入的人（姓名），可写多次" placeholder:"姓名" sep:"none"`
	AsNew  []string `help:"存疑的人按新人导入（姓名），可写多次" placeholder:"姓名" sep:"none"`
	Same   []string `help:"存疑的人就是干部库里的那一位（姓名=身份证号或工作证号；只像一人时写姓名即可），可写多次" placeholder:"姓名" sep:"none"`
	Sheet  string   `help:"读这张工作表（默认第一张像花名册的）" placeholder:"NAME"`
	Column []string `help:"指定花名册的列，如 C=现任职务；只写 C= 则不读这一列；可写多次" placeholder:"列=字段" sep:"none"`
	JSON   bool     `name:"json" help:"以 JSON 列出计划"`
}

func (c *importCmd) Run(e *env) error {
	return e.session(func(s *job.Session) error {
		columns, err := columnMapping(c.Column)
		if err != nil {
			return err
		}
		plan, batch, err := s.PlanImport(e.ctx, c.Paths, exchange.RosterOptions{Sheet: c.Sheet, Mapping: columns}, e.progress("读取"))
		if err != nil {
			return err
		}
		if err := c.settle(e, s, plan); err != nil {
			return err
		}
		if c.JSON {
			if err := e.json(planView(plan, batch)); err != nil {
				return err
			}
		} else {
			printPlan(e.out, plan, batch)
		}
		held := plan.Count(exchange.Doubtful) > 0 || refused(plan)
		if !c.DryRun {
			n, err := s.Import(e.ctx, plan, e.progress("写入"))
			if err != nil {
				return err
			}
			if n == 0 {
				e.say("没有导入任何人，数据没有变化。")
			} else {
				e.say("已导入 %d 人。用 kaocha undo 可以撤销。", n)
			}
		} else {
			e.say("以上是计划，没有写入任何数据。")
		}
		if held {
			return errFindings
		}
		return nil
	})
}

// settle applies the clerk's decisions about doubtful persons. A name that
// settles nobody is a mistake the clerk must hear of.
func (c *importCmd) settle(e *env, s *job.Session, plan *exchange.Plan) error {
	skip, asNew, same := decisions(c.Skip), decisions(c.AsNew), decisions(c.Same)
	for i := range plan.Items {
		it := &plan.Items[i]
		name := it.Person.Cadre.Name
		if _, ok := skip[name]; ok {
			it.Skip, skip[name].used = true, true
		}
		if d := asNew[name]; d != nil && it.Kind == exchange.Doubtful {
			d.used = true
			if err := it.Resolve(exchange.AsNew); err != nil {
				return err
			}
		}
		if d := same[name]; d != nil && it.Kind == exchange.Doubtful {
			d.used = true
			if err := resolveSame(e, s, it, d.value); err != nil {
				return err
			}
		}
	}
	for _, o := range []struct {
		flag string
		list map[string]*decision
	}{{"--skip", skip}, {"--as-new", asNew}, {"--same", same}} {
		for name, d := range o.list {
			if !d.used {
				return useError("%s 写的“%s”不在这次导入里，或者不存疑；请核对姓名", o.flag, name)
			}
		}
	}
	return nil
}

// decision is what the clerk wrote about one name: 姓名 or 姓名=value.
type decision struct {
	value string
	used  bool
}

func decisions(list []string) map[string]*decision {
	m := map[string]*decision{}
	for _, s := range list {
		name, value, _ := strings.Cut(s, "=")
		m[strings.TrimSpace(name)] = &decision{value: strings.TrimSpace(value)}
	}
	return m
}

// resolveSame takes a doubtful person for one of the register: the one named,
// else the only one it could be.
func resolveSame(e *env, s *job.Session, it *exchange.Item, who string) error {
	name := it.Person.Cadre.Name
	if who == "" && len(it.Candidates) != 1 {
		return useError("“%s”可能是 %d 个人，请写成 --same %s=身份证号或工作证号", name, len(it.Candidates), name)
	}
	if who == "" {
		return it.Resolve(it.Candidates[0].ID)
	}
	p, err := s.FindCadre(e.ctx, who)
	if err != nil {
		return err
	}
	return it.Resolve(p.ID)
}

// columnMapping reads C=现任职务: column letters and register fields.
func columnMapping(list []string) (map[int]string, error) {
	m := map[int]string{}
	for _, s := range list {
		letters, field, ok := strings.Cut(s, "=")
		col, field := exchange.ColumnNumber(strings.TrimSpace(letters)), strings.TrimSpace(field)
		if !ok || col == 0 {
			return nil, useError("--column 里的“%s”应当写成“列=字段”，如 C=现任职务", s)
		}
		if field != "" && cadre.FieldByKey(field) == nil {
			return nil, useError("--column 里的“%s”不是登记项；登记项的名称见 kaocha export --xlsx 写出的表头", field)
		}
		m[col] = field
	}
	return m, nil
}

type cadresCmd struct {
	Find   string     `help:"姓名、拼音、首字母、身份证尾号、单位中含有的文字" placeholder:"TEXT"`
	Branch string     `help:"只列这个党总支" placeholder:"NAME"`
	Due    cadre.Date `help:"只列试用期在这天之前届满的人" placeholder:"2025.12.31"`
	Sort   string     `help:"排序：strokes（姓氏笔画）、unit、post、age、name" enum:"strokes,unit,post,age,name" default:"strokes"`
	JSON   bool       `name:"json" help:"以 JSON 列出"`
}

func (c *cadresCmd) Run(e *env) error {
	return e.session(func(s *job.Session) error {
		list, total, err := s.Store.Cadres(e.ctx, store.CadreFilter{Text: c.Find, Branch: c.Branch, DueBefore: c.Due, DefMonths: cadre.UsualProbation, Sort: c.Sort})
		if err != nil {
			return err
		}
		if c.JSON {
			for i := range list {
				list[i].IDNumber = idnum.Mask(list[i].IDNumber)
			}
			return e.json(list)
		}
		if total == 0 {
			e.say("没有符合条件的干部。用 kaocha import 导入，或换个查找条件。")
			return nil
		}
		t := newTable("姓名", "性别", "出生年月", "年龄", "单位", "现任职务", "职级", "试用期止")
		for i := range list {
			p := &list[i]
			age := ""
			if a := cadre.AgeAt(p.Birth, s.Today()); a >= 0 {
				age = fmt.Sprint(a)
			}
			t.add(p.Name, p.Sex, p.Birth.Dotted(), age, p.Unit, p.Position, p.Rank, p.Probation.EndDate(cadre.UsualProbation).String())
		}
		t.print(e.out)
		e.say("共 %d 人。", total)
		return nil
	})
}

// reasoned is the flag of commands that take personal data out.
type reasoned struct {
	Reason string `help:"导出做什么用，记入导出记录" placeholder:"TEXT"`
}

// because keeps the reason for the export log; at a terminal it asks for one.
func (e *env) because(r reasoned) error {
	if r.Reason == "" {
		var err error
		if r.Reason, err = e.askReason(); err != nil || r.Reason == "" {
			return err
		}
	}
	e.ctx = job.WithReason(e.ctx, r.Reason)
	return job.CheckReason(r.Reason)
}

type exportCmd struct {
	reasoned
	LRMX   string   `name:"lrmx" help:"把任免表文件写到这个文件夹，每人一个" placeholder:"DIR" xor:"to"`
	XLSX   string   `name:"xlsx" help:"写成花名册（.xlsx 或 .csv）" placeholder:"FILE" xor:"to"`
	Find   string   `help:"只导出查到的人" placeholder:"TEXT"`
	Branch string   `help:"只导出这个党总支" placeholder:"NAME"`
	Fields []string `help:"花名册的列，用逗号隔开，如 姓名,性别,单位" placeholder:"字段"`
}

func (c *exportCmd) Run(e *env) error {
	if err := e.because(c.reasoned); err != nil {
		return err
	}
	if c.LRMX == "" && c.XLSX == "" {
		return useError("请写 --lrmx 文件夹 或 --xlsx 文件")
	}
	if ext := strings.ToLower(filepath.Ext(c.XLSX)); c.XLSX != "" && ext != ".xlsx" && ext != ".csv" {
		return useError("花名册只能写成 .xlsx 或 .csv，写的是“%s”", filepath.Base(c.XLSX))
	}
	fields := strings.FieldsFunc(strings.Join(c.Fields, ","), func(r rune) bool { return strings.ContainsRune(",，、 ", r) })
	return e.session(func(s *job.Session) error {
		f := store.CadreFilter{Text: c.Find, Branch: c.Branch, Sort: "strokes"}
		if c.LRMX != "" {
			n, err := s.ExportLRMX(e.ctx, c.LRMX, f, e.progress("写出"))
			if err != nil {
				return err
			}
			if n == 0 {
				return errors.New("没有符合条件的干部，没有写出文件；请换个查找条件，kaocha cadres 列出全部")
			}
			e.say("已写出 %d 个 .lrmx 文件：%s", n, absolute(c.LRMX))
			return nil
		}
		n, err := s.ExportRoster(e.ctx, c.XLSX, f, fields)
		if err != nil {
			return err
		}
		e.say("已写出 %d 人：%s", n, absolute(c.XLSX))
		return nil
	})
}

func absolute(p string) string {
	if a, err := filepath.Abs(p); err == nil {
		return a
	}
	return p
}

type editCmd struct {
	Cadre  string   `arg:"" help:"干部姓名、身份证号或工作证号；新增写 new"`
	Set    []string `help:"字段=值，可写多次，如 单位=科技处；值写 @文件 从文本文件读；值留空为清除" placeholder:"字段=值" sep:"none"`
	Photo  string   `help:"照片文件（JPG、PNG）" placeholder:"FILE"`
	JSON   bool     `name:"json" help:"以 JSON 显示全部字段"`
	ShowID bool     `name:"show-id" help:"完整显示身份证号（记入操作记录）；不写时中间的数字用 * 代替"`
}

func (c *editCmd) Run(e *env) error {
	if c.Cadre == "new" && len(c.Set) == 0 {
		return useError("新增请用 --set 写出字段，至少 --set 姓名=……")
	}
	return e.session(func(s *job.Session) error {
		p := &cadre.Cadre{}
		if c.Cadre != "new" {
			var err error
			if p, err = s.FindCadre(e.ctx, c.Cadre); err != nil {
				return err
			}
		}
		for _, pair := range c.Set {
			if err := setField(p, pair); err != nil {
				return err
			}
		}
		var photo []byte
		if c.Photo != "" {
			var err error
			if _, photo, err = job.ReadReceived(c.Photo); err != nil {
				return err
			}
		}
		if len(c.Set) > 0 || photo != nil {
			if err := s.SaveCadre(e.ctx, p, photo); err != nil {
				return err
			}
		}
		shown := *p
		if err := c.mask(e, s, &shown); err != nil {
			return err
		}
		if c.JSON {
			return e.json(&shown)
		}
		for i := range cadre.Fields {
			f := &cadre.Fields[i]
			if v := f.Get(&shown); v != "" {
				e.say("%s：%s", f.Key, strings.ReplaceAll(v, "\n", "\n    "))
			}
		}
		return c.tellIssues(e, s, p)
	})
}

// mask hides the ID number unless it was asked for, which the log keeps.
func (c *editCmd) mask(e *env, s *job.Session, p *cadre.Cadre) error {
	if !c.ShowID {
		p.IDNumber = idnum.Mask(p.IDNumber)
		return nil
	}
	_, err := s.RevealNumber(e.ctx, p.ID)
	return err
}

// tellIssues prints what the check says of the fields that were just set.
func (c *editCmd) tellIssues(e *env, s *job.Session, p *cadre.Cadre) error {
	issues := cadre.Check(p, s.Today(), cadre.Limits{GapMonths: 1})
	twice, err := sameNumber(e, s, p)
	if err != nil {
		return err
	}
	found := false
	for _, i := range append(issues, twice...) {
		if slices.ContainsFunc(c.Set, func(pair string) bool { return strings.HasPrefix(pair, i.Field+"=") }) {
			e.say("已保存，请核对  %s：%s → %s", i.Field, i.Message, i.Action)
			found = true
		}
	}
	if found {
		return errFindings
	}
	return nil
}

// sameNumber finds others of the register who have the person's ID number.
func sameNumber(e *env, s *job.Session, p *cadre.Cadre) (out []cadre.Issue, err error) {
	list, err := s.SameNumber(e.ctx, p.IDNumber, p.ID)
	for i := range list {
		o := &list[i]
		out = append(out, cadre.Issue{Field: "身份证号", Message: strings.TrimSpace("干部库里的“"+o.Name+"” "+o.Unit) + " 也是这个号码", Action: "对照身份证原件核对是哪一位的；同一个人请只留一条"})
	}
	return out, err
}

func setField(p *cadre.Cadre, pair string) error {
	key, v, ok := strings.Cut(pair, "=")
	f := cadre.FieldByKey(strings.TrimSpace(key))
	if !ok || f == nil {
		return useError("“%s”不是“字段=值”，或没有这个字段；字段名见 kaocha edit 姓名", pair)
	}
	v, err := textArg(v)
	if err != nil {
		return err
	}
	if err := f.Set(p, v); err != nil {
		return fmt.Errorf("%s：%w", f.Key, err)
	}
	return nil
}
