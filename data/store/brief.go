package store

import (
	"context"
	"strconv"
	"strings"

	"kaocha/data/cadre"
	"kaocha/data/cadre/strokes"
)

// Brief is what a list shows of a person: enough to find and to tell apart,
// read without the record itself. Of Probation it has Start, Months, End,
// FormalDate and Result.
type Brief struct {
	ID, Name, Sex                string
	Birth                        cadre.Date
	Branch, Unit, Position, Rank string
	IDNumber, StaffNo, Political string
	Probation                    cadre.Probation
}

// Cadre is the person with only what a Brief has: to be looked at, never saved.
func (b *Brief) Cadre() *cadre.Cadre {
	return &cadre.Cadre{ID: b.ID, Name: b.Name, Sex: b.Sex, Birth: b.Birth, Branch: b.Branch, Unit: b.Unit, Position: b.Position, Rank: b.Rank,
		IDNumber: b.IDNumber, StaffNo: b.StaffNo, Political: b.Political, Probation: b.Probation}
}

// briefSep stands between the parts of the stored column; its migration fills
// it for persons stored before.
const briefSep = "␟"

// briefBlock is how many are kept together: a list keeps all it reads, or nearly.
const briefBlock = 256

// briefParts is how many parts there are.
const briefParts = 16

func briefText(c *cadre.Cadre) string {
	p := c.Probation
	parts := [briefParts]string{c.ID, c.Name, c.Sex, c.Birth.String(), c.Branch, c.Unit, c.Position, c.Rank,
		c.IDNumber, c.StaffNo, c.Political, p.Start.String(), strconv.Itoa(p.Months), p.End.String(), p.FormalDate.String(), p.Result}
	for i, s := range parts {
		parts[i] = clean(strings.ReplaceAll(s, briefSep, " "))
	}
	return strings.Join(parts[:], briefSep)
}

// Briefs lists everybody in 姓氏笔画 order.
func (r Reader) Briefs(ctx context.Context) ([]*Brief, error) {
	var there int
	if err := r.db.QueryRowContext(ctx, "SELECT COUNT(*) FROM migration WHERE name LIKE '%_brief'").Scan(&there); err != nil {
		return nil, explainRead(err)
	}
	if there == 0 {
		return r.oldBriefs(ctx)
	}
	rows, err := r.db.QueryContext(ctx, "SELECT brief FROM cadre")
	if err != nil {
		return nil, explainRead(err)
	}
	defer rows.Close()
	var out []*Brief
	var block []Brief
	dates := dateReader{}
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			return nil, explainRead(err)
		}
		if len(block) == cap(block) { // one by one they cost more than reading them
			block = make([]Brief, 0, briefBlock)
		}
		b, ok := dates.brief(text)
		if !ok {
			return r.oldBriefs(ctx)
		}
		block = append(block, b)
		out = append(out, &block[len(block)-1])
	}
	if err := rows.Err(); err != nil {
		return nil, explainRead(err)
	}
	strokes.Sort(out, func(b *Brief) string { return b.Name })
	return out, nil
}

// oldBriefs reads the records themselves: of a database that may not be brought
// up to date, as on a share, or whose narrow column is not right.
func (r Reader) oldBriefs(ctx context.Context) ([]*Brief, error) {
	list, err := many[cadre.Cadre](ctx, r, "SELECT body FROM cadre")
	if err != nil {
		return nil, err
	}
	out := make([]*Brief, len(list))
	for i := range list {
		b, _ := dateReader{}.brief(briefText(&list[i])) // just written so
		out[i] = &b
	}
	strokes.Sort(out, func(b *Brief) string { return b.Name })
	return out, nil
}

// dateReader reads dates, each way of writing one only once: a register has
// far fewer dates than persons.
type dateReader map[string]cadre.Date

func (m dateReader) date(s string) cadre.Date {
	if s == "" {
		return cadre.Date{}
	}
	d, ok := m[s]
	if !ok {
		d = parsed(s)
		m[s] = d
	}
	return d
}

func (m dateReader) brief(text string) (b Brief, ok bool) {
	var p [briefParts]string
	for i := range p {
		p[i], text, ok = strings.Cut(text, briefSep)
		if ok != (i < briefParts-1) {
			return b, false
		}
	}
	months, err := strconv.Atoi(p[12])
	return Brief{ID: p[0], Name: p[1], Sex: p[2], Birth: m.date(p[3]), Branch: p[4], Unit: p[5], Position: p[6], Rank: p[7],
		IDNumber: p[8], StaffNo: p[9], Political: p[10],
		Probation: cadre.Probation{Start: m.date(p[11]), Months: months, End: m.date(p[13]), FormalDate: m.date(p[14]), Result: p[15]}}, err == nil
}

// CountCadres is how many persons there are.
func (r Reader) CountCadres(ctx context.Context) (n int, err error) {
	err = r.db.QueryRowContext(ctx, "SELECT COUNT(*) FROM cadre").Scan(&n)
	return n, explainRead(err)
}
