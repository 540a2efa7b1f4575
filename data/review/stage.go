package review

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"kaocha/data/cadre"
)

// Unmet is a condition that does not hold.
type Unmet struct {
	Stage string // name of the stage that asks for it
	Text  string
	Level Severity // Error blocks, Warning only tells
}

// StageError says why a subject cannot enter a stage.
type StageError struct {
	Person, Stage string
	Unmet         []Unmet // only what blocks
}

// Error lists everything that is missing.
func (e *StageError) Error() string {
	texts := make([]string, len(e.Unmet))
	for i, u := range e.Unmet {
		texts[i] = u.Text
	}
	return fmt.Sprintf("%s还不能进入“%s”：%s", e.Person, e.Stage, strings.Join(texts, "；"))
}

// Faults of Advance besides *StageError.
var (
	ErrNoReason = errors.New("退回须写明理由")
	ErrClosed   = errors.New("批次已经结束，不能再变动阶段")
)

// StageIndex is a stage's place in the scheme, -1 for an unknown key. A subject
// without a stage is at the first.
func (s *Scheme) StageIndex(key string) int {
	if key == "" {
		return 0
	}
	return slices.IndexFunc(s.Stages, func(st Stage) bool { return st.Key == key })
}

// StageName is the Chinese name of a stage.
func (s *Scheme) StageName(key string) string {
	if i := s.StageIndex(key); i >= 0 && i < len(s.Stages) {
		return s.Stages[i].Name
	}
	return key
}

// passed lists the stages entered on the way from i to j (i < j): all between,
// but of the final stages only the one j is or the decision names.
func passed(d *Dossier, f *File, i, j int) []Stage {
	outcome := d.Scheme.Stages[j].Outcome
	if dec := f.Subject.Decision; outcome == "" && dec != nil {
		outcome = dec.Outcome
	}
	var out []Stage
	for _, st := range d.Scheme.Stages[i+1 : j+1] {
		if concerns(st.For, f.Subject.Kind) && (st.Outcome == "" || st.Outcome == outcome) {
			out = append(out, st)
		}
	}
	return out
}

// Blocked lists what does not hold for entering a stage: the needs of every
// stage passed over on the way. Going back has no conditions.
func Blocked(d *Dossier, f *File, toStage string) []Unmet {
	i, j := d.Scheme.StageIndex(f.Subject.Stage), d.Scheme.StageIndex(toStage)
	if i < 0 || j < 0 || sideways(d.Scheme, i, j) {
		if j >= 0 {
			return decided(d, f, d.Scheme.Stages[j])
		}
		return []Unmet{{toStage, fmt.Sprintf("方案里没有阶段“%s”", toStage), Error}}
	}
	if j <= i {
		return nil
	}
	var out []Unmet
	var open []Finding
	x, counted := factsOf(d, f), false
	for _, st := range passed(d, f, i, j) {
		for _, c := range st.Needs {
			p := d.Scheme.programs[c.When]
			asks := p != nil && p.needErrors
			if asks && !counted {
				open, counted = openErrors(d, f), true
				x.Errors = len(open)
			}
			for _, u := range unmet(d.Scheme, st, c, x) {
				if asks {
					u.Text += listed(open)
				}
				out = append(out, u)
			}
		}
		if st.Outcome != "" && len(st.Needs) == 0 {
			out = append(out, decided(d, f, st)...)
		}
	}
	return out
}

// listed names the first findings that stand in the way.
func listed(open []Finding) string {
	const most = 3
	var texts []string
	for _, x := range open[:min(most, len(open))] {
		texts = append(texts, x.Message)
	}
	switch {
	case len(open) == 0:
		return ""
	case len(open) > most:
		texts = append(texts, fmt.Sprintf("等 %d 个", len(open)))
	}
	return "（" + strings.Join(texts, "；") + "）"
}

func unmet(s *Scheme, st Stage, c Condition, x *facts) []Unmet {
	ok, err := s.holds(c.When, x)
	u := Unmet{st.Name, c.Text, Error}
	switch {
	case err != nil:
		u.Text = err.Error()
	case ok:
		return nil
	case c.Level == levelWarn:
		u.Level = Warning
	}
	return []Unmet{u}
}

// sideways tells that both stages are final ones: a corrected decision.
func sideways(s *Scheme, i, j int) bool {
	return i >= 0 && j >= 0 && i != j && s.Stages[i].Outcome != "" && s.Stages[j].Outcome != ""
}

// decided sees that a final stage has its decision.
func decided(d *Dossier, f *File, st Stage) []Unmet {
	if st.Outcome == "" || f.Subject.Decision != nil && f.Subject.Decision.Outcome == st.Outcome {
		return nil
	}
	return []Unmet{{st.Name, "未录入“" + st.Outcome + "”的决定", Error}}
}

// Advance moves a subject to a stage and keeps the move. Forwards every
// blocking condition on the way must hold (*StageError); back, or from one
// final stage to another, needs a reason (ErrNoReason). A final stage needs its
// decision. Nothing is changed when an error is returned.
func Advance(d *Dossier, f *File, toStage, by, reason string, now time.Time) error {
	s := d.Scheme
	i, j := s.StageIndex(f.Subject.Stage), s.StageIndex(toStage)
	reason = strings.TrimSpace(reason)
	switch {
	case d.Round != nil && d.Round.Closed:
		return ErrClosed
	case j < 0 || toStage == "":
		return fmt.Errorf("方案里没有阶段“%s”，有的是：%s", toStage, strings.Join(keysOf(s.Stages, func(x Stage) string { return x.Name }), "、"))
	case i == j:
		return fmt.Errorf("%s已经在“%s”", person(f), s.Stages[j].Name)
	case (j < i || i < 0 || sideways(s, i, j)) && reason == "":
		return fmt.Errorf("%s从“%s”退回“%s”：%w", person(f), s.StageName(f.Subject.Stage), s.Stages[j].Name, ErrNoReason)
	}
	var block []Unmet
	blocked := Blocked(d, f, toStage)
	if j < i {
		blocked = decided(d, f, s.Stages[j])
	}
	for _, u := range blocked {
		if u.Level == Error {
			block = append(block, u)
		}
	}
	if len(block) > 0 {
		return &StageError{person(f), s.Stages[j].Name, block}
	}
	from := f.Subject.Stage
	if from == "" {
		from = s.Stages[0].Key
	}
	f.Subject.Moves = append(f.Subject.Moves, Move{From: from, To: toStage, At: now, By: by, Reason: reason})
	f.Subject.Stage = toStage
	return nil
}

func person(f *File) string {
	if f.Cadre == nil || f.Cadre.Name == "" {
		return "（未登记姓名）"
	}
	return f.Cadre.Name
}

// NextStage is the stage after the subject's: of the final stages the one the
// decision names, the first while there is none. False at the end.
func NextStage(s *Scheme, sub *Subject) (Stage, bool) {
	i := s.StageIndex(sub.Stage)
	if i < 0 {
		return Stage{}, false
	}
	final := s.Stages[i].Outcome != ""
	for _, st := range s.Stages[i+1:] {
		switch {
		case !concerns(st.For, sub.Kind):
		case st.Outcome == "":
			return st, true
		case final: // the alternatives of the present final stage
		case sub.Decision == nil || sub.Decision.Outcome == st.Outcome:
			return st, true
		}
	}
	return Stage{}, false
}

// DueDate is a stage's deadline for a subject: a day of the year of assessment,
// or the stage's days from the end of the probation or a date of the round.
// Unknown when the stage has none or that date is unknown.
func DueDate(d *Dossier, f *File, stage string) cadre.Date {
	s := d.Scheme
	i := s.StageIndex(stage)
	if i < 0 || !concerns(s.Stages[i].For, f.Subject.Kind) {
		return cadre.Date{}
	}
	st := s.Stages[i]
	if st.Date != "" && d.Round != nil && !d.Round.Assessed.IsZero() {
		at, _ := time.Parse(monthDay, st.Date)
		return cadre.Date{Year: d.Round.Assessed.Year + b2i(st.Next), Month: int(at.Month()), Day: at.Day()}
	}
	if st.Days == nil {
		return cadre.Date{}
	}
	from := d.dateOf(f, st.From)
	if from.IsZero() {
		return from
	}
	return from.AddDays(*st.Days)
}

// monthDay is how a scheme writes a day of the year: 01-11.
const monthDay = "01-02"

// Dates a deadline may be reckoned from.
var stageFrom = []string{"", "end", "notified", "assessed", "deadline"}

func (d *Dossier) dateOf(f *File, from string) cadre.Date {
	switch {
	case from == "" || from == "end":
		return reviewEnd(d.Scheme, f)
	case d.Round == nil:
		return cadre.Date{}
	case from == "notified":
		return d.Round.Notified
	case from == "deadline":
		return d.Round.Deadline
	}
	return d.Round.Assessed
}

// DueSubjects suggests the cadres whose probation ends before a date and is not
// concluded, earliest end first. Concluded is who has a formal date, or a
// result without an extension.
func DueSubjects(cadres []*cadre.Cadre, s *Scheme, before cadre.Date) []*cadre.Cadre {
	var out []*cadre.Cadre
	end := func(c *cadre.Cadre) cadre.Date { return c.Probation.EndDate(s.Probing.Months) }
	for _, c := range cadres {
		p := c.Probation
		concluded := !p.FormalDate.IsZero() || strings.TrimSpace(p.Result) != "" && p.End.IsZero()
		if e := end(c); !concluded && !e.IsZero() && e.Time().Before(before.Time()) {
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(a, b *cadre.Cadre) int {
		if n := end(a).Compare(end(b)); n != 0 {
			return n
		}
		return strings.Compare(a.Name+a.ID, b.Name+b.ID)
	})
	return out
}
