package job

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"kaocha/data/cadre"
	"kaocha/data/exchange/parcel"
	"kaocha/data/review"
	"kaocha/data/store"
)

// side is a database of one of the two clerks.
type side struct {
	*Session
	t   testing.TB
	dir string
}

func newSide(t testing.TB, user string) *side {
	t.Helper()
	parcel.PassphraseCost = 4
	s, err := Open(filepath.Join(t.TempDir(), user+".db"), user)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	s.Now = func() time.Time { return time.Date(2025, 12, 20, 9, 0, 0, 0, time.UTC) }
	return &side{s, t, t.TempDir()}
}

func (s *side) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// portrait is a small photo, different for every n.
func portrait(t testing.TB, n int) []byte {
	t.Helper()
	im := image.NewGray(image.Rect(0, 0, 24, 32))
	for i := range im.Pix {
		im.Pix[i] = uint8(i * (n + 3))
	}
	im.Set(0, 0, color.Black)
	var b bytes.Buffer
	if err := jpeg.Encode(&b, im, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// department makes a round with two branches of three subjects each, photos and
// a panel; everybody is invented.
func department(t testing.TB, perBranch int) (*side, *Work) {
	t.Helper()
	s := newSide(t, "组织部")
	var ids []string
	for b, branch := range []string{"机关党总支", "文学院党总支"} {
		for i := range perBranch {
			c := &cadre.Cadre{Name: fmt.Sprintf("干部%c%d", 'A'+b, i), Sex: "女", Birth: cadre.Date{Year: 1980 + i%10, Month: 3}, Branch: branch, Unit: branch[:9] + "处",
				Position: "副科长", IDNumber: fmt.Sprintf("11010519801201%03dX", b*500+i), Mobile: "13000000000"}
			s.must(s.SaveCadre(ctx, c, portrait(t, b*500+i)))
			ids = append(ids, c.ID)
		}
	}
	r, err := s.CreateRound(ctx, NewRound{Name: "2025年度试用期考察", Scheme: "fafu-probation", School: "示范大学"})
	s.must(err)
	w, err := s.WorkOn(r)
	s.must(err)
	_, err = w.AddSubjects(ctx, ids, "")
	s.must(err)
	subs, err := s.Store.Subjects(ctx, r.ID)
	s.must(err)
	var in []string
	for _, x := range subs {
		in = append(in, x.ID)
	}
	s.must(w.AssignPanel(ctx, in, review.Panel{Name: "第一考察组", Leader: "组长甲", Members: []string{"成员乙"}}))
	return s, w
}

// invited is a branch that has opened its invitation.
func invited(t testing.TB, w *Work, branch string) (*side, *Work) {
	t.Helper()
	b := newSide(t, branch)
	out, err := w.Invite(ctx, branch, b.dir, "", nil)
	b.must(err)
	o, err := b.OpenParcel(ctx, out.Path, out.Passphrase, "", nil)
	b.must(err)
	_, err = b.Take(ctx, o, nil)
	b.must(err)
	bw, err := b.Work(ctx, w.Round.Name)
	b.must(err)
	return b, bw
}

// submitted writes a submission and gives its file.
func submitted(t testing.TB, w *Work) string {
	t.Helper()
	out, err := w.Submit(ctx, "", t.TempDir(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return out.Path
}

// opened opens a submission at the department, registering the key first.
func (s *side) opened(path string) *Opened {
	s.t.Helper()
	o, err := s.OpenParcel(ctx, path, "", "", nil)
	if r := parcel.AsRefusal(err); r != nil && r.Reason == parcel.UnknownKey && o != nil {
		s.must(s.RegisterPeer(ctx, *o.Peer, o.Manifest.Branch, strings.ToLower(o.Fingerprint())))
		o, err = s.OpenParcel(ctx, path, "", "", nil)
	}
	s.must(err)
	return o
}

func (s *side) take(o *Opened) *review.Handover {
	s.t.Helper()
	h, err := s.Take(ctx, o, nil)
	s.must(err)
	return h
}

// person finds a subject by name.
func (s *side) person(name string) *review.File {
	s.t.Helper()
	r, err := s.Store.Rounds(ctx)
	s.must(err)
	w, err := s.WorkOn(&r[0])
	s.must(err)
	f, err := w.Find(ctx, name)
	s.must(err)
	return f
}

// edit changes a person and subject.
func (s *side) edit(name string, fn func(*review.File)) {
	s.t.Helper()
	f := s.person(name)
	fn(f)
	s.must(s.Store.Do(ctx, "修改 "+name, func(tx *store.Tx) error {
		if err := tx.SaveCadre(f.Cadre); err != nil {
			return err
		}
		return tx.SaveSubject(f.Subject)
	}))
}

// state is everything recorded, as text.
func (s *side) state() string {
	s.t.Helper()
	list, _, err := s.Store.Cadres(ctx, store.CadreFilter{Sort: "name"})
	s.must(err)
	all := []any{list}
	rounds, err := s.Store.Rounds(ctx)
	s.must(err)
	for i := range rounds {
		w, err := s.WorkOn(&rounds[i])
		s.must(err)
		d, err := w.Dossier(ctx)
		s.must(err)
		hs, err := s.Store.Handovers(ctx, rounds[i].ID)
		s.must(err)
		d.Scheme = nil
		slices.SortFunc(d.Files, func(a, b *review.File) int { return strings.Compare(a.Subject.ID, b.Subject.ID) })
		all = append(all, d, hs)
	}
	b, err := json.MarshalIndent(all, "", " ")
	s.must(err)
	return string(b)
}

// records is state without what tells when which file was taken.
func (s *side) records() string {
	full := s.state()
	return full[:strings.LastIndex(full, "\n [\n  {\n   \"id\"")]
}

func why(err error) parcel.Reason {
	if r := parcel.AsRefusal(err); r != nil {
		return r.Reason
	}
	return parcel.Reason(fmt.Sprint(err))
}
