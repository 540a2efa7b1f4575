package review

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// shape compares the tree of a file with the Scheme type and remembers the
// line of every path, so that later faults can name it.
type shape struct {
	at     map[string]int // "stages[2].needs[0].when" → line
	leaves []leaf         // single values, as they stand
	faults []Fault
}

// leaf is a single value of a scheme file, and the type it is to have.
type leaf struct {
	path string
	node ast.ScalarNode
	kind reflect.Type
}

func (m *shape) add(line int, format string, a ...any) {
	m.faults = append(m.faults, Fault{line, fmt.Sprintf(format, a...)})
}

func (m *shape) fail(name string) error {
	slices.SortStableFunc(m.faults, func(a, b Fault) int { return a.Line - b.Line })
	return &SchemeError{name, m.faults}
}

func (m *shape) walk(path string, n ast.Node, t reflect.Type) {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if n == nil {
		return
	}
	line := n.GetToken().Position.Line
	if _, ok := m.at[path]; !ok {
		m.at[path] = line
	}
	if v, ok := n.(ast.ScalarNode); ok {
		m.leaves = append(m.leaves, leaf{path, v, t})
	}
	switch n := n.(type) {
	case *ast.AnchorNode, *ast.AliasNode, *ast.MergeKeyNode, *ast.TagNode:
		m.add(line, "方案里不能使用 YAML 的锚点、别名或标签，请把内容写全")
	case *ast.MappingNode:
		m.mapping(path, n.Values, t, line)
	case *ast.MappingValueNode:
		m.mapping(path, []*ast.MappingValueNode{n}, t, line)
	case *ast.SequenceNode:
		if t.Kind() != reflect.Slice {
			m.add(line, "“%s”不应是列表，应为%s", path, kindWord(t))
			return
		}
		for i, v := range n.Values {
			m.walk(fmt.Sprintf("%s[%d]", path, i), v, t.Elem())
		}
	case *ast.NullNode: // an empty value reads as absent
	default:
		if !suits(n, t.Kind()) {
			m.add(line, "“%s”应为%s，写的是 %s", path, strings.TrimSpace(kindWord(t)), n.GetToken().Value)
		}
	}
}

// suits tells that a single value is of a kind; a number may stand in quotes. The
// library would drop the fraction of a number, and names no key with what it
// refuses.
func suits(n ast.Node, k reflect.Kind) bool {
	var err error
	switch text := n.GetToken().Value; {
	case k == reflect.Int && n.Type() == ast.StringType:
		_, err = strconv.Atoi(text)
	case k == reflect.Float64 && n.Type() == ast.StringType:
		_, err = strconv.ParseFloat(text, 64)
	case k == reflect.Int:
		return n.Type() == ast.IntegerType
	case k == reflect.Float64:
		return slices.Contains([]ast.NodeType{ast.IntegerType, ast.FloatType, ast.InfinityType, ast.NanType}, n.Type())
	case k == reflect.Bool:
		return n.Type() == ast.BoolType
	default:
		return k == reflect.String
	}
	return err == nil
}

func (m *shape) mapping(path string, values []*ast.MappingValueNode, t reflect.Type, line int) {
	if t.Kind() != reflect.Struct {
		m.add(line, "“%s”应为%s；如果是一句话里有冒号，请给整句加引号", path, kindWord(t))
		return
	}
	fields := yamlFields(t)
	seen := map[string]int{}
	for _, v := range values {
		if v.Key.IsMergeKey() {
			m.add(v.Key.GetToken().Position.Line, "方案里不能使用 YAML 的“<<”，请把内容写全")
			continue
		}
		key, at := v.Key.GetToken().Value, v.Key.GetToken().Position.Line
		ft, ok := fields[key]
		switch first, twice := seen[key]; {
		case !ok:
			m.add(at, "不认识的键“%s”%s", key, suggest(key, fields))
			continue
		case twice:
			m.add(at, "键“%s”写了两次，上一次在第 %d 行", key, first)
			continue
		}
		seen[key] = at
		sub := strings.TrimPrefix(path+"."+key, ".")
		m.at[sub] = at
		m.walk(sub, v.Value, ft)
	}
}

// yamlFields maps the keys of a struct to their types.
func yamlFields(t reflect.Type) map[string]reflect.Type {
	out := map[string]reflect.Type{}
	for i := range t.NumField() {
		if tag := t.Field(i).Tag.Get("yaml"); tag != "" {
			out[tag] = t.Field(i).Type
		}
	}
	return out
}

// suggest names the nearest known key, or all of them.
func suggest(key string, fields map[string]reflect.Type) string {
	var keys []string
	for k := range fields {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	if best := nearest(key, keys); best != "" {
		return "，是否应为“" + best + "”？"
	}
	return "，这里可用的键有：" + strings.Join(keys, "、")
}

// nearest is the candidate at most a third of its letters away from word.
func nearest(word string, candidates []string) string {
	best, bestDist := "", 1<<30
	for _, c := range candidates {
		if d := distance([]rune(word), []rune(c)); d < bestDist && d*3 <= max(len([]rune(c)), 3) {
			best, bestDist = c, d
		}
	}
	return best
}

// distance is the number of single-letter edits between two words.
func distance(a, b []rune) int {
	if len(a) > 64 {
		return 1 << 20
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		prev := row[0]
		row[0] = i + 1
		for j := range b {
			cost := prev
			if a[i] != b[j] {
				cost++
			}
			prev = row[j+1]
			row[j+1] = min(cost, row[j]+1, prev+1)
		}
	}
	return row[len(b)]
}
