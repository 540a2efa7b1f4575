package forms

import (
	"testing"

	"kaocha/data/cadre"
	"kaocha/data/review"
)

// rosterInput is one subject of a scheme with two grades and two voter groups,
// weighted 60 to 40 when asked.
func rosterInput(weights bool, groups ...review.GroupCount) *Input {
	s := &review.Scheme{Name: "考核", School: "示例大学", Grades: []review.Grade{{Key: "好", Best: true, Pass: true}, {Key: "差"}},
		Vote: review.Vote{Denominator: "valid", Decimals: 1, BestName: "好评率", Empty: "renormalise", Groups: []review.Group{{Key: "a", Name: "领导"}, {Key: "b", Name: "群众"}}}}
	if weights {
		s.Vote.Groups[0].Weight, s.Vote.Groups[1].Weight = 0.6, 0.4
	}
	sub := &review.Subject{ID: "s1"}
	if len(groups) > 0 {
		sub.Tally = &review.Tally{Groups: groups}
	}
	f := &review.File{Subject: sub, Cadre: &cadre.Cadre{Name: "方例", FullTime: cadre.Education{Level: "大学"}, PartTime: cadre.Education{Level: "研究生", Degree: "法学硕士"},
		Probation: cadre.Probation{End: cadre.MustDate("2026.06")}}}
	return &Input{Scheme: s, Files: []*review.File{f}}
}

func group(key string, good, bad int) review.GroupCount {
	return review.GroupCount{Group: key, Grades: map[string]int{"好": good, "差": bad}}
}

func rosterCell(t *testing.T, in *Input, key string) (row, total RosterCell) {
	t.Helper()
	cols, rows := RosterRows(in)
	sums := RosterTotals(in, cols, rows)
	for i, c := range cols {
		if c.Key == key {
			return rows[0].Cells[i], sums.Cells[i]
		}
	}
	t.Fatalf("no column %s", key)
	return
}

func TestRosterPooled(t *testing.T) {
	in := rosterInput(false, group("a", 10, 10), group("b", 4, 1))
	// 14 of 25.
	row, total := rosterCell(t, in, "好评率")
	if row.Text != "56.0%" || total.Text != "56.0%" {
		t.Errorf("pooled %q, total %q", row.Text, total.Text)
	}
	if n, _ := rosterCell(t, in, "总票数"); n.Text != "25" {
		t.Errorf("votes %q", n.Text)
	}
	for key, want := range map[string]string{"学历学位": "大学\n在职研究生/法学硕士", "备注": "试用期延长至2026.06"} {
		if c, _ := rosterCell(t, in, key); c.Text != want {
			t.Errorf("%s %q", key, c.Text)
		}
	}
}

// 0.6 × 10/20 + 0.4 × 4/5 = 62 %; the sums have no such rate.
func TestRosterWeighted(t *testing.T) {
	in := rosterInput(true, group("a", 10, 10), group("b", 4, 1))
	if row, total := rosterCell(t, in, "好评率"); row.Text != "62.0%" || total.Text != "" {
		t.Errorf("weighted %q, total %q", row.Text, total.Text)
	}
	cols, _ := RosterRows(in)
	for _, c := range cols {
		if c.Kind == RosterRate && c.Base != "" {
			t.Errorf("%s has the base %s although the rate is weighted", c.Key, c.Base)
		}
	}
}

func TestRosterWithoutVotes(t *testing.T) {
	for _, in := range []*Input{rosterInput(false), rosterInput(false, review.GroupCount{Group: "a"}), {Files: rosterInput(false).Files}} {
		cols, rows := RosterRows(in)
		sums := RosterTotals(in, cols, rows)
		for i, c := range cols {
			if c.Kind != RosterText && c.Kind != RosterLong && (rows[0].Cells[i] != RosterCell{} || sums.Cells[i] != RosterCell{}) {
				t.Errorf("%s shows %q, total %q without any vote", c.Key, rows[0].Cells[i].Text, sums.Cells[i].Text)
			}
		}
	}
}

// Votes for a grade the scheme does not have: counts are shown, no rate.
func TestRosterWithheld(t *testing.T) {
	in := rosterInput(false, review.GroupCount{Group: "a", Grades: map[string]int{"好": 3, "优秀": 2}})
	_, rows := RosterRows(in)
	if row, _ := rosterCell(t, in, "好评率"); row.Value != nil || rows[0].Withheld == "" {
		t.Errorf("rate %q, withheld %q", row.Text, rows[0].Withheld)
	}
}
