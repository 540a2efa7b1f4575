package command

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"kaocha/app/job"
	"kaocha/data/cadre"
	"kaocha/data/exchange"
	"kaocha/data/review"
	"kaocha/data/safefile"
)

func itoa(n int) string { return strconv.Itoa(n) }

// textArg takes a text as it is, or with @FILE from a text file in any encoding
// an editor saves.
func textArg(s string) (string, error) {
	name, ok := strings.CutPrefix(s, "@")
	if !ok {
		return s, nil
	}
	b, err := safefile.Read(name, maxText)
	if err != nil {
		return "", err
	}
	text, ok := exchange.DecodeText(b)
	if !ok {
		return "", fmt.Errorf("“%s”不是文本文件；请存成纯文本（.txt）再用", name)
	}
	return text, nil
}

// maxText bounds a text file, in bytes: the longest text of a form has some
// thousand characters.
const maxText = 1 << 20

type reportCmd struct {
	Set  reportSetCmd  `cmd:"" help:"写报告：各部分文字、等次、签字"`
	Show reportShowCmd `cmd:"" help:"显示报告全文和字数"`
}

type reportSetCmd struct {
	Round   string            `arg:"" help:"批次名称"`
	Cadre   string            `arg:"" help:"考察对象"`
	Section map[string]string `help:"部分=文字（@文件 从文件读），可写多次，如 merits=@优点.txt" placeholder:"KEY=TEXT" mapsep:"none"`
	Bio     string            `help:"代替自动生成的简历段" placeholder:"TEXT"`
	Grade   string            `help:"评价等级"`
	Date    cadre.Date        `help:"报告日期"`
	Sign    []string          `help:"已签字的考察组成员，可写多次；all 为全体" placeholder:"NAME"`
}

func (c *reportSetCmd) Run(e *env) error {
	return e.subject(c.Round, c.Cadre, func(w *job.Work, f *review.File) error {
		if err := isGrade(w.Scheme, c.Grade); err != nil {
			return err
		}
		if err := w.Edit(e.ctx, f, w.Scheme.FormName("report", "考察报告"), func(s *review.Subject) error { return c.write(w, f, s) }); err != nil {
			return err
		}
		d, err := w.Dossier(e.ctx)
		if err != nil {
			return err
		}
		form := w.Scheme.FormName("report", "考察报告")
		e.say("%s %s：%s。", f.Cadre.Name, form, chars(d, f))
		return e.findings(w, f.Subject.ID, form)
	})
}

// chars tells a report's length against the scheme's limit, if it has one.
func chars(d *review.Dossier, f *review.File) string {
	n := review.ReportChars(d, f)
	if limit := d.Scheme.Report.MaxChars; limit > 0 {
		return fmt.Sprintf("%d 字（上限 %d 字）", n, limit)
	}
	return fmt.Sprintf("%d 字", n)
}

// isGrade refuses a grade the scheme has not; "" leaves it as it is.
func isGrade(s *review.Scheme, grade string) error {
	if grade == "" || s.GradeOf(grade) != nil {
		return nil
	}
	return useError("方案里没有等次“%s”；可用：%s", grade, strings.Join(gradeKeys(s)[:len(s.Grades)], "、"))
}

func (c *reportSetCmd) write(w *job.Work, f *review.File, s *review.Subject) error {
	r := &s.Report
	if r.Texts == nil {
		r.Texts = map[string]string{}
	}
	for k, v := range c.Section {
		key, err := sectionKey(w.Scheme.Report.Sections, k)
		if err != nil {
			return err
		}
		if r.Texts[key], err = textArg(v); err != nil {
			return err
		}
	}
	bio, err := textArg(c.Bio)
	if err != nil {
		return err
	}
	r.Biography, r.Grade = or(bio, r.Biography), or(c.Grade, r.Grade)
	if !c.Date.IsZero() {
		r.Date = c.Date
	}
	if len(c.Sign) == 1 && c.Sign[0] == "all" && f.Panel != nil {
		r.SignedBy = f.Panel.All()
	} else if len(c.Sign) > 0 {
		r.SignedBy = c.Sign
	}
	return nil
}

type reportShowCmd struct {
	Round string `arg:"" help:"批次名称"`
	Cadre string `arg:"" help:"考察对象"`
}

func (c *reportShowCmd) Run(e *env) error {
	return e.subject(c.Round, c.Cadre, func(w *job.Work, f *review.File) error {
		d, err := w.Dossier(e.ctx)
		if err != nil {
			return err
		}
		for _, p := range review.ReportText(d, f) {
			if p.Title != "" {
				e.say("%s", p.Title)
			}
			if p.Text != "" {
				e.say("%s", p.Text)
			} else if p.Missing {
				e.say("（未写）")
			}
		}
		e.say("—— %s", chars(d, f))
		return nil
	})
}

type decideCmd struct {
	Opinion decideOpinionCmd `cmd:"" help:"录入考察组、党总支、组织部、党委的意见"`
	Set     decideSetCmd     `cmd:"" help:"录入决定：正式任职、延长试用、免去试任"`
}

type decideOpinionCmd struct {
	Round  string     `arg:"" help:"批次名称"`
	Cadre  string     `arg:"" help:"考察对象"`
	Office string     `arg:"" help:"panel、branch、department、committee，或方案里的名称"`
	Text   string     `help:"意见" placeholder:"TEXT"`
	Grade  string     `help:"评价等级"`
	Advice string     `help:"建议，如 正式任职"`
	Signer string     `help:"签字人"`
	Date   cadre.Date `help:"日期"`
}

func (c *decideOpinionCmd) Run(e *env) error {
	text, err := textArg(c.Text)
	if err != nil {
		return err
	}
	return e.subject(c.Round, c.Cadre, func(w *job.Work, f *review.File) error {
		office, err := w.OfficeOf(c.Office)
		if err != nil {
			return err
		}
		if err := isGrade(w.Scheme, c.Grade); err != nil {
			return err
		}
		if c.Advice != "" && !slices.Contains(w.Scheme.Outcomes, c.Advice) {
			return useError("没有建议“%s”；可用：%s", c.Advice, strings.Join(w.Scheme.Outcomes, "、"))
		}
		err = w.Edit(e.ctx, f, office.Name, func(s *review.Subject) error {
			o := s.OpinionOf(office.Key)
			o.Text, o.Grade, o.Advice, o.Signer = or(text, o.Text), or(c.Grade, o.Grade), or(c.Advice, o.Advice), or(c.Signer, o.Signer)
			if !c.Date.IsZero() {
				o.Date = c.Date
			}
			s.SetOpinion(o)
			return nil
		})
		if err != nil {
			return err
		}
		e.say("%s：已录入%s。", f.Cadre.Name, office.Name)
		return e.told(w, func(x review.Finding) bool {
			return x.Subject == f.Subject.ID && strings.HasPrefix(x.Rule, "opinion.") && strings.HasPrefix(x.Field, office.Name)
		})
	})
}

type decideSetCmd struct {
	Round   string     `arg:"" help:"批次名称"`
	Cadre   string     `arg:"" help:"考察对象"`
	Outcome string     `arg:"" help:"正式任职、延长试用、免去试任"`
	Date    cadre.Date `help:"决定日期" required:""`
	DocNo   string     `name:"doc" help:"文号"`
	Months  int        `help:"延长的月数（延长试用时）"`
	Meeting string     `help:"会议"`
	Note    string     `help:"备注"`
}

func (c *decideSetCmd) Run(e *env) error {
	if c.Months < 0 {
		return useError("--months 应当是延长的月数，写的是“%d”", c.Months)
	}
	return e.subject(c.Round, c.Cadre, func(w *job.Work, f *review.File) error {
		if !slices.Contains(w.Scheme.Outcomes, c.Outcome) {
			return useError("没有决定“%s”；可用：%s", c.Outcome, strings.Join(w.Scheme.Outcomes, "、"))
		}
		err := w.Edit(e.ctx, f, "决定", func(s *review.Subject) error {
			s.Decision = &review.Decision{Outcome: c.Outcome, Date: c.Date, DocNo: c.DocNo, Months: c.Months, Meeting: c.Meeting, Note: c.Note}
			return nil
		})
		if err != nil {
			return err
		}
		e.say("%s：%s（%s）。", f.Cadre.Name, c.Outcome, c.Date.Chinese())
		return e.told(w, func(x review.Finding) bool {
			return x.Subject == f.Subject.ID && (strings.HasPrefix(x.Rule, "decision.") || x.Rule == "date.future" && x.Form == "决定")
		})
	})
}
