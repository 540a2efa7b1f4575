package exchange

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"kaocha/data/cadre"
)

func someone(id, name, birth, unit, number string) cadre.Cadre {
	c := cadre.Cadre{ID: id, Name: name, Unit: unit, IDNumber: number}
	if birth != "" {
		c.Birth = cadre.MustDate(birth)
	}
	return c
}

func incoming(cs ...cadre.Cadre) *Batch {
	b := &Batch{}
	for i, c := range cs {
		c.ID = ""
		b.Persons = append(b.Persons, Person{Cadre: c, Origin: Origin{File: "名单.xlsx", Row: i + 2}})
	}
	return b
}

const (
	idA = "999999198203150012"
	idB = "99999919850703002X"
)

// T20 and the matching rules: by ID number, else name with birth and unit.
func TestMatching(t *testing.T) {
	register := []cadre.Cadre{
		someone("1", "齐明远", "1982.03", "甲处", idA),
		someone("2", "苏晓岚", "1984.07", "乙处", ""),
		someone("3", "范例", "1970.01", "丙处", ""), someone("4", "范例", "1971.02", "丁处", ""),
		someone("5", "同人", "1975.05", "戊处", ""), someone("6", "同人", "1975.05", "戊处", ""),
		someone("7", "无号", "1980.01", "己处", "无"),
	}
	for name, c := range map[string]struct {
		in     cadre.Cadre
		kind   ItemKind
		id     string
		reason string
	}{
		"by ID, nothing new":        {someone("", "齐明远", "1982.03", "甲处", idA), Unchanged, "1", ""},
		"by ID in other writing":    {someone("", "齐 明远", "", "", "９９９９９９198203150012"), Unchanged, "1", ""},
		"by ID, unit changed":       {someone("", "齐明远", "1982.03", "庚处", idA), Changed, "1", "身份证号"},
		"ID of another name":        {someone("", "他人", "1982.03", "甲处", idA), Doubtful, "", "姓名不同"},
		"name, birth, unit":         {someone("", "苏晓岚", "1984.07.09", "乙处", idB), Changed, "2", "单位相同"},
		"name, birth, other unit":   {someone("", "苏晓岚", "1984.07", "庚处", ""), Doubtful, "", "乙处"},
		"name, birth, no unit":      {someone("", "苏晓岚", "1984.07", "", ""), Doubtful, "", "单位"},
		"name alone":                {someone("", "苏晓岚", "", "乙处", ""), Doubtful, "", "只有姓名相同"},
		"name, other birth":         {someone("", "苏晓岚", "1990.01", "乙处", ""), Doubtful, "", "苏晓岚 1984.07 乙处"},
		"same, other ID":            {someone("", "齐明远", "1982.03", "甲处", idB), Doubtful, "", "身份证号不同"},
		"namesake, other ID, birth": {someone("", "齐明远", "1985.07", "甲处", idB), New, "", "同名"},
		"two of the same":           {someone("", "同人", "1975.05", "戊处", ""), Doubtful, "", "几个人"},
		"nobody":                    {someone("", "新人", "1990.01", "甲处", ""), New, "", ""},
		"texts that are no ID":      {someone("", "别人", "1990.01", "甲处", "无"), New, "", ""},
	} {
		it := MakePlan(incoming(c.in), register).Items[0]
		got := ""
		if it.Existing != nil {
			got = it.Existing.ID
		}
		if it.Kind != c.kind || got != c.id || !strings.Contains(it.Reason, c.reason) {
			t.Errorf("%s: %s of %q, %q", name, it.Kind, got, it.Reason)
		}
		if it.Kind == Doubtful && len(it.Candidates) == 0 {
			t.Errorf("%s: no candidates named", name)
		}
	}
}

// An .lrmx names no unit; its post begins with one.
func TestMatchingByPost(t *testing.T) {
	register := []cadre.Cadre{someone("1", "齐明远", "1982.03", "党委宣传部", "")}
	in := someone("", "齐明远", "1982.03", "", "")
	in.Position = "某某大学党委宣传部综合科科长"
	if it := MakePlan(incoming(in), register).Items[0]; it.Existing == nil {
		t.Errorf("unit in the post: %s %s", it.Kind, it.Reason)
	}
}

func TestTwiceInTheBatch(t *testing.T) {
	a := someone("", "齐明远", "1982.03", "甲处", idA)
	other := a
	other.Unit = "乙处"
	one, two := someone("", "苏晓岚", "1984.07", "", ""), someone("", "苏晓岚", "1984.07", "", "")
	one.Branch, two.Branch = "机关党总支", "学院党总支"
	namesake := someone("", "齐明远", "1982.03", "甲处", idB)

	for name, c := range map[string]struct {
		in    []cadre.Cadre
		kinds []ItemKind
		why   string
	}{
		"same ID twice":      {[]cadre.Cadre{a, other}, []ItemKind{Doubtful, Doubtful}, "身份证号在这批资料里出现两次"},
		"the same file":      {[]cadre.Cadre{a, a}, []ItemKind{New, Unchanged}, "已包含"},
		"two branches":       {[]cadre.Cadre{one, two}, []ItemKind{Doubtful, Doubtful}, "两个党总支"},
		"different IDs":      {[]cadre.Cadre{a, namesake}, []ItemKind{New, New}, ""},
		"three of them":      {[]cadre.Cadre{a, a, other}, []ItemKind{Doubtful, Unchanged, Doubtful}, "两次"},
		"old and new format": {[]cadre.Cadre{someone("", "齐明远", "1982.03", "甲处", ""), a}, []ItemKind{Unchanged, New}, "已包含"},
		"without a unit":     {[]cadre.Cadre{a, someone("", "齐明远", "1982.03", "", "")}, []ItemKind{Doubtful, Doubtful}, "两次"},
	} {
		plan := MakePlan(incoming(c.in...), nil)
		var kinds []ItemKind
		why := ""
		for _, it := range plan.Items {
			kinds = append(kinds, it.Kind)
			why += it.Reason
		}
		if !slices.Equal(kinds, c.kinds) || !strings.Contains(why, c.why) {
			t.Errorf("%s: %v %s", name, kinds, why)
		}
	}
	// two incoming rows that both match one person of the register
	reg := []cadre.Cadre{someone("1", "齐明远", "1982.03", "甲处", idA)}
	plan := MakePlan(incoming(a, other), reg)
	if plan.Count(Doubtful) != 2 || len(plan.Apply()) != 0 {
		t.Errorf("both match one: %v", plan.Items)
	}
}

func TestChangesFieldByField(t *testing.T) {
	old := someone("1", "齐明远", "1982.03.15", "甲处", idA)
	old.Mobile, old.PartyJoined, old.Rewards = "13900000000", "200306", "无 "
	old.Resume = cadre.ParseResume("2004.07--  甲校职员")
	old.Family = []cadre.FamilyMember{{Relation: "妻子", Name: "苏晓岚"}}
	in := old
	in.Birth = cadre.MustDate("1982.03") // less exact: no change
	in.PartyJoined = "2003.06"           // the same month
	in.Rewards = "无"
	in.Mobile = ""     // blank never erases
	in.Position = "科长" // new
	in.Resume = cadre.ParseResume("2004.07--2010.01  甲校职员\n2010.01--  乙校职员")
	b := incoming(in)
	b.Persons[0].Photo = []byte("photo")
	plan := MakePlan(b, []cadre.Cadre{old})
	it := &plan.Items[0]
	var keys []string
	for _, ch := range it.Changes {
		keys = append(keys, ch.Key)
	}
	if !slices.Equal(keys, []string{"现任职务", "简历", "照片"}) || it.Kind != Changed {
		t.Fatalf("%s %v", it.Kind, it.Changes)
	}
	want := old
	want.Position, want.Resume, want.PhotoHash = "科长", in.Resume, PhotoHash([]byte("photo"))
	if got := it.Result(); !reflect.DeepEqual(got, want) {
		t.Errorf("result\n%+v\n%+v", got, want)
	}
	it.Changes[0].Accept, it.Changes[2].Accept = false, false
	want.Position, want.PhotoHash = "", ""
	if got := it.Result(); !reflect.DeepEqual(got, want) || it.Photo() != nil {
		t.Errorf("partly accepted\n%+v\n%+v", got, want)
	}
	it.Changes[1].Accept = false
	if len(plan.Apply()) != 0 {
		t.Error("nothing accepted, still applied")
	}
}

// The store keys a photo by its reduced copy, and refuses a damaged one: that
// must not make it look changed each time, nor stop the rest of the import.
func TestPhotoKeyOfTheStore(t *testing.T) {
	old := someone("1", "齐明远", "1982.03", "甲处", idA)
	old.PhotoHash = "key"
	b := incoming(old, someone("", "苏晓岚", "1984.07", "乙处", ""))
	b.Persons[0].Photo, b.Persons[1].Photo = []byte("large"), []byte("damaged")
	plan := MakePlanWith(b, []cadre.Cadre{old}, PlanOptions{PhotoKey: func(p []byte) (string, error) {
		if string(p) == "damaged" {
			return "", errors.New("照片已损坏")
		}
		return "key", nil
	}})
	if it := plan.Items[0]; it.Kind != Unchanged {
		t.Errorf("reduced photo: %s %v", it.Kind, it.Changes)
	}
	it := plan.Items[1]
	if it.Kind != New || it.Photo() != nil || it.Result().PhotoHash != "" || !hasMessage(plan.Problems, "照片已损坏") {
		t.Errorf("damaged photo: %+v %v", it, plan.Problems)
	}
	if b.Persons[1].Photo == nil {
		t.Error("the batch was changed")
	}
}

func TestResolve(t *testing.T) {
	reg := []cadre.Cadre{someone("1", "苏晓岚", "1984.07", "乙处", "")}
	plan := MakePlan(incoming(someone("", "苏晓岚", "1984.07", "庚处", "")), reg)
	it := &plan.Items[0]
	if it.Kind != Doubtful || len(plan.Apply()) != 0 {
		t.Fatal("doubtful is applied")
	}
	if err := it.Resolve("9"); err == nil || it.Kind != Doubtful {
		t.Error("unknown target taken")
	}
	must(t, it.Resolve("1"))
	if it.Kind != Changed || it.Result().ID != "1" || it.Result().Unit != "庚处" {
		t.Errorf("resolved: %+v", it)
	}
	must(t, it.Resolve(AsNew))
	if it.Kind != New || it.Result().ID != "" || len(plan.Apply()) != 1 {
		t.Errorf("as new: %+v", it)
	}
	it.Skip = true
	if len(plan.Apply()) != 0 {
		t.Error("skipped item applied")
	}
}
