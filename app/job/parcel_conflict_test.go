package job

import (
	"testing"

	"kaocha/data/exchange/handin"
	"kaocha/data/review"
)

// T27: a conflict shows both values and who gave ours; ours stands by default,
// theirs when chosen; one step; told in the receipt; not asked again.
func TestConflictsKeepOursUnlessChosen(t *testing.T) {
	s, w := department(t, 2)
	b, bw := invited(t, w, "机关党总支")
	s.edit("干部A0", func(f *review.File) { f.Cadre.Mobile, f.Cadre.Title = "13911111111", "讲师" })
	b.edit("干部A0", func(f *review.File) { f.Cadre.Mobile, f.Cadre.Title = "13922222222", "副教授" })
	o := s.opened(submitted(t, bw))
	var it *handin.Item
	for _, x := range o.Plan.Items {
		if x.Kind == handin.Conflict {
			it = x
		}
	}
	if it == nil || len(it.Fields) != 2 || it.Theirs.Touched.By != "机关党总支" {
		t.Fatalf("no conflict: %+v", o.Plan.Items)
	}
	for i := range it.Fields {
		f := &it.Fields[i]
		if f.OursBy.By != "组织部" || f.OursBy.At.IsZero() || f.Accept || f.Ours == f.Theirs {
			t.Errorf("%+v", f)
		}
		f.Accept = f.Label == "专业技术职务"
	}
	h := s.take(o)
	if c := s.person("干部A0").Cadre; c.Mobile != "13911111111" || c.Title != "副教授" {
		t.Errorf("took %s %s", c.Mobile, c.Title)
	}
	if p := h.Receipt.Of(it.Theirs.Subject.ID); p == nil || len(p.Kept) != 1 || p.Kept[0].Branch != "13922222222" || p.Kept[0].Department != "13911111111" || len(p.Taken) != 1 {
		t.Errorf("the receipt: %+v", p)
	}
	if o = s.opened(submitted(t, bw)); o.Plan.Count(handin.Conflict) != 0 {
		t.Error("what was decided is asked again")
	}
}

// T27: who was taken out on one side and changed on the other stays out, or
// comes back with the panel when theirs is chosen; taking out is never unasked.
func TestTakenOutOnOneSide(t *testing.T) {
	s, w := department(t, 3)
	b, bw := invited(t, w, "机关党总支")
	s.must(w.Remove(ctx, []string{s.person("干部A0").Subject.ID}))
	b.must(bw.Remove(ctx, []string{b.person("干部A1").Subject.ID}))
	b.edit("干部A0", func(f *review.File) { f.Cadre.Mobile = "13922222222" })
	path := submitted(t, bw)
	before := s.state()
	o := s.opened(path)
	if o.Plan.Count(handin.Conflict) != 1 || o.Plan.Count(handin.Removed) != 1 {
		t.Fatalf("plan %+v", o.Plan.Items)
	}
	s.take(o)
	if subs, _ := s.Store.Subjects(ctx, w.Round.ID); len(subs) != 5 {
		t.Errorf("%d subjects after taking as it stands", len(subs))
	}
	if _, err := s.Store.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	o = s.opened(path)
	for _, it := range o.Plan.Items {
		it.AcceptAll(true)
	}
	s.take(o)
	if f := s.person("干部A0"); f.Panel == nil || f.Panel.Leader != "组长甲" || f.Cadre.Mobile != "13922222222" {
		t.Errorf("came back as %+v", f)
	}
	if _, err := w.Find(ctx, "干部A1"); err == nil {
		t.Error("who was taken out there is still here")
	}
	if _, err := s.Store.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if s.state() != before {
		t.Error("undo does not give the state before")
	}
}
