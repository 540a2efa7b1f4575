package review

import (
	"errors"
	"strings"
	"testing"
)

var loaded = map[string]*Scheme{}

// shipped gives a shipped scheme, not to be changed, or stops the test.
func shipped(t testing.TB, key string) *Scheme {
	t.Helper()
	if loaded[key] == nil {
		s, _, err := ShippedByKey(key)
		if err != nil {
			t.Fatal(err)
		}
		loaded[key] = s
	}
	return loaded[key]
}

func TestShippedSchemes(t *testing.T) {
	all, err := Shipped()
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, x := range all {
		keys = append(keys, x.Key)
	}
	if got := strings.Join(keys, " "); got != "fafu-probation integrity-target leading-cadres monthly-report national-probation party-appraisal party-candidates performance responsibility-check science-progress unit-annual" {
		t.Fatalf("shipped schemes: %s", got)
	}
	f, n := shipped(t, "fafu-probation"), shipped(t, "national-probation")
	if got := strings.Join(f.gradeKeys(), " "); got != "优秀 称职 不称职 弃权" {
		t.Errorf("FAFU grades %s: the notice has no 基本称职", got)
	}
	if got := strings.Join(n.gradeKeys(), " "); got != "优秀 称职 基本称职 不称职 弃权" {
		t.Errorf("national grades %s", got)
	}
	w := f.Material[0].Format
	if w.Title != "履职工作总结" || w.SizePt != 15 || w.LinePt != 25 || w.About != 2000 || f.Report.MaxChars != 1500 || f.Paper != "16K" {
		t.Errorf("FAFU format %+v", w)
	}
	if len(f.Material) != 7 {
		t.Errorf("FAFU asks for seven materials, the scheme has %d", len(f.Material))
	}
	if _, _, err := ShippedByKey("x"); err == nil || !strings.Contains(err.Error(), "fafu-probation") {
		t.Errorf("unknown key: %v", err)
	}
}

func TestLoadSchemeFaults(t *testing.T) {
	_, text, err := ShippedByKey("fafu-probation")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, old, new, want string }{
		{"unknown key", "  remind_days: 30", "  remind_day: 30", "不认识的键“remind_day”，是否应为“remind_days”"},
		{"unknown top key", "abstain: 弃权", "abstain: 弃权\ncolour: 红", "不认识的键“colour”"},
		{"double key", "abstain: 弃权", "abstain: 弃权\nabstain: 弃权", "键“abstain”写了两次"},
		{"missing key", "title: 福建农林大学科级干部试用期考察表\n", "", "缺少“title”"},
		{"missing months", "  months: 12 ", "  # ", "缺少“probation.months”"},
		{"unknown name", `when: panel != ""`, `when: panl != ""`, "不认识的名称“panl”（第 1 个字符），是否应为“panel”"},
		{"not a condition", `when: talks > 0`, `when: talks + 0`, "条件的结果应为真或假"},
		{"open bracket", `when: received("summary")`, `when: received("summary"`, "写法不完整"},
		{"unknown grade in a rule", `rate("不称职")`, `rate("基本称职")`, "没有等次“基本称职”，有的是：优秀、称职、不称职、弃权"},
		{"unknown grade in the vote line", `count("称职")`, `count("合格")`, "没有等次“合格”"},
		{"unknown material", `received("summary")`, `received("sumary")`, "没有材料“sumary”"},
		{"unknown office", `opinion("branch")`, `opinion("brunch")`, "没有意见“brunch”"},
		{"outcome", "outcome: 正式任职, needs", "outcome: 转正, needs", "阶段“正式任职”的结果“转正”不在决定的种类"},
		{"appoint", "appoint: 正式任职", "appoint: 任职", "“任职”不在决定的种类"},
		{"denominator", "denominator: valid", "denominator: voters", "不认识的得票率基数“voters”，可用的有：expected"},
		{"empty group rule", "empty: renormalise", "empty: zero", "空组的处理“zero”不认识"},
		{"weights", "  min_group: 5", "  groups: [{key: A, name: 甲, weight: 0.5}, {key: B, name: 乙, weight: 0.4}]\n  min_group: 5", "权重之和是 0.9000，应为 1"},
		{"negative weight", "  min_group: 5", "  groups: [{key: A, name: 甲, weight: 1.5}, {key: B, name: 乙, weight: -0.5}]\n  min_group: 5", "权重不能是负数"},
		{"group twice", "  min_group: 5", "  groups: [{key: A, name: 甲}, {key: A, name: 乙}]\n  min_group: 5", "“A”重复"},
		{"paper", "paper: 16K            #", "paper: B5 #", "不认识的纸张“B5”"},
		{"kind", "decimals: 2", "decimals: 两位", "应为整数"},
		{"bool", "all_sign: true", "all_sign: 是", "true 或 false"},
		{"list for text", "abstain: 弃权", "abstain: [弃权]", "“abstain”不应是列表"},
		{"text for list", "outcomes: [正式任职, 延长试用, 免去试任]", "outcomes: 正式任职", "“outcomes”应为列表"},
		{"section kind", "{key: votes, title: 民主测评情况, kind: votes}", "{key: votes, title: 民主测评情况, kind: vote}", "种类“vote”不认识"},
		{"positive", "positive: [同意, 基本同意]", "positive: [赞成]", "“赞成”不在谈话意见的选项"},
		{"level", "level: warn", "level: info", "级别“info”不认识"},
		{"stage twice", "{key: waiting, name: 待启动}", "{key: notified, name: 待启动}", "“notified”重复"},
		{"days", "due_days: 35", "due_days: 99999", "期限天数 99999 不合理"},
		{"no pass", "pass: true", "pass: false", "没有一个等次标为合格"},
		{"anchor", "abstain: 弃权", "abstain: &a 弃权", "锚点"},
		{"tab", "  remind_days: 30", "\tremind_days: 30", "制表符"},
		{"quote", "name: 科级干部试用期考察\n", "name: \"科级干部\" 试用期考察\n", "写法有误"},
		{"report title", "{{姓名}}同志", "{{名字}}同志", "不认识的“{{名字}}”"},
		{"report title open", "{{姓名}}同志", "{{姓名同志", "不认识的“{{姓名同志"},
		{"report title without a name", "{{姓名}}同志", "同志", "没有 {{姓名}}"},
		{"decision in a condition", `when: decision == "正式任职"`, `when: decision == "转正"`, "没有决定“转正”，有的是：正式任职、延长试用、免去试任"},
		{"grade in a condition", `when: grade != "", text`, `when: '"合格" != grade', text`, "没有等次“合格”"},
		{"decision without a stage", "name: 免去试任, outcome: 免去试任, needs", "name: 免去试任, needs", "决定“免去试任”应恰有一个对应的阶段（outcome: 免去试任），现有 0 个"},
		{"decision with two stages", "name: 延长试用, outcome: 延长试用, needs", "name: 延长试用, outcome: 正式任职, needs", "决定“正式任职”应恰有一个对应的阶段（outcome: 正式任职），现有 2 个"},
		{"fraction for a whole number", "max_chars: 1500\n", "max_chars: 1500.5\n", "应为整数，写的是 1500.5"},
		{"limit below the length asked for", "about_percent: 20", "about_percent: 20\n      max_chars: 1000", "最多 1000 字，少于“约 2000 字”的下限"},
		{"argument missing", `received("summary")`, `received()`, "括号里应写一个代号"},
		{"argument of another kind", `received("summary")`, `received(1)`, "括号里应是引号中的代号"},
		{"endless", `{when: talks > 0`, `{when: "len(filter(1..1000000000, # > 5)) > 0"`, "无法计算"},
		{"division by nothing", `when: talks > 0`, `when: talks % 0 > 1`, "无法计算"},
		{"similarity", "copy_similarity: 0.3", "copy_similarity: 30", "应在 0 到 1 之间"},
	} {
		src := string(text)
		if !strings.Contains(src, c.old) {
			t.Errorf("%s: the scheme no longer has %q", c.name, c.old)
			continue
		}
		n := 1
		if c.name == "no pass" {
			n = -1
		}
		src = strings.Replace(src, c.old, c.new, n)
		_, err := LoadScheme("试用.yaml", []byte(src))
		var se *SchemeError
		if !errors.As(err, &se) {
			t.Errorf("%s: error %v", c.name, err)
			continue
		}
		if !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v\nwant %s", c.name, err, c.want)
		}
		if !strings.Contains(err.Error(), "试用.yaml 第 ") && !strings.Contains(c.name, "missing") {
			t.Errorf("%s: no line in %v", c.name, err)
		}
	}
}

// The line named is the line of the fault.
func TestLoadSchemeLine(t *testing.T) {
	_, text, _ := ShippedByKey("fafu-probation")
	lines := strings.Split(string(text), "\n")
	for i, l := range lines {
		if strings.Contains(l, "talks > 0") {
			lines[i] = strings.Replace(l, "talks > 0", "talk > 0", 1)
			_, err := LoadScheme("a", []byte(strings.Join(lines, "\n")))
			var se *SchemeError
			if !errors.As(err, &se) || len(se.Faults) != 1 || se.Faults[0].Line != i+1 {
				t.Errorf("want line %d, got %v", i+1, err)
			}
			return
		}
	}
	t.Fatal("the scheme has no condition over talks")
}

// Several faults are told at once, by line.
func TestLoadSchemeAllFaults(t *testing.T) {
	_, text, _ := ShippedByKey("fafu-probation")
	src := strings.NewReplacer("denominator: valid", "denominator: v", "empty: renormalise", "empty: x", "min_age: 22", "min_age: 220").Replace(string(text))
	_, err := LoadScheme("a", []byte(src))
	var se *SchemeError
	if !errors.As(err, &se) || len(se.Faults) < 3 {
		t.Fatalf("%v", err)
	}
	for i := 1; i < len(se.Faults); i++ {
		if se.Faults[i].Line < se.Faults[i-1].Line {
			t.Errorf("faults not by line: %v", se.Faults)
		}
	}
}

func TestLoadSchemeEmptyAndHuge(t *testing.T) {
	for _, src := range []string{"", "# 只有说明\n", "[]", "1", "a: {", strings.Repeat("#", maxScheme+1), strings.Repeat("[", 20000)} {
		if s, err := LoadScheme("a", []byte(src)); err == nil || s != nil {
			t.Errorf("%.10q: no error", src)
		}
	}
}

func FuzzLoadScheme(f *testing.F) {
	for _, key := range []string{"fafu-probation", "national-probation"} {
		_, text, err := ShippedByKey(key)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Add([]byte("key: a\nstages: [{key: x, needs: [{when: \"errors == 0\", text: y}]}]"))
	f.Add([]byte("a: &x [*x]"))
	f.Fuzz(func(t *testing.T, text []byte) {
		s, err := LoadScheme("f", text)
		if (s == nil) == (err == nil) {
			t.Fatalf("scheme %v with error %v", s, err)
		}
		var se *SchemeError
		if err != nil && (!errors.As(err, &se) || len(se.Faults) == 0) {
			t.Fatalf("fault without a place: %v", err)
		}
		if s != nil { // an accepted scheme can be used
			Compute(s, &Tally{Groups: []GroupCount{{}}})
			Blocked(&Dossier{Scheme: s}, &File{Subject: &Subject{}}, s.Stages[len(s.Stages)-1].Key)
		}
	})
}

// One scheme to a file; a mark at its beginning is no second one, and what is
// no scheme at all is told as such.
func TestLoadSchemeDocuments(t *testing.T) {
	_, text, err := ShippedByKey("fafu-probation")
	if err != nil {
		t.Fatal(err)
	}
	for name, src := range map[string]string{"mark": "---\n" + string(text), "comment and mark": "# 本校\n---\n" + string(text)} {
		if _, err := LoadScheme("x.yaml", []byte(src)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for src, want := range map[string]string{
		string(text) + "\n---\n" + string(text): "文件里有 2 份内容",
		"- a\n- b":                              "这不是考核方案", "hello": "这不是考核方案", "": "没有方案内容", "# 只有注释": "没有方案内容",
	} {
		if _, err := LoadScheme("x.yaml", []byte(src)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.20q: %v, want %s", src, err, want)
		}
	}
}
