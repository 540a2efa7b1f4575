package forms

import (
	"fmt"
	"strings"

	"kaocha/data/review"
)

// filler fills the placeholders of a card in. What is not known stays blank.
func (w *cardWriter) filler() func(string) string {
	general := review.LetterFiller(w.in.wholeRound())
	words := w.words()
	return func(text string) string {
		return general(placeholderWord.ReplaceAllStringFunc(text, func(p string) string {
			word := strings.Trim(p, "{}")
			if v, ok := words[word]; ok {
				return v
			}
			if what, key, ok := strings.Cut(word, ":"); ok {
				return w.ask(what, key)
			}
			return p
		}))
	}
}

// words are the words that ask for nothing further.
func (w *cardWriter) words() map[string]string {
	out := map[string]string{}
	sub, s := w.subject(), w.in.Scheme
	if sub == nil {
		return out
	}
	score := review.ScoreOf(s, sub)
	out["姓名"], out["单位"], out["种类"], out["小组"] = w.in.File.Cadre.Name, w.in.File.Cadre.Unit, kindName(s, sub), sub.Group
	var bars, extras []string
	for _, b := range sub.Bars {
		if bar := s.BarOf(b.Bar); bar != nil {
			bars = append(bars, bar.Name+bracketed(b.Reason))
		}
	}
	for _, e := range score.Extras {
		extras = append(extras, e.Name+" "+plainRat(e.Points)+" 分"+bracketed(e.Reason))
	}
	out["身份"], out["否决"], out["加分"] = strings.Join(s.RoleNames(sub), "、"), strings.Join(bars, "；"), strings.Join(extras, "；")
	out["总分"], out["算式"] = "", strings.Join(score.Explain, "\n")
	if score.Total != nil {
		out["总分"] = score.Text
	}
	out["等次"], out["奖项"], out["结论"], out["审定"], out["审定日期"], out["按规则"] = "", "", "", "", "", ""
	if all := review.StandingsOf(&review.Dossier{Round: w.in.Round, Scheme: s, Files: []*review.File{w.in.File}, Today: w.in.Today}); len(all.List) > 0 {
		out["按规则"] = all.List[0].Proposed
	}
	if c := sub.Conclusion; c != nil {
		out["等次"], out["奖项"], out["结论"], out["审定"], out["审定日期"] = c.Grade, strings.Join(c.Awards, "、"), c.Reason, c.Meeting, c.Date.Chinese()
	}
	return out
}

// ask answers a placeholder that asks of a part of the scheme: 得分:SHEET.ITEM.
func (w *cardWriter) ask(what, key string) string {
	first, second, deeper := strings.Cut(key, ".")
	s, sub := w.in.Scheme, w.subject()
	switch what {
	case "得分", "满分":
		x := s.SheetOf(first)
		if x == nil {
			return ""
		}
		full, _ := x.Full().Float64()
		switch {
		case what == "满分" && deeper:
			return plain(x.ItemOf(second).Max)
		case what == "满分":
			return plain(full)
		case sub == nil:
			return ""
		case deeper:
			points, _ := itemPoints(x, sub, *x.ItemOf(second))
			return points
		}
		points, _, _ := s.SheetScore(x, sub)
		if points == nil {
			return ""
		}
		return plainRat(points)
	case "测评", "票数", "票", "率":
		return w.votes(what, s.PollOf(first), second)
	case "栏":
		if l := s.LogOf(first); l != nil {
			for _, f := range l.Fields {
				if f.Key == second {
					return withUnit(f, w.newest(first).Fields[second])
				}
			}
		}
		return ""
	case "日期":
		return w.newest(first).Date.Chinese()
	}
	var lines []string
	w.entries(s.LogOf(first), func(_ string, e review.Event) { lines = append(lines, entryLine(s.LogOf(first), e)) })
	if what == "次数" {
		return itoa(len(lines))
	}
	return strings.Join(lines, "\n")
}

// votes answers what is asked of a poll.
func (w *cardWriter) votes(what string, p *review.Poll, answer string) string {
	sub := w.subject()
	if p == nil || sub == nil || sub.PollTally(p.Key) == nil {
		return ""
	}
	r := review.Compute(w.in.Scheme.PollView(p), sub.PollTally(p.Key))
	switch what {
	case "测评":
		return pollLine(w.in.Scheme, p, sub)
	case "票数":
		return fmt.Sprintf("发出 %s　收回 %s　有效 %s　无效 %s", number(r.Sum.Issued), number(r.Sum.Returned), number(r.Sum.Valid), number(r.Sum.Invalid))
	}
	for _, g := range r.Grades {
		if g.Label == answer && what == "票" {
			return itoa(g.Count)
		}
		if g.Label == answer {
			return g.Percent
		}
	}
	return ""
}

// entryLine is an entry as one line: the day, then what its record says.
func entryLine(l *review.Log, e review.Event) string {
	return e.Date.Chinese() + "　" + entryText(l, e)
}

// entryText is what the record of an entry says.
func entryText(l *review.Log, e review.Event) string {
	parts := []string{e.Title, e.Place, strings.Join(e.People, "、")}
	for _, f := range l.Fields {
		if v := strings.TrimSpace(e.Fields[f.Key]); v != "" {
			parts = append(parts, f.Name+"："+v+f.Unit)
		}
	}
	for i := range parts[:len(parts)-1] {
		parts[i] = unstopped(parts[i])
	}
	return words("；", parts...)
}

// unstopped is a text without the stop that it was written with: another follows.
func unstopped(s string) string { return strings.TrimRight(s, "。；，、.;, 　") }

// sentence closes a text with one stop, whatever it was written with.
func sentence(s string) string {
	if s = unstopped(s); strings.HasSuffix(s, "！") || strings.HasSuffix(s, "？") || strings.HasSuffix(s, "…") {
		return s
	}
	return s + "。"
}
