package review

import (
	"fmt"
	"strings"
	"testing"

	"kaocha/data/cadre"
)

// county makes a subject of the integrity scheme with the two parts scored: the
// points of party fill 领导班子研究部署 … in order up to their maxima.
func county(t *testing.T, s *Scheme, name string, party, discipline float64) *File {
	t.Helper()
	sub := &Subject{ID: name, Name: name, Kind: "county"}
	for sheet, points := range map[string]float64{"party": party, "discipline": discipline} {
		left := points
		for _, it := range s.SheetOf(sheet).Items() {
			p := min(left, it.Max)
			sub.SetMark(Mark{Sheet: sheet, Item: it.Key, Points: p, Note: "按细则"})
			left -= p
		}
		if left != 0 {
			t.Fatalf("%v points do not fit %s", points, sheet)
		}
	}
	return &File{Subject: sub, Cadre: &cadre.Cadre{Name: name}}
}

func vote(sub *Subject, s *Scheme, poll string, group string, votes map[string]int) {
	p := s.PollOf(poll)
	n := 0
	for _, v := range votes {
		n += v
	}
	zero := 0
	t := sub.NeedPollTally(poll)
	g := GroupCount{Group: group, Expected: &n, Present: &n, Issued: &n, Returned: &n, Valid: &n, Invalid: &zero, Grades: votes}
	for _, it := range p.Items[:len(p.Items)-1] {
		if g.Items == nil {
			g.Items = map[string]map[string]int{}
		}
		g.Items[it] = votes
	}
	t.Groups = append(t.Groups, g)
}

// 0.4 × 91 + 0.6 × 88.5 = 36.4 + 53.1 = 89.5; two city promotions (+2 each) and
// one national honour (+5) make 98.5. Extras are not weighted (DOMAIN S3).
func TestScoreWeightsPartsAndAddsExtrasPlain(t *testing.T) {
	s := shipped(t, "integrity-target")
	f := county(t, s, "青岚县", 91, 88.5)
	f.Subject.Extras = []Given{{Extra: "innovation-city", Times: 2, Reason: "两项"}, {Extra: "honour-nation", Times: 1}}
	x := ScoreOf(s, f.Subject)
	if x.Text != "98.50" {
		t.Fatalf("total %s, want 98.50: %v", x.Text, x.Explain)
	}
	want := "总分 = 0.4 × 91.00 ＋ 0.6 × 88.50 ＋ 4（创新工作全市推介 × 2） ＋ 5（中央级刊登经验、典型发言或发文表彰） = 98.50"
	if got := x.Explain[len(x.Explain)-1]; got != want {
		t.Errorf("explained as\n%s, want\n%s", got, want)
	}
	f.Subject.DropMark("party", "rules", "")
	if x = ScoreOf(s, f.Subject); x.Total != nil || x.Text != "—" || len(x.Missing) != 1 || x.Missing[0] != "党委政府履行责任制：制度建设未评分" {
		t.Errorf("a total in spite of a gap: %s %v", x.Text, x.Missing)
	}
}

func dossierOf(s *Scheme, files ...*File) *Dossier {
	return &Dossier{Scheme: s, Round: &Round{Assessed: cadre.Date{Year: 2025, Month: 12, Day: 20}}, Today: cadre.Date{Year: 2026, Month: 1, Day: 31}, Files: files}
}

// Six counties: 40% are 2.4, half up 2 places. 白 leads but was criticised; 青 has
// the most points of the rest; 丹 and 墨 tie for the last place, which nobody but
// the committee gives. 赤 has 45.2 < 60 points. 紫 has 78 but 16 of 40 votes are
// 不合格: exactly 40%.
func TestStandingsOfTheIntegrityTarget(t *testing.T) {
	s := shipped(t, "integrity-target")
	files := []*File{county(t, s, "丹", 80, 90), county(t, s, "青", 95, 92), county(t, s, "墨", 86, 86), county(t, s, "白", 100, 98), county(t, s, "赤", 50, 42), county(t, s, "紫", 78, 78)}
	for _, f := range files {
		vote(f.Subject, s, "meeting", "", map[string]int{"优秀": 20, "合格": 18, "不合格": 1, "弃权": 1})
	}
	files[5].Subject.Polls = nil
	vote(files[5].Subject, s, "meeting", "", map[string]int{"优秀": 4, "合格": 20, "不合格": 16, "弃权": 0})
	files[3].Subject.Bars = []Barred{{Bar: "criticised", Reason: "省委通报"}}
	d := dossierOf(s, files...)
	all := StandingsOf(d)
	var got []string
	for _, x := range all.List {
		got = append(got, fmt.Sprintf("%s %s %s %s %s", x.File.Cadre.Name, x.Score.Text, x.RankText(), x.Proposed, x.AwardText()))
	}
	want := []string{
		"白 98.80 1 合格 优秀（不得参评）",
		"青 93.20 2 优秀 优秀",
		"丹 86.00 并列 3  优秀（并列待定）",
		"墨 86.00 并列 3  优秀（并列待定）",
		"紫 78.00 5 不合格 ",
		"赤 45.20 6 不合格 ",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("standings\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if text := all.Awards[0].Text(); text != "优秀：名额 40% × 6 = 2.4，四舍五入取 2 个；青；还剩 1 个名额，丹、墨并列，由评定会议决定；不得参评：白" {
		t.Errorf("award: %s", text)
	}
	if x := all.Of("赤"); !x.IsLow || x.LowYears != 1 || strings.Join(x.Notices, "") != "排名靠后，对主要负责人诫勉谈话" {
		t.Errorf("赤 is low: %v %d %v", x.IsLow, x.LowYears, x.Notices)
	}

	// The standing committee decides for 墨: 丹 is not named any more.
	files[2].Subject.Conclusion = &Conclusion{Grade: "优秀", Awards: []string{"优秀"}, Meeting: "常委会"}
	all = StandingsOf(d)
	if x, y := all.Of("墨"), all.Of("丹"); !x.Has("优秀") || y.AwardText() != "" || y.Proposed != "合格" {
		t.Errorf("after the decision 墨 %q 丹 %q %s", x.AwardText(), y.AwardText(), y.Proposed)
	}

	// Last year 赤 was low too, and 紫 the year before.
	d.Earlier = []Earlier{{"2024年", 2024, map[string]bool{"赤": true}}, {"2023年", 2023, map[string]bool{"紫": true}}}
	all = StandingsOf(d)
	if x, y := all.Of("赤"), all.Of("紫"); x.LowYears != 2 || strings.Join(x.Notices, "") != "连续两年排名靠后，提出组织调整建议" || y.LowYears != 1 {
		t.Errorf("years low: 赤 %d %v, 紫 %d", x.LowYears, x.Notices, y.LowYears)
	}

	told := 0
	for _, f := range Check(d) {
		if f.Rule == "standing.notice" {
			told++
			if kind := s.KindOf(files[0].Subject.Kind).Name; f.Field != kind || f.Field == files[0].Subject.Kind {
				t.Errorf("the notice stands under %q, want the kind's name %q", f.Field, kind)
			}
		}
	}
	if told == 0 {
		t.Error("no notice among the findings")
	}
}

// A committee that gives three for two places is told so.
func TestCheckTellsOfTooManyAwardsAndTies(t *testing.T) {
	s := shipped(t, "integrity-target")
	files := []*File{county(t, s, "甲", 80, 80), county(t, s, "乙", 80, 80), county(t, s, "丙", 80, 80), county(t, s, "丁", 70, 70), county(t, s, "戊", 60, 60)}
	d := dossierOf(s, files...)
	rules := func() string {
		var out []string
		for _, f := range Check(d) {
			if strings.HasPrefix(f.Rule, "award.") || strings.HasPrefix(f.Rule, "conclusion.") || strings.HasPrefix(f.Rule, "score.") {
				out = append(out, f.Rule)
			}
		}
		return strings.Join(out, " ")
	}
	if got := rules(); got != "award.tie" { // 40% × 5 = 2 places for three
		t.Errorf("findings %s", got)
	}
	for _, f := range files[:3] {
		f.Subject.Conclusion = &Conclusion{Grade: "优秀", Awards: []string{"优秀"}}
	}
	files[3].Subject.Bars = []Barred{{Bar: "accident", Reason: "事故"}}
	files[3].Subject.Conclusion = &Conclusion{Grade: "优秀", Awards: []string{"优秀"}}
	files[4].Subject.Marks[0].Points = 31
	if got := rules(); got != "award.over conclusion.barred score.range" {
		t.Errorf("findings %s", got)
	}
}

// Hospitals: 0.5·routine + 0.1·questionnaire + 0.4·meeting. Routine 90. 50
// questionnaires on five rows: 30 满意, 15 基本满意, 5 不了解; of 45 who decided
// 30·100/45 + 15·60/45 = 66.67 + 20 = 86.67. Meeting by groups: A 10 优秀 = 100;
// B 5 优秀 5 良好 = 90; C 10 良好 = 80; 0.4·100 + 0.3·90 + 0.3·80 = 91.
// Total 45 + 8.6667 + 36.4 = 90.0667.
func TestScoreOfAHospital(t *testing.T) {
	s := shipped(t, "unit-annual")
	sub := &Subject{ID: "1", Name: "第一医院", Kind: "hospital"}
	for _, it := range s.SheetOf("routine").Items() {
		sub.SetMark(Mark{Sheet: "routine", Item: it.Key, Points: 9})
	}
	vote(sub, s, "conduct", "", map[string]int{"满意": 30, "基本满意": 15, "不满意": 0, "不了解": 5})
	vote(sub, s, "meeting", "A", map[string]int{"优秀": 10})
	vote(sub, s, "meeting", "B", map[string]int{"优秀": 5, "良好": 5})
	vote(sub, s, "meeting", "C", map[string]int{"良好": 10})
	x := ScoreOf(s, sub)
	if x.Text != "90.07" {
		t.Fatalf("total %s, want 90.07: %v %v", x.Text, x.Explain, x.Missing)
	}
	if got := rounded(x.Terms[1].Points, 4); got != "86.6667" {
		t.Errorf("questionnaire %s, want 86.6667", got)
	}
	if got := decimal(x.Terms[2].Points); got != "91" {
		t.Errorf("meeting %s, want 91", got)
	}
	unit := &Subject{ID: "2", Name: "疾控中心", Kind: "unit", Marks: sub.Marks, Polls: sub.Polls[1:]}
	if x := ScoreOf(s, unit); x.Text != "90.40" { // 0.6·90 + 0.4·91
		t.Errorf("unit's total %s, want 90.40", x.Text)
	}
}

// Five winners among all kinds; a vetoed one keeps its rank and is passed over.
func TestVetoedUnitIsPassedOver(t *testing.T) {
	s := shipped(t, "unit-annual")
	var files []*File
	for i, name := range []string{"甲院", "乙院", "丙所", "丁所", "戊所", "己所", "庚所"} {
		kind := "unit"
		if i < 2 {
			kind = "hospital"
		}
		sub := &Subject{ID: name, Name: name, Kind: kind}
		for _, it := range s.SheetOf("routine").Items() {
			sub.SetMark(Mark{Sheet: "routine", Item: it.Key, Points: 10 - float64(i)})
		}
		if kind == "hospital" {
			vote(sub, s, "conduct", "", map[string]int{"满意": 50})
		}
		for _, g := range []string{"A", "B", "C"} {
			vote(sub, s, "meeting", g, map[string]int{"优秀": 6})
		}
		files = append(files, &File{Subject: sub, Cadre: &cadre.Cadre{Name: name}})
	}
	files[1].Subject.Bars = []Barred{{Bar: "medical", Reason: "5月手术事故，厅通报"}}
	all := StandingsOf(dossierOf(s, files...))
	if text := all.Awards[0].Text(); text != "先进单位：名额 5 个；甲院、丙所、丁所、戊所、己所；不得参评：乙院" {
		t.Errorf("award: %s", text)
	}
	if x := all.Of("乙院"); x.Rank != 2 || strings.Join(x.Shut, "") != "重大医疗事故（5月手术事故，厅通报）" {
		t.Errorf("乙院 rank %d, shut out by %v", x.Rank, x.Shut)
	}
}

// Two experts: 80 and 90, mean 85; a third who has not finished withholds it.
func TestSeveralScorersAreAveraged(t *testing.T) {
	s := &Scheme{Sheets: []Sheet{{Key: "e", Name: "专家评分", Scorers: ManyScorers, Sections: []SheetSection{{Items: []SheetItem{{Key: "a", Name: "甲", Max: 50}, {Key: "b", Name: "乙", Max: 50}}}}}},
		Scoring: Scoring{Decimals: 1, Terms: []Term{{Sheet: "e", OutOf: 50}}}}
	sub := &Subject{}
	for _, m := range []Mark{{"e", "a", "专家一", 45, "", ""}, {"e", "b", "专家一", 35, "", ""}, {"e", "a", "专家二", 50, "", ""}, {"e", "b", "专家二", 40, "", ""}} {
		sub.SetMark(m)
	}
	if x := ScoreOf(s, sub); x.Text != "42.5" { // 85 of 100 converted to 50
		t.Errorf("total %s %v", x.Text, x.Explain)
	}
	sub.SetMark(Mark{Sheet: "e", Item: "a", Scorer: "专家三", Points: 10})
	if x := ScoreOf(s, sub); x.Total != nil || x.Missing[0] != "专家评分（专家三）：乙未评分" {
		t.Errorf("total %s, missing %v", x.Text, x.Missing)
	}
}

// Prizes 2/4/4 follow each other; three equals for the two places left of the
// second prize stop the series there.
func TestSeriesOfPrizesStopsAtATie(t *testing.T) {
	s := &Scheme{Kinds: []SubjectKind{{Key: "k", Name: "科室"}}, Stages: []Stage{{Key: "a", Name: "甲"}},
		Sheets:  []Sheet{{Key: "e", Name: "考核", Sections: []SheetSection{{Items: []SheetItem{{Key: "a", Name: "甲", Max: 100}}}}}},
		Scoring: Scoring{Terms: []Term{{Sheet: "e"}}},
		Awards:  []Award{{Name: "一等奖", Number: 2, Series: "p"}, {Name: "二等奖", Number: 4, Series: "p"}, {Name: "三等奖", Number: 4, Series: "p"}}}
	var files []*File
	for i, points := range []float64{99, 98, 97, 96, 90, 90, 90, 80, 79} {
		name := fmt.Sprintf("科%d", i+1)
		files = append(files, &File{Cadre: &cadre.Cadre{Name: name}, Subject: &Subject{ID: name, Kind: "k", Marks: []Mark{{Sheet: "e", Item: "a", Points: points}}}})
	}
	all := StandingsOf(dossierOf(s, files...))
	want := []string{"一等奖：名额 2 个；科1、科2", "二等奖：名额 4 个；科3、科4；还剩 2 个名额，科5、科6、科7并列，由评定会议决定", "三等奖：名额 4 个"}
	for i, w := range want {
		if got := all.Awards[i].Text(); got != w {
			t.Errorf("%s, want %s", got, w)
		}
	}
	for _, i := range []int{4, 5} {
		files[i].Subject.Conclusion = &Conclusion{Awards: []string{"二等奖"}}
	}
	all = StandingsOf(dossierOf(s, files...))
	if got := all.Awards[2].Text(); got != "三等奖：名额 4 个；科7、科8、科9；空 1 个" {
		t.Errorf("after the decision: %s", got)
	}
}

func TestShareOfPlacesIsRoundedAsTheSchemeSays(t *testing.T) {
	for _, c := range []struct {
		share float64
		round string
		n     int
		want  int
	}{{0.4, "nearest", 6, 2}, {0.4, "nearest", 9, 4}, {0.3, "down", 13, 3}, {0.25, "up", 9, 3}, {0.25, "up", 8, 2}, {0.3, "nearest", 5, 2}} {
		if got, text := (Award{Share: c.share, Round: c.round}).places(c.n); got != c.want {
			t.Errorf("%v of %d %s: %d (%s), want %d", c.share, c.n, c.round, got, text, c.want)
		}
	}
}

// 26 people: three groups (26/10 is 2.6) of 9, 9 and 8, each with a lead; five to
// be spread are 2, 2 and 1. 19 stay together. Two leads for three groups are too few.
func TestDivide(t *testing.T) {
	s := shipped(t, "party-appraisal")
	var people []*Subject
	for i := range 26 {
		p := &Subject{ID: fmt.Sprint(i)}
		if i >= 20 && i < 24 {
			p.Roles = []string{"committee"}
		}
		if i%5 == 1 {
			p.Roles = append(p.Roles, "focus")
		}
		people = append(people, p)
	}
	got, err := Divide(s, people)
	if err != nil {
		t.Fatal(err)
	}
	size, leads, focus := map[int]int{}, map[int]int{}, map[int]int{}
	for _, p := range people {
		g := got[p.ID]
		size[g]++
		leads[g] += b2i(p.HasRole("committee"))
		focus[g] += b2i(p.HasRole("focus"))
	}
	if fmt.Sprint(size) != "map[1:9 2:9 3:8]" {
		t.Errorf("sizes %v", size)
	}
	for g := 1; g <= 3; g++ {
		if leads[g] < 1 || focus[g] < 1 || focus[g] > 2 {
			t.Errorf("group %d: %d leads, %d to be spread", g, leads[g], focus[g])
		}
	}
	if one, err := Divide(s, people[:19]); err != nil && !strings.Contains(err.Error(), "支委") || len(one) > 0 && one["0"] != 1 {
		t.Errorf("19 people: %v %v", one, err)
	}
	people[20].Roles, people[22].Roles = nil, nil
	if _, err := Divide(s, people); err == nil || !strings.Contains(err.Error(), "只有 2 名") {
		t.Errorf("two leads for three groups: %v", err)
	}
}

// Eleven members: 6 好 3 较好 1 一般 1 差. Under discipline every vote has to be
// 差, which leads to 不合格; any other vote is a fault that names how many.
func TestGradesOfTheAppraisal(t *testing.T) {
	s := shipped(t, "party-appraisal")
	a := &File{Subject: &Subject{ID: "a", Kind: "member"}, Cadre: &cadre.Cadre{Name: "甲"}}
	b := &File{Subject: &Subject{ID: "b", Kind: "member", Bars: []Barred{{Bar: "discipline", Reason: "警告处分期内"}}}, Cadre: &cadre.Cadre{Name: "乙"}}
	c := &File{Subject: &Subject{ID: "c", Kind: "village"}, Cadre: &cadre.Cadre{Name: "丙"}}
	vote(a.Subject, s, "group", "", map[string]int{"好": 6, "较好": 3, "一般": 1, "差": 1})
	vote(b.Subject, s, "group", "", map[string]int{"差": 11})
	vote(c.Subject, s, "assembly", "member", map[string]int{"好": 8, "较好": 4, "一般": 10, "差": 6})
	vote(c.Subject, s, "assembly", "people", map[string]int{"好": 1, "一般": 2})
	vote(c.Subject, s, "assembly", "team", map[string]int{"较好": 3})
	all := StandingsOf(dossierOf(s, a, b, c))
	for id, want := range map[string]string{"a": "合格", "b": "不合格", "c": "基本合格"} { // c: 18 of 34
		if got := all.Of(id); got.Proposed != want {
			t.Errorf("%s proposed %s (%s), want %s", id, got.Proposed, got.Why, want)
		}
	}
	prescribed := func() (out []string) {
		for _, f := range Check(dossierOf(s, a, b, c)) {
			if f.Rule == "bar.answer" {
				out = append(out, f.Message)
			}
		}
		return out
	}
	if got := prescribed(); len(got) != 0 {
		t.Errorf("all 差: %v", got)
	}
	b.Subject.Polls = nil
	vote(b.Subject, s, "group", "", map[string]int{"好": 6, "较好": 2, "差": 2, "弃权": 1})
	if got := prescribed(); len(got) != 1 || got[0] != "受党纪处分期内（警告处分期内）：党小组测评应一律评为“差”，现有 9 票不是" {
		t.Errorf("9 other votes: %v", got)
	}
}

// Of 43 ballots given out 41 come back, one of them invalid: 40 are valid. 16 不合格
// are 16 ÷ 40 = 40.00 %, which is unqualified whatever the points; 15 are 37.50 %
// and it is the points that tell: 0.4·90 + 0.6·90 = 90. 弃权 are valid ballots and
// count below the line: without the 4 of them 15 ÷ 36 would be 41.67 % (DOMAIN S3).
func TestUnqualifiedAtFortyInAHundredOfTheValidBallots(t *testing.T) {
	s := shipped(t, "integrity-target")
	for _, x := range []struct {
		bad, pass, abstain int
		points             float64
		rate, grade        string
	}{
		{16, 20, 4, 90, "40.00%", "不合格"},
		{15, 21, 4, 90, "37.50%", "合格"},
		{15, 21, 4, 59, "37.50%", "不合格"}, // by the points
		{15, 21, 4, 60, "37.50%", "合格"},
	} {
		f := county(t, s, "紫云区", x.points, x.points)
		issued, returned, valid, invalid := 43, 41, 40, 1
		f.Subject.NeedPollTally("meeting").Groups = []GroupCount{{Expected: &issued, Present: &issued, Issued: &issued, Returned: &returned, Valid: &valid, Invalid: &invalid,
			Grades: map[string]int{"优秀": 0, "合格": x.pass, "不合格": x.bad, "弃权": x.abstain}}}
		view := s.PollView(s.PollOf("meeting"))
		if list := Reconcile(view, f.Subject.PollTally("meeting")); len(list) > 0 && list[0].Severity >= Error {
			t.Fatalf("%+v", list)
		}
		if got := Compute(view, f.Subject.PollTally("meeting")).Grades[2]; got.Label != "不合格" || got.Percent != x.rate {
			t.Errorf("%d of 40: %s %s, want %s", x.bad, got.Label, got.Percent, x.rate)
		}
		all := StandingsOf(&Dossier{Scheme: s, Round: &Round{}, Files: []*File{f}})
		if got := all.List[0]; got.Proposed != x.grade {
			t.Errorf("%d 不合格 of 40 with %s points: %s (%s), want %s", x.bad, got.Score.Text, got.Proposed, got.Why, x.grade)
		}
	}
}
