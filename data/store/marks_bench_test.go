package store

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"kaocha/data/review"
)

// The million marks: 20 meetings × 200 voters × 40 people × 6 items, two voter
// groups with weights.
const (
	meetings = 20
	voters   = 200
	people   = 40
)

// millionMarks fills a database with the ballots of the meetings, and a second
// file with the same marks as flat rows for a yardstick.
func millionMarks(b *testing.B) (*Store, *review.Scheme, []review.Round, string) {
	b.Helper()
	sch, text, err := review.ShippedByKey("national-probation")
	if err != nil {
		b.Fatal(err)
	}
	s, err := Open(filepath.Join(b.TempDir(), "x.db"), Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close() })
	random := rand.New(rand.NewPCG(1, 2))
	var rounds []review.Round
	var flat strings.Builder
	flat.WriteString("CREATE TABLE mark (subject INTEGER, grp TEXT, item INTEGER, grade TEXT);\nBEGIN;\n")
	for m := range meetings {
		err := s.Do(ctx, "会议", func(tx *Tx) error {
			r := review.Round{Name: fmt.Sprintf("会议 %d", m), SchemeKey: sch.Key, SchemeText: string(text)}
			if err := tx.SaveRound(&r); err != nil {
				return err
			}
			rounds = append(rounds, r)
			for p := range people {
				c := person(fmt.Sprintf("某%d之%d", m, p))
				if err := tx.SaveCadre(c); err != nil {
					return err
				}
				sub := &review.Subject{RoundID: r.ID, CadreID: c.ID, Stage: "voting", Tally: ballotsOf(sch, random, m*people+p, &flat)}
				if err := tx.SaveSubject(sub); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	flat.WriteString("COMMIT;\n")
	yard := filepath.Join(b.TempDir(), "flat.db")
	c := exec.Command("sqlite3", yard)
	c.Stdin = strings.NewReader(flat.String())
	if out, err := c.CombinedOutput(); err != nil {
		b.Skipf("no yardstick: %v %s", err, out)
	}
	b.ResetTimer()
	return s, sch, rounds, yard
}

// ballotsOf counts 200 ballots of six rows in three groups.
func ballotsOf(sch *review.Scheme, random *rand.Rand, subject int, flat *strings.Builder) *review.Tally {
	t := &review.Tally{}
	marks := sch.BallotMarks()
	for g, n := range map[string]int{"A": 20, "B": 60, "C": voters - 80} {
		c := review.NewCount(sch, g, false, "计票员")
		for range n {
			ballot := review.Ballot{}
			for i := range sch.Items {
				k := marks[min(random.IntN(6)/2+random.IntN(2), len(marks)-1)]
				ballot = append(ballot, k)
				fmt.Fprintf(flat, "INSERT INTO mark VALUES (%d,'%s',%d,'%s');\n", subject, g, i, k)
			}
			c.Add(ballot)
		}
		full := n
		group := t.GroupOf(g)
		group.Expected, group.Present, group.Issued = &full, &full, &full
		if err := t.FinishCount(sch, c); err != nil {
			panic(err)
		}
	}
	return t
}

// BenchmarkMillionMarks counts all ballots of all meetings anew out of the
// database, with voter groups and weights.
func BenchmarkMillionMarks(b *testing.B) {
	s, sch, rounds, yard := millionMarks(b)
	b.Run("ours", func(b *testing.B) {
		for b.Loop() {
			n := 0
			for i := range rounds {
				subs, err := s.Subjects(ctx, rounds[i].ID)
				if err != nil {
					b.Fatal(err)
				}
				for k := range subs {
					n += recount(sch, subs[k].Tally)
				}
			}
			if n != meetings*voters*people*6 {
				b.Fatalf("%d marks", n)
			}
		}
	})
	b.Run("sqlite3", func(b *testing.B) {
		for b.Loop() {
			out, err := exec.CommandContext(context.Background(), "sqlite3", yard, "SELECT subject, grp, item, grade, COUNT(*) FROM mark GROUP BY 1, 2, 3, 4").Output()
			if err != nil || len(out) < 1000 {
				b.Fatal(err)
			}
		}
	})
}

// recount takes the numbers from the ballots again and computes the result; it
// gives the marks counted.
func recount(sch *review.Scheme, t *review.Tally) (n int) {
	again := review.Tally{}
	for i := range t.Counts {
		g := t.Counts[i].Totals(sch)
		again.Groups = append(again.Groups, g)
		n += t.Counts[i].N() * len(sch.Items)
	}
	if r := review.Compute(sch, &again); r.Withheld != "" && !strings.Contains(r.Withheld, "没有填写") {
		panic(r.Withheld)
	}
	return n
}
