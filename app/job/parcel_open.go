package job

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"kaocha/data/exchange/handin"
	"kaocha/data/exchange/parcel"
	"kaocha/data/review"
	"kaocha/data/safefile"
	"kaocha/data/store"
)

// Opened is a parcel that was opened and read through: every byte of it was
// checked, and nothing is written yet.
type Opened struct {
	Path     string
	Manifest parcel.Manifest
	Hash     string
	Peer     *review.Peer    // the sender: registered, or to be registered when the refusal says UnknownKey
	Plan     *handin.Plan    // of an invitation or a submission
	Answer   *review.Receipt // of a receipt
	Scheme   *review.Scheme
	Round    *review.Round // ours; nil before the first invitation is taken
	Changed  bool          // an invitation by another department's key than before

	records []byte
	scheme  []byte
	unlock  parcel.Unlock
}

// Fingerprint is the sender's.
func (o *Opened) Fingerprint() string { return parcel.Fingerprint(o.Manifest.Key) }

// Said puts a text into the words of the parcel's scheme, as far as it is known.
func (o *Opened) Said(text string) string {
	s := o.Scheme
	if s == nil && o.scheme != nil {
		s, _ = review.LoadScheme("", o.scheme) // what is wrong with it is told elsewhere
	}
	if s == nil && o.Round != nil {
		s, _ = review.LoadScheme("", []byte(o.Round.SchemeText))
	}
	return s.Said(text)
}

// Locked tells that a parcel can only be opened with a passphrase.
func Locked(path string) (bool, error) {
	f, err := os.Open(path)
	if err != nil {
		return false, safefile.ExplainRead(path, err)
	}
	defer f.Close()
	h, err := parcel.Peek(bufio.NewReaderSize(f, 64<<10))
	if err != nil {
		return false, ofFile(path, err)
	}
	return h.Passphrase, nil
}

// ofFile says which file a refusal is about: several may have been given. That it
// was not taken is said once.
func ofFile(path string, err error) error {
	if r := parcel.AsRefusal(err); r != nil {
		r.Text = strings.TrimSuffix(strings.NewReplacer("，没有接收；", "；", "，没有接收。", "。").Replace(r.Text), "，没有接收")
	}
	return fmt.Errorf("“%s”没有接收：%w", filepath.Base(path), err)
}

// OpenParcel opens any parcel, checks all of it and plans what taking it would
// do. round is the round it is expected for, "" for any. A refusal is logged
// and told; with parcel.UnknownKey the parcel comes back beside it, so that the
// key can be registered.
func (s *Session) OpenParcel(ctx context.Context, path, passphrase, round string, progress func(done, total int, name string)) (*Opened, error) {
	if err := s.mayExchange(); err != nil {
		return nil, err
	}
	keys, err := s.ExchangeKeys(ctx)
	if err != nil {
		return nil, err
	}
	former, err := s.formerKeys(ctx)
	if err != nil {
		return nil, err
	}
	o := &Opened{Path: path, unlock: parcel.Unlock{Keys: keys, Passphrase: passphrase, Former: former}}
	err = o.read(ctx, progress, nil)
	if err == nil {
		if err := s.mayTake(&o.Manifest); err != nil {
			return nil, err
		}
		err = s.judgeParcel(ctx, o, round)
	}
	if r := parcel.AsRefusal(err); r != nil {
		if e := s.logRefusal(ctx, o, r); e != nil {
			return nil, e
		}
		if r.Reason == parcel.UnknownKey {
			return o, err
		}
		r.Text = o.Said(r.Text)
		return nil, ofFile(path, err)
	}
	if err != nil {
		return nil, err
	}
	return o, nil
}

func (s *Session) logRefusal(ctx context.Context, o *Opened, r *parcel.Refusal) error {
	if ro, _ := s.Store.ReadOnly(); ro {
		return nil
	}
	if locked, _ := Locked(o.Path); locked && o.unlock.Passphrase == "" {
		return nil // who is asked for a passphrase did nothing wrong yet
	}
	m := &o.Manifest
	return s.Store.Do(ctx, "拒收文件", func(tx *store.Tx) error {
		return tx.LogParcel(store.ParcelLine{What: store.ParcelRefused, Kind: string(m.Kind), RoundID: m.RoundID, Branch: m.Branch, Seq: m.Seq,
			Peer: parcel.Fingerprint(m.Key), Hash: o.Hash, File: filepath.Base(o.Path), Note: string(r.Reason)})
	})
}

// read goes through the whole file; each, when given, gets every entry.
func (o *Opened) read(ctx context.Context, progress func(done, total int, name string), each func(parcel.Entry, []byte) error) error {
	f, err := os.Open(o.Path)
	if err != nil {
		return safefile.ExplainRead(o.Path, err)
	}
	defer f.Close()
	r, err := parcel.Open(f, o.unlock)
	if err != nil {
		return err
	}
	if o.Hash != "" && o.Hash != r.Hash {
		return parcel.Refuse(parcel.Damaged, "文件在列出计划之后被换过，没有接收；请重新打开，再核对一次")
	}
	o.Manifest, o.Hash = r.Manifest, r.Hash
	n, total := 0, len(r.Manifest.Entries)
	return r.Each(func(e parcel.Entry, b []byte) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		if n++; progress != nil {
			progress(n, total, e.Name)
		}
		switch e.Name {
		case parcel.Records, parcel.Answer:
			o.records = b
		case parcel.SchemeText:
			o.scheme = b
		}
		if each != nil {
			return each(e, b)
		}
		return nil
	})
}

// judgeParcel decides whether a parcel that is whole and signed may be taken.
func (s *Session) judgeParcel(ctx context.Context, o *Opened, round string) error {
	m := &o.Manifest
	all, err := s.Store.Rounds(ctx)
	if err != nil {
		return err
	}
	for i := range all {
		if all[i].ID == m.RoundID {
			o.Round = &all[i]
		}
	}
	if o.Peer, err = s.Store.Peer(ctx, m.Key); err != nil {
		return err
	}
	ours, err := s.ownKeys(ctx)
	if err != nil {
		return err
	}
	switch {
	case round != "" && round != m.RoundID, o.Round == nil && m.Kind != parcel.Invitation:
		return s.foreignRound(ctx, o, round)
	case o.Round != nil && o.Round.School != m.School && m.Kind != parcel.Receipt:
		return parcel.Refuse(parcel.OtherSchool, "这是“%s”的文件，本批次属于“%s”，没有接收", m.School, o.Round.School)
	case ours[m.Key]:
		return parcel.Refuse(parcel.NotNow, "这是本机写出的%s文件，要由对方打开", m.Kind.Name())
	case o.Round != nil && o.Round.Closed:
		return parcel.Refuse(parcel.NotNow, "批次“%s”已归档，不能再接收；确需接收请先取消归档", o.Round.Name)
	case o.Peer != nil && o.Peer.Revoked != "":
		return parcel.Refuse(parcel.RevokedKey, "签名用的密钥已停用（%s），没有接收；请与“%s”核实", o.Peer.Revoked, m.Branch)
	}
	switch m.Kind {
	case parcel.Invitation:
		return s.judgeInvitation(ctx, o)
	case parcel.Submission:
		return s.judgeSubmission(ctx, o)
	}
	return s.judgeReceipt(ctx, o)
}

func (s *Session) foreignRound(ctx context.Context, o *Opened, round string) error {
	m := &o.Manifest
	if o.Round != nil {
		r, err := s.Store.Round(ctx, round)
		if err != nil {
			return err
		}
		return parcel.Refuse(parcel.OtherRound, "这个文件属于批次“%s”，不是“%s”，没有接收；请到那个批次里打开", o.Round.Name, r.Name)
	}
	return parcel.Refuse(parcel.OtherRound, "这个文件属于“%s”的批次“%s”，本库没有这个批次（可能是别的年度的，或那边没有用组织部的邀请文件建批次），没有接收", m.School, m.Round)
}

// base reads the records that were last exchanged about a branch: the last
// parcel of the kind that was taken, whoever signed it, else the invitation that
// this one answers; nil when there is none. given is the invitation that this one
// answers when it is a later one than the last parcel answered.
func (s *Session) base(ctx context.Context, list []review.Handover, m *parcel.Manifest) (base, given *handin.Records, err error) {
	own, err := s.ownKeys(ctx)
	if err != nil {
		return nil, nil, err
	}
	var last *review.Handover
	answered := ""
	for i := range list { // in the order they were taken
		switch h := &list[i]; {
		case h.BranchID != m.BranchID:
		case h.Kind == string(m.Kind) && !own[h.Key]:
			last = h
		case h.Hash == m.Answers && m.Answers != "":
			answered = h.Records // written by an earlier version of the program
		}
	}
	if m.Answers != "" && answered == "" {
		if answered, err = s.Store.Base(ctx, m.Answers, m.BranchID); err != nil {
			return nil, nil, err
		}
	}
	if last == nil {
		base, err = s.recordsOf(ctx, answered)
		return base, nil, err
	}
	if base, err = s.recordsOf(ctx, last.Records); err == nil && last.Answers != m.Answers {
		given, err = s.recordsOf(ctx, answered)
	}
	return base, given, err
}

// recordsOf reads stored records, nil for none.
func (s *Session) recordsOf(ctx context.Context, hash string) (*handin.Records, error) {
	if hash == "" {
		return nil, nil
	}
	_, b, err := s.Store.File(ctx, hash)
	if err != nil {
		return nil, err
	}
	return handin.ReadRecords(b)
}

// plan reads the records and compares them with ours.
func (s *Session) plan(ctx context.Context, o *Opened, base, given *handin.Records) error {
	theirs, err := handin.ReadRecords(o.records)
	if err != nil {
		return err
	}
	if err := theirs.Match(&o.Manifest); err != nil {
		return err
	}
	if o.Scheme, err = review.LoadScheme(o.Manifest.Round, o.scheme); err != nil {
		return parcel.Refuse(parcel.OtherScheme, "文件里的考核方案有误，没有接收：%v", err)
	}
	in := handin.Input{Scheme: o.Scheme, Theirs: theirs, Base: base, Given: given, Sent: handin.Touch{By: o.Manifest.By, At: o.Manifest.At}, Known: map[string]bool{}}
	if o.Manifest.Kind == parcel.Invitation {
		in.Above, in.Panels = true, map[string]string{}
		for _, p := range theirs.Panels {
			in.Panels[p.ID] = p.Name
		}
	}
	if o.Round != nil {
		panels, err := s.Store.Panels(ctx, o.Round.ID)
		if err != nil {
			return err
		}
		for _, p := range panels {
			in.Known[p.ID] = true
		}
		w := &Work{Session: s, Round: o.Round, Scheme: o.Scheme}
		if in.Waivers, err = w.waiversBySubject(ctx); err != nil {
			return err
		}
		in.Events = o.Round.Events
		if err := s.Store.EachFile(ctx, o.Round.ID, func(f *review.File) error {
			in.Ours = append(in.Ours, f)
			if in.Panels != nil && f.Panel != nil {
				in.Panels[f.Panel.ID] = f.Panel.Name
			}
			return nil
		}); err != nil {
			return err
		}
	}
	for c, err := range s.Store.AllCadres(ctx, store.CadreFilter{}) {
		if err != nil {
			return err
		}
		in.Register = append(in.Register, *c)
	}
	o.Plan = handin.MakePlan(in)
	return s.blame(ctx, o.Plan)
}

// blame finds out who gave our values where there is a conflict.
func (s *Session) blame(ctx context.Context, p *handin.Plan) error {
	for _, it := range p.Items {
		if it.Kind != handin.Conflict {
			continue
		}
		var person, subject []handin.Version
		var err error
		if it.Register != nil {
			if person, err = s.versions(ctx, store.KindCadre, it.Register.ID); err != nil {
				return err
			}
		}
		if it.Ours != nil {
			if subject, err = s.versions(ctx, store.KindSubject, it.Ours.Subject.ID); err != nil {
				return err
			}
		}
		it.Blame(person, subject)
	}
	return nil
}

// versions are what a record was before each change, the latest first.
func (s *Session) versions(ctx context.Context, kind, id string) (out []handin.Version, err error) {
	list, err := s.Store.History(ctx, kind, id)
	if err != nil {
		return nil, err
	}
	for _, v := range list {
		x := handin.Version{Touch: handin.Touch{By: v.Action.User, At: v.Action.At}}
		into := any(&x.Before.Subject)
		if kind == store.KindCadre {
			into = &x.Before.Cadre
		}
		if v.Before != nil {
			if err := json.Unmarshal(v.Before, into); err != nil {
				return nil, err
			}
		}
		out = append(out, x)
	}
	return out, nil
}

var errNotReady = errors.New("这份文件还不能接收")

// summary names a parcel for labels and messages.
func (o *Opened) summary() string {
	return fmt.Sprintf("%s %s 第 %d 号", o.Manifest.Kind.Name(), o.Manifest.Branch, o.Manifest.Seq)
}
