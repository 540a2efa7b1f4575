package review

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"kaocha/data/cadre"
)

// GivePoints records what a scorer gave an item; nil takes the mark away.
func (s *Scheme) GivePoints(sub *Subject, sheet, item, scorer string, points *float64, note string) error {
	x, it, err := s.sheetItem(sub, sheet, item)
	switch {
	case err != nil:
		return err
	case x.Scorers == ManyScorers && bare(scorer) == "":
		return fmt.Errorf("《%s》由多人评分取平均，请写明评分人", x.Name)
	case x.Scorers != ManyScorers:
		scorer = ""
	}
	if points == nil {
		sub.DropMark(x.Key, it.Key, scorer)
		return nil
	}
	if *points < 0 || *points > it.Max {
		return fmt.Errorf("“%s”的得分应在 0 到 %s 之间，写的是 %s", it.Name, decimal(ratOf(it.Max)), decimal(ratOf(*points)))
	}
	m := Mark{Sheet: x.Key, Item: it.Key, Scorer: strings.TrimSpace(scorer)}
	if old := sub.MarkOf(x.Key, it.Key, scorer); old != nil {
		m = *old
	}
	m.Points = *points
	if note != "" {
		m.Note = note
	}
	sub.SetMark(m)
	return nil
}

// Prove notes the evidence of an item that was scored: of every scorer's mark.
func (s *Scheme) Prove(sub *Subject, sheet, item, proof string) error {
	x, it, err := s.sheetItem(sub, sheet, item)
	if err != nil {
		return err
	}
	n := 0
	for i := range sub.Marks {
		if m := &sub.Marks[i]; m.Sheet == x.Key && m.Item == it.Key {
			m.Proof = strings.TrimSpace(proof)
			n++
		}
	}
	if n == 0 && strings.TrimSpace(proof) != "" {
		return fmt.Errorf("“%s”还没有评分，请先评分再登记佐证材料", it.Name)
	}
	return nil
}

// GiveExtra records a bonus or a penalty.
func (s *Scheme) GiveExtra(sub *Subject, g Given) error {
	e := s.ExtraOf(g.Extra)
	switch {
	case e == nil || !concerns(e.For, sub.Kind):
		return fmt.Errorf("没有加分扣分项目“%s”；有：%s", g.Extra, names(s.Extras, func(x Extra) string { return x.Name }))
	case strings.TrimSpace(g.Reason) == "":
		return fmt.Errorf("“%s”要写明事由和依据", e.Name)
	}
	g.Extra, g.Times = e.Key, max(g.Times, 1)
	sub.Extras = append(sub.Extras, g)
	return nil
}

// Shut records a fact that shuts a subject out.
func (s *Scheme) Shut(sub *Subject, b Barred) error {
	x := s.BarOf(b.Bar)
	switch {
	case x == nil || !concerns(x.For, sub.Kind):
		return fmt.Errorf("没有否决情形“%s”；有：%s", b.Bar, names(s.Bars, func(x Bar) string { return x.Name }))
	case strings.TrimSpace(b.Reason) == "":
		return fmt.Errorf("“%s”要写明事由和依据", x.Name)
	}
	b.Bar = x.Key
	sub.Bars = slices.DeleteFunc(sub.Bars, func(o Barred) bool { return o.Bar == b.Bar })
	sub.Bars = append(sub.Bars, b)
	return nil
}

// DropExtras takes all that was given of an extra away.
func (s *Scheme) DropExtras(sub *Subject, key string) error {
	x := s.ExtraOf(key)
	return dropped(&sub.Extras, key, func(g Given) bool { return x != nil && g.Extra == x.Key })
}

// DropBar takes a fact against a subject away.
func (s *Scheme) DropBar(sub *Subject, key string) error {
	x := s.BarOf(key)
	return dropped(&sub.Bars, key, func(b Barred) bool { return x != nil && b.Bar == x.Key })
}

// dropped takes entries away; that there was none is an error.
func dropped[T any](list *[]T, key string, gone func(T) bool) error {
	n := len(*list)
	*list = slices.DeleteFunc(slices.Clone(*list), gone)
	if len(*list) == n {
		return fmt.Errorf("没有登记过“%s”", key)
	}
	return nil
}

// Note makes an event of a log ready to be kept: what is required is there and
// the choices are the log's. It gives the log.
func (s *Scheme) Note(e *Event, kind string) (*Log, error) {
	l := s.LogOf(e.Log)
	if l == nil || l.Of != logOfRound && !concerns(l.For, kind) {
		return nil, fmt.Errorf("没有事项“%s”；有：%s", e.Log, names(s.Logs, func(x Log) string { return x.Name }))
	}
	e.Log = l.Key
	for k := range e.Fields {
		if !slices.ContainsFunc(l.Fields, func(f Field) bool { return f.Key == k }) {
			return nil, fmt.Errorf("“%s”里没有栏目“%s”；有：%s", l.Name, k, names(l.Fields, func(f Field) string { return f.Key + "（" + f.Name + "）" }))
		}
	}
	if e.Date.IsZero() {
		return nil, fmt.Errorf("“%s”要写明日期", l.Name)
	}
	if len(l.States) > 0 && e.State == "" {
		e.State = l.States[0].Name
	}
	if e.State != "" && !slices.ContainsFunc(l.States, func(s LogState) bool { return s.Name == e.State }) {
		return nil, fmt.Errorf("“%s”没有状态“%s”；有：%s", l.Name, e.State, names(l.States, func(s LogState) string { return s.Name }))
	}
	for _, f := range l.Fields {
		v := strings.TrimSpace(e.Fields[f.Key])
		switch {
		case v == "" && f.Required:
			return nil, fmt.Errorf("“%s”要写明“%s”", l.Name, f.Name)
		case v != "" && f.Day:
			if _, err := cadre.ParseDate(v); err != nil {
				return nil, fmt.Errorf("“%s”的“%s”：%w", l.Name, f.Name, err)
			}
		case v != "" && f.Number:
			if _, ok := figureOf(v); !ok {
				return nil, fmt.Errorf("“%s”的“%s”应为数字，写的是“%s”", l.Name, f.Name, v)
			}
		case v != "" && len(f.Choices) > 0 && !slices.Contains(f.Choices, v):
			return nil, fmt.Errorf("“%s”的“%s”应为 %s 之一，写的是“%s”", l.Name, f.Name, strings.Join(f.Choices, "、"), v)
		}
	}
	return l, nil
}

// figureOf reads a figure of a record; a percent sign behind it is all right.
func figureOf(text string) (float64, bool) {
	n, err := strconv.ParseFloat(strings.TrimRight(strings.TrimSpace(text), "%％ "), 64)
	return n, err == nil
}

// unit is what stands behind a figure: 次 after a space, % and degrees close to it.
func (f Field) unit() string {
	if r, _ := utf8.DecodeRuneInString(f.Unit); unicode.Is(unicode.Han, r) {
		return " " + f.Unit
	}
	return f.Unit
}

// wanted says what a figure must come up to.
func (f Field) wanted() string {
	switch {
	case f.Least != nil && f.Most != nil:
		return fmt.Sprintf("%s 到 %s%s", decimal(ratOf(*f.Least)), decimal(ratOf(*f.Most)), f.unit())
	case f.Least != nil:
		return fmt.Sprintf("不低于 %s%s", decimal(ratOf(*f.Least)), f.unit())
	case f.Most != nil:
		return fmt.Sprintf("不超过 %s%s", decimal(ratOf(*f.Most)), f.unit())
	}
	return ""
}

// Label is a field's name with what is wanted of it.
func (f Field) Label() string {
	if w := f.wanted(); w != "" {
		return f.Name + "（" + w + "）"
	}
	return f.Name
}

// OfRound tells that the log is of the round as a whole.
func (l *Log) OfRound() bool { return l.Of == logOfRound }

// Conclude records what was decided about a subject.
func (s *Scheme) Conclude(sub *Subject, c Conclusion) error {
	if c.Grade != "" && s.GradeOf(c.Grade) == nil {
		return fmt.Errorf("没有等次“%s”；有：%s", c.Grade, names(s.Grades, func(g Grade) string { return g.Key }))
	}
	for _, name := range c.Awards {
		a := find(s.Awards, func(a *Award) bool { return a.Name == name && concerns(a.For, sub.Kind) })
		if a == nil {
			return fmt.Errorf("没有奖项“%s”；有：%s", name, names(s.Awards, func(a Award) string { return a.Name }))
		}
		if s.shutOut(sub, *a) {
			return fmt.Errorf("不得评为“%s”：%s", name, s.barText(s.barsOf(sub)[0]))
		}
	}
	if c.Grade == "" && len(c.Awards) == 0 && strings.TrimSpace(c.Reason) == "" {
		return fmt.Errorf("请写明等次、奖项或结论")
	}
	sub.Conclusion = &c
	return nil
}

func names[T any](list []T, name func(T) string) string {
	if len(list) == 0 {
		return "（方案里没有）"
	}
	return strings.Join(keysOf(list, name), "、")
}
