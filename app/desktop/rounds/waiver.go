package rounds

import (
	"context"
	"errors"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/data/review"
	"kaocha/data/store"
)

// askWaiver asks for the reason why a finding may stand, or takes the reason
// away that is there.
func askWaiver(d *desk.Desk, w *job.Work, f review.Finding) {
	key := f.Key
	if f.Waived != "" {
		d.Do("取消说明", func(ctx context.Context) error {
			return w.Store.Do(ctx, "取消说明 "+f.Person, func(tx *store.Tx) error { return tx.DeleteWaiver(w.Round.ID, key) })
		}, func() { d.Shell.Toast("已取消说明", true) })
		return
	}
	reason := widgets.NewLong(3)
	reason.SetPlaceHolder("为什么可以不改，例如：档案认定的出生日期与身份证不同，以档案为准")
	d.Ask("说明原因", "保存", container.NewBorder(widgets.Wrapped(f.Message), nil, nil, nil, reason), fyne.NewSize(560, 300), func() error {
		if strings.TrimSpace(reason.Text) == "" {
			return errors.New("请写明原因，它会随批次保存")
		}
		text := reason.Text
		d.Do("说明原因", func(ctx context.Context) error { _, err := w.Waive(ctx, key, text); return err }, func() { d.Shell.Toast("已说明，问题不再计数", true) })
		return nil
	})
	d.Win.Canvas().Focus(reason)
}
