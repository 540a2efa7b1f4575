package exchange

import (
	"fmt"
	"slices"

	"kaocha/data/cadre"
	"kaocha/data/cadre/codes"
)

// ItemKind is what an import would do with one person.
type ItemKind string

// Kinds of items, in the words a clerk reads.
const (
	New       ItemKind = "新增"
	Changed   ItemKind = "修改"
	Unchanged ItemKind = "无变化"
	Doubtful  ItemKind = "存疑"
)

// FieldChange is one field that would change, and whether it may.
type FieldChange struct {
	cadre.Change
	Accept bool
}

// Item is what the plan says about one person of the batch.
type Item struct {
	Kind       ItemKind
	Person     Person
	Existing   *cadre.Cadre   // who it is in the register; nil for New and unresolved
	Candidates []*cadre.Cadre // Doubtful: whom it could be
	Changes    []FieldChange
	Reason     string // why it is so
	Skip       bool   // the clerk left it out

	plan     *Plan
	photoKey string // "" without a photo
}

// Plan is the dry run of an import: nothing is written until it is accepted.
type Plan struct {
	Items    []Item
	Problems []Problem // of the files and of all persons

	byID    map[string]*cadre.Cadre // by register ID
	claimed map[string]*Item        // by whom an item was settled to be
}

// PlanOptions adapts a plan to the store it is for.
type PlanOptions struct {
	// PhotoKey gives the key under which the store would keep a picture (which
	// it may reduce first), so that a photo imported before is found unchanged.
	// An error leaves the photo out and is told. Nil: PhotoHash of the bytes.
	PhotoKey func(photo []byte) (string, error)
}

// Count tells how many items are of a kind.
func (p *Plan) Count(k ItemKind) int {
	n := 0
	for i := range p.Items {
		n += boolInt(p.Items[i].Kind == k)
	}
	return n
}

// MakePlan compares a batch with the register. People are matched by ID number,
// else by name with birth month and unit, never by name alone; whatever is not
// certain becomes Doubtful and is not applied unless resolved. Blank incoming
// values never erase what the register has.
func MakePlan(batch *Batch, existing []cadre.Cadre) *Plan {
	return MakePlanWith(batch, existing, PlanOptions{})
}

// MakePlanWith is MakePlan for a store with its own keys for photos.
func MakePlanWith(batch *Batch, existing []cadre.Cadre, opts PlanOptions) *Plan {
	plan := &Plan{Problems: slices.Clone(batch.Problems), byID: map[string]*cadre.Cadre{}}
	for i := range existing {
		plan.byID[existing[i].ID] = &existing[i]
	}
	m := newMatcher(existing)
	plan.Items = make([]Item, len(batch.Persons))
	for i := range batch.Persons {
		it := &plan.Items[i]
		it.Person, it.plan = batch.Persons[i], plan
		it.keyPhoto(opts.PhotoKey)
		plan.Problems = append(plan.Problems, it.Person.Problems...)
		m.match(it)
	}
	m.withinBatch(plan.Items)
	for i := range plan.Items {
		plan.Items[i].compare()
	}
	return plan
}

// Apply lists the items that would be written: New and Changed, not skipped.
func (p *Plan) Apply() []*Item {
	var out []*Item
	for i := range p.Items {
		it := &p.Items[i]
		if !it.Skip && (it.Kind == New || it.Kind == Changed && slices.ContainsFunc(it.Changes, func(c FieldChange) bool { return c.Accept })) {
			out = append(out, it)
		}
	}
	return out
}

// AsNew is the target of Resolve for a person who is not in the register yet.
const AsNew = ""

// Resolve settles a doubtful item: as a new person (AsNew) or as the person of
// the register with that ID. It may be called again to decide otherwise.
//
// Two items of a batch cannot be settled as one person: the second is refused.
func (it *Item) Resolve(target string) error {
	if err := it.claim(target); err != nil {
		return err
	}
	if target == AsNew {
		it.Kind, it.Existing, it.Changes = New, nil, nil
		return nil
	}
	var c *cadre.Cadre
	if it.plan != nil {
		c = it.plan.byID[target]
	}
	if c == nil {
		return fmt.Errorf("干部库里没有编号为“%s”的人", target)
	}
	it.Existing, it.Kind = c, Changed
	it.compare()
	return nil
}

// claim notes whom the item is settled to be, unless another one was before: the
// same person of the register, or a new one with the same ID number.
func (it *Item) claim(target string) error {
	key, why := "register "+target, "已定为干部库里的同一个人"
	if target == AsNew {
		key, why = "new "+matchID(it.Person.Cadre.IDNumber), "身份证号相同，不会是两个新人"
	}
	if it.plan == nil || key == "new " {
		return nil
	}
	if it.plan.claimed == nil {
		it.plan.claimed = map[string]*Item{}
		for i := range it.plan.Items { // those the matching was sure of
			if o := &it.plan.Items[i]; o.Kind == Changed {
				it.plan.claimed["register "+o.Existing.ID] = o
			}
		}
	}
	if o := it.plan.claimed[key]; o != nil && o != it && !o.Skip && o.settledAs(target) {
		return fmt.Errorf("“%s”（%s）与 %s 的“%s”%s；请先在原文件里改正或只留一处", it.Person.Cadre.Name, it.Person.Origin.place(), o.Person.Origin.place(), o.Person.Cadre.Name, why)
	}
	it.plan.claimed[key] = it
	return nil
}

// settledAs tells that the item still is what it was settled to be.
func (it *Item) settledAs(target string) bool {
	if target == AsNew {
		return it.Kind == New
	}
	return it.Kind == Changed && it.Existing != nil && it.Existing.ID == target
}

// compare fills in the changes of an item that has its person in the register.
func (it *Item) compare() {
	if it.Existing == nil || it.Kind == Doubtful || it.Kind == Unchanged {
		return
	}
	it.Changes = nil
	for i := range cadre.Fields {
		f := &cadre.Fields[i]
		old, now := f.Get(it.Existing), f.Get(&it.Person.Cadre)
		if now == "" || now == old || sameValue(f, old, now) {
			continue
		}
		it.Changes = append(it.Changes, FieldChange{cadre.Change{Key: f.Key, Old: old, New: now}, true})
	}
	if h := it.photoKey; h != "" && h != it.Existing.PhotoHash {
		it.Changes = append(it.Changes, FieldChange{cadre.Change{Key: photoKey, Old: photoWord(it.Existing.PhotoHash), New: photoWord(h)}, true})
	}
	it.Kind = Changed
	if len(it.Changes) == 0 {
		it.Kind = Unchanged
	}
}

// keyPhoto finds the key of the photo; one the store cannot take is left out.
func (it *Item) keyPhoto(key func([]byte) (string, error)) {
	if len(it.Person.Photo) == 0 {
		return
	}
	if key == nil {
		it.photoKey = PhotoHash(it.Person.Photo)
		return
	}
	k, err := key(it.Person.Photo)
	if err != nil {
		it.Person.Problems = append(slices.Clip(it.Person.Problems), Problem{Where: it.Person.Origin.place(), Field: photoKey, Message: err.Error() + "；照片没有导入", Refused: true})
		it.Person.Photo = nil
		return
	}
	it.photoKey = k
}

func photoWord(hash string) string {
	if hash == "" {
		return ""
	}
	return "照片（" + hash[:min(8, len(hash))] + "）"
}

// sameValue tells values that say the same: a date known less exactly than the
// register's, an ID number written otherwise, another word for one entry of a
// list, a text with other blanks.
func sameValue(f *cadre.Field, old, now string) bool {
	switch {
	case f.Kind == cadre.Day, f.Key == partyKey:
		a, errA := cadre.ParseDate(old)
		b, errB := cadre.ParseDate(now)
		if errA != nil || errB != nil || a.IsZero() || b.IsZero() {
			return false
		}
		return a == b || b.Day == 0 && a.Month1() == b || b.Month == 0 && a.Year == b.Year
	case f.Key == idKey:
		return sameID(old, now)
	case f.Codes != "": // 正科 and 正科级 are one rank
		if list, ok := codes.ByKey(f.Codes); ok && list.NameOf(old) == list.NameOf(now) {
			return true
		}
	}
	return squeeze(old) == squeeze(now)
}

// Result is the person as the register would hold it: the existing one with the
// accepted changes, or the new one. ID stays blank for a new person.
func (it *Item) Result() cadre.Cadre {
	if it.Existing == nil {
		c := it.Person.Cadre
		c.ID, c.PhotoHash = "", it.photoKey
		return c
	}
	c := *it.Existing
	for _, ch := range it.Changes {
		if ch.Accept {
			it.write(&c, ch.Key)
		}
	}
	return c
}

// write takes one field over from the incoming person.
func (it *Item) write(c *cadre.Cadre, key string) {
	if key == photoKey {
		c.PhotoHash = it.photoKey
		return
	}
	cadre.Take(c, &it.Person.Cadre, key)
}

// Photo is the picture to store with Result; nil when it does not change.
func (it *Item) Photo() []byte {
	if it.Existing == nil {
		return it.Person.Photo
	}
	for _, ch := range it.Changes {
		if ch.Key == photoKey && ch.Accept {
			return it.Person.Photo
		}
	}
	return nil
}
