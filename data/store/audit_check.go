package store

import (
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/uptrace/bun"
)

// Break is a place where the log or the records were changed past the program.
type Break struct {
	ActionID int64     `json:"actionId,omitempty"` // 0: no entry of the log
	At       time.Time `json:"at,omitzero"`
	User     string    `json:"user,omitempty"`
	Label    string    `json:"label,omitempty"`
	What     string    `json:"what"`
}

// ChainReport is what a check of the log found.
type ChainReport struct {
	Entries int     `json:"entries"`
	Changes int     `json:"changes"`
	Records int     `json:"records"`
	Head    string  `json:"head"`
	Known   bool    `json:"known"` // the seal that was asked for is in the chain
	Breaks  []Break `json:"breaks"`
	// Salvages are the entries, the oldest first, that got the database out of a
	// damaged file: what was lost is no fault of the chain, but it is to be told.
	Salvages []LogEntry `json:"salvages,omitempty"`
}

// maxBreaks is how many are listed; one deletion in the middle of a file can
// show in many records.
const maxBreaks = 50

// CheckChain goes through the whole log: each entry's seal, its link to the one
// before, the end of the chain, the marks of what was undone, and whether the
// records are what the log says they became. known, when not "", is a seal (or
// its beginning) that was noted down earlier and must still be in the chain.
func (r Reader) CheckChain(ctx context.Context, known string) (rep *ChainReport, err error) {
	c := &chainCheck{rep: &ChainReport{Breaks: []Break{}}, known: known, became: map[string][sha256.Size]byte{}, undone: map[int64]int64{}, marks: map[int64]*entry{}}
	if !r.chained(ctx) {
		return nil, fail(ErrReadOnly, "数据文件由较早版本的考察通建立，操作记录还没有连成一串；在能修改的地方打开一次，就会升级")
	}
	err = r.snapshot(ctx, func(r Reader) error { return c.run(ctx, r) })
	return c.rep, err
}

type chainCheck struct {
	rep    *ChainReport
	known  string
	last   string
	before *entry
	became map[string][sha256.Size]byte // kind/id to what it last became; not there: deleted
	undone map[int64]int64
	marks  map[int64]*entry // the undone ones, and those that were
}

func (c *chainCheck) run(ctx context.Context, r Reader) error {
	if err := eachEntry(ctx, r.db, 0, false, c.change, func(e *entry) error { c.entry(e); return ctx.Err() }); err != nil {
		return err
	}
	var head string
	var n int
	if err := r.db.QueryRowContext(ctx, "SELECT head, entries FROM chain WHERE id = 1").Scan(&head, &n); err != nil {
		return explainRead(err)
	}
	c.rep.Head = c.last
	if head != c.last || n != c.rep.Entries {
		c.add(c.before, fmt.Sprintf("记录的末尾不对：应有 %d 条，现有 %d 条，最后一条之后的记录可能被删掉", n, c.rep.Entries))
	}
	for id, e := range c.marks {
		if e.undone != c.undone[id] {
			c.add(e, "“已撤销”的标记被改动")
		}
	}
	if err := c.records(ctx, r.db); err != nil {
		return err
	}
	var err error
	if c.rep.Salvages, err = r.Entries(ctx, LogSalvage, 0); err != nil {
		return err
	}
	slices.Reverse(c.rep.Salvages)
	if c.known != "" && !c.rep.Known {
		what := "抄下的校验码不在记录里：那以前的记录被换过，或者校验码抄错了"
		if slices.ContainsFunc(c.rep.Salvages, func(e LogEntry) bool { return e.Salvage != nil && e.Salvage.Log.Sealed }) {
			what += "；也可能抄在抢救损坏的数据文件以前，那时丢失的记录不能再核对"
		}
		c.rep.Breaks = append(c.rep.Breaks, Break{What: what})
	}
	slices.SortStableFunc(c.rep.Breaks, func(a, b Break) int { return int(a.ActionID - b.ActionID) })
	return nil
}

func (c *chainCheck) change(_ *entry, ch *change) {
	c.rep.Changes++
	key := ch.kind + "/" + ch.id
	if !ch.after.Valid {
		delete(c.became, key)
		return
	}
	c.became[key] = sha256.Sum256([]byte(ch.after.String))
}

func (c *chainCheck) entry(e *entry) {
	c.rep.Entries++
	switch {
	case e.hash != e.sum:
		c.add(e, "这一条的内容被改动")
	case e.prev != c.last && c.before == nil:
		c.add(e, "这一条之前的记录被删除")
	case e.prev != c.last:
		c.add(e, fmt.Sprintf("与前一条（第 %d 号）接不上：两条之间有记录被删除、插入或调换，或者前一条被整条改写", c.before.id))
	}
	if c.known != "" && strings.HasPrefix(e.hash, strings.ToLower(c.known)) {
		c.rep.Known = true
	}
	switch e.kind {
	case undoAction:
		c.undone[e.target] = e.id
	case redoAction:
		c.undone[e.target] = 0
	}
	kept := *e
	if e.undone != 0 {
		c.marks[e.id] = &kept
	}
	if e.target != 0 && c.marks[e.target] == nil {
		c.marks[e.target] = &entry{id: e.target, at: e.at, user: e.user, label: e.label}
	}
	c.last, c.before = e.hash, &kept
}

// records compares what is stored with what the log says it became.
func (c *chainCheck) records(ctx context.Context, db bun.IDB) error {
	for key, k := range kinds {
		rows, err := db.QueryContext(ctx, "SELECT id, body FROM ?", bun.Ident(key))
		if err != nil {
			return explainRead(err)
		}
		for rows.Next() {
			var id, body string
			if err := rows.Scan(&id, &body); err != nil {
				rows.Close()
				return explainRead(err)
			}
			c.rep.Records++
			want, known := c.became[key+"/"+id]
			delete(c.became, key+"/"+id)
			switch {
			case !known:
				c.add(nil, fmt.Sprintf("%s“%s”不是由本程序写入的：操作记录里没有它", k.label, titleOf(key, body)))
			case want != sha256.Sum256([]byte(body)):
				c.add(nil, fmt.Sprintf("%s“%s”现在的内容与操作记录不一致，被别的程序改过", k.label, titleOf(key, body)))
			}
		}
		rows.Close()
		if err := rows.Err(); err != nil {
			return explainRead(err)
		}
	}
	for key := range c.became {
		kind, _, _ := strings.Cut(key, "/")
		c.add(nil, fmt.Sprintf("有一条%s被别的程序删掉：操作记录里有它，数据里没有", KindName(kind)))
	}
	return nil
}

func (c *chainCheck) add(e *entry, what string) {
	if len(c.rep.Breaks) >= maxBreaks {
		return
	}
	b := Break{What: what}
	if e != nil {
		b.ActionID, b.User, b.Label = e.id, e.user, e.label
		b.At, _ = parseStamp(e.at) // a spoilt time is shown as none
	}
	c.rep.Breaks = append(c.rep.Breaks, b)
}
