package job

import (
	"context"
	"fmt"
	"strings"

	"kaocha/data/store"
)

// Unfinished names the subjects that have not come to the scheme's last stage.
func (w *Work) Unfinished(ctx context.Context) ([]string, error) {
	d, err := w.Dossier(ctx)
	if err != nil {
		return nil, err
	}
	last := w.Scheme.Stages[len(w.Scheme.Stages)-1].Key
	var names []string
	for _, f := range d.Files {
		if f.Subject.Stage != last {
			names = append(names, f.Cadre.Name)
		}
	}
	return names, nil
}

// CloseRound (归档) ends a round: nothing in it can be changed until it is
// opened again. While subjects are not at the last stage it is refused, unless
// anyway says that this is known.
func (w *Work) CloseRound(ctx context.Context, anyway bool) error {
	if w.Round.Closed {
		return fmt.Errorf("批次“%s”已经归档", w.Round.Name)
	}
	names, err := w.Unfinished(ctx)
	if err != nil {
		return err
	}
	if len(names) > 0 && !anyway {
		return fmt.Errorf("还有 %d 人没有到“%s”环节：%s；办完再归档", len(names), w.Scheme.Stages[len(w.Scheme.Stages)-1].Name, some(names, 8, "人"))
	}
	return w.setClosed(ctx, true, "归档批次 ")
}

// ReopenRound lets a closed round be changed again; the step stands in the history.
func (w *Work) ReopenRound(ctx context.Context) error {
	if !w.Round.Closed {
		return fmt.Errorf("批次“%s”没有归档，可以直接修改", w.Round.Name)
	}
	return w.setClosed(ctx, false, "取消归档 ")
}

func (w *Work) setClosed(ctx context.Context, closed bool, label string) error {
	next := *w.Round
	next.Closed = closed
	err := w.Store.Do(ctx, label+next.Name, func(tx *store.Tx) error {
		if err := tx.Expect(w.Round); err != nil {
			return err
		}
		return tx.SaveRound(&next)
	})
	if err == nil {
		w.Round = &next
	}
	return err
}

// some are the first n names, and how many there are in all, counted by unit (人, 个).
func some(names []string, n int, unit string) string {
	if len(names) <= n {
		return strings.Join(names, "、")
	}
	return strings.Join(names[:n], "、") + fmt.Sprintf("等 %d %s", len(names), unit)
}
