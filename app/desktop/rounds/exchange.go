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
	g, err := w.Given(ctx)
	if err != nil || g == nil || g.Receipt == nil {
		return false, err
	}
	for i := range rows {
		rows[i].receipt = g.Receipt.Receipt.Of(rows[i].subject).Mark()
	}
	return true, nil
}
