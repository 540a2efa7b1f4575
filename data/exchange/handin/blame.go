package handin

// Version is one earlier state of a person's records: what it was before
// somebody changed it, and who did.
type Version struct {
	Touch  Touch
	Before Person
}

// Blame finds out, for every conflict, who gave our value. versions are the
// latest first; those of the register's entry leave the subject as it is, and
// the other way round.
func (it *Item) Blame(person, subject []Version) {
	ours := it.ours()
	for i := range it.Fields {
		x := &it.Fields[i]
		versions := subject
		if x.Group == groupPerson {
			versions = person
		}
		for _, v := range versions {
			if !x.f.equal(&v.Before, ours) {
				x.OursBy = v.Touch
				break
			}
		}
	}
}
