package review

import (
	"slices"
	"strings"
	"sync"
)

// Likeness says how much a text of a subject has in common with another's.
type Likeness struct {
	Form    string  // what was compared: 考察报告, 履职工作总结, 思想汇报
	Log     string  // key of the log the text is of, "" for another
	Subject string  // the other subject
	Person  string  // of an earlier round with its name
	Share   float64 // as the checker computes it
	Mine    string
	Theirs  string
}

// Others holds the other subjects' texts of a round, ready for comparing: what a
// page under editing asks again and again. Safe for concurrent use.
type Others struct {
	d    *Dossier
	self string
	once sync.Once
	list []otherText
}

type otherText struct {
	kind    string // "" for the report, else the material's or the log's
	subject *File
	round   string // "" for this one
	text    string
	set     []uint64
}

// NewOthers prepares comparing a subject with the rest of its round; the texts
// are taken apart at the first question.
func NewOthers(d *Dossier, subject string) *Others { return &Others{d: d, self: subject} }

func (o *Others) prepare() {
	for _, f := range o.d.Files {
		if f.Subject.ID == o.self {
			continue
		}
		o.add("", f, "", reportTexts(o.d.Scheme, f.Subject))
		for _, it := range o.d.Scheme.Material {
			if it.compared() {
				o.add(it.Key, f, "", materialText(f.Subject.MaterialOf(it.Key)))
			}
		}
		o.logs(f, "")
	}
	for _, x := range o.d.Former {
		for _, f := range x.Files {
			o.logs(f, x.Round)
		}
	}
}

// logs takes what a subject wrote into logs whose texts are compared.
func (o *Others) logs(f *File, round string) {
	for i := range o.d.Scheme.Logs {
		if l := &o.d.Scheme.Logs[i]; l.compares() {
			o.add(logKind+l.Key, f, round, l.comparedText(f.Subject))
		}
	}
}

// logKind begins the kind of a log's text.
const logKind = "log:"

func (o *Others) add(kind string, f *File, round, text string) {
	if set := shingles(text); len(set) >= minShingles {
		o.list = append(o.list, otherText{kind, f, round, text, set})
	}
}

// compared tells that a material is each subject's own text.
func (it Item) compared() bool { return !it.PerBranch && it.Form != "report" }

// Like lists the texts that are too much like those of a subject, each with the
// most similar one; none when the scheme sets no limit.
func (o *Others) Like(sub *Subject) []Likeness {
	limit := o.d.Scheme.Checks.CopySimilarity
	if limit <= 0 {
		return nil
	}
	o.once.Do(o.prepare)
	var out []Likeness
	try := func(kind, form, text string) {
		set := shingles(text)
		if len(set) < minShingles {
			return
		}
		best := Likeness{Form: form, Mine: text}
		if key, ok := strings.CutPrefix(kind, logKind); ok {
			best.Log = key
		}
		for _, t := range o.list {
			if t.kind != kind {
				continue
			}
			if share := jaccard(set, t.set); share >= limit && share > best.Share {
				best.Share, best.Subject, best.Person, best.Theirs = share, t.subject.Subject.ID, o.whose(t), t.text
			}
		}
		if best.Share > 0 {
			out = append(out, best)
		}
	}
	try("", o.d.Scheme.FormName("report", "考察报告"), reportTexts(o.d.Scheme, sub))
	for _, it := range o.d.Scheme.Material {
		if it.compared() {
			try(it.Key, it.Name, materialText(sub.MaterialOf(it.Key)))
		}
	}
	for i := range o.d.Scheme.Logs {
		if l := &o.d.Scheme.Logs[i]; l.compares() {
			try(logKind+l.Key, l.Name, l.comparedText(sub))
		}
	}
	return out
}

// whose names whom a text is of: in an earlier round perhaps the same person.
func (o *Others) whose(t otherText) string {
	name := person(t.subject)
	if t.round == "" {
		return name
	}
	if i := slices.IndexFunc(o.d.Files, func(f *File) bool { return f.Subject.ID == o.self }); i >= 0 && sameName(name, person(o.d.Files[i])) {
		name = "本人"
	}
	return name + "在“" + t.round + "”"
}

// Passage is a piece of a text; Common tells that the other text has it too.
type Passage struct {
	Text   string
	Common bool
}

// CommonPassages splits two texts into pieces that both have, at least five Han
// characters long, and pieces of their own.
func CommonPassages(a, b string) (pa, pb []Passage) {
	return passages(a, shingles(b)), passages(b, shingles(a))
}

// passages marks every character of a text that is in a run of the other.
func passages(text string, other []uint64) []Passage {
	runes := []rune(text)
	common := make([]bool, len(runes))
	var han []int // where the Han characters stand
	for i, r := range runes {
		if isHan(r) {
			han = append(han, i)
		}
	}
	for i := 0; i+shingleLen <= len(han); i++ {
		var run [shingleLen]rune
		for j := range run {
			run[j] = runes[han[i+j]]
		}
		if _, ok := slices.BinarySearch(other, shingle(run[:])); ok {
			for k := han[i]; k <= han[i+shingleLen-1]; k++ {
				common[k] = true // with what stands between them
			}
		}
	}
	var out []Passage
	for i := 0; i < len(runes); {
		j := i
		for j < len(runes) && common[j] == common[i] {
			j++
		}
		out = append(out, Passage{string(runes[i:j]), common[i]})
		i = j
	}
	return out
}
