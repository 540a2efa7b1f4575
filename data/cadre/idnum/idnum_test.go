package idnum

import (
	"strings"
	"testing"
	"time"
)

var today = time.Date(2025, 11, 20, 23, 0, 0, 0, time.UTC)

// Check digits worked by hand, region 999999 (its part of the sum is
// 9·(7+9+10+5+8+4) = 387):
//
//	19820315 001: 1·2+9·1+8·6+2·3+0+3·9+1·10+5·5+0+0+1·2   = 129; 516 mod 11 = 10 → 2
//	19900101 002: 1·2+9·1+9·6+0·3+0+1·9+0·10+1·5+0+0+2·2   =  83; 470 mod 11 =  8 → 4
//	20000229 004: 2·2+0+0+0+0+2·9+2·10+9·5+0+0+4·2         =  95; 482 mod 11 =  9 → 3
//	19750630 006: 1·2+9·1+7·6+5·3+0+6·9+3·10+0+0+0+6·2     = 164; 551 mod 11 =  1 → 0
//	19881212 001: 1·2+9·1+8·6+8·3+1·7+2·9+1·10+2·5+0+0+1·2 = 130; 517 mod 11 =  0 → 1
func TestParse(t *testing.T) {
	for text, want := range map[string]ID{
		"999999198203150012":     {"999999198203150012", 1982, 3, 15, true, false},
		"999999199001010024":     {"999999199001010024", 1990, 1, 1, false, false},
		"999999200002290043":     {"999999200002290043", 2000, 2, 29, false, false},
		"999999197506300060":     {"999999197506300060", 1975, 6, 30, false, false},
		"999999198812120011":     {"999999198812120011", 1988, 12, 12, true, false},
		"'999999198203150012":    {"999999198203150012", 1982, 3, 15, true, false},
		"‘999999 19820315 0012 ": {"999999198203150012", 1982, 3, 15, true, false},
		"９９９９９９１９８２０３１５００１２":        {"999999198203150012", 1982, 3, 15, true, false},
		"\ufeff999999198203150012　": {"999999198203150012", 1982, 3, 15, true, false},
		"999999820315001":           {"999999198203150012", 1982, 3, 15, true, true},
		"999999900101002":           {"999999199001010024", 1990, 1, 1, false, true},
	} {
		got, err := ParseAt(text, today)
		if err != nil || got != want {
			t.Errorf("%q: %+v, %v, want %+v", text, got, err, want)
		}
	}
}

// 999999 19820315 008: the sum of 001 and 7·2 more, 530 mod 11 = 2 → X.
func TestParseX(t *testing.T) {
	for _, text := range []string{"99999919820315008X", "99999919820315008x", "９９９９９９１９８２０３１５００８ｘ"} {
		if id, err := ParseAt(text, today); err != nil || id.Number != "99999919820315008X" || id.Male {
			t.Errorf("%q: %+v, %v", text, id, err)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"":                     "没有填写",
		"　 ":                   "没有填写",
		"99999919820315001":    "应为 18 位，现为 17 位",
		"9999991982031500122":  "应为 18 位，现为 19 位",
		"99999982031500":       "现为 14 位",
		"99999919820315O012":   "第 15 位“O”不是数字",
		"9999991982X3150012":   "第 11 位是“X”",
		"99999982031500X":      "第 15 位是“X”",
		"999999198203150013":   "第 18 位应为“2”，现为“3”",
		"999999198203150021":   "校验位不对",
		"999999198203150000":   "末三位都是 0",
		"999999198202300012":   "“19820230”不是真实的出生日期",
		"999999198213150012":   "“19821315”不是真实的出生日期",
		"999999190002290012":   "“19000229”不是真实的出生日期",
		"999999820230001":      "“19820230”不是真实的出生日期",
		"999999189903150012":   "早于 1900 年",
		"999999202511210012":   "2025.11.21 晚于今天",
		"9.99999198203150E+17": "科学计数",
		"身份证号":                 "第 1 位“身”不是数字",
		"999999198203150012②":  "第 19 位“②”不是数字",
	} {
		if id, err := ParseAt(text, today); err == nil || !strings.Contains(err.Error(), want) || id != (ID{}) {
			t.Errorf("%q: %+v, %v, want %s", text, id, err, want)
		}
	}
	if _, err := ParseAt("999999202511200012", today); err == nil || strings.Contains(err.Error(), "晚于") {
		t.Errorf("born today: %v", err)
	}
}

func TestMask(t *testing.T) {
	for text, want := range map[string]string{
		"350999198203150012": "350***********0012", "'350999 19820315001x": "350***********001X",
		"999999820315001": "999********5001", "12345": "*****", "": "",
	} {
		if got := Mask(text); got != want {
			t.Errorf("Mask(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestCheckDigit(t *testing.T) {
	if c, ok := CheckDigit("99999919820315001"); c != '2' || !ok {
		t.Errorf("%c %v", c, ok)
	}
	for _, bad := range []string{"", "9999991982031500", "9999991982031500X", "999999198203150012"} {
		if _, ok := CheckDigit(bad); ok {
			t.Errorf("%q accepted", bad)
		}
	}
}

// Whatever is accepted can be given again and means the same; a changed digit is
// always noticed.
func FuzzParse(f *testing.F) {
	f.Add("999999198203150012")
	f.Add("999999820315001")
	f.Add("'９９９９９９１９８２０３１５００８ｘ")
	f.Fuzz(func(t *testing.T, text string) {
		Mask(text)
		id, err := ParseAt(text, today)
		if err != nil {
			return
		}
		again, err := ParseAt(id.Number, today)
		again.Was15 = id.Was15
		if err != nil || again != id || len(id.Number) != 18 {
			t.Fatalf("%q: %+v, then %+v, %v", text, id, again, err)
		}
		for i := range 17 {
			changed := []byte(id.Number)
			changed[i] = '0' + (changed[i]-'0'+1)%10
			if _, err := ParseAt(string(changed), today); err == nil {
				t.Errorf("%s accepted as well as %s", changed, id.Number)
			}
		}
	})
}
