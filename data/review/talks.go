package review

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
)

// TalkCount is how far the talks of a subject are.
type TalkCount struct {
	Records  int
	People   int // who count: others than the subject
	Min      int // asked for by the scheme, 0 for no rule
	Verdicts []VerdictCount
	Blank    int // records without a verdict
}

// VerdictCount is how often a verdict was given.
type VerdictCount struct {
	Verdict string
	N       int
}

// CountTalks counts a subject's talks against the scheme, the verdicts in the
// scheme's order and then those it has not.
func CountTalks(d *Dossier, f *File) TalkCount {
	s := d.Scheme
	out := TalkCount{Records: len(f.Subject.Talks), People: factsOf(d, f).Talks, Min: s.Talks.Min}
	n := map[string]int{}
	order := append([]string{}, s.Talks.Verdicts...)
	for _, t := range f.Subject.Talks {
		if t.Verdict == "" {
			out.Blank++
			continue
		}
		if n[t.Verdict] == 0 && s.verdictIndex(t.Verdict) < 0 {
			order = append(order, t.Verdict)
		}
		n[t.Verdict]++
	}
	for _, v := range order {
		out.Verdicts = append(out.Verdicts, VerdictCount{v, n[v]})
	}
	return out
}

func (s *Scheme) verdictIndex(v string) int {
	for i, w := range s.Talks.Verdicts {
		if w == v {
			return i
		}
	}
	return -1
}

// String is the line over the list of talks.
func (c TalkCount) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "谈话 %d 份，计 %d 人", c.Records, c.People)
	switch {
	case c.Min > 0 && c.People < c.Min:
		fmt.Fprintf(&b, "，方案要求不少于 %d 人，还差 %d 人", c.Min, c.Min-c.People)
	case c.Min > 0:
		fmt.Fprintf(&b, "，已够方案要求的 %d 人", c.Min)
	}
	for _, v := range c.Verdicts {
		fmt.Fprintf(&b, "　%s %d", v.Verdict, v.N)
	}
	if c.Blank > 0 {
		fmt.Fprintf(&b, "　未填意见 %d", c.Blank)
	}
	return b.String()
}

// hollow is what a text says that names no shortcoming.
var hollow = regexp.MustCompile(`^(暂|暂时|目前|尚)?(无|没有|没|未)(发现|看到|见|提出|谈到)?(什么|任何|明显|突出|大)?的?(不足|缺点|问题|意见)?(之处|的地方)?$`)

// Hollow tells that a text is empty or says only that there was nothing, such
// as “没有发现”: it is to be asked again.
func Hollow(text string) bool {
	bare := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return r
		}
		return -1
	}, text)
	return bare == "" || hollow.MatchString(bare)
}

// Alias is what an interviewee is called outside the panel's own records; i
// counts from 0.
func Alias(i int) string { return fmt.Sprintf("谈话对象%d", i+1) }

// HideInterviewees writes the aliases into a text for the interviewees' names.
func HideInterviewees(sub *Subject, text string) string {
	for i, t := range sub.Talks {
		if name := strings.TrimSpace(t.Interviewee); name != "" {
			text = strings.ReplaceAll(text, name, Alias(i))
		}
	}
	return text
}

// WithoutName is a talk as it may be shown outside the panel: nothing that says
// whom it was with.
func (t Talk) WithoutName(i int) Talk {
	if t.Interviewee != "" {
		t.Interviewee = Alias(i)
	}
	t.Unit, t.Post = "", ""
	return t
}

// Following is a new talk of the same meeting: who asks, who writes, when,
// where and how, but nothing of the person or of what was said.
func (t Talk) Following(id string) Talk {
	return Talk{ID: id, Interviewers: append([]string{}, t.Interviewers...), Recorder: t.Recorder, Date: t.Date, From: t.To, Place: t.Place, Mode: t.Mode}
}
