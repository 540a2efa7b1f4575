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
	for i, l := range s.Logs {
		for _, e := range review.EventsOf(sub.Events, l.Key) {
			for _, x := range sub.EntryFiles(e) {
				out = append(out, proof{logProof, i + 1, l.Name, review.ReceivedFile{Hash: x.FileHash, Name: x.FileName}})
			}
		}
	}
	return out
}

// logProof stands in the place of a sheet's number for files of log entries, whose
// folders are numbered by the scheme's logs: 事项01-听取汇报.
const logProof = 0

// proofDir holds the evidence in a subject's folder, a folder for each item.
const proofDir = "佐证材料"

// placeProofs names the copies: 佐证材料/07-三会一课/1-记录.pdf, the number of the
// item as the score sheet has it. Where a subject has evidence to several sheets,
// the sheet's number goes first.
func (p *plan) placeProofs(s *subjectPlan) []doc {
	sheets := map[int]bool{}
	for _, x := range s.proofs {
		sheets[x.sheet] = true
	}
	delete(sheets, logProof)
	room := max(2, (p.room.label-len([]rune(proofDir))-10)/2) // of what a name may have, after the numbers
	var out []doc
	used, last, n := namer{}, "", 0
	for _, x := range s.proofs {
		dir := fmt.Sprintf("%02d-%s", x.item, CleanName(x.name, room))
		switch {
		case x.sheet == logProof:
			dir = "事项" + dir
		case len(sheets) > 1:
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
