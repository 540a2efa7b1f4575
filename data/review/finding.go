package review

// Severity of a finding.
type Severity int

// Severities: an Error keeps the pack from being complete, a Warning is to be
// looked at, a Note only tells.
const (
	Note Severity = iota
	Warning
	Error
)

// Name is the Chinese word of the severity.
func (s Severity) Name() string { return [...]string{"提示", "警告", "错误"}[s] }

// Finding (问题) is one thing the checker noticed: it names the form, the field,
// both values and what to do.
type Finding struct {
	Key      string   `json:"key"`  // stable while the values stay the same
	Rule     string   `json:"rule"` // e.g. tally.sum
	Severity Severity `json:"severity"`
	Subject  string   `json:"subject,omitempty"` // subject ID, "" for the round
	Person   string   `json:"person,omitempty"`
	Form     string   `json:"form"`
	Field    string   `json:"field"`
	Found    string   `json:"found"`
	Expected string   `json:"expected"`
	Message  string   `json:"message"`
	Action   string   `json:"action"`           // what to do
	Waived   string   `json:"waived,omitempty"` // the kept reason
}
