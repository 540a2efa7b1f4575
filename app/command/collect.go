package command

import (
	"slices"
	"strings"
	"time"

	"kaocha/app/job"
	"kaocha/data/cadre"
	"kaocha/data/review"
)

type materialCmd struct {
	Set  materialSetCmd  `cmd:"" help:"登记一项材料：状态、纸质、电子、收到的文件"`
	List materialListCmd `cmd:"" help:"列出材料齐缺"`
}

type materialSetCmd struct {
	Round      string     `arg:"" help:"批次名称"`
	Cadre      string     `arg:"" help:"考察对象"`
	Item       string     `arg:"" help:"材料代号或名称，如 summary、履职工作总结"`
	State      string     `help:"状态：未交、草稿、已收、已核、已签（missing、draft、received、checked、signed）" placeholder:"状态"`
	Paper      *bool      `help:"纸质件已收" negatable:""`
	Electronic *bool      `help:"电子件已收" negatable:""`
	File       string     `help:"收到的文件（Word 文件会核对格式）" placeholder:"FILE"`
	Text       string     `help:"录入的正文；@文件 从文本文件读" placeholder:"TEXT"`
	Pages      int        `help:"页数"`
	Date       cadre.Date `help:"日期"`
	Sign       []string   `help:"签字人，可写多次" placeholder:"NAME"`
	Note       string     `help:"备注"`
}

func (c *materialSetCmd) Run(e *env) error {
	if c.Pages < 0 {
		return useError("--pages 应当是页数，写的是“%d”", c.Pages)
	}
	text, err := textArg(c.Text)
	if err != nil {
		return err
	}
	return e.subject(c.Round, c.Cadre, func(w *job.Work, f *review.File) error {
		it, err := w.ItemOf(c.Item)
		if err != nil {
			return err
		}
		r := job.Receipt{State: c.State, Paper: c.Paper, Electronic: c.Electronic, Pages: c.Pages, Text: text, Date: c.Date, SignedBy: c.Sign, Note: c.Note}
		if c.File != "" {
			if r.FileName, r.File, err = job.ReadReceived(c.File); err != nil {
				return err
			}
		}
		m, err := w.Receive(e.ctx, f, it, r)
		if err != nil {
			return err
		}
		e.say("%s · %s：%s", f.Cadre.Name, it.Name, review.StateNames[m.State])
		return e.findings(w, f.Subject.ID, it.Name)
	})
}

// findings prints what the checker says about one subject's form and ends with
// errFindings when there is something.
func (e *env) findings(w *job.Work, subject, form string) error {
	return e.told(w, func(x review.Finding) bool { return x.Subject == subject && x.Form == form })
}

// told prints what the checker says of what is asked for, and ends with
// errFindings when there is something.
func (e *env) told(w *job.Work, asked func(review.Finding) bool) error {
	list, err := w.Check(e.ctx)
	if err != nil {
		return err
	}
	n := 0
	for _, x := range list {
		if asked(x) && x.Waived == "" && x.Severity >= review.Warning {
			printFinding(e.out, x)
			n++
		}
	}
	if n > 0 {
		return errFindings
	}
	return nil
}

// subject opens a round and finds one subject in it.
func (e *env) subject(round, name string, do func(*job.Work, *review.File) error) error {
	return e.work(round, func(w *job.Work) error {
		f, err := w.Find(e.ctx, name)
		if err != nil {
			return err
		}
		return do(w, f)
	})
}

// only is the ID of the subject a list is narrowed down to; "" for all.
func (e *env) only(w *job.Work, name string) (string, error) {
	if name == "" {
		return "", nil
	}
	f, err := w.Find(e.ctx, name)
	if err != nil {
		return "", err
	}
	return f.Subject.ID, nil
}

type materialListCmd struct {
	Round string `arg:"" help:"批次名称"`
	Cadre string `arg:"" optional:"" help:"考察对象"`
	JSON  bool   `name:"json" help:"以 JSON 列出"`
}

type materialView struct {
	Name       string `json:"name"`
	Material   string `json:"material"`
	State      string `json:"state"`
	Paper      bool   `json:"paper"`
	Electronic bool   `json:"electronic"`
	File       string `json:"file,omitempty"`
	Pages      int    `json:"pages,omitempty"`
	Note       string `json:"note,omitempty"`
}

func (c *materialListCmd) Run(e *env) error {
	return e.work(c.Round, func(w *job.Work) error {
		d, err := w.Dossier(e.ctx)
		if err != nil {
			return err
		}
		only, err := e.only(w, c.Cadre)
		if err != nil {
			return err
		}
		views := []materialView{}
		for _, f := range d.Files {
			if only != "" && f.Subject.ID != only {
				continue
			}
			for _, it := range w.Scheme.Material {
				m := d.MaterialOf(f, it)
				views = append(views, materialView{f.Cadre.Name, it.Name, review.StateNames[m.State], m.Paper, m.Electronic, m.FileName, m.Pages, m.Note})
			}
		}
		if c.JSON {
			return e.json(views)
		}
		t := newTable("姓名", "材料", "状态", "纸质", "电子", "文件", "备注")
		for _, v := range views {
			t.add(v.Name, v.Material, v.State, tick(v.Paper), tick(v.Electronic), v.File, v.Note)
		}
		t.print(e.out)
		return nil
	})
}

func tick(b bool) string {
	if b {
		return "有"
	}
	return "—"
}

type talkCmd struct {
	Add  talkAddCmd  `cmd:"" help:"录入一次谈话"`
	List talkListCmd `cmd:"" help:"列出谈话（不显示谈话对象姓名）"`
	Drop talkDropCmd `cmd:"" help:"删去一份录错的谈话记录"`
}

type talkAddCmd struct {
	Round       string            `arg:"" help:"批次名称"`
	Cadre       string            `arg:"" help:"考察对象"`
	Interviewee string            `help:"谈话对象" required:"" placeholder:"NAME"`
	Unit        string            `help:"谈话对象单位"`
	Post        string            `help:"谈话对象职务"`
	Relation    string            `help:"与考察对象的关系"`
	By          []string          `help:"谈话人，可写多次" placeholder:"NAME"`
	Recorder    string            `help:"记录人" placeholder:"NAME"`
	Date        cadre.Date        `help:"日期" required:""`
	From        string            `help:"开始时间，如 09:30"`
	Until       string            `help:"结束时间"`
	Place       string            `help:"地点"`
	Mode        string            `help:"方式" default:"面谈"`
	Text        map[string]string `help:"内容：部分=文字，可写多次，如 shortcomings=……" placeholder:"KEY=TEXT" mapsep:"none"`
	Verdict     string            `help:"对是否胜任的意见，如 同意"`
}

func (c *talkAddCmd) Run(e *env) error {
	if strings.TrimSpace(c.Interviewee) == "" {
		return useError("--interviewee 后面没有写谈话对象")
	}
	for flag, at := range map[string]string{"--from": c.From, "--until": c.Until} {
		if _, err := time.Parse("15:04", at); at != "" && err != nil {
			return useError("%s 应当是时间，如 09:30，写的是“%s”", flag, at)
		}
	}
	return e.subject(c.Round, c.Cadre, func(w *job.Work, f *review.File) error {
		texts := map[string]string{}
		for k, v := range c.Text {
			key, err := sectionKey(w.Scheme.Talks.Sections, k)
			if err != nil {
				return err
			}
			if texts[key], err = textArg(v); err != nil {
				return err
			}
		}
		err := w.Edit(e.ctx, f, "谈话记录", func(s *review.Subject) error {
			s.Talks = append(s.Talks, review.Talk{ID: job.NewID(), Interviewee: c.Interviewee, Unit: c.Unit, Post: c.Post, Relation: c.Relation, Interviewers: c.By, Recorder: c.Recorder,
				Date: c.Date, From: c.From, To: c.Until, Place: c.Place, Mode: c.Mode, Texts: texts, Verdict: c.Verdict})
			return nil
		})
		if err != nil {
			return err
		}
		e.say("%s：已有谈话记录 %d 份。", f.Cadre.Name, len(f.Subject.Talks))
		return e.findings(w, f.Subject.ID, w.Scheme.FormName("talk", "谈话记录"))
	})
}

func sectionKey(list []review.Section, name string) (string, error) {
	var names []string
	for _, s := range list {
		if s.Kind == "text" && (s.Key == name || s.Title == name) {
			return s.Key, nil
		}
		if s.Kind == "text" {
			names = append(names, s.Key+"（"+s.Title+"）")
		}
	}
	return "", useError("没有可写的部分“%s”；有：%s", name, strings.Join(names, "、"))
}

type talkListCmd struct {
	Round string `arg:"" help:"批次名称"`
	Cadre string `arg:"" help:"考察对象"`
	JSON  bool   `name:"json" help:"以 JSON 列出（含全部内容）"`
}

func (c *talkListCmd) Run(e *env) error {
	return e.subject(c.Round, c.Cadre, func(w *job.Work, f *review.File) error {
		if c.JSON {
			return e.json(append([]review.Talk{}, f.Subject.Talks...))
		}
		t := newTable("序号", "日期", "地点", "谈话人", "意见")
		for i, k := range f.Subject.Talks {
			t.add(itoa(i+1), k.Date.String(), k.Place, strings.Join(k.Interviewers, "、"), k.Verdict)
		}
		t.print(e.out)
		return nil
	})
}

type talkDropCmd struct {
	Round  string `arg:"" help:"批次名称"`
	Cadre  string `arg:"" help:"考察对象"`
	Number int    `arg:"" help:"第几份（talk list 的序号）"`
}

func (c *talkDropCmd) Run(e *env) error {
	return e.subject(c.Round, c.Cadre, func(w *job.Work, f *review.File) error {
		n := len(f.Subject.Talks)
		if c.Number < 1 || c.Number > n {
			return useError("%s 有 %d 份谈话记录，没有第 %d 份", f.Cadre.Name, n, c.Number)
		}
		err := w.Edit(e.ctx, f, "删去谈话记录", func(s *review.Subject) error {
			s.Talks = slices.Delete(s.Talks, c.Number-1, c.Number)
			return nil
		})
		if err != nil {
			return err
		}
		e.say("%s：已删去第 %d 份，还有 %d 份。用 kaocha undo 可以撤销。", f.Cadre.Name, c.Number, n-1)
		return nil
	})
}
