package command

import (
	"path/filepath"
	"strings"

	"kaocha/app/job"
	"kaocha/data/safefile"
	"kaocha/forms"
	"kaocha/forms/template"
)

type templateCmd struct {
	List   templateListCmd   `cmd:"" help:"列出全部表和模板"`
	Check  templateCheckCmd  `cmd:"" help:"检查一个 Word 模板"`
	Use    templateUseCmd    `cmd:"" help:"换用本校的 Word 模板"`
	Export templateExportCmd `cmd:"" help:"把现用模板写成文件，供修改"`
	Reset  templateResetCmd  `cmd:"" help:"恢复内置模板"`
	Tags   templateTagsCmd   `cmd:"" help:"列出一张表可用的占位符"`
}

type templateListCmd struct {
	JSON bool `name:"json" help:"以 JSON 列出"`
}

func (c *templateListCmd) Run(e *env) error {
	return e.session(func(s *job.Session) error {
		type row struct{ Key, Name, Use, Template string }
		rows := []row{}
		for _, f := range forms.Catalog() {
			from := "内置"
			if s.HasOwnTemplate(f.Key) {
				from = "本校"
			}
			rows = append(rows, row{f.Key, f.Name, f.Use, from})
		}
		if c.JSON {
			return e.json(rows)
		}
		t := newTable("代号", "表", "模板", "用途")
		for _, r := range rows {
			t.add(r.Key, r.Name, r.Template, r.Use)
		}
		t.print(e.out)
		return nil
	})
}

type templateCheckCmd struct {
	File string `arg:"" help:"Word 模板（.docx）"`
	Form string `help:"作为哪张表的模板（默认按文件名判断）" placeholder:"NAME"`
}

func (c *templateCheckCmd) Run(e *env) error {
	f, b, err := templateFile(c.File, c.Form)
	if err != nil {
		return err
	}
	r, err := job.CheckTemplate(f, b)
	if err != nil {
		return err
	}
	printTemplateReport(e, f, r)
	if !r.OK() {
		return errFindings
	}
	return nil
}

func templateFile(path, form string) (*forms.Form, []byte, error) {
	if form == "" {
		form = strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
	}
	f, err := forms.ByKey(form)
	if err != nil {
		return nil, nil, useError("不知道 %s 是哪张表的模板，请用 --form 写明（kaocha template list 列出全部表）", filepath.Base(path))
	}
	_, b, err := job.ReadReceived(path)
	return f, b, err
}

func printTemplateReport(e *env, f *forms.Form, r template.Report) {
	if r.OK() {
		e.say("《%s》的模板可以使用。", f.Name)
	}
	for _, t := range r.Unknown {
		e.say("不认识的占位符：{{%s}}（可用的见 kaocha template tags %s）", t, f.Key)
	}
	for _, t := range r.Missing {
		e.say("缺少必需的占位符：{{%s}}", t)
	}
	for _, t := range r.Faults {
		e.say("有错：%s", t)
	}
	for _, t := range r.Unsupported {
		e.say("不支持：%s", t)
	}
}

type templateUseCmd struct {
	File string `arg:"" help:"Word 模板（.docx）"`
	Form string `help:"作为哪张表的模板（默认按文件名判断）" placeholder:"NAME"`
}

func (c *templateUseCmd) Run(e *env) error {
	f, b, err := templateFile(c.File, c.Form)
	if err != nil {
		return err
	}
	return e.session(func(s *job.Session) error {
		r, err := s.UseTemplate(e.ctx, f, filepath.Base(c.File), b)
		printTemplateReport(e, f, r)
		if err != nil {
			return err
		}
		e.say("已换用。恢复内置模板：kaocha template reset %s", f.Key)
		return nil
	})
}

type templateExportCmd struct {
	Form   string `arg:"" help:"表的代号或名称"`
	Out    string `arg:"" help:"写到这个文件（.docx）"`
	Scheme string `help:"考核方案：内置方案的代号或 YAML 文件（等次的列数按方案；不写：内置的第一个）" placeholder:"KEY|FILE"`
	Paper  string `help:"纸张：16K、16K-195x270、16K-185x260、A4（默认取方案的）"`
}

func (c *templateExportCmd) Run(e *env) error {
	f, err := forms.ByKey(c.Form)
	if err != nil {
		return useError("%s", err)
	}
	return e.session(func(s *job.Session) error {
		b, err := s.TemplateBytes(f, c.Scheme, c.Paper)
		if err != nil {
			return err
		}
		if err := safefile.WriteBytes(c.Out, b); err != nil {
			return err
		}
		e.say("已写出 %s。改好后：kaocha template use %s --form %s", absolute(c.Out), shellWord(c.Out), f.Key)
		return nil
	})
}

type templateResetCmd struct {
	Form string `arg:"" help:"表的代号或名称"`
}

func (c *templateResetCmd) Run(e *env) error {
	f, err := forms.ByKey(c.Form)
	if err != nil {
		return useError("%s", err)
	}
	return e.session(func(s *job.Session) error {
		if err := s.ResetTemplate(e.ctx, f); err != nil {
			return err
		}
		e.say("《%s》已恢复内置模板。", f.Name)
		return nil
	})
}

type templateTagsCmd struct {
	Form string `arg:"" help:"表的代号或名称"`
}

func (c *templateTagsCmd) Run(e *env) error {
	f, err := forms.ByKey(c.Form)
	if err != nil {
		return useError("%s", err)
	}
	for _, t := range job.Tags(f) {
		e.say("{{%s}}", t)
	}
	return nil
}
