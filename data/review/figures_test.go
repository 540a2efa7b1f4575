package review

import (
	"reflect"
	"strings"
	"testing"
)

// Every number that a scheme can hold has a word for it in the table of figures.
func TestEveryFigureHasAWord(t *testing.T) {
	seen := map[reflect.Type]bool{}
	var walk func(top string, typ reflect.Type)
	walk = func(top string, typ reflect.Type) {
		for typ.Kind() == reflect.Pointer || typ.Kind() == reflect.Slice {
			typ = typ.Elem()
		}
		if typ.Kind() != reflect.Struct || seen[typ] {
			return
		}
		seen[typ] = top != ""
		for key, ft := range yamlFields(typ) {
			in := top
			if in == "" {
				in = key
			}
			if isFigure(key, ft) && (figureWords[key] == "" || figureParts[in] == "") {
				t.Errorf("%s in %s has no word", key, in)
			}
			walk(in, ft)
		}
	}
	walk("", reflect.TypeFor[Scheme]())
}

// Each figure of each shipped scheme can be set; only its own line changes, and
// reading it again gives the new value.
func TestFiguresAreSetInPlace(t *testing.T) {
	all, err := Shipped()
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, x := range all {
		figures, err := Figures(x.Name, x.Text)
		if err != nil || len(figures) == 0 {
			t.Fatalf("%s: %v, %d figures", x.Key, err, len(figures))
		}
		for i, f := range figures {
			value := "7"
			if f.What == "期限（月-日）" {
				value = "03-09"
			}
			text, err := SetFigure(x.Text, f.Path, value)
			if err != nil {
				t.Errorf("%s %s: %v", x.Key, f.Path, err)
				continue
			}
			n++
			was, is := strings.Split(string(x.Text), "\n"), strings.Split(string(text), "\n")
			for k := range was {
				if (was[k] == is[k]) == (k == f.Line-1) && f.Value != value {
					t.Errorf("%s %s: line %d reads %q, was %q", x.Key, f.Path, k+1, is[k], was[k])
				}
			}
			if again, err := Figures(x.Name, text); err != nil || again[i].Value != value {
				t.Errorf("%s %s reads %v after setting (%v)", x.Key, f.Path, again[i], err)
			}
		}
	}
	if n < 300 {
		t.Errorf("only %d figures were set", n)
	}
}

func TestFigureNamesAndFaults(t *testing.T) {
	_, text, err := ShippedByKey("integrity-target")
	if err != nil {
		t.Fatal(err)
	}
	figures, err := Figures("", text)
	if err != nil {
		t.Fatal(err)
	}
	find := func(path string) Figure {
		for _, f := range figures {
			if f.Path == path {
				return f
			}
		}
		t.Fatalf("no figure %s", path)
		return Figure{}
	}
	if f := find("score.terms[1].weight"); f.Part != "总分" || f.Of != "纪检监察业务工作" || f.What != "权重" || f.Value != "0.6" {
		t.Errorf("the weight is %+v", f)
	}
	if f := find("sheets[0].sections[1].items[2].max"); f.Of != "权力运行监督（党委政府履行责任制 › 工作落实）" || f.Value != "20" {
		t.Errorf("the maximum is %+v", f)
	}
	for path, bad := range map[string]string{"score.terms[1].weight": "六成", "score.decimals": "2.5", "awards[0].share": "40%", "name": "1", "score.terms[9].weight": "1"} {
		if _, err := SetFigure(text, path, bad); err == nil {
			t.Errorf("%s took %q", path, bad)
		}
	}
	text, err = SetFigure(text, "score.terms[1].weight", "0.5")
	if err != nil {
		t.Fatal(err)
	}
	_, err = LoadScheme("", text)
	if err == nil || !strings.Contains(err.Error(), "各部分的权重之和是 0.9，应为 1") {
		t.Errorf("weights that do not add up: %v", err)
	}
	named, err := Rename(text, "本市：廉政考核")
	if s, err2 := SetFigure(named, "score.terms[0].weight", "0.5"); err != nil || err2 != nil {
		t.Errorf("renamed: %v, %v", err, err2)
	} else if x, err := LoadScheme("", s); err != nil || x.Name != "本市：廉政考核" {
		t.Errorf("renamed to %v: %v", x, err)
	}
	for _, bad := range []string{"", `a"b`, "a\nkey: b"} {
		if _, err := Rename(text, bad); err == nil {
			t.Errorf("the name %q was taken", bad)
		}
	}
}

// What is of another kind than the key wants is named with line, key and what
// was expected; several faults at once.
func TestKindsOfValuesAreNamed(t *testing.T) {
	_, text, err := ShippedByKey("integrity-target")
	if err != nil {
		t.Fatal(err)
	}
	s := strings.NewReplacer("weight: 0.4", "weight: 四成", "decimals: 2\n", "decimals: 两位\n", "pass: true, best: true", "pass: 是, best: true").Replace(string(text))
	_, err = LoadScheme("甲.yaml", []byte(s))
	for _, want := range []string{"行：“score.terms[0].weight”应为数字，写的是 四成", "行：“score.decimals”应为整数，写的是 两位", "“grades[0].pass”应为true 或 false，写的是 是"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not in %v", want, err)
		}
	}
}
