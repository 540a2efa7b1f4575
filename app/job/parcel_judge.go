package job

import (
	"cmp"
	"context"

	"kaocha/data/exchange/handin"
	"kaocha/data/exchange/parcel"
	"kaocha/data/review"
	"kaocha/data/store"
)

// judgeSubmission: is it from a registered branch of the round, and newer than
// what was taken?
func (s *Session) judgeSubmission(ctx context.Context, o *Opened) error {
	m := &o.Manifest
	branches, err := s.Store.Branches(ctx, o.Round.ID)
	if err != nil {
		return err
	}
	known := false
	for _, b := range branches {
		known = known || b.ID == m.BranchID
	}
	if !known {
		return parcel.Refuse(parcel.OtherRound, "批次“%s”里没有党总支“%s”，没有接收", o.Round.Name, m.Branch)
	}
	if o.Peer == nil {
		o.Peer = &review.Peer{Key: m.Key, Recipient: m.Recipient, School: m.School, Branch: m.Branch}
		return parcel.Refuse(parcel.UnknownKey, "“%s”的密钥还没有登记，没有接收；请照党总支盖章的登记卡输入指纹，与文件的相同才登记，登记后再接收", m.Branch)
	}
	if o.Peer.Department || o.Peer.School != m.School {
		return parcel.Refuse(parcel.Forged, "签名用的密钥登记的是“%s”，文件却写着“%s”的“%s”，没有接收；请当面核实", cmp.Or(o.Peer.Branches(), o.Peer.School), m.School, m.Branch)
	}
	if !o.Peer.Serves(m.Branch) {
		return parcel.Refuse(parcel.UnknownKey, "签名用的密钥登记给“%s”，文件却写着“%s”，没有接收。只有同一个经办人为两个党总支填报时才会这样：请照“%s”盖章的登记卡输入指纹，登记后再接收；没有它盖章的登记卡就不要接收，并当面核实", o.Peer.Branches(), m.Branch, m.Branch)
	}
	list, err := s.Store.Handovers(ctx, o.Round.ID)
	if err != nil {
		return err
	}
	for _, h := range list {
		if h.Kind == string(m.Kind) && h.Hash == o.Hash {
			return parcel.Refuse(parcel.Replayed, "这份报送（第 %d 号）已于 %s 接收过，没有重复接收；党总支又改过的，请他们再写一份报送", m.Seq, h.TakenAt.Local().Format("2006.01.02 15:04"))
		}
	}
	last := latestBy(list, m.Kind, m.Key, m.BranchID)
	if last != nil && m.Seq <= last.Seq {
		return parcel.Refuse(parcel.Replayed, "这是第 %d 号报送，而第 %d 号已经接收，没有用旧的盖掉新的；请要最新的一份。如果党总支恢复过备份，请他们先读入第 %d 号的回执再报送", m.Seq, last.Seq, last.Seq)
	}
	if string(o.scheme) != o.Round.SchemeText {
		return parcel.Refuse(parcel.OtherScheme, "文件所用的考核方案与本批次的不同，没有接收；请用组织部下发的批次填报")
	}
	base, given, err := s.base(ctx, list, m)
	if err != nil {
		return err
	}
	return s.plan(ctx, o, base, given)
}

// judgeInvitation: is it from the department we know, or the first one?
func (s *Session) judgeInvitation(ctx context.Context, o *Opened) error {
	m := &o.Manifest
	locked, err := Locked(o.Path)
	if err != nil {
		return err
	}
	if o.Peer == nil && !locked {
		return parcel.Refuse(parcel.UnknownKey, "邀请文件不是用已知的组织部密钥签名的，没有接收；请组织部用口令重新下发一份，口令当面或电话告知")
	}
	if o.Peer != nil && !o.Peer.Department {
		return parcel.Refuse(parcel.Forged, "邀请文件的签名是党总支“%s”的密钥，不是组织部的，没有接收", o.Peer.Branch)
	}
	var list []review.Handover
	if o.Round != nil {
		if list, err = s.Store.Handovers(ctx, o.Round.ID); err != nil {
			return err
		}
		if string(o.scheme) != o.Round.SchemeText {
			return parcel.Refuse(parcel.OtherScheme, "邀请文件的考核方案与本库这个批次的不同，没有接收；请组织部另建批次下发")
		}
		if err := s.givenBefore(ctx, o, list); err != nil {
			return err
		}
	}
	if o.Peer == nil {
		o.Peer = &review.Peer{Key: m.Key, Recipient: m.Recipient, School: m.School, Department: true}
	}
	base, given, err := s.base(ctx, list, m)
	if err != nil {
		return err
	}
	return s.plan(ctx, o, base, given)
}

// givenBefore checks an invitation against those taken before for the same
// branch; those for other branches of the round do not matter: a clerk may work
// for several.
func (s *Session) givenBefore(ctx context.Context, o *Opened, list []review.Handover) error {
	m := &o.Manifest
	ours, err := s.ownKeys(ctx)
	if err != nil {
		return err
	}
	own := true
	for _, h := range list {
		if h.Kind != string(parcel.Invitation) {
			continue
		}
		own = own && ours[h.Key]
		switch {
		case h.BranchID != m.BranchID:
		case h.Hash == o.Hash:
			return parcel.Refuse(parcel.Replayed, "这份邀请（第 %d 号）已于 %s 打开过，内容在批次“%s”里，不用再打开", m.Seq, h.TakenAt.Local().Format("2006.01.02 15:04"), o.Round.Name)
		case h.Key == m.Key && m.Seq <= h.Seq:
			return parcel.Refuse(parcel.Replayed, "这是第 %d 号邀请，而第 %d 号已经打开过，没有用旧的盖掉新的；请向组织部要最新的一份", m.Seq, h.Seq)
		}
		o.Changed = o.Changed || h.Key != m.Key
	}
	if own {
		return parcel.Refuse(parcel.NotNow, "批次“%s”是本库自己建的，不能用邀请文件覆盖", o.Round.Name)
	}
	return nil
}

// judgeReceipt: does the department that gave the round answer something of ours?
func (s *Session) judgeReceipt(ctx context.Context, o *Opened) error {
	m := &o.Manifest
	w, err := s.WorkOn(o.Round)
	if err != nil {
		return err
	}
	all, err := w.Givens(ctx)
	g := givenTo(all, m.BranchID)
	switch {
	case err != nil:
		return err
	case len(all) == 0:
		return parcel.Refuse(parcel.NotNow, "批次“%s”不是组织部下发的，没有要读的回执", o.Round.Name)
	case g == nil:
		return parcel.Refuse(parcel.OtherRound, "这是给“%s”的回执，本库没有下发给它的邀请，没有接收；请交给它的经办人", m.Branch)
	case m.Key != g.Department.Key:
		return parcel.Refuse(parcel.Forged, "回执不是下发这个批次的组织部签名的，没有接收；请向组织部核实")
	case g.Receipt != nil && g.Receipt.Hash == o.Hash:
		return parcel.Refuse(parcel.Replayed, "这份回执（第 %d 号）已于 %s 读过，内容在批次的“报送与回执”里，不用再读", m.Seq, g.Receipt.TakenAt.Local().Format("2006.01.02 15:04"))
	case g.Receipt != nil && m.Seq <= g.Receipt.Seq:
		return parcel.Refuse(parcel.Replayed, "这是第 %d 号回执，而第 %d 号已经读过，没有用旧的盖掉新的；请向组织部要最新的一份", m.Seq, g.Receipt.Seq)
	}
	if o.Answer, err = handin.ReadReceipt(o.records); err != nil {
		return err
	}
	if o.Answer.Hash != m.Answers {
		return parcel.Refuse(parcel.Damaged, "回执与它写明的报送不符，没有接收；请组织部重新导出")
	}
	log, err := s.Store.ParcelLog(ctx, 0)
	if err != nil {
		return err
	}
	for _, l := range log {
		if l.What == store.ParcelSent && l.Hash == m.Answers {
			return nil
		}
	}
	if o.Answer.Seq > g.Sent { // sent before a backup was restored: the receipt tells which number is next
		return nil
	}
	return parcel.Refuse(parcel.OtherRound, "回执回答的第 %d 号报送不是本库写出的，没有接收", o.Answer.Seq)
}
