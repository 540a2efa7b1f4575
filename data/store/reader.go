package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/uptrace/bun"
)

// Reader has the reading methods; Store and Tx both carry it.
type Reader struct{ db bun.IDB }

// snapshot runs fn on one consistent state of the records.
func (r Reader) snapshot(ctx context.Context, fn func(Reader) error) error {
	db, ok := r.db.(*bun.DB)
	if !ok {
		return fn(r) // an action already sees one state
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	return fn(Reader{tx})
}

// one reads the single body a query gives into v; what names it when missing.
func one[T any](ctx context.Context, r Reader, what, query string, args ...any) (*T, error) {
	var body string
	err := r.db.QueryRowContext(ctx, query, args...).Scan(&body)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fail(ErrNotFound, "找不到%s", what)
	}
	if err != nil {
		return nil, explainRead(err)
	}
	return decode[T](body)
}

// many reads the bodies a query gives, in its order.
func many[T any](ctx context.Context, r Reader, query string, args ...any) ([]T, error) {
	rows, err := r.db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, explainRead(err)
	}
	defer rows.Close()
	var out []T
	for rows.Next() {
		var body string
		if err := rows.Scan(&body); err != nil {
			return nil, explainRead(err)
		}
		v, err := decode[T](body)
		if err != nil {
			return nil, err
		}
		out = append(out, *v)
	}
	return out, explainRead(rows.Err())
}

func decode[T any](body string) (*T, error) {
	v := new(T)
	if err := json.Unmarshal([]byte(body), v); err != nil {
		return nil, &Error{Kind: ErrDamaged, Text: fmt.Sprintf("一条记录无法读取（%v），请用最近的备份恢复", err), Err: err}
	}
	return v, nil
}

// explainRead tells damage found while reading in the user's words.
func explainRead(err error) error {
	if err == nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return sqliteEngine{}.explain("", err)
}
