package command

import (
	"cmp"
	"fmt"
	"strings"

	"kaocha/app/job"
	"kaocha/data/exchange/handin"
	"kaocha/data/exchange/parcel"
	"kaocha/data/review"
)

type inviteCmd struct {
	reasoned
	Round      string `arg:"" help:"批次名称"`
	Branch     string `arg:"" help:"党总支"`
	Out        string `help:"写到这个文件或文件夹" placeholder:"PATH" default:"."`
	Passphrase string `help:"口令（不写：用已登记的密钥，没有登记就自动生成口令）" placeholder:"TEXT"`
}

func (c *inviteCmd) Run(e *env) error {
	if c.Reason != "" { // else the log has what such a file is for anyway
		if err := e.because(c.reasoned); err != nil {
			return err
		}
	}
	return e.work(c.Round, func(w *job.Work) error {
		out, err := w.Invite(e.ctx, c.Branch, c.Out, c.Passphrase, e.progress("写出"))
		if err != nil {
			return err
		}
		e.say("已写出给“%s”的邀请（第 %d 号）：%s", out.Branch, out.Seq, absolute(out.Path))
		e.say("%s", countLine(out.Counts))
		if what := w.Scheme.ExchangeText(); what != "" {
			e.say("往来的内容：%s。其余留在本库。", what)
		}
		if out.Passphrase != "" {
			e.say("口令：%s\n签名指纹：%s\n%s", out.Passphrase, out.Fingerprint, w.Scheme.Said("请当面或电话告知党总支口令，核对指纹；口令不要和文件一起发送。"))
		} else {
			e.say("用已登记的密钥加密，不需要口令。")
		}
		return nil
	})
}

// countLine tells the counts of a parcel.
func countLine(n map[string]int) string {
	var out []string
	for _, k := range handin.CountNames {
		if n[k] > 0 {
			out = append(out, fmt.Sprintf("%s %d", k, n[k]))
		}
	}
	return strings.Join(out, "，")
}

type submitCmd struct {
	reasoned
	Round  string `arg:"" help:"批次名称（组织部下发的）"`
	Branch string `help:"党总支（一个数据库为几个党总支填报时）" placeholder:"NAME"`
	Out    string `help:"写到这个文件或文件夹" placeholder:"PATH" default:"."`
}

func (c *submitCmd) Run(e *env) error {
	if c.Reason != "" { // else the log has what such a file is for anyway
		if err := e.because(c.reasoned); err != nil {
			return err
		}
	}
	return e.work(c.Round, func(w *job.Work) error {
		out, err := w.Submit(e.ctx, c.Branch, c.Out, e.progress("写出"))
		if err != nil {
			return err
		}
		e.say("已写出“%s”的报送（第 %d 号）：%s", out.Branch, out.Seq, absolute(out.Path))
		e.say("%s", countLine(out.Counts))
		if len(out.Left) > 0 {
			e.say("注意  有 %d 人不属于本库填报的党总支，没有写入：%s", len(out.Left), strings.Join(out.Left, "、"))
		}
		if len(out.Held) > 0 {
			e.say("注意  按方案由下发单位填写、没有写入的：%s", strings.Join(out.Held, "、"))
		}
		e.say("%s", w.Scheme.Said("把这个文件用 U 盘等交给组织部；第一次报送时，同时交盖章的登记卡（kaocha key slip）。"))
		return nil
	})
}

type receiveCmd struct {
	File        string   `arg:"" help:"邀请、报送或回执文件（.kaochayq、.kaocha、.kaochahz）"`
	DryRun      bool     `help:"只看计划，不写入"`
	Round       string   `help:"只接收这个批次的" placeholder:"NAME"`
	Passphrase  string   `help:"口令" placeholder:"TEXT"`
	Fingerprint string   `help:"党总支登记卡上的指纹：第一次接收时核对并登记" placeholder:"指纹"`
	Take        []string `help:"有冲突时取对方的：姓名，或 姓名=字段；全部 表示所有冲突；可写多次" placeholder:"姓名[=字段]" sep:"none"`
	Keep        []string `help:"不取对方的：姓名，或 姓名=字段；可写多次" placeholder:"姓名[=字段]" sep:"none"`
	Same        []string `help:"存疑的人就是干部库里的那一位（姓名=身份证号或工作证号），可写多次" placeholder:"姓名=号码" sep:"none"`
	AsNew       []string `help:"存疑的人按新人接收（姓名），可写多次" placeholder:"姓名" sep:"none"`
	Receipt     string   `help:"接收后把回执写到这个文件或文件夹" placeholder:"PATH"`
	Note        string   `help:"写进回执的话" placeholder:"TEXT"`
	JSON        bool     `name:"json" help:"以 JSON 列出计划"`
}

func (c *receiveCmd) Run(e *env) error {
	return e.session(func(s *job.Session) error {
		o, err := c.open(e, s)
		if err != nil {
			return err
		}
		if o.Answer != nil {
			return c.answer(e, s, o)
		}
		if err := c.settle(e, s, o.Plan); err != nil {
			return err
		}
		if c.JSON {
			if err := e.json(parcelView(o)); err != nil {
				return err
			}
		} else {
			printParcel(e, o)
		}
		if c.DryRun {
			e.say("以上是计划，没有写入任何数据。")
			return openQuestions(o.Plan)
		}
		h, err := s.Take(e.ctx, o, e.progress("接收"))
		if err != nil {
			return err
		}
		e.say("已接收%s“%s”第 %d 号。用 kaocha undo 可以撤销。", o.Manifest.Kind.Name(), o.Manifest.Branch, o.Manifest.Seq)
		if c.Receipt != "" && o.Manifest.Kind == parcel.Submission {
			if err := writeAnswer(e, s, h, c.Receipt, c.Note); err != nil {
				return err
			}
		}
		return openQuestions(o.Plan)
	})
}

// openQuestions tells by the exit code that something still wants a decision.
func openQuestions(p *handin.Plan) error {
	for _, it := range p.Items {
		if it.Kind == handin.Doubtful && it.Skip || it.Kind == handin.Removed && it.Skip {
			return errFindings
		}
		for _, f := range it.Fields {
			if f.Conflict && !f.Accept {
				return errFindings
			}
		}
	}
	return nil
}

// open opens the file and registers the key when its fingerprint was given.
func (c *receiveCmd) open(e *env, s *job.Session) (*job.Opened, error) {
	round := ""
	if c.Round != "" {
		r, err := s.Store.Round(e.ctx, c.Round)
		if err != nil {
			return nil, err
		}
		round = r.ID
	}
	o, err := s.OpenParcel(e.ctx, c.File, c.Passphrase, round, e.progress("核对"))
	if r := parcel.AsRefusal(err); r != nil && r.Reason == parcel.UnknownKey && o != nil && o.Peer != nil {
		if c.Fingerprint == "" {
			return nil, fmt.Errorf("%w：kaocha receive %s --fingerprint 登记卡上的指纹", err, shellWord(c.File))
		}
		if err := s.RegisterPeer(e.ctx, *o.Peer, o.Manifest.Branch, c.Fingerprint); err != nil {
			return nil, err
		}
		e.say("指纹相同，已登记“%s”的密钥。", o.Manifest.Branch)
		return s.OpenParcel(e.ctx, c.File, c.Passphrase, round, e.progress("核对"))
	}
	return o, err
}

func (c *receiveCmd) answer(e *env, s *job.Session, o *job.Opened) error {
	printReceipt(e, o.Answer, o.Said)
	if c.DryRun {
		e.say("以上是回执的内容，没有读入。")
		return nil
	}
	if _, err := s.Take(e.ctx, o, nil); err != nil {
		return err
	}
	e.say("已读入“%s”第 %d 号报送的回执。", o.Manifest.Branch, o.Answer.Seq)
	return nil
}

// settle applies the decisions of the command line; one that fits nothing is a
// mistake somebody must hear of.
func (c *receiveCmd) settle(e *env, s *job.Session, p *handin.Plan) error {
	for name, d := range decisions(c.Same) {
		it, err := doubtful(p, name)
		if err != nil {
			return err
		}
		who, err := s.FindCadre(e.ctx, d.value)
		if err != nil {
			return err
		}
		if err := it.Resolve(who.ID); err != nil {
			return err
		}
	}
	for name := range decisions(c.AsNew) {
		it, err := doubtful(p, name)
		if err != nil {
			return err
		}
		if err := it.Resolve(handin.AsNew); err != nil {
			return err
		}
	}
	for _, o := range []struct {
		list []string
		flag string
		take bool
	}{{c.Take, "--take", true}, {c.Keep, "--keep", false}} {
		for _, word := range o.list {
			if !choose(p, word, o.take) {
				return useError("%s 写的“%s”在这份文件里没有对应的人或字段；先用 --dry-run 查看", o.flag, word)
			}
		}
	}
	return nil
}

func doubtful(p *handin.Plan, name string) (*handin.Item, error) {
	for _, it := range p.Items {
		if it.Name == name && it.Kind == handin.Doubtful {
			return it, nil
		}
	}
	return nil, useError("“%s”不在存疑的人里；先用 --dry-run 查看", name)
}

// choose takes or keeps what 姓名 or 姓名=字段 names, 全部 for every item.
func choose(p *handin.Plan, word string, take bool) (found bool) {
	name, field, one := strings.Cut(word, "=")
	name, field = strings.TrimSpace(name), strings.TrimSpace(field)
	if name == "全部" && !one && take {
		p.TakeAll()
		return true
	}
	for _, it := range p.Items {
		if it.Name != name && name != "全部" {
			continue
		}
		if !one {
			found = true
			it.AcceptAll(take)
			if !take {
				it.Skip = true
			}
			continue
		}
		for i := range it.Fields {
			if f := &it.Fields[i]; f.Label == field || f.Group+"·"+f.Label == field {
				f.Accept, found = take, true
			}
		}
	}
	return found
}

func printParcel(e *env, o *job.Opened) {
	m := &o.Manifest
	e.say("%s · %s · 批次“%s” · 第 %d 号 · %s 由%s写出", m.Kind.Name(), m.Branch, m.Round, m.Seq, m.At.Local().Format("2006.01.02 15:04"), cmp.Or(m.By, "（未写）"))
	e.say("签名指纹 %s", o.Fingerprint())
	if m.Kind == parcel.Invitation && o.Changed {
		e.say("%s", o.Said("注意  签名密钥与以前打开的邀请不同；请与组织部核对指纹后再接收。"))
	}
	e.say("%s", o.Said(countLine(m.Counts)))
	var kinds []string
	unit := "人"
	if o.Scheme.Assesses() {
		unit = "个"
	}
	for _, k := range handin.Kinds {
		kinds = append(kinds, fmt.Sprintf("%s %d %s", k, o.Plan.Count(k), unit))
	}
	e.say("%s。", strings.Join(kinds, "，"))
	for _, it := range o.Plan.Items {
		if it.Kind == handin.Unchanged && it.Reason == "" {
			continue
		}
		line := string(it.Kind) + "  " + it.Name
		if it.Reason != "" {
			line += "：" + o.Said(it.Reason)
		}
		e.say("%s", line)
		for _, f := range it.Fields {
			mark := "取对方"
			if !f.Accept || it.Skip {
				mark = "保留本库"
			}
			e.say("      %s·%s（%s）：本库“%s”，对方“%s”%s", f.Group, f.Label, mark, f.Ours, f.Theirs, o.Said(whoChanged(it, f)))
		}
	}
}

// whoChanged tells of a conflict why it is one and who changed what when.
func whoChanged(it *handin.Item, f handin.Field) string {
	if !f.Conflict {
		return ""
	}
	out := "——" + f.Why
	if f.OursBy.By != "" {
		out += fmt.Sprintf("；本库由%s于 %s 改", f.OursBy.By, f.OursBy.At.Local().Format("2006.01.02 15:04"))
	}
	if t := it.Theirs.Touched; t.By != "" {
		out += fmt.Sprintf("；对方由%s于 %s 改", t.By, t.At.Local().Format("2006.01.02 15:04"))
	}
	return out
}

// printReceipt prints a receipt in the words that said gives.
func printReceipt(e *env, r *review.Receipt, said func(string) string) {
	n, taken, kept, missing, fix := r.Sums()
	e.say("%s", said(fmt.Sprintf("第 %d 号报送的回执：考察对象 %d，收下 %d 项，保留组织部的 %d 项，缺材料 %d 项，要改 %d 处。", r.Seq, n, taken, kept, missing, fix)))
	if r.Note != "" {
		e.say("%s：%s", said("组织部"), r.Note)
	}
	for i := range r.Persons {
		p := &r.Persons[i]
		e.say("%s  %s", p.Mark(), p.Name)
		for _, line := range p.Lines() {
			e.say("      %s", said(line))
		}
	}
}

type parcelJSON struct {
	Manifest    parcel.Manifest  `json:"manifest"`
	Fingerprint string           `json:"fingerprint"`
	Items       []parcelItemJSON `json:"items"`
}

type parcelItemJSON struct {
	Kind   string         `json:"kind"`
	Name   string         `json:"name"`
	Reason string         `json:"reason,omitempty"`
	Skip   bool           `json:"skip,omitempty"`
	Fields []handin.Field `json:"fields,omitempty"`
}

func parcelView(o *job.Opened) parcelJSON {
	v := parcelJSON{Manifest: o.Manifest, Fingerprint: o.Fingerprint(), Items: []parcelItemJSON{}}
	for _, it := range o.Plan.Items {
		v.Items = append(v.Items, parcelItemJSON{string(it.Kind), it.Name, it.Reason, it.Skip, it.Fields})
	}
	return v
}
