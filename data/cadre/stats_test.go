package cadre

import "testing"

func TestAgeBandsAtTheirEdges(t *testing.T) {
	at := MustDate("2025.12.01")
	for birth, want := range map[string]string{
		"2003.01": "35 岁及以下", "1990.12": "35 岁及以下", // 35 in this month
		"1990.01": "35 岁及以下", // 35
		"1989.12": "36–40 岁", // turns 36 this month: counted by months
		"1985.01": "36–40 岁", // 40
		"1984.12": "41–45 岁", // 41
		"1980.01": "41–45 岁", // 45
		"1979.12": "46–50 岁", // 46
		"1975.01": "46–50 岁", // 50
		"1974.12": "51 岁及以上", // 51
		"1950.01": "51 岁及以上",
		"1980":    "", // the month is unknown: so is the age
		"":        "",
	} {
		d, err := ParseDate(birth)
		if err != nil {
			t.Fatal(err)
		}
		if got := AgeBand(d, at); got != want {
			t.Errorf("born %q: %q, want %q", birth, got, want)
		}
	}
	if got := AgeBand(MustDate("1990.01"), Date{}); got != "" {
		t.Errorf("at no date: %q", got)
	}
}

func TestHighestEducationOfTheTwo(t *testing.T) {
	for _, c := range []struct{ full, part, want string }{
		{"", "", ""},
		{"大学", "", "大学"},
		{"本科", "", "大学"},
		{"大专", "大学", "大学"},
		{"大专", "中央党校大学", "大学"},
		{"大学", "硕士研究生", "硕士研究生"},
		{"博士研究生", "大学", "博士研究生"},
		{"大学", "省委党校研究生", "其他研究生"},
		{"", "研究生教育", "其他研究生"},
		{"大学专科", "", "大专"},
		{"省委党校大专", "", "大专"},
		{"中等专科", "", "中专及以下"},
		{"普通高中", "大专", "大专"},
		{"初中", "", "中专及以下"},
		{"大学普通班", "", "大学"},
		{"海外联合培养博士", "大学", "博士研究生"},
		{"私塾", "", "其他"},
		{"私塾", "大专", "大专"},
	} {
		p := &Cadre{FullTime: Education{Level: c.full}, PartTime: Education{Level: c.part}}
		if got := p.EducationBand(); got != c.want {
			t.Errorf("%q and %q: %q, want %q", c.full, c.part, got, c.want)
		}
	}
}
