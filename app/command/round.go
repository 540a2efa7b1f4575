package command

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"kaocha/app/job"
	"kaocha/data/cadre"
	"kaocha/data/review"
	"kaocha/data/store"
)

type roundCmd struct {
	New    roundNewCmd    `cmd:"" help:"按考核方案新建批次"`
	Edit   roundEditCmd   `cmd:"" help:"修改批次的名称、学校、日期、纸张"`
	List   roundListCmd   `cmd:"" help:"列出批次"`
	Show   roundShowCmd   `cmd:"" help:"查看批次：对象、环节、材料齐缺"`
	Add    roundAddCmd    `cmd:"" help:"加入考察对象（指名，或按试用期届满日期）"`
	Drop   roundDropCmd   `cmd:"" help:"移出考察对象"`
	Panel  roundPanelCmd  `cmd:"" help:"设置考察组：组长、成员、负责哪个党总支"`
	Branch roundBranchCmd `cmd:"" help:"设置党总支的负责人和联系人"`
	Hand   roundHandCmd   `cmd:"" help:"指定由哪个单位填报、报送"`
	Stage  roundStageCmd  `cmd:"" help:"进入下一环节，或退回（须写原因）"`
	Next   roundNextCmd   `cmd:"" help:"建立下一期：对象相同，日期按方案顺延（按季、按月的考核）"`
	Close  roundCloseCmd  `cmd:"" help:"归档：全部办完后锁定批次"`
	Keep   roundKeepCmd   `cmd:"" help:"收到的文件保管到哪一天"`
	Erase  roundEraseCmd  `cmd:"" help:"销毁已归档批次收到的文件，并打印销毁证明"`
	Reopen roundReopenCmd `cmd:"" help:"取消归档，可以再改"`
	Delete roundDeleteCmd `cmd:"" help:"删除批次（可撤销）"`
}

type roundNewCmd struct {
	Name     string     `arg:"" help:"批次名称"`
	Scheme   string     `help:"考核方案：内置方案的代号或 YAML 文件（不写：内置的第一个，见 scheme list）" placeholder:"KEY|FILE"`
	School   string     `help:"学校名称（默认取方案）"`
	Paper    string     `help:"纸张：16K、16K-195x270、16K-185x260、A4"`
	Notified cadre.Date `help:"通知日期" placeholder:"2025.11.20"`
	Assessed cadre.Date `help:"考察日期，年龄按此计算" placeholder:"2025.12.10"`
	Deadline cadre.Date `help:"报送截止日期" placeholder:"2025.12.25"`
}

func (c *roundNewCmd) Run(e *env) error {
	return e.session(func(s *job.Session) error {
		r, err := s.CreateRound(e.ctx, job.NewRound{Name: c.Name, Scheme: c.Scheme, School: c.School, Paper: c.Paper, Notified: c.Notified, Assessed: c.Assessed, Deadline: c.Deadline})
		if err != nil {
			return err
		}
		e.say("已新建批次“%s”。下一步：kaocha round add %s --due 日期", r.Name, shellWord(r.Name))
		return nil
	})
}

// shellWord is a word as it has to be typed: in quotes when it has blanks.
func shellWord(s string) string {
	if strings.ContainsAny(s, " \t　&|<>()'`$;*?") {
		return `"` + s + `"`
	}
	return s
}

type roundListCmd struct {
	JSON bool `name:"json" help:"以 JSON 列出"`
}

func (c *roundListCmd) Run(e *env) error {
	return e.session(func(s *job.Session) error {
		rs, err := s.Store.Rounds(e.ctx)
		if err != nil {
			return err
		}
		if c.JSON {
			return e.json(append([]review.Round{}, rs...))
		}
		if len(rs) == 0 {
			e.say("还没有批次。用 kaocha round new 名称 新建。")
			return nil
		}
		t := newTable("批次", "方案", "考察日期", "报送截止", "对象")
		for _, r := range rs {
			subs, err := s.Store.Subjects(e.ctx, r.ID)
			if err != nil {
				return err
			}
			name := r.Name
			if r.Sample && !strings.Contains(name, "示例") {
				name += "（示例）"
			}
			t.add(name, r.SchemeKey, r.Assessed.String(), r.Deadline.String(), fmt.Sprint(len(subs)))
		}
		t.print(e.out)
		return nil
	})
}

type roundShowCmd struct {
	Round string `arg:"" help:"批次名称"`
	JSON  bool   `name:"json" help:"以 JSON 列出"`
}

// subjectView is a line of round show.
type subjectView struct {
	Name      string            `json:"name"`
	Branch    string            `json:"branch"`
	Panel     string            `json:"panel"`
	Stage     string            `json:"stage"`
	Due       string            `json:"due,omitempty"`
	Grade     string            `json:"grade,omitempty"`
	Materials map[string]string `json:"materials"`
	ID        string            `json:"id"`
	Moves     []review.Move     `json:"moves"` // how the stage got here, with the reasons
}

func (c *roundShowCmd) Run(e *env) error {
	return e.work(c.Round, func(w *job.Work) error {
		said := w.Scheme.Said
		d, err := w.Dossier(e.ctx)
		if err != nil {
			return err
		}
		if c.JSON {
			return e.json(subjectViews(w, d))
		}
		e.say("%s · %s · %s %s · 报送截止 %s · 纸张 %s", w.Round.Name, w.Scheme.Name, said("考察日期"), w.Round.Assessed.Chinese(), w.Round.Deadline.Chinese(), w.Round.Paper)
		head := []string{"姓名", said("党总支"), "考察组", "环节"}
		for _, it := range w.Scheme.Material {
			head = append(head, it.Name)
		}
		t := newTable(head...)
		for _, v := range subjectViews(w, d) {
			row := []string{v.Name, v.Branch, v.Panel, v.Stage}
			for _, it := range w.Scheme.Material {
				row = append(row, v.Materials[it.Name])
			}
			t.add(row...)
		}
		t.print(e.out)
		for _, p := range d.Panels {
			e.say("考察组 %s：组长 %s，成员 %s", p.Name, p.Leader, strings.Join(p.Members, "、"))
		}
		for _, b := range d.Branches {
			e.say("%s %s：负责人 %s，联系人 %s", said("党总支"), b.Name, or(b.Head, "未填"), or(strings.TrimSpace(b.Contact+" "+b.Phone), "未填"))
		}
		e.say("共 %d %s。", len(d.Files), w.Scheme.Each())
		return nil
	})
}

func subjectViews(w *job.Work, d *review.Dossier) []subjectView {
	out := []subjectView{}
	for _, f := range d.Files {
		v := subjectView{Name: f.Cadre.Name, Stage: w.Scheme.StageName(f.Subject.Stage), Grade: f.Subject.Report.Grade, ID: f.Subject.ID, Materials: map[string]string{}, Moves: append([]review.Move{}, f.Subject.Moves...),
			Due: review.DueDate(d, f, f.Subject.Stage).String()}
		if f.Branch != nil {
			v.Branch = f.Branch.Name
		}
		if f.Panel != nil {
			v.Panel = f.Panel.Name
		}
		for _, it := range w.Scheme.Material {
			if it.AskedOf(f.Subject) {
				v.Materials[it.Name] = review.StateNames[d.MaterialOf(f, it).State]
			}
		}
		out = append(out, v)
	}
	return out
}

type roundAddCmd struct {
	Round  string     `arg:"" help:"批次名称"`
	Cadre  []string   `help:"干部姓名、身份证号或工作证号，可写多次" placeholder:"NAME" sep:"none"`
	Name   []string   `help:"按名称加入的对象（单位、党员等，不在干部库里），可写多次" placeholder:"NAME" sep:"none"`
	Kind   string     `help:"对象的种类（方案分种类时）" placeholder:"KEY"`
	Unit   string     `help:"所在单位（区分同名）" placeholder:"NAME"`
	Role   []string   `help:"身份，如 支委，可写多次" placeholder:"NAME"`
	Due    cadre.Date `help:"把试用期在这天之前届满的人都加入" placeholder:"2025.12.31"`
	Panel  string     `help:"考察组" placeholder:"NAME"`
	DryRun bool       `help:"只列出会加入谁"`
}

func (c *roundAddCmd) Run(e *env) error {
	if len(c.Cadre) == 0 && c.Due.IsZero() && len(c.Name) == 0 {
		return useError("请用 --cadre 指名，或用 --due 日期；单位、党员等用 --name 名称")
	}
	return e.work(c.Round, func(w *job.Work) error {
		if len(c.Name) > 0 {
			return c.named(e, w)
		}
		var ids, names []string
		for _, n := range c.Cadre {
			p, err := w.FindCadre(e.ctx, n)
			if err != nil {
				return err
			}
			ids, names = append(ids, p.ID), append(names, p.Name)
		}
		if !c.Due.IsZero() {
			due, err := w.Due(e.ctx, c.Due)
			if err != nil {
				return err
			}
			for _, p := range due {
				ids, names = append(ids, p.ID), append(names, p.Name)
			}
		}
		if c.DryRun {
			e.say("会加入 %d 人：%s", len(names), strings.Join(names, "、"))
			return nil
		}
		w.AddAs = c.Kind
		added, err := w.AddSubjects(e.ctx, ids, c.Panel)
		if err != nil {
			return err
		}
		cautions, err := w.Cautions(e.ctx, ids)
		if err != nil {
			return err
		}
		for _, x := range cautions {
			e.say("注意：%s", x)
		}
		switch {
		case len(ids) == 0:
			return errors.New("没有人的试用期在这天之前届满，没有加入任何人；请核对日期和干部库里的试任通知时间")
		case len(added) == 0:
			e.say("没有加入任何人：%s 已在批次里。", strings.Join(names, "、"))
		default:
			e.say("已加入 %d 人：%s", len(added), strings.Join(added, "、"))
		}
		return nil
	})
}

// named adds subjects that are not in the register.
func (c *roundAddCmd) named(e *env, w *job.Work) error {
	var list []job.NamedSubject
	for _, n := range c.Name {
		list = append(list, job.NamedSubject{Name: n, Kind: c.Kind, Unit: c.Unit, Roles: c.Role})
	}
	if c.DryRun {
		e.say("会加入 %d 个：%s", len(c.Name), strings.Join(c.Name, "、"))
		return nil
	}
	added, err := w.AddNamed(e.ctx, list)
	if err != nil {
		return err
	}
	if len(added) == 0 {
		e.say("没有加入：%s 已在批次里。", strings.Join(c.Name, "、"))
		return nil
	}
	e.say("已加入 %d 个：%s", len(added), strings.Join(added, "、"))
	return nil
}

type roundDropCmd struct {
	Round string `arg:"" help:"批次名称"`
	Cadre string `arg:"" help:"考察对象"`
}

func (c *roundDropCmd) Run(e *env) error {
	return e.work(c.Round, func(w *job.Work) error {
		f, err := w.Find(e.ctx, c.Cadre)
		if err != nil {
			return err
		}
		if err := w.Remove(e.ctx, []string{f.Subject.ID}); err != nil {
			return err
		}
		e.say("已移出 %s（他的材料、测评、谈话记录一并移出）。用 kaocha undo 可以撤销。", f.Cadre.Name)
		return nil
	})
}

type roundPanelCmd struct {
	Round  string   `arg:"" help:"批次名称"`
	Name   string   `arg:"" help:"考察组名称，如 第一考察组"`
	Leader string   `help:"组长" required:"" placeholder:"NAME"`
	Member []string `help:"成员，可写多次" placeholder:"NAME"`
	Branch string   `help:"负责这个党总支的全部对象（不写：给还没有考察组的对象）" placeholder:"NAME"`
}

func (c *roundPanelCmd) Run(e *env) error {
	if strings.TrimSpace(c.Leader) == "" {
		return useError("--leader 后面没有写组长")
	}
	if slices.Contains(c.Member, c.Leader) {
		return useError("组长 %s 不用再写进成员", c.Leader)
	}
	return e.work(c.Round, func(w *job.Work) error {
		n, err := w.SetPanel(e.ctx, review.Panel{Name: c.Name, Leader: c.Leader, Members: c.Member}, c.Branch)
		if err != nil {
			return err
		}
		e.say("考察组“%s”：组长 %s，成员 %s；负责 %d 名对象。", c.Name, c.Leader, strings.Join(c.Member, "、"), n)
		return nil
	})
}

type roundBranchCmd struct {
	Round   string `arg:"" help:"批次名称"`
	Name    string `arg:"" help:"党总支名称"`
	Head    string `help:"负责人" placeholder:"NAME"`
	Contact string `help:"联系人" placeholder:"NAME"`
	Phone   string `help:"电话"`
}

func (c *roundBranchCmd) Run(e *env) error {
	return e.work(c.Round, func(w *job.Work) error {
		id, err := w.BranchID(e.ctx, c.Name)
		if err != nil {
			return err
		}
		b, err := w.Store.Branch(e.ctx, id)
		if err != nil {
			return err
		}
		b.Head, b.Contact, b.Phone = or(c.Head, b.Head), or(c.Contact, b.Contact), or(c.Phone, b.Phone)
		if err := w.SetBranch(e.ctx, b); err != nil {
			return err
		}
		e.say("%s：负责人 %s，联系人 %s %s", b.Name, b.Head, b.Contact, b.Phone)
		return nil
	})
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

type roundDeleteCmd struct {
	Round string `arg:"" help:"批次名称（须写全）"`
}

func (c *roundDeleteCmd) Run(e *env) error {
	return e.session(func(s *job.Session) error {
		r, err := s.Store.Round(e.ctx, c.Round)
		if err != nil {
			return err
		}
		if r.Name != c.Round && r.ID != c.Round {
			return useError("要删除请把批次名称写全：%s", r.Name)
		}
		if err := s.Store.Do(e.ctx, "删除批次 "+r.Name, func(tx *store.Tx) error { return tx.DeleteRound(r.ID) }); err != nil {
			return err
		}
		e.say("已删除批次“%s”。用 kaocha undo 可以撤销。", r.Name)
		return nil
	})
}
