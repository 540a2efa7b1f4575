package review

import (
	"strings"
	"unicode"

	"kaocha/data/cadre"
)

// Kinds of report parts, in the notice's order (DOMAIN S6).
const (
	PartTitle   = "title"
	PartBio     = "biography"
	PartText    = "text"
	PartVotes   = "votes"
	PartBranch  = "branch"
	PartSigners = "signers"
	PartDate    = "date"
)

// Part is one piece of the report as it is printed. Missing tells that a part
// that must be there has no text yet.
type Part struct {
	Kind    string
	Key     string // scheme section, for text, biography and votes
	Title   string // heading, "" for none
	Text    string
	Lines   []string // the lines of Text; for signers one name each
	Missing bool
}

// ReportText is the whole report of a subject in the notice's order: title,
// the scheme's sections, the branch, a line per panel member, the date.
func ReportText(d *Dossier, f *File) []Part {
	return reportParts(d.Scheme, f, d.assessed(), factsOf(d, f))
}

func reportParts(s *Scheme, f *File, at cadre.Date, x *facts) []Part {
	title := strings.ReplaceAll(s.Report.Title, "{{姓名}}", x.Name)
	parts := []Part{{Kind: PartTitle, Text: title}}
	gaps := missingParts(s, f.Subject)
	for _, sec := range s.Report.Sections {
		p := Part{Kind: sec.Kind, Key: sec.Key, Title: sec.Title, Text: sectionText(s, f, sec, at, x), Missing: gaps[sec.Key]}
		parts = append(parts, p)
	}
	branch := Part{Kind: PartBranch, Text: x.Branch, Missing: x.Branch == ""}
	signers := Part{Kind: PartSigners, Title: "考察组成员（须签字）", Missing: f.Panel == nil || len(f.Panel.All()) == 0}
	if f.Panel != nil {
		signers.Text = strings.Join(f.Panel.All(), "\n")
	}
	day := f.Subject.Report.Date
	if day.IsZero() {
		day = at
	}
	parts = append(parts, branch, signers, Part{Kind: PartDate, Text: day.Chinese(), Missing: day.IsZero()})
	for i := range parts {
		if parts[i].Text != "" {
			parts[i].Lines = strings.Split(parts[i].Text, "\n")
		}
	}
	return parts
}

func sectionText(s *Scheme, f *File, sec Section, at cadre.Date, x *facts) string {
	switch sec.Kind {
	case PartBio:
		if b := strings.TrimSpace(f.Subject.Report.Biography); b != "" {
			return b
		}
		if f.Cadre == nil {
			return ""
		}
		return Biography(f.Cadre, at)
	case PartVotes:
		return votesText(s, x)
	}
	return strings.TrimSpace(f.Subject.Report.Texts[sec.Key])
}

// votesText is the line of counts and the line of the grade, each when there
// is something to say.
func votesText(s *Scheme, x *facts) string {
	var lines []string
	add := func(src string) {
		if t, err := s.line(src, x); err == nil && t != "" {
			lines = append(lines, t)
		}
	}
	if x.Tally {
		add(s.Report.VoteLine)
	}
	if x.Grade != "" {
		add(s.Report.GradeLne)
	}
	return strings.Join(lines, "\n")
}

// missingParts are the sections that must be there and are not written.
func missingParts(s *Scheme, sub *Subject) map[string]bool {
	gaps := map[string]bool{}
	for _, sec := range s.Report.Sections {
		switch {
		case sec.Kind == PartVotes && (sub.Tally == nil || len(sub.Tally.Groups) == 0):
			gaps[sec.Key] = true
		case sec.Kind == PartText && sec.Required && strings.TrimSpace(sub.Report.Texts[sec.Key]) == "":
			gaps[sec.Key] = true
		}
	}
	return gaps
}

// ReportChars counts the report against the scheme's limit: every character
// that is not white space of the sections, headings included. The title, the
// branch, the signatures and the date are not counted.
func ReportChars(d *Dossier, f *File) int {
	return reportChars(d.Scheme, f, d.assessed(), factsOf(d, f))
}

func reportChars(s *Scheme, f *File, at cadre.Date, x *facts) (n int) {
	for _, p := range reportParts(s, f, at, x) {
		if p.Kind == PartBio || p.Kind == PartText && p.Text != "" || p.Kind == PartVotes {
			n += Chars(p.Title) + Chars(p.Text)
		}
	}
	return n
}

// Chars counts characters without white space.
func Chars(s string) (n int) {
	for _, r := range s {
		if !unicode.IsSpace(r) {
			n++
		}
	}
	return n
}
