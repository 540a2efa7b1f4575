package job

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"kaocha/data/cadre"
	"kaocha/data/store"
	"kaocha/forms"
)

// SetRetention says until when a round's received files are kept; the zero date
// takes it away. One undo step.
func (w *Work) SetRetention(ctx context.Context, until cadre.Date) error {
	if !until.IsZero() && until.Day == 0 {
		return use("保管期限要写到日，如 2028.12.31")
	}
	next := *w.Round
	next.KeepUntil = until
	err := w.Store.Do(ctx, "设定保管期限 "+next.Name, func(tx *store.Tx) error {
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

// KeptTooLong tells that a round's retention date is over.
func (w *Work) KeptTooLong() bool {
	return !w.Round.KeepUntil.IsZero() && w.Round.KeepUntil.Before(w.Today())
}

// CanErase is why a round's received files must not be destroyed now, nil when
// they may be. early allows it before their time is over.
func (w *Work) CanErase(early bool) error {
	switch {
	case !w.Round.Closed:
		return fmt.Errorf("批次“%s”还没有归档。先归档，才能销毁收到的文件", w.Round.Name)
	case w.Round.KeepUntil.IsZero() && !early:
		return fmt.Errorf("批次“%s”没有设保管期限；请先设定，到期以后再销毁", w.Round.Name)
	case !w.KeptTooLong() && !early:
		return fmt.Errorf("批次“%s”的保管期限到 %s，还没有到期；确要提前销毁，请写明理由并选“提前销毁”", w.Round.Name, w.Round.KeepUntil)
	}
	return nil
}

// EraseReceived destroys the received files of a closed round for good and gives
// what the certificate says. It cannot be undone; the log keeps the list.
func (w *Work) EraseReceived(ctx context.Context, reason string, early bool) ([]store.ErasedFile, error) {
	if err := w.CanErase(early); err != nil {
		return nil, err
	}
	if err := CheckReason(reason); err != nil {
		return nil, use("请写明销毁的理由，至少两个字，最多 %d 个字", maxReason)
	}
	if early {
		reason += "（提前销毁）"
	}
	return w.Store.Erase(ctx, w.Round.ID, "销毁收到的文件 "+w.Round.Name, store.Detail{Reason: strings.TrimSpace(reason)})
}

// certNames is how many file names the certificate lists.
const certNames = 12

// Certificate gathers what the certificate of the destroyed files says; it can
// be printed again at any time.
func (w *Work) Certificate(ctx context.Context) (*forms.Form, *forms.Input, error) {
	gone, err := w.Store.Erased(ctx, w.Round.ID)
	if err != nil {
		return nil, nil, err
	}
	if len(gone) == 0 {
		return nil, nil, fmt.Errorf("批次“%s”没有销毁过文件，没有证明可以打印", w.Round.Name)
	}
	e := &forms.Erasure{Files: fmt.Sprintf("%d 份", len(gone)), Keep: w.Round.KeepUntil, When: cadre.FromTime(gone[len(gone)-1].At)}
	var size int64
	for i, f := range gone {
		size += f.Size
		if i < certNames {
			e.Names = append(e.Names, f.Name)
		}
	}
	if n := len(gone) - certNames; n > 0 {
		e.HowNamed = fmt.Sprintf("；另有 %d 份，全部文件名和校验值在操作记录里", n)
	}
	e.Size = SizeText(size)
	if err := w.erasureEntry(ctx, e); err != nil {
		return nil, nil, err
	}
	if e.Backups, err = w.backupsWith(ctx, gone); err != nil {
		return nil, nil, err
	}
	texts, err := w.Texts(ctx)
	if err != nil {
		return nil, nil, err
	}
	f, err := forms.ByKey("erasure")
	return f, &forms.Input{Texts: texts, Round: w.Round, Scheme: w.Scheme, Today: w.Today(), Erasure: e}, err
}

// erasureEntry finds the entry of the log that tells of it.
func (w *Work) erasureEntry(ctx context.Context, e *forms.Erasure) error {
	list, err := w.Store.Entries(ctx, store.LogErase, 0)
	for _, x := range list {
		if strings.HasSuffix(x.Label, " "+w.Round.Name) {
			e.By, e.Reason, e.Entry = x.User, x.Reason, fmt.Sprintf("第 %d 号", x.ID)
			e.Seal, err = w.Store.SealOf(ctx, x.ID)
			e.Seal = ShortSeal(e.Seal)
			return err
		}
	}
	return err
}

// backupsWith names the backups known here that still have some of the files:
// beside the database and at the second place. Encrypted ones cannot be looked
// into and are named as such.
func (s *Session) backupsWith(ctx context.Context, files []store.ErasedFile) (out []string, err error) {
	paths := s.Backups()
	if p, err := s.SecondPlace(ctx); err == nil && p.There {
		found, _ := filepath.Glob(filepath.Join(p.Folder, computerFolder(), "*.db"))
		for _, f := range found {
			paths = append(paths, BackupFile{Path: f, Kind: "第二处"})
		}
	}
	for _, b := range paths {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if SealedBackup(b.Path) {
			out = append(out, filepath.Base(b.Path)+"（加密，未查看）")
			continue
		}
		n, err := store.HoldsFiles(ctx, b.Path, files)
		switch {
		case errors.Is(err, store.ErrDamaged):
			out = append(out, filepath.Base(b.Path)+"（已损坏，未能查看）")
		case err != nil:
			return nil, err
		case n > 0:
			out = append(out, filepath.Base(b.Path))
		}
	}
	return out, nil
}
