package cadre

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Date is a calendar date whose day, or day and month, may be unknown (0).
// The zero Date is "unknown". Personnel forms give most dates by month.
type Date struct{ Year, Month, Day int }

// Sentinel faults of ParseDate; the error texts carry the value and the way out.
var (
	ErrDateForm    = errors.New("日期写法无法识别")
	ErrDateCentury = errors.New("年份只有两位，无法判断世纪")
	ErrDateReal    = errors.New("日期不存在")
)

var (
	dateSep = regexp.MustCompile(`^(\d{4})\s*[.\-/年．。－]\s*(\d{1,2})\s*(?:月|[.\-/．。－]\s*(\d{1,2})\s*日?|月\s*(\d{1,2})\s*日?)?$`)
	dateRun = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})?$`)
	dateYr  = regexp.MustCompile(`^(\d{4})\s*年?$`)
	dateTwo = regexp.MustCompile(`^\d{2}\s*[.\-/年．]\s*\d{1,2}`)
)

// ParseDate reads the ways clerks write dates: 1985.7, 1985-07, 198507,
// 19850703, 1985年7月, 1985年7月3日, 1985/7/3, 1985. Blank gives the zero Date.
// A two-digit year is refused (ErrDateCentury), never guessed.
func ParseDate(s string) (Date, error) {
	t := strings.TrimSpace(halfWidth(s))
	if t == "" {
		return Date{}, nil
	}
	var y, m, d string
	switch {
	case dateSep.MatchString(t):
		x := dateSep.FindStringSubmatch(t)
		y, m, d = x[1], x[2], x[3]+x[4]
	case dateRun.MatchString(t):
		x := dateRun.FindStringSubmatch(t)
		y, m, d = x[1], x[2], x[3]
	case dateYr.MatchString(t):
		y = dateYr.FindStringSubmatch(t)[1]
	case dateTwo.MatchString(t):
		return Date{}, fmt.Errorf("“%s”：%w，请写成四位年份，如 1985.07", s, ErrDateCentury)
	default:
		return Date{}, fmt.Errorf("“%s”：%w，请写成 1985.07 或 1985.07.03", s, ErrDateForm)
	}
	out := Date{atoi(y), atoi(m), atoi(d)}
	if !out.Real() || (m != "" && out.Month == 0) || (d != "" && out.Day == 0) {
		return Date{}, fmt.Errorf("“%s”：%w，请核对年月日", s, ErrDateReal)
	}
	return out, nil
}

// MustDate is ParseDate for constants in code and tests; it panics on a fault.
func MustDate(s string) Date {
	d, err := ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func atoi(s string) int { n, _ := strconv.Atoi(s); return n }

// halfWidth turns full-width digits and blanks into their ASCII forms.
func halfWidth(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		case r == '\u3000' || r == '\u00a0':
			return ' '
		}
		return r
	}, s)
}

// Real tells whether the known parts name a date that exists (years 1900–2199).
func (d Date) Real() bool {
	if d.Year < 1900 || d.Year > 2199 || d.Month < 0 || d.Month > 12 || d.Day < 0 {
		return false
	}
	if d.Month == 0 {
		return d.Day == 0
	}
	return d.Day <= daysIn(d.Year, d.Month)
}

func daysIn(y, m int) int { return time.Date(y, time.Month(m)+1, 0, 0, 0, 0, 0, time.UTC).Day() }

// IsZero tells that nothing is known.
func (d Date) IsZero() bool { return d == Date{} }

// Dotted prints YYYY.MM, or YYYY when the month is unknown; "" for unknown.
func (d Date) Dotted() string {
	switch {
	case d.IsZero():
		return ""
	case d.Month == 0:
		return fmt.Sprintf("%04d", d.Year)
	}
	return fmt.Sprintf("%04d.%02d", d.Year, d.Month)
}

// String prints all that is known: YYYY.MM.DD, YYYY.MM or YYYY.
func (d Date) String() string {
	if d.Day == 0 {
		return d.Dotted()
	}
	return fmt.Sprintf("%04d.%02d.%02d", d.Year, d.Month, d.Day)
}

// Chinese prints YYYY年M月D日 without leading zeros (NWPU, DOMAIN 2.0).
func (d Date) Chinese() string {
	switch {
	case d.IsZero():
		return ""
	case d.Month == 0:
		return fmt.Sprintf("%d年", d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%d年%d月", d.Year, d.Month)
	}
	return fmt.Sprintf("%d年%d月%d日", d.Year, d.Month, d.Day)
}

// Compact prints YYYYMM or YYYYMMDD, as .lrmx writes dates.
func (d Date) Compact() string {
	return strings.ReplaceAll(d.String(), ".", "")
}

// Month1 drops the day.
func (d Date) Month1() Date { return Date{d.Year, d.Month, 0} }

// Compare orders dates; an unknown part sorts before a known one.
func (d Date) Compare(o Date) int {
	for _, p := range [3][2]int{{d.Year, o.Year}, {d.Month, o.Month}, {d.Day, o.Day}} {
		if p[0] != p[1] {
			if p[0] < p[1] {
				return -1
			}
			return 1
		}
	}
	return 0
}

// Before tells whether d is earlier than o.
func (d Date) Before(o Date) bool { return d.Compare(o) < 0 }

// AddMonths moves by n calendar months; the day is cut to the month's length.
// Unknown parts stay unknown; a date without a month is returned as it is.
func (d Date) AddMonths(n int) Date {
	if d.Month == 0 {
		return d
	}
	m := d.Year*12 + d.Month - 1 + n
	o := Date{m / 12, m%12 + 1, d.Day}
	if o.Day > 0 {
		o.Day = min(o.Day, daysIn(o.Year, o.Month))
	}
	return o
}

// AddDays moves by n days; an unknown day counts as the last of the month.
func (d Date) AddDays(n int) Date {
	if d.Month == 0 {
		return d
	}
	return FromTime(d.Time().AddDate(0, 0, n))
}

// Time is midnight UTC of the date; an unknown day counts as the last of the
// month, an unknown month as December.
func (d Date) Time() time.Time {
	m, day := d.Month, d.Day
	if m == 0 {
		m = 12
	}
	if day == 0 {
		day = daysIn(d.Year, m)
	}
	return time.Date(d.Year, time.Month(m), day, 0, 0, 0, 0, time.UTC)
}

// FromTime takes the calendar date of t.
func FromTime(t time.Time) Date { return Date{t.Year(), int(t.Month()), t.Day()} }

// MonthsSince is the number of calendar months from o to d (days ignored).
func (d Date) MonthsSince(o Date) int { return (d.Year-o.Year)*12 + d.Month - o.Month }

// AgeAt gives the age in full years at a stated date by months, as the
// appointment form counts it (DOMAIN 3.8); -1 when the birth or date is unknown.
func AgeAt(birth, at Date) int {
	if birth.IsZero() || at.IsZero() || birth.Month == 0 || at.Month == 0 {
		return -1
	}
	age := at.Year - birth.Year
	if at.Month < birth.Month {
		age--
	}
	return max(age, -1)
}

// MarshalText writes ISO form: 1985-07-03, 1985-07 or 1985.
func (d Date) MarshalText() ([]byte, error) {
	return []byte(strings.ReplaceAll(d.String(), ".", "-")), nil
}

// UnmarshalText reads any form ParseDate reads.
func (d *Date) UnmarshalText(b []byte) (err error) {
	*d, err = ParseDate(string(b))
	return err
}
