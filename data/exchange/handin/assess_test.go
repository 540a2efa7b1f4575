package handin

import (
	"slices"
	"strings"
	"testing"

	"kaocha/data/cadre"
	"kaocha/data/review"
)

func assessing(t testing.TB, key string) *review.Scheme {
	t.Helper()
	s, _, err := review.ShippedByKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// member is a party member as both sides first had them.
func member() Person {
	return Person{Cadre: cadre.Cadre{Name: "张三", Unit: "一组"}, Subject: review.Subject{ID: "s1", RoundID: "r1", BranchID: "b1", Name: "张三", Unit: "一组", Kind: "member", Stage: "waiting",
		Events: []review.Event{{ID: "e1", Log: "talk", Date: day("2025.12.01"), Fields: map[string]string{"with": "李四", "critique": "少学习"}}}}}
}

func meet(in Input, base, ours, theirs Person) *Plan {
	files, _ := side(ours)
	in.Base, in.Ours, in.Theirs = records(base), files, records(theirs)
	return MakePlan(in)
}

func labels(it *Item) (out []string) {
	for _, f := range it.Fields {
		out = append(out, f.Group+"·"+f.Label)
	}
	return out
}

// Polls, facts and entries of a democratic appraisal are merged one by one.
func TestEachPartOfAnAssessmentIsAFieldOfItsOwn(t *testing.T) {
	n := func(x int) *int { return &x }
	tally := func(good int) review.Polled {
		return review.Polled{Poll: "group", Tally: review.Tally{Groups: []review.GroupCount{{Issued: n(10), Returned: n(10), Valid: n(10), Invalid: n(0), Grades: map[string]int{"好": good, "差": 10 - good}}}}}
	}
	theirs := changed(member(), func(p *Person) {
		p.Subject.Polls = []review.Polled{tally(8)}
		p.Subject.Bars = []review.Barred{{Bar: "discipline", Reason: "警告处分"}}
		p.Subject.Events[0].Fields["critique"] = "学习不够"
		p.Subject.Events = append(p.Subject.Events, review.Event{ID: "e2", Log: "leave", Date: day("2025.12.02"), Fields: map[string]string{"reason": "在外务工"}})
		p.Subject.Conclusion = &review.Conclusion{Grade: "合格"}
		p.Waivers = []review.Waiver{{RoundID: "r1", Key: "k1", Reason: "本人住院", By: "支委", Subject: "s1", Finding: "谈心谈话 0 次"}}
	})
	ours := changed(member(), func(p *Person) {
		p.Subject.Polls = []review.Polled{tally(7)}
		p.Subject.Events = append(p.Subject.Events, review.Event{ID: "e3", Log: "exam", Date: day("2025.12.03")})
	})
	it := meet(Input{Scheme: assessing(t, "party-appraisal")}, member(), ours, theirs).Items[0]
	want := []string{"党小组测评·票数", "否决情形·受党纪处分期内", "谈心谈话（附件3）·2025.12.01", "请假条（附件1）·2025.12.02", "考核·考核结论", "问题说明·谈心谈话 0 次"}
	if got := labels(it); !slices.Equal(got, want) {
		t.Fatalf("fields %q", got)
	}
	if f := it.Fields[0]; !f.Conflict || f.Accept || !strings.Contains(f.Ours, "好 7") || !strings.Contains(f.Theirs, "好 8") {
		t.Errorf("both counted: %+v", f)
	}
	for _, f := range it.Fields[1:] {
		if f.Conflict || !f.Accept {
			t.Errorf("only theirs changed it: %+v", f)
		}
	}
	if !strings.Contains(it.Fields[2].Theirs, "提出的批评意见（会上要与此一致）：学习不够") {
		t.Errorf("the entry is shown as %q", it.Fields[2].Theirs)
	}
	it.Fields[3].Accept = false
	_, s := it.Result()
	if got := s.Polls[0].Tally.Groups[0].Grades["好"]; got != 7 || len(s.Bars) != 1 || len(s.Events) != 2 || s.Events[0].ID != "e1" || s.Events[0].Fields["critique"] != "学习不够" || s.Events[1].ID != "e3" || s.Conclusion.Grade != "合格" {
		t.Errorf("result %+v", s)
	}
	if keep, drop := it.Explained(); len(keep) != 1 || keep[0].Reason != "本人住院" || keep[0].By != "支委" || len(drop) != 0 {
		t.Errorf("explained %+v %q", keep, drop)
	}
}

// What the scheme leaves with whoever assesses is not erased by a submission
// that has none of it, and not taken unasked from one that has.
func TestWhatStaysAtTheDepartmentIsNotTouched(t *testing.T) {
	unit := func(marks ...review.Mark) Person {
		return Person{Cadre: cadre.Cadre{Name: "甲县"}, Subject: review.Subject{ID: "s1", RoundID: "r1", BranchID: "b1", Name: "甲县", Kind: "county", Marks: marks}}
	}
	scored := review.Mark{Sheet: "party", Item: "leading", Points: 13, Note: "少一次"}
	in := Input{Scheme: assessing(t, "integrity-target")}
	if it := meet(in, unit(), unit(scored), unit()).Items[0]; it.Kind != Unchanged {
		t.Errorf("a submission without points: %+v", it)
	}
	forged := scored
	forged.Points = 15
	it := meet(in, unit(), unit(scored), unit(forged)).Items[0]
	if len(it.Fields) != 1 || !it.Fields[0].Conflict || it.Fields[0].Accept || it.Fields[0].Why != "按方案这一栏由下发单位填写" {
		t.Errorf("a submission with points of its own: %+v", it)
	}
	// A subject that is new here brings none of it.
	in.Theirs = records(unit(scored))
	if _, s := MakePlan(in).Items[0].Result(); s == nil || len(s.Marks) != 0 {
		t.Errorf("a new subject brought points: %+v", s)
	}
	held := unit(scored).Subject
	held.Events = []review.Event{{ID: "e1", Log: "declare"}, {ID: "e2", Log: "committee"}}
	held.Note, held.Conclusion = "内部", &review.Conclusion{Grade: "优秀"}
	names := in.Scheme.Trim(&held)
	if len(held.Marks) != 0 || len(held.Events) != 1 || held.Conclusion != nil || held.Note != "" || strings.Join(names, " ") != "打分 事项 考核结论 备注" {
		t.Errorf("what goes to the branch: %+v, held back: %q", held, names)
	}
}

// Entries of the round's own logs come in from each branch without touching
// those of the others.
func TestEntriesOfTheWholeRound(t *testing.T) {
	plan := review.Event{ID: "p1", Log: "plan", Date: day("2025.11.20"), Fields: map[string]string{"leader": "王五", "opinion": "同意"}}
	theirs := records(member())
	theirs.Round.Events = []review.Event{plan}
	files, _ := side(member())
	in := Input{Scheme: assessing(t, "party-appraisal"), Base: records(member()), Ours: files, Theirs: theirs, Events: []review.Event{{ID: "o1", Log: "control"}}}
	p := MakePlan(in)
	if len(p.Items) != 2 || !p.Items[1].OfRound() || p.Items[1].Name != WholeRound || len(p.Items[1].Fields) != 1 {
		t.Fatalf("plan %+v", p.Items)
	}
	if _, s := p.Items[1].Result(); len(s.Events) != 2 || s.Events[0].ID != "o1" || s.Events[1].ID != "p1" {
		t.Errorf("events %+v", s.Events)
	}
	in.Above = true
	if n := len(MakePlan(in).Items); n != 1 {
		t.Errorf("an invitation brought entries of the round: %d", n)
	}
}

func TestRecordsOfAssessmentsThatAreRefused(t *testing.T) {
	for what, spoil := range map[string]func(*Records){
		"entry without number": func(r *Records) { r.People[0].Subject.Events[0].ID = "" },
		"entry twice": func(r *Records) {
			r.People[0].Subject.Events = append(r.People[0].Subject.Events, r.People[0].Subject.Events[0])
		},
		"explained without why": func(r *Records) { r.People[0].Waivers = []review.Waiver{{Key: "k"}} },
		"too many":              func(r *Records) { r.People[0].Subject.Marks = make([]review.Mark, maxList+1) },
		"entry of the round":    func(r *Records) { r.Round.Events = []review.Event{{}} },
	} {
		r := records(member())
		if err := r.check(); err != nil {
			t.Fatal(err)
		}
		if spoil(r); r.check() == nil {
			t.Errorf("%s: not refused", what)
		}
	}
}
