package sample

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"kaocha/data/cadre"
	"kaocha/data/review"
)

// notShown are the rules that no subject of the sample breaks, with the reason.
var notShown = map[string]string{
	"age.limit": "everybody is of working age", "work.age": "everybody is of working age",
	"id.form": "the roster for practising the import has a bad ID number; the register has none", "id.old": "as id.form",
	"decision.advice": "no decision has been taken in this round", "decision.date": "as decision.advice",
	"decision.early": "as decision.advice", "decision.grade": "as decision.advice", "decision.months": "as decision.advice",
	"decision.order": "as decision.advice", "decision.outcome": "as decision.advice", "decision.stage": "as decision.advice",
	"decision.register": "as decision.advice", "doc.section": "the sample's received files have one section",
	"doc.picture":    "a scan of a page in a Word file would have to be a picture of real size",
	"material.state": "cannot be entered, only come from a damaged record", "material.unknown": "as material.state",
	"opinion.office": "as material.state", "report.unknown": "as material.state", "stage.unknown": "as material.state",
	"subject.cadre": "as material.state", "round.twice": "refused when a person is added",
	"panel.leader": "would touch the complete files of the panel", "panel.size": "as panel.leader",
	"round.dates": "belongs to the whole round", "tally.group": "the scheme has one voter group",
	"tally.group-missing": "as tally.group", "tally.group-twice": "as tally.group", "tally.item": "as material.state",
	"material.stale": "fires in the sample of the leading cadres",
	"copy.event":     "fires in the sample of the candidates",
	"tally.absurd":   "told at once when it is typed", "tally.negative": "as tally.absurd",
}

// rules lists the identifiers of all rules, as the checkers' sources name them.
func rules(t *testing.T) []string {
	t.Helper()
	name := regexp.MustCompile(`"([a-z]+\.[a-z]+(?:-[a-z]+)*)"`)
	var out []string
	for _, pattern := range []string{"../../data/review/check*.go", "../../data/review/tally.go", "../../data/cadre/check*.go"} {
		files, err := filepath.Glob(filepath.FromSlash(pattern))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %v, %v", pattern, files, err)
		}
		for _, f := range files {
			if match, _ := filepath.Match("*_test.go", filepath.Base(f)); match || filepath.Base(f) == "check_assess.go" {
				continue // those of assessments by points fire in their own test
			}
			b, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range name.FindAllSubmatch(b, -1) {
				if r := string(m[1]); !slices.Contains(out, r) {
					out = append(out, r)
				}
			}
		}
	}
	if len(out) < 80 {
		t.Fatalf("only %d rules found: %v", len(out), out)
	}
	return out
}

// Every rule of the checker fires somewhere in the sample.
func TestEveryRuleFires(t *testing.T) {
	fired := map[string]bool{}
	for _, f := range review.Check(built().Dossier()) {
		fired[f.Rule] = true
	}
	for _, r := range rules(t) {
		switch _, excused := notShown[r]; {
		case fired[r] && excused:
			t.Errorf("%s fires, so it need not be excused", r)
		case !fired[r] && !excused:
			t.Errorf("%s does not fire", r)
		}
	}
}

// The complete subjects have nothing against them, on the sample's day and
// later, and those with the branch may be handed in.
func TestCompleteSubjectsAreClean(t *testing.T) {
	s := built()
	d := s.Dossier()
	ready := map[string]bool{}
	for i, p := range plans {
		if p.ready {
			ready[s.Subjects[i].ID] = true
		}
	}
	if len(ready) < 8 {
		t.Errorf("only %d complete", len(ready))
	}
	for _, day := range []string{"2028.02.01", Today.String()} {
		d.Today = cadre.MustDate(day)
		for _, f := range review.Check(d) {
			if ready[f.Subject] && f.Severity > review.Note {
				t.Errorf("%s, %s %s: %s", day, f.Person, f.Rule, f.Message)
			}
		}
	}
	for _, f := range d.Files {
		if ready[f.Subject.ID] && f.Subject.Stage == "branch-review" {
			if missing := review.Blocked(d, f, "submitted"); len(missing) > 0 {
				t.Errorf("%s cannot be handed in: %v", f.Cadre.Name, missing)
			}
		}
	}
}

// A waiver is kept under the key of a finding that is there.
func TestWaivers(t *testing.T) {
	s := built()
	if len(s.Waivers) != len(waived) {
		t.Fatalf("%d waivers, want %d", len(s.Waivers), len(waived))
	}
	n := 0
	for _, f := range review.Check(s.Dossier()) {
		if f.Waived != "" {
			n++
		}
	}
	if n != len(waived) {
		t.Errorf("%d findings are waived, want %d", n, len(waived))
	}
}

// The received files are as wrong as meant: what was measured says so.
func TestReceivedFiles(t *testing.T) {
	s := built()
	facts := func(i int) *review.DocFacts { return s.Subjects[i].MaterialOf("summary").Facts }
	right := facts(5)
	if right.Title != "履职工作总结" || right.PaperW != 184 || right.PaperH != 260 || right.Fonts[0] != "仿宋" || right.Sizes[0] != 15 ||
		right.Lines[0] != "固定值 25 磅" || len(right.Deviations) != 0 {
		t.Errorf("the right one: %+v", right)
	}
	if f := facts(international); f.Title == right.Title || f.PaperW != 184 || f.Fonts[0] != "仿宋" {
		t.Errorf("wrong title: %s %v", f.Title, f.Fonts)
	}
	if f := facts(league); f.Fonts[0] != "宋体" || f.Sizes[0] != 14 || f.Lines[0] == right.Lines[0] {
		t.Errorf("wrong type: %v %v %v", f.Fonts, f.Sizes, f.Lines)
	}
	if f := facts(office); f.PaperW != 210 || f.PaperH != 297 {
		t.Errorf("wrong paper: %v×%v", f.PaperW, f.PaperH)
	}
	if f := facts(career); f.Chars > 1200 || f.Chars < 300 {
		t.Errorf("too short: %d", f.Chars)
	}
	for _, f := range s.Files {
		if m := s.Subjects[f.SubjectIndex].MaterialOf(f.MaterialKey); m.FileHash != hashOf(f.Docx) || m.FileName != f.Name {
			t.Errorf("%s: not the material's file", f.Name)
		}
	}
}
