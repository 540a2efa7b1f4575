package review

import (
	"cmp"
	"slices"
	"strings"

	"kaocha/data/cadre"
)

// Held is a subject that cannot enter its next stage, and what blocks it.
type Held struct {
	File  *File
	Next  Stage
	Unmet []Unmet // only what blocks
}

// StageState is a stage of the scheme with the subjects that are in it.
type StageState struct {
	Stage Stage
	Files []*File
	Held  []Held
}

// Blocker is one condition that holds subjects back.
type Blocker struct {
	Text   string // the condition in the scheme's words
	Stage  string // name of the stage that asks for it
	People []*File
}

// Deadline is a day by which something of a round is to be done.
type Deadline struct {
	Name   string // 报送截止, or the stage that is to be entered
	Date   cadre.Date
	People int // whom it concerns, 0 for the whole round
}

// Progress is how far a round is.
type Progress struct {
	Stages     []StageState // all of the scheme's, in order
	Bottleneck int          // the stage in which most are held back, -1 for none
	Blockers   []Blocker    // what holds back most comes first
	Deadlines  []Deadline   // the earliest first, also those that are past
	Materials  map[string]int
	Ended      int // subjects that came to a final stage
}

// ProgressOf looks at where every subject is and what keeps it there.
func ProgressOf(d *Dossier) *Progress {
	p := &Progress{Bottleneck: -1, Materials: map[string]int{}}
	for _, st := range d.Scheme.Stages {
		p.Stages = append(p.Stages, StageState{Stage: st})
	}
	due := map[string]*Deadline{}
	for _, f := range d.Files {
		i := d.Scheme.StageIndex(f.Subject.Stage)
		if i < 0 {
			continue
		}
		p.Stages[i].Files = append(p.Stages[i].Files, f)
		for _, it := range d.Scheme.ItemsFor(f.Subject) {
			p.Materials[d.MaterialOf(f, it).State]++
		}
		if Final(d.Scheme, i) {
			p.Ended++
			continue
		}
		if next, ok := NextStage(d.Scheme, f.Subject); ok {
			p.hold(d, i, f, next)
			addDue(due, d, f, next)
		}
	}
	p.rank()
	for _, x := range due {
		p.Deadlines = append(p.Deadlines, *x)
	}
	if !d.Round.Deadline.IsZero() && p.Ended < len(d.Files) {
		p.Deadlines = append(p.Deadlines, Deadline{Name: "报送截止", Date: d.Round.Deadline})
	}
	slices.SortFunc(p.Deadlines, func(a, b Deadline) int {
		return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(d.Scheme.stageOf(a.Name), d.Scheme.stageOf(b.Name)))
	})
	return p
}

// Final tells that a stage ends a review: one with an outcome or marked as
// final, or one after it.
func Final(s *Scheme, stage int) bool {
	first := slices.IndexFunc(s.Stages, func(st Stage) bool { return st.Outcome != "" || st.Final })
	return first >= 0 && stage >= first
}

func (s *Scheme) stageOf(name string) int {
	return slices.IndexFunc(s.Stages, func(st Stage) bool { return st.Name == name })
}

// hold notes what keeps a subject from its next stage.
func (p *Progress) hold(d *Dossier, i int, f *File, next Stage) {
	var block []Unmet
	for _, u := range Blocked(d, f, next.Key) {
		if u.Level == Error {
			block = append(block, u)
			p.blame(u, f)
		}
	}
	if len(block) > 0 {
		p.Stages[i].Held = append(p.Stages[i].Held, Held{f, next, block})
	}
}

// blame counts a condition; what it adds in brackets differs from person to person.
func (p *Progress) blame(u Unmet, f *File) {
	text, _, _ := strings.Cut(u.Text, "（")
	for i := range p.Blockers {
		if b := &p.Blockers[i]; b.Text == text && b.Stage == u.Stage {
			b.People = append(b.People, f)
			return
		}
	}
	p.Blockers = append(p.Blockers, Blocker{text, u.Stage, []*File{f}})
}

func (p *Progress) rank() {
	slices.SortStableFunc(p.Blockers, func(a, b Blocker) int { return cmp.Compare(len(b.People), len(a.People)) })
	most := 0
	for i, st := range p.Stages {
		if n := len(st.Held); n > most {
			p.Bottleneck, most = i, n
		}
	}
}

// addDue keeps the earliest day by which a stage is to be entered.
func addDue(due map[string]*Deadline, d *Dossier, f *File, next Stage) {
	at := DueDate(d, f, next.Key)
	if at.IsZero() {
		return
	}
	x := due[next.Key]
	if x == nil {
		x = &Deadline{Name: next.Name, Date: at}
		due[next.Key] = x
	}
	x.People++
	if at.Before(x.Date) {
		x.Date = at
	}
}
