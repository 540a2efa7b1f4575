package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"kaocha/data/review"
)

// Kinds of the exchange's records.
const (
	KindPeer     = "peer"
	KindHandover = "handover"
)

func init() {
	kinds[KindPeer] = define(KindPeer, "登记的密钥",
		func(p *review.Peer) string { return p.Key },
		func(p *review.Peer) string { return p.Branch },
		func(*review.Peer) map[string]any { return map[string]any{} })
	kinds[KindHandover] = define(KindHandover, "交换记录",
		func(h *review.Handover) string { return h.ID },
		func(h *review.Handover) string { return h.File },
		func(h *review.Handover) map[string]any { return map[string]any{"round_id": h.RoundID} })
}

// ExchangeKeys reads the secret keys of this database; ok is false until they
// are made.
func (r Reader) ExchangeKeys(ctx context.Context) (signing, opening string, ok bool, err error) {
	err = r.db.QueryRowContext(ctx, "SELECT signing, opening FROM exchange_key WHERE id = 1").Scan(&signing, &opening)
	if errors.Is(err, sql.ErrNoRows) {
		return "", "", false, nil
	}
	return signing, opening, err == nil, explainRead(err)
}

// PutExchangeKeys keeps the keys, once: keys that are there already stay. They
// stand outside the history, so that no undo loses what was handed out.
func (tx *Tx) PutExchangeKeys(signing, opening string) error {
	return tx.exec("INSERT INTO exchange_key (id, signing, opening, made_at) VALUES (1, ?, ?, ?) ON CONFLICT (id) DO NOTHING", signing, opening, stamp(tx.at))
}

// OldKey is a key of this database that was replaced.
type OldKey struct {
	Public, Signing, Opening string
	At                       time.Time
	Why                      string
}

// OldKeys lists the keys that were replaced, the latest first.
func (r Reader) OldKeys(ctx context.Context) ([]OldKey, error) {
	if there, err := r.migrated(ctx, "exchange_base"); !there {
		return nil, err
	}
	return collect(ctx, r, "SELECT public, signing, opening, replaced_at, why FROM exchange_key_old ORDER BY replaced_at DESC", 0,
		func(rows *sql.Rows) (k OldKey, err error) {
			var at string
			if err = rows.Scan(&k.Public, &k.Signing, &k.Opening, &at, &k.Why); err == nil {
				k.At, err = parseStamp(at)
			}
			return k, err
		})
}

// ReplaceExchangeKeys puts new keys in the place of the present ones, for a
// reason that the log keeps. public is the present signing key's public half.
// What was encrypted for the old ones can still be opened.
func (s *Store) ReplaceExchangeKeys(ctx context.Context, label, public, signing, opening, why string) error {
	return s.access(ctx, label, func(tx *Tx) error {
		err := tx.exec("INSERT INTO exchange_key_old (public, signing, opening, replaced_at, why) SELECT ?, signing, opening, ?, ? FROM exchange_key WHERE id = 1", public, stamp(tx.at), clean(why))
		if err != nil {
			return err
		}
		return tx.exec("UPDATE exchange_key SET signing = ?, opening = ?, made_at = ? WHERE id = 1", signing, opening, stamp(tx.at))
	})
}

// migrated tells that a migration was applied: an older database that is only
// looked at may be without it.
func (r Reader) migrated(ctx context.Context, name string) (bool, error) {
	var n int
	err := r.db.QueryRowContext(ctx, "SELECT COUNT(*) FROM migration WHERE name LIKE ?", "%_"+name).Scan(&n)
	return n > 0, explainRead(err)
}

// KeepBase keeps which stored records a parcel of ours gave away, outside
// the history: no undo takes back what was handed out.
func (tx *Tx) KeepBase(hash, roundID, branchID, records string) error {
	return tx.exec("INSERT INTO parcel_base (hash, round_id, branch_id, records) VALUES (?, ?, ?, ?) ON CONFLICT (hash) DO NOTHING", hash, roundID, branchID, records)
}

// Base is the hash of the stored records that a parcel of ours about a branch gave
// away, "" when there is none.
func (r Reader) Base(ctx context.Context, hash, branchID string) (records string, err error) {
	if there, err := r.migrated(ctx, "exchange_base"); !there {
		return "", err
	}
	err = r.db.QueryRowContext(ctx, "SELECT records FROM parcel_base WHERE hash = ? AND branch_id = ?", hash, branchID).Scan(&records)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return records, explainRead(err)
}

// Peers lists the registered keys.
func (r Reader) Peers(ctx context.Context) ([]review.Peer, error) {
	return many[review.Peer](ctx, r, "SELECT body FROM peer ORDER BY id")
}

// Peer finds a registered key, nil when it is not known.
func (r Reader) Peer(ctx context.Context, key string) (*review.Peer, error) {
	list, err := many[review.Peer](ctx, r, "SELECT body FROM peer WHERE id = ?", key)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	return &list[0], nil
}

// SavePeer registers a key, or changes what is known of it.
func (tx *Tx) SavePeer(p *review.Peer) error { return tx.save(KindPeer, p) }

// Handovers lists the parcels taken into a round, in the order they were taken.
func (r Reader) Handovers(ctx context.Context, roundID string) ([]review.Handover, error) {
	return many[review.Handover](ctx, r, "SELECT body FROM handover WHERE round_id = ? ORDER BY id", roundID)
}

// SaveHandover keeps a parcel that was taken.
func (tx *Tx) SaveHandover(h *review.Handover) error {
	if err := assign(&h.ID); err != nil {
		return err
	}
	return tx.save(KindHandover, h)
}

// What became of a parcel, as the log has it.
const (
	ParcelSent    = "sent"
	ParcelTaken   = "taken"
	ParcelRefused = "refused"
)

// ParcelLine is a line of the log of parcels.
type ParcelLine struct {
	At      time.Time `json:"at"`
	User    string    `json:"user"`
	What    string    `json:"what"` // ParcelSent, ParcelTaken or ParcelRefused
	Kind    string    `json:"kind"`
	RoundID string    `json:"roundId,omitempty"`
	Branch  string    `json:"branch,omitempty"`
	Seq     int       `json:"seq,omitempty"`
	Peer    string    `json:"peer,omitempty"`
	Hash    string    `json:"hash,omitempty"`
	File    string    `json:"file"`
	Note    string    `json:"note,omitempty"` // why it was refused
}

// LogParcel adds a line to the log of parcels, outside the history.
func (tx *Tx) LogParcel(l ParcelLine) error {
	return tx.exec(`INSERT INTO parcel_log (at, by_user, what, kind, round_id, branch, seq, peer, hash, file, note)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, stamp(tx.at), tx.store.User(), l.What, l.Kind, l.RoundID, clean(l.Branch), l.Seq, l.Peer, l.Hash, clean(l.File), clean(l.Note))
}

// ParcelLog lists the log of parcels, the latest first; limit 0 is all.
func (r Reader) ParcelLog(ctx context.Context, limit int) ([]ParcelLine, error) {
	return collect(ctx, r, "SELECT at, by_user, what, kind, round_id, branch, seq, peer, hash, file, note FROM parcel_log ORDER BY id DESC", limit,
		func(rows *sql.Rows) (l ParcelLine, err error) {
			var at string
			if err = rows.Scan(&at, &l.User, &l.What, &l.Kind, &l.RoundID, &l.Branch, &l.Seq, &l.Peer, &l.Hash, &l.File, &l.Note); err != nil {
				return l, err
			}
			l.At, err = parseStamp(at)
			return l, err
		})
}

// SentSeq is the greatest number of a kind that was written for a round, by a
// branch when one is given, 0 when none was.
func (r Reader) SentSeq(ctx context.Context, roundID, kind, branch string) (n int, err error) {
	err = r.db.QueryRowContext(ctx, "SELECT COALESCE(MAX(seq), 0) FROM parcel_log WHERE round_id = ? AND kind = ? AND what = ? AND (? = '' OR branch = ?)",
		roundID, kind, ParcelSent, branch, branch).Scan(&n)
	return n, explainRead(err)
}

// BlobSize is the length of a stored picture or file in bytes; ok is false when
// there is none.
func (r Reader) BlobSize(ctx context.Context, hash string, photo bool) (n int64, ok bool, err error) {
	q := "SELECT size FROM file WHERE hash = ?"
	if photo {
		q = "SELECT LENGTH(bytes) FROM photo WHERE hash = ?"
	}
	err = r.db.QueryRowContext(ctx, q, hash).Scan(&n)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, false, nil
	}
	return n, err == nil, explainRead(err)
}

// Touch says who changed a record last.
type Touch struct {
	User string
	At   time.Time
}

// LastTouches says of every record of a kind who changed it last, by ID.
func (r Reader) LastTouches(ctx context.Context, kind string) (map[string]Touch, error) {
	out := map[string]Touch{}
	_, err := collect(ctx, r, `SELECT c.entity_id, a.at, a.by_user FROM change c JOIN action a ON a.id = c.action_id
WHERE c.kind = ? AND c.action_id = (SELECT MAX(x.action_id) FROM change x WHERE x.kind = c.kind AND x.entity_id = c.entity_id)`, 0,
		func(rows *sql.Rows) (struct{}, error) {
			var id, at string
			var t Touch
			err := rows.Scan(&id, &at, &t.User)
			if err == nil {
				t.At, err = parseStamp(at)
			}
			out[id] = t
			return struct{}{}, err
		}, kind)
	return out, err
}
