package handin

import (
	"fmt"
	"slices"
	"strings"

	"kaocha/data/cadre"
	"kaocha/data/exchange"
	"kaocha/data/review"
)

// Kind is what a plan would do with one subject.
type Kind string

// Kinds of items, in the words a clerk reads.
const (
	New       Kind = "新增"
	Changed   Kind = "修改"
	Conflict  Kind = "有冲突"
	Removed   Kind = "对方已移出"
	Doubtful  Kind = "存疑"
	Unchanged Kind = "无变化"
)

// Kinds lists the kinds, what needs a person first.
var Kinds = []Kind{Conflict, Doubtful, Removed, New, Changed, Unchanged}

// Field is one field in which theirs differs from ours, and whether it is taken.
type Field struct {
	Group, Label string
	Base         string // what was exchanged last, "" too when nothing was
	Ours, Theirs string
	Secret       bool
	Conflict     bool
	Why          string // why a person must decide
	OursBy       Touch  // who changed our value and when, when known
	Accept       bool

	f *field
}

// Item is what the plan says about one subject.
type Item struct {
	Kind       Kind
	Name       string
	Reason     string
	Ours       *review.File // nil: not in our round
	Register   *cadre.Cadre // who it is in our register, nil: nobody yet
	Theirs     *Person      // nil: the other side took the person out
	Base       *Person      // nil: not exchanged before
	Given      *Person      // see Input.Given
	Fields     []Field
	Candidates []*cadre.Cadre // Doubtful: whom it could be
	Skip       bool           // left out altogether

	plan  *Plan
	match *exchange.Item
	fixed bool // a doubt that nobody can settle here
	round bool // see OfRound
}

// Input is what a plan is made from.
type Input struct {
	Scheme   *review.Scheme
	Theirs   *Records
	Base     *Records          // nil: nothing was exchanged before
	Given    *Records          // what the other side got from us after Base and had before its eyes, nil for nothing
	Ours     []*review.File    // all subjects of our round, of every branch
	Register []cadre.Cadre     // everybody in our register
	Sent     Touch             // who sealed the file, when
	Above    bool              // it comes from the department: a round given to a branch
	Panels   map[string]string // with Above: names of the panels, theirs and ours
	Known    map[string]bool   // IDs of our panels

	Waivers map[string][]review.Waiver // ours, by subject
	Events  []review.Event             // ours, of the round as a whole
}

// Plan is the dry run of taking a file: nothing is written until it is accepted.
type Plan struct {
	Items  []*Item
	Sent   Touch
	Theirs *Records

	in       *Input
	register map[string]*cadre.Cadre
	byHolder map[string]*review.File // our subjects by who they are
}

// holder says who a subject is: somebody of the register, or a name of a kind
// in a unit.
func holder(s *review.Subject) string {
	if s.CadreID != "" {
		return s.CadreID
	}
	return strings.Join([]string{"", s.Kind, s.Name, s.Unit}, "\x00")
}

// MakePlan compares what came with the base and with ours.
func MakePlan(in Input) *Plan {
	p := &Plan{Sent: in.Sent, Theirs: in.Theirs, in: &in, register: map[string]*cadre.Cadre{}, byHolder: map[string]*review.File{}}
	ours := map[string]*review.File{}
	for _, f := range in.Ours {
		ours[f.Subject.ID], p.byHolder[holder(f.Subject)] = f, f
	}
	for i := range in.Register {
		p.register[in.Register[i].ID] = &in.Register[i]
	}
	base, given := in.Base.bySubject(), in.Given.bySubject()
	var strangers []*Item
	there := map[string]bool{}
	for i := range in.Theirs.People {
		t := &in.Theirs.People[i]
		it := &Item{Name: t.Cadre.Name, Theirs: t, Base: base[t.Subject.ID], Given: given[t.Subject.ID], Ours: ours[t.Subject.ID], plan: p}
		there[t.Subject.ID] = true
		p.Items = append(p.Items, it)
		if it.Ours == nil {
			strangers = append(strangers, it)
			continue
		}
		it.registered(it.Ours)
		it.compare()
	}
	p.identify(strangers)
	p.oncePerPerson()
	p.missing(base, there, ours)
	p.wholeRound()
	return p
}

// bySubject finds a subject's records by its ID; nil records have none.
func (r *Records) bySubject() map[string]*Person {
	out := map[string]*Person{}
	if r != nil {
		for i := range r.People {
			out[r.People[i].Subject.ID] = &r.People[i]
		}
	}
	return out
}

// registered notes who a subject of ours is in our register.
func (it *Item) registered(f *review.File) {
	it.Ours, it.Register = f, nil
	if f.Subject.CadreID != "" {
		it.Register = f.Cadre
	}
}

// identify finds out who the subjects are that our round has not.
func (p *Plan) identify(list []*Item) {
	batch := &exchange.Batch{}
	list = slices.DeleteFunc(list, func(it *Item) bool {
		if it.Theirs.Subject.CadreID != "" {
			return false
		}
		it.settle(nil)
		return true
	})
	for _, it := range list {
		batch.Persons = append(batch.Persons, exchange.Person{Cadre: it.Theirs.Cadre})
	}
	found := exchange.MakePlan(batch, p.in.Register)
	for i, it := range list {
		it.match = &found.Items[i]
		known := p.register[it.Theirs.Cadre.ID] // exchanged before
		switch {
		case known != nil && it.match.Kind == exchange.New && known.Name != it.Name:
			it.doubt("本库这个编号下是“" + known.Name + "”，姓名和身份证号都不同，不像同一人，没有接收")
		case known != nil && (it.match.Existing == nil && it.match.Kind == exchange.New || it.match.Existing == known):
			it.settle(known)
		case it.match.Kind == exchange.Doubtful:
			it.Kind, it.Reason, it.Candidates, it.Skip = Doubtful, it.match.Reason, it.match.Candidates, true
		case it.match.Kind == exchange.New:
			it.settle(nil)
		default:
			it.settle(it.match.Existing)
		}
	}
}

// doubt leaves an item out for a reason that nobody can settle here.
func (it *Item) doubt(why string) {
	it.Kind, it.Reason, it.Skip, it.fixed, it.Fields = Doubtful, why, true, true, nil
}

// oncePerPerson refuses the second of two items that would be one person of ours.
func (p *Plan) oncePerPerson() {
	seen := map[string]*Item{}
	for _, it := range p.Items {
		if it.Register == nil {
			continue
		}
		if o := seen[it.Register.ID]; o != nil && it.Kind != Doubtful {
			it.doubt("与文件里的“" + o.Name + "”对应本库的同一个人，没有接收；请对方改正后再报送")
			continue
		}
		seen[it.Register.ID] = it
	}
}

// AsNew is the target of Resolve for somebody who is not in the register.
const AsNew = exchange.AsNew

// Resolve settles a doubtful item as a new person (AsNew) or as the one of the
// register with that ID.
func (it *Item) Resolve(target string) error {
	if it.match == nil || it.fixed {
		return fmt.Errorf("“%s”：%s，不能在这里决定", it.Name, it.Reason)
	}
	if err := it.match.Resolve(target); err != nil {
		return err
	}
	it.Skip = false
	it.settle(it.plan.register[target])
	return nil
}

// settle decides what becomes of a subject that our round has not by this ID.
func (it *Item) settle(c *cadre.Cadre) {
	it.Register, it.Ours, it.Reason = c, nil, ""
	if f := it.plan.byHolder[holder(&it.Theirs.Subject)]; c == nil && it.Theirs.Subject.CadreID == "" && f != nil {
		it.registered(f)
	} else if c != nil {
		it.Ours = it.plan.byHolder[c.ID] // we took the person in ourselves
	}
	if it.Ours != nil {
		it.compare()
		return
	}
	it.compare()
	if it.Kind == Doubtful {
		return
	}
	it.Kind = New
	if it.Base != nil { // it was here once, and we took it out
		it.Kind, it.Skip = Conflict, true
		it.Reason = "本库已把这个人移出批次；默认保持移出，要重新收入请勾选"
		if sameState(it.plan.in, it.Base, it.Theirs) {
			it.Kind, it.Reason = Unchanged, "本库已移出，对方没有再改"
		}
	}
}

func sameState(in *Input, a, b *Person) bool {
	for _, f := range fieldsOf(in.Scheme, in.Panels, a, b) {
		if !f.equal(a, b) {
			return false
		}
	}
	return true
}

// missing adds what the base had and theirs has not: it was taken out there.
// Taking somebody out is never done unasked.
func (p *Plan) missing(base map[string]*Person, there map[string]bool, ours map[string]*review.File) {
	if p.in.Base == nil {
		return
	}
	for i := range p.in.Base.People {
		b := &p.in.Base.People[i]
		f := ours[b.Subject.ID]
		if there[b.Subject.ID] || f == nil || f.Subject.BranchID != p.in.Theirs.Branch.ID {
			continue
		}
		it := &Item{Kind: Removed, Name: f.Cadre.Name, Base: base[b.Subject.ID], Skip: true, plan: p,
			Reason: "对方已把这个人移出批次；默认保留，要移出请勾选"}
		it.registered(f)
		if !sameState(p.in, it.Base, it.ours()) {
			it.Reason = "对方已把这个人移出批次，而本库在其后改过；默认保留，要移出请勾选"
		}
		p.Items = append(p.Items, it)
	}
}

// ours is our state of the item: the subject, or only the register's entry, or
// nothing.
func (it *Item) ours() *Person {
	out := &Person{}
	if it.Register != nil {
		out.Cadre = *it.Register
	}
	if it.Ours != nil {
		out.Subject, out.Cadre = *it.Ours.Subject, *it.Ours.Cadre
		out.Waivers = it.plan.in.Waivers[out.Subject.ID]
	}
	return out
}

// compare fills in the fields in which theirs differs, and what they make of
// the item.
func (it *Item) compare() {
	it.Fields, it.Kind = nil, Unchanged
	if why := it.stranger(); why != "" {
		it.doubt(why)
		return
	}
	ours := it.ours()
	for _, f := range it.fields(it.Base, ours, it.Theirs) {
		if it.Ours == nil && (it.Register == nil || f.group != groupPerson) {
			continue // a new subject brings all of its own
		}
		if x, differs := it.decide(f, ours); differs {
			it.Fields = append(it.Fields, x)
		}
	}
	if len(it.Fields) > 0 {
		it.Kind = Changed
	}
	if slices.ContainsFunc(it.Fields, func(f Field) bool { return f.Conflict }) {
		it.Kind = Conflict
	}
}

// stranger says why an item cannot be what its number says it is.
func (it *Item) stranger() string {
	if it.Ours == nil {
		return ""
	}
	if it.Ours.Subject.BranchID != it.plan.in.Theirs.Branch.ID {
		name := "另一个党总支"
		if it.Ours.Branch != nil {
			name = "“" + it.Ours.Branch.Name + "”"
		}
		return "这个人在本库属于" + name + "，没有接收；请两边核对归属"
	}
	if (it.Ours.Subject.CadreID == "") != (it.Theirs.Subject.CadreID == "") {
		return "本库和对方对“" + it.Name + "”是不是干部库里的人登记不同，没有接收；请两边核对"
	}
	a, b := &it.Ours.Cadre.IDNumber, &it.Theirs.Cadre.IDNumber
	if it.Ours.Cadre.Name != it.Theirs.Cadre.Name && *a != "" && *b != "" && *a != *b {
		return "本库这个编号下是“" + it.Ours.Cadre.Name + "”，姓名和身份证号都不同，不像同一人，没有接收"
	}
	return ""
}

// decide merges one field three ways; differs is false when there is nothing to
// take.
func (it *Item) decide(f field, ours *Person) (x Field, differs bool) {
	theirs := it.Theirs
	if f.equal(ours, theirs) || f.held && f.equal(&Person{}, theirs) {
		return x, false
	}
	x = Field{Group: f.group, Label: f.label, Ours: f.show(ours), Theirs: f.show(theirs), Secret: f.secret, f: &f}
	if it.Base == nil {
		if x.Theirs == "" {
			return x, false // a blank never erases what we have
		}
		x.Conflict = x.Ours != ""
		x.Why = "两边不同，以前没有交换过，不知道谁改的"
	} else {
		x.Base = f.show(it.Base)
		if f.equal(it.Base, theirs) {
			return x, false // only we changed it
		}
		x.Conflict = !f.equal(it.Base, ours) && (it.Given == nil || !f.equal(it.Given, ours))
		x.Why = "两边都改过"
	}
	switch {
	case f.held && !it.plan.in.Above:
		x.Conflict, x.Why = true, "按方案这一栏由下发单位填写"
	case x.Conflict:
	case f.label == idField && f.group == groupPerson && x.Ours != "":
		x.Conflict, x.Why = true, "身份证号被改动，请对照证件核对"
	case f.above && !it.plan.in.Above:
		x.Conflict, x.Why = true, "这一栏由组织部及以上填写"
	default:
		x.Why = ""
	}
	x.Accept = !x.Conflict
	return x, true
}
