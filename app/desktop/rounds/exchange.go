package rounds

import (
	"context"

	"kaocha/app/desktop/parcels"
	"kaocha/app/job"
)

// Exchange shows what goes to and fro between branch and department.
func (p *Page) Exchange() {
	p.d.Shell.Open(parcels.NewScreen(p.d, p.id, func(subject, name string) { p.openSubject(subject, name, tabMaterial) }))
}

// addReceipt writes the department's word beside each subject; there is none
// before a branch has read a receipt.
func addReceipt(ctx context.Context, w *job.Work, rows []matrixRow) (there bool, err error) {
	list, err := w.Givens(ctx)
	for _, g := range list {
		if g.Receipt == nil {
			continue
		}
		there = true
		for i := range rows {
			if m := g.Receipt.Receipt.Of(rows[i].subject).Mark(); m != "" {
				rows[i].receipt = m
			}
		}
	}
	return there, err
}
