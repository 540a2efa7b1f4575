package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
)

// Source is the file a person's record came from, byte for byte.
type Source struct {
	Kind string // lrmx, lrm, xlsx …
	Name string // file name
	Raw  []byte
}

func hashOf(b []byte) string {
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}

// Photo reads a stored picture (JPEG).
func (r Reader) Photo(ctx context.Context, hash string) ([]byte, error) {
	_, b, err := r.blob(ctx, "照片", "SELECT '', bytes FROM photo WHERE hash = ?", hash)
	return b, err
}

// File reads a stored file with the name it was received under.
func (r Reader) File(ctx context.Context, hash string) (name string, bytes []byte, err error) {
	return r.blob(ctx, "文件", "SELECT name, bytes FROM file WHERE hash = ?", hash)
}

// blob reads bytes and makes sure that they are those that were stored.
func (r Reader) blob(ctx context.Context, what, query, hash string) (name string, b []byte, err error) {
	err = r.db.QueryRowContext(ctx, query, hash).Scan(&name, &b)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		if err := r.gone(ctx, hash); err != nil {
			return "", nil, err
		}
		return "", nil, fail(ErrNotFound, "数据库中没有这个%s", what)
	case err != nil:
		return "", nil, explainRead(err)
	case hashOf(b) != hash:
		return "", nil, fail(ErrDamaged, "数据库中的%s%s已损坏，请用最近的备份恢复", what, name)
	}
	return name, b, nil
}

// Source reads the kept original of a person's record of the given kind, e.g.
// "lrmx", or with kind "" the latest of any kind; ErrNotFound when there is none.
func (r Reader) Source(ctx context.Context, cadreID, kind string) (*Source, error) {
	list, err := many[source](ctx, r, `SELECT s.body FROM source s JOIN file f ON f.hash = s.file_hash
WHERE s.cadre_id = ? AND (s.kind = ? OR ? = '') ORDER BY f.received_at DESC, s.id`, cadreID, kind, kind)
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return nil, fail(ErrNotFound, "这名干部没有保存来源文件")
	}
	_, raw, err := r.File(ctx, list[0].Hash)
	return &Source{Kind: list[0].Kind, Name: list[0].Name, Raw: raw}, err
}

// maxFile keeps a scan gone wrong from swelling the database, in bytes.
const maxFile = 100 << 20

// PutFile stores a received file; the same bytes are stored once, under the
// name they first came with. Files stay when what refers to them goes, so that
// every earlier state can be restored.
func (tx *Tx) PutFile(name string, b []byte) (hash string, err error) {
	if len(b) > maxFile {
		return "", fail(ErrInvalid, "文件“%s”有 %d MB，超过 %d MB，不能收入；请压缩其中的图片后再试", name, len(b)>>20, maxFile>>20)
	}
	tx.From(name)
	hash = hashOf(b)
	return hash, tx.exec("INSERT INTO file (hash, name, size, received_at, bytes) VALUES (?, ?, ?, ?, ?) ON CONFLICT (hash) DO NOTHING",
		hash, clean(name), len(b), stamp(tx.at), notNil(b))
}

// PutPhoto stores a picture of a person: JPEG, PNG or BMP. What is larger than
// a form prints is reduced, camera data is dropped; a small clean JPEG is kept
// byte for byte.
func (tx *Tx) PutPhoto(b []byte) (hash string, err error) {
	if b, err = preparePhoto(b); err != nil {
		return "", err
	}
	return tx.putPhoto(b)
}

// PutKeptPhoto stores a picture as another database keeps it, byte for byte, so
// that it has the same key in both. It refuses what no database of ours keeps:
// other formats than JPEG, pictures beyond the limits.
func (tx *Tx) PutKeptPhoto(b []byte) (hash string, err error) {
	cfg, format, err := measurePhoto(b)
	if err != nil {
		return "", err
	}
	if format != "jpeg" || cfg.Width > 2*photoWidth || cfg.Height > 2*photoHeight || len(b) > maxKeptPhoto {
		return "", fail(ErrInvalid, "照片（%s，%d×%d 像素，%d KB）不是本程序存的样子；请对方在他们那里重新放一次照片", format, cfg.Width, cfg.Height, len(b)>>10)
	}
	return tx.putPhoto(b)
}

// maxKeptPhoto bounds a kept picture in bytes: a reduced one of the noisiest
// kind has some 400 KB.
const maxKeptPhoto = 1 << 20

func (tx *Tx) putPhoto(b []byte) (hash string, err error) {
	hash = hashOf(b)
	return hash, tx.exec("INSERT INTO photo (hash, bytes) VALUES (?, ?) ON CONFLICT (hash) DO NOTHING", hash, b)
}

// PutSource keeps the original a person's record came from; one per kind.
func (tx *Tx) PutSource(cadreID, kind, name string, raw []byte) error {
	hash, err := tx.PutFile(name, raw)
	if err != nil {
		return err
	}
	return tx.save(KindSource, &source{CadreID: cadreID, Kind: kind, Name: name, Hash: hash})
}

// notNil: an empty file is not a missing one.
func notNil(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}
