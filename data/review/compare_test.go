package review

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"kaocha/data/cadre"
)

// Every field of the records has a Chinese name in a comparison, or belongs to
// one that has: whoever adds a field is told here.
func TestEveryFieldHasItsWordInAComparison(t *testing.T) {
	seen := map[string]bool{}
	var visit func(x reflect.Type)
	visit = func(x reflect.Type) {
		for x.Kind() == reflect.Pointer || x.Kind() == reflect.Slice {
			x = x.Elem()
		}
		if x.Kind() != reflect.Struct || oneValue(x) || seen[x.Name()] {
			return
		}
		seen[x.Name()] = true
		for i := range x.NumField() {
			f := x.Field(i)
			name := x.Name() + "." + f.Name
			w, ok := words[name]
			if !ok {
				t.Errorf("%s has no word in compare_words.go", name)
				continue
			}
			for _, with := range w.with {
				if _, ok := x.FieldByName(with); !ok || !words[x.Name()+"."+with].part {
					t.Errorf("%s goes with %s, which is no part of it", name, with)
				}
			}
			if w.part || w.text != nil {
				continue
			}
			if w.label == "" && oneValue(f.Type) {
				t.Errorf("%s has no label", name)
			}
			if f.Type.Kind() == reflect.Slice && f.Type.Elem().Kind() == reflect.Struct && (w.ident == nil) != (w.name == nil) {
				t.Errorf("%s: its elements are known but not named, or the reverse", name)
			}
			visit(f.Type)
		}
	}
	for _, v := range []any{Subject{}, Round{}, Branch{}, Panel{}, Waiver{}} {
		visit(reflect.TypeOf(v))
	}
	for name := range words {
		if typ, _, _ := strings.Cut(name, "."); !seen[typ] {
			t.Errorf("%s: there is no such record", name)
		}
	}
}

// full fills a value with something everywhere; n makes two fills differ.
func full(v reflect.Value, n int) {
	switch {
	case v.Type() == reflect.TypeFor[cadre.Date]():
		v.Set(reflect.ValueOf(cadre.Date{Year: 2020 + n%5, Month: 1 + n%12, Day: 1 + n%27}))
	case v.Type() == reflect.TypeFor[time.Time]():
		v.Set(reflect.ValueOf(time.Date(2026, 1, 1+n, 8, 0, 0, 0, time.UTC)))
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			full(v.Field(i), n*7+i)
		}
	case v.Kind() == reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		full(v.Elem(), n)
	case v.Kind() == reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		full(v.Index(0), n+1)
		full(v.Index(1), n+2)
	case v.Kind() == reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		for i := range 2 {
			e := reflect.New(v.Type().Elem()).Elem()
			full(e, n+i)
			v.SetMapIndex(reflect.ValueOf(fmt.Sprint("键", i)), e)
		}
	case v.Kind() == reflect.String:
		v.SetString(fmt.Sprint("文", n))
	case v.Kind() == reflect.Bool:
		v.SetBool(n%2 == 1)
	case v.Kind() == reflect.Float64:
		v.SetFloat(float64(n) / 2)
	default:
		v.SetInt(int64(n))
	}
}

// same makes the lists' elements known by the same names on both sides.
func sameNames(a, b *Subject) {
	for i := range 2 {
		b.Materials[i].Key, b.Talks[i].ID, b.Opinions[i].Office = a.Materials[i].Key, a.Talks[i].ID, a.Opinions[i].Office
		b.Events[i].ID, b.Polls[i].Poll = a.Events[i].ID, a.Polls[i].Poll
		b.Marks[i].Sheet, b.Marks[i].Item, b.Marks[i].Scorer = a.Marks[i].Sheet, a.Marks[i].Item, a.Marks[i].Scorer
	}
}

func stored(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// Whatever differs, taking back field by field gives the old record: nothing is
// left over, nothing is lost. Both where parts changed and where they are gone.
func TestTakingBackEveryDifferenceGivesTheOldRecord(t *testing.T) {
	c := &Comparing{}
	for name, change := range map[string]func(a, b *Subject){
		"all other": func(a, b *Subject) {},
		"same parts": func(a, b *Subject) {
			sameNames(a, b)
			a.Tally.Counts, b.Tally.Counts = nil, nil
		},
		"parts gone":  func(a, b *Subject) { *b = Subject{ID: a.ID, RoundID: a.RoundID} },
		"parts new":   func(a, b *Subject) { *a = Subject{ID: b.ID, RoundID: b.RoundID} },
		"one of each": func(a, b *Subject) { sameNames(a, b); b.Talks, b.Materials = b.Talks[1:], b.Materials[:1] },
	} {
		var a, b Subject
		full(reflect.ValueOf(&a).Elem(), 1)
		full(reflect.ValueOf(&b).Elem(), 2)
		b.ID, b.RoundID = a.ID, a.RoundID
		change(&a, &b)
		want := stored(t, a)
		diffs := c.Differences(&a, &b)
		if len(diffs) < 20 {
			t.Errorf("%s: only %d differences", name, len(diffs))
		}
		for _, d := range diffs {
			if d.Label == "" || d.Group == "" || d.Old == d.New {
				t.Errorf("%s: %+v says nothing", name, d)
			}
			if err := TakeBack(&b, &a, d.Path); err != nil {
				t.Errorf("%s: %s: %v", name, d.Label, err)
			}
		}
		if left := c.Differences(&a, &b); len(left) != 0 {
			t.Errorf("%s: left over: %+v", name, left)
		}
		b.Moves = a.Moves // of a stage that did not change
		got := stored(t, b)
		// The order of parts known by name is that of the list they come into.
		if name != "all other" && got != want {
			i := 0
			for i < min(len(got), len(want)) && got[i] == want[i] {
				i++
			}
			t.Errorf("%s:\n got …%.200s\nwant …%.200s", name, got[i:], want[i:])
		}
	}
}

func TestDifferencesNameWhatChanged(t *testing.T) {
	s := &Scheme{Stages: []Stage{{Key: "talk", Name: "个别谈话"}, {Key: "write", Name: "撰写报告"}},
		Material: []Item{{Key: "summary", Name: "履职工作总结"}}, Opinions: []Office{{Key: "branch", Name: "党总支意见"}},
		Talks: Talks{Sections: []Section{{Key: "merits", Title: "主要优点"}}}, Report: Report{Sections: []Section{{Key: "merits", Title: "德才表现"}}}}
	c := &Comparing{Scheme: s, Names: map[string]string{"b1": "机关党总支"}}
	five := 5
	old := &Subject{ID: "s", Stage: "talk", BranchID: "b1", Materials: []Material{{Key: "summary", State: Draft, FileHash: "0123456789abcdef", FileName: "总结.docx"}},
		Talks:  []Talk{{ID: "1", Interviewee: "甲", Texts: map[string]string{"merits": "踏实"}}},
		Report: Narrative{Texts: map[string]string{"merits": "旧"}}, Tally: &Tally{Groups: []GroupCount{{Valid: &five, Grades: map[string]int{"优秀": 4}}}}}
	now := &Subject{ID: "s", Stage: "write", BranchID: "", Materials: []Material{{Key: "summary", State: Received, FileHash: "fedcba9876543210", FileName: "总结.docx"}},
		Talks:    []Talk{{ID: "1", Interviewee: "甲", Texts: map[string]string{"merits": "踏实，肯干"}}, {ID: "2", Interviewee: "乙", Place: "会议室"}},
		Opinions: []Opinion{{Office: "branch", Text: "同意"}},
		Report:   Narrative{Texts: map[string]string{"merits": "新"}}, Tally: &Tally{Groups: []GroupCount{{Valid: &five, Grades: map[string]int{"优秀": 5}}}}}
	var got []string
	for _, d := range c.Differences(old, now) {
		got = append(got, strings.Join([]string{d.Group, d.Label, d.Old, d.New}, "|"))
	}
	want := []string{"对象|党总支|机关党总支|", "环节|环节|个别谈话|撰写报告",
		"材料|履职工作总结 · 状态|草稿|已收", "材料|履职工作总结 · 文件|总结.docx （01234567）|总结.docx （fedcba98）",
		"民主测评|得票 · 优秀|4|5",
		"谈话记录|与甲的谈话 · 主要优点|踏实|踏实，肯干", "谈话记录|与乙的谈话||谈话对象：乙\n地点：会议室",
		"考察报告|德才表现|旧|新", "意见与决定|党总支意见||意见：同意"}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if err := TakeBack(now, old, []string{"Materials", "summary", "FileHash"}); err != nil || now.Materials[0].FileHash != old.Materials[0].FileHash || now.Materials[0].State != Received {
		t.Errorf("%+v %v", now.Materials[0], err)
	}
	if err := TakeBack(now, old, []string{"Stage"}); err != nil || now.Stage != "talk" {
		t.Error(err)
	}
	now.Talks = nil
	if err := TakeBack(now, old, []string{"Talks", "1", "Texts", "merits"}); err == nil {
		t.Error("a section of a talk that is gone was taken back")
	}
}

// Ballots counted one by one show how many they were, never one of them, and
// their sums come back with them.
func TestCountedBallotsComeBackAsAWhole(t *testing.T) {
	c := &Comparing{}
	old := &Subject{Tally: &Tally{Groups: []GroupCount{{Grades: map[string]int{"优秀": 2}}}, Counts: []BallotCount{{By: "丙", Ballots: map[string]int{"优秀\x00优秀": 2}}}}}
	now := &Subject{Tally: &Tally{Groups: []GroupCount{{Grades: map[string]int{"优秀": 3}}}, Counts: []BallotCount{{By: "丙", Ballots: map[string]int{"优秀\x00优秀": 3}}}}}
	d := c.Differences(old, now)
	if len(d) != 1 || !strings.Contains(d[0].Old, "第一次，丙计 2 张") || strings.Contains(d[0].Old, "\x00") {
		t.Fatalf("%+v", d)
	}
	if err := TakeBack(now, old, d[0].Path); err != nil || stored(t, now) != stored(t, old) {
		t.Errorf("%v %s", err, stored(t, now))
	}
}

func TestSchemeTextsShowTheirChangedLines(t *testing.T) {
	c := &Comparing{}
	d := c.Differences(&Round{SchemeText: "a: 1\nb: 2\nc: 3", SchemeKey: "x"}, &Round{SchemeText: "a: 1\nb: 9\nc: 3", SchemeKey: "y"})
	if len(d) != 1 || d[0].Old != "b: 2" || d[0].New != "b: 9" {
		t.Errorf("%+v", d)
	}
}
