package job

import (
	"context"
	"fmt"
	"path/filepath"

	"kaocha/data/safefile"
	"kaocha/data/store"
)

// DeletePersons deletes persons as one step; nobody when one of them is still a
// subject of a round.
func (s *Session) DeletePersons(ctx context.Context, ids []string) error {
	label := fmt.Sprintf("删除干部 %d 人", len(ids))
	return s.Store.Do(ctx, label, func(tx *store.Tx) error {
		for _, id := range ids {
			if err := tx.DeleteCadre(id); err != nil {
				return err
			}
		}
		return nil
	})
}

// printName is that folder's name.
const printName = "打印"

// PrintFolder is where files for printing are made: the program's own folder,
// for they hold personal data; it is wiped when the program ends. A file of the same name is replaced.
func PrintFolder() (string, error) {
	d, err := DataDir()
	if err != nil {
		return "", err
	}
	printed.Store(true)
	d = filepath.Join(d, printName)
	return d, safefile.MakeDir(d, 0o700)
}
