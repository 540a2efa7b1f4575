package sample

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"kaocha/data/cadre"
	"kaocha/data/review"
	"kaocha/data/store"
)

// installed opens a new database with the sample round of a scheme.
func installed(t *testing.T, key string) *review.Dossier {
	t.Helper()
	ctx := context.Background()
	st, err := store.Open(filepath.Join(t.TempDir(), "示例.db"), store.Options{User: "测试员"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	r, err := InstallAssessment(ctx, st, key)
	if err != nil {
		t.Fatal(err)
	}
	s, err := review.LoadScheme(key, []byte(r.SchemeText))
	if err != nil {
		t.Fatal(err)
	}
	d, err := st.Dossier(ctx, r, s, cadre.Date{Year: 2026, Month: 2, Day: 1})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// lines are the standings as text.
func lines(d *review.Dossier) (out []string) {
	for _, x := range review.StandingsOf(d).List {
		out = append(out, strings.TrimRight(fmt.Sprintf("%s %s %s %s %s", x.RankText(), x.File.Cadre.Name, x.Score.Text, x.Proposed, x.AwardText()), " "))
	}
	return out
}

// Worked out by hand from the sample's file:
// 白石 0.4·100+0.6·98 = 98.8; 青岚 0.4·95+0.6·92+2·2 = 97.2; 丹河 0.4·80+0.6·90 =
// 86; 墨水 0.4·86+0.6·86 = 86; 紫云 78, 16 of 40 不合格; 赤松 0.4·50+0.6·42 = 45.2.
func TestIntegritySample(t *testing.T) {
	want := []string{"1 白石县 98.80 合格 优秀（不得参评）", "2 青岚县 97.20 优秀 优秀", "并列 3 丹河县 86.00  优秀（并列待定）", "并列 3 墨水县 86.00  优秀（并列待定）", "5 紫云区 78.00 不合格", "6 赤松市 45.20 不合格"}
	if got := lines(installed(t, "integrity-target")); strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// 第一人民医院: routine 90·0.5 = 45; conduct (30·100+15·60)/45 = 86.667·0.1 = 8.667;
// meeting A 96, B 95, C 93.333: 0.4·96+0.3·95+0.3·93.333 = 94.9·0.4 = 37.96; 91.63.
// 中医院 95·0.5 + 95.556·0.1 + 96·0.4 = 47.5+9.556+38.4 = 95.46, vetoed.
// 妇幼 85·0.5 + (35·100+10·60)/47·0.1 + (92·.4+90·.3+90·.3 = 90.8)·0.4 = 42.5+8.723+36.32
// = 87.54. 疾控 92·0.6 + (98·.4+96·.3+96·.3 = 96.8)·0.4 = 93.92. 血液 52.8+36 = 88.8.
// 监督 54+0.4·92 = 90.8. 学会 48+0.4·(80·.4+82·.3+82·.3 = 81.2) = 80.48.
// 培训部 45+0.4·(78·.4+80·.3+80·.3 = 79.2) = 76.68.
func TestUnitAnnualSample(t *testing.T) {
	want := []string{"1 中医院 95.46  先进单位（不得参评）", "2 疾病预防控制中心 93.92  先进单位", "3 第一人民医院 91.63  先进单位", "4 卫生监督所 90.80  先进单位", "5 血液中心 88.80  先进单位", "6 妇幼保健院 87.54  先进单位", "7 医学会办公室 80.48", "8 卫生职工医院培训部 76.68"}
	if got := lines(installed(t, "unit-annual")); strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// Of 26 members one is on leave and one is visited at home: 24 in two groups of
// 12. 杨淑芳 has 6 of 8 for 一般 and 差 (差 4 of 8 is not more than half); 郭素云 5
// of 8; 黄国强 16 of 30; 谢振兴 is under discipline.
func TestPartyAppraisalSample(t *testing.T) {
	d := installed(t, "party-appraisal")
	size, grades := map[string]int{}, map[string][]string{}
	for _, f := range d.Files {
		size[f.Subject.Group]++
	}
	for _, x := range review.StandingsOf(d).List {
		grades[x.Proposed] = append(grades[x.Proposed], x.File.Cadre.Name)
	}
	if fmt.Sprint(size) != "map[:2 第一党小组:12 第二党小组:12]" {
		t.Errorf("groups %v", size)
	}
	if fmt.Sprint(grades["不合格"]) != "[谢振兴]" || fmt.Sprint(grades["基本合格"]) != "[杨淑芳 郭素云 黄国强]" || len(grades["合格"]) != 22 {
		t.Errorf("grades %v", grades)
	}
	for _, f := range review.Check(d) {
		if f.Severity >= review.Warning {
			t.Errorf("%s: %s", f.Person, f.Message)
		}
	}
}

// Every scheme of points, ballots and events has a sample.
func TestEverySchemeHasASample(t *testing.T) {
	all, err := review.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	have := strings.Join(Assessments(), " ")
	for _, x := range all {
		if s, err := review.LoadScheme(x.Key, x.Text); err != nil || s.Assesses() && !strings.Contains(have, x.Key) {
			t.Errorf("%s has no sample: %v", x.Key, err)
		}
	}
}
