package review

import (
	"fmt"
	"strings"
	"testing"

	"kaocha/data/cadre"
)

// counted is a round whose people stand in branches, with a grade each: one
// letter, 优 称 不 or - for none.
func counted(t *testing.T, branches ...string) (StatQuestion, []*File) {
	t.Helper()
	s := shipped(t, "fafu-probation")
	if s.Vote.MinGroup != 5 {
		t.Fatalf("the scheme's minimum is %d", s.Vote.MinGroup)
	}
	names := map[rune]string{'优': "优秀", '称': "称职", '不': "不称职", '-': ""}
	var files []*File
	for _, line := range branches {
		branch, grades, _ := strings.Cut(line, " ")
		for _, g := range grades {
			f := &File{Cadre: someone(len(files)), Subject: &Subject{}, Branch: &Branch{Name: branch}}
			f.Subject.Report.Grade = names[g]
			files = append(files, f)
		}
	}
	day := cadre.MustDate("2025.12.10")
	return StatQuestion{What: "测试", At: day, Today: day, Scheme: s}, files
}

// table prints a result: 甲 1 2|乙 3 4|合计 4 6.
func printed(s *Stats) string {
	var lines []string
	for _, r := range append(s.Rows, s.Total) {
		line := r.Name
		for _, c := range r.Cells {
			line += " " + c.Text
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "|")
}

func headings(s *Stats) string {
	var out []string
	for _, c := range s.Columns {
		out = append(out, c.Name)
	}
	return strings.Join(out, " ")
}

func TestCountedByHand(t *testing.T) {
	for _, c := range []struct {
		name, by, and   string
		branches        []string
		heads, want     string
		noted, notNoted string
	}{
		{name: "heads are never hidden", by: "branch", branches: []string{"甲 优优优优优优优", "乙 称"},
			heads: "人数 占比", want: "甲 7 87.50%|乙 1 12.50%|合计 8 100.00%", noted: "党总支没有未填的", notNoted: "合并"},
		{name: "grades of all", by: "grade", branches: []string{"甲 优称称称称--"},
			heads: "人数 占比", want: "优秀 1 14.29%|称职 4 57.14%|不称职 0 0.00%|未填 2 28.57%|合计 7 100.00%", noted: "评价等级未填 2 人"},
		{name: "grades of four", by: "grade", branches: []string{"甲 优称称称-"},
			want: "优秀 不公布 不公布|称职 不公布 不公布|不称职 不公布 不公布|未填 1 20.00%|合计 5 100.00%", noted: "只有 4 人有结果，少于 5 人"},
		{name: "large groups", by: "branch", and: "grade", branches: []string{"甲 优优称称称", "乙 优称称称不"},
			heads: "优秀 称职 不称职 合计", want: "甲 2 3 0 5|乙 1 3 1 5|合计 3 6 1 10", notNoted: "合并"},
		// 乙 alone would be 合计 less 甲 and 丙: it takes the next larger one along
		{name: "one small group", by: "branch", and: "grade", branches: []string{"甲 优优优称称称称", "乙 优称", "丙 优称称称称不"},
			want: "甲 3 4 0 7|合并的 2 组 2 5 1 8|合计 5 9 1 15", noted: "不足 5 人的组不单独公布，已合并：丙、乙"},
		{name: "small groups that are enough together", by: "branch", and: "grade", branches: []string{"甲 优优优称称", "乙 优称称", "丙 不称"},
			want: "甲 3 2 0 5|合并的 2 组 1 3 1 5|合计 4 5 1 10"},
		{name: "one group left", by: "branch", and: "grade", branches: []string{"甲 优优优称称称称", "乙 优称"},
			want: "合并的 2 组 4 5 0 9|合计 4 5 0 9"},
		// six people but only one grade: it is that one's
		{name: "few grades in a large group", by: "branch", and: "grade", branches: []string{"甲 优优优称称称", "乙 不-----"},
			heads: "优秀 称职 不称职 未填 合计", want: "合并的 2 组 3 3 1 5 12|合计 3 3 1 5 12", noted: "评价等级未填 5 人"},
		{name: "no grades at all need no hiding", by: "branch", and: "grade", branches: []string{"甲 优优优称称称", "乙 --"},
			want: "甲 3 3 0 0 6|乙 0 0 0 2 2|合计 3 3 0 2 8", notNoted: "合并"},
		{name: "too few in all", by: "branch", and: "grade", branches: []string{"甲 优优", "乙 称-"},
			want: "甲 不公布 不公布 不公布 0 2|乙 不公布 不公布 不公布 1 2|合计 不公布 不公布 不公布 1 4"},
		{name: "the other way round", by: "grade", and: "branch", branches: []string{"甲 优优优称称称称", "乙 优称", "丙 优称称称称不"},
			heads: "甲 合并的 2 组 合计", want: "优秀 3 2 5|称职 4 5 9|不称职 0 1 1|合计 7 8 15"},
		{name: "too few the other way round", by: "grade", and: "branch", branches: []string{"甲 优优", "乙 称-"},
			want: "优秀 不公布 不公布 不公布|称职 不公布 不公布 不公布|不称职 不公布 不公布 不公布|未填 0 1 1|合计 2 2 4"},
		{name: "people without a branch are a group too", by: "branch", and: "grade", branches: []string{"甲 优优优称称称称", " 优称", "丙 优称称称称不"},
			want: "甲 3 4 0 7|合并的 2 组 2 5 1 8|合计 5 9 1 15", noted: "已合并：丙、未填"},
	} {
		q, files := counted(t, c.branches...)
		q.By, q.And = c.by, c.and
		s, err := CountBy(q, files)
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		if got := printed(s); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
		if c.heads != "" && headings(s) != c.heads {
			t.Errorf("%s: headed %s, want %s", c.name, headings(s), c.heads)
		}
		notes := strings.Join(s.Notes, "")
		if !strings.Contains(notes, c.noted) || c.notNoted != "" && strings.Contains(notes, c.notNoted) {
			t.Errorf("%s: notes %s", c.name, notes)
		}
	}
}

// tallied gives a person so many votes 优秀, 称职, 不称职 and 弃权.
func tallied(f *File, votes ...int) {
	grades, sum := map[string]int{}, 0
	for i, k := range []string{"优秀", "称职", "不称职", "弃权"} {
		grades[k] = votes[i]
		sum += votes[i]
	}
	zero := 0
	f.Subject.Tally = &Tally{Groups: []GroupCount{{Expected: &sum, Present: &sum, Issued: &sum, Returned: &sum, Valid: &sum, Invalid: &zero, Grades: grades}}}
}

func TestMeanRatesByHand(t *testing.T) {
	q, files := counted(t, "甲 -----", "乙 -----", "丙 --")
	q.By, q.And = "branch", VoteRates
	for i := range 5 {
		tallied(files[i], 10, 0, 0, 0)   // 100 % 优秀
		tallied(files[5+i], 0, 20, 0, 0) // 0 % 优秀, 100 % 称职
	}
	tallied(files[4], 1, 1, 1, 0) // three ballots: their voters would show
	tallied(files[9], 0, 0, 20, 0)
	s, err := CountBy(q, files)
	if err != nil {
		t.Fatal(err)
	}
	// 甲 has four rates only and goes with 乙: 4 of 9 are 优秀, 4 称职, 1 不称职.
	want := "丙 2 0 — — — — —|合并的 2 组 10 9 44.44% 44.44% 11.11% 0.00% 88.89%|合计 12 9 44.44% 44.44% 11.11% 0.00% 88.89%"
	if got := printed(s); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if want := "人数 有得票率的人 优秀 称职 不称职 弃权 称职及以上率"; headings(s) != want {
		t.Errorf("headed %s", headings(s))
	}
	if notes := strings.Join(s.Notes, ""); !strings.Contains(notes, "1 人的有效票少于 5 张") || !strings.Contains(notes, "已合并：甲、乙") {
		t.Errorf("notes: %s", notes)
	}

	tallied(files[4], 0, 7, 7, 0) // 0 %, 50 %, 50 %; now both stand alone
	s, _ = CountBy(q, files)
	want = "甲 5 5 80.00% 10.00% 10.00% 0.00% 90.00%|乙 5 5 0.00% 80.00% 20.00% 0.00% 80.00%|丙 2 0 — — — — —|合计 12 10 40.00% 45.00% 15.00% 0.00% 85.00%"
	if got := printed(s); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}

	for i := range 8 {
		files[i].Subject.Tally = nil
	}
	s, _ = CountBy(q, files)
	for _, r := range append(s.Rows, s.Total) {
		for i, c := range r.Cells {
			if (i > 0) != (c.Text == hiddenText) {
				t.Errorf("two rates: %s column %d is %s", r.Name, i, c.Text)
			}
		}
	}
	// By grade, four grades would show as head counts.
	for i := range 4 {
		files[i].Subject.Report.Grade = "称职"
	}
	q.By = ByGrade
	s, _ = CountBy(q, files)
	if got := s.Rows[1].Cells[0].Text; got != hiddenText {
		t.Errorf("four graded people are shown as %s", got)
	}
}

func TestBandsAndListsInOrder(t *testing.T) {
	var files []*File
	add := func(c cadre.Cadre) { files = append(files, &File{Cadre: &c}) }
	d := cadre.MustDate
	add(cadre.Cadre{Sex: "女", Birth: d("1995.01"), Political: "群众", Rank: "副科", Unit: "乙处"})
	add(cadre.Cadre{Sex: "男", Birth: d("1980.12"), Political: "党员", Rank: "正科", Unit: "甲处"})
	add(cadre.Cadre{Sex: "男", Birth: d("1981.01"), Political: "中共党员", Rank: "副科级", Unit: "乙处"})
	add(cadre.Cadre{Political: "民盟", FullTime: cadre.Education{Level: "大专"}, PartTime: cadre.Education{Level: "硕士研究生"}})
	q := StatQuestion{What: "干部库", At: d("2025.12.01"), Today: d("2026.01.05")}
	for _, c := range []struct{ by, and, want string }{
		{"sex", "", "男 2 50.00%|女 1 25.00%|未填 1 25.00%|合计 4 100.00%"},
		{"age", "", "35 岁及以下 1 25.00%|36–40 岁 0 0.00%|41–45 岁 2 50.00%|46–50 岁 0 0.00%|51 岁及以上 0 0.00%|未填 1 25.00%|合计 4 100.00%"},
		{"politics", "", "中共党员 2 50.00%|民盟盟员 1 25.00%|群众 1 25.00%|合计 4 100.00%"},
		{"职级", "", "正科级 1 25.00%|副科级 2 50.00%|未填 1 25.00%|合计 4 100.00%"},
		{"unit", "", "乙处 2 50.00%|甲处 1 25.00%|未填 1 25.00%|合计 4 100.00%"},
		{"education", "", "硕士研究生 1 25.00%|未填 3 75.00%|合计 4 100.00%"},
		{"unit", "sex", "乙处 1 1 0 2|甲处 1 0 0 1|未填 0 0 1 1|合计 2 1 1 4"},
	} {
		q.By, q.And = c.by, c.and
		s, err := CountBy(q, files)
		if err != nil {
			t.Fatal(err)
		}
		if got := printed(s); got != c.want {
			t.Errorf("%s × %s:\n got %s\nwant %s", c.by, c.and, got, c.want)
		}
		if c.by == "age" && !strings.HasSuffix(s.Info(), "共 4 人　统计日期 2026.01.05　年龄计算到 2025.12.01") {
			t.Errorf("the line says %s", s.Info())
		}
	}
	if s, err := CountBy(StatQuestion{By: "sex", Today: q.Today}, nil); err != nil || printed(s) != "男 0 —|女 0 —|合计 0 —" {
		t.Errorf("nobody: %v %v", s, err)
	}
}

func TestQuestionsThatCannotBeAnswered(t *testing.T) {
	day := cadre.MustDate("2025.12.01")
	for _, c := range []struct{ by, and, want string }{
		{"星座", "", "不能按“星座”统计"},
		{"grade", "", "只在考察批次里才有"},
		{"sex", "stage", "只在考察批次里才有"},
		{"sex", VoteRates, "只在考察批次里才有"},
		{"sex", "性别", "第二项不能也是“性别”"},
	} {
		if _, err := CountBy(StatQuestion{By: c.by, And: c.and, At: day, Today: day}, nil); err == nil || !strings.Contains(fmt.Sprint(err), c.want) {
			t.Errorf("%s × %s: %v", c.by, c.and, err)
		}
	}
}
