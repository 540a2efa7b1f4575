package command

import (
	"fmt"
	"io"
	"strings"

	"kaocha/app/job"
	"kaocha/data/review"
)

type checkCmd struct {
	Round  string `arg:"" help:"批次名称"`
	Cadre  string `help:"只看这名对象" placeholder:"NAME"`
	All    bool   `help:"连已说明的和提示也列出"`
	Waive  string `help:"给一个问题写说明（问题编号）" placeholder:"KEY"`
	Reason string `help:"说明的理由" placeholder:"TEXT"`
	JSON   bool   `name:"json" help:"以 JSON 列出"`
}

func (c *checkCmd) Run(e *env) error {
	return e.work(c.Round, func(w *job.Work) error {
		if c.Waive != "" {
			return c.waive(e, w)
		}
		list, err := w.Check(e.ctx)
		if err != nil {
			return err
		}
		only, err := e.only(w, c.Cadre)
		if err != nil {
			return err
		}
		shown := []review.Finding{}
		open := 0
		for _, x := range list {
			if only != "" && x.Subject != only || !c.All && (x.Waived != "" || x.Severity == review.Note) {
				continue
			}
			shown = append(shown, x)
			if x.Waived == "" && x.Severity >= review.Warning {
				open++
			}
		}
		if c.JSON {
			if err := e.json(shown); err != nil {
				return err
			}
		} else {
			for _, x := range shown {
				printFinding(e.out, x)
			}
			e.say("需要处理 %d 个。", open)
		}
		if open > 0 {
			return errFindings
		}
		return nil
	})
}

func (c *checkCmd) waive(e *env, w *job.Work) error {
	if strings.TrimSpace(c.Reason) == "" {
		return useError("请用 --reason 写明理由，理由会留存")
	}
	x, err := w.Waive(e.ctx, c.Waive, c.Reason)
	if err != nil {
		return err
	}
	e.say("已说明：%s（%s）", x.Message, c.Reason)
	return nil
}

func printFinding(w io.Writer, x review.Finding) {
	who := x.Person
	if who == "" {
		who = "批次"
	}
	fmt.Fprintf(w, "%s  %s · %s · %s：%s", x.Severity.Name(), who, x.Form, x.Field, x.Message)
	if x.Action != "" {
		fmt.Fprintf(w, " → %s", x.Action)
	}
	if x.Waived != "" {
		fmt.Fprintf(w, "（已说明：%s）", x.Waived)
	}
	fmt.Fprintf(w, "  [%s]\n", x.Key)
}

type packCmd struct {
	reasoned
	Round string `arg:"" help:"批次名称"`
	Out   string `help:"写到这个文件夹" required:"" placeholder:"DIR"`
	Paper string `help:"纸张（默认取批次的）"`
}

func (c *packCmd) Run(e *env) error {
	if err := e.because(c.reasoned); err != nil {
		return err
	}
	if strings.TrimSpace(c.Out) == "" {
		return useError("--out 后面没有写文件夹")
	}
	return e.work(c.Round, func(w *job.Work) error { return e.pack(w, c.Out, c.Paper) })
}

type formCmd struct {
	reasoned
	Name   string `arg:"" help:"表的代号或名称，如 registration、干部任免审批表"`
	Cadre  string `help:"干部" placeholder:"NAME"`
	Round  string `help:"批次（批次内的表）" placeholder:"NAME"`
	Branch string `help:"党总支（按党总支出的表）" placeholder:"NAME"`
	Talk   int    `help:"第几次谈话；公文草稿为第几份" default:"1"`
	Paper  string `help:"纸张：16K、16K-195x270、16K-185x260、A4"`
	Out    string `help:"写到这个文件：.docx、.pdf、.png（汇总表还可 .xlsx）" required:"" placeholder:"FILE"`
}

func (c *formCmd) Run(e *env) error {
	if err := e.because(c.reasoned); err != nil {
		return err
	}
	if err := job.KnownPaper(c.Paper); err != nil {
		return err
	}
	return e.session(func(s *job.Session) error {
		f, err := s.FormOf(e.ctx, c.Round, c.Name)
		if err != nil {
			return err
		}
		in, err := s.InputFor(e.ctx, f, job.Which{Round: c.Round, Cadre: c.Cadre, Branch: c.Branch, Talk: c.Talk})
		if err != nil {
			return err
		}
		in.Paper = c.Paper
		out, files, err := s.WriteForm(e.ctx, f, in, c.Out)
		if err != nil {
			return err
		}
		for _, n := range files {
			e.say("已写出 %s", absolute(n))
		}
		for _, o := range out.Overflow {
			e.say("放不下  %s：%s", o.Tag, shorten(o.Text, 40))
		}
		e.noGlyphs(out.NoGlyph)
		for _, x := range out.Odd {
			e.say("版面与 Word 不同：%s", x)
		}
		if len(out.Overflow)+len(out.NoGlyph) > 0 {
			return errFindings
		}
		return nil
	})
}

// noGlyphs names the characters that no font on this computer can print.
func (e *env) noGlyphs(list []rune) {
	if len(list) > 0 {
		e.say("没有字体可以印这些字：%s（PDF 和图片上印成“〓”，Word 文件里仍是原字；装上有这些字的字体后重做）", strings.Join(strings.Split(string(list), ""), " "))
	}
}

func shorten(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n]) + "…"
	}
	return s
}

type demoCmd struct {
	Out    string `help:"写到这个文件夹" required:"" placeholder:"DIR"`
	Scheme string `help:"哪个考核方案的示例（不写：试用期考察）" placeholder:"KEY"`
}

func (c *demoCmd) Run(e *env) error {
	if strings.TrimSpace(c.Out) == "" {
		return useError("--out 后面没有写文件夹")
	}
	return e.demo(c.Out, c.Scheme)
}

type undoCmd struct {
	Redo bool `help:"重做刚撤销的一步"`
}

func (c *undoCmd) Run(e *env) error {
	return e.session(func(s *job.Session) error {
		do, word := s.Store.Undo, "已撤销"
		if c.Redo {
			do, word = s.Store.Redo, "已重做"
		}
		label, err := do(e.ctx)
		if err != nil {
			return err
		}
		e.say("%s：%s", word, label)
		return nil
	})
}
