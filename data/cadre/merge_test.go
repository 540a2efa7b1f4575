package cadre

import (
	"reflect"
	"strings"
	"testing"
)

// Each rule with a pair worked out by hand.
func TestPairsChooseTheFullerValue(t *testing.T) {
	for _, c := range []struct {
		key, keep, other string
		take, conflict   bool
	}{
		{"手机", "10000000000", "", false, false},
		{"手机", "", "10000000000", true, false},
		{"手机", "10000000000", "10000000001", false, true},
		{"出生年月", "1985.07", "1985.07.03", true, false},
		{"出生年月", "1985.07.03", "1985.07", false, false},
		{"出生年月", "1985.07", "1985.08", false, true},
		{"出生年月", "1985.07.03", "1985.07.04", false, true},
		{"籍贯", "福建", "福建福州", true, false},
		{"籍贯", "福建 福州", "福建福州", false, false},
		{"现任职务", "科技处 科长", "科技处科长", false, false},
		{"身份证号", "999999198203150012", "９９９９９９198203150012", false, false},
		{"奖惩情况", "2019年先进", "2019年先进\n2020年优秀", true, false},
		{"奖惩情况", "2019年先进\n2020年优秀", "2020年优秀", false, false},
		{"家庭成员", "妻子｜甲｜1980.01｜群众｜务农", "儿子｜乙｜2010.02｜｜学生", false, true},
		{"简历", "2010.09--2014.07  甲大学学习", "2010.09--2014.07  甲大学学习\n2014.07--  甲处科员", true, false},
	} {
		var keep, other Cadre
		f := FieldByKey(c.key)
		if err := f.Set(&keep, c.keep); err != nil {
			t.Fatal(err)
		}
		if err := f.Set(&other, c.other); err != nil {
			t.Fatal(err)
		}
		ps := Pairs(&keep, &other)
		if len(ps) != 1 || ps[0].Key != c.key || ps[0].Take != c.take || ps[0].Conflict != c.conflict || ps[0].Why == "" {
			t.Errorf("%s %q / %q: %+v, want take %v conflict %v", c.key, c.keep, c.other, ps, c.take, c.conflict)
		}
	}
	if ps := Pairs(&Cadre{Name: "甲"}, &Cadre{Name: "甲"}); len(ps) != 0 {
		t.Errorf("equal records differ: %v", ps)
	}
}

func TestJoinedTakesWhatWasChosen(t *testing.T) {
	keep := Cadre{ID: "1", Name: "甲", Mobile: "1", Resume: ParseResume("2014.07--2016.08  乙处科员\n2016.08--  乙处副科长"), Family: []FamilyMember{{Relation: "父亲", Name: "甲父"}}}
	other := Cadre{ID: "2", Name: "甲", Mobile: "2", Email: "a@b", PhotoHash: "abc", Resume: ParseResume("2010.09--2014.07  甲大学学习\n2014.07--2016.08  乙处 科员"),
		Family: []FamilyMember{{Relation: "父亲", Name: "甲父", Work: "退休"}, {Relation: "妻子", Name: "丁"}}}
	c := Joined(&keep, &other, map[string]Side{"手机": KeepSide, "电子信箱": OtherSide, PhotoKey: OtherSide, "简历": BothSides, "家庭成员": BothSides})
	if c.ID != "1" || c.Mobile != "1" || c.Email != "a@b" || c.PhotoHash != "abc" {
		t.Errorf("%+v", c)
	}
	var starts []string
	for _, e := range c.Resume {
		starts = append(starts, e.From.Dotted())
	}
	if strings.Join(starts, " ") != "2010.09 2014.07 2016.08" {
		t.Errorf("résumé %v", starts)
	}
	if len(c.Family) != 2 || c.Family[0].Name != "丁" || c.Family[1].Work != "" {
		t.Errorf("family %v", c.Family)
	}
	if len(keep.Family) != 1 || len(keep.Resume) != 2 {
		t.Error("the record itself was changed")
	}
}

// Every field of the register can be taken over: nothing is forgotten.
func TestTakeCoversThePerson(t *testing.T) {
	var full, got Cadre
	for i := range Fields {
		f := &Fields[i]
		v := map[Kind]string{Text: "文字", Long: "长文", Day: "2001.02", Choice: "某项", Number: "12", List: "2010.09--2014.07  某事"}[f.Kind]
		if f.Key == "家庭成员" {
			v = "妻子｜甲｜1980.01｜群众｜务农"
		}
		if err := f.Set(&full, v); err != nil {
			t.Fatalf("%s: %v", f.Key, err)
		}
	}
	full.PhotoHash = "abc"
	for _, ch := range Diff(&got, &full) {
		Take(&got, &full, ch.Key)
	}
	if !reflect.DeepEqual(got, full) {
		t.Errorf("taken %+v\nwant %+v", got, full)
	}
}

func TestMergeDraftKeepsBothChanges(t *testing.T) {
	before := Cadre{Name: "甲", Mobile: "1", Unit: "一处", Birth: Date{Year: 1980, Month: 1}}
	next, now := before, before
	next.Mobile, next.Unit = "2", "二处"
	now.Unit, now.Email = "三处", "a@b"
	both, clash := MergeDraft(&before, &next, &now)
	if both.Mobile != "2" || both.Email != "a@b" || both.Unit != "二处" || len(clash) != 1 || clash[0] != "单位" {
		t.Errorf("%+v, clash %v", both, clash)
	}
	now.Unit = "二处"
	if _, clash = MergeDraft(&before, &next, &now); len(clash) != 0 {
		t.Errorf("the same change twice clashes: %v", clash)
	}
}
