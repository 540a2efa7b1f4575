package cadre

import "testing"

func TestStandingOnTheDays(t *testing.T) {
	today := Date{Year: 2025, Month: 11, Day: 20}
	for _, c := range []struct {
		start, end, formal string
		want               Standing
	}{
		{"", "", "", ""},
		{"2024.11.20", "", "", DueSoon},           // ends today
		{"2024.11.19", "", "", Overdue},           // ended yesterday
		{"2024.12.20", "", "", DueSoon},           // in 30 days
		{"2024.12.21", "", "", OnTrial},           // in 31 days
		{"2024.11.19", "2026.05.19", "", OnTrial}, // extended
		{"2024.11.19", "", "2025.11.19", Formal},
	} {
		p := Probation{}
		p.Start, _ = ParseDate(c.start)
		p.End, _ = ParseDate(c.end)
		p.FormalDate, _ = ParseDate(c.formal)
		if got := p.Standing(UsualProbation, today); got != c.want {
			t.Errorf("%+v: %q, want %q", c, got, c.want)
		}
	}
}
