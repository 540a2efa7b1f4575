package cadre

import (
	"errors"
	"testing"
)

func TestParseDate(t *testing.T) {
	for in, want := range map[string]string{
		"": "", " \u3000": "", "1985.7": "1985.07", "1985.07": "1985.07", "198507": "1985.07", "19850703": "1985.07.03",
		"1985-07": "1985.07", "1985/7/3": "1985.07.03", "1985年7月": "1985.07", "1985年7月3日": "1985.07.03", "1985 年 7 月": "1985.07",
		"１９８５．０７": "1985.07", "1985。7": "1985.07", "1985": "1985", "1985年": "1985", "2000.02.29": "2000.02.29", "1985.7.3日": "1985.07.03",
	} {
		if got, err := ParseDate(in); err != nil || got.String() != want {
			t.Errorf("%q: %s %v, want %s", in, got, err, want)
		}
	}
	for in, want := range map[string]error{
		"85.07": ErrDateCentury, "85-7-3": ErrDateCentury, "85年7月": ErrDateCentury,
		"1985.13": ErrDateReal, "1985.0": ErrDateReal, "198500": ErrDateReal, "1985.02.30": ErrDateReal, "1900.02.29": ErrDateReal,
		"1985.7.0": ErrDateReal, "1899.12": ErrDateReal, "2200.01": ErrDateReal,
		"7月": ErrDateForm, "abc": ErrDateForm, "1985.7.3.1": ErrDateForm, "2月30日": ErrDateForm, "19857": ErrDateForm, "1985.123": ErrDateForm,
	} {
		if got, err := ParseDate(in); !errors.Is(err, want) {
			t.Errorf("%q: %s %v, want %v", in, got, err, want)
		}
	}
}

func TestDateSums(t *testing.T) {
	for _, c := range []struct {
		from, want string
		months     int
	}{
		{"2024.11.20", "2025.11.20", 12}, {"2024.01.31", "2024.02.29", 1}, {"2024.12", "2025.01", 1}, {"2024.01", "2023.12", -1}, {"2024", "2024", 5},
	} {
		if got := MustDate(c.from).AddMonths(c.months); got.String() != c.want {
			t.Errorf("%s + %d: %s", c.from, c.months, got)
		}
	}
	if got := MustDate("2024.02.28").AddDays(2); got.String() != "2024.03.01" {
		t.Errorf("leap year: %s", got)
	}
	// DOMAIN 3.8: by months, the day does not count
	for _, c := range []struct {
		birth, at string
		age       int
	}{{"1982.03", "2025.11", 43}, {"1982.12", "2025.11", 42}, {"1982.11.30", "2025.11.01", 43}, {"1982", "2025.11", -1}, {"2025.12", "2025.11", -1}} {
		if got := AgeAt(MustDate(c.birth), MustDate(c.at)); got != c.age {
			t.Errorf("born %s at %s: %d", c.birth, c.at, got)
		}
	}
	if a, b := MustDate("1985"), MustDate("1985.01"); a.Compare(b) != -1 || b.Compare(a) != 1 || a.Compare(a) != 0 {
		t.Error("an unknown month sorts first")
	}
}

func TestDateForms(t *testing.T) {
	d := MustDate("1985.07.03")
	for got, want := range map[string]string{d.Chinese(): "1985年7月3日", d.Compact(): "19850703", d.Dotted(): "1985.07",
		d.Month1().Chinese(): "1985年7月", d.Month1().Compact(): "198507", MustDate("1985").Chinese(): "1985年"} {
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	for _, s := range []string{"1985.07.03", "1985.07", "1985", ""} {
		b, err := MustDate(s).MarshalText()
		var back Date
		if err != nil || back.UnmarshalText(b) != nil || back != MustDate(s) {
			t.Errorf("%s as %s reads %s", s, b, back)
		}
	}
}

// Whatever is read as a date is real and reads again as the same.
func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"1985.7", "19850703", "1985年7月3日", "85.07", "１９８５", "1985.02.30"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParseDate(s)
		if err != nil {
			return
		}
		if !d.IsZero() && !d.Real() {
			t.Fatalf("%q: %v is not real", s, d)
		}
		if again, err := ParseDate(d.String()); err != nil || again != d {
			t.Fatalf("%q: %v reads as %v %v", s, d, again, err)
		}
	})
}
