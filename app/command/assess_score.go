package command

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/width"

	"kaocha/app/job"
	"kaocha/data/cadre"
	"kaocha/data/review"
)

type assessScoreCmd struct {
	Round    string            `arg:"" help:"批次名称"`
	Cadre    string            `arg:"" help:"考核对象"`
	Sheet    string            `help:"计分表（代号或名称）" required:"" placeholder:"KEY"`
	Item     map[string]string `help:"项目=得分，可写多次；得分写 - 表示取消" placeholder:"KEY=N" mapsep:"none"`
	Scorer   string            `help:"评分人（多人评分取平均的计分表）" placeholder:"NAME"`
	Note     string            `help:"扣分理由" placeholder:"TEXT"`
	Proof    string            `help:"佐证材料" placeholder:"TEXT"`
	File     []string          `help:"项目=佐证文件，可写多次，收入数据库" placeholder:"KEY=FILE" sep:"none"`
	DropFile []string          `help:"项目=文件名（或第几个），移去这个佐证文件" placeholder:"KEY=NAME" sep:"none"`
}

func (c *assessScoreCmd) Run(e *env) error {
	if len(c.Item) == 0 && len(c.File) == 0 && len(c.DropFile) == 0 {
		return useError("请用 --item 写得分，用 --file 收佐证文件，或用 --drop-file 移去佐证文件")
	}
	return e.subject(c.Round, c.Cadre, func(w *job.Work, f *review.File) error {
		for _, step := range []func(*env, *job.Work, *review.File) error{c.give, c.take, c.drop} {
			if err := step(e, w, f); err != nil {
				return err
			}
		}
		printScore(e, w.Scheme, f)
		return nil
	})
}

// give records the points.
func (c *assessScoreCmd) give(e *env, w *job.Work, f *review.File) error {
	if len(c.Item) == 0 {
		return nil
	}
	return w.Edit(e.ctx, f, "评分", func(s *review.Subject) error {
		for _, k := range slices.Sorted(maps.Keys(c.Item)) {
			points, err := pointsArg(c.Item[k])
			if err != nil {
				return err
			}
			if err := w.Scheme.GivePoints(s, c.Sheet, k, c.Scorer, points, c.Note); err != nil {
				return useError("%s", err)
			}
			if c.Proof != "" {
				if err := w.Scheme.Prove(s, c.Sheet, k, c.Proof); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// take receives evidence files.
func (c *assessScoreCmd) take(e *env, w *job.Work, f *review.File) error {
	var list []job.Proof
	for _, x := range c.File {
		item, path, err := pairArg("--file", x)
		if err != nil {
			return err
		}
		list = append(list, job.Proof{Sheet: c.Sheet, Item: item, Path: path})
	}
	if len(list) == 0 {
		return nil
	}
	if err := w.AddEvidence(e.ctx, f, list); err != nil {
		return err
	}
	e.say("收下佐证材料 %d 份。", len(list))
	return nil
}

// drop takes evidence files away.
func (c *assessScoreCmd) drop(e *env, w *job.Work, f *review.File) error {
	for _, x := range c.DropFile {
		item, name, err := pairArg("--drop-file", x)
		if err == nil {
			err = w.DropEvidence(e.ctx, f, c.Sheet, item, name)
		}
		if err != nil {
			return err
		}
		e.say("已移去 %s；用 kaocha undo 可以找回。", name)
	}
	return nil
}

// pairArg reads KEY=TEXT.
func pairArg(flag, text string) (key, value string, err error) {
	key, value, ok := strings.Cut(text, "=")
	if !ok || strings.TrimSpace(key) == "" || strings.TrimSpace(value) == "" {
		return "", "", useError("%s 应写成 项目=文件，如 %s i07=会议记录.pdf，写的是“%s”", flag, flag, text)
	}
	return strings.TrimSpace(key), strings.TrimSpace(value), nil
}

// pointsArg reads a figure; "-" takes the mark away.
func pointsArg(text string) (*float64, error) {
	text = width.Narrow.String(strings.TrimSpace(text))
	if text == "-" {
		return nil, nil
	}
	n, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return nil, useError("--item 的得分应为数字，写的是“%s”", text)
	}
	return &n, nil
}

func printScore(e *env, s *review.Scheme, f *review.File) {
	x := review.ScoreOf(s, f.Subject)
	e.say("%s：总分 %s", f.Cadre.Name, x.Text)
	for _, l := range x.Explain {
		e.say("  %s", l)
	}
	for _, l := range x.Missing {
		e.say("  还缺：%s", l)
	}
	for _, sheet := range s.SheetsFor(f.Subject) {
		for _, g := range review.GapsOf(sheet, f.Subject) {
			if g.NoProof || g.Lost != nil { // what is unscored was told
				e.say("  %s %d %s：%s", sheet.Name, g.Number, g.Item.Name, g.Text())
			}
		}
	}
}

// entryArgs name an entry against or for a subject: an extra or a bar.
type entryArgs struct {
	Round  string     `arg:"" help:"批次名称"`
	Cadre  string     `arg:"" help:"考核对象"`
	Key    string     `arg:"" help:"项目或情形（代号或名称）"`
	Reason string     `help:"事由和依据" placeholder:"TEXT"`
	Date   cadre.Date `help:"日期"`
	Drop   bool       `help:"取消登记"`
}

// run records the entry, or takes all of its kind away, and tells where that led.
func (c *entryArgs) run(e *env, label string, put func(*review.Scheme, *review.Subject) error, drop func(*review.Scheme, *review.Subject, string) error, tell func(*env, *review.Scheme, *review.File)) error {
	return e.subject(c.Round, c.Cadre, func(w *job.Work, f *review.File) error {
		err := w.Edit(e.ctx, f, label, func(s *review.Subject) error {
			if c.Drop {
				return drop(w.Scheme, s, c.Key)
			}
			return put(w.Scheme, s)
		})
		if err != nil {
			return err
		}
		tell(e, w.Scheme, f)
		return nil
	})
}

type assessExtraCmd struct {
	entryArgs
	Times int    `help:"次数" default:"1"`
	Doc   string `help:"文号" placeholder:"TEXT"`
}

func (c *assessExtraCmd) Run(e *env) error {
	return c.run(e, "加分扣分", func(s *review.Scheme, sub *review.Subject) error {
		return s.GiveExtra(sub, review.Given{Extra: c.Key, Times: c.Times, Reason: c.Reason, DocNo: c.Doc, Date: c.Date})
	}, (*review.Scheme).DropExtras, printScore)
}

type assessBarCmd struct{ entryArgs }

func (c *assessBarCmd) Run(e *env) error {
	return c.run(e, "否决情形", func(s *review.Scheme, sub *review.Subject) error {
		return s.Shut(sub, review.Barred{Bar: c.Key, Reason: c.Reason, Date: c.Date})
	}, (*review.Scheme).DropBar, func(e *env, _ *review.Scheme, f *review.File) {
		e.say("%s：否决情形 %d 条", f.Cadre.Name, len(f.Subject.Bars))
	})
}
