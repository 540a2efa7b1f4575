package review

import (
	"fmt"
	"strings"
)

// Former is an earlier round of a scheme that repeats, with what was handed in
// then: texts of this round are compared with it too.
type Former struct {
	Round string
	Files []*File
}

// copies compares the summaries with each other, and the reports, and what was
// written into logs; with those of former rounds as well.
func (k *checker) copies() {
	if k.s.Checks.CopySimilarity <= 0 {
		return
	}
	for _, it := range k.s.Material {
		if it.compared() {
			k.copied("copy.material", it.Name, func(s *Subject) string { return materialText(s.MaterialOf(it.Key)) })
		}
	}
	for i := range k.s.Logs {
		if l := &k.s.Logs[i]; l.compares() {
			k.copied("copy.event", l.Name, l.comparedText)
		}
	}
	k.copied("copy.report", k.reportForm(), func(s *Subject) string { return reportTexts(k.s, s) })
}

func (k *checker) copied(rule, form string, text func(*Subject) string) {
	var texts, rounds []string
	var files []*File
	add := func(round string, list []*File) {
		for _, f := range list {
			texts, rounds, files = append(texts, text(f.Subject)), append(rounds, round), append(files, f)
		}
	}
	for _, x := range k.d.Former {
		add(x.Round, x.Files)
	}
	before := len(files)
	add("", k.d.Files)
	limit := k.s.Checks.CopySimilarity
	for _, c := range Copies(texts, limit) {
		if c.Later < before {
			continue // found when that round was checked
		}
		k.file, k.at = files[c.Later], c.Later-before+1
		other := files[c.Earlier]
		whose := person(other)
		if r := rounds[c.Earlier]; r != "" {
			if sameName(whose, person(k.file)) {
				whose = "本人"
			}
			whose += "在“" + r + "”"
		}
		k.add(Warning, found{rule: rule, form: form, field: "正文", found: fmt.Sprintf("与%s的相似 %.0f%%", whose, c.Similarity*100), expected: fmt.Sprintf("低于 %.0f%%", limit*100),
			message: fmt.Sprintf("%s的%s与%s的有 %.0f%% 相同", person(k.file), form, whose, c.Similarity*100),
			action:  "对照两份材料，退回重写雷同部分" + sameParts(person(k.file), texts[c.Later], whose, texts[c.Earlier]), basis: other.Subject.ID})
	}
	k.file, k.at = nil, 0
}

// Characters of a passage and of what stands around it in a finding.
const (
	quoteLen   = 30
	quoteAbout = 8
)

// sameParts quotes the longest passage two texts have in common from both, each
// in its surroundings.
func sameParts(mine, a, theirs, b string) string {
	pa, pb := CommonPassages(a, b)
	best := -1
	for i, p := range pa {
		if p.Common && (best < 0 || len(p.Text) > len(pa[best].Text)) {
			best = i
		}
	}
	if best < 0 {
		return ""
	}
	at, most, want := -1, 0.0, shingles(pa[best].Text)
	for i, p := range pb {
		if share := jaccard(want, shingles(p.Text)); p.Common && share > most {
			at, most = i, share
		}
	}
	if at < 0 {
		return ""
	}
	return fmt.Sprintf("。%s写的是“%s”，%s写的是“%s”", mine, quote(pa, best), theirs, quote(pb, at))
}

// quote is a passage with the end of what stands before it and, where it is
// quoted whole, the beginning of what follows.
func quote(list []Passage, i int) string {
	text := []rune(bare(list[i].Text))
	out := ""
	if i > 0 {
		if r := []rune(bare(list[i-1].Text)); len(r) > quoteAbout {
			out = "…" + string(r[len(r)-quoteAbout:])
		} else {
			out = string(r)
		}
	}
	if len(text) > quoteLen {
		return out + string(text[:quoteLen]) + "…"
	}
	out += string(text)
	if i+1 < len(list) {
		if r := []rune(bare(list[i+1].Text)); len(r) > quoteAbout {
			out += string(r[:quoteAbout]) + "…"
		} else {
			out += string(r)
		}
	}
	return strings.TrimSpace(out)
}
