package job

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"kaocha/data/exchange/handin"
	"kaocha/data/exchange/parcel"
	"kaocha/data/review"
)

// maxTold bounds what a receipt says about one person.
const maxTold = 30

// Answer writes the receipt of a submission: what was taken, what is missing
// now, what to correct. note is the department's word to the branch.
func (w *Work) Answer(ctx context.Context, h review.Handover, path, note string) (*Sealed, error) {
	if err := w.mayWrite(&parcel.Manifest{Kind: parcel.Receipt}); err != nil {
		return nil, err
	}
	if h.Kind != string(parcel.Submission) || h.Receipt == nil {
		return nil, use("只有接收过的报送才有回执")
	}
	peer, err := w.Store.Peer(ctx, h.Key)
	if err != nil {
		return nil, err
	}
	if peer == nil || peer.Revoked != "" {
		return nil, fmt.Errorf("“%s”的密钥没有登记或已停用，不能写回执", h.Branch)
	}
	lock, err := parcel.For(peer.Recipient)
	if err != nil {
		return nil, err
	}
	d, err := w.Dossier(ctx)
	if err != nil {
		return nil, err
	}
	r := fillReceipt(d, *h.Receipt)
	r.Note, r.By, r.At = strings.TrimSpace(note), w.Store.User(), w.Now().UTC()
	text, err := json.Marshal(r)
	if err != nil {
		return nil, err
	}
	m := &parcel.Manifest{Kind: parcel.Receipt, BranchID: h.BranchID, Branch: h.Branch, Answers: h.Hash, Counts: map[string]int{handin.CountPeople: len(r.Persons)}}
	if m.Seq, err = w.nextSeq(ctx, m.Kind); err != nil {
		return nil, err
	}
	return w.seal(ctx, m, path, []parcel.Content{parcel.Bytes(parcel.Answer, text)}, lock, nil)
}

// fillReceipt adds to a receipt what is missing and wrong as the records are now.
func fillReceipt(d *review.Dossier, r review.Receipt) review.Receipt {
	r.Persons = slices.Clone(r.Persons)
	wrong := map[string][]string{}
	for _, f := range d.Scheme.ForBranch(review.Check(d)) {
		if f.Severity == review.Error && f.Waived == "" && f.Subject != "" && len(wrong[f.Subject]) < maxTold {
			wrong[f.Subject] = append(wrong[f.Subject], f.Form+"："+f.Message+"；"+f.Action)
		}
	}
	for i := range r.Persons {
		p := &r.Persons[i]
		p.Missing, p.Fix = nil, nil
		here := cmp.Or(p.Here, p.SubjectID)
		at := slices.IndexFunc(d.Files, func(f *review.File) bool { return f.Subject.ID == here })
		if at < 0 || p.Refused != "" {
			continue
		}
		for _, it := range d.Scheme.ItemsFor(d.Files[at].Subject) {
			if d.MaterialOf(d.Files[at], it).State == review.Missing {
				p.Missing = append(p.Missing, it.Name)
			}
		}
		p.Fix = wrong[here]
	}
	return r
}
