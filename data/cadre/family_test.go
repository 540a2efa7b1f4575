package cadre

import (
	"reflect"
	"slices"
	"strings"
	"testing"
)

func TestFamilyAsText(t *testing.T) {
	fs := []FamilyMember{
		{"妻子", "苏晓岚", MustDate("1984.07"), "中共党员", "某馆馆员"},
		{"父亲", "齐立新", MustDate("1956.01.09"), "", "已故"},
		{Relation: "母亲", Name: "范例"},
	}
	got, err := ParseFamily(FormatFamily(fs))
	if err != nil || !reflect.DeepEqual(got, fs) {
		t.Errorf("%+v %v", got, err)
	}
	got, err = ParseFamily("妻子|苏晓岚|198407|群众|某馆|二部\r\n\r\n儿子\t齐小树")
	want := []FamilyMember{{"妻子", "苏晓岚", MustDate("1984.07"), "群众", "某馆｜二部"}, {Relation: "儿子", Name: "齐小树"}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v %v", got, err)
	}
	if _, err = ParseFamily("妻子｜苏晓岚｜84.07"); err == nil || !strings.Contains(err.Error(), "苏晓岚") || !strings.Contains(err.Error(), "第 1 行") {
		t.Errorf("two-digit year: %v", err)
	}
}

// DOMAIN 3.6: spouse, children older first, father, mother, step-parents, others.
func TestSortFamily(t *testing.T) {
	fs := []FamilyMember{{Relation: "弟弟"}, {Relation: "继父"}, {Relation: "母亲"}, {Relation: "女儿", Birth: MustDate("2015.01")},
		{Relation: "岳父"}, {Relation: "儿子", Birth: MustDate("2012.05")}, {Relation: "父亲"}, {Relation: "妻子"}}
	SortFamily(fs)
	var got []string
	for _, f := range fs {
		got = append(got, f.Relation)
	}
	if want := []string{"妻子", "儿子", "女儿", "父亲", "母亲", "继父", "弟弟", "岳父"}; !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
	for work, dead := range map[string]bool{"某厂退休": false, "已去世": true, "已故": true, "2001年病故": true} {
		if (FamilyMember{Work: work}).Dead() != dead {
			t.Errorf("%s: %v", work, !dead)
		}
	}
}
