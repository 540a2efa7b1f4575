package cadre

// Standing is where a person's trial appointment is, in a clerk's words; ""
// without one.
type Standing string

// The standings of a trial appointment.
const (
	OnTrial Standing = "试用中"
	DueSoon Standing = "将届满"
	Overdue Standing = "已超期"
	Formal  Standing = "已转正"
)

// SoonDays is how many days before its end a trial is said to end soon.
const SoonDays = 30

// Standing tells where the trial is on a day; def is the length in months of one
// that states none. The last day still belongs to the trial.
func (p Probation) Standing(def int, today Date) Standing {
	end := p.EndDate(def)
	switch {
	case !p.FormalDate.IsZero():
		return Formal
	case end.IsZero():
		return ""
	case end.Before(today):
		return Overdue
	case end.Before(today.AddDays(SoonDays + 1)):
		return DueSoon
	}
	return OnTrial
}
