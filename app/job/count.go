package job

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"kaocha/data/review"
	"kaocha/data/safefile"
	"kaocha/data/store"
)

// Counting is a count under way. Until it is finished it lives in a draft file
// beside the database, written anew after every ballot: the history of the
// records would keep each step, and with it the order of the ballots. Backups
// carry it (store.DraftFolder).
type Counting struct {
	Files []*review.File // whose ballots: several on a joint ballot
	Count *review.BallotCount
	Goal  int    // how many ballots are to be entered, 0 when not known
	Of    string // what Goal is: 收回 or 发出
	Found bool   // taken up where it was left

	w    *Work
	path string
	mu   sync.Mutex
	seq  int // of the last snapshot written
}

// draftLimit bounds a draft file, in bytes.
const draftLimit = 8 << 20

// BeginCount begins a count, or takes up one that was left by the same person.
// Several files stand for a joint ballot with a row for each. On a poll (OfPoll)
// the files are as it sees them (View).
func (w *Work) BeginCount(files []*review.File, group string, second bool, by string) (*Counting, error) {
	if len(files) == 0 {
		return nil, use("没有考察对象，无法计票")
	}
	if err := w.MayCount(files, group, second, by); err != nil {
		return nil, err
	}
	draft, err := w.CountDraft(files, group, second)
	if err != nil {
		return nil, err
	}
	c := &Counting{Files: files, w: w, path: w.draftPath(files, group, second)}
	c.Goal, c.Of = CountGoal(files[0].Subject.Tally, group)
	if draft != nil && draft.Told > 0 {
		c.Told(draft.Told)
	}
	if draft == nil {
		c.Count = review.NewCount(w.Scheme, group, second, by)
		c.Count.Rows = countRows(w.Scheme, files)
		return c, nil
	}
	if draft.By != by {
		return nil, fmt.Errorf("%s由 %s 录到一半，已有 %d 张；请由 %s 接着录，或先丢弃已录的票", draft.Name(), draft.By, draft.N(), draft.By)
	}
	c.Count, c.Found = draft, true
	return c, nil
}

// MayCount tells why a count cannot be begun, from what was read.
func (w *Work) MayCount(files []*review.File, group string, second bool, by string) error {
	if w.Round.Closed {
		return errors.New("批次已归档，不能再改")
	}
	if ro, why := w.Store.ReadOnly(); ro {
		return errors.New(why)
	}
	if err := w.Scheme.Countable(); err != nil {
		return err
	}
	if err := w.checkGroup(group); err != nil {
		return err
	}
	for _, f := range files {
		if err := w.mayPoll(f); err != nil {
			return err
		}
		if err := f.Subject.Tally.MayCount(group, second, by); err != nil {
			return fmt.Errorf("%s：%w", f.Cadre.Name, err)
		}
	}
	return nil
}

// checkGroup sees that the voter group is one of the scheme's.
func (w *Work) checkGroup(group string) error {
	groups := w.Scheme.Vote.Groups
	if len(groups) == 0 && group == "" || slices.ContainsFunc(groups, func(g review.Group) bool { return g.Key == group }) {
		return nil
	}
	if len(groups) == 0 {
		return use("方案没有分投票人群体，请不要写群体")
	}
	var keys []string
	for _, g := range groups {
		keys = append(keys, g.Key+"（"+g.Name+"）")
	}
	return use("请写明投票人群体，可用：%v", keys)
}

// countRows are the ballot's rows: the items, or the persons of a joint ballot.
func countRows(s *review.Scheme, files []*review.File) []string {
	if len(files) == 1 {
		return slices.Clone(s.BallotRows())
	}
	var out []string
	for _, f := range files {
		out = append(out, f.Cadre.Name)
	}
	return out
}

// CountGoal is how many ballots are to be entered, and what that number is: 收回,
// else 发出; 0 when neither was entered.
func CountGoal(t *review.Tally, group string) (int, string) {
	if t == nil {
		return 0, ""
	}
	for _, g := range t.Groups {
		if g.Group == group && g.Returned != nil {
			return *g.Returned, "收回"
		}
		if g.Group == group && g.Issued != nil {
			return *g.Issued, "发出"
		}
	}
	return 0, ""
}

// Told takes the number of ballots that came back, as the counter was told it.
func (c *Counting) Told(n int) {
	c.Goal, c.Of = n, "收回"
	if c.Count != nil {
		c.Count.Told = n
	}
}

// Mismatch tells how the ballots entered differ from the number that came back,
// "" when they do not. Fewer than were issued is no fault.
func (c *Counting) Mismatch() string {
	n := c.Count.N()
	switch {
	case c.Goal == 0 || n == c.Goal || c.Of != "收回" && n < c.Goal:
		return ""
	case n < c.Goal:
		return fmt.Sprintf("登记%s %d 张，只录入了 %d 张，少 %d 张", c.Of, c.Goal, n, c.Goal-n)
	}
	return fmt.Sprintf("登记%s %d 张，录入了 %d 张，多 %d 张", c.Of, c.Goal, n, n-c.Goal)
}

func (w *Work) draftPath(files []*review.File, group string, second bool) string {
	who, turn := files[0].Subject.ID, "1"
	if len(files) > 1 {
		who = w.Round.ID + "-" + files[0].Subject.BranchID + "-合票"
	}
	if second {
		turn = "2"
	}
	if w.Poll != nil {
		who += "-" + w.Poll.Key
	}
	return filepath.Join(store.DraftFolder(w.Store.Path()), safefile.Name(fmt.Sprintf("%s-%s-%s.json", who, group, turn)))
}

// CountDraft is what was entered of a count that is not finished, nil for
// nothing.
func (w *Work) CountDraft(files []*review.File, group string, second bool) (*review.BallotCount, error) {
	path := w.draftPath(files, group, second)
	body, err := safefile.Read(path, draftLimit)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var c review.BallotCount
	if err = json.Unmarshal(body, &c); err == nil {
		err = c.Check(w.Scheme)
	}
	if err == nil && !slices.Equal(c.Rows, countRows(w.Scheme, files)) {
		err = errors.New("票面的行与现在的考察对象不同")
	}
	if err != nil {
		return nil, fmt.Errorf("录到一半的计票读不出来：%w；请丢弃后重新录入，文件在 %s", err, path)
	}
	return &c, nil
}

// DropCountDraft throws away what was entered of a count that is not finished.
func (w *Work) DropCountDraft(files []*review.File, group string, second bool) error {
	return removeDraft(w.draftPath(files, group, second))
}

func removeDraft(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return safefile.Explain(path, err)
	}
	return nil
}

// Snapshot is the count as it is now, to be written by Keep beside the window.
func (c *Counting) Snapshot() []byte {
	b, err := json.Marshal(c.Count)
	if err != nil {
		panic("count: " + err.Error()) // plain data, cannot fail
	}
	return b
}

// Keep writes a snapshot; seq grows with every one, and an older one that comes
// late is dropped.
func (c *Counting) Keep(seq int, snapshot []byte) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if seq <= c.seq {
		return nil
	}
	if err := safefile.MakeDir(filepath.Dir(c.path), 0o700); err != nil {
		return err
	}
	if err := safefile.WriteBytes(c.path, snapshot); err != nil {
		return err
	}
	c.seq = seq
	return nil
}

// Finish puts the count into the tally of each person on the ballot, as one
// step, and does away with the draft.
func (c *Counting) Finish(ctx context.Context) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	label := c.Count.Name() + " " + c.Files[0].Cadre.Name
	if len(c.Files) > 1 {
		label = fmt.Sprintf("%s（合票 %d 人）", c.Count.Name(), len(c.Files))
	}
	err := c.w.Store.Do(ctx, label, func(tx *store.Tx) error {
		for i, f := range c.Files {
			part := c.Count
			if len(c.Files) > 1 {
				part = c.Count.Of(c.w.Scheme, i)
			}
			err := c.w.changeTally(ctx, tx, f.Subject.ID, func(t *review.Tally) error { return t.FinishCount(c.w.Scheme, part) })
			if err != nil {
				return fmt.Errorf("%s：%w", f.Cadre.Name, err)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	c.seq = math.MaxInt // a snapshot that comes late is dropped
	return removeDraft(c.path)
}

// Drop throws away the draft of this count.
func (c *Counting) Drop() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.seq = math.MaxInt
	return removeDraft(c.path)
}

// changeTally changes the tally as it is stored now.
func (w *Work) changeTally(ctx context.Context, tx *store.Tx, subject string, change func(*review.Tally) error) error {
	sub, err := tx.Subject(ctx, subject)
	if err != nil {
		return err
	}
	if err := change(w.ballotTally(sub)); err != nil {
		return err
	}
	return tx.SaveSubject(sub)
}

// ChooseCount carries out what was decided over the counts of a voter group and
// keeps it with the reason.
func (w *Work) ChooseCount(ctx context.Context, f *review.File, x review.CountChoice) error {
	if w.Round.Closed {
		return errors.New("批次已归档，不能再改")
	}
	if err := w.checkGroup(x.Group); err != nil {
		return err
	}
	if x.By == "" {
		x.By = w.Store.User()
	}
	x.Date = w.Today()
	return w.Store.Do(ctx, "计票 "+review.TakeNames[x.Take]+" "+f.Cadre.Name, func(tx *store.Tx) error {
		return w.changeTally(ctx, tx, f.Subject.ID, func(t *review.Tally) error { return t.Choose(w.Scheme, x) })
	})
}

// JointFiles are the persons on the joint ballot of a branch, in its order.
func JointFiles(d *review.Dossier, branch string) ([]*review.File, error) {
	if branch == "" {
		return nil, use("请写明是哪个党总支的合票")
	}
	var out []*review.File
	for _, f := range d.Files {
		if f.Branch != nil && (f.Branch.Name == branch || f.Branch.ID == branch) {
			out = append(out, f)
		}
	}
	if len(out) < 2 {
		return nil, fmt.Errorf("“%s”在批次里有 %d 名考察对象；合票要有两人以上，请核对党总支名称，或按每人一张票录入", branch, len(out))
	}
	return out, nil
}
