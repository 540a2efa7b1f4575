package review

import (
	"strings"
	"testing"

	"kaocha/data/cadre"
)

// A notice of Monday 2026.01.05 up to Monday 01.12 has seven days, the first of them
// Tuesday; with the first day counted it has eight.
func TestSpanIsCountedOnTheCalendar(t *testing.T) {
	l := &Log{Name: "公示", Span: Span{To: "until", Least: 7, Most: 15}, Fields: []Field{{Key: "until", Day: true}}}
	e := Event{Date: cadre.MustDate("2026.01.05"), Fields: map[string]string{"until": "2026.01.12"}}
	if n, ok := l.SpanDays(e); n != 7 || !ok || l.SpanFault(e) != "" {
		t.Errorf("%d days: %s", n, l.SpanFault(e))
	}
	if got := l.SpanHint(e); got != "7 到 15 天，应在 2026.01.12 到 2026.01.20 之间" {
		t.Errorf("the hint is %s", got)
	}
	weeks := l.SpanWeeks(e)
	if len(weeks) != 2 || weeks[0][0].Date != e.Date || weeks[0][0].Number != 0 || weeks[0][0].Outside {
		t.Fatalf("the calendar begins %+v", weeks)
	}
	if d := weeks[0][1]; d.Number != 1 || d.Date != cadre.MustDate("2026.01.06") {
		t.Errorf("the first day is %+v", d)
	}
	if d := weeks[1][0]; d.Number != 7 || d.Date != cadre.MustDate("2026.01.12") || !weeks[1][1].Outside {
		t.Errorf("the last day is %+v, then %+v", d, weeks[1][1])
	}
	e.Fields["until"] = "2026.01.11"
	if got := l.SpanFault(e); got != "公示是 6 天，应为 7 到 15 天" {
		t.Errorf("six days: %q", got)
	}
	l.Span.First = true
	if n, _ := l.SpanDays(e); n != 7 || l.SpanFault(e) != "" || l.SpanWeeks(e)[0][0].Number != 1 {
		t.Errorf("with the first day %d days", n)
	}
	e.Fields["until"] = "2026.01.21"
	if !strings.Contains(l.SpanFault(e), "17 天") {
		t.Errorf("seventeen days: %q", l.SpanFault(e))
	}
	for _, bad := range []string{"2026.01.04", "2126.01.12", "2026.01", ""} {
		e.Fields["until"] = bad
		if l.SpanWeeks(e) != nil {
			t.Errorf("%q has a calendar", bad)
		}
	}
}

// A Sunday lies at the end of its week.
func TestSpanWeeksBeginOnMonday(t *testing.T) {
	l := &Log{Span: Span{To: "until", Least: 1}}
	weeks := l.SpanWeeks(Event{Date: cadre.MustDate("2026.03.01"), Fields: map[string]string{"until": "2026.03.02"}})
	if len(weeks) != 2 || weeks[0][6].Outside || weeks[0][5].Date != cadre.MustDate("2026.02.28") || !weeks[0][5].Outside || weeks[1][0].Number != 1 {
		t.Errorf("the weeks are %+v", weeks)
	}
}
