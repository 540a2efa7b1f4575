package review

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Figure (方案里的数) is a number or a deadline that stands in a scheme file, such
// as a weight, a maximum or a share, with where it stands in words.
type Figure struct {
	Path  string `json:"path"`  // score.terms[0].weight
	Line  int    `json:"line"`  // from 1
	Part  string `json:"part"`  // 总分
	Of    string `json:"of"`    // 党委政府履行责任制
	What  string `json:"what"`  // 权重
	Value string `json:"value"` // as written: 0.4
}

// figureParts words the parts of a scheme in which figures stand.
var figureParts = map[string]string{
	"probation": "试用期", "grades": "等次", "vote": "得票率", "stages": "环节", "materials": "材料", "report": "考察报告", "talks": "谈话", "checks": "核对",
	"subjects": "考核对象", "groups": "分组", "sheets": "计分表", "polls": "测评", "extras": "加分扣分", "score": "总分", "awards": "评先名额", "low": "末位",
	"cards": "表", "consequences": "结果运用", "logs": "事项", "every_months": "周期",
}

// figureWords words the keys whose values are figures, with their units.
var figureWords = map[string]string{
	"about": "每组约多少人", "about_chars": "约多少字", "about_percent": "字数上下浮动（%）", "copy_similarity": "多相似算雷同（0 到 1）", "date": "期限（月-日）",
	"decimals": "保留几位小数", "due_days": "期限（起算日后几天）", "every_months": "每几个月一次", "from": "从多少人起分组", "height": "行高（毫米）", "last": "末几名",
	"least": "至少", "line_pt": "行距（磅）", "max": "满分", "max_age": "年龄至多", "max_chars": "最多多少字", "min": "至少几次", "min_age": "年龄至少",
	"min_group": "少于几票不单列", "months": "试用期（月）", "most": "至多", "number": "名额（个）", "out_of": "折合满分", "points": "分值",
	"remind_days": "提前几天提醒", "resume_gap_months": "简历空档几个月以上提示", "share": "比例（0 到 1）", "size_pt": "字号（磅）", "valid_months": "有效期（月）",
	"weight": "权重", "years": "管几年",
}

// isFigure tells that a key of a type holds a number, or a day of the year.
func isFigure(key string, t reflect.Type) bool {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if strings.HasSuffix(key, "]") { // one of a list, such as the widths of a row
		return false
	}
	return t.Kind() == reflect.Int || t.Kind() == reflect.Float64 || key == "date" && t.Kind() == reflect.String
}

// lastKey is the key at a path's end.
func lastKey(path string) string { return path[strings.LastIndex(path, ".")+1:] }

// Figures lists the numbers and deadlines of a scheme file, how the total is made
// first and the rest in its order, whether or not the scheme is sound; the error is a *SchemeError when it cannot be read.
func Figures(name string, text []byte) (out []Figure, err error) {
	m, err := figureShape(name, text)
	if err != nil {
		return nil, err
	}
	said := map[string]string{}
	for _, l := range m.leaves {
		said[l.path] = l.node.GetToken().Value
	}
	for _, l := range m.leaves {
		key := lastKey(l.path)
		if !isFigure(key, l.kind) {
			continue
		}
		top, _, _ := strings.Cut(l.path, ".")
		top, _, _ = strings.Cut(top, "[")
		out = append(out, Figure{Path: l.path, Line: l.node.GetToken().Position.Line, Part: figureParts[top], Of: placeOf(l.path, said), What: figureWords[key], Value: l.node.GetToken().Value})
	}
	slices.SortStableFunc(out, func(a, b Figure) int { return figureRank(a) - figureRank(b) })
	return out, nil
}

// figureRank puts first what is changed most.
func figureRank(f Figure) int {
	const most = "score awards extras polls"
	top, _, _ := strings.Cut(f.Path, ".")
	top, _, _ = strings.Cut(top, "[")
	if i := strings.Index(most, top); i >= 0 {
		return i
	}
	return len(most)
}

// figureShape is readShape for texts that may be anything.
func figureShape(name string, text []byte) (m *shape, err error) {
	defer func() {
		if recover() != nil {
			m, err = nil, &SchemeError{name, []Fault{{0, "文件无法解析，请对照随程序提供的方案检查缩进和引号"}}}
		}
	}()
	return readShape(name, text)
}

// placeOf names what a figure belongs to by what it and its surroundings are
// called: 项目（计分表 › 大项）. A part of the total is called as the sheet
// or the ballot that it takes.
func placeOf(path string, said map[string]string) string {
	var words []string
	for i := range path {
		if path[i] != '.' {
			continue
		}
		at := path[:i]
		word := ""
		for _, key := range []string{"name", "title", "key", "grade", "sheet", "poll"} {
			if word = said[at+"."+key]; word == "" {
				continue
			}
			if list, ok := map[string]string{"sheet": "sheets", "poll": "polls"}[key]; ok {
				word = calledAs(list, word, said)
			}
			break
		}
		if word != "" {
			words = append(words, word)
		}
	}
	if n := len(words) - 1; n > 0 {
		return words[n] + "（" + strings.Join(words[:n], " › ") + "）"
	}
	return strings.Join(words, "")
}

// calledAs is the name of what has a key in a list of the scheme.
func calledAs(list, key string, said map[string]string) string {
	for i := 0; ; i++ {
		at := fmt.Sprintf("%s[%d].", list, i)
		switch k, ok := said[at+"key"]; {
		case !ok:
			return key
		case k == key && said[at+"name"] != "":
			return said[at+"name"]
		}
	}
}

// dayOfYear is how a deadline's month and day are written.
var dayOfYear = regexp.MustCompile(`^\d\d-\d\d$`)

// SetFigure puts another value in the place of a figure and leaves the rest of
// the text, its comments and spacing too, as it is. The value must be a number,
// whole where the scheme wants a whole one, or 月-日; whether the scheme is sound
// with it is for LoadScheme to tell.
func SetFigure(text []byte, path, value string) ([]byte, error) {
	m, err := figureShape("方案", text)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(m.leaves, func(l leaf) bool { return l.path == path && isFigure(lastKey(path), l.kind) })
	if i < 0 {
		return nil, fmt.Errorf("方案里没有写着“%s”的数；有哪些数见 kaocha scheme figures", path)
	}
	l := m.leaves[i]
	value = strings.TrimSpace(value)
	if err := figureFits(l.kind, value); err != nil {
		return nil, fmt.Errorf("“%s”%w", figureWords[lastKey(path)], err)
	}
	if l.kind.Kind() == reflect.String {
		value = `"` + value + `"`
	}
	return replaceScalar(text, l, value)
}

// figureFits tells what is wrong with a value for a figure of a type.
func figureFits(t reflect.Type, value string) error {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch t.Kind() {
	case reflect.Int:
		if _, err := strconv.Atoi(value); err != nil || len(value) > 9 {
			return fmt.Errorf("应为整数，写的是“%s”", value)
		}
	case reflect.Float64:
		if !plainNumber.MatchString(value) {
			return fmt.Errorf("应为数字，如 0.4，写的是“%s”", value)
		}
	default:
		if !dayOfYear.MatchString(value) {
			return fmt.Errorf("应写成月-日，如 01-11，写的是“%s”", value)
		}
	}
	return nil
}

// plainNumber is a decimal number as everybody writes it.
var plainNumber = regexp.MustCompile(`^-?\d{1,9}(\.\d{1,9})?$`)

// replaceScalar puts a value in a leaf's place and makes sure that nothing else
// became another.
func replaceScalar(text []byte, l leaf, value string) ([]byte, error) {
	lines := strings.SplitAfter(string(text), "\n")
	at := l.node.GetToken().Position
	refused := fmt.Errorf("第 %d 行的写法程序改不了，请在“全文”里改", at.Line)
	if at.Line < 1 || at.Line > len(lines) {
		return nil, refused
	}
	line := []rune(lines[at.Line-1])
	from := at.Column - 1
	old := []rune(l.node.GetToken().Value)
	if from > 0 && from < len(line) && (line[from] == '"' || line[from] == '\'') {
		old = append(append([]rune{line[from]}, old...), line[from])
	}
	if from < 0 || from+len(old) > len(line) || string(line[from:from+len(old)]) != string(old) {
		return nil, refused
	}
	lines[at.Line-1] = string(line[:from]) + value + string(line[from+len(old):])
	out := []byte(strings.Join(lines, ""))
	m, err := figureShape("方案", out)
	if err != nil {
		return nil, refused
	}
	was, err := figureShape("方案", text)
	if err != nil || len(m.leaves) != len(was.leaves) {
		return nil, refused
	}
	for i, x := range m.leaves {
		if o := was.leaves[i]; x.path != o.path || x.path != l.path && x.node.GetToken().Value != o.node.GetToken().Value {
			return nil, refused
		}
	}
	return out, nil
}

// Rename gives a scheme's text another name, its only line of that key.
func Rename(text []byte, name string) ([]byte, error) {
	name = strings.TrimSpace(name)
	if name == "" || strings.ContainsAny(name, "\"\\\n\r\t") || len([]rune(name)) > 60 {
		return nil, fmt.Errorf("方案名称要写 1 到 60 个字，不能有引号和换行")
	}
	m, err := figureShape("方案", text)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(m.leaves, func(l leaf) bool { return l.path == "name" })
	if i < 0 {
		return nil, fmt.Errorf("方案里没有写名称（name）的一行，请在“全文”里补写")
	}
	return replaceScalar(text, m.leaves[i], `"`+name+`"`)
}
