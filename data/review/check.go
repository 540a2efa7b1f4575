package review

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"kaocha/data/cadre"
)

// Check looks a whole round over: everything of DOMAIN 5.3 and what comparing
// the forms with each other yields. Findings come in the round's order, the
// round's own first, errors before warnings; the same data gives the same list.
// A waived finding stays in the list with its reason.
func Check(d *Dossier) []Finding {
	k := newChecker(d)
	k.round()
	for i := range d.Files {
		k.one(i)
	}
	k.standings()
	k.meetings()
	k.sameFiles()
	k.copies()
	return k.finish()
}

func newChecker(d *Dossier) *checker {
	return &checker{d: d, s: d.Scheme, names: namesOf(d), shared: sharedOf(d)}
}

// one looks at the i-th subject by itself.
func (k *checker) one(i int) {
	k.file, k.at = k.d.Files[i], i+1
	k.x = factsWith(k.d, k.file, k.material)
	k.person()
	k.subject()
	if !k.s.Assesses() {
		k.probation()
	}
	k.materials()
	if len(k.s.Items) > 0 {
		k.tally()
	}
	if len(k.s.Talks.Verdicts) > 0 {
		k.talks()
	}
	if len(k.s.Report.Sections) > 0 {
		k.report()
	}
	k.assessed()
	k.opinions()
	k.decision()
	k.stage()
	k.file, k.at = nil, 0
}

// openErrors are a subject's findings of severity Error that are not waived, as
// Check would give them. What compares texts and meetings only warns and so is
// left out: it is dear.
func openErrors(d *Dossier, f *File) (out []Finding) {
	k := newChecker(d)
	k.round()
	if i := slices.Index(d.Files, f); i >= 0 {
		k.one(i)
	}
	k.sameFiles()
	for _, x := range k.finish() {
		if x.Subject == f.Subject.ID && x.Severity == Error && x.Waived == "" {
			out = append(out, x)
		}
	}
	return out
}

// CheckOne gives the findings of one subject out of a whole check.
func CheckOne(d *Dossier, subject string) []Finding {
	return slices.DeleteFunc(Check(d), func(f Finding) bool { return f.Subject != subject })
}

// checker gathers findings; file and at are the subject looked at, nil and 0
// for the round.
type checker struct {
	d     *Dossier
	s     *Scheme
	file  *File
	at    int
	x     *facts // the file's facts
	names map[string]bool
	out   []placed

	shared map[[2]string]shared // by branch and item: the one sheet of a branch
}

// shared is the furthest record of an item that exists once per branch, and
// the first subject of that branch, with whom it is checked.
type shared struct {
	first *File
	m     *Material
}

// sharedOf gathers the branches' own items in one pass.
func sharedOf(d *Dossier) map[[2]string]shared {
	out := map[[2]string]shared{}
	for _, it := range d.Scheme.Material {
		for _, f := range d.Files {
			if !it.PerBranch {
				break
			}
			key := [2]string{f.Subject.BranchID, it.Key}
			m, have := f.Subject.MaterialOf(it.Key), out[key]
			if have.first == nil {
				out[key] = shared{f, m}
			} else if further(m, have.m) {
				out[key] = shared{have.first, m}
			}
		}
	}
	return out
}

// material is Dossier.MaterialOf without a search.
func (k *checker) material(f *File, it Item) *Material {
	if it.PerBranch {
		return k.shared[[2]string{f.Subject.BranchID, it.Key}].m
	}
	return f.Subject.MaterialOf(it.Key)
}

// placed is a finding with its subject's place in the round.
type placed struct {
	Finding
	at int
}

// found is what a rule says; the rest of the finding is filled in by add.
type found struct {
	rule, form, field string
	found, expected   string
	message, action   string
	basis             string // further values the key depends on
}

func (k *checker) add(sev Severity, x found) {
	f := Finding{Rule: x.rule, Severity: sev, Form: x.form, Field: x.field, Found: x.found, Expected: x.expected, Message: x.message, Action: x.action}
	if k.file != nil {
		f.Subject, f.Person = k.file.Subject.ID, person(k.file)
	}
	k.put(f, k.at, x.basis)
}

// put places a finding; its key follows from the values, never from the words.
func (k *checker) put(f Finding, at int, basis string) {
	f.Key = keyOf(f.Rule, f.Subject, f.Form, f.Field, f.Found, f.Expected, basis)
	k.out = append(k.out, placed{f, at})
}

func keyOf(parts ...string) string {
	h := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(h[:8])
}

// finish sorts, makes keys unique and applies the waivers.
func (k *checker) finish() []Finding {
	slices.SortStableFunc(k.out, func(a, b placed) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(b.Severity, a.Severity), cmp.Compare(a.Rule, b.Rule),
			cmp.Compare(a.Field, b.Field), cmp.Compare(a.Found, b.Found), cmp.Compare(a.Message, b.Message))
	})
	reasons := map[string]string{}
	for _, w := range k.d.Waivers {
		reasons[w.Key] = cmp.Or(w.Reason, "（未写理由）")
	}
	seen := map[string]int{}
	out := make([]Finding, len(k.out))
	for i, p := range k.out {
		f := p.Finding
		if n := seen[f.Key]; n > 0 {
			seen[f.Key]++
			f.Key = keyOf(f.Key, num(n))
		} else {
			seen[f.Key] = 1
		}
		f.Waived = reasons[f.Key]
		out[i] = f
	}
	return out
}

func (k *checker) formName(form, usual string) string { return k.s.FormName(form, usual) }

// FormName is the scheme's name of a form, as findings call it, else the usual one.
func (s *Scheme) FormName(form, usual string) string {
	if it := s.itemByForm(form); it != nil {
		return it.Name
	}
	return usual
}

// itemByForm finds the material that is made with a form, nil for none.
func (s *Scheme) itemByForm(form string) *Item {
	for i := range s.Material {
		if s.Material[i].Form == form {
			return &s.Material[i]
		}
	}
	return nil
}

// namesOf are the names of the round's people, without blanks.
func namesOf(d *Dossier) map[string]bool {
	out := map[string]bool{}
	for _, f := range d.Files {
		if f.Cadre != nil {
			out[bare(f.Cadre.Name)] = true
		}
	}
	return out
}

// future tells that a date is after today, as far as both are known.
func (k *checker) future(x cadre.Date) bool {
	return k.d.Today.Earlier(x)
}

// futureDate reports a date of the round that has not come yet.
func (k *checker) futureDate(form, field string, x cadre.Date) {
	if k.future(x) {
		what := form + "的" + field
		if strings.HasPrefix(field, form) {
			what = field
		}
		k.add(Error, found{rule: "date.future", form: form, field: field, found: x.String(), expected: "不晚于今天",
			message: fmt.Sprintf("%s %s 在今天（%s）之后", what, x, k.d.Today), action: "改正日期"})
	}
}
