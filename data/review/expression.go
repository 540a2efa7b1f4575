package review

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/vm"
)

// Levels of a condition.
const (
	levelBlock = "block"
	levelWarn  = "warn"
)

// facts is what an expression of a scheme may ask about a subject. The tag is
// the name in the expression; functions take a key of the scheme.
type facts struct {
	Name   string `expr:"name"`   // 姓名
	Panel  string `expr:"panel"`  // 考察组, "" when none is assigned
	Branch string `expr:"branch"` // 党总支
	Ended  bool   `expr:"ended"`  // the probation is over today
	Days   int    `expr:"days"`   // days since its end, negative before

	Received      func(string) bool `expr:"received"` // material at least received
	Checked       func(string) bool `expr:"checked"`  // material at least checked
	Signed        func(string) bool `expr:"signed"`   // material signed
	MaterialsDone bool              `expr:"materials_done"`

	Tally    bool                 `expr:"tally"`    // a tally was entered
	TallyOK  bool                 `expr:"tally_ok"` // and reconciles
	Total    int                  `expr:"total"`    // 总票数: valid ballots
	Count    func(string) int     `expr:"count"`    // votes of a grade
	Rate     func(string) float64 `expr:"rate"`     // 0…1 of the scheme's denominator
	PassRate float64              `expr:"pass_rate"`
	BestRate float64              `expr:"best_rate"`
	Expected int                  `expr:"expected"`
	Present  int                  `expr:"present"`
	Issued   int                  `expr:"issued"`
	Returned int                  `expr:"returned"`
	Valid    int                  `expr:"valid"`
	Invalid  int                  `expr:"invalid"`

	Talks    int `expr:"talks"`    // number of talks with others than the subject
	Positive int `expr:"positive"` // talks with a supporting verdict

	ReportDone   bool   `expr:"report_done"` // no required part is empty
	ReportChars  int    `expr:"report_chars"`
	ReportMax    int    `expr:"report_max"`
	ReportSigned bool   `expr:"report_signed"` // by the whole panel
	Grade        string `expr:"grade"`         // 评价等级

	Kind       string                       `expr:"kind"`        // key of the kind of subject
	Role       func(string) bool            `expr:"role"`        // the subject bears the role
	Score      float64                      `expr:"score"`       // 总分, 0 while it is not complete
	ScoreDone  bool                         `expr:"score_done"`  // nothing is missing
	Sheet      func(string) float64         `expr:"sheet"`       // points of a sheet
	Scored     func(string) bool            `expr:"scored"`      // the sheet is complete
	Proved     func(string) bool            `expr:"proved"`      // every item of the sheet that asks for evidence has some
	Polled     func(string) bool            `expr:"polled"`      // the poll's tally was entered
	PollOK     func(string) bool            `expr:"poll_ok"`     // and reconciles
	PollRate   func(string, string) float64 `expr:"poll_rate"`   // 0…1, of a poll and an answer
	TopRate    func(string, string) float64 `expr:"top_rate"`    // the highest of those who contend for the same: kind and unit (post)
	AllPolled  func(string) bool            `expr:"all_polled"`  // the poll was entered for all of them
	PollPoints func(string) float64         `expr:"poll_points"` // mean points of a poll
	Ballots    func(string) int             `expr:"ballots"`     // ballots given out in a poll
	Voters     func(string) int             `expr:"voters"`      // 应到 of a poll
	Barred     func(string) bool            `expr:"barred"`      // the fact was recorded
	Events     func(string) int             `expr:"events"`      // entries of a log about the subject
	Attended   func(string) bool            `expr:"attended"`    // the subject is among the people of an entry of the round's log
	RoundLog   func(string) int             `expr:"round_events"`

	// What the entries of a log say, be it the subject's or the round's.
	Latest    func(string, string) string      `expr:"latest"`     // a field of the newest entry, "" without one
	Entries   func(string, string, string) int `expr:"entries"`    // entries whose field says this
	Different func(string, string) int         `expr:"different"`  // different values of a field
	AllEnded  func(string) bool                `expr:"all_ended"`  // there are entries, and each has come to its last state
	Ahead     func(string) int                 `expr:"days_ahead"` // days from the newest entry to the assessment, negative after it; 0 without one

	Back      func(string) bool `expr:"collected"` // all that was given out is back
	Divided   bool              `expr:"divided"`   // the subject was put into a group, where groups are due
	Awarded   func(string) bool `expr:"awarded"`   // named for an award; only in verdicts and notices, as the rest
	AwardTied func(string) bool `expr:"award_tied"`
	Rank      int               `expr:"rank"`
	Of        int               `expr:"of"`
	IsLow     bool              `expr:"low"`
	LowYears  int               `expr:"low_years"`

	Opinion  func(string) string `expr:"opinion"`  // text of an office's opinion
	Decision string              `expr:"decision"` // outcome, "" when undecided
	Outcome  string              `expr:"outcome"`  // the same
	Errors   int                 `expr:"errors"`   // findings of severity 错误, not waived
}

// program is a compiled expression.
type program struct {
	code       *vm.Program
	needErrors bool // asks for the number of findings, which is dear
}

var factNames = func() []string {
	t := reflect.TypeFor[facts]()
	out := make([]string, t.NumField())
	for i := range out {
		out[i] = t.Field(i).Tag.Get("expr")
	}
	return out
}()

// compile turns an expression into a program, or says in a clerk's words what
// is wrong with it. A condition must be true or false, else it is a text.
func compile(s *Scheme, src string, condition bool) (*program, string) {
	opts := []expr.Option{expr.Env(facts{}), expr.DisableBuiltin("count"), expr.DisableBuiltin("now")}
	if condition {
		opts = append(opts, expr.AsBool())
	} else {
		opts = append(opts, expr.AsKind(reflect.String))
	}
	code, err := expr.Compile(src, opts...)
	if err != nil {
		return nil, wordExpr(err)
	}
	c := &callCheck{s: s}
	node := code.Node()
	ast.Walk(&node, c)
	if c.problem != "" {
		return nil, c.problem
	}
	return &program{code, c.errors}, ""
}

func wordExpr(err error) string {
	switch msg := err.Error(); {
	case strings.HasPrefix(msg, "expected bool"):
		return "条件的结果应为真或假，如 talks > 0"
	case strings.HasPrefix(msg, "expected string"):
		return "结果应为文字，数字请用 string(…) 转换"
	}
	var fe *file.Error
	if !errors.As(err, &fe) {
		return firstLine(err.Error())
	}
	msg, at := fe.Message, fmt.Sprintf("（第 %d 个字符）", fe.Column+1)
	if name, ok := strings.CutPrefix(msg, "unknown name "); ok {
		hint := "，可用的名称有：" + strings.Join(factNames, "、")
		if best := nearest(name, factNames); best != "" {
			hint = "，是否应为“" + best + "”？"
		}
		return "不认识的名称“" + name + "”" + at + hint
	}
	switch {
	case strings.HasPrefix(msg, "not enough arguments"), strings.HasPrefix(msg, "too many arguments"):
		return "括号里应写一个代号，如 received(\"summary\")；有的要写两三个，如 latest(\"事项\", \"栏目\")" + at
	case strings.HasPrefix(msg, "cannot use"):
		return "括号里应是引号中的代号，如 received(\"summary\")" + at
	case strings.HasPrefix(msg, "unexpected token"), strings.HasPrefix(msg, "unclosed"), strings.HasPrefix(msg, "literal not terminated"):
		return "写法不完整，请检查括号、引号和运算符" + at
	case strings.HasPrefix(msg, "invalid operation"):
		return "两边的类型不能这样运算" + at + "：" + msg
	}
	return msg + at
}

// callCheck sees that keys written in an expression exist in the scheme.
type callCheck struct {
	s       *Scheme
	problem string
	errors  bool
}

// Visit looks at one node of an expression.
func (c *callCheck) Visit(n *ast.Node) {
	if id, ok := (*n).(*ast.IdentifierNode); ok && id.Value == "errors" {
		c.errors = true
	}
	if b, ok := (*n).(*ast.BinaryNode); ok && (b.Operator == "==" || b.Operator == "!=") {
		c.compared(b.Left, b.Right)
		c.compared(b.Right, b.Left)
		c.said(b.Left, b.Right)
		c.said(b.Right, b.Left)
	}
	call, ok := (*n).(*ast.CallNode)
	if !ok || len(call.Arguments) == 0 {
		return
	}
	fn, ok1 := call.Callee.(*ast.IdentifierNode)
	arg, ok2 := call.Arguments[0].(*ast.StringNode)
	if !ok1 || !ok2 {
		return
	}
	c.key(fn.Value, arg.Value)
	if len(call.Arguments) < 2 || c.problem != "" {
		return
	}
	if second, ok := call.Arguments[1].(*ast.StringNode); ok {
		if fn.Value == "poll_rate" || fn.Value == "top_rate" {
			c.answer(arg.Value, second.Value)
		} else if f := c.field(arg.Value, second.Value); f != nil && len(call.Arguments) == 3 {
			c.choice(f, call.Arguments[2])
		}
	}
}

// answer sees that a poll has the answer that is asked for.
func (c *callCheck) answer(poll, answer string) {
	if p := c.s.PollOf(poll); p != nil {
		if known := c.s.PollView(p).gradeKeys(); !slices.Contains(known, answer) {
			c.problem = fmt.Sprintf("“%s”的票面上没有“%s”，有的是：%s", p.Name, answer, strings.Join(known, "、"))
		}
	}
}

// compared sees that a name is compared with something it can be.
func (c *callCheck) compared(name, value ast.Node) {
	id, ok1 := name.(*ast.IdentifierNode)
	text, ok2 := value.(*ast.StringNode)
	if ok1 && ok2 && text.Value != "" {
		c.key(id.Value, text.Value)
	}
}

func (c *callCheck) key(fn, key string) {
	var what string
	var known []string
	switch fn {
	case "count", "rate":
		what, known = "等次", c.s.gradeKeys()
	case "received", "checked", "signed":
		what, known = "材料", keysOf(c.s.Material, func(i Item) string { return i.Key })
	case "grade":
		what, known = "等次", keysOf(c.s.Grades, func(g Grade) string { return g.Key })
	case "decision", "outcome":
		what, known = "决定", c.s.Outcomes
	case "opinion":
		what, known = "意见", keysOf(c.s.Opinions, func(o Office) string { return o.Key })
	case "sheet", "scored", "proved":
		what, known = "计分表", keysOf(c.s.Sheets, func(x Sheet) string { return x.Key })
	case "polled", "poll_ok", "poll_rate", "top_rate", "all_polled", "poll_points", "ballots", "voters":
		what, known = "测评", keysOf(c.s.Polls, func(x Poll) string { return x.Key })
	case "barred":
		what, known = "否决情形", keysOf(c.s.Bars, func(x Bar) string { return x.Key })
	case "events", "round_events", "collected", "attended", "latest", "entries", "different", "all_ended", "days_ahead":
		what, known = "事项", keysOf(c.s.Logs, func(x Log) string { return x.Key })
	case "awarded", "award_tied":
		what, known = "奖项", keysOf(c.s.Awards, func(x Award) string { return x.Name })
	case "role":
		what, known = "身份", keysOf(c.s.Roles, func(x Role) string { return x.Key })
	case "kind":
		what, known = "对象种类", kindKeys(c.s)
	default:
		return
	}
	if !slices.Contains(known, key) {
		c.problem = fmt.Sprintf("方案里没有%s“%s”，有的是：%s", what, key, strings.Join(known, "、"))
	}
}

// gradeKeys are the columns of a ballot: the grades and, when there is one, 弃权.
func (s *Scheme) gradeKeys() []string {
	keys := keysOf(s.Grades, func(g Grade) string { return g.Key })
	if s.Abstain != "" {
		keys = append(keys, s.Abstain)
	}
	return keys
}

// GradeOf finds a grade of the scheme, nil when it has none of that key.
func (s *Scheme) GradeOf(key string) *Grade {
	for i := range s.Grades {
		if s.Grades[i].Key == key {
			return &s.Grades[i]
		}
	}
	return nil
}

// run evaluates an expression that was compiled on load.
func (s *Scheme) run(src string, f *facts) (any, error) {
	p := s.programs[src]
	if p == nil {
		return nil, fmt.Errorf("方案“%s”没有经过检查就被使用，请重新载入", s.Name)
	}
	return expr.Run(p.code, *f)
}

// holds evaluates a condition; one that cannot be evaluated does not hold.
func (s *Scheme) holds(src string, f *facts) (bool, error) {
	v, err := s.run(src, f)
	if err != nil {
		return false, fmt.Errorf("方案的条件 %s 无法计算：%s", strings.TrimSpace(src), firstLine(err.Error()))
	}
	b, _ := v.(bool)
	return b, nil
}

// line evaluates an expression that gives a text.
func (s *Scheme) line(src string, f *facts) (string, error) {
	if src == "" {
		return "", nil
	}
	v, err := s.run(src, f)
	if err != nil {
		return "", fmt.Errorf("方案的文字 %s 无法生成：%s", strings.TrimSpace(src), firstLine(err.Error()))
	}
	t, _ := v.(string)
	return t, nil
}
