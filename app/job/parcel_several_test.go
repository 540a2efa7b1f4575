package job

import (
	"slices"
	"strings"
	"testing"

	"kaocha/data/exchange/handin"
	"kaocha/data/exchange/parcel"
	"kaocha/data/review"
	"kaocha/data/store"
)

// No undo at the department loses what was given: what comes back is still held
// against it three ways.
func TestUndoAtTheDepartmentKeepsTheBase(t *testing.T) {
	s, w := department(t, 2)
	s.edit("干部A0", func(f *review.File) { f.Cadre.Title = "讲师" })
	b, bw := invited(t, w, "机关党总支")
	b.edit("干部A0", func(f *review.File) { f.Cadre.Mobile = "13922222222" })
	path := submitted(t, bw)
	if label, err := s.Store.Undo(ctx); err != nil || !strings.Contains(label, "干部A0") {
		t.Fatalf("undone: %q %v", label, err) // the last change of a record, not the file that was given
	}
	o := s.opened(path)
	if it := item(t, o, "干部A0"); it.Kind != handin.Changed || len(it.Fields) != 1 || it.Fields[0].Theirs != "13922222222" || it.Fields[0].Base != "13000000000" {
		t.Errorf("without its base: %+v", it.Fields) // the title is only ours to have changed
	}
	// The department returns the round with a value of its own; what the branch
	// makes of that is no conflict, since it had it before its eyes.
	s.take(o)
	s.edit("干部A0", func(f *review.File) { f.Cadre.Mobile = "13900000000" })
	out, err := w.Invite(ctx, "机关党总支", s.dir, "", nil)
	s.must(err)
	ro, err := b.OpenParcel(ctx, out.Path, "", "", nil)
	b.must(err)
	b.take(ro)
	if got := b.person("干部A0").Cadre.Mobile; got != "13900000000" {
		t.Fatalf("the return brought %s", got)
	}
	b.edit("干部A0", func(f *review.File) { f.Cadre.Mobile = "13911111111" })
	if it := item(t, s.opened(submitted(t, bw)), "干部A0"); it.Kind != handin.Changed || it.Fields[0].Conflict {
		t.Errorf("after the return: %+v", it.Fields)
	}
	// What the department changed after the return is one again.
	s.edit("干部A0", func(f *review.File) { f.Cadre.Mobile = "13933333333" })
	if it := item(t, s.opened(submitted(t, bw)), "干部A0"); it.Kind != handin.Conflict {
		t.Errorf("changed on both sides: %+v", it.Fields)
	}
}

// One clerk works for two branches in one database: each has its own invitation,
// numbers, submissions and receipts; the department registers the key for the
// second branch only after its own slip.
func TestOneDatabaseForTwoBranches(t *testing.T) {
	s, w := department(t, 2)
	b, bw := invited(t, w, "机关党总支")
	first := submitted(t, bw)
	s.take(s.opened(first))
	out, err := w.Invite(ctx, "文学院党总支", s.dir, "1234567890", nil)
	s.must(err)
	o, err := b.OpenParcel(ctx, out.Path, "1234567890", "", nil)
	b.must(err)
	b.take(o)
	b.edit("干部B0", func(f *review.File) { f.Cadre.Mobile = "13922222222" })
	if _, err := bw.Submit(ctx, "", t.TempDir(), nil); err == nil || !strings.Contains(err.Error(), "机关党总支、文学院党总支") {
		t.Errorf("which branch was not asked: %v", err)
	}
	sub, err := bw.Submit(ctx, "文学院", t.TempDir(), nil)
	b.must(err)
	if sub.Seq != 1 || sub.Branch != "文学院党总支" || len(sub.Left) != 0 || sub.Counts[handin.CountPeople] != 2 {
		t.Errorf("submission %+v", sub)
	}
	if _, err = s.OpenParcel(ctx, sub.Path, "", "", nil); why(err) != parcel.UnknownKey || !strings.Contains(err.Error(), "登记给“机关党总支”") || !strings.Contains(err.Error(), "“文学院党总支”盖章的登记卡") {
		t.Errorf("another branch's name: %v", err)
	}
	h := s.take(s.opened(sub.Path))
	if got := s.person("干部B0").Cadre.Mobile; got != "13922222222" {
		t.Errorf("taken: %s", got)
	}
	p, err := s.FindPeer(ctx, "文学院党总支")
	s.must(err)
	if p.Branches() != "机关党总支、文学院党总支" {
		t.Errorf("registered for %s", p.Branches())
	}
	ans, err := w.Answer(ctx, *h, s.dir, "")
	s.must(err)
	ro, err := b.OpenParcel(ctx, ans.Path, "", "", nil)
	b.must(err)
	b.take(ro)
	list, err := bw.Givens(ctx)
	b.must(err)
	if len(list) != 2 || list[0].Receipt != nil || list[1].Receipt == nil || list[0].Sent != 1 || list[1].Sent != 1 {
		t.Errorf("each has its own: %+v %+v", list[0], list[1])
	}
	if again, err := bw.Submit(ctx, "机关党总支", t.TempDir(), nil); err != nil || again.Seq != 2 {
		t.Errorf("%v %+v", err, again)
	}
}

// One branch has several rounds at once, also of one name and of two departments.
func TestSeveralRoundsAtOneBranch(t *testing.T) {
	s, w := department(t, 2)
	b, bw := invited(t, w, "机关党总支")
	subs, err := s.Store.Subjects(ctx, w.Round.ID)
	s.must(err)
	r2, err := s.CreateRound(ctx, NewRound{Name: "2026年度试用期考察", Scheme: "fafu-probation", School: "示范大学"})
	s.must(err)
	w2, err := s.WorkOn(r2)
	s.must(err)
	_, err = w2.AddSubjects(ctx, []string{subs[0].CadreID}, "")
	s.must(err)
	out, err := w2.Invite(ctx, "机关党总支", s.dir, "1234567890", nil)
	s.must(err)
	o, err := b.OpenParcel(ctx, out.Path, "1234567890", "", nil)
	b.must(err)
	b.take(o)
	_, other := department(t, 1)
	out, err = other.Invite(ctx, "机关党总支", t.TempDir(), "1234567890", nil)
	s.must(err)
	o, err = b.OpenParcel(ctx, out.Path, "1234567890", "", nil)
	b.must(err)
	for _, it := range o.Plan.Items {
		if it.Kind == handin.Doubtful {
			t.Logf("%s: %s", it.Name, it.Reason)
		}
	}
	b.take(o)
	rounds, err := b.Store.Rounds(ctx)
	b.must(err)
	if len(rounds) != 3 {
		t.Fatalf("%d rounds", len(rounds))
	}
	b2, err := b.WorkOn(&rounds[1])
	b.must(err)
	for _, x := range []*Work{bw, b2} {
		o := s.opened(submitted(t, x))
		if o.Manifest.Seq != 1 || o.Plan.Count(handin.Unchanged) != len(o.Plan.Items) {
			t.Errorf("%s: %+v", x.Round.Name, o.Plan.Items)
		}
		s.take(o)
	}
}

// After its data were stolen a branch makes new keys: the department registers
// the new slip, and what the thief signs with the old ones is refused. What was
// on its way still opens, and the merge keeps its base.
func TestReplacedKeys(t *testing.T) {
	s, w := department(t, 2)
	b, bw := invited(t, w, "机关党总支")
	b.edit("干部A0", func(f *review.File) { f.Cadre.Mobile = "13911111111" })
	h := s.take(s.opened(submitted(t, bw)))
	ans, err := w.Answer(ctx, *h, s.dir, "")
	s.must(err)
	stolen := submitted(t, bw) // signed with the key that will be stolen
	if _, err := b.ReplaceKeys(ctx, " "); err == nil {
		t.Error("no reason was asked for")
	}
	_, err = b.ReplaceKeys(ctx, "U 盘遗失")
	b.must(err)
	ro, err := b.OpenParcel(ctx, ans.Path, "", "", nil)
	b.must(err)
	b.take(ro)
	b.edit("干部A0", func(f *review.File) { f.Cadre.Mobile = "13922222222" })
	fresh := submitted(t, bw)
	if _, err := s.OpenParcel(ctx, fresh, "", "", nil); why(err) != parcel.UnknownKey {
		t.Fatalf("the new key: %v", err)
	}
	o := s.opened(fresh)
	if it := item(t, o, "干部A0"); it.Kind != handin.Changed || o.Manifest.Seq != 3 {
		t.Errorf("number %d: %+v", o.Manifest.Seq, it.Fields)
	}
	if _, err := s.OpenParcel(ctx, stolen, "", "", nil); why(err) != parcel.RevokedKey || !strings.Contains(err.Error(), "登记了新的密钥") {
		t.Errorf("the old key: %v", err)
	}
	s.take(o)
	acts, err := b.Store.Actions(ctx, 20)
	b.must(err)
	if !slices.ContainsFunc(acts, func(a store.Action) bool { return strings.Contains(a.Label, "更换密钥：U 盘遗失") }) {
		t.Errorf("the log does not tell of the new keys: %+v", acts)
	}
	// The department's own keys: its rounds stay its own, and a branch is warned.
	_, err = s.ReplaceKeys(ctx, "电脑被盗")
	s.must(err)
	if g, err := w.Givens(ctx); err != nil || len(g) != 0 {
		t.Errorf("its own round counts as given: %v %v", g, err)
	}
	out, err := w.Invite(ctx, "机关党总支", s.dir, "1234567890", nil)
	s.must(err)
	o, err = b.OpenParcel(ctx, out.Path, "1234567890", "", nil)
	b.must(err)
	if !o.Changed {
		t.Error("nobody is told that the department's key is another")
	}
	b.take(o)
	if _, err := s.OpenParcel(ctx, submitted(t, bw), "", "", nil); err != nil {
		t.Errorf("for the department's new key: %v", err)
	}
}
