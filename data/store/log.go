package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
)

// Kinds of entries of the log that change no record and cannot be undone.
const (
	LogExport  = "export"  // personal data left the program
	LogReveal  = "reveal"  // a masked number was shown
	LogErase   = "erase"   // received files were destroyed
	LogRestore = "restore" // the database was restored from a backup
	LogAccess  = "access"  // signing in, failing to, users and their rights
	LogSalvage = "salvage" // the database was got out of a damaged file
	LogPartial = "kept"    // what a salvage found of an entry that lost its words
)

// LogKinds are the Chinese words for the kinds of entries.
var LogKinds = map[string]string{doAction: "修改", undoAction: "撤销", redoAction: "重做",
	LogExport: "导出", LogReveal: "查看号码", LogErase: "销毁", LogRestore: "恢复", LogAccess: "登录与权限", LogSalvage: "抢救", LogPartial: "残缺"}

// Detail is what an entry of the log says beside its label.
type Detail struct {
	Reason string   `json:"reason,omitempty"` // why, for exports
	File   string   `json:"file,omitempty"`   // the name of the file written
	People []string `json:"people,omitempty"` // names of whose data it is
	IDs    []string `json:"ids,omitempty"`    // and who they are in the register
	Note   string   `json:"note,omitempty"`

	Erased  []ErasedFile `json:"erased,omitempty"`  // files that were destroyed
	Salvage *Salvaged    `json:"salvage,omitempty"` // what was got out of a damaged file
}

// LogEntry is an entry with its detail.
type LogEntry struct {
	Action
	Detail
}

// Log writes an entry that changes no record: it stands in the chain like every
// other, and no undo takes it back.
func (s *Store) Log(ctx context.Context, kind, label string, d Detail) error {
	text, err := json.Marshal(d)
	if err != nil {
		return err
	}
	return s.do(ctx, head{label: label, kind: kind}, func(tx *Tx) error {
		tx.detail = string(text)
		return tx.begin(tx.at)
	})
}

// From names a file that an action takes its data from; the log keeps it.
func (tx *Tx) From(name string) {
	if name = clean(strings.TrimSpace(name)); name != "" && !slices.Contains(tx.sources, name) {
		tx.sources = append(tx.sources, name)
	}
}

// maxSources is how many file names an entry lists.
const maxSources = 20

func (tx *Tx) sourceText() string {
	list := tx.sources
	if len(list) > maxSources {
		return strings.Join(list[:maxSources], "、") + " 等 " + strconv.Itoa(len(list)) + " 个文件"
	}
	return strings.Join(list, "、")
}

// Entries lists entries of the log with their details, the latest first; kind
// "" is all kinds, limit 0 is no limit.
func (r Reader) Entries(ctx context.Context, kind string, limit int) ([]LogEntry, error) {
	columns, detailed := r.actionColumns(ctx)
	q := "SELECT " + columns + ", " + detailed + ", (SELECT COUNT(*) FROM change c WHERE c.action_id = a.id) FROM action a WHERE ? = '' OR a.kind = ? ORDER BY a.id DESC"
	return collect(ctx, r, q, limit, func(rows *sql.Rows) (e LogEntry, err error) {
		var detail string
		if e.Action, err = scanAction(rows.Scan, &detail, &e.Changes); err != nil || detail == "" {
			return e, err
		}
		return e, json.Unmarshal([]byte(detail), &e.Detail)
	}, kind, kind)
}
