package handin

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"kaocha/data/cadre"
	"kaocha/data/exchange/parcel"
	"kaocha/data/review"
)

func scheme(t testing.TB) *review.Scheme {
	t.Helper()
	s, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

var shipped = sync.OnceValues(func() (*review.Scheme, error) {
	s, _, err := review.ShippedByKey("fafu-probation")
	return s, err
})

func day(s string) cadre.Date { d, _ := cadre.ParseDate(s); return d }

// person is 张三 or another as both sides first had them.
func person(id, name, number string) Person {
	return Person{
		Cadre:   cadre.Cadre{ID: "c" + id, Name: name, Birth: day("1985.03"), Unit: "科技处", IDNumber: number, Position: "科员", Mobile: "13000000000"},
		Subject: review.Subject{ID: "s" + id, RoundID: "r1", CadreID: "c" + id, BranchID: "b1", Stage: "collecting", Order: 1},
	}
}

func records(people ...Person) *Records {
	return &Records{Round: review.Round{ID: "r1", Name: "2025", School: "示范大学"}, Branch: review.Branch{ID: "b1", RoundID: "r1", Name: "机关党总支"}, People: people}
}

// side makes our files of persons.
func side(people ...Person) (out []*review.File, register []cadre.Cadre) {
	for i := range people {
		p := clone(&people[i])
		out = append(out, &review.File{Subject: &p.Subject, Cadre: &p.Cadre, Branch: &review.Branch{ID: p.Subject.BranchID, Name: "党总支" + p.Subject.BranchID}})
		register = append(register, p.Cadre)
	}
	return out, register
}

// changed is a copy with a change.
func changed(p Person, fn func(*Person)) Person {
	out := clone(&p)
	fn(out)
	return *out
}

func plan(t testing.TB, base *Records, ours []Person, theirs ...Person) *Plan {
	t.Helper()
	files, register := side(ours...)
	return MakePlan(Input{Scheme: scheme(t), Base: base, Ours: files, Register: register, Theirs: records(theirs...)})
}

// fieldOf finds a field of the only item.
func fieldOf(t *testing.T, p *Plan, label string) *Field {
	t.Helper()
	for i := range p.Items[0].Fields {
		if f := &p.Items[0].Fields[i]; f.Label == label {
			return f
		}
	}
	return nil
}

var zhang = person("1", "张三", "11010519491231002X")

// T27, field by field, reckoned by hand: base, ours, theirs → what is shown.
func TestThreeWays(t *testing.T) {
	mobile := func(s string) func(*Person) { return func(p *Person) { p.Cadre.Mobile = s } }
	none := func(*Person) {}
	for _, c := range []struct {
		what         string
		label        string
		ours, theirs func(*Person)
		kind         Kind
		accept       bool
	}{
		{"nobody", "手机", none, none, Unchanged, false},
		{"only theirs", "手机", none, mobile("13911111111"), Changed, true},
		{"only ours", "手机", mobile("13911111111"), none, Unchanged, false},
		{"both alike", "手机", mobile("13911111111"), mobile("13911111111"), Unchanged, false},
		{"both differently", "手机", mobile("13911111111"), mobile("13922222222"), Conflict, false},
		{"theirs cleared", "手机", none, mobile(""), Changed, true},
		{"theirs cleared, ours edited", "手机", mobile("13911111111"), mobile(""), Conflict, false},
		{"ID corrected there", "身份证号", none, func(p *Person) { p.Cadre.IDNumber = "110105194912310038" }, Conflict, false},
		{"ID corrected here", "身份证号", func(p *Person) { p.Cadre.IDNumber = "110105194912310038" }, none, Unchanged, false},
		{"stage", "环节", none, func(p *Person) { p.Subject.Stage = "voting" }, Changed, true},
		{"material there", "履职工作总结", none, func(p *Person) { p.Subject.SetMaterial(review.Material{Key: "summary", State: review.Received}) }, Changed, true},
		{"material on both", "履职工作总结", func(p *Person) { p.Subject.SetMaterial(review.Material{Key: "summary", State: review.Checked}) },
			func(p *Person) { p.Subject.SetMaterial(review.Material{Key: "summary", State: review.Received}) }, Conflict, false},
		{"talk", "与李四 2025.12.01", none, func(p *Person) {
			p.Subject.Talks = []review.Talk{{ID: "t1", Interviewee: "李四", Date: day("2025.12.01")}}
		}, Changed, true},
		{"branch's opinion", "所在党总支（单位）意见", none, func(p *Person) { p.Subject.SetOpinion(review.Opinion{Office: "branch", Text: "同意"}) }, Changed, true},
		{"department's opinion from a branch", "党委组织部意见", none, func(p *Person) { p.Subject.SetOpinion(review.Opinion{Office: "department", Text: "同意"}) }, Conflict, false},
		{"decision from a branch", "决定", none, func(p *Person) { p.Subject.Decision = &review.Decision{Outcome: "正式任职"} }, Conflict, false},
		{"report", "不足之处", none, func(p *Person) { p.Subject.Report.Texts = map[string]string{"shortcomings": "创新不够"} }, Changed, true},
		{"photo", "照片", none, func(p *Person) { p.Cadre.PhotoHash = strings.Repeat("a", 64) }, Changed, true},
	} {
		p := plan(t, records(zhang), []Person{changed(zhang, c.ours)}, changed(zhang, c.theirs))
		it := p.Items[0]
		f := fieldOf(t, p, c.label)
		if it.Kind != c.kind || (f != nil) != (c.kind != Unchanged) || f != nil && f.Accept != c.accept || len(it.Fields) > 1 {
			t.Errorf("%s: %s %+v", c.what, it.Kind, it.Fields)
			continue
		}
		// By default ours stands in a conflict, theirs where only they changed.
		gotCadre, gotSubject := it.Result()
		want := changed(zhang, c.ours)
		if c.accept {
			want = changed(zhang, c.theirs)
		}
		if it.Kind == Changed && c.label == "环节" {
			want.Subject.Stage = "voting"
		}
		got := Person{Cadre: *gotCadre, Subject: *gotSubject}
		for _, f := range fieldsOf(scheme(t), nil, &got, &want) {
			if !f.equal(&got, &want) {
				t.Errorf("%s: the result has %s %q, want %q", c.what, f.label, f.show(&got), f.show(&want))
			}
		}
		it.AcceptAll(true)
		if f != nil {
			gotCadre, gotSubject = it.Result()
			got, want := Person{Cadre: *gotCadre, Subject: *gotSubject}, changed(zhang, c.theirs)
			if x := fieldsOf(scheme(t), nil, &got, &want); !slices.ContainsFunc(x, func(g field) bool { return g.label == c.label && g.equal(&got, &want) }) {
				t.Errorf("%s: theirs was chosen and not taken", c.what)
			}
		}
	}
}

// Without a base nobody knows who changed what: a difference is a conflict, and
// a blank erases nothing.
func TestWithoutABase(t *testing.T) {
	ours := changed(zhang, func(p *Person) { p.Cadre.Position = "" })
	theirs := changed(zhang, func(p *Person) { p.Cadre.Position, p.Cadre.Mobile, p.Cadre.Unit = "副科长", "13911111111", "" })
	p := plan(t, nil, []Person{ours}, theirs)
	it := p.Items[0]
	if it.Kind != Conflict || len(it.Fields) != 2 {
		t.Fatalf("%s %+v", it.Kind, it.Fields)
	}
	if f := fieldOf(t, p, "现任职务"); f == nil || f.Conflict || !f.Accept {
		t.Errorf("an empty field of ours: %+v", f)
	}
	if f := fieldOf(t, p, "手机"); f == nil || !f.Conflict || f.Accept {
		t.Errorf("two values: %+v", f)
	}
}

// T27: one deleted, one edited, both ways.
func TestDeletedOnOneSide(t *testing.T) {
	li := person("2", "李四", "")
	edited := changed(zhang, func(p *Person) { p.Cadre.Mobile = "13911111111" })

	p := plan(t, records(zhang, li), []Person{edited, li}, li) // there deleted, here edited
	it := p.Items[1]
	if it.Kind != Removed || !it.Skip || it.Takes() || !strings.Contains(it.Reason, "本库在其后改过") {
		t.Errorf("deleted there: %+v", it)
	}
	it.AcceptAll(true)
	if c, s := it.Result(); c != nil || s != nil || !it.Takes() {
		t.Error("taking the deletion over does not take the subject out")
	}

	p = plan(t, records(zhang, li), []Person{zhang, li}, li) // there deleted, here untouched: still asked
	if it := p.Items[1]; it.Kind != Removed || it.Takes() {
		t.Errorf("deleted there, untouched here: %+v", it)
	}

	files, register := side(li)
	register = append(register, zhang.Cadre) // here out of the round, still in the register
	in := Input{Scheme: scheme(t), Base: records(zhang, li), Ours: files, Register: register, Theirs: records(edited, li)}
	it = MakePlan(in).Items[0]
	if it.Kind != Conflict || it.Takes() {
		t.Errorf("deleted here, edited there: %+v", it)
	}
	it.AcceptAll(true)
	if _, s := it.Result(); !it.Takes() || s.ID != "s1" || s.CadreID != "c1" {
		t.Error("theirs was chosen and is not taken in again")
	}
	in.Theirs = records(zhang, li)
	if it = MakePlan(in).Items[0]; it.Kind != Unchanged || it.Takes() {
		t.Errorf("deleted here, untouched there: %+v", it)
	}
}

// People are matched by ID number, else by name, birth month and unit, never by
// the name alone.
func TestWhoIsWho(t *testing.T) {
	_, register := side(zhang) // in the register, not in the round
	in := Input{Scheme: scheme(t), Register: register}
	one := func(p Person) *Item {
		in.Theirs = records(p)
		return MakePlan(in).Items[0]
	}
	foreign := func(fn func(*Person)) Person {
		p := person("9", "张三", "")
		fn(&p)
		return p
	}
	if it := one(foreign(func(p *Person) { p.Cadre.IDNumber, p.Cadre.Birth = zhang.Cadre.IDNumber, cadre.Date{} })); it.Kind != New || it.Register == nil || it.Register.ID != "c1" {
		t.Errorf("by ID number: %+v", it)
	} else if c, s := it.Result(); c.ID != "c1" || s.CadreID != "c1" || s.ID != "s9" {
		t.Errorf("result %s %s", c.ID, s.CadreID)
	}
	if it := one(foreign(func(*Person) {})); it.Kind != New || it.Register == nil {
		t.Errorf("by name, birth month and unit: %+v", it)
	}
	it := one(foreign(func(p *Person) { p.Cadre.Birth, p.Cadre.Unit = cadre.Date{}, "" }))
	if it.Kind != Doubtful || it.Takes() {
		t.Errorf("by the name alone: %+v", it)
	}
	if err := it.Resolve("c1"); err != nil || !it.Takes() || it.Register.ID != "c1" {
		t.Errorf("resolved: %v %+v", err, it)
	}
	if err := it.Resolve(AsNew); err != nil || it.Register != nil || it.Kind != New {
		t.Errorf("resolved as new: %v %+v", err, it)
	}
	if it := one(person("9", "王五", "")); it.Kind != New || it.Register != nil {
		t.Errorf("somebody new: %+v", it)
	}
}

// A branch cannot reach what is not its own.
func TestOtherPeoplesSubjectsAreNotTouched(t *testing.T) {
	other := changed(zhang, func(p *Person) { p.Subject.BranchID = "b2" })
	theirs := changed(zhang, func(p *Person) { p.Cadre.Mobile = "1" })
	it := plan(t, records(zhang), []Person{other}, theirs).Items[0]
	if it.Kind != Doubtful || it.Takes() || it.Resolve("c1") == nil {
		t.Errorf("a subject of another branch: %+v", it)
	}
	swapped := changed(zhang, func(p *Person) { p.Cadre.Name, p.Cadre.IDNumber = "赵六", "110105194912310038" })
	if it := plan(t, records(zhang), []Person{zhang}, swapped).Items[0]; it.Kind != Doubtful || it.Takes() {
		t.Errorf("another person under a known number: %+v", it)
	}
	again := person("7", "张三", zhang.Cadre.IDNumber)
	p := plan(t, records(zhang), []Person{zhang}, zhang, again)
	if it := p.Items[1]; it.Kind != Doubtful || it.Takes() {
		t.Errorf("one person twice: %+v", it)
	}
}

// A unit, a team or a party member stands in the round by name alone.
func TestSubjectsOutsideTheRegister(t *testing.T) {
	unit := func(id string, points float64) Person {
		p := Person{Cadre: cadre.Cadre{Name: "第一党支部", Unit: "科技处"}, Subject: review.Subject{ID: id, RoundID: "r1", BranchID: "b1", Name: "第一党支部", Unit: "科技处", Kind: "branch"}}
		if points > 0 {
			p.Subject.Marks = []review.Mark{{Sheet: "self", Item: "duty", Points: points}}
		}
		return p
	}
	if err := records(unit("s1", 1), unit("s2", 2)).check(); err != nil {
		t.Fatal(err)
	}
	file := func(p Person) *review.File {
		q := clone(&p)
		return &review.File{Subject: &q.Subject, Cadre: &q.Cadre}
	}
	in := Input{Scheme: assessing(t, "performance"), Base: records(unit("s1", 0)), Ours: []*review.File{file(unit("s1", 0))}, Theirs: records(unit("s1", 9))}
	it := MakePlan(in).Items[0]
	if _, s := it.Result(); it.Kind != Changed || len(it.Fields) != 1 || it.Fields[0].Label != "职能工作" || s.Marks[0].Points != 9 || s.CadreID != "" {
		t.Errorf("points: %+v", it)
	}
	in.Theirs, in.Base = records(unit("s7", 9)), nil // made apart on both sides
	if it := MakePlan(in).Items[0]; it.Kind != Changed || it.Ours == nil || it.Ours.Subject.ID != "s1" {
		t.Errorf("by name, kind and unit: %+v", it)
	}
	other := unit("s7", 9)
	other.Subject.Unit = "财务处"
	in.Theirs = records(other)
	if it := MakePlan(in).Items[0]; it.Kind != New || it.Register != nil {
		t.Errorf("the same name in another unit: %+v", it)
	} else if c, s := it.Result(); c.ID != "" || s.Name != "第一党支部" || s.ID != "s7" {
		t.Errorf("result %+v", s)
	}
}

func TestRecordsThatAreRefused(t *testing.T) {
	for what, spoil := range map[string]func(*Records){
		"no name":      func(r *Records) { r.People[0].Cadre.Name = " " },
		"other round":  func(r *Records) { r.People[0].Subject.RoundID = "r2" },
		"other branch": func(r *Records) { r.People[0].Subject.BranchID = "b2" },
		"other cadre":  func(r *Records) { r.People[0].Subject.CadreID = "c7" },
		"twice":        func(r *Records) { r.People = append(r.People, r.People[0]) },
		"path": func(r *Records) {
			r.People[0].Subject.Materials = []review.Material{{Key: "summary", FileName: "../../x.docx"}}
		},
		"device": func(r *Records) {
			r.People[0].Subject.Materials = []review.Material{{Key: "summary", FileName: "CON.docx"}}
		},
		"stream": func(r *Records) {
			r.People[0].Subject.Materials = []review.Material{{Key: "summary", FileName: "a.txt:ads"}}
		},
		"talk":           func(r *Records) { r.People[0].Subject.Talks = []review.Talk{{}} },
		"branch's round": func(r *Records) { r.Branch.RoundID = "r2" },
	} {
		r := records(*clone(&zhang))
		spoil(r)
		if err := r.check(); parcel.AsRefusal(err) == nil {
			t.Errorf("%s: %v", what, err)
		}
	}
	r := records(*clone(&zhang))
	r.People[0].Subject.Materials = []review.Material{{Key: "summary", FileName: "总结:1.docx"}}
	b, err := r.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	if got, err := ReadRecords(b); err != nil || got.People[0].Subject.Materials[0].FileName != "总结：1.docx" {
		t.Errorf("a name only Linux takes: %v", err)
	}
	if r.People[0].Subject.Materials[0].FileName != "总结:1.docx" {
		t.Error("writing changed the records")
	}
}

// FuzzRecords gives any bytes as the records of a file with a good signature.
func FuzzRecords(f *testing.F) {
	b, err := records(zhang).Marshal()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Add([]byte(`{"people":[{"subject":{"materials":[{"key":"summary"}]}}]}`))
	s := scheme(f)
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := ReadRecords(b)
		if err != nil {
			if parcel.AsRefusal(err) == nil {
				t.Errorf("no clerk understands: %v", err)
			}
			return
		}
		files, register := side(zhang)
		p := MakePlan(Input{Scheme: s, Base: records(zhang), Ours: files, Register: register, Theirs: r})
		for _, it := range p.Items {
			it.AcceptAll(true)
			it.Result()
		}
		p.Answer(1, "x", time.Time{}, "")
	})
}

// FuzzReceipt gives any bytes as a receipt.
func FuzzReceipt(f *testing.F) {
	f.Add([]byte(`{"seq":1,"hash":"x","persons":[{"subjectId":"s1","kept":[{"field":"手机"}]}]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := ReadReceipt(b)
		if err != nil {
			return
		}
		r.Sums()
		r.Of("s1").Mark()
	})
}
