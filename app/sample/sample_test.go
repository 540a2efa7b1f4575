package sample

import (
	"bytes"
	"image/jpeg"
	"reflect"
	"strings"
	"sync"
	"testing"

	"kaocha/data/cadre"
	"kaocha/data/cadre/idnum"
	"kaocha/data/review"
)

// The sample, and what it is before the faults, for the tests that only read.
var (
	built  = sync.OnceValue(Build)
	drafts = sync.OnceValue(draft)
)

func TestSameEveryTime(t *testing.T) {
	if a, b := built(), Build(); !reflect.DeepEqual(a, b) {
		t.Error("two builds differ")
	}
}

func TestShape(t *testing.T) {
	s := built()
	for what, n := range map[string][2]int{"cadres": {len(s.Cadres), 36}, "subjects": {len(s.Subjects), 24},
		"branches": {len(s.Branches), 6}, "panels": {len(s.Panels), 6}} {
		if n[0] != n[1] {
			t.Errorf("%s: %d, want %d", what, n[0], n[1])
		}
	}
	used := map[string]int{}
	for _, p := range s.Cadres {
		used[p.Cadre.Branch]++
	}
	if len(used) != 6 {
		t.Errorf("branches with people: %v", used)
	}
	for _, p := range drafts().Panels {
		if p.Leader == "" || len(p.Members) < 2 || len(p.Members) > 4 {
			t.Errorf("%s: %v", p.Name, p.All())
		}
	}
	stages := map[string]bool{}
	for _, sub := range s.Subjects {
		stages[sub.Stage] = true
	}
	if len(stages) < 10 {
		t.Errorf("only %d stages: %v", len(stages), stages)
	}
}

func TestNames(t *testing.T) {
	s := built()
	count, all := map[string]int{}, ""
	for _, p := range s.Cadres {
		count[p.Cadre.Name]++
		all += p.Cadre.Name + " "
	}
	if count["陈粟"] != 2 || len(count) != 35 {
		t.Errorf("want one pair of namesakes: %v", count)
	}
	for _, want := range []string{"欧阳", "诸葛", "司徒", "堃", "喆", "𬭎", "·"} {
		if !strings.Contains(all, want) {
			t.Errorf("no name with %s", want)
		}
	}
	ids := map[string]bool{}
	for _, p := range s.Cadres {
		if c := p.Cadre; ids[c.IDNumber] || ids[c.StaffNo] || ids[c.ID] {
			t.Errorf("%s: a number twice", c.Name)
		}
		ids[p.Cadre.IDNumber], ids[p.Cadre.StaffNo], ids[p.Cadre.ID] = true, true, true
	}
}

// Identity numbers are valid, of no real region, and fit the person; telephone
// numbers are of no real network.
func TestNumbers(t *testing.T) {
	for _, p := range drafts().Cadres {
		c := p.Cadre
		id, err := idnum.Parse(c.IDNumber)
		if err != nil || !strings.HasPrefix(c.IDNumber, "999999") {
			t.Errorf("%s: %s %v", c.Name, c.IDNumber, err)
		}
		if c.IDNumber[6:12] != c.Birth.Compact() || id.Male != (c.Sex == "男") {
			t.Errorf("%s %s %s: %s", c.Name, c.Sex, c.Birth, c.IDNumber)
		}
		if !strings.HasPrefix(c.Mobile, "000") || len(c.Mobile) != 11 || !strings.HasPrefix(c.OfficePhone, "000-") {
			t.Errorf("%s: %s %s", c.Name, c.Mobile, c.OfficePhone)
		}
	}
}

func TestAges(t *testing.T) {
	for _, p := range drafts().Cadres {
		c := p.Cadre
		if age := cadre.AgeAt(c.Birth, Today); age < 30 || age > 52 {
			t.Errorf("%s is %d", c.Name, age)
		}
		if c.FullTime.Level == "" || c.Title == "" || c.Duties == "" || c.Training == "" || c.YearResults == "" || c.Rewards == "" {
			t.Errorf("%s: a part is empty", c.Name)
		}
		if work := cadre.AgeAt(c.Birth, c.WorkStart); work < 20 || work > 30 {
			t.Errorf("%s began work at %d", c.Name, work)
		}
		if n := len(c.Family); n < 2 || n > 6 {
			t.Errorf("%s: %d in the family", c.Name, n)
		}
		for _, f := range c.Family {
			years := f.Birth.Year - c.Birth.Year
			switch f.Relation {
			case "父亲", "母亲":
				if years > -20 || years < -36 {
					t.Errorf("%s: %s born %s", c.Name, f.Relation, f.Birth)
				}
			case "儿子", "女儿":
				if years < 22 || years > 40 || Today.Before(f.Birth) {
					t.Errorf("%s: %s born %s", c.Name, f.Relation, f.Birth)
				}
			}
		}
		sorted := append([]cadre.FamilyMember(nil), c.Family...)
		cadre.SortFamily(sorted)
		if !reflect.DeepEqual(sorted, c.Family) {
			t.Errorf("%s: family not in filing order: %v", c.Name, c.Family)
		}
	}
}

// Résumés run without a gap or overlap from school to the present post, until
// the deliberate faults are put in.
func TestResumes(t *testing.T) {
	for _, p := range drafts().Cadres {
		c := p.Cadre
		if n := len(c.Resume); n < 4 || n > 9 {
			t.Errorf("%s: %d entries", c.Name, n)
		}
		for k := 1; k < len(c.Resume); k++ {
			if c.Resume[k-1].To != c.Resume[k].From {
				t.Errorf("%s: a break\n%s", c.Name, cadre.FormatResume(c.Resume))
			}
			if !c.Resume[k].To.IsZero() && !c.Resume[k].From.Before(c.Resume[k].To) {
				t.Errorf("%s: %s", c.Name, c.Resume[k].Period())
			}
		}
		last := c.Resume[len(c.Resume)-1]
		if !last.To.IsZero() || !strings.Contains(last.Text, c.Position) || last.From != c.PositionSince {
			t.Errorf("%s: last entry %+v", c.Name, last)
		}
		if got := cadre.ParseResume(cadre.FormatResume(c.Resume)); !reflect.DeepEqual(got, c.Resume) {
			t.Errorf("%s: résumé does not survive writing and reading\n%v\n%v", c.Name, got, c.Resume)
		}
	}
}

func TestPhotos(t *testing.T) {
	seen := map[string]string{}
	for i, p := range built().Cadres {
		if i == waiting {
			if p.Photo != nil || p.Cadre.PhotoHash != "" {
				t.Errorf("%s should have no photo", p.Cadre.Name)
			}
			continue
		}
		img, err := jpeg.Decode(bytes.NewReader(p.Photo))
		if err != nil {
			t.Fatalf("%s: %v", p.Cadre.Name, err)
		}
		if b := img.Bounds(); b.Dx() != 360 || b.Dy() != 480 {
			t.Errorf("%s: %v", p.Cadre.Name, b)
		}
		if len(p.Photo) > 20<<10 || string(p.Photo[6:10]) != "JFIF" {
			t.Errorf("%s: %d bytes, %q", p.Cadre.Name, len(p.Photo), p.Photo[6:10])
		}
		if other := seen[string(p.Photo)]; other != "" {
			t.Errorf("%s looks like %s", p.Cadre.Name, other)
		}
		seen[string(p.Photo)] = p.Cadre.Name
	}
}

// Texts keep to the lengths that are asked for, use none of the words that
// review texts avoid (DOMAIN 2.7), and are no copies of each other but for one.
func TestTexts(t *testing.T) {
	s := built()
	d := s.Dossier()
	var names, sums, reports []string
	for _, f := range d.Files {
		m := f.Subject.MaterialOf("summary")
		text := m.Text
		if m.Facts != nil {
			text = m.Facts.Text
		}
		if text != "" && f.Subject.ID != s.Subjects[career].ID {
			if n := review.Chars(text); n < 1650 || n > 2300 {
				t.Errorf("%s: summary of %d characters", f.Cadre.Name, n)
			}
			for _, head := range []string{"一、", "二、", "三、", "四、"} {
				if !strings.Contains(text, "\n"+head) {
					t.Errorf("%s: no heading %s", f.Cadre.Name, head)
				}
			}
		}
		r := f.Subject.Report.Texts
		body := r["merits"] + r["shortcomings"]
		if n := review.Chars(body); r["shortcomings"] != "" && f.Subject.ID != s.Subjects[network].ID && (n < 600 || n > 1300) {
			t.Errorf("%s: report of %d characters", f.Cadre.Name, n)
		}
		for _, bad := range []string{"非常", "十分", "很", "{"} {
			if strings.Contains(text+body, bad) {
				t.Errorf("%s: the texts say %s", f.Cadre.Name, bad)
			}
		}
		names, sums, reports = append(names, f.Cadre.Name), append(sums, text), append(reports, body)
	}
	alike(t, "summary", names, sums, 1)
	alike(t, "report", names, reports, 1)
}

func alike(t *testing.T, what string, names, texts []string, want int) {
	t.Helper()
	pairs, most := 0, 0.0
	for i := range texts {
		for k := range i {
			switch sim := review.Similarity(texts[i], texts[k]); {
			case sim >= 0.2:
				t.Logf("%s: %s and %s %.2f", what, names[k], names[i], sim)
				pairs++
			default:
				most = max(most, sim)
			}
		}
	}
	if pairs != want {
		t.Errorf("%s: %d copied pairs, want %d", what, pairs, want)
	}
	t.Logf("%s: the others at most %.3f alike", what, most)
}
