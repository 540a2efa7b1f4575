package review

import (
	"fmt"

	"kaocha/data/cadre"
)

// spanEnds are the two days of an entry's span; false while one is not known to
// the day.
func (l *Log) spanEnds(e Event) (from, to cadre.Date, ok bool) {
	day := func(key string) cadre.Date {
		if key == "" {
			return e.Date
		}
		d, err := cadre.ParseDate(e.Fields[key])
		if err != nil {
			return cadre.Date{}
		}
		return d
	}
	from, to = day(l.Span.From), day(l.Span.To)
	return from, to, l.Span.To != "" && from.Day != 0 && to.Day != 0
}

// SpanDays are the days of an entry's span; false while a day is not known.
func (l *Log) SpanDays(e Event) (int, bool) {
	from, to, ok := l.spanEnds(e)
	if !ok {
		return 0, false
	}
	n := int(to.Time().Sub(from.Time()).Hours() / 24)
	if l.Span.First {
		n++
	}
	return n, true
}

// SpanText says how long the span is to be.
func (l *Log) SpanText() string {
	switch x := l.Span; {
	case x.Most == 0:
		return fmt.Sprintf("不少于 %d 天", x.Least)
	case x.Least == x.Most:
		return fmt.Sprintf("%d 天", x.Least)
	default:
		return fmt.Sprintf("%d 到 %d 天", x.Least, x.Most)
	}
}

// SpanRule says which days count.
func (l *Log) SpanRule() string {
	if l.Span.First {
		return "起止两日都计入"
	}
	return "起始当日不计入，自次日起算，截止当日计入"
}

// Apart puts a space before a text that begins with a figure, to stand behind
// Chinese.
func Apart(text string) string {
	if text != "" && text[0] >= '0' && text[0] <= '9' {
		return " " + text
	}
	return text
}

// SpanFault says in words what is wrong with the length of an entry's span, "" when
// nothing is or it is not known yet.
func (l *Log) SpanFault(e Event) string {
	n, ok := l.SpanDays(e)
	if !ok || n >= l.Span.Least && (l.Span.Most == 0 || n <= l.Span.Most) {
		return ""
	}
	return fmt.Sprintf("%s是 %d 天，应为%s", l.Name, n, Apart(l.SpanText()))
}

// SpanHint says on which days a span may end that begins on a day, "" when the day
// is not known.
func (l *Log) SpanHint(e Event) string {
	if l.Span.To == "" || l.Span.From != "" || e.Date.Day == 0 {
		return ""
	}
	end := func(n int) cadre.Date {
		if l.Span.First {
			n--
		}
		return e.Date.AddDays(n)
	}
	switch x := l.Span; {
	case x.Most == 0:
		return fmt.Sprintf("%s，应在 %s 或以后", l.SpanText(), end(x.Least))
	case x.Least == x.Most:
		return fmt.Sprintf("%s，应为 %s", l.SpanText(), end(x.Least))
	default:
		return fmt.Sprintf("%s，应在 %s 到 %s 之间", l.SpanText(), end(x.Least), end(x.Most))
	}
}

// SpanDay is a day of a span's calendar; Number counts from 1 and is 0 for a day
// that does not count, Outside is a day before the first or after the last.
type SpanDay struct {
	Date    cadre.Date
	Number  int
	Outside bool
}

// mostCalendar bounds the weeks of a calendar: a span of a mistyped year has none.
const mostCalendar = 10

// SpanWeeks are the weeks, from Monday, of an entry's span; none while a day is not
// known, the days are in the wrong order, or there are too many.
func (l *Log) SpanWeeks(e Event) [][]SpanDay {
	from, to, ok := l.spanEnds(e)
	if !ok || to.Earlier(from) {
		return nil
	}
	day := from.AddDays(-(int(from.Time().Weekday()) + 6) % 7)
	var out [][]SpanDay
	for n := 0; !to.Earlier(day); {
		if len(out) == mostCalendar {
			return nil
		}
		week := make([]SpanDay, 7)
		for i := range week {
			x := SpanDay{Date: day, Outside: day.Earlier(from) || to.Earlier(day)}
			if !x.Outside && (l.Span.First || from.Earlier(day)) {
				n++
				x.Number = n
			}
			week[i] = x
			day = day.AddDays(1)
		}
		out = append(out, week)
	}
	return out
}
