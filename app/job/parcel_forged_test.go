package job

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"kaocha/data/exchange/handin"
	"kaocha/data/exchange/parcel"
	"kaocha/data/review"
	"kaocha/data/store"
)

// forged writes a parcel past the program: any manifest, any content, any key.
func forged(t *testing.T, m parcel.Manifest, list []parcel.Content, by *parcel.Keys, to string) string {
	t.Helper()
	lock, err := parcel.For(to)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if _, err := parcel.Write(&b, &m, list, by, lock, func(int, int) error { return nil }); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "x.kaocha")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// T25, T26: what somebody with a key, even a registered one, could make by hand:
// refused, logged, nothing written.
func TestHandMadeParcelsAreRefused(t *testing.T) {
	s, w := department(t, 2)
	b, bw := invited(t, w, "机关党总支")
	s.opened(submitted(t, bw)) // registers the key
	keys, err := b.ExchangeKeys(ctx)
	b.must(err)
	own, err := s.ExchangeKeys(ctx)
	s.must(err)
	stranger, err := parcel.NewKeys()
	s.must(err)
	g, err := bw.Given(ctx, "")
	b.must(err)
	branch, err := bw.Store.Branch(ctx, g.Invitation.BranchID)
	b.must(err)
	branches, err := w.Store.Branches(ctx, w.Round.ID)
	s.must(err)

	build := func(spoil func(*handin.Records)) []parcel.Content {
		r, _, err := bw.records(ctx, *branch, true)
		b.must(err)
		list, err := bw.contents(ctx, r)
		b.must(err)
		spoil(r)
		text, err := json.Marshal(r) // not Marshal, which makes names plain
		b.must(err)
		list[0] = parcel.Bytes(parcel.Records, text)
		return list
	}
	as := func(fn func(*parcel.Manifest)) parcel.Manifest {
		m := parcel.Manifest{Kind: parcel.Submission, School: w.Round.School, RoundID: w.Round.ID, Round: w.Round.Name, BranchID: branch.ID, Branch: branch.Name, Seq: 9, Counts: map[string]int{handin.CountPeople: 2}}
		fn(&m)
		return m
	}
	none, plain := func(*handin.Records) {}, func(*parcel.Manifest) {}
	file := func(name string) func(*handin.Records) {
		return func(r *handin.Records) {
			r.People[0].Subject.Materials = []review.Material{{Key: "summary", FileName: name}}
		}
	}
	for _, c := range []struct {
		what string
		m    parcel.Manifest
		list []parcel.Content
		by   *parcel.Keys
		want parcel.Reason
	}{
		{"a stranger in the branch's name", as(plain), build(none), stranger, parcel.UnknownKey},
		{"a registered branch in another's name", as(func(m *parcel.Manifest) { m.Branch, m.BranchID = branches[1].Name, branches[1].ID }), build(none), keys, parcel.UnknownKey},
		{"no such branch", as(func(m *parcel.Manifest) { m.BranchID = "b?" }), build(none), keys, parcel.OtherRound},
		{"another round", as(func(m *parcel.Manifest) { m.RoundID = "r?" }), build(none), keys, parcel.OtherRound},
		{"another school", as(func(m *parcel.Manifest) { m.School = "别的大学" }), build(none), keys, parcel.OtherSchool},
		{"fewer people than told", as(plain), build(func(r *handin.Records) { r.People = r.People[:1] }), keys, parcel.Damaged},
		{"records of another round", as(plain), build(func(r *handin.Records) { r.Round.ID = "r?" }), keys, parcel.Damaged},
		{"a photo nobody has", as(plain), append(build(none), parcel.Bytes(parcel.PhotoEntry(parcel.HashOf([]byte("x"))), []byte("x"))), keys, parcel.Damaged},
		{"a photo that did not come", as(plain), build(func(r *handin.Records) { r.People[0].Cadre.PhotoHash = parcel.HashOf([]byte("x")) }), keys, parcel.Damaged},
		{"no records", as(plain), build(none)[1:], keys, parcel.Damaged},
		{"a path up", as(plain), build(file("../../x.docx")), keys, parcel.BadPath},
		{"a drive", as(plain), build(file(`C:\x.docx`)), keys, parcel.BadPath},
		{"a share", as(plain), build(file(`\\srv\x.docx`)), keys, parcel.BadPath},
		{"a device", as(plain), build(file("CON")), keys, parcel.BadPath},
		{"a stream", as(plain), build(file("a.txt:ads")), keys, parcel.BadPath},
		{"another scheme", as(plain), append(build(none)[:1], append([]parcel.Content{parcel.Bytes(parcel.SchemeText, []byte("key: x"))}, build(none)[2:]...)...), keys, parcel.OtherScheme},
		{"a receipt for the department", as(func(m *parcel.Manifest) { m.Kind = parcel.Receipt }), build(none), keys, parcel.NotNow},
		{"an invitation from a branch", as(func(m *parcel.Manifest) { m.Kind = parcel.Invitation }), build(none), keys, parcel.Forged},
		{"an invitation from a stranger", as(func(m *parcel.Manifest) { m.Kind = parcel.Invitation }), build(none), stranger, parcel.UnknownKey},
	} {
		before, lines := s.state(), logged(s)
		_, err := s.OpenParcel(ctx, forged(t, c.m, c.list, c.by, own.Recipient()), "", "", nil)
		if why(err) != c.want {
			t.Errorf("%s: %v, want %s", c.what, err, c.want)
		}
		if s.state() != before || logged(s) != lines+1 {
			t.Errorf("%s: written, or not in the log", c.what)
		}
	}
	// A good one by the same hand is taken: the cases above fail for their reasons.
	if _, err := s.OpenParcel(ctx, forged(t, as(plain), build(none), keys, own.Recipient()), "", "", nil); err != nil {
		t.Errorf("the honest file: %v", err)
	}
	// A photo that is none is found out when it is written.
	bad := build(func(r *handin.Records) { r.People[0].Cadre.PhotoHash = parcel.HashOf([]byte("no picture")) })
	for i, c := range bad {
		if _, photo, ok := parcel.BlobHash(c.Name); ok && photo {
			bad[i] = parcel.Bytes(parcel.PhotoEntry(parcel.HashOf([]byte("no picture"))), []byte("no picture"))
			break
		}
	}
	o, err := s.OpenParcel(ctx, forged(t, as(plain), bad, keys, own.Recipient()), "", "", nil)
	s.must(err)
	for _, it := range o.Plan.Items {
		it.AcceptAll(true)
	}
	before := s.state()
	if _, err := s.Take(ctx, o, nil); err == nil || s.state() != before {
		t.Errorf("a photo that is none: %v", err)
	}

	// The branch takes receipts and invitations from its department alone.
	text, err := json.Marshal(review.Receipt{Seq: 1, Hash: "x", Persons: []review.ReceiptPerson{}})
	b.must(err)
	receipt := as(func(m *parcel.Manifest) { m.Kind, m.Answers = parcel.Receipt, "x" })
	list := []parcel.Content{parcel.Bytes(parcel.Answer, text)}
	if _, err := b.OpenParcel(ctx, forged(t, receipt, list, stranger, keys.Recipient()), "", "", nil); why(err) != parcel.Forged {
		t.Errorf("a stranger's receipt: %v", err)
	}
	if _, err := b.OpenParcel(ctx, forged(t, receipt, list, own, keys.Recipient()), "", "", nil); why(err) != parcel.OtherRound {
		t.Errorf("a receipt for what was never sent: %v", err)
	}
	if _, err := b.OpenParcel(ctx, forged(t, as(func(m *parcel.Manifest) { m.Kind = parcel.Invitation }), build(none), stranger, keys.Recipient()), "", "", nil); why(err) != parcel.UnknownKey {
		t.Errorf("a stranger's invitation: %v", err)
	}
}

func logged(s *side) int {
	lines, err := s.Store.ParcelLog(ctx, 0)
	s.must(err)
	n := 0
	for _, l := range lines {
		if l.What == store.ParcelRefused {
			n++
		}
	}
	return n
}
