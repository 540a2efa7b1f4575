package exchange

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
)

// One file without a name in it must not keep the others out.
func TestNamelessIsHeldBack(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "a.lrmx", []byte("<Person><XingMing>　</XingMing><XingBie>男</XingBie></Person>"))
	put(t, dir, "b.lrmx", []byte("<Person><XingMing>苏晓岚</XingMing></Person>"))
	b, err := Scan(context.Background(), []string{dir}, nil)
	must(t, err)
	p := MakePlan(b, nil)
	if p.Count(Doubtful) != 1 || p.Count(New) != 1 {
		t.Fatalf("items: %+v", p.Items)
	}
	if it := p.Items[0]; !it.Skip || !strings.Contains(it.Reason, "没有姓名") || !strings.Contains(it.Reason, "补上姓名") {
		t.Errorf("nameless: %+v", it)
	}
	if todo := p.Apply(); len(todo) != 1 || todo[0].Person.Cadre.Name != "苏晓岚" {
		t.Errorf("would be written: %+v", todo)
	}
	for i := range p.Items { // settling all doubts at once cannot bring it in either
		must(t, p.Items[i].Resolve(AsNew))
	}
	if todo := p.Apply(); len(todo) != 1 {
		t.Errorf("a nameless person would be written: %+v", todo)
	}
}

// A .csv that lacks the header is named as such, with what to do.
func TestCSVWithoutHeader(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "名册.csv", []byte("1,2,3\n4,5,6\n"))
	b, err := Scan(context.Background(), []string{filepath.Join(dir, "名册.csv")}, nil)
	must(t, err)
	if len(b.Problems) != 1 || !b.Problems[0].Refused || !strings.Contains(b.Problems[0].Message, "表头") || !strings.Contains(b.Problems[0].Message, "“姓名”") {
		t.Errorf("problems: %v", b.Problems)
	}
}
