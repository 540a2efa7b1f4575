package cadre

import (
	"testing"

	"kaocha/data/cadre/codes"
)

// Every choice names a code list that exists; keys and headers are unique.
func TestFieldsAreSound(t *testing.T) {
	seen := map[string]string{}
	for _, f := range Fields {
		if f.Kind == Choice {
			if _, ok := codes.ByKey(f.Codes); !ok {
				t.Errorf("%s: no code list %q", f.Key, f.Codes)
			}
		}
		for _, name := range append([]string{f.Key}, f.Aliases...) {
			if other, dup := seen[name]; dup {
				t.Errorf("%q stands for both %s and %s", name, other, f.Key)
			}
			seen[name] = f.Key
		}
	}
}

func TestSetKeepsTheListsWording(t *testing.T) {
	c := &Cadre{}
	for key, in := range map[string]string{"民族": "汉", "性别": "1", "全日制学历": "大学"} {
		if err := FieldByKey(key).Set(c, in); err != nil {
			t.Fatal(key, err)
		}
	}
	if c.Nation != "汉族" || c.Sex != "男" || c.FullTime.Level != "大学" {
		t.Errorf("got %q %q %q", c.Nation, c.Sex, c.FullTime.Level)
	}
	if err := FieldByKey("出生年月").Set(c, "85.07"); err == nil {
		t.Error("a two-digit year was accepted")
	}
}
