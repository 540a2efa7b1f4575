package job

import (
	"bytes"
	"context"
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kaocha/data/cadre"
	"kaocha/data/exchange/handin"
	"kaocha/data/exchange/parcel"
	"kaocha/data/review"
	"kaocha/data/store"
)

// The whole way: invitation, work at the branch, submission, slip, plan,
// acceptance, receipt, and the branch reads it.
func TestExchangeFromInvitationToReceipt(t *testing.T) {
	s, w := department(t, 3)
	b, bw := invited(t, w, "机关党总支")
	if got := b.person("干部A1"); got.Cadre.PhotoHash == "" || got.Panel == nil || got.Panel.Leader != "组长甲" || bw.Round.ID != w.Round.ID || bw.Round.SchemeText != w.Round.SchemeText {
		t.Fatalf("the round did not come whole: %+v", got)
	}
	if _, err := b.Store.Photo(ctx, b.person("干部A1").Cadre.PhotoHash); err != nil {
		t.Error(err)
	}
	if list, _, _ := b.Store.Cadres(ctx, store.CadreFilter{}); len(list) != 3 {
		t.Errorf("the branch got %d persons, not its 3", len(list))
	}
	file := []byte("PK\x03\x04 a filled form")
	b.edit("干部A0", func(f *review.File) {
		f.Cadre.Mobile = "13911112222"
		f.Subject.Talks = []review.Talk{{Interviewee: "同事丙", Date: cadre.Date{Year: 2025, Month: 12, Day: 15}, Texts: map[string]string{"merits": "踏实"}}}
		f.Subject.Report.Texts = map[string]string{"shortcomings": "创新不够"}
	})
	f := b.person("干部A0")
	yes := true
	if _, err := bw.Receive(ctx, f, &bw.Scheme.Material[3], Receipt{FileName: "汇总.xlsx", File: file, Paper: &yes}); err != nil {
		t.Fatal(err)
	}
	path := submitted(t, bw)
	if _, err := s.OpenParcel(ctx, path, "", "", nil); why(err) != parcel.UnknownKey || !strings.Contains(err.Error(), "登记卡") {
		t.Fatalf("an unknown branch: %v", err)
	}
	o := s.opened(path)
	if n := o.Plan.Count(handin.Changed); n != 1 || o.Plan.Count(handin.Unchanged) != 2 {
		t.Fatalf("%d changed: %+v", n, o.Plan.Items)
	}
	before := s.state()
	s.take(o)
	got := s.person("干部A0")
	if got.Cadre.Mobile != "13911112222" || len(got.Subject.Talks) != 1 || got.Subject.Talks[0].Texts["merits"] != "踏实" || got.Subject.Report.Texts["shortcomings"] != "创新不够" {
		t.Errorf("after taking: %+v", got.Subject)
	}
	m := got.Subject.MaterialOf("roster")
	if name, bytes, err := s.Store.File(ctx, m.FileHash); err != nil || string(bytes) != string(file) || name != "汇总.xlsx" || got.Panel == nil {
		t.Errorf("the received file: %v %q", err, name)
	}
	if _, err := s.Store.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if s.state() != before {
		t.Error("undo of the receiving does not give the state before")
	}
	h := s.take(s.opened(path)) // after the undo it may be taken again

	out, err := w.Answer(ctx, *h, s.dir, "请补材料")
	s.must(err)
	rb, err := b.OpenParcel(ctx, out.Path, "", "", nil)
	b.must(err)
	b.take(rb)
	g, err := bw.Given(ctx, "")
	b.must(err)
	p := g.Receipt.Receipt.Of(f.Subject.ID)
	if p == nil || len(p.Taken) != 4 || p.Mark() != "待补" || !slices.Contains(p.Missing, "履职工作总结") || slices.Contains(p.Missing, "考察情况汇总表") || len(p.Fix) == 0 || g.Receipt.Receipt.Note != "请补材料" {
		t.Errorf("the receipt says %+v", p)
	}
	if _, err := b.OpenParcel(ctx, out.Path, "", "", nil); why(err) != parcel.Replayed {
		t.Errorf("the receipt again: %v", err)
	}
	// Nothing changed: the next submission changes nothing.
	o = s.opened(submitted(t, bw))
	if n := o.Plan.Count(handin.Unchanged); n != 3 || o.Manifest.Seq != 2 {
		t.Errorf("%d of 3 unchanged in number %d", n, o.Manifest.Seq)
	}
}

// T26: refused with the reason, a line in the log, and nothing written.
func TestRefusedParcels(t *testing.T) {
	s, w := department(t, 2)
	b, bw := invited(t, w, "机关党总支")
	first := submitted(t, bw)
	b.edit("干部A0", func(f *review.File) { f.Cadre.Mobile = "1" })
	second := submitted(t, bw)
	s.take(s.opened(second))
	whole, err := os.ReadFile(second)
	s.must(err)
	third := submitted(t, bw)

	other, ow := department(t, 1) // another year's round, made apart
	_, obw := invited(t, ow, "机关党总支")
	foreign := submitted(t, obw)
	_ = other

	write := func(b []byte) string {
		p := filepath.Join(t.TempDir(), "x.kaocha")
		s.must(os.WriteFile(p, b, 0o600))
		return p
	}
	flip := bytes.Clone(whole)
	flip[len(flip)/2] ^= 1
	// A stranger who has the invitation signs with a key of his own.
	stranger, sw := invited(t, w, "文学院党总支")
	_ = stranger
	// Another school: the same round, its name changed at the branch.
	cases := []struct {
		what, path, round string
		want              parcel.Reason
	}{
		{"replay", second, "", parcel.Replayed},
		{"older", first, "", parcel.Replayed},
		{"one byte changed", write(flip), "", parcel.Damaged},
		{"half a copy", write(whole[:len(whole)*2/3]), "", parcel.Damaged},
		{"empty", write(nil), "", parcel.Damaged},
		{"something else", write([]byte("PK\x03\x04xxxxxxxxxxxxxxxxxxxxxxxxxx")), "", parcel.NotParcel},
		{"other department's", foreign, "", parcel.NoKey},
		{"unknown branch", submitted(t, sw), "", parcel.UnknownKey},
	}
	for _, c := range cases {
		before, last := s.state(), lastAction(s)
		lines, err := s.Store.ParcelLog(ctx, 0)
		s.must(err)
		_, err = s.OpenParcel(ctx, c.path, "", c.round, nil)
		if why(err) != c.want {
			t.Errorf("%s: %v, want %s", c.what, err, c.want)
		}
		log, err := s.Store.ParcelLog(ctx, 0)
		s.must(err)
		if len(log) != len(lines)+1 || log[0].What != store.ParcelRefused || log[0].Note != string(c.want) {
			t.Errorf("%s: no line in the log", c.what)
		}
		if s.state() != before || lastAction(s) != last {
			t.Errorf("%s: something was written", c.what)
		}
	}
	if _, err := s.OpenParcel(ctx, third, "", "", nil); err != nil {
		t.Errorf("the newest is refused: %v", err)
	}
	// The same file into another round, a closed one, another school's.
	r2, err := s.CreateRound(ctx, NewRound{Name: "2024年度", Scheme: "fafu-probation"})
	s.must(err)
	if _, err := s.OpenParcel(ctx, third, "", r2.ID, nil); why(err) != parcel.OtherRound {
		t.Errorf("into last year's round: %v", err)
	}
	change := func(fn func(*review.Round)) {
		r, err := s.Store.Round(ctx, w.Round.ID)
		s.must(err)
		fn(r)
		s.must(s.Store.Do(ctx, "批次", func(tx *store.Tx) error { return tx.SaveRound(r) }))
	}
	change(func(r *review.Round) { r.School = "别的大学" })
	if _, err := s.OpenParcel(ctx, third, "", "", nil); why(err) != parcel.OtherSchool {
		t.Errorf("another school: %v", err)
	}
	change(func(r *review.Round) { r.School, r.Closed = "示范大学", true })
	if _, err := s.OpenParcel(ctx, third, "", "", nil); why(err) != parcel.NotNow {
		t.Errorf("a closed round: %v", err)
	}
	change(func(r *review.Round) { r.Closed, r.SchemeText = false, r.SchemeText+"\n# changed\n" })
	if _, err := s.OpenParcel(ctx, third, "", "", nil); why(err) != parcel.OtherScheme {
		t.Errorf("another scheme: %v", err)
	}
	change(func(r *review.Round) { r.SchemeText = w.Round.SchemeText })
	p, err := s.FindPeer(ctx, "机关党总支")
	s.must(err)
	s.must(s.RevokePeer(ctx, p, "电脑更换"))
	if _, err := s.OpenParcel(ctx, third, "", "", nil); why(err) != parcel.RevokedKey {
		t.Errorf("a revoked key: %v", err)
	}
	if _, err := b.OpenParcel(ctx, third, "", "", nil); why(err) != parcel.NoKey {
		t.Errorf("the branch's own file: %v", err)
	}
	if s.RegisterPeer(ctx, *p, p.Branch, "0000") == nil {
		t.Error("a wrong fingerprint was registered")
	}
	// A round of another year that was deleted meanwhile.
	s.must(s.Store.Do(ctx, "删除", func(tx *store.Tx) error { return tx.DeleteRound(w.Round.ID) }))
	if _, err := s.OpenParcel(ctx, third, "", "", nil); why(err) != parcel.OtherRound {
		t.Errorf("a round that is not here: %v", err)
	}
}

func lastAction(s *side) int64 {
	n, err := s.Store.LastAction(ctx)
	s.must(err)
	return n
}

// Somebody changes a record between plan and acceptance, or swaps the file:
// nothing is written.
func TestTakingFailsWhole(t *testing.T) {
	s, w := department(t, 2)
	b, bw := invited(t, w, "机关党总支")
	for _, n := range []string{"干部A0", "干部A1"} {
		b.edit(n, func(f *review.File) { f.Cadre.Mobile = "13922222222" })
	}
	path := submitted(t, bw)
	o := s.opened(path)
	s.edit("干部A1", func(f *review.File) { f.Cadre.Title = "讲师" })
	before := s.state()
	if _, err := s.Take(ctx, o, nil); err == nil || s.state() != before {
		t.Errorf("a changed record: %v", err)
	}
	o = s.opened(path)
	other, err := os.ReadFile(submitted(t, bw))
	s.must(err)
	s.must(os.WriteFile(path, other, 0o600))
	if _, err := s.Take(ctx, o, nil); why(err) != parcel.Damaged || s.state() != before {
		t.Errorf("a swapped file: %v", err)
	}
	stop, cancel := context.WithCancel(ctx)
	o = s.opened(path)
	_, err = s.Take(stop, o, func(int, int, string) { cancel() })
	if err == nil || s.state() != before {
		t.Errorf("a cancelled taking: %v", err)
	}
}

// edits are changes a branch may make to one of its people.
var edits = []func(f *review.File, n int){
	func(f *review.File, n int) { f.Cadre.Mobile = fmt.Sprintf("139%08d", n) },
	func(f *review.File, n int) { f.Cadre.Title = fmt.Sprint("职称", n) },
	func(f *review.File, n int) {
		f.Cadre.Resume = append(f.Cadre.Resume, cadre.ResumeEntry{From: cadre.Date{Year: 2000 + n%20, Month: 7}, Text: "某处工作"})
	},
	func(f *review.File, n int) { f.Subject.Stage = "notified" },
	func(f *review.File, n int) {
		f.Subject.SetMaterial(review.Material{Key: "summary", State: review.Received, Pages: n})
	},
	func(f *review.File, n int) {
		f.Subject.Talks = append(f.Subject.Talks, review.Talk{Interviewee: fmt.Sprint("同事", n), Date: cadre.Date{Year: 2025, Month: 12, Day: 1 + n%28}})
	},
	func(f *review.File, n int) {
		f.Subject.Report.Texts = map[string]string{"merits": fmt.Sprint("实绩", n)}
	},
	func(f *review.File, n int) {
		f.Subject.SetOpinion(review.Opinion{Office: "branch", Text: fmt.Sprint("同意", n)})
	},
	func(f *review.File, n int) { f.Subject.Note = fmt.Sprint("备注", n) },
}

// The merge is the same whichever branch's file comes first, for any changes
// that do not contradict each other.
func TestOrderOfBranchesDoesNotMatter(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and one goroutine at a time")
	}
	for seed := range int64(6) {
		rnd := rand.New(rand.NewSource(seed))
		s, w := department(t, 4)
		var files []string
		for i, branch := range []string{"机关党总支", "文学院党总支"} {
			b, bw := invited(t, w, branch)
			for range 1 + rnd.Intn(6) {
				k, n := rnd.Intn(len(edits)), rnd.Intn(1000)
				b.edit(fmt.Sprintf("干部%c%d", 'A'+i, rnd.Intn(3)), func(f *review.File) { edits[k](f, n) })
			}
			c := &cadre.Cadre{Name: fmt.Sprintf("新人%d", i), Birth: cadre.Date{Year: 1990, Month: 1 + i}, Branch: branch, Unit: "办公室"}
			b.must(b.SaveCadre(ctx, c, portrait(t, 900+i)))
			_, err := bw.AddSubjects(ctx, []string{c.ID}, "")
			b.must(err)
			files = append(files, submitted(t, bw))
			// The department works on somebody the branch leaves alone.
			s.edit(fmt.Sprintf("干部%c3", 'A'+i), func(f *review.File) { f.Cadre.Title = "讲师" })
		}
		for _, f := range files {
			s.opened(f) // registers the keys
		}
		a, b := s.takenIn(files[0], files[1]), s.takenIn(files[1], files[0])
		if a != b {
			t.Errorf("seed %d: the order of the files makes a difference", seed)
		}
		if !strings.Contains(a, "新人0") || !strings.Contains(a, "新人1") || !strings.Contains(a, "讲师") {
			t.Errorf("seed %d: not all of it is there", seed)
		}
	}
}

// takenIn is what a copy of the database records after taking files in an order.
func (s *side) takenIn(files ...string) string {
	s.t.Helper()
	at := filepath.Join(s.t.TempDir(), "组织部.db")
	s.must(s.Store.Backup(ctx, at))
	ss, err := Open(at, "组织部")
	s.must(err)
	defer ss.Close()
	c := &side{ss, s.t, ""}
	for _, f := range files {
		o := c.opened(f)
		if o.Plan.Count(handin.New) != 1 || o.Plan.Count(handin.Changed) == 0 || o.Plan.Count(handin.Conflict) != 0 {
			s.t.Fatalf("plan: %+v", o.Plan.Items)
		}
		c.take(o)
	}
	return c.records()
}

// A second invitation brings the department's changes without losing the
// branch's own work; a wrong passphrase opens nothing.
func TestSecondInvitation(t *testing.T) {
	s, w := department(t, 2)
	b, bw := invited(t, w, "机关党总支")
	b.edit("干部A0", func(f *review.File) { f.Cadre.Mobile = "13922222222" })
	s.edit("干部A1", func(f *review.File) { f.Cadre.Title = "讲师" })
	out, err := w.Invite(ctx, "机关", s.dir, "1234-5678-90", nil)
	s.must(err)
	if _, err := b.OpenParcel(ctx, out.Path, "1234567891", "", nil); why(err) != parcel.NoKey {
		t.Errorf("wrong passphrase: %v", err)
	}
	o, err := b.OpenParcel(ctx, out.Path, "1234567890", "", nil)
	b.must(err)
	if o.Changed || o.Plan.Count(handin.Changed) != 1 || o.Plan.Count(handin.Conflict) != 0 {
		t.Errorf("plan %+v", o.Plan.Items)
	}
	b.take(o)
	if b.person("干部A0").Cadre.Mobile != "13922222222" || b.person("干部A1").Cadre.Title != "讲师" {
		t.Error("the second invitation did not merge")
	}
	if _, err := b.OpenParcel(ctx, out.Path, "1234567890", "", nil); why(err) != parcel.Replayed {
		t.Errorf("again: %v", err)
	}
	if _, err := bw.Invite(ctx, "机关党总支", b.dir, "", nil); err == nil {
		t.Error("a branch gave the round to others")
	}
	if _, err := w.Submit(ctx, "", s.dir, nil); err == nil {
		t.Error("the department handed in to itself")
	}
	// Once its key is registered the branch needs no passphrase.
	s.opened(submitted(t, bw))
	if out, err = w.Invite(ctx, "机关党总支", s.dir, "", nil); err != nil || out.Passphrase != "" {
		t.Fatalf("%v %q", err, out.Passphrase)
	}
	if o, err = b.OpenParcel(ctx, out.Path, "", "", nil); err != nil || o.Plan == nil {
		t.Error(err)
	}
}

// Before a submission changes anything here, all that is here is in a backup.
func TestASubmissionIsTakenAfterABackup(t *testing.T) {
	d, w := department(t, 1)
	b, bw := invited(t, w, "文学院党总支")
	b.edit("干部B0", func(f *review.File) { f.Cadre.Mobile = "13911112222" })
	o := d.opened(submitted(t, bw))
	d.edit("干部B0", func(f *review.File) { f.Cadre.NativePlace = "某省某县" })
	last, err := d.Store.LastAction(ctx)
	d.must(err)
	o = d.opened(o.Path)
	d.take(o)
	have := d.Backups()
	if len(have) == 0 {
		t.Fatal("no backup was made")
	}
	c, err := store.CountsOf(ctx, have[0].Path)
	d.must(err)
	if ok, why := store.CheckFile(have[0].Path); !ok || c.Steps != last {
		t.Errorf("the backup is good: %v %s; it has %d steps, want %d", ok, why, c.Steps, last)
	}
	n := len(have)
	d.must(d.Store.Log(ctx, store.LogExport, "x", store.Detail{}))
	if _, err := d.Take(ctx, o, nil); err == nil { // the record has changed: refused, and yet the backup is there
		t.Error("taken twice")
	}
	if len(d.Backups()) != n+1 {
		t.Errorf("%d backups, want %d", len(d.Backups()), n+1)
	}
}

// A folder that is not there yet is made; no file takes its name.
func TestParcelGoesIntoANewFolder(t *testing.T) {
	_, w := department(t, 2)
	dir := filepath.Join(t.TempDir(), "报送", "十二月")
	out, err := w.Invite(ctx, "机关党总支", dir, "", nil)
	if err != nil || filepath.Dir(out.Path) != dir || filepath.Ext(out.Path) == "" {
		t.Fatalf("%+v, %v", out, err)
	}
	if out, err = w.Invite(ctx, "机关党总支", filepath.Join(dir, "邀请"+filepath.Ext(out.Path)), "", nil); err != nil || filepath.Dir(out.Path) != dir {
		t.Errorf("a file by its name: %+v, %v", out, err)
	}
}
