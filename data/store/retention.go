package store

import (
	"path/filepath"
	"strconv"
	"time"
)

// Retention says how many automatic backups stay: the newest ones, and the last
// of each of so many days, weeks (from Monday) and months.
type Retention struct{ Recent, Daily, Weekly, Monthly int }

// UsualRetention is what a database keeps.
var UsualRetention = Retention{Recent: 10, Daily: 14, Weekly: 8, Monthly: 12}

// jump is how far a backup may be ahead of the one made after it before the
// clock must have been moved; less is a change of the time zone.
const jump = 26 * time.Hour

// maxSpans bounds how many such spans are kept apart: a computer whose clock
// starts anew every day would fill its disk.
const maxSpans = 12

// keeps tells which of a list, the newest first by its running number, stay.
// Age never counts: days, weeks and months are those that have a backup, in the
// order of the numbers. Where the clock was moved back a new span begins, with
// days, weeks and months of its own: what was kept before stays, and a date that
// comes twice does not push out the backup it had the first time. A name without
// a date stays.
func (r Retention) keeps(list []kept) map[string]bool {
	stay := map[string]bool{}
	var days, weeks, months map[string]bool
	begin := func() { days, weeks, months = map[string]bool{}, map[string]bool{}, map[string]bool{} }
	begin()
	span, after := 1, time.Time{}
	for i, b := range list {
		if i < r.Recent {
			stay[b.path] = true
		}
		at, ok := backupTime(b.path)
		if !ok {
			stay[b.path] = true
			continue
		}
		if !after.IsZero() && at.Sub(after) > jump {
			begin()
			span++
		}
		after = at
		year, week := at.ISOWeek()
		for _, x := range []struct {
			seen map[string]bool
			max  int
			name string
		}{{days, r.Daily, at.Format("2006-01-02")}, {weeks, r.Weekly, strconv.Itoa(year) + "-" + strconv.Itoa(week)}, {months, r.Monthly, at.Format("2006-01")}} {
			if !x.seen[x.name] && len(x.seen) < x.max && span <= maxSpans {
				x.seen[x.name] = true
				stay[b.path] = true
			}
		}
	}
	return stay
}

// backupTime is the time in an automatic backup's name.
func backupTime(path string) (time.Time, bool) {
	m := numbered.FindStringSubmatch(filepath.Base(path))
	if m == nil {
		return time.Time{}, false
	}
	t, err := time.ParseInLocation("20060102-150405", m[3], time.Local)
	return t, err == nil
}
