package job

import (
	"context"
	"path/filepath"

	"kaocha/data/exchange/handin"
	"kaocha/data/exchange/parcel"
	"kaocha/data/review"
	"kaocha/data/store"
)

// Take writes what the plan of a parcel has accepted, as one step that can be
// undone, and gives the handover that was kept. The file is read and checked
// once more while it is written; when anything is wrong with it, or somebody
// changed a record since the plan was made, nothing is written.
func (s *Session) Take(ctx context.Context, o *Opened, progress func(done, total int, name string)) (*review.Handover, error) {
	if o.Plan == nil && o.Answer == nil {
		return nil, errNotReady
	}
	m := &o.Manifest
	if err := s.mayTake(m); err != nil {
		return nil, err
	}
	if o.Plan != nil { // a receipt changes no record
		if err := s.keptBefore(ctx, "接收"); err != nil {
			return nil, err
		}
	}
	h := &review.Handover{RoundID: m.RoundID, BranchID: m.BranchID, Branch: m.Branch, Kind: string(m.Kind), Seq: m.Seq, Key: m.Key, Hash: o.Hash,
		Answers: m.Answers, SentAt: m.At, SentBy: m.By, TakenAt: s.Now().UTC(), File: filepath.Base(o.Path), Counts: m.Counts, Receipt: o.Answer}
	label := "接收" + o.summary()
	err := s.Store.Take(ctx, label, func(tx *store.Tx) error {
		tx.From(h.File)
		if o.Plan != nil {
			if err := s.takePlan(ctx, tx, o, h, progress); err != nil {
				return err
			}
		} else if err := o.read(ctx, progress, nil); err != nil {
			return err
		}
		if m.Kind == parcel.Submission {
			h.Receipt = o.Plan.Answer(m.Seq, o.Hash, tx.Now(), s.Store.User())
		}
		if err := tx.SaveHandover(h); err != nil {
			return err
		}
		return tx.LogParcel(store.ParcelLine{What: store.ParcelTaken, Kind: string(m.Kind), RoundID: m.RoundID, Branch: m.Branch, Seq: m.Seq,
			Peer: o.Fingerprint(), Hash: o.Hash, File: h.File})
	})
	if err != nil {
		return nil, err
	}
	return h, nil
}

func (s *Session) takePlan(ctx context.Context, tx *store.Tx, o *Opened, h *review.Handover, progress func(done, total int, name string)) error {
	if err := takeBlobs(ctx, tx, o, progress); err != nil {
		return err
	}
	if o.Manifest.Kind == parcel.Invitation {
		if err := takeRound(ctx, tx, o); err != nil {
			return err
		}
	}
	for _, it := range o.Plan.Items {
		if err := ctx.Err(); err != nil {
			return err
		}
		if it.Takes() {
			if err := takeItem(tx, o, it); err != nil {
				return err
			}
		}
	}
	var err error
	h.Records, err = tx.PutFile(parcel.Records, o.records)
	return err
}

// takeBlobs stores the photos and files that the plan needs while the whole
// file goes through the checks again.
func takeBlobs(ctx context.Context, tx *store.Tx, o *Opened, progress func(done, total int, name string)) error {
	wanted, names := o.Plan.Wanted(), o.Plan.Theirs.FileNames()
	return o.read(ctx, progress, func(e parcel.Entry, b []byte) error {
		hash, photo, ok := parcel.BlobHash(e.Name)
		if !ok || !wanted[e.Name] {
			return nil
		}
		if !photo {
			_, err := tx.PutFile(names[hash], b)
			return err
		}
		_, err := tx.PutKeptPhoto(b)
		return err
	})
}

func takeItem(tx *store.Tx, o *Opened, it *handin.Item) error {
	if it.OfRound() {
		return takeEvents(tx, o, it)
	}
	if it.Ours != nil {
		if err := tx.Expect(it.Ours.Subject); err != nil {
			return err
		}
	}
	if it.Register != nil {
		if err := tx.Expect(it.Register); err != nil {
			return err
		}
	}
	c, sub := it.Result()
	if sub == nil {
		return tx.DeleteSubject(it.Ours.Subject.ID)
	}
	if sub.CadreID != "" {
		if err := tx.SaveCadre(c); err != nil {
			return err
		}
	}
	if err := tx.SaveSubject(sub); err != nil {
		return err
	}
	keep, drop := it.Explained()
	for i := range keep {
		if err := tx.SaveWaiver(&keep[i]); err != nil {
			return err
		}
	}
	for _, key := range drop {
		if err := tx.DeleteWaiver(sub.RoundID, key); err != nil {
			return err
		}
	}
	return nil
}

// takeEvents keeps the accepted entries of the round's own logs.
func takeEvents(tx *store.Tx, o *Opened, it *handin.Item) error {
	if err := tx.Expect(o.Round); err != nil {
		return err
	}
	r := *o.Round
	_, sub := it.Result()
	r.Events = sub.Events
	return tx.SaveRound(&r)
}

// takeRound makes or brings up to date what the department decides: the round
// itself, the branch, the panels and whose key it is.
func takeRound(ctx context.Context, tx *store.Tx, o *Opened) error {
	theirs := o.Plan.Theirs
	r := theirs.Round
	r.SchemeText, r.Closed, r.Sample = string(o.scheme), false, false
	if o.Round != nil {
		if err := tx.Expect(o.Round); err != nil {
			return err
		}
		r.Name, r.Note, r.Events = o.Round.Name, o.Round.Note, o.Round.Events
	} else if err := freeRoundName(ctx, tx, &r); err != nil {
		return err
	}
	if err := tx.SaveRound(&r); err != nil {
		return err
	}
	b := theirs.Branch
	have, err := tx.Branches(ctx, r.ID)
	if err != nil {
		return err
	}
	known := false
	for _, x := range have {
		known = known || x.ID == b.ID // whom to ask there is the branch's own to say
	}
	if !known {
		if err := tx.SaveBranch(&b); err != nil {
			return err
		}
	}
	for i := range theirs.Panels {
		if err := tx.SavePanel(&theirs.Panels[i]); err != nil {
			return err
		}
	}
	p := *o.Peer
	if p.At.IsZero() {
		p.At, p.By = tx.Now(), o.Manifest.By
	}
	return tx.SavePeer(&p)
}

// freeRoundName keeps apart a round of ours that has the same name.
func freeRoundName(ctx context.Context, tx *store.Tx, r *review.Round) error {
	all, err := tx.Rounds(ctx)
	if err != nil {
		return err
	}
	for _, o := range all {
		if o.Name == r.Name {
			r.Name += "（组织部下发）"
		}
	}
	return nil
}
