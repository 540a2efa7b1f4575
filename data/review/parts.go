package review

import (
	"bytes"
	"encoding/json"
)

// part is a part of a subject that is edited and compared as a whole.
type part struct {
	name string
	of   func(s *Subject) any
	take func(to, from *Subject)
}

// parts are what a subject's page edits, in the order of its tabs.
var parts = []part{
	{"材料", func(s *Subject) any { return s.Materials }, func(to, from *Subject) { to.Materials = from.Materials }},
	{"测评", func(s *Subject) any { return s.Tally }, func(to, from *Subject) { to.Tally = from.Tally }},
	{"谈话记录", func(s *Subject) any { return s.Talks }, func(to, from *Subject) { to.Talks = from.Talks }},
	{"考察报告", func(s *Subject) any { return s.Report }, func(to, from *Subject) { to.Report = from.Report }},
	{"意见", func(s *Subject) any { return s.Opinions }, func(to, from *Subject) { to.Opinions = from.Opinions }},
	{"决定", func(s *Subject) any { return s.Decision }, func(to, from *Subject) { to.Decision = from.Decision }},
}

// same compares two parts as they are stored: an empty list is no list.
func (p part) same(a, b *Subject) bool {
	x, err1 := json.Marshal(p.of(a))
	y, err2 := json.Marshal(p.of(b))
	return err1 == nil && err2 == nil && bytes.Equal(orNull(x), orNull(y))
}

// orNull makes an empty list nothing.
func orNull(b []byte) []byte {
	if string(b) == "[]" {
		return []byte("null")
	}
	return b
}

// ChangedParts names the parts of a subject in which two states differ.
func ChangedParts(a, b *Subject) []string {
	var out []string
	for _, p := range parts {
		if !p.same(a, b) {
			out = append(out, p.name)
		}
	}
	return out
}

// MergeDraft puts the parts that mine changed since base into the subject as it
// is now; everything else stays as it is now. It names the parts that were
// changed on both sides in different ways: mine has been taken there.
func MergeDraft(base, mine, now *Subject) (both *Subject, clash []string) {
	out := *now
	for _, p := range parts {
		if p.same(base, mine) {
			continue
		}
		if !p.same(base, now) && !p.same(mine, now) {
			clash = append(clash, p.name)
		}
		p.take(&out, mine)
	}
	return &out, clash
}
