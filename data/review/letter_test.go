package review

import (
	"testing"

	"kaocha/data/cadre"
)

// The work of a year that is assessed in January is not called the next year's.
func TestPapersNameTheYearAssessed(t *testing.T) {
	for name, want := range map[string]string{
		"2025年度厅直单位工作考核": "2025年度，2026年1月",
		"卫生厅2025 年度考核":   "2025年度，2026年1月",
		"年度考核":           "2026年度，2026年1月",
		"第12025年":        "2026年度，2026年1月",
	} {
		fill := LetterFiller(&Dossier{Round: &Round{Name: name, Assessed: cadre.Date{Year: 2026, Month: 1, Day: 13}}})
		if got := fill("{{年度}}年度，{{年}}年{{月}}月"); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}
