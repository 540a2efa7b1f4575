package command

import (
	"kaocha/app/job"
)

type phrasesCmd struct {
	List   phrasesListCmd   `cmd:"" help:"列出各部分和条数；写部分时列出其中的常用语"`
	Add    phrasesAddCmd    `cmd:"" help:"新增一条"`
	Change phrasesChangeCmd `cmd:"" help:"改一条的写法"`
	Move   phrasesMoveCmd   `cmd:"" help:"上移或下移一条"`
	Remove phrasesRemoveCmd `cmd:"" help:"删除一条"`
	Export phrasesExportCmd `cmd:"" help:"写成文本文件，每行一条"`
	Import phrasesImportCmd `cmd:"" help:"从文本文件导入，每行一条；已有的跳过"`
}

// phrasePart is the section that phrases are kept for.
type phrasePart struct {
	Part string `arg:"" help:"部分的名称或代号，如 考察报告·主要优点；kaocha phrases list 列出全部"`
}

// in finds the section and works on it.
func (p *phrasePart) in(e *env, do func(*job.Session, job.PhraseSection) error) error {
	return e.session(func(s *job.Session) error {
		x, err := s.FindPhraseSection(e.ctx, p.Part)
		if err != nil {
			return err
		}
		return do(s, x)
	})
}

type phrasesListCmd struct {
	Part string `arg:"" optional:"" help:"部分的名称或代号（不写：列出各部分）"`
	JSON bool   `name:"json" help:"以 JSON 列出"`
}

func (c *phrasesListCmd) Run(e *env) error {
	if c.Part == "" {
		return e.session(func(s *job.Session) error {
			all, err := s.PhraseSections(e.ctx)
			if err != nil {
				return err
			}
			if c.JSON {
				return e.json(all)
			}
			t := newTable("代号", "部分", "常用语")
			for _, x := range all {
				t.add(x.Place, x.Name, itoa(x.Count))
			}
			t.print(e.out)
			return nil
		})
	}
	return (&phrasePart{c.Part}).in(e, func(s *job.Session, x job.PhraseSection) error {
		list, err := s.Phrases(e.ctx, x.Place)
		if err != nil {
			return err
		}
		if c.JSON {
			if list == nil {
				list = []string{}
			}
			return e.json(list)
		}
		if len(list) == 0 {
			e.say("“%s”还没有常用语。新增：kaocha phrases add %s 内容", x.Name, x.Place)
		}
		for i, p := range list {
			e.say("%d. %s", i+1, p)
		}
		return nil
	})
}

type phrasesAddCmd struct {
	phrasePart
	Text string `arg:"" help:"常用语的内容"`
}

func (c *phrasesAddCmd) Run(e *env) error {
	return c.in(e, func(s *job.Session, x job.PhraseSection) error {
		if err := s.AddPhrase(e.ctx, x.Place, c.Text); err != nil {
			return err
		}
		e.say("已加到“%s”。", x.Name)
		return nil
	})
}

type phrasesChangeCmd struct {
	phrasePart
	Old string `arg:"" help:"现在的写法"`
	New string `arg:"" help:"改成的写法"`
}

func (c *phrasesChangeCmd) Run(e *env) error {
	return c.in(e, func(s *job.Session, x job.PhraseSection) error {
		if err := s.ChangePhrase(e.ctx, x.Place, c.Old, c.New); err != nil {
			return err
		}
		e.say("已修改。")
		return nil
	})
}

type phrasesMoveCmd struct {
	phrasePart
	Text string `arg:"" help:"要移动的常用语"`
	By   int    `required:"" help:"移几位：负数上移，正数下移（写成 --by=-1）" placeholder:"INT"`
}

func (c *phrasesMoveCmd) Run(e *env) error {
	return c.in(e, func(s *job.Session, x job.PhraseSection) error {
		if err := s.MovePhrase(e.ctx, x.Place, c.Text, c.By); err != nil {
			return err
		}
		e.say("已移动。")
		return nil
	})
}

type phrasesRemoveCmd struct {
	phrasePart
	Text string `arg:"" help:"要删除的常用语"`
}

func (c *phrasesRemoveCmd) Run(e *env) error {
	return c.in(e, func(s *job.Session, x job.PhraseSection) error {
		if err := s.DropPhrase(e.ctx, x.Place, c.Text); err != nil {
			return err
		}
		e.say("已删除。撤销：kaocha undo")
		return nil
	})
}

type phrasesExportCmd struct {
	phrasePart
	Out string `required:"" help:"写到这个文件（.txt）" placeholder:"FILE"`
}

func (c *phrasesExportCmd) Run(e *env) error {
	return c.in(e, func(s *job.Session, x job.PhraseSection) error {
		n, err := s.ExportPhrases(e.ctx, x.Place, c.Out)
		if err != nil {
			return err
		}
		e.say("已把“%s”的 %d 条写到 %s。", x.Name, n, absolute(c.Out))
		return nil
	})
}

type phrasesImportCmd struct {
	phrasePart
	File string `arg:"" help:"文本文件，每行一条"`
}

func (c *phrasesImportCmd) Run(e *env) error {
	return c.in(e, func(s *job.Session, x job.PhraseSection) error {
		added, there, err := s.ImportPhrases(e.ctx, x.Place, c.File)
		if err != nil {
			return err
		}
		e.say("“%s”新增 %d 条，已有的 %d 条跳过。", x.Name, added, there)
		return nil
	})
}
