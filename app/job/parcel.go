package job

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"kaocha/data/exchange/handin"
	"kaocha/data/exchange/parcel"
	"kaocha/data/review"
	"kaocha/data/store"
	"kaocha/forms"
)

// ExchangeKeys are this database's own keys, made on first use.
func (s *Session) ExchangeKeys(ctx context.Context) (*parcel.Keys, error) {
	sign, open, ok, err := s.Store.ExchangeKeys(ctx)
	if err != nil {
		return nil, err
	}
	if ok {
		return parcel.KeysFrom(sign, open)
	}
	k, err := parcel.NewKeys()
	if err != nil {
		return nil, err
	}
	err = s.Store.Do(ctx, "生成密钥", func(tx *store.Tx) error { return tx.PutExchangeKeys(k.Secret()) })
	if err != nil {
		return nil, err
	}
	if sign, open, _, err = s.Store.ExchangeKeys(ctx); err != nil { // somebody may have been quicker
		return nil, err
	}
	return parcel.KeysFrom(sign, open)
}

// Given is what a branch knows of the department that gave it a round.
type Given struct {
	Invitation *review.Handover // the latest
	Department *review.Peer
	Receipt    *review.Handover // the latest answer, nil for none
	Sent       int              // the number of the last submission, 0 for none
}

// Given tells how a round came here; nil for a round of our own, which we give
// to others.
func (w *Work) Given(ctx context.Context) (*Given, error) {
	list, err := w.Store.Handovers(ctx, w.Round.ID)
	if err != nil {
		return nil, err
	}
	keys, err := w.ownKey(ctx)
	if err != nil {
		return nil, err
	}
	var g Given
	for i := range list {
		h := &list[i]
		switch {
		case h.Kind == string(parcel.Invitation) && h.Key != keys:
			g.Invitation = h
		case h.Kind == string(parcel.Receipt):
			g.Receipt = h
			g.Sent = max(g.Sent, h.Receipt.Seq)
		}
	}
	if g.Invitation == nil {
		return nil, nil
	}
	n, err := w.Store.SentSeq(ctx, w.Round.ID, string(parcel.Submission))
	if err != nil {
		return nil, err
	}
	g.Sent = max(g.Sent, n) // after a restored backup the receipt knows more
	g.Department, err = w.Store.Peer(ctx, g.Invitation.Key)
	if err == nil && g.Department == nil {
		err = errors.New("本库没有组织部的密钥；请再打开一次组织部的邀请文件")
	}
	return &g, err
}

// Submissions lists the latest submission taken from each branch, in the order
// of the branches' first ones.
func (w *Work) Submissions(ctx context.Context) ([]review.Handover, error) {
	list, err := w.Store.Handovers(ctx, w.Round.ID)
	if err != nil {
		return nil, err
	}
	var out []review.Handover
	for _, h := range list {
		if h.Kind != string(parcel.Submission) {
			continue
		}
		if i := slices.IndexFunc(out, func(o review.Handover) bool { return o.BranchID == h.BranchID }); i >= 0 {
			out[i] = h
		} else {
			out = append(out, h)
		}
	}
	return out, nil
}

// refusedFor are the reasons in a clerk's words, for the log.
var refusedFor = map[parcel.Reason]string{
	parcel.NotParcel: "不是本程序的文件", parcel.NoKey: "打不开：不是给本机的或口令不对", parcel.Damaged: "损坏或不完整", parcel.Forged: "签名不对",
	parcel.BadPath: "有不该有的内容", parcel.TooLarge: "超过上限", parcel.TooCostly: "解密计算量过大", parcel.TooNew: "版本太新",
	parcel.UnknownKey: "密钥没有登记", parcel.RevokedKey: "密钥已停用", parcel.Replayed: "重复或过时", parcel.OtherRound: "别的批次或年度",
	parcel.OtherSchool: "别的学校", parcel.OtherScheme: "考核方案不同", parcel.NotNow: "现在不能接收",
}

// ParcelLineText is a line of the log of parcels for a clerk.
func ParcelLineText(l store.ParcelLine) string {
	what := map[string]string{store.ParcelSent: "写出", store.ParcelTaken: "接收", store.ParcelRefused: "拒收"}[l.What]
	parts := []string{l.At.Local().Format("2006-01-02 15:04"), l.User, what + parcel.Kind(l.Kind).Name()}
	if l.Branch != "" {
		parts = append(parts, fmt.Sprintf("%s 第 %d 号", l.Branch, l.Seq))
	}
	parts = append(parts, l.File)
	if l.Note != "" {
		parts = append(parts, cmp.Or(refusedFor[parcel.Reason(l.Note)], l.Note))
	}
	return strings.Join(parts, "  ")
}

// ownKey is our public key, "" while there is none.
func (s *Session) ownKey(ctx context.Context) (string, error) {
	sign, open, ok, err := s.Store.ExchangeKeys(ctx)
	if err != nil || !ok {
		return "", err
	}
	k, err := parcel.KeysFrom(sign, open)
	if err != nil {
		return "", err
	}
	return k.Public(), nil
}

// latestBy finds the last handover of a kind that a key's holder gave for a
// round, nil for none.
func latestBy(list []review.Handover, kind parcel.Kind, key string) *review.Handover {
	var out *review.Handover
	for i := range list {
		if h := &list[i]; h.Kind == string(kind) && h.Key == key && (out == nil || h.Seq > out.Seq) {
			out = h
		}
	}
	return out
}

// RegisterPeer registers the key of a branch after somebody compared its
// fingerprint with the slip, typed here, as a step of its own.
func (s *Session) RegisterPeer(ctx context.Context, p review.Peer, typed string) error {
	if !parcel.SameFingerprint(parcel.Fingerprint(p.Key), typed) {
		// The file's own is not told: it would be copied instead of compared.
		return errors.New("输入的指纹与文件的不同，没有登记。请再照党总支盖章的登记卡输入一遍；还不同就不要接收，并当面核实文件的来历")
	}
	p.At, p.By, p.Revoked = s.Now().UTC(), s.Store.User(), ""
	return s.Store.Do(ctx, "登记密钥 "+p.Branch, func(tx *store.Tx) error { return tx.SavePeer(&p) })
}

// FindPeer finds a registered key by its fingerprint or a branch that has one.
func (s *Session) FindPeer(ctx context.Context, name string) (*review.Peer, error) {
	list, err := s.Store.Peers(ctx)
	if err != nil {
		return nil, err
	}
	var hits []*review.Peer
	for i := range list {
		p := &list[i]
		if parcel.SameFingerprint(parcel.Fingerprint(p.Key), name) {
			return p, nil
		}
		if p.Branch == name && p.Revoked == "" {
			hits = append(hits, p)
		}
	}
	if len(hits) == 1 {
		return hits[0], nil
	}
	return nil, use("登记的密钥里“%s”有 %d 个；请写指纹，kaocha key list 列出全部", name, len(hits))
}

// RevokePeer stops taking what a key signs, with the reason.
func (s *Session) RevokePeer(ctx context.Context, p *review.Peer, reason string) error {
	if strings.TrimSpace(reason) == "" {
		return use("请写明停用的原因，如：电脑更换、U 盘遗失")
	}
	next := *p
	next.Revoked = strings.TrimSpace(reason)
	return s.Store.Do(ctx, "停用密钥 "+p.Branch, func(tx *store.Tx) error { return tx.SavePeer(&next) })
}

// KeySlip gathers what the registration slip of our key says.
func (w *Work) KeySlip(ctx context.Context) (*forms.Form, *forms.Input, error) {
	g, err := w.Given(ctx)
	if err != nil {
		return nil, nil, err
	}
	if g == nil {
		return nil, nil, fmt.Errorf("批次“%s”不是组织部下发的；登记卡由党总支打开邀请文件后打印", w.Round.Name)
	}
	b, err := w.Store.Branch(ctx, g.Invitation.BranchID)
	if err != nil {
		return nil, nil, err
	}
	texts, err := w.Texts(ctx)
	if err != nil {
		return nil, nil, err
	}
	k, err := w.ExchangeKeys(ctx)
	if err != nil {
		return nil, nil, err
	}
	f, err := forms.ByKey("key-slip")
	return f, &forms.Input{Texts: texts, Round: w.Round, Scheme: w.Scheme, Branch: b, Today: w.Today(),
		Slip: &forms.Slip{Fingerprint: k.Fingerprint(), Printed: w.Today()}}, err
}

// records gathers a branch's part of a round with the hashes of what it refers
// to; the scheme's text travels beside it.
func (w *Work) records(ctx context.Context, b review.Branch, panels bool) (*handin.Records, error) {
	r := &handin.Records{Round: *w.Round, Branch: b}
	r.Round.SchemeText, r.Round.Sample = "", false
	people, err := w.Store.LastTouches(ctx, store.KindCadre)
	if err != nil {
		return nil, err
	}
	subjects, err := w.Store.LastTouches(ctx, store.KindSubject)
	if err != nil {
		return nil, err
	}
	used := map[string]bool{}
	err = w.Store.EachFileOf(ctx, w.Round.ID, b.ID, func(f *review.File) error {
		t := subjects[f.Subject.ID]
		if o := people[f.Cadre.ID]; o.At.After(t.At) {
			t = o
		}
		p := handin.Person{Cadre: *f.Cadre, Subject: *f.Subject, Touched: handin.Touch{By: t.User, At: t.At}}
		if f.Panel != nil && panels && !used[f.Panel.ID] {
			used[f.Panel.ID] = true
			r.Panels = append(r.Panels, *f.Panel)
		}
		r.People = append(r.People, p)
		return nil
	})
	return r, err
}

// contents lists what goes into a parcel; the bytes of photos and files are
// read one by one while it is written.
func (w *Work) contents(ctx context.Context, r *handin.Records) (list []parcel.Content, err error) {
	text, err := r.Marshal()
	if err != nil {
		return nil, err
	}
	list = append(list, parcel.Bytes(parcel.Records, text), parcel.Bytes(parcel.SchemeText, []byte(w.Round.SchemeText)))
	for _, name := range r.Blobs() {
		hash, photo, _ := parcel.BlobHash(name)
		n, ok, err := w.Store.BlobSize(ctx, hash, photo)
		if err != nil {
			return nil, err
		}
		if !ok {
			return nil, errors.New("有一份照片或收到的文件不在数据库里，没有写出；请用 kaocha check 核对，或用最近的备份恢复")
		}
		open := func() ([]byte, error) {
			if photo {
				return w.Store.Photo(ctx, hash)
			}
			_, b, err := w.Store.File(ctx, hash)
			return b, err
		}
		list = append(list, parcel.Content{Entry: parcel.Entry{Name: name, Size: n, Hash: hash}, Open: open})
	}
	return list, nil
}

// ParcelLog lists what was written, taken and refused for a round, the latest
// first; files of which nobody could tell the round are listed too.
func (w *Work) ParcelLog(ctx context.Context) ([]store.ParcelLine, error) {
	list, err := w.Store.ParcelLog(ctx, 0)
	return slices.DeleteFunc(list, func(l store.ParcelLine) bool { return l.RoundID != "" && l.RoundID != w.Round.ID }), err
}
