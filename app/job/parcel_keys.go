package job

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

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

// formerKeys are those that were replaced.
func (s *Session) formerKeys(ctx context.Context) (out []*parcel.Keys, err error) {
	list, err := s.Store.OldKeys(ctx)
	if err != nil {
		return nil, err
	}
	for _, o := range list {
		k, err := parcel.KeysFrom(o.Signing, o.Opening)
		if err != nil {
			return nil, err
		}
		out = append(out, k)
	}
	return out, nil
}

// ReplaceKeys makes new keys for this database when the present ones may be in
// wrong hands. It cannot be undone. What is on its way, encrypted for the old
// ones, still opens; what is signed with the old ones is refused once the other
// side registered the new ones.
func (s *Session) ReplaceKeys(ctx context.Context, reason string) (*parcel.Keys, error) {
	if s.Store.Allowed().Role == store.RoleReview {
		return nil, forbid("只读用户不能更换密钥；请由部门用户或党总支用户来做")
	}
	if strings.TrimSpace(reason) == "" {
		return nil, use("请写明更换密钥的原因，如：存有数据的 U 盘遗失、电脑被盗")
	}
	old, err := s.ExchangeKeys(ctx)
	if err != nil {
		return nil, err
	}
	k, err := parcel.NewKeys()
	if err != nil {
		return nil, err
	}
	sign, open := k.Secret()
	label := "更换密钥：" + strings.TrimSpace(reason)
	return k, s.Store.ReplaceExchangeKeys(ctx, label, old.Public(), sign, open, strings.TrimSpace(reason))
}

// Successors lists the registered keys that registering one for a branch would
// stop: a branch works with one.
func (s *Session) Successors(ctx context.Context, p *review.Peer, branch string) (out []review.Peer, err error) {
	list, err := s.Store.Peers(ctx)
	for _, o := range list {
		if o.Key != p.Key && o.Serves(branch) && o.School == p.School && o.Revoked == "" {
			out = append(out, o)
		}
	}
	return out, err
}

// RegisterPeer registers the key of a branch after somebody compared its
// fingerprint with the slip, typed here, as a step of its own. The branch's
// former key is no longer taken from then on.
func (s *Session) RegisterPeer(ctx context.Context, p review.Peer, branch, typed string) error {
	if !parcel.SameFingerprint(parcel.Fingerprint(p.Key), typed) {
		// The file's own is not told: it would be copied instead of compared.
		return errors.New("输入的指纹与文件的不同，没有登记。请再照党总支盖章的登记卡输入一遍；还不同就不要接收，并当面核实文件的来历")
	}
	former, err := s.Successors(ctx, &p, branch)
	if err != nil {
		return err
	}
	p.At, p.By, p.Revoked = s.Now().UTC(), s.Store.User(), ""
	if !p.Serves(branch) {
		p.Also = append(slices.Clone(p.Also), branch)
	}
	return s.Store.Do(ctx, "登记密钥 "+branch, func(tx *store.Tx) error {
		for i := range former {
			o := withoutBranch(former[i], branch)
			if err := tx.SavePeer(&o); err != nil {
				return err
			}
		}
		return tx.SavePeer(&p)
	})
}

// withoutBranch stops a key for one branch; one that served it alone is revoked.
func withoutBranch(p review.Peer, branch string) review.Peer {
	rest := slices.DeleteFunc(append([]string{p.Branch}, p.Also...), func(b string) bool { return b == branch })
	if len(rest) == 0 {
		p.Revoked = "“" + branch + "”登记了新的密钥"
		return p
	}
	p.Branch, p.Also = rest[0], rest[1:]
	return p
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
		if p.Serves(name) && p.Revoked == "" {
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

// KeySlip gathers what the registration slip of our key says; branch may be ""
// where the round was given to one only.
func (w *Work) KeySlip(ctx context.Context, branch string) (*forms.Form, *forms.Input, error) {
	g, err := w.Given(ctx, branch)
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
