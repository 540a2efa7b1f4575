package review

import (
	"testing"

	"kaocha/data/cadre"
)

func TestProgressCountsStagesAndBlockers(t *testing.T) {
	d := fullRound(t, "fafu-probation", 4)
	d.Round.Deadline = cadre.MustDate("2025.12.19")
	for i, f := range d.Files {
		f.Subject.Stage = "voting"
		if i == 3 {
			f.Subject.Stage = "committee"
		}
	}
	d.Files[0].Subject.Tally, d.Files[1].Subject.Tally = nil, nil
	p := ProgressOf(d)
	at := d.Scheme.StageIndex("voting")
	if n := len(p.Stages[at].Files); n != 3 || len(p.Stages[at].Held) != 2 || p.Bottleneck != at {
		t.Fatalf("voting has %d, %d held, bottleneck %d", n, len(p.Stages[at].Held), p.Bottleneck)
	}
	if h := p.Stages[at].Held[0]; h.File != d.Files[0] || h.Next.Key != "talking" || h.Unmet[0].Text != "民主测评结果未录入" {
		t.Errorf("held: %+v", h)
	}
	if b := p.Blockers[0]; b.Text != "民主测评结果未录入" || len(b.People) != 2 || b.Stage != "个别谈话" {
		t.Errorf("first blocker %+v", b)
	}
	if p.Materials[Signed] != 4*len(d.Scheme.Material) {
		t.Errorf("materials %v", p.Materials)
	}
	// Everybody's probation ends 2025.11.10: talks are due 12 days later, which
	// is before the round's own deadline.
	if x := p.Deadlines[0]; x.Name != "个别谈话" || x.Date != cadre.MustDate("2025.11.22") || x.People != 3 {
		t.Errorf("first deadline %+v", x)
	}
	found := false
	for _, x := range p.Deadlines {
		found = found || x.Name == "报送截止" && x.People == 0
	}
	if !found {
		t.Errorf("no deadline of the round: %+v", p.Deadlines)
	}
}

func TestWarningsAndEndedSubjectsDoNotBlock(t *testing.T) {
	d := fullRound(t, "fafu-probation", 2)
	d.Files[0].Subject.Stage = "formal"
	d.Files[1].Subject.Stage = "collecting"
	d.Today = cadre.MustDate("2025.06.01") // probation not over: only a warning
	d.Files[1].Subject.Moves = nil
	p := ProgressOf(d)
	if p.Ended != 1 || p.Bottleneck != -1 || len(p.Blockers) != 0 {
		t.Errorf("ended %d, bottleneck %d, blockers %+v", p.Ended, p.Bottleneck, p.Blockers)
	}
}
