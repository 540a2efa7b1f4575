package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"strings"

	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/sqlitedialect"
	"modernc.org/sqlite"
)

// scopedViews stand before the tables of the same names on every reading
// connection of a branch's user: whatever query is asked, of the window or of a
// command, only the branch's records are there. %[1]s is the branch, %[2]s the
// user, both quoted.
var scopedViews = []string{
	`CREATE TEMP VIEW branch AS SELECT * FROM main.branch WHERE name = %[1]s`,
	`CREATE TEMP VIEW subject AS SELECT * FROM main.subject WHERE branch_id IN (SELECT id FROM temp.branch)`,
	`CREATE TEMP VIEW cadre AS SELECT * FROM main.cadre WHERE branch = %[1]s OR id IN (SELECT cadre_id FROM temp.subject WHERE cadre_id IS NOT NULL)`,
	`CREATE TEMP VIEW source AS SELECT * FROM main.source WHERE cadre_id IN (SELECT id FROM temp.cadre)`,
	`CREATE TEMP VIEW waiver AS SELECT * FROM main.waiver WHERE 0`,
	`CREATE TEMP VIEW handover AS SELECT * FROM main.handover WHERE
 json_extract(body, '$.branch') = %[1]s AND json_extract(body, '$.kind') IN ('invitation', 'receipt')`,
	`CREATE TEMP VIEW peer AS SELECT * FROM main.peer WHERE json_extract(body, '$.department') = 1`,
	`CREATE TEMP VIEW person_user AS SELECT * FROM main.person_user WHERE name = %[2]s`,
	`CREATE TEMP VIEW change AS SELECT * FROM main.change WHERE
 kind = 'cadre' AND entity_id IN (SELECT id FROM temp.cadre) OR kind = 'subject' AND entity_id IN (SELECT id FROM temp.subject)`,
	`CREATE TEMP VIEW action AS SELECT * FROM main.action WHERE by_user = %[2]s OR kind IN ('do', 'undo', 'redo') AND id IN (SELECT action_id FROM temp.change)`,
	`CREATE TEMP VIEW audit AS SELECT a.id AS action_id, c.seq, a.at, a.by_user, a.label, c.kind, c.entity_id,
 CASE WHEN c.before_body IS NULL THEN 'new' WHEN c.after_body IS NULL THEN 'deleted' ELSE 'changed' END AS what
FROM temp.action a JOIN temp.change c ON c.action_id = a.id`,
}

// scoped makes connections that see one branch only.
type scoped struct {
	dsn   string
	views []string
}

func (s scoped) Driver() driver.Driver { return &sqlite.Driver{} }

func (s scoped) Connect(ctx context.Context) (driver.Conn, error) {
	c, err := s.Driver().Open(s.dsn)
	if err != nil {
		return nil, err
	}
	for _, v := range s.views {
		if _, err := c.(driver.ExecerContext).ExecContext(ctx, v, nil); err != nil {
			c.Close()
			return nil, fmt.Errorf("view of a branch: %w", err)
		}
	}
	return c, nil
}

func (e sqliteEngine) openFor(path string, mode openMode, branch, user string) (*bun.DB, error) {
	if branch == "" {
		return e.open(path, mode)
	}
	s := scoped{dsn: e.dsn(path, mode)}
	for _, v := range scopedViews {
		s.views = append(s.views, strings.NewReplacer("%[1]s", quoted(branch), "%[2]s", quoted(user)).Replace(v))
	}
	db := bun.NewDB(sql.OpenDB(s), sqlitedialect.New())
	if err := db.Ping(); err != nil {
		db.Close()
		return nil, err
	}
	return db, nil
}

// quoted is a text as SQL writes it.
func quoted(s string) string { return "'" + strings.ReplaceAll(clean(s), "'", "''") + "'" }
