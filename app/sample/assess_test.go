package sample

import (
	"context"
	"fmt"
	"path/filepath"
	"regexp"
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

// Sections: 0.7 × the group's points + 0.3 × the meeting. 办公室 67.2 + 29.1 =
// 96.3; 人事科 66.5 + 29.1 = 95.6; 编制科 65.8 + 28.2 = 94; 用地科 64.4 + 28.2 = 92.6;
// 村镇科 63 + 28.2 = 91.2; 测绘科 and 市政科 61.6 + 27.3 = 88.9 for the one second prize
// left; 研究室 56 + 25.5 + 1; 档案室 54.6 + 25.5 − 2. Staff: 骆青 0.6·92 + 0.4·97 = 94;
// 祁月 52.8 + 37 = 89.8; 闻舟 34.2 + 26 = 60.2.
func TestPerformanceSample(t *testing.T) {
	d := installed(t, "performance")
	got := strings.Join(lines(d), "\n")
	for _, want := range []string{"1 办公室 96.30 合格 一等奖；先进集体", "2 人事科 95.60 合格 一等奖", "3 编制科 94.00 合格 二等奖", "5 村镇科 91.20 合格 二等奖",
		"并列 6 测绘科 88.90 合格 二等奖（并列待定）", "并列 6 市政科 88.90 合格 二等奖（并列待定）", "10 研究室 82.50 合格", "11 档案室 78.10 合格",
		"1 机关第一党支部 94.20 合格 创先争优党支部", "1 骆青 94.00 合格 先进个人", "2 祁月 89.80 合格 先进个人", "3 闻舟 60.20 合格"} {
		if !strings.Contains(got+"\n", want+"\n") {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	for _, f := range d.Files {
		if f.Cadre.Name == "闻舟" {
			if due := review.DueDate(d, f, "handed"); due.String() != "2026.01.11" {
				t.Errorf("materials of staff due %s", due)
			}
			if due := review.DueDate(d, f, "city-check"); !due.IsZero() {
				t.Errorf("staff have no stage of the city's check: %s", due)
			}
		}
	}
}

// Three experts gave 90, 85 and 91: 266 ÷ 3 = 88.67. Four meetings, 2.15 % and four
// projects come up to the standards; with three meetings and 1.9 % two findings tell.
func TestScienceSample(t *testing.T) {
	d := installed(t, "science-progress")
	if got := lines(d)[0]; got != "1 云桥区 88.67 通过" {
		t.Errorf("got %s", got)
	}
	rules := func() (out []string) {
		for _, f := range review.Check(d) {
			if strings.HasPrefix(f.Rule, "event.") {
				out = append(out, f.Rule)
			}
		}
		return out
	}
	if got := rules(); len(got) != 0 {
		t.Errorf("findings %v", got)
	}
	sub := d.Files[0].Subject
	sub.Events[4].Fields["share"] = "1.9"
	sub.Events = sub.Events[1:]
	if got := strings.Join(rules(), " "); got != "event.few event.range" {
		t.Errorf("findings %v", got)
	}
}

// Nine contents of 100 each converted to 100: 828 ÷ 9 = 92, 830 ÷ 9 = 92.2, 738 ÷ 9
// = 82, 643 ÷ 9 = 71.4.
func TestResponsibilitySample(t *testing.T) {
	want := []string{"1 领导班子 92.0 好", "1 严川 92.2 好", "1 纪南 82.0 较好", "1 颜默 71.4 一般"}
	if got := lines(installed(t, "responsibility-check")); strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
}

// Seven parts, twenty items, 1000 points; 939 self-assessed, one item without
// evidence, one handout not collected.
func TestMonthlySample(t *testing.T) {
	d := installed(t, "monthly-report")
	x := d.Scheme.SheetOf("checklist")
	if full, _ := x.Full().Float64(); len(x.Sections) != 7 || len(x.Items()) != 20 || full != 1000 {
		t.Errorf("%d parts, %d items, %v points", len(x.Sections), len(x.Items()), full)
	}
	if got := lines(d)[0]; got != "1 某某学校党委 939 达标" {
		t.Errorf("got %s", got)
	}
	var gaps []string
	for _, f := range review.Check(d) {
		if f.Rule == "score.proof" {
			gaps = append(gaps, f.Field)
		}
	}
	if fmt.Sprint(gaps) != "[困难帮扶]" {
		t.Errorf("gaps %v", gaps)
	}
}

// By 2026.02.01 the quarter is over. 傅明远 is through; 沈若溪 has no talk to give.
// 凌云帆's report is copied from 傅明远's but for two words. The overdue: 凌云帆's
// report (支委) and talk (支委), 祝南星's report (党建老师) and talk (支委), 温如言's
// report (本人).
func TestCandidatesSample(t *testing.T) {
	d := installed(t, "party-candidates")
	var late, copied []string
	for _, f := range review.Check(d) {
		switch f.Rule {
		case "event.late":
			late = append(late, f.Person+" "+f.Found+" "+strings.TrimPrefix(f.Action, "催办"))
		case "copy.event":
			copied = append(copied, f.Form+" "+f.Message+" "+f.Action)
		}
	}
	if got := strings.Join(late, "; "); got != "凌云帆 已提交 支委; 凌云帆 点评通过 支委; 祝南星 审核通过 支委; 祝南星 已汇总 党建老师; 温如言 未交 本人" {
		t.Errorf("late: %s", got)
	}
	if len(copied) != 1 || !strings.Contains(copied[0], "凌云帆的思想汇报与傅明远的有") || !strings.Contains(copied[0], "凌云帆写的是“学长请教，认识到") || !strings.Contains(copied[0], "傅明远写的是“师兄请教，认识到") {
		t.Errorf("copied: %v", copied)
	}
	d.Today = cadre.Date{Year: 2025, Month: 12, Day: 31} // the last day is in time
	for _, f := range review.Check(d) {
		if f.Rule == "event.late" {
			t.Errorf("late on the last day: %s", f.Message)
		}
	}
}

// 唐见微 (92 + 90) ÷ 2 = 91, 陆怀瑾 (87 + 86) ÷ 2 = 86.5. Team: 0.3·92 + 0.4·89 + 0.3·88
// = 89.6. 苏慕白: 76 in every group; 优秀 and 称职 are 60 % in each, below two thirds.
// 陆怀瑾 comes from elsewhere with 40 of 80 votes, 50 % < 60 %; his publicity was 5
// days. 石若谷 was not talked with this year. The material is valid for a year.
func TestLeadingCadresSample(t *testing.T) {
	d := installed(t, "leading-cadres")
	want := []string{" 贺知秋 —", " 石若谷 —", "1 唐见微 91.00", "2 陆怀瑾 86.50", "1 市水务局领导班子 89.60 较好", "1 苏慕白 76.00 基本称职"}
	if got := lines(d); strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
	file := func(name string) *review.File {
		for _, f := range d.Files {
			if f.Cadre.Name == name {
				return f
			}
		}
		t.Fatalf("no %s", name)
		return nil
	}
	var found []string
	for _, f := range review.Check(d) {
		if f.Severity >= review.Warning {
			found = append(found, f.Person+" "+f.Rule+" "+f.Found)
		}
	}
	if got := strings.Join(found, "; "); got != "石若谷 event.few 0; 陆怀瑾 event.span 5 天" {
		t.Errorf("findings %s", got)
	}
	texts := func(f *review.File, stage string) string {
		var out []string
		for _, u := range review.Blocked(d, f, stage) {
			out = append(out, u.Text)
		}
		return strings.Join(out, "; ")
	}
	if got := texts(file("陆怀瑾"), "announced"); got != "跨地区（部门）提任的，在原单位得票率应达到 60%" {
		t.Errorf("陆怀瑾 held by %q", got)
	}
	x := file("唐见微")
	if got := texts(x, "announced"); got != "" { // 46 of 80 is 57.5 %, 80 ballots are 50 and more
		t.Errorf("唐见微 held by %q", got)
	}
	t1 := x.Subject.PollTally("nomination")
	n, m, zero := 49, 120, 0
	t1.Groups = []review.GroupCount{{Expected: &m, Present: &n, Issued: &n, Returned: &n, Valid: &n, Invalid: &zero, Grades: map[string]int{"推荐": 14, "未推荐": 35}}}
	if got := texts(x, "announced"); got != "民主推荐参加不足 50 人，又不是不足 100 人的单位全体参加; 得票率不足 30%；同一职位都不足的，须进行第二轮推荐" { // 14 of 49: 28.6 %
		t.Errorf("held by %q", got)
	}
	second := x.Subject.NeedPollTally("second")
	second.Groups = []review.GroupCount{{Expected: &n, Present: &n, Issued: &n, Returned: &n, Valid: &n, Invalid: &zero, Grades: map[string]int{"推荐": 30, "未推荐": 19}}}
	x.Subject.PollTally("nomination").Groups[0].Expected = &n // a small unit, all of it
	if got := texts(x, "announced"); got != "" {
		t.Errorf("after the second round held by %q", got)
	}
	told := func(rule string) (who []string) {
		for _, f := range review.Check(d) {
			if f.Rule == rule {
				who = append(who, f.Person)
			}
		}
		return who
	}
	// 陆怀瑾, who contends for the same post, has 50 %: no second round was due.
	if got := strings.Join(told("poll.undue"), " "); got != "唐见微" {
		t.Errorf("the second round that was not due is told of %q", got)
	}
	file("陆怀瑾").Subject.PollTally("nomination").Groups = t1.Groups // now both have 28.6 %
	if got := append(told("poll.undue"), told("poll.due")...); len(got) != 0 {
		t.Errorf("a second round that is due and was held is told of: %v", got)
	}
	second.Groups = nil
	if got := strings.Join(told("poll.due"), " "); got != "唐见微" {
		t.Errorf("the second round that is missing is told of %q", got)
	}
	for i := range x.Subject.Materials {
		x.Subject.Materials[i].Date = cadre.Date{Year: 2025, Month: 1, Day: 20}
	}
	stale := 0
	for _, f := range review.Check(d) {
		if f.Rule == "material.stale" {
			stale++
		}
	}
	if stale != 1 { // on 2026.02.01 the material of 2025.01.20 is older than a year
		t.Errorf("%d stale materials", stale)
	}
}

// torn is a figure that stands close to Chinese on one side and apart on the
// other; dates are written close.
var torn = regexp.MustCompile(`\p{Han}[0-9.]+ \p{Han}|\p{Han} [0-9.]+[^0-9.年月日\P{Han}]`)

// Messages set figures apart from Chinese on both sides, whatever is wrong.
func TestMessagesSetFiguresApart(t *testing.T) {
	for _, key := range Assessments() {
		d := installed(t, key)
		for _, f := range d.Files {
			f.Subject.Events = nil // too few of everything
			for i := range f.Subject.Marks {
				f.Subject.Marks[i].Points = 1000
			}
		}
		for _, f := range review.Check(d) {
			for _, text := range []string{f.Message, f.Expected, f.Found, f.Action} {
				if torn.MatchString(text) {
					t.Errorf("%s, %s: %s", key, f.Rule, text)
				}
			}
		}
		for _, a := range review.StandingsOf(d).Awards {
			if torn.MatchString(a.Text()) {
				t.Errorf("%s: %s", key, a.Text())
			}
		}
	}
}
