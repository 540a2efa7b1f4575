package review

import (
	"errors"
	"fmt"
	"io/fs"
	"reflect"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"kaocha/resources/schemes"
)

// Bounds of a scheme file: real ones have about 6 KB and nest four deep. The
// YAML library's time grows with the square of the depth.
const (
	maxScheme = 64 << 10
	maxDepth  = 40
)

// Fault (方案错误) is one thing wrong in a scheme file. Line counts from 1; 0
// means the whole file.
type Fault struct {
	Line int
	Text string
}

// SchemeError lists all faults of a scheme file, by line.
type SchemeError struct {
	Name   string
	Faults []Fault
}

// Error prints one fault per line, with the file's name and the line.
func (e *SchemeError) Error() string {
	lines := make([]string, len(e.Faults))
	for i, f := range e.Faults {
		lines[i] = e.Name + "：" + f.Text
		if f.Line > 0 {
			lines[i] = fmt.Sprintf("%s 第 %d 行：%s", e.Name, f.Line, f.Text)
		}
	}
	return strings.Join(lines, "\n")
}

// LoadScheme reads and validates a scheme; name is what faults call the file.
// A fault is a *SchemeError: unknown, missing and double keys, wrong kinds of
// values, references that lead nowhere, expressions that do not compile.
func LoadScheme(name string, text []byte) (s *Scheme, err error) {
	defer func() { // the YAML library may give up on hostile text by panicking
		if r := recover(); r != nil {
			s, err = nil, &SchemeError{name, []Fault{{0, "文件无法解析，请对照随程序提供的方案检查缩进和引号"}}}
		}
	}()
	m, err := readShape(name, text)
	if err != nil {
		return nil, err
	}
	if len(m.faults) > 0 {
		return nil, m.fail(name)
	}
	s = &Scheme{}
	if err := yaml.UnmarshalWithOptions(text, s, yaml.Strict()); err != nil {
		return nil, yamlFault(name, err)
	}
	v := &validator{shape: m, s: s}
	v.all()
	if len(m.faults) > 0 {
		return nil, m.fail(name)
	}
	return s, nil
}

// readShape reads the tree of a scheme file; what does not fit the Scheme type
// stands among the shape's faults.
func readShape(name string, text []byte) (*shape, error) {
	fail := func(line int, format string, a ...any) (*shape, error) {
		return nil, &SchemeError{name, []Fault{{line, fmt.Sprintf(format, a...)}}}
	}
	if len(text) > maxScheme {
		return fail(0, "文件有 %d KB，方案文件不应超过 %d KB", len(text)>>10, maxScheme>>10)
	}
	if deep(text) {
		return fail(0, "括号或列表套得太深，不是方案文件")
	}
	file, err := parser.ParseBytes(text, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		return nil, yamlFault(name, err)
	}
	if len(file.Docs) > 1 {
		return fail(0, "文件里有 %d 份内容（以 --- 隔开），一个文件只能写一份方案", len(file.Docs))
	}
	if len(file.Docs) != 1 || file.Docs[0].Body == nil {
		return fail(0, "文件里没有方案内容")
	}
	m := &shape{at: map[string]int{}}
	if _, ok := file.Docs[0].Body.(ast.MapNode); !ok {
		return fail(1, "这不是考核方案：内容应为一组“键: 值”，如 name: 科级干部试用期考察")
	}
	m.walk("", file.Docs[0].Body, reflect.TypeFor[Scheme]())
	return m, nil
}

// deep tells that brackets or list dashes nest deeper than any scheme does.
func deep(text []byte) bool {
	depth, dashes := 0, 0
	for _, b := range text {
		switch b {
		case '[', '{':
			depth++
		case ']', '}':
			depth = max(depth-1, 0)
		case '-', '?', ' ':
			if b != ' ' {
				dashes++
			}
		default:
			dashes = 0
		}
		if depth > maxDepth || dashes > 2*maxDepth {
			return true
		}
	}
	return false
}

// ShippedScheme is a scheme file that comes with the program.
type ShippedScheme struct {
	Key, Name string
	Text      []byte
}

// Shipped lists the schemes that come with the program, by key.
func Shipped() ([]ShippedScheme, error) {
	names, err := fs.Glob(schemes.Files, "*.yaml")
	if err != nil {
		return nil, err
	}
	var out []ShippedScheme
	for _, n := range names {
		text, err := schemes.Files.ReadFile(n)
		if err != nil {
			return nil, err
		}
		s, err := LoadScheme(n, text)
		if err != nil {
			return nil, err
		}
		out = append(out, ShippedScheme{s.Key, s.Name, text})
	}
	return out, nil
}

// ShippedByKey loads the shipped scheme with that key.
func ShippedByKey(key string) (*Scheme, []byte, error) {
	all, err := Shipped()
	if err != nil {
		return nil, nil, err
	}
	var keys []string
	for _, x := range all {
		if x.Key == key {
			s, err := LoadScheme(key+".yaml", x.Text)
			return s, x.Text, err
		}
		keys = append(keys, x.Key)
	}
	return nil, nil, fmt.Errorf("没有名为“%s”的方案，可用的有：%s", key, strings.Join(keys, "、"))
}

// yamlFault words the library's error for a clerk, with the line it names.
func yamlFault(name string, err error) error {
	var ye yaml.Error
	f := Fault{0, "不是有效的 YAML：" + firstLine(err.Error())}
	if errors.As(err, &ye) {
		if tk := ye.GetToken(); tk != nil && tk.Position != nil {
			f.Line = tk.Position.Line
		}
		f.Text = wordYAML(ye)
	}
	return &SchemeError{name, []Fault{f}}
}

func wordYAML(e yaml.Error) string {
	var kind *yaml.TypeError
	var over *yaml.OverflowError
	var shape *yaml.UnexpectedNodeTypeError
	switch {
	case errors.As(e, &kind):
		return "这里的值类型不对，应为" + kindWord(kind.DstType)
	case errors.As(e, &over):
		return "数字太大"
	case errors.As(e, &shape):
		return "这里的层次不对，请检查缩进，以及列表项前的“- ”"
	}
	msg := e.GetMessage()
	switch {
	case strings.Contains(msg, "boolean"):
		return "这里应为 true 或 false"
	case strings.ContainsRune(msg, '\t'):
		return "缩进不能用制表符，请改用空格"
	}
	return "写法有误，请检查冒号后的空格、缩进、引号和括号是否成对"
}

func kindWord(t reflect.Type) string {
	if t == nil {
		return "另一种值"
	}
	switch t.Kind() {
	case reflect.Bool:
		return " true 或 false"
	case reflect.Int:
		return "整数"
	case reflect.Float64:
		return "数字"
	case reflect.Slice:
		return "列表"
	case reflect.String:
		return "文字"
	}
	return "一组“键: 值”"
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}
