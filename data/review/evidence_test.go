package review

import (
	"fmt"
	"strings"
	"testing"
)

// Of the sheet's items 甲 (10) has 8 and a file, 乙 (20) has full marks and
// no evidence though one is asked for, 丙 (5) has neither points nor a demand for
// evidence, 丁 (15) is all right by a note of where its evidence lies.
func TestGapsOfASheet(t *testing.T) {
	x := Sheet{Key: "s", Name: "清单", Sections: []SheetSection{{Items: []SheetItem{{Key: "a", Name: "甲", Max: 10, Proof: "记录"}, {Key: "b", Name: "乙", Max: 20, Proof: "图片"}}}, {Items: []SheetItem{{Key: "c", Name: "丙", Max: 5}, {Key: "d", Name: "丁", Max: 15, Proof: "文件"}}}}}
	s, sub := &Scheme{Kinds: []SubjectKind{{Key: "k"}}, Sheets: []Sheet{x}}, &Subject{Kind: "k"}
	add := func(item, hash string) error {
		return s.AddEvidence(sub, Evidence{Sheet: "清单", Item: item, FileHash: hash, FileName: hash + ".docx"})
	}
	if err := add("甲", "h1"); err != nil {
		t.Fatal(err)
	}
	for i, points := range map[string]float64{"a": 8, "b": 20, "d": 15} {
		if err := s.GivePoints(sub, "s", i, "", &points, map[string]string{"a": "缺页"}[i]); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Prove(sub, "s", "d", "见档案柜"); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, g := range GapsOf(&s.Sheets[0], sub) {
		got = append(got, fmt.Sprintf("%d %s %s %s", g.Number, g.Item.Name, g.Text(), g.Reason))
	}
	if want := "1 甲 失 2 分 缺页|2 乙 缺佐证材料（图片） |3 丙 未评分 "; strings.Join(got, "|") != want {
		t.Errorf("gaps %q, want %q", strings.Join(got, "|"), want)
	}
	if err := add("a", "h1"); err == nil || !strings.Contains(err.Error(), "已经有这个文件") {
		t.Errorf("the same file twice: %v", err)
	}
	if err := add("戊", "h2"); err == nil || !strings.Contains(err.Error(), "有：甲、乙、丙、丁") {
		t.Errorf("an unknown item: %v", err)
	}
	if err := add("b", "h1"); err != nil { // one file may prove two items
		t.Error(err)
	}
	if err := s.DropEvidence(sub, "s", "甲", "别的.docx"); err == nil || !strings.Contains(err.Error(), "有：h1.docx") {
		t.Errorf("a file that is not there: %v", err)
	}
	if err := s.DropEvidence(sub, "s", "甲", "1"); err != nil || len(sub.EvidenceOf("s", "a")) != 0 || len(sub.EvidenceOf("s", "b")) != 1 {
		t.Errorf("%v, left %+v", err, sub.Evidence)
	}
}

// The mean of two scorers, 8 and 9 of 10, is 1.5 below the maximum.
func TestGapsOfSeveralScorers(t *testing.T) {
	x := &Sheet{Key: "s", Scorers: ManyScorers, Sections: []SheetSection{{Items: []SheetItem{{Key: "a", Name: "甲", Max: 10}}}}}
	sub := &Subject{}
	if g := GapsOf(x, sub); len(g) != 1 || !g[0].Unscored {
		t.Errorf("nobody scored: %+v", g)
	}
	sub.SetMark(Mark{Sheet: "s", Item: "a", Scorer: "张", Points: 8})
	sub.SetMark(Mark{Sheet: "s", Item: "a", Scorer: "李", Points: 9})
	if g := GapsOf(x, sub); len(g) != 1 || g[0].Text() != "失 1.5 分" {
		t.Errorf("%+v", g)
	}
}
