package cadre

import (
	"regexp"
	"strings"
)

// résumé line heads, DOMAIN 3.5: YYYY.MM--YYYY.MM or open-ended.
var (
	resumeHead = regexp.MustCompile(`^\s*(\d{4})\s*[.．年/]\s*(\d{1,2})月?\s*(?:--|——|—|–|-|~|～|－－|－|至)\s*(?:(\d{4})\s*[.．年/]\s*(\d{1,2})月?|至今|今)?\s*`)
	interlude  = regexp.MustCompile(`^\s*[（(]\s*(其间|期间)`)
)

// ParseResume reads 简历 text: one entry per dated line; a line without dates
// continues the entry above (an interlude on its own line keeps its line).
// Lines it cannot read are kept as text, nothing is dropped.
func ParseResume(s string) []ResumeEntry {
	var out []ResumeEntry
	for _, line := range strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n") {
		body := strings.TrimSpace(strings.Trim(line, "\u3000"))
		if body == "" {
			continue
		}
		if e, ok := headOf(line); ok && !(inBracket(out) && belongs(line, e, out[len(out)-1])) {
			out = append(out, e)
			continue
		}
		if len(out) == 0 {
			out = append(out, ResumeEntry{Text: body})
			continue
		}
		last := &out[len(out)-1]
		if interlude.MatchString(body) {
			last.Text += "\n" + body
		} else {
			last.Text += body
		}
	}
	return out
}

func headOf(line string) (ResumeEntry, bool) {
	m := resumeHead.FindStringSubmatch(line)
	if m == nil {
		return ResumeEntry{}, false
	}
	e := ResumeEntry{From: Date{Year: atoi(m[1]), Month: atoi(m[2])}}
	if m[3] != "" {
		e.To = Date{Year: atoi(m[3]), Month: atoi(m[4])}
	}
	if !e.From.Real() || (m[3] != "" && !e.To.Real()) {
		return ResumeEntry{}, false
	}
	e.Text = strings.TrimSpace(line[len(m[0]):])
	return e, true
}

// inBracket tells that the last entry has an interlude still open, so a dated
// line may belong to it: editors break lines inside （其间：…）.
func inBracket(es []ResumeEntry) bool {
	if len(es) == 0 {
		return false
	}
	t := es[len(es)-1].Text
	open := strings.Count(t, "（") + strings.Count(t, "(")
	return open > strings.Count(t, "）")+strings.Count(t, ")") && (strings.Contains(t, "其间") || strings.Contains(t, "期间"))
}

// belongs tells that a dated line inside an open interlude is part of it and not
// the next entry after a forgotten bracket: it is indented as continuation
// lines are, or its dates lie within the entry's own.
func belongs(line string, e, last ResumeEntry) bool {
	indent := 0
	for _, r := range line {
		switch r {
		case ' ', '\u00a0':
			indent++
		case '\u3000', '\t':
			indent += 2
		default:
			within := !e.From.Before(last.From) && (last.To.IsZero() || !e.To.IsZero() && !last.To.Before(e.To))
			return indent >= 8 || within
		}
	}
	return false
}

// Period prints the 16 columns before an entry's text: YYYY.MM--YYYY.MM, the
// end left blank when the entry is open (DOMAIN 3.5).
func (e ResumeEntry) Period() string {
	switch {
	case e.From.IsZero():
		return ""
	case e.To.IsZero():
		return e.From.Dotted() + "--       "
	}
	return e.From.Dotted() + "--" + e.To.Dotted()
}

// FormatResume writes 简历 text: an 18-column head, one entry per line,
// interludes on lines of their own indented by 18 blanks.
func FormatResume(es []ResumeEntry) string {
	var b strings.Builder
	for i, e := range es {
		if i > 0 {
			b.WriteByte('\n')
		}
		if p := e.Period(); p != "" {
			b.WriteString(p + "  ")
		}
		b.WriteString(strings.ReplaceAll(e.Text, "\n", "\n"+strings.Repeat(" ", 18)))
	}
	return b.String()
}
