package command

import (
	"strings"

	"kaocha/app/job"
	"kaocha/app/printing"
	"kaocha/forms"
)

type printersCmd struct {
	JSON bool `name:"json" help:"以 JSON 列出"`
}

func (c *printersCmd) Run(e *env) error {
	list, err := printing.Printers(e.ctx)
	if err != nil {
		return err
	}
	type row struct {
		Name    string `json:"name"`
		Default bool   `json:"default"`
	}
	var rows []row
	for _, p := range list {
		rows = append(rows, row{p.Name, p.Default})
	}
	if c.JSON {
		return e.json(rows)
	}
	for _, p := range list {
		e.say("%s%s", p.Name, map[bool]string{true: "（默认）"}[p.Default])
	}
	return nil
}

type printCmd struct {
	reasoned
	Name    string   `arg:"" help:"表的代号或名称；写 all 打印考察对象的各张表"`
	Cadre   []string `help:"干部或考察对象，可以写几次" placeholder:"NAME"`
	Round   string   `help:"批次（批次内的表）" placeholder:"NAME"`
	Branch  string   `help:"党总支（按党总支出的表）" placeholder:"NAME"`
	Talk    int      `help:"第几次谈话" default:"1"`
	Paper   string   `help:"纸张：16K、16K-195x270、16K-185x260、A4"`
	Printer string   `help:"打印机（默认用系统默认的；kaocha printers 列出）" placeholder:"NAME"`
	Copies  int      `help:"份数" default:"1"`
	Pages   string   `help:"页码范围，如 1-3,5（默认全部）" placeholder:"RANGE"`
	Fit     bool     `help:"打印机没有这种纸时缩放到纸的大小（默认按实际大小印在中间）"`
}

func (c *printCmd) Run(e *env) error {
	if c.Copies < 1 || c.Copies > 999 {
		return useError("--copies 应当是 1 到 999，写的是 %d", c.Copies)
	}
	if err := job.KnownPaper(c.Paper); err != nil {
		return err
	}
	if err := e.because(c.reasoned); err != nil {
		return err
	}
	pages, err := printing.ParsePages(c.Pages)
	if err != nil {
		return useError("%s", err)
	}
	return e.session(func(s *job.Session) error {
		papers, err := c.papers(e, s)
		if err != nil {
			return err
		}
		o := printing.Order{Printer: c.Printer, Copies: c.Copies, Pages: pages, Fit: c.Fit}
		r, err := papers.Print(e.ctx, o, e.progress("打印"))
		if err != nil {
			return err
		}
		for _, n := range r.Notes {
			e.say("%s。", n)
		}
		e.say("已交给打印机“%s”：%s，%d 页，%d 份。", r.Printer, papers.Title, r.Pages, c.Copies)
		return nil
	})
}

func (c *printCmd) papers(e *env, s *job.Session) (*job.Papers, error) {
	if c.Name == "all" {
		return c.all(e, s)
	}
	f, err := s.FormOf(e.ctx, c.Round, c.Name)
	if err != nil {
		return nil, err
	}
	if f.Scope == forms.OfCadre && c.Round == "" && len(c.Cadre) > 1 {
		var ids []string
		for _, n := range c.Cadre {
			x, err := s.FindCadre(e.ctx, n)
			if err != nil {
				return nil, err
			}
			ids = append(ids, x.ID)
		}
		return s.PersonPapers(f, ids, strings.Join(c.Cadre, "、")), nil
	}
	if len(c.Cadre) > 1 {
		return nil, useError("《%s》一次打印一个人的；几个人的各张表一起打印，用 kaocha print all --round", f.Name)
	}
	which := job.Which{Round: c.Round, Branch: c.Branch, Talk: c.Talk, Cadre: strings.Join(c.Cadre, "")}
	in, err := s.InputFor(e.ctx, f, which)
	if err != nil {
		return nil, err
	}
	in.Paper = c.Paper
	return s.FormPapers(f, in, strings.TrimSpace(f.Name+" "+which.Cadre)), nil
}

// all is every form of the subjects that were named, of all without names.
func (c *printCmd) all(e *env, s *job.Session) (*job.Papers, error) {
	if c.Round == "" {
		return nil, useError("打印各张表要用 --round 指明批次")
	}
	w, err := s.Work(e.ctx, c.Round)
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, n := range c.Cadre {
		f, err := w.Find(e.ctx, n)
		if err != nil {
			return nil, err
		}
		ids = append(ids, f.Subject.ID)
	}
	if len(ids) == 0 {
		d, err := w.Dossier(e.ctx)
		if err != nil {
			return nil, err
		}
		for _, f := range d.Files {
			ids = append(ids, f.Subject.ID)
		}
	}
	return w.SubjectPapers(ids, job.SubjectForms(), w.Round.Name+" 各表"), nil
}
