package job

import (
	"context"
	"fmt"
	"path/filepath"

	"kaocha/data/review"
	"kaocha/data/safefile"
	"kaocha/data/store"
)

// Proof is a file to be taken in as evidence of an item of a sheet, or of an entry
// of a log by its ID.
type Proof struct{ Sheet, Log, Item, Path string }

// AddEvidence takes files in as evidence, as one step: all of them or none.
func (w *Work) AddEvidence(ctx context.Context, f *review.File, list []Proof) error {
	if w.Round.Closed {
		return errClosed
	}
	files, err := readProofs(list)
	if err != nil {
		return err
	}
	return w.editWith(ctx, f, fmt.Sprintf("收下佐证材料 %d 份", len(list)), func(tx *store.Tx, s *review.Subject) error {
		return w.putProofs(tx, s, list, files)
	})
}

// readProofs reads all files before anything is kept; an empty one is refused.
func readProofs(list []Proof) ([][]byte, error) {
	files := make([][]byte, len(list))
	for i, p := range list {
		_, b, err := ReadReceived(p.Path)
		if err != nil {
			return nil, err
		}
		if len(b) == 0 {
			return nil, use("%s 是空文件，没有收下；请核对是不是拷贝没有完成", filepath.Base(p.Path))
		}
		files[i] = b
	}
	return files, nil
}

func (w *Work) putProofs(tx *store.Tx, s *review.Subject, list []Proof, files [][]byte) error {
	for i, p := range list {
		name := filepath.Base(p.Path)
		h, err := tx.PutFile(name, files[i])
		if err != nil {
			return err
		}
		if err := w.Scheme.AddEvidence(s, review.Evidence{Sheet: p.Sheet, Log: p.Log, Item: p.Item, FileHash: h, FileName: name}); err != nil {
			return fmt.Errorf("%s：%w", name, err)
		}
	}
	return nil
}

// DropEvidence takes a file from an item, by its name or its number.
func (w *Work) DropEvidence(ctx context.Context, f *review.File, sheet, item, file string) error {
	return w.Edit(ctx, f, "移去佐证材料", func(s *review.Subject) error { return w.Scheme.DropEvidence(s, sheet, item, file) })
}

// CopyReceived puts a received file into the program's own folder, where another
// program can show it; it is wiped when the program ends. That it was looked at
// goes into the export log.
func (s *Session) CopyReceived(ctx context.Context, hash, name string) (string, error) {
	_, b, err := s.Store.File(ctx, hash)
	if err != nil {
		return "", err
	}
	dir, err := PrintFolder()
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, hash[:min(8, len(hash))]+"-"+safefile.Name(name))
	if err := safefile.WriteBytes(path, b); err != nil {
		return "", err
	}
	return path, s.Exported(WithReason(ctx, "打开查看"), "收到的文件", path, nil)
}
