package review

import (
	"fmt"
	"slices"
	"strings"

	"github.com/expr-lang/expr/ast"

	"kaocha/data/cadre"
)

// field sees that a log has the field that an expression reads, and gives it.
func (c *callCheck) field(log, field string) *Field {
	l := find(c.s.Logs, func(l *Log) bool { return l.Key == log })
	if l == nil {
		return nil // said by key
	}
	f := find(l.Fields, func(f *Field) bool { return f.Key == field })
	if f == nil {
		c.problem = fmt.Sprintf("事项“%s”没有栏目“%s”，有的是：%s", l.Name, field, strings.Join(keysOf(l.Fields, func(f Field) string { return f.Key }), "、"))
	}
	return f
}

// choice sees that a field with choices can say what is asked for.
func (c *callCheck) choice(f *Field, value ast.Node) {
	text, ok := value.(*ast.StringNode)
	if ok && text.Value != "" && len(f.Choices) > 0 && !slices.Contains(f.Choices, text.Value) {
		c.problem = fmt.Sprintf("栏目“%s”没有选项“%s”，有的是：%s", f.Name, text.Value, strings.Join(f.Choices, "、"))
	}
}

// said sees that the newest entry is compared with something it can say.
func (c *callCheck) said(call, value ast.Node) {
	x, ok := call.(*ast.CallNode)
	if !ok || len(x.Arguments) != 2 {
		return
	}
	fn, ok1 := x.Callee.(*ast.IdentifierNode)
	log, ok2 := x.Arguments[0].(*ast.StringNode)
	field, ok3 := x.Arguments[1].(*ast.StringNode)
	if !ok1 || !ok2 || !ok3 || fn.Value != "latest" {
		return
	}
	if f := c.field(log.Value, field.Value); f != nil {
		c.choice(f, value)
	}
}

// logs answers what the entries of a log say. Blanks at the ends of a field do
// not count, and of two entries of one day the later entered is the newest.
func (x *facts) logs(s *Scheme, sub *Subject, round []Event, assessed cadre.Date) {
	list := func(key string) []Event {
		if l := s.LogOf(key); l != nil && l.Of == logOfRound {
			return EventsOf(round, key)
		}
		return EventsOf(sub.Events, key)
	}
	x.Latest = func(log, field string) string {
		all := list(log)
		if len(all) == 0 {
			return ""
		}
		return strings.TrimSpace(all[len(all)-1].Fields[field])
	}
	x.Entries = func(log, field, value string) (n int) {
		for _, e := range list(log) {
			if strings.TrimSpace(e.Fields[field]) == value {
				n++
			}
		}
		return n
	}
	x.Different = func(log, field string) int {
		seen := map[string]bool{}
		for _, e := range list(log) {
			if v := strings.TrimSpace(e.Fields[field]); v != "" {
				seen[v] = true
			}
		}
		return len(seen)
	}
	x.AllEnded = func(log string) bool {
		l, all := s.LogOf(log), list(log)
		return l != nil && len(all) > 0 && !slices.ContainsFunc(all, func(e Event) bool { return !l.Ended(e) })
	}
	x.Ahead = func(log string) int {
		all := list(log)
		if len(all) == 0 || assessed.Day == 0 || all[len(all)-1].Date.Day == 0 {
			return 0
		}
		return int(assessed.Time().Sub(all[len(all)-1].Date.Time()).Hours() / 24)
	}
}
