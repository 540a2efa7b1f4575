package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"kaocha/data/review"

	"github.com/uptrace/bun"
)

// ErasedFile is a received file that was destroyed.
type ErasedFile struct {
	Hash string    `json:"hash"`
	Name string    `json:"name"`
	Size int64     `json:"size"`
	At   time.Time `json:"at"`
}

// ErrErased marks a file that was destroyed on purpose.
var ErrErased = errors.New("文件已按保管期限销毁")

// Erasable lists the received files of a round that nothing else uses: no other
// round, no person's original, no template. Also those that only an earlier
// version of a subject names, or only the records as a parcel brought them. Those
// records themselves, the base of the next merge, hold no bytes of files; they
// stay like the records of the round.
func (r Reader) Erasable(ctx context.Context, roundID string) ([]ErasedFile, error) {
	mine, err := r.everReceived(ctx, roundID)
	if err != nil {
		return nil, err
	}
	others, err := r.received(ctx, "round_id <> ?", roundID)
	if err != nil {
		return nil, err
	}
	all, err := collect(ctx, r, "SELECT f.hash, f.name, f.size FROM file f WHERE NOT EXISTS (SELECT 1 FROM source s WHERE s.file_hash = f.hash) AND NOT EXISTS (SELECT 1 FROM setting t WHERE t.body LIKE '%' || f.hash || '%') AND NOT EXISTS (SELECT 1 FROM handover h WHERE h.body LIKE '%' || f.hash || '%') AND NOT EXISTS (SELECT 1 FROM parcel_base b WHERE b.records = f.hash) ORDER BY f.received_at, f.hash", 0,
		func(rows *sql.Rows) (e ErasedFile, err error) { return e, rows.Scan(&e.Hash, &e.Name, &e.Size) })
	return slices.DeleteFunc(all, func(e ErasedFile) bool { return !mine[e.Hash] || others[e.Hash] }), err
}

// everReceived are the hashes of all files a round ever received.
func (r Reader) everReceived(ctx context.Context, roundID string) (map[string]bool, error) {
	out, err := r.received(ctx, "round_id = ?", roundID)
	if err != nil {
		return nil, err
	}
	named := func(query string, args ...any) error {
		list, err := collect(ctx, r, query, 0, func(rows *sql.Rows) (hash string, err error) { return hash, rows.Scan(&hash) }, args...)
		for _, h := range list {
			out[h] = true
		}
		return err
	}
	for _, at := range [][2]string{{"before_body", "materials"}, {"after_body", "materials"}, {"before_body", "evidence"}, {"after_body", "evidence"}} {
		side := at[0]
		if err := named(`SELECT DISTINCT json_extract(m.value, '$.fileHash') FROM change c, json_each(c.`+side+`, '$.`+at[1]+`') m
WHERE c.kind = 'subject' AND json_extract(c.`+side+`, '$.roundId') = ? AND json_extract(m.value, '$.fileHash') <> ''`, roundID); err != nil {
			return nil, err
		}
	}
	err = named(`SELECT DISTINCT x.atom FROM (SELECT json_extract(h.body, '$.records') AS records FROM handover h WHERE h.round_id = ? UNION SELECT records FROM parcel_base WHERE round_id = ?) p
JOIN file f ON f.hash = p.records, json_tree(CAST(f.bytes AS TEXT)) x WHERE x.key = 'fileHash' AND x.atom <> ''`, roundID, roundID)
	return out, err
}

// received are the hashes of the files of subjects.
func (r Reader) received(ctx context.Context, where string, args ...any) (map[string]bool, error) {
	list, err := many[review.Subject](ctx, r, "SELECT body FROM subject WHERE "+where, args...)
	out := map[string]bool{}
	for _, s := range list {
		for _, f := range s.ReceivedFiles() {
			out[f.Hash] = true
		}
	}
	return out, err
}

// Erased lists the destroyed files of a round, in the order they were.
func (r Reader) Erased(ctx context.Context, roundID string) ([]ErasedFile, error) {
	return collect(ctx, r, "SELECT hash, name, size, at FROM erased WHERE round_id = ? ORDER BY at, name, hash", 0, func(rows *sql.Rows) (e ErasedFile, err error) {
		var at string
		if err = rows.Scan(&e.Hash, &e.Name, &e.Size, &at); err == nil {
			e.At, err = parseStamp(at)
		}
		return e, err
	}, roundID)
}

// gone tells of a file that is not stored why, when it was destroyed.
func (r Reader) gone(ctx context.Context, hash string) error {
	var name, at string
	if r.db.QueryRowContext(ctx, "SELECT name, at FROM erased WHERE hash = ?", hash).Scan(&name, &at) != nil {
		return nil // never here, or a database from before there was such a list
	}
	when, err := parseStamp(at)
	if err != nil {
		return err
	}
	return fail(ErrErased, "文件“%s”已于 %s 按保管期限销毁，不能再打开", name, when.Format("2006年1月2日"))
}

// Erase destroys the received files of a round for good: no undo brings them
// back. The log keeps their names, sizes and hashes. Their bytes are overwritten
// and the database is rewritten without them; the copies in backups are not
// touched, see HoldsFiles.
func (s *Store) Erase(ctx context.Context, roundID, label string, d Detail) (gone []ErasedFile, err error) {
	if s.write == nil {
		return nil, fail(ErrReadOnly, "%s", s.reason)
	}
	if err := s.eng.overwrite(ctx, s.write); err != nil {
		return nil, s.explain(err)
	}
	err = s.do(ctx, head{label: label, kind: LogErase}, func(tx *Tx) error {
		if gone, err = tx.Erasable(tx.ctx, roundID); err != nil {
			return err
		}
		if len(gone) == 0 {
			return fail(ErrNothing, "这个批次没有可以销毁的文件：没有收过电子文件，或者已经销毁过了")
		}
		for i := range gone {
			e := &gone[i]
			e.At = tx.at
			if err := tx.exec("INSERT INTO erased (hash, name, size, at, round_id) VALUES (?, ?, ?, ?, ?) ON CONFLICT (hash) DO NOTHING", e.Hash, e.Name, e.Size, stamp(tx.at), roundID); err != nil {
				return err
			}
			if err := tx.exec("DELETE FROM file WHERE hash = ?", e.Hash); err != nil {
				return err
			}
		}
		d.Erased = gone
		text, err := json.Marshal(d)
		if err != nil {
			return err
		}
		tx.detail = string(text)
		return tx.begin(tx.at)
	})
	if err != nil {
		return nil, err
	}
	return gone, s.Scrub(ctx)
}

// Scrub rewrites the database so that nothing of what was deleted is left in
// unused pages or in the log beside it.
func (s *Store) Scrub(ctx context.Context) error {
	if err := s.enter(ctx); err != nil {
		return err
	}
	defer func() { <-s.turn }()
	if err := s.eng.scrub(ctx, s.write); err != nil {
		return fmt.Errorf("文件已从记录里删除，但数据文件还没有整理完，残余可能还在磁盘上；请关闭其他窗口，再做一次：%w", s.explain(err))
	}
	return nil
}

// HoldsFiles counts how many of some files a database or backup still has.
func HoldsFiles(ctx context.Context, path string, files []ErasedFile) (n int, err error) {
	var hashes []string
	for _, f := range files {
		hashes = append(hashes, f.Hash)
	}
	if len(hashes) == 0 {
		return 0, nil
	}
	err = withCopy(ctx, path, func(r Reader) error {
		return r.db.QueryRowContext(ctx, "SELECT COUNT(*) FROM file WHERE hash IN (?)", bun.List(hashes)).Scan(&n)
	})
	return n, err
}
