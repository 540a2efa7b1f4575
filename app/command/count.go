package command

import (
	"fmt"
	"io"
	"os"
	"strings"

	"kaocha/app/job"
	"kaocha/data/review"
	"kaocha/data/safefile"
)

// maxBallots bounds a text of ballots, in bytes.
const maxBallots = 8 << 20

type tallyCountCmd struct {
	Round   string `arg:"" help:"批次名称"`
	Cadre   string `arg:"" optional:"" help:"考察对象（每名对象一张票时）"`
	Poll    string `help:"哪一种测评（方案有几种时；代号或名称）" placeholder:"KEY"`
	Branch  string `help:"党总支（合票：全体对象一张票，各行为人）" placeholder:"NAME"`
	Joint   bool   `help:"合票：--poll 的票面上各行为对象"`
	Unit    string `help:"合票里只有这个单位（职位）的对象" placeholder:"NAME"`
	Ballots string `required:"" help:"选票文本，- 为标准输入。一行一张，每行票面一个标记：1 起为各等次，0 弃权，也可写字母、首字或全称；整张作废写 X" placeholder:"FILE"`
	By      string `required:"" help:"计票人" placeholder:"NAME"`
	Second  bool   `help:"第二次计票（由另一个人做）"`
	Group   string `help:"投票人群体（方案分群体时）" placeholder:"A"`
	JSON    bool   `name:"json" help:"以 JSON 列出"`
}

func (c *tallyCountCmd) Run(e *env) error {
	return e.work(c.Round, func(w *job.Work) error {
		w, files, err := c.ballot(e, w)
		if err != nil {
			return err
		}
		k, err := w.BeginCount(files, c.Group, c.Second, c.By)
		if err != nil {
			return err
		}
		if k.Found {
			return fmt.Errorf("窗口里的%s录到一半，已有 %d 张；请先在窗口里录完或丢弃", k.Count.Name(), k.Count.N())
		}
		text, err := readText(c.Ballots)
		if err != nil {
			return err
		}
		list, err := job.ReadBallots(w.Scheme, k.Count.Rows, text)
		if err != nil {
			return err
		}
		for _, b := range list {
			k.Count.Add(b)
		}
		if text := k.Mismatch(); text != "" {
			return fmt.Errorf("%s；请核对选票文本，确实登记错了的先用 tally set 改正", text)
		}
		if err := k.Finish(e.ctx); err != nil {
			return err
		}
		return c.tell(e, w, k)
	})
}

// ballot finds the poll that is meant and the subjects on its ballot.
func (c *tallyCountCmd) ballot(e *env, w *job.Work) (*job.Work, []*review.File, error) {
	if !c.Joint && c.Unit == "" {
		files, err := c.files(e, w)
		if err != nil {
			return nil, nil, err
		}
		return onPoll(w, files, c.Poll)
	}
	p := w.Scheme.PollOf(c.Poll)
	if p == nil || c.Cadre != "" || c.Branch != "" {
		return nil, nil, useError("--joint 要用 --poll 写明是哪一种测评，不写考察对象和 --branch")
	}
	d, err := w.Dossier(e.ctx)
	if err != nil {
		return nil, nil, err
	}
	w = w.OfPoll(p)
	files, err := w.PollFiles(d, c.Unit)
	return w, files, err
}

// files are the subjects on the ballot.
func (c *tallyCountCmd) files(e *env, w *job.Work) ([]*review.File, error) {
	switch {
	case c.Cadre != "" && c.Branch != "":
		return nil, useError("考察对象和 --branch 只写一个：每人一张票写对象，合票写党总支")
	case c.Branch != "":
		d, err := w.Dossier(e.ctx)
		if err != nil {
			return nil, err
		}
		return job.JointFiles(d, c.Branch)
	case c.Cadre == "":
		return nil, useError("请写明考察对象；合票（全体对象一张票）用 --branch 写明党总支")
	}
	f, err := w.Find(e.ctx, c.Cadre)
	if err != nil {
		return nil, err
	}
	return []*review.File{f}, nil
}

// onPoll takes the work and the files to the poll that is meant.
func onPoll(w *job.Work, files []*review.File, name string) (*job.Work, []*review.File, error) {
	poll, _, err := pollArg(w.Scheme, files[0], name)
	if err != nil {
		return nil, nil, err
	}
	w = w.OfPoll(w.Scheme.PollOf(poll))
	out := make([]*review.File, len(files))
	for i, f := range files {
		out[i] = w.View(f)
	}
	return w, out, nil
}

// readText reads a file, or the standard input for -.
func readText(name string) ([]byte, error) {
	if name != "-" {
		return safefile.Read(name, maxBallots)
	}
	b, err := io.ReadAll(io.LimitReader(os.Stdin, maxBallots+1))
	if err == nil && len(b) > maxBallots {
		err = fmt.Errorf("选票文本超过 %d MB，请检查是否给错了文件", maxBallots>>20)
	}
	return b, err
}

// tell prints what was counted, and after a second count how the two compare.
func (c *tallyCountCmd) tell(e *env, w *job.Work, k *job.Counting) error {
	if c.JSON {
		return e.json(k.Count.Totals(w.Scheme))
	}
	g := k.Count.Totals(w.Scheme)
	e.say("%s（%s）：收回 %d 张，有效 %d 张，无效 %d 张。", k.Count.Name(), c.By, *g.Returned, *g.Valid, *g.Invalid)
	differ := 0
	for _, f := range k.Files {
		now, err := w.Find(e.ctx, f.Subject.ID)
		if err != nil {
			return err
		}
		now = w.View(now)
		if !c.Second {
			printResult(e, w.Scheme, now)
			continue
		}
		t := now.Subject.Tally
		differ += printCompare(e, w.Scheme, now, t.CountOf(c.Group, false), t.CountOf(c.Group, true))
	}
	if differ > 0 {
		return errFindings
	}
	return nil
}

// printCompare tells each difference of two counts and how many there are.
func printCompare(e *env, s *review.Scheme, f *review.File, first, second *review.BallotCount) int {
	diff := review.Compare(s, first, second)
	if len(diff) == 0 {
		e.say("%s 两次计票相同：第一次 %s，第二次 %s，各 %d 张。", f.Cadre.Name, first.By, second.By, first.N())
		return 0
	}
	e.say("%s 两次计票有 %d 处不同（第一次 %s，第二次 %s）：", f.Cadre.Name, len(diff), first.By, second.By)
	t := newTable("票面的行", "等次", "第一次", "第二次", "相差")
	for _, d := range diff {
		t.add(or(d.Row, "张数"), d.Grade, fmt.Sprint(d.First), fmt.Sprint(d.Second), fmt.Sprintf("%+d", d.Second-d.First))
	}
	t.print(e.out)
	return len(diff)
}

type tallyCompareCmd struct {
	Round  string `arg:"" help:"批次名称"`
	Cadre  string `arg:"" help:"考察对象"`
	Poll   string `help:"哪一种测评（方案有几种时；代号或名称）" placeholder:"KEY"`
	Group  string `help:"投票人群体（方案分群体时）" placeholder:"A"`
	Take   string `help:"决定：first 以第一次为准，second 以第二次为准，again 重新计" placeholder:"first|second|again"`
	Reason string `help:"理由（与 --take 一起写，留在记录里）" placeholder:"TEXT"`
	By     string `help:"作决定的人（不写为操作人）" placeholder:"NAME"`
	JSON   bool   `name:"json" help:"以 JSON 列出"`
}

func (c *tallyCompareCmd) Run(e *env) error {
	return e.subject(c.Round, c.Cadre, func(w *job.Work, f *review.File) error {
		w, views, err := onPoll(w, []*review.File{f}, c.Poll)
		if err != nil {
			return err
		}
		f = views[0]
		if c.Take != "" {
			if review.TakeNames[c.Take] == "" {
				return useError("--take 不认识“%s”；可用：first、second、again", c.Take)
			}
			x := review.CountChoice{Group: c.Group, Take: c.Take, Reason: strings.TrimSpace(c.Reason), By: c.By}
			if err := w.ChooseCount(e.ctx, f, x); err != nil {
				return err
			}
			e.say("%s：%s，已记入测评记录。", f.Cadre.Name, review.TakeNames[c.Take])
			return nil
		}
		t := f.Subject.Tally
		first, second := t.CountOf(c.Group, false), t.CountOf(c.Group, true)
		if first == nil || second == nil {
			return fmt.Errorf("%s 还没有两次计票可以对比；先用 kaocha tally count 做第一次，再由另一个人加 --second 做第二次", f.Cadre.Name)
		}
		if c.JSON {
			type count struct {
				By     string            `json:"by"`
				Totals review.GroupCount `json:"totals"`
			}
			return e.json(struct {
				First       count                    `json:"first"`
				Second      count                    `json:"second"`
				Differences []review.CountDifference `json:"differences"`
				Choices     []review.CountChoice     `json:"choices"`
			}{count{first.By, first.Totals(w.Scheme)}, count{second.By, second.Totals(w.Scheme)}, append([]review.CountDifference{}, review.Compare(w.Scheme, first, second)...), append([]review.CountChoice{}, t.Choices...)})
		}
		n := printCompare(e, w.Scheme, f, first, second)
		for _, x := range t.Choices {
			e.say("%s %s（%s）：%s", x.Date, review.TakeNames[x.Take], x.By, x.Reason)
		}
		if n > 0 && !review.TallyOK(w.Scheme, t) {
			return errFindings
		}
		return nil
	})
}
