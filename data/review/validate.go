package review

import (
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/expr-lang/expr"
)

// validator checks what a scheme means, once its shape is right.
type validator struct {
	*shape
	s *Scheme
}

// bad records a fault at a path; the nearest line above it is named.
func (v *validator) bad(path, format string, a ...any) {
	p := path
	for {
		if line, ok := v.at[p]; ok {
			v.add(line, format, a...)
			return
		}
		cut := strings.LastIndexAny(p, ".[")
		if cut < 0 {
			v.add(0, format, a...)
			return
		}
		p = p[:cut]
	}
}

func (v *validator) all() {
	v.s.programs = map[string]*program{}
	v.required()
	v.grades()
	v.vote()
	v.materials()
	v.sections("report.sections", v.s.Report.Sections, true)
	v.sections("talks.sections", v.s.Talks.Sections, false)
	v.talks()
	v.offices()
	v.outcomes()
	v.stages()
	v.texts()
	v.numbers()
	v.assess()
	v.deadlines()
}

// needed is a key that must be there.
type needed struct {
	path string
	has  bool
	what string
}

func (v *validator) required() {
	s := v.s
	list := []needed{
		{"key", s.Key != "", "方案代号，如 school-probation"},
		{"name", s.Name != "", "方案名称"},
		{"title", s.Title != "", "考察表标题"},
		{"paper", s.Paper != "", "纸张，如 16K"},
		{"stages", len(s.Stages) > 0, "阶段"},
	}
	if !s.Assesses() {
		list = append(list, v.ofProbation()...)
	}
	for _, r := range list {
		if !r.has {
			v.bad(r.path, "缺少“%s”（%s）", r.path, r.what)
		}
	}
	if s.Paper != "" && PaperByKey(s.Paper) == nil {
		v.bad("paper", "不认识的纸张“%s”，可用的有：%s", s.Paper, paperKeys())
	}
}

// ofProbation are the keys that only a review of cadres on probation needs.
func (v *validator) ofProbation() []needed {
	s := v.s
	return []needed{
		{"probation.months", s.Probing.Months > 0, "试用期月数"},
		{"grades", len(s.Grades) > 0, "等次"},
		{"vote.denominator", s.Vote.Denominator != "", "得票率基数"},
		{"vote.best_name", s.Vote.BestName != "", "优秀率的名称"},
		{"vote.pass_name", s.Vote.PassName != "", "合格率的名称"},
		{"items", len(s.Items) > 0, "测评项目，最后一项为总体评价"},
		{"materials", len(s.Material) > 0, "材料"},
		{"report.title", s.Report.Title != "", "考察报告标题"},
		{"report.sections", len(s.Report.Sections) > 0, "考察报告的部分"},
		{"report.vote_line", s.Report.VoteLine != "", "得票一行的写法"},
		{"talks.verdicts", len(s.Talks.Verdicts) > 0, "谈话意见的选项"},
		{"outcomes", len(s.Outcomes) > 0, "决定的种类"},
	}
}

// unique finds blank and double keys of a list.
func (v *validator) unique(path string, keys []string) {
	seen := map[string]bool{}
	for i, k := range keys {
		p := fmt.Sprintf("%s[%d].key", path, i)
		if strings.TrimSpace(k) == "" {
			v.bad(p, "第 %d 项缺少“key”", i+1)
		} else if seen[k] {
			v.bad(p, "“%s”重复，同一列表里的 key 必须各不相同", k)
		}
		seen[k] = true
	}
}

func keysOf[T any](list []T, key func(T) string) []string {
	out := make([]string, len(list))
	for i, x := range list {
		out[i] = key(x)
	}
	return out
}

func (v *validator) grades() {
	keys := keysOf(v.s.Grades, func(g Grade) string { return g.Key })
	v.unique("grades", keys)
	pass := false
	for i, g := range v.s.Grades {
		pass = pass || g.Pass
		if g.Best && !g.Pass {
			v.bad(fmt.Sprintf("grades[%d].best", i), "等次“%s”是最好等次（best），也应标为合格（pass: true）", g.Key)
		}
	}
	if len(keys) > 0 && !pass {
		v.bad("grades", "没有一个等次标为合格（pass: true）")
	}
	if v.s.Abstain != "" && slices.Contains(keys, v.s.Abstain) {
		v.bad("abstain", "弃权“%s”不能同时是等次", v.s.Abstain)
	}
	v.unique("items", v.s.Items)
}

func (v *validator) vote() { v.ballot("", v.s.Vote) }

// ballot checks how ballots are counted; in is the path before vote.
func (v *validator) ballot(in string, o Vote) {
	if _, ok := baseNames[o.Denominator]; !ok && o.Denominator != "" {
		v.bad(in+"vote.denominator", "不认识的得票率基数“%s”，可用的有：%s", o.Denominator, strings.Join(baseKeys, "、"))
	}
	if !slices.Contains([]string{"", renormalise, withhold}, o.Empty) {
		v.bad(in+"vote.empty", "空组的处理“%s”不认识，应为 renormalise（权重重新折算）或 withhold（不出结果）", o.Empty)
	}
	v.unique(in+"vote.groups", keysOf(o.Groups, func(g Group) string { return g.Key }))
	sum, any := new(big.Rat), false
	for i, g := range o.Groups {
		if g.Weight < 0 {
			v.bad(fmt.Sprintf("%svote.groups[%d].weight", in, i), "权重不能是负数：%v", g.Weight)
		}
		if g.Name == "" {
			v.bad(fmt.Sprintf("%svote.groups[%d]", in, i), "投票人类别“%s”缺少“name”", g.Key)
		}
		any = any || g.Weight != 0
		sum.Add(sum, ratOf(g.Weight))
	}
	if any && sum.Cmp(big.NewRat(1, 1)) != 0 {
		v.bad(in+"vote.groups", "各类投票人的权重之和是 %s，应为 1（即 100%%）", sum.FloatString(4))
	}
	if any && o.Empty == "" {
		v.bad(in+"vote", "设了权重，就要写明没有票的组怎么办：empty: renormalise 或 withhold")
	}
}

// ratOf takes a decimal as it was written: 0.1 is one tenth.
func ratOf(f float64) *big.Rat {
	r, ok := new(big.Rat).SetString(strconv.FormatFloat(f, 'f', -1, 64))
	if !ok {
		return new(big.Rat)
	}
	return r
}

func (v *validator) materials() {
	v.unique("materials", keysOf(v.s.Material, func(i Item) string { return i.Key }))
	for i, m := range v.s.Material {
		p := fmt.Sprintf("materials[%d]", i)
		if m.Name == "" {
			v.bad(p, "材料“%s”缺少“name”", m.Key)
		}
		if !slices.Contains([]string{"", "self", "panel", "branch"}, m.Signers) {
			v.bad(p+".signers", "签字人“%s”不认识，应为 self（本人）、panel（考察组）、branch（党总支）或不写", m.Signers)
		}
		if m.Format != nil {
			v.format(p+".format", *m.Format)
		}
	}
}

func (v *validator) format(p string, f Format) {
	if !slices.Contains([]string{"", "docx", "xlsx"}, f.File) {
		v.bad(p+".file", "文件类型“%s”不认识，应为 docx 或 xlsx", f.File)
	}
	for _, key := range f.Papers {
		if PaperByKey(key) == nil {
			v.bad(p+".papers", "不认识的纸张“%s”，可用的有：%s", key, paperKeys())
		}
	}
	if f.SizePt < 0 || f.LinePt < 0 || f.About < 0 || f.Max < 0 {
		v.bad(p, "字号、行距和字数不能是负数")
	}
	if f.Max > 0 && f.Max < f.About*(100-f.AboutPct)/100 {
		v.bad(p+".max_chars", "最多 %d 字，少于“约 %d 字”的下限，无人能满足", f.Max, f.About)
	}
	if f.AboutPct < 0 || f.AboutPct > 100 {
		v.bad(p+".about_percent", "字数的允许出入应在 0 到 100（%%）之间，现为 %d", f.AboutPct)
	}
}

func (v *validator) sections(path string, list []Section, report bool) {
	v.unique(path, keysOf(list, func(s Section) string { return s.Key }))
	kinds := []string{"text"}
	if report {
		kinds = []string{"text", "biography", "votes"}
	}
	for i, s := range list {
		p := fmt.Sprintf("%s[%d]", path, i)
		if !slices.Contains(kinds, s.Kind) {
			v.bad(p+".kind", "部分“%s”的种类“%s”不认识，应为 %s", s.Key, s.Kind, strings.Join(kinds, "、"))
		}
		if s.Kind == "text" && s.Title == "" {
			v.bad(p, "部分“%s”缺少“title”", s.Key)
		}
	}
}

func (v *validator) talks() {
	for _, p := range v.s.Talks.Positive {
		if !slices.Contains(v.s.Talks.Verdicts, p) {
			v.bad("talks.positive", "“%s”不在谈话意见的选项（verdicts）中", p)
		}
	}
}

func (v *validator) offices() {
	v.unique("opinions", keysOf(v.s.Opinions, func(o Office) string { return o.Key }))
	for i, o := range v.s.Opinions {
		if o.Name == "" {
			v.bad(fmt.Sprintf("opinions[%d]", i), "意见“%s”缺少“name”", o.Key)
		}
	}
}

// outcomes sees that each decision has one final stage: without it nobody could
// ever be moved on, with two nobody knows where.
func (v *validator) outcomes() {
	stages := map[string]int{}
	for _, st := range v.s.Stages {
		stages[st.Outcome]++
	}
	for _, o := range v.s.Outcomes {
		if n := stages[o]; n != 1 && len(stages) > 1 {
			v.bad("outcomes", "决定“%s”应恰有一个对应的阶段（outcome: %s），现有 %d 个", o, o, n)
		}
	}
	for _, x := range []struct{ path, value string }{{"appoint", v.s.Appoint}, {"extend", v.s.Extend}} {
		if x.value != "" && !slices.Contains(v.s.Outcomes, x.value) {
			v.bad(x.path, "“%s”不在决定的种类（outcomes：%s）中", x.value, strings.Join(v.s.Outcomes, "、"))
		}
	}
}

func (v *validator) stages() {
	v.unique("stages", keysOf(v.s.Stages, func(s Stage) string { return s.Key }))
	for i, st := range v.s.Stages {
		p := fmt.Sprintf("stages[%d]", i)
		if st.Name == "" {
			v.bad(p, "阶段“%s”缺少“name”", st.Key)
		}
		if st.Outcome != "" && !slices.Contains(v.s.Outcomes, st.Outcome) {
			v.bad(p+".outcome", "阶段“%s”的结果“%s”不在决定的种类（outcomes：%s）中", st.Name, st.Outcome, strings.Join(v.s.Outcomes, "、"))
		}
		for k, c := range st.Needs {
			v.condition(fmt.Sprintf("%s.needs[%d]", p, k), c)
		}
	}
	for i, r := range v.s.Warnings {
		p := fmt.Sprintf("warnings[%d]", i)
		if r.Name == "" || r.Text == "" {
			v.bad(p, "提醒规则要有“name”和“text”")
		}
		v.expression(p+".when", r.When, true)
	}
}

func (v *validator) condition(p string, c Condition) {
	if c.Text == "" {
		v.bad(p, "条件缺少“text”（不满足时告诉经办人什么）")
	}
	if !slices.Contains([]string{"", levelBlock, levelWarn}, c.Level) {
		v.bad(p+".level", "条件的级别“%s”不认识，应为 block（阻止）或 warn（提醒）", c.Level)
	}
	v.expression(p+".when", c.When, true)
}

// placeholder is {{…}} in a scheme's own texts.
var placeholder = regexp.MustCompile(`\{\{[^}]*\}?\}?`)

func (v *validator) texts() {
	for _, p := range placeholder.FindAllString(v.s.Report.Title, -1) {
		if p != "{{姓名}}" {
			v.bad("report.title", "考察报告标题里有不认识的“%s”，可用的只有 {{姓名}}", p)
		}
	}
	if v.s.Report.Title != "" && !strings.Contains(v.s.Report.Title, "{{姓名}}") {
		v.bad("report.title", "考察报告标题“%s”里没有 {{姓名}}，每个人的标题会一样", v.s.Report.Title)
	}
	if v.s.Report.VoteLine != "" {
		v.expression("report.vote_line", v.s.Report.VoteLine, false)
	}
	if v.s.Report.GradeLne != "" {
		v.expression("report.grade_line", v.s.Report.GradeLne, false)
	}
	for i := range v.s.Stages {
		if d := v.s.Stages[i].Days; d != nil && (*d < -3660 || *d > 3660) {
			v.bad(fmt.Sprintf("stages[%d].due_days", i), "期限天数 %d 不合理，应在 -3660 到 3660 之间", *d)
		}
	}
}

func (v *validator) expression(path, src string, condition bool) {
	if strings.TrimSpace(src) == "" {
		v.bad(path, "缺少表达式“%s”", path[strings.LastIndex(path, ".")+1:])
		return
	}
	p, problem := compile(v.s, src, condition)
	if problem != "" {
		v.bad(path, "表达式 %s 有误：%s", strings.TrimSpace(src), problem)
		return
	}
	if _, err := expr.Run(p.code, trialFacts()); err != nil {
		v.bad(path, "表达式 %s 无法计算：%s", strings.TrimSpace(src), firstLine(err.Error()))
		return
	}
	v.s.programs[src] = p
}

// trialFacts are those of somebody of whom little is known: an expression that
// fails on them would stop a round midway. One vote, so that shares divide.
func trialFacts() facts {
	f := *blankFacts()
	f.Total, f.Expected, f.Present, f.Issued, f.Returned, f.Valid = 1, 1, 1, 1, 1, 1
	return f
}

func (v *validator) numbers() {
	s := v.s
	for _, r := range []struct {
		path      string
		n, lo, hi int
	}{
		{"probation.months", s.Probing.Months, 0, 60},
		{"probation.remind_days", s.Probing.RemindDays, 0, 366},
		{"vote.decimals", s.Vote.Decimals, 0, 6},
		{"vote.min_group", s.Vote.MinGroup, 0, 1000},
		{"report.max_chars", s.Report.MaxChars, 0, 100000},
		{"talks.min", s.Talks.Min, 0, 1000},
		{"checks.resume_gap_months", s.Checks.ResumeGapMonths, 0, 120},
		{"checks.min_age", s.Checks.MinAge, 0, 120},
		{"checks.max_age", s.Checks.MaxAge, 0, 120},
	} {
		if r.n < r.lo || r.n > r.hi {
			v.bad(r.path, "“%s”是 %d，应在 %d 到 %d 之间", r.path, r.n, r.lo, r.hi)
		}
	}
	if c := s.Checks.CopySimilarity; c < 0 || c > 1 {
		v.bad("checks.copy_similarity", "“checks.copy_similarity”是 %v，应在 0 到 1 之间", c)
	}
	if s.Checks.MaxAge > 0 && s.Checks.MinAge > s.Checks.MaxAge {
		v.bad("checks.min_age", "最小年龄 %d 大于最大年龄 %d", s.Checks.MinAge, s.Checks.MaxAge)
	}
}
