package exchange

import (
	"context"
	"strings"
	"testing"
)

// The first values are shown as they are, but for what could be an ID number.
func TestSamplesMaskOnlyNumbers(t *testing.T) {
	r, err := ReadRoster(context.Background(), "名册.csv", []byte("姓名,单位,证件\n甲乙丙,校史研究室和档案馆,999999198203150012\n"), RosterOptions{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range r.Columns {
		got = append(got, strings.Join(c.Samples, "/"))
	}
	if got[1] != "校史研究室和档案馆" || got[2] != "999***********0012" {
		t.Errorf("samples %q", got)
	}
}

// What the clerk said about a header goes before what it looks like, for every
// roster; the same header twice is taken once.
func TestHeadersSaidByTheClerk(t *testing.T) {
	text := "姓名,岗位,单位,岗位\n甲乙丙,科长,科技处,副科长\n"
	r, err := ReadRoster(context.Background(), "名册.csv", []byte(text), RosterOptions{Headers: map[string]string{"岗位": "现任职务", "单位": ""}})
	if err != nil {
		t.Fatal(err)
	}
	c := r.Persons[0].Cadre
	if c.Position != "科长" || c.Unit != "" || !r.Columns[3].Duplicate {
		t.Errorf("%q %q %+v", c.Position, c.Unit, r.Columns[3])
	}
	r, err = ReadRoster(context.Background(), "名册.csv", []byte(text), RosterOptions{Headers: map[string]string{"岗位": "现任职务"}, Mapping: map[int]string{2: "", 4: "现任职务"}})
	if err != nil {
		t.Fatal(err)
	}
	if c = r.Persons[0].Cadre; c.Position != "副科长" || c.Unit != "科技处" {
		t.Errorf("a column named by its place: %q %q", c.Position, c.Unit)
	}
}
