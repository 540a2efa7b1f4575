package pack

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"kaocha/data/review"
)

// proof is a file of evidence and where it belongs: the place of its sheet and
// item, from 1.
type proof struct {
	sheet, item int
	name        string // of the item
	file        review.ReceivedFile
}

// proofsOf lists a subject's evidence, sheet by sheet in the order of the items.
func proofsOf(s *review.Scheme, sub *review.Subject) []proof {
	var out []proof
	for i, x := range s.SheetsFor(sub) {
		for k, it := range x.Items() {
			for _, e := range sub.EvidenceOf(x.Key, it.Key) {
				out = append(out, proof{i + 1, k + 1, it.Name, review.ReceivedFile{Hash: e.FileHash, Name: e.FileName}})
			}
		}
	}
	return out
}

// proofDir holds the evidence in a subject's folder, a folder for each item.
const proofDir = "佐证材料"

// placeProofs names the copies: 佐证材料/07-三会一课/1-记录.pdf, the number of the
// item as the score sheet has it. Where a subject has evidence to several sheets,
// the sheet's number goes first.
func (p *plan) placeProofs(s *subjectPlan) []doc {
	several := len(s.proofs) > 0 && s.proofs[0].sheet != s.proofs[len(s.proofs)-1].sheet
	room := max(2, (p.room.label-len([]rune(proofDir))-10)/2) // of what a name may have, after the numbers
	var out []doc
	used, last, n := namer{}, "", 0
	for _, x := range s.proofs {
		dir := fmt.Sprintf("%02d-%s", x.item, CleanName(x.name, room))
		if several {
			dir = fmt.Sprintf("%d-%s", x.sheet, dir)
		}
		if n++; dir != last {
			last, n, used = dir, 1, namer{}
		}
		stem := strings.TrimSuffix(x.file.Name, filepath.Ext(x.file.Name))
		out = append(out, doc{original: &x.file, proof: true, title: proofDir + " " + x.name, dir: filepath.Join(s.dir, proofDir, dir),
			stem: used.unique(fmt.Sprintf("%d-%s", n, CleanName(stem, room)), "")})
	}
	return out
}

// copyProof copies one file of evidence into the pack.
func (b *builder) copyProof(ctx context.Context, d doc) error {
	data, err := b.src.ReceivedFile(ctx, d.original.Hash)
	if err != nil {
		return err
	}
	return b.write(d.dir, d.stem+extension(d.original.Name), data)
}
