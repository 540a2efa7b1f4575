package job

import (
	"slices"
	"strings"
	"testing"

	"kaocha/data/cadre"
	"kaocha/data/exchange/handin"
	"kaocha/data/review"
	"kaocha/data/store"
)

// assessment is a round of a scheme with subjects by name, each handed in by the
// unit beside it ("" by itself).
func assessment(t testing.TB, scheme string, subjects [][2]string) (*side, *Work) {
	t.Helper()
	s := newSide(t, "考核方")
	r, err := s.CreateRound(ctx, NewRound{Name: "2025年度考核", Scheme: scheme, School: "示范镇", Assessed: cadre.Date{Year: 2025, Month: 12, Day: 20}})
	s.must(err)
	w, err := s.WorkOn(r)
	s.must(err)
	for _, x := range subjects {
		_, err := w.AddNamed(ctx, []NamedSubject{{Name: x[0]}})
		s.must(err)
		f, err := w.Find(ctx, x[0])
		s.must(err)
		n, err := w.HandInBy(ctx, []string{f.Subject.ID}, x[1])
		s.must(err)
		if n != 1 {
			t.Fatalf("%s: %d subjects got a unit that hands in", x[0], n)
		}
	}
	return s, w
}

// change edits a subject by name as one step.
func (s *side) change(name string, fn func(*review.Scheme, *review.Subject) error) {
	s.t.Helper()
	r, err := s.Store.Rounds(ctx)
	s.must(err)
	w, err := s.WorkOn(&r[0])
	s.must(err)
	f, err := w.Find(ctx, name)
	s.must(err)
	s.must(w.Edit(ctx, f, "修改 "+name, func(x *review.Subject) error { return fn(w.Scheme, x) }))
}

// prove puts a file to an item of the county's sheet.
func (s *side) prove(name, file, content string) {
	s.t.Helper()
	r, err := s.Store.Rounds(ctx)
	s.must(err)
	w, err := s.WorkOn(&r[0])
	s.must(err)
	f, err := w.Find(ctx, name)
	s.must(err)
	s.must(s.Store.Do(ctx, "佐证材料", func(tx *store.Tx) error {
		hash, err := tx.PutFile(file, []byte(content))
		if err != nil {
			return err
		}
		if err := w.Scheme.AddEvidence(f.Subject, review.Evidence{Sheet: "party", Item: "duty", FileHash: hash, FileName: file}); err != nil {
			return err
		}
		return tx.SaveSubject(f.Subject)
	}))
}

func takeAll(o *Opened) { o.Plan.TakeAll() }

func item(t testing.TB, o *Opened, name string) *handin.Item {
	t.Helper()
	for _, it := range o.Plan.Items {
		if it.Name == name {
			return it
		}
	}
	t.Fatalf("nothing about %s in the plan", name)
	return nil
}

// S10: a township gives the appraisal to a village's branch, which polls, talks,
// explains a finding and concludes; the township sees each difference, takes it
// in one step that can be undone, and answers.
func TestAppraisalGoesToABranchAndComesBack(t *testing.T) {
	s, w := assessment(t, "party-appraisal", [][2]string{{"张三", "一村党支部"}, {"李四", "一村党支部"}, {"王五", "二村党支部"}})
	s.change("张三", func(_ *review.Scheme, x *review.Subject) error { x.Note = "镇里的备注"; return nil })
	b, bw := invited(t, w, "一村党支部")
	if list, _ := b.Store.Subjects(ctx, w.Round.ID); len(list) != 2 || bw.Round.SchemeText != w.Round.SchemeText {
		t.Fatalf("the branch got %d subjects, or another scheme", len(list))
	}
	if n := b.person("张三").Subject.Note; n != "" {
		t.Errorf("what stays at the township went to the branch: %q", n)
	}

	n := func(x int) *int { return &x }
	for _, name := range []string{"张三", "李四"} {
		b.change(name, func(sch *review.Scheme, x *review.Subject) error {
			x.Polls = []review.Polled{{Poll: "group", Tally: review.Tally{Groups: []review.GroupCount{{Issued: n(12), Returned: n(12), Valid: n(11), Invalid: n(1), Grades: map[string]int{"好": 8, "较好": 3}}}}}}
			return sch.Conclude(x, review.Conclusion{Grade: "合格"})
		})
	}
	f := b.person("张三")
	b.must(bw.LogEvent(ctx, f, review.Event{Log: "talk", Date: cadre.Date{Year: 2025, Month: 12, Day: 10}, Fields: map[string]string{"with": "支委赵某", "critique": "学习不够"}}))
	b.must(bw.LogEvent(ctx, nil, review.Event{Log: "plan", Date: cadre.Date{Year: 2025, Month: 12, Day: 8}, Fields: map[string]string{"leader": "镇党委", "opinion": "同意"}}))
	bw, err := b.Work(ctx, w.Round.Name)
	b.must(err)
	found, err := bw.Check(ctx)
	b.must(err)
	i := slices.IndexFunc(found, func(x review.Finding) bool { return x.Person == "李四" && x.Rule == "event.few" })
	if i < 0 {
		t.Fatal("a missing talk is not found")
	}
	_, err = bw.Waive(ctx, found[i].Key, "本人住院，已电话谈过")
	b.must(err)

	path := submitted(t, bw)
	s.change("张三", func(_ *review.Scheme, x *review.Subject) error {
		x.Polls = []review.Polled{{Poll: "group", Tally: review.Tally{Groups: []review.GroupCount{{Issued: n(12), Returned: n(12), Valid: n(12), Invalid: n(0), Grades: map[string]int{"好": 12}}}}}}
		return nil
	})
	o := s.opened(path)
	zhang, li := item(t, o, "张三"), item(t, o, "李四")
	if zhang.Kind != handin.Conflict || len(zhang.Fields) != 3 || !zhang.Fields[0].Conflict || zhang.Fields[0].Group != "党小组测评" || zhang.Fields[0].OursBy.By != "考核方" || !strings.Contains(zhang.Fields[0].Ours, "好 12") || !strings.Contains(zhang.Fields[0].Theirs, "好 8 较好 3") {
		t.Errorf("张三: %+v", zhang.Fields)
	}
	if li.Kind != handin.Changed || len(li.Fields) != 3 || li.Fields[2].Group != "问题说明" && li.Fields[1].Group != "问题说明" {
		t.Errorf("李四: %+v", li.Fields)
	}
	if it := item(t, o, handin.WholeRound); len(it.Fields) != 1 || !strings.Contains(it.Fields[0].Theirs, "同意") {
		t.Errorf("the round's own entries: %+v", it.Fields)
	}
	before := s.state()
	takeAll(o)
	h := s.take(o)
	if got := s.person("张三").Subject; got.Polls[0].Tally.Groups[0].Grades["好"] != 8 || got.Conclusion.Grade != "合格" || len(got.Events) != 1 || got.Note != "镇里的备注" {
		t.Errorf("张三 after taking: %+v", got)
	}
	list, err := s.Store.Waivers(ctx, w.Round.ID)
	s.must(err)
	r, err := s.Store.Round(ctx, w.Round.ID)
	s.must(err)
	if len(list) != 1 || list[0].Reason != "本人住院，已电话谈过" || list[0].By != "一村党支部" || list[0].Subject != li.Theirs.Subject.ID || len(r.Events) != 1 {
		t.Errorf("explained %+v, events of the round %+v", list, r.Events)
	}
	w, err = s.WorkOn(r)
	s.must(err)
	found, err = w.Check(ctx)
	s.must(err)
	if i := slices.IndexFunc(found, func(x review.Finding) bool { return x.Person == "李四" && x.Rule == "event.few" }); i < 0 || found[i].Waived == "" {
		t.Errorf("the finding is not explained here: %+v", found)
	}
	if _, err := s.Store.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if s.state() != before {
		t.Error("one undo does not take all of it back")
	}
	if _, err := s.Store.Redo(ctx); err != nil {
		t.Fatal(err)
	}

	out, err := w.Answer(ctx, *h, s.dir, "请补谈话")
	s.must(err)
	ro, err := b.OpenParcel(ctx, out.Path, "", "", nil)
	b.must(err)
	b.take(ro)
	g, err := bw.Given(ctx, "")
	b.must(err)
	p := g.Receipt.Receipt.Of(zhang.Theirs.Subject.ID)
	if p == nil || !slices.Contains(p.Taken, "党小组测评·票数") || slices.ContainsFunc(p.Fix, func(x string) bool { return strings.Contains(x, "考核结论") }) {
		t.Errorf("the receipt says %+v", p)
	}

	// The reason is taken back at the branch, and so at the township.
	b.must(b.Store.Do(ctx, "取消说明", func(tx *store.Tx) error { return tx.DeleteWaiver(w.Round.ID, list[0].Key) }))
	o = s.opened(submitted(t, bw))
	if it := item(t, o, "李四"); o.Manifest.Seq != 2 || len(it.Fields) != 1 || it.Fields[0].Theirs != "" || !it.Fields[0].Accept {
		t.Errorf("the second submission: %+v", it.Fields)
	}
	s.take(o)
	if list, _ := s.Store.Waivers(ctx, w.Round.ID); len(list) != 0 {
		t.Errorf("still explained: %+v", list)
	}
}

// S3: each county hands in its own declarations and evidence; points, ballots
// and the committee's talk stay with the city, and no submission touches them.
func TestCountyHandsInWhatIsItsOwn(t *testing.T) {
	s, w := assessment(t, "integrity-target", [][2]string{{"甲县", ""}, {"乙县", ""}})
	three := 13.0
	s.change("甲县", func(sch *review.Scheme, x *review.Subject) error {
		return sch.GivePoints(x, "party", "leading", "", &three, "少研究一次")
	})
	f := s.person("甲县")
	s.must(w.LogEvent(ctx, f, review.Event{Log: "feedback", Date: cadre.Date{Year: 2025, Month: 12, Day: 1}, Fields: map[string]string{"by": "组长甲", "problem": "台账不全"}}))
	s.must(w.LogEvent(ctx, nil, review.Event{Log: "committee", Date: cadre.Date{Year: 2025, Month: 12, Day: 2}, Fields: map[string]string{"view": "内部意见"}}))
	s.prove("甲县", "检查照片.jpg", "the city's own")
	w, err := s.Work(ctx, w.Round.Name)
	s.must(err)
	b, bw := invited(t, w, "甲县")
	got := b.person("甲县").Subject
	if list, _ := b.Store.Subjects(ctx, w.Round.ID); len(list) != 1 || len(got.Marks) != 0 || len(got.Events) != 1 || len(got.Evidence) != 0 || len(bw.Round.Events) != 0 {
		t.Fatalf("the county got %d subjects, %+v, events of the round %+v", len(list), got, bw.Round.Events)
	}
	b.must(bw.LogEvent(ctx, b.person("甲县"), review.Event{Log: "declare", Date: cadre.Date{Year: 2025, Month: 12, Day: 5}, Fields: map[string]string{"item": "阳光公开", "level": "全省"}}))
	fifteen := 15.0
	b.change("甲县", func(sch *review.Scheme, x *review.Subject) error {
		return sch.GivePoints(x, "party", "leading", "", &fifteen, "")
	})
	b.prove("甲县", "责任分解文件.docx", "a file of the county")
	out, err := bw.Submit(ctx, "", t.TempDir(), nil)
	b.must(err)
	if !slices.Equal(out.Held, []string{"打分"}) {
		t.Errorf("held back %q", out.Held)
	}
	o := s.opened(out.Path)
	it := item(t, o, "甲县")
	if it.Kind != handin.Changed || len(it.Fields) != 2 || it.Fields[0].Label != "责任分解与落实 责任分解文件.docx" || it.Fields[1].Group != "创新工作申报" || len(o.Plan.Items) != 1 {
		t.Fatalf("plan %+v", it.Fields)
	}
	h := s.take(o)
	x := s.person("甲县").Subject
	if len(x.Marks) != 1 || x.Marks[0].Points != 13 || len(x.Events) != 2 || len(x.Evidence) != 2 {
		t.Fatalf("after taking %+v", x)
	}
	if name, b, err := s.Store.File(ctx, x.Evidence[1].FileHash); err != nil || name != "责任分解文件.docx" || string(b) != "a file of the county" {
		t.Errorf("the evidence: %q %v", name, err)
	}
	for _, p := range h.Receipt.Persons {
		if len(p.Kept) != 0 || len(p.Taken) != 2 {
			t.Errorf("the receipt %+v", p)
		}
	}
}

// A scheme that does not say what goes to and fro gives nothing away.
func TestASchemeMustSayWhatGoesOut(t *testing.T) {
	s, w := assessment(t, "integrity-target", [][2]string{{"甲县", ""}})
	w.Scheme.Exchange = nil
	if _, err := w.Invite(ctx, "甲县", s.dir, "", nil); err == nil || !strings.Contains(err.Error(), "exchange:") {
		t.Errorf("%v", err)
	}
}
