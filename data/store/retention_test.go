package store

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// shelf is a folder of backups as their names have it; prune works on it as
// after every new one.
type shelf struct {
	list []kept // the newest first
	n    int
}

func (s *shelf) add(r Retention, at time.Time) {
	s.n++
	s.list = slices.Insert(s.list, 0, kept{fmt.Sprintf("考察通-备份-%06d-%s.db", s.n, at.Format("20060102-150405")), s.n})
	stay := r.keeps(s.list)
	s.list = slices.DeleteFunc(s.list, func(b kept) bool { return !stay[b.path] })
}

func (s *shelf) dates() string {
	var out []string
	for _, b := range s.list {
		at, _ := backupTime(b.path)
		out = append(out, at.Format("0102"))
	}
	return strings.Join(out, " ")
}

// One backup a day at 18:00 for 400 days up to Monday 23 November 2026. By hand:
// 14 days back to the 10th (the ten recent are among them); the last of each of
// eight weeks, Sundays 22 and 15 (there already), 8 and 1 November, 25, 18 and 11
// October beside the week that has begun; the last of each of twelve months.
func TestRetentionOfOneADay(t *testing.T) {
	var s shelf
	last := time.Date(2026, 11, 23, 18, 0, 0, 0, time.Local)
	for i := 399; i >= 0; i-- {
		s.add(UsualRetention, last.AddDate(0, 0, -i))
	}
	want := "1123 1122 1121 1120 1119 1118 1117 1116 1115 1114 1113 1112 1111 1110" +
		" 1108 1101 1031 1025 1018 1011 0930 0831 0731 0630 0531 0430 0331 0228 0131 1231"
	if got := s.dates(); got != want {
		t.Errorf("kept %s\nwant %s", got, want)
	}
}

// Every half hour of one day: the ten newest, which hold the day's last too.
func TestRetentionOfManyADay(t *testing.T) {
	var s shelf
	at := time.Date(2026, 11, 23, 8, 0, 0, 0, time.Local)
	for range 20 {
		s.add(UsualRetention, at)
		at = at.Add(30 * time.Minute)
	}
	if len(s.list) != 10 || s.list[0].number != 20 || s.list[9].number != 11 {
		t.Errorf("%v", s.list)
	}
	s.add(UsualRetention, at.AddDate(0, 0, 1)) // the next day: 21, 20 … 12; 20 also is its day's last
	s.add(UsualRetention, at.AddDate(0, 0, 2))
	if len(s.list) != 10 {
		t.Errorf("%v", s.list)
	}
	for i := range 12 {
		s.add(UsualRetention, at.AddDate(0, 0, 3+i))
	}
	// 14 days 24 November to 7 December; the 23rd is the 15th day back, and the
	// last of no week but of no month either: November's is the 30th.
	if got := s.dates(); got != "1207 1206 1205 1204 1203 1202 1201 1130 1129 1128 1127 1126 1125 1124" {
		t.Errorf("kept %s", got)
	}
}

// CASES T13: neither a clock that is put two years back nor one that runs ahead
// takes anything away that would otherwise stay.
func TestRetentionWhenTheClockJumps(t *testing.T) {
	for name, shift := range map[string]func(time.Time) time.Time{
		"back":  func(at time.Time) time.Time { return at.AddDate(-2, 0, 0) },
		"ahead": func(at time.Time) time.Time { return at.AddDate(5, 0, 0) },
	} {
		var s shelf
		at := time.Date(2026, 6, 1, 18, 0, 0, 0, time.Local)
		for range 60 {
			s.add(UsualRetention, at)
			at = at.AddDate(0, 0, 1)
		}
		before := slices.Clone(s.list)
		s.add(UsualRetention, shift(at))
		var gone []string
		for _, b := range before {
			if !slices.Contains(s.list, b) {
				gone = append(gone, b.path)
			}
		}
		// Ahead looks like any new Monday: the 15th day back (17 July) and the 9th
		// week back (Sunday 14 June) go.
		want := map[string]string{"back": "", "ahead": "考察通-备份-000047-20260717-180000.db 考察通-备份-000014-20260614-180000.db"}[name]
		if strings.Join(gone, " ") != want {
			t.Errorf("%s: lost %v", name, gone)
		}
		for _, b := range before[:9] {
			if !slices.Contains(s.list, b) {
				t.Errorf("%s: a recent one went: %s", name, b.path)
			}
		}
	}
}

// A date that comes a second time does not push out what it had the first time.
func TestRetentionOfADateThatComesTwice(t *testing.T) {
	var s shelf
	day := time.Date(2026, 11, 23, 9, 0, 0, 0, time.Local)
	s.add(UsualRetention, day) // 1
	s.add(UsualRetention, day.AddDate(2, 0, 0))
	for i := range 30 { // the clock is put right again
		s.add(UsualRetention, day.Add(time.Duration(i)*time.Minute))
	}
	if s.list[len(s.list)-1].number != 1 {
		t.Errorf("the first is gone: %v", s.list)
	}
}
