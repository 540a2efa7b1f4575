package handin

import (
	"encoding/json"
	"slices"
	"time"

	"kaocha/data/cadre"
	"kaocha/data/cadre/idnum"
	"kaocha/data/exchange/parcel"
	"kaocha/data/review"
)

// Takes tells that accepting the plan as it stands would change something of
// the item.
func (it *Item) Takes() bool {
	if it.Skip || it.Kind == Doubtful || it.Kind == Unchanged {
		return false
	}
	return it.Ours == nil || it.Kind == Removed || slices.ContainsFunc(it.Fields, func(f Field) bool { return f.Accept })
}

// Count tells how many items are of a kind.
func (p *Plan) Count(k Kind) (n int) {
	for _, it := range p.Items {
		if it.Kind == k {
			n++
		}
	}
	return n
}

// AcceptAll takes theirs in every field of the item, or ours in every conflict.
func (it *Item) AcceptAll(theirs bool) {
	for i := range it.Fields {
		it.Fields[i].Accept = theirs || !it.Fields[i].Conflict
	}
	if it.Kind == Removed || it.Ours == nil && it.Base != nil {
		it.Skip = !theirs
	}
}

// TakeAll takes theirs in every field of everybody who is in both rounds. Nobody
// is taken out of the round by it, nor back in.
func (p *Plan) TakeAll() {
	for _, it := range p.Items {
		if it.Ours != nil && it.Kind != Removed {
			it.AcceptAll(true)
		}
	}
}

// Result is the subject with its person as the accepted fields make them (a
// person without an ID for a subject that is not in the register); both nil when the subject is to be taken out. IDs are ours where we have any.
func (it *Item) Result() (*cadre.Cadre, *review.Subject) {
	if it.Kind == Removed {
		return nil, nil
	}
	out := it.result()
	return &out.Cadre, &out.Subject
}

func (it *Item) result() *Person {
	out := clone(it.ours())
	theirs := clone(it.Theirs)
	if it.Register == nil && it.Ours == nil {
		out.Cadre = theirs.Cadre
	}
	if it.Ours == nil {
		out.Subject, out.Waivers = theirs.Subject, theirs.Waivers
		out.Subject.CadreID = out.Cadre.ID
		if !it.plan.in.Above {
			it.plan.in.Scheme.Trim(&out.Subject) // what is not the branch's to fill in
		}
		if !it.plan.in.Above && !it.plan.in.Known[out.Subject.PanelID] {
			out.Subject.PanelID = "" // not ours: the department says who reviews
		}
	}
	for _, f := range it.Fields {
		if f.Accept {
			f.f.take(out, theirs)
		}
	}
	return out
}

// Explained lists the explanations that accepting the item would keep, and the
// keys of those it would take back.
func (it *Item) Explained() (keep []review.Waiver, drop []string) {
	if it.Kind == Removed {
		return nil, nil
	}
	before, after := it.ours().Waivers, it.result().Waivers
	has := func(list []review.Waiver, w review.Waiver) bool {
		return slices.ContainsFunc(list, func(o review.Waiver) bool { return o.Key == w.Key && o.Reason == w.Reason })
	}
	for _, w := range after {
		if !has(before, w) {
			w.RoundID, w.Subject = it.plan.Theirs.Round.ID, it.subjectID()
			keep = append(keep, w)
		}
	}
	for _, w := range before {
		if !slices.ContainsFunc(after, func(o review.Waiver) bool { return o.Key == w.Key }) {
			drop = append(drop, w.Key)
		}
	}
	return keep, drop
}

// subjectID is ours where we have one.
func (it *Item) subjectID() string {
	if it.Ours != nil {
		return it.Ours.Subject.ID
	}
	return it.Theirs.Subject.ID
}

// clone shares nothing with p.
func clone(p *Person) *Person {
	b, err := json.Marshal(p)
	out := new(Person)
	if err == nil {
		err = json.Unmarshal(b, out)
	}
	if err != nil {
		panic("a person that cannot be copied: " + err.Error()) // plain data always can
	}
	return out
}

// Wanted lists the entries whose bytes the accepted plan needs.
func (p *Plan) Wanted() map[string]bool {
	out := map[string]bool{}
	for _, it := range p.Items {
		if !it.Takes() {
			continue
		}
		c, s := it.Result()
		if c == nil {
			continue
		}
		if c.PhotoHash != "" {
			out[parcel.PhotoEntry(c.PhotoHash)] = true
		}
		for _, f := range s.ReceivedFiles() {
			out[parcel.FileEntry(f.Hash)] = true
		}
	}
	return out
}

// Answer is what the receipt says about each subject as the plan stands; what is
// missing is added when the receipt is written.
func (p *Plan) Answer(seq int, hash string, at time.Time, by string) *review.Receipt {
	r := &review.Receipt{Seq: seq, Hash: hash, At: at.UTC().Truncate(time.Second), By: by, Persons: []review.ReceiptPerson{}}
	for _, it := range p.Items {
		if it.Theirs == nil {
			continue
		}
		x := review.ReceiptPerson{SubjectID: it.Theirs.Subject.ID, Name: it.Name}
		if it.Ours != nil && it.Ours.Subject.ID != x.SubjectID {
			x.Here = it.Ours.Subject.ID
		}
		switch {
		case it.Kind == Doubtful:
			x.Refused = it.Reason
		case it.Ours == nil && it.Skip:
			x.Refused = "组织部没有收入这个人"
		case it.Ours == nil:
			x.New = true
		}
		for _, f := range it.Fields {
			if f.Accept && !it.Skip {
				x.Taken = append(x.Taken, f.Group+"·"+f.Label)
			} else {
				x.Kept = append(x.Kept, review.KeptField{Field: f.Group + "·" + f.Label, Branch: f.told(f.Theirs), Department: f.told(f.Ours)})
			}
		}
		r.Persons = append(r.Persons, x)
	}
	return r
}

// maxTold is how much of a value a receipt repeats, in characters.
const maxTold = 200

// told is a value as a receipt repeats it: numbers of persons masked, long texts
// cut.
func (f *Field) told(s string) string {
	if f.Secret && s != "" {
		return idnum.Mask(s)
	}
	if r := []rune(s); len(r) > maxTold {
		return string(r[:maxTold]) + "…"
	}
	return s
}
