package review

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"kaocha/data/cadre"
	"kaocha/data/cadre/codes"
)

// Keys of dimensions that are asked for by name.
const (
	ByGrade = "grade"
	// VoteRates stands in place of a second dimension for the mean vote rates.
	VoteRates = "votes"
)

// Dimension (统计项目) sorts people into groups.
type Dimension struct {
	Key   string
	Name  string
	Round bool // known within a round only

	secret bool // a judgement: groups under the scheme's minimum do not show it
	all    bool // groups without people are listed too
	note   string
	value  func(q *StatQuestion, f *File) string
	order  func(q *StatQuestion) []string // known groups in order; others follow, the largest first
}

// dimensions in the order in which they are offered.
var dimensions = []Dimension{
	{Key: "branch", Name: "党总支", value: func(_ *StatQuestion, f *File) string {
		if f.Branch != nil {
			return f.Branch.Name
		}
		return f.Cadre.Branch
	}},
	{Key: "unit", Name: "单位", value: person1(func(c *cadre.Cadre) string { return c.Unit })},
	{Key: "age", Name: "年龄段", all: true, order: fixed(cadre.AgeBands()),
		value: func(q *StatQuestion, f *File) string { return cadre.AgeBand(f.Cadre.Birth, q.At) }},
	{Key: "education", Name: "学历", order: fixed(cadre.EducationBands()), value: person1((*cadre.Cadre).EducationBand),
		note: "学历取全日制教育与在职教育中较高的一项，党校学历计入相应层次"},
	{Key: "sex", Name: "性别", all: true, order: fixed([]string{"男", "女"}), value: listed1(codes.Sex, func(c *cadre.Cadre) string { return c.Sex })},
	{Key: "politics", Name: "政治面貌", order: fixed(codes.Politics.Names()),
		value: listed1(codes.Politics, func(c *cadre.Cadre) string { return c.Political })},
	{Key: "rank", Name: "职级", order: fixed(codes.Grade.Names()), value: listed1(codes.Grade, func(c *cadre.Cadre) string { return c.Rank })},
	{Key: ByGrade, Name: "评价等级", Round: true, secret: true, all: true, note: "评价等级取考察报告所写的等级",
		order: func(q *StatQuestion) []string { return keysOf(q.Scheme.Grades, func(g Grade) string { return g.Key }) },
		value: func(_ *StatQuestion, f *File) string { return f.Subject.Report.Grade }},
	{Key: "stage", Name: "阶段", Round: true,
		order: func(q *StatQuestion) []string {
			return keysOf(q.Scheme.Stages, func(s Stage) string { return s.Name })
		},
		value: func(q *StatQuestion, f *File) string {
			if f.Subject.Stage == "" {
				return q.Scheme.Stages[0].Name
			}
			return q.Scheme.StageName(f.Subject.Stage)
		}},
}

func person1(get func(*cadre.Cadre) string) func(*StatQuestion, *File) string {
	return func(_ *StatQuestion, f *File) string { return get(f.Cadre) }
}

// listed1 takes the list's own wording, so that 党员 and 中共党员 are one group.
func listed1(l *codes.List, get func(*cadre.Cadre) string) func(*StatQuestion, *File) string {
	return func(_ *StatQuestion, f *File) string {
		s := strings.TrimSpace(get(f.Cadre))
		if _, ok := l.Find(s); !ok {
			if it, ok := l.Suggest(s); ok {
				return it.Name
			}
		}
		return l.NameOf(s)
	}
}

func fixed(names []string) func(*StatQuestion) []string {
	return func(*StatQuestion) []string { return names }
}

// StatDimensions lists what can be counted by, in a round or in the register.
func StatDimensions(round bool) []Dimension {
	return slices.DeleteFunc(slices.Clone(dimensions), func(d Dimension) bool { return d.Round && !round })
}

// dimension finds one by its key or name.
func (q *StatQuestion) dimension(key string) (*Dimension, error) {
	for i := range dimensions {
		if d := &dimensions[i]; d.Key == key || d.Name == key {
			if d.Round && q.Scheme == nil {
				return nil, fmt.Errorf("“%s”只在考察批次里才有，请指明批次", d.Name)
			}
			return d, nil
		}
	}
	return nil, fmt.Errorf("不能按“%s”统计；可以按：%s", key, strings.Join(keysOf(StatDimensions(q.Scheme != nil), func(d Dimension) string {
		return d.Name + "（" + d.Key + "）"
	}), "、"))
}

// noValue names the group of those without a value.
const noValue = "未填"

// statGroup is the people of one group.
type statGroup struct {
	name  string
	kind  RowKind
	files []*File
}

// sort puts people into the groups of a dimension; those without a value make
// the last one.
func (q *StatQuestion) sort(d *Dimension, files []*File) []statGroup {
	by, seen := map[string][]*File{}, []string{}
	for _, f := range files {
		v := strings.TrimSpace(d.value(q, f))
		if by[v] == nil {
			seen = append(seen, v)
		}
		by[v] = append(by[v], f)
	}
	var out []statGroup
	blank := by[""]
	delete(by, "")
	if d.order != nil {
		for _, name := range d.order(q) {
			if list := by[name]; d.all || len(list) > 0 {
				out = append(out, statGroup{name: name, files: list})
			}
			delete(by, name)
		}
	}
	var rest []statGroup
	for _, name := range seen {
		if list := by[name]; len(list) > 0 {
			rest = append(rest, statGroup{name: name, files: list})
		}
	}
	slices.SortStableFunc(rest, func(a, b statGroup) int { return cmp.Compare(len(b.files), len(a.files)) })
	out = append(out, rest...)
	if len(blank) > 0 {
		out = append(out, statGroup{name: noValue, kind: RowBlank, files: blank})
	}
	return out
}
