package store

import (
	"cmp"
	"context"
	"iter"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"kaocha/data/cadre"
	"kaocha/data/cadre/pinyin"
	"kaocha/data/cadre/strokes"

	"github.com/uptrace/bun"
)

// CadreFilter picks, orders and pages a list of cadres. The zero filter is
// everybody in the order they came in.
type CadreFilter struct {
	// Text: every blank-separated word must be found in staff number, unit,
	// branch or post, in the name (as written, by pinyin, initials or a mixture
	// of them), or end the ID number (from six characters on: stand anywhere in it).
	Text   string
	Branch string   // exactly this 党总支
	Unit   string   // exactly this unit
	IDs    []string // only these persons
	// DueBefore: probation still open and ending before this date; DefMonths
	// is the length of a probation that states none.
	DueBefore cadre.Date
	DefMonths int
	Sort      string // strokes, unit, post, age, name or "" (as they came in)
	Offset    int
	Limit     int // 0: all
}

// Cadre reads one person.
func (r Reader) Cadre(ctx context.Context, id string) (*cadre.Cadre, error) {
	return one[cadre.Cadre](ctx, r, "这名干部，可能已被删除", "SELECT body FROM cadre WHERE id = ?", id)
}

// Cadres reads one page of the list and how many there are in all.
func (r Reader) Cadres(ctx context.Context, f CadreFilter) (page []cadre.Cadre, total int, err error) {
	err = r.snapshot(ctx, func(r Reader) error {
		ids, err := r.cadreIDs(ctx, f)
		if err != nil {
			return err
		}
		total = len(ids)
		ids = ids[min(max(f.Offset, 0), total):]
		if f.Limit > 0 {
			ids = ids[:min(f.Limit, len(ids))]
		}
		for chunk := range slices.Chunk(ids, chunkSize) {
			cs, err := r.cadresByID(ctx, chunk)
			if err != nil {
				return err
			}
			page = append(page, cs...)
		}
		return nil
	})
	return page, total, err
}

// chunkSize is how many persons are read at a time when all are walked over.
const chunkSize = 200

// AllCadres walks over the filtered list in its order with only a few persons
// in memory. Offset and Limit are not used. The records may be written
// meanwhile; a person deleted meanwhile is left out.
func (r Reader) AllCadres(ctx context.Context, f CadreFilter) iter.Seq2[*cadre.Cadre, error] {
	return func(yield func(*cadre.Cadre, error) bool) {
		ids, err := r.cadreIDs(ctx, f)
		if err != nil {
			yield(nil, err)
			return
		}
		for chunk := range slices.Chunk(ids, chunkSize) {
			cs, err := r.cadresByID(ctx, chunk)
			if err != nil {
				yield(nil, err)
				return
			}
			for i := range cs {
				if !yield(&cs[i], nil) {
					return
				}
			}
		}
	}
}

// cadresByID reads persons in the order of ids.
func (r Reader) cadresByID(ctx context.Context, ids []string) ([]cadre.Cadre, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	cs, err := many[cadre.Cadre](ctx, r, "SELECT body FROM cadre WHERE id IN (?)", bun.List(ids))
	if err != nil {
		return nil, err
	}
	place := make(map[string]int, len(ids))
	for i, id := range ids {
		place[id] = i
	}
	slices.SortFunc(cs, func(a, b cadre.Cadre) int { return cmp.Compare(place[a.ID], place[b.ID]) })
	return cs, nil
}

// lite is what sorting needs of a person.
type lite struct {
	id   string
	keys [3]string
}

// sortColumns: what each order looks at.
var sortColumns = map[string][3]string{
	"":        {"''", "''", "''"},
	"strokes": {"name", "''", "''"},
	"unit":    {"unit", "name", "''"},
	"post":    {"rank", "position", "name"},
	"age":     {"birth", "name", "''"},
	"name":    {"name_pinyin", "name", "''"},
}

// cadreIDs finds whom the filter picks, in its order.
func (r Reader) cadreIDs(ctx context.Context, f CadreFilter) ([]string, error) {
	cols, ok := sortColumns[f.Sort]
	if !ok {
		return nil, fail(ErrInvalid, "不支持按“%s”排序；可用 strokes（姓氏笔画）、unit（单位）、post（职级职务）、age（年龄）、name（拼音）", f.Sort)
	}
	tests := f.tests()
	fields := append([]string{"id"}, cols[:]...)
	for _, t := range tests {
		fields = append(fields, t.columns...)
	}
	q := r.db.NewSelect().TableExpr("cadre").ColumnExpr(strings.Join(fields, ", ")).OrderExpr("id")
	f.where(q)
	rows, err := q.Rows(ctx)
	if err != nil {
		return nil, explainRead(err)
	}
	defer rows.Close()
	texts := make([]string, len(fields))
	into := make([]any, len(fields))
	for i := range texts {
		into[i] = &texts[i]
	}
	var list []lite
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return nil, explainRead(err)
		}
		if passes(tests, texts[4:]) {
			list = append(list, lite{texts[0], [3]string(texts[1:4])})
		}
	}
	if err := rows.Err(); err != nil {
		return nil, explainRead(err)
	}
	order(list, f.Sort)
	ids := make([]string, len(list))
	for i := range list {
		ids[i] = list[i].id
	}
	return ids, nil
}

// where is what SQL decides of the filter.
func (f CadreFilter) where(q *bun.SelectQuery) {
	if f.Branch != "" {
		q.Where("branch = ?", f.Branch)
	}
	if f.Unit != "" {
		q.Where("unit = ?", f.Unit)
	}
	if f.IDs != nil {
		q.Where("id IN (?)", bun.List(f.IDs))
	}
	for _, word := range f.words(false) {
		like := "%" + likeEscapes.Replace(word)
		tail := like
		if utf8.RuneCountInString(word) >= wholeID {
			tail += "%"
		}
		q.Where(`(search LIKE ? ESCAPE '\' OR id_number LIKE ? ESCAPE '\')`, like+"%", tail)
	}
}

var likeEscapes = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)

// wholeID is the length from which a piece of an ID number may stand anywhere.
const wholeID = 6

// words are those of Text with a Latin letter, which may be pinyin, or those
// without, which SQL can look for.
func (f CadreFilter) words(latin bool) (out []string) {
	for _, w := range strings.Fields(fold(clean(f.Text))) {
		if latin == strings.ContainsFunc(w, func(r rune) bool { return unicode.IsLetter(r) && r < 0x2e80 }) {
			out = append(out, w)
		}
	}
	return out
}

// test is a condition that is decided outside SQL, on the named columns.
type test struct {
	columns []string
	ok      func(texts []string) bool
}

func passes(tests []test, texts []string) bool {
	for _, t := range tests {
		if !t.ok(texts[:len(t.columns)]) {
			return false
		}
		texts = texts[len(t.columns):]
	}
	return true
}

// tests are the filter's conditions on calendar dates and on pinyin.
func (f CadreFilter) tests() (out []test) {
	if words := f.words(true); len(words) > 0 {
		out = append(out, test{[]string{"search", "id_number", "name"}, func(t []string) bool {
			for _, w := range words {
				if !found(w, t[0], t[1], t[2]) {
					return false
				}
			}
			return true
		}})
	}
	if !f.DueBefore.IsZero() {
		out = append(out, test{[]string{"probation_start", "probation_months", "probation_end", "probation_formal"}, f.due})
	}
	return out
}

func found(word, search, idNumber, name string) bool {
	id := strings.ToLower(idNumber)
	switch {
	case strings.Contains(search, word), strings.HasSuffix(id, word):
		return true
	case utf8.RuneCountInString(word) >= wholeID && strings.Contains(id, word):
		return true
	}
	return pinyin.Match(word, name)
}

// due: probation known, not ended by a formal appointment, and over before the
// day. Columns written by the store always parse.
func (f CadreFilter) due(t []string) bool {
	p := cadre.Probation{Start: parsed(t[0]), End: parsed(t[2]), FormalDate: parsed(t[3])}
	p.Months, _ = strconv.Atoi(t[1])
	end := p.EndDate(f.DefMonths)
	return p.FormalDate.IsZero() && !end.IsZero() && end.Before(f.DueBefore)
}

func parsed(s string) cadre.Date { d, _ := cadre.ParseDate(s); return d }

// order sorts by the filter's key; equal ones go by 姓氏笔画.
func order(list []lite, by string) {
	first := func(l lite) string { return l.keys[0] }
	switch by {
	case "strokes":
		strokes.Sort(list, first)
	case "unit", "age":
		strokes.Sort(list, func(l lite) string { return l.keys[1] })
		slices.SortStableFunc(list, func(a, b lite) int { return compareKnown(a.keys[0], b.keys[0]) })
	case "name":
		slices.SortStableFunc(list, func(a, b lite) int {
			return cmp.Or(compareKnown(a.keys[0], b.keys[0]), cmp.Compare(a.keys[1], b.keys[1]))
		})
	case "post":
		strokes.Sort(list, func(l lite) string { return l.keys[2] })
		slices.SortStableFunc(list, func(a, b lite) int {
			return cmp.Or(cmp.Compare(rankOrder(a.keys[0]), rankOrder(b.keys[0])), compareKnown(a.keys[1], b.keys[1]))
		})
	}
}

// compareKnown puts the empty text last.
func compareKnown(a, b string) int {
	if (a == "") != (b == "") {
		return cmp.Compare(len(b), len(a))
	}
	return cmp.Compare(a, b)
}

// ranks from the highest down, as posts are listed.
var ranks = []string{"正部", "副部", "正厅", "副厅", "正处", "副处", "正科", "副科", "科员"}

func rankOrder(rank string) int {
	i := slices.IndexFunc(ranks, func(r string) bool { return strings.Contains(rank, r) })
	if i < 0 {
		return len(ranks)
	}
	return i
}

// SaveCadre stores a person; a new one (empty ID) gets its identifier. To
// guard against overwriting someone else's change call Expect first with the
// person as it was read.
func (tx *Tx) SaveCadre(c *cadre.Cadre) error {
	if strings.TrimSpace(c.Name) == "" {
		return fail(ErrInvalid, "姓名不能为空，没有保存；请填写姓名")
	}
	if err := assign(&c.ID); err != nil {
		return err
	}
	return tx.save(KindCadre, c)
}

// DeleteCadre removes a person with the kept source files. It is refused while
// a round has the person as a subject; the message names the rounds.
func (tx *Tx) DeleteCadre(id string) error {
	c, err := tx.Cadre(tx.ctx, id)
	if err != nil {
		return err
	}
	if err := tx.notSubject(id, c.Name); err != nil {
		return err
	}
	sources, err := tx.strings("SELECT id FROM source WHERE cadre_id = ? ORDER BY id", id)
	if err != nil {
		return err
	}
	for _, s := range sources {
		if err := tx.remove(KindSource, s); err != nil {
			return err
		}
	}
	return tx.remove(KindCadre, id)
}

// notSubject refuses while a round has the person.
func (tx *Tx) notSubject(id, name string) error {
	rounds, err := tx.strings("SELECT r.name FROM subject s JOIN round r ON r.id = s.round_id WHERE s.cadre_id = ? ORDER BY r.id", id)
	if err != nil || len(rounds) == 0 {
		return err
	}
	return fail(ErrInUse, "%s是考察批次“%s”的考察对象，不能删除；请先在该批次中移除", name, strings.Join(rounds, "”“"))
}

// strings reads one text column.
func (tx *Tx) strings(query string, args ...any) ([]string, error) {
	rows, err := tx.tx.QueryContext(tx.ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, rows.Err()
}
