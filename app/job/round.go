package job

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"kaocha/data/cadre"
	"kaocha/data/review"
	"kaocha/data/store"
)

// NewRound opens a round from a scheme: a shipped key or a YAML file.
type NewRound struct {
	Name, Scheme, School, Paper  string
	Assessed, Deadline, Notified cadre.Date
}

// CreateRound validates the scheme and saves the round.
func (s *Session) CreateRound(ctx context.Context, n NewRound) (*review.Round, error) {
	r, _, err := s.newRound(ctx, n)
	if err != nil {
		return nil, err
	}
	err = s.Store.Do(ctx, "新建批次 "+r.Name, func(tx *store.Tx) error { return tx.SaveRound(r) })
	return r, err
}

// newRound makes the round, not saved yet; what is left open comes from the settings.
func (s *Session) newRound(ctx context.Context, n NewRound) (*review.Round, *review.Scheme, error) {
	if err := s.defaults(ctx, &n); err != nil {
		return nil, nil, err
	}
	sch, text, err := s.FindScheme(ctx, n.Scheme)
	if err != nil {
		return nil, nil, err
	}
	if strings.TrimSpace(n.Name) == "" {
		return nil, nil, use("请给批次起个名字，如“2025年科级干部试用期考察”")
	}
	if err := KnownPaper(n.Paper); err != nil {
		return nil, nil, err
	}
	r := &review.Round{Name: strings.TrimSpace(n.Name), SchemeKey: sch.Key, SchemeText: string(text), School: n.School, Paper: n.Paper,
		Notified: n.Notified, Assessed: n.Assessed, Deadline: n.Deadline}
	if r.School == "" {
		r.School = sch.School
	}
	if r.Paper == "" {
		r.Paper = sch.Paper
	}
	return r, sch, nil
}

// KnownPaper refuses the key of a sheet there is not; "" is all right.
func KnownPaper(key string) error {
	if key == "" || review.PaperByKey(key) != nil {
		return nil
	}
	var known []string
	for _, p := range review.Papers {
		known = append(known, p.Key)
	}
	return use("没有纸张“%s”；可用：%s", key, strings.Join(known, "、"))
}

// LoadScheme reads a shipped scheme by key or one from a file; "" takes the
// first one shipped.
func LoadScheme(name string) (*review.Scheme, []byte, error) {
	if name == "" {
		all, err := review.Shipped()
		if err != nil {
			return nil, nil, err
		}
		name = all[0].Key
	}
	if sch, text, err := review.ShippedByKey(name); err == nil {
		return sch, text, nil
	}
	return loadSchemeFile(name)
}

// Due suggests the cadres whose probation ends before a date and is not yet
// concluded, in 姓氏笔画 order. They have what a store.Brief has.
func (w *Work) Due(ctx context.Context, before cadre.Date) ([]*cadre.Cadre, error) {
	list, err := w.Store.Briefs(ctx)
	if err != nil {
		return nil, err
	}
	all := make([]*cadre.Cadre, len(list))
	for i, b := range list {
		all[i] = b.Cadre()
	}
	due := map[*cadre.Cadre]bool{}
	for _, c := range review.DueSubjects(all, w.Scheme, before) {
		due[c] = true
	}
	return slices.DeleteFunc(all, func(c *cadre.Cadre) bool { return !due[c] }), nil
}

// AddSubjects takes cadres into a round as one step: the branch is the cadre's
// 党总支 (made in the round when new), the stage the scheme's first. Who is in
// the round already is passed over. It gives the names added.
func (w *Work) AddSubjects(ctx context.Context, ids []string, panel string) ([]string, error) {
	subs, err := w.Store.Subjects(ctx, w.Round.ID)
	if err != nil {
		return nil, err
	}
	branches, err := w.Store.Branches(ctx, w.Round.ID)
	if err != nil {
		return nil, err
	}
	panelID, err := w.panelID(ctx, panel)
	if err != nil {
		return nil, err
	}
	var added []string
	err = w.Store.Do(ctx, fmt.Sprintf("加入考察对象 %d 人", len(ids)), func(tx *store.Tx) error {
		for _, id := range ids {
			if slices.ContainsFunc(subs, func(s review.Subject) bool { return s.CadreID == id }) {
				continue
			}
			sub, name, err := w.addSubject(ctx, tx, id, &branches, func(string) string { return panelID })
			if err != nil {
				return err
			}
			subs, added = append(subs, *sub), append(added, name)
		}
		return nil
	})
	return added, err
}

// addSubject takes one cadre in; panel gives the panel for a branch's name.
func (w *Work) addSubject(ctx context.Context, tx *store.Tx, id string, branches *[]review.Branch, panel func(branch string) string) (*review.Subject, string, error) {
	c, err := w.Store.Cadre(ctx, id)
	if err != nil {
		return nil, "", err
	}
	b, err := w.branchFor(tx, branches, c)
	if err != nil {
		return nil, "", err
	}
	i := slices.IndexFunc(*branches, func(x review.Branch) bool { return x.ID == b })
	sub := &review.Subject{RoundID: w.Round.ID, CadreID: id, BranchID: b, PanelID: panel((*branches)[i].Name), Stage: w.Scheme.Stages[0].Key}
	if w.Scheme.Assesses() {
		kind := slices.IndexFunc(w.Scheme.Kinds, func(k review.SubjectKind) bool {
			return k.Register && (w.AddAs == "" || k.Key == w.AddAs || k.Name == w.AddAs)
		})
		if kind < 0 {
			return nil, "", use("方案“%s”没有从干部库里选的“%s”；按名称加入的用 --name", w.Scheme.Name, w.AddAs)
		}
		sub.Kind = w.Scheme.Kinds[kind].Key
	}
	if err := tx.SaveSubject(sub); err != nil {
		return nil, "", fmt.Errorf("%s：%w", c.Name, err)
	}
	return sub, c.Name, nil
}

// BranchOf is the 党总支 that hands in for a cadre: the one in the register, else
// the unit; "" when neither is known.
func BranchOf(c *cadre.Cadre) string {
	if c.Branch != "" {
		return c.Branch
	}
	return c.Unit
}

func (w *Work) branchFor(tx *store.Tx, branches *[]review.Branch, c *cadre.Cadre) (string, error) {
	name := BranchOf(c)
	if name == "" {
		return "", fmt.Errorf("%s 没有填党总支和单位，不知道归哪个党总支报送；请先在干部库里补上", c.Name)
	}
	for _, b := range *branches {
		if b.Name == name {
			return b.ID, nil
		}
	}
	b := review.Branch{RoundID: w.Round.ID, Name: name, Order: len(*branches) + 1}
	if err := tx.SaveBranch(&b); err != nil {
		return "", err
	}
	*branches = append(*branches, b)
	return b.ID, nil
}

func (w *Work) panelID(ctx context.Context, name string) (string, error) {
	if name == "" {
		return "", nil
	}
	panels, err := w.Store.Panels(ctx, w.Round.ID)
	if err != nil {
		return "", err
	}
	var names []string
	for _, p := range panels {
		if p.Name == name || p.ID == name {
			return p.ID, nil
		}
		names = append(names, p.Name)
	}
	if len(names) == 0 {
		return "", fmt.Errorf("批次里还没有考察组；请先用 kaocha round panel 设置“%s”", name)
	}
	return "", fmt.Errorf("批次里没有考察组“%s”；有：%s", name, strings.Join(names, "、"))
}

// SetPanel saves a panel and gives it to subjects: those of a branch, or all
// who have none yet when branch is "".
func (w *Work) SetPanel(ctx context.Context, p review.Panel, branch string) (int, error) {
	panels, err := w.Store.Panels(ctx, w.Round.ID)
	if err != nil {
		return 0, err
	}
	p.RoundID = w.Round.ID
	for _, o := range panels {
		if o.Name == p.Name {
			p.ID = o.ID
		}
	}
	branchID, err := w.BranchID(ctx, branch)
	if err != nil {
		return 0, err
	}
	subs, err := w.Store.Subjects(ctx, w.Round.ID)
	if err != nil {
		return 0, err
	}
	n := 0
	err = w.Store.Do(ctx, "设置考察组 "+p.Name, func(tx *store.Tx) error {
		if err := tx.SavePanel(&p); err != nil {
			return err
		}
		for i := range subs {
			s := &subs[i]
			if branchID != "" && s.BranchID != branchID || branchID == "" && s.PanelID != "" || s.PanelID == p.ID {
				continue
			}
			s.PanelID = p.ID
			if err := tx.SaveSubject(s); err != nil {
				return err
			}
			n++
		}
		return nil
	})
	return n, err
}

// BranchID finds a branch of the round by name; "" gives "".
func (w *Work) BranchID(ctx context.Context, name string) (string, error) {
	if name == "" {
		return "", nil
	}
	branches, err := w.Store.Branches(ctx, w.Round.ID)
	if err != nil {
		return "", err
	}
	var names []string
	for _, b := range branches {
		if b.Name == name || b.ID == name {
			return b.ID, nil
		}
		names = append(names, b.Name)
	}
	return "", fmt.Errorf("批次里没有党总支“%s”；有：%s", name, strings.Join(names, "、"))
}

// StageID finds a stage by key or name.
func (w *Work) StageID(name string) (string, error) {
	var names []string
	for _, s := range w.Scheme.Stages {
		if s.Key == name || s.Name == name {
			return s.Key, nil
		}
		names = append(names, s.Name)
	}
	return "", use("没有环节“%s”；方案里的环节：%s", name, strings.Join(names, " → "))
}

// Moved is what became of one subject when the stage was to change.
type Moved struct {
	Name  string
	Err   error          // why it stays
	Unmet []review.Unmet // what is missing or warned of
}

// Why says who stays and why; most reasons begin with the name.
func (m Moved) Why() string {
	if why := m.Err.Error(); !strings.HasPrefix(why, m.Name) {
		return m.Name + "：" + why
	}
	return m.Err.Error()
}

// Advance moves subjects to a stage as one step. Those that are held back stay
// where they are and are reported; the rest move.
func (w *Work) Advance(ctx context.Context, subjectIDs []string, stage, reason string) ([]Moved, error) {
	d, err := w.Dossier(ctx)
	if err != nil {
		return nil, err
	}
	out, moved := w.advance(d, subjectIDs, func(*review.File) (string, bool) { return stage, true }, reason)
	return out, w.saveMoved(ctx, moved, fmt.Sprintf("%d 人进入“%s”", len(moved), w.Scheme.StageName(stage)))
}

// AdvanceEach moves every subject to the stage after its own as one step; who is
// held back stays.
func (w *Work) AdvanceEach(ctx context.Context, subjectIDs []string, reason string) ([]Moved, error) {
	d, err := w.Dossier(ctx)
	if err != nil {
		return nil, err
	}
	out, moved := w.advance(d, subjectIDs, func(f *review.File) (string, bool) {
		next, ok := review.NextStage(w.Scheme, f.Subject)
		return next.Key, ok
	}, reason)
	return out, w.saveMoved(ctx, moved, fmt.Sprintf("%d 人进入下一环节", len(moved)))
}

func (w *Work) advance(d *review.Dossier, ids []string, to func(*review.File) (string, bool), reason string) (out []Moved, moved []*review.Subject) {
	for _, f := range d.Files {
		if !slices.Contains(ids, f.Subject.ID) {
			continue
		}
		m := Moved{Name: f.Cadre.Name}
		if stage, ok := to(f); !ok {
			m.Err = errors.New("已经是最后环节")
		} else {
			m.Unmet = review.Blocked(d, f, stage)
			m.Err = review.Advance(d, f, stage, w.Store.User(), reason, w.Now())
		}
		if m.Err == nil {
			moved = append(moved, f.Subject)
		}
		out = append(out, m)
	}
	return out, moved
}

func (w *Work) saveMoved(ctx context.Context, moved []*review.Subject, label string) error {
	if len(moved) == 0 {
		return nil
	}
	return w.Store.Do(ctx, label, func(tx *store.Tx) error {
		for _, s := range moved {
			if err := tx.SaveSubject(s); err != nil {
				return err
			}
		}
		return nil
	})
}

var errClosed = errors.New("批次已归档，不能再改")

// Edit changes one subject as one step. When that is refused, the subject at hand
// is as it is stored.
func (w *Work) Edit(ctx context.Context, f *review.File, label string, change func(s *review.Subject) error) error {
	if w.Round.Closed {
		return errClosed
	}
	return w.editWith(ctx, f, label, func(_ *store.Tx, s *review.Subject) error { return change(s) })
}

// editWith changes a subject and what is kept with it, such as files. It works on
// a copy: what a refused change had already set would be saved with the next one.
func (w *Work) editWith(ctx context.Context, f *review.File, label string, change func(*store.Tx, *review.Subject) error) error {
	next := f.Subject.Copy()
	err := w.Store.Do(ctx, label+" "+f.Cadre.Name, func(tx *store.Tx) error {
		if err := change(tx, next); err != nil {
			return err
		}
		return tx.SaveSubject(next)
	})
	if err == nil {
		*f.Subject = *next
	}
	return err
}
