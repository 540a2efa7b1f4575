package review

import (
	"math/big"
	"reflect"
	"strings"
	"testing"
)

func ip(n int) *int { return &n }

// votes makes a tally group: expected present issued returned valid invalid,
// then the grades in the scheme's order.
func votes(s *Scheme, group string, n [6]int, grades ...int) GroupCount {
	g := GroupCount{Group: group, Expected: ip(n[0]), Present: ip(n[1]), Issued: ip(n[2]), Returned: ip(n[3]), Valid: ip(n[4]), Invalid: ip(n[5]), Grades: map[string]int{}}
	for i, k := range s.gradeKeys() {
		g.Grades[k] = grades[i]
	}
	return g
}

func tallyOf(gs ...GroupCount) *Tally { return &Tally{Groups: gs} }

func rules(fs []TallyFault) string {
	var out []string
	for _, f := range fs {
		out = append(out, f.Rule)
	}
	return strings.Join(out, " ")
}

func TestReconcile(t *testing.T) {
	s := shipped(t, "fafu-probation")
	good := func() GroupCount { return votes(s, "", [6]int{68, 64, 64, 63, 62, 1}, 51, 8, 2, 1) }
	for _, c := range []struct {
		name  string
		edit  func(*GroupCount)
		rules string
		says  []string
	}{
		{"balanced", func(*GroupCount) {}, "", nil},
		{"returned over issued", func(g *GroupCount) { *g.Issued = 60 }, "tally.returned", []string{"收回 63 张", "发出 60 张", "多 3 张"}},
		{"valid and invalid", func(g *GroupCount) { *g.Invalid = 3 }, "tally.valid", []string{"有效 62 张", "无效 3 张", "合计 65 张", "收回 63 张"}},
		{"sum of grades", func(g *GroupCount) { g.Grades["称职"] = 9 }, "tally.sum", []string{"优秀 51、称职 9、不称职 2、弃权 1", "合计 63 票", "有效 62 张"}},
		{"present over expected", func(g *GroupCount) { *g.Expected = 63 }, "tally.present", []string{"实到 64 人", "应到 63 人"}},
		{"issued over present", func(g *GroupCount) { *g.Present = 63 }, "tally.issued", []string{"发出 64 张", "实到 63 人"}},
		{"negative", func(g *GroupCount) { g.Grades["不称职"], g.Grades["弃权"] = -2, 5 }, "tally.negative", []string{"不称职是负数 -2"}},
		{"absurd", func(g *GroupCount) { *g.Expected = 1000000000 }, "tally.absurd", []string{"1000000000"}},
		{"blank valid", func(g *GroupCount) { g.Valid = nil }, "tally.blank", []string{"有效没有填写"}},
		{"blank grades", func(g *GroupCount) { g.Grades = nil }, "tally.blank", []string{"各等次得票没有填写"}},
		{"foreign grade", func(g *GroupCount) { delete(g.Grades, "不称职"); g.Grades["基本称职"] = 2 }, "tally.grade tally.sum", []string{"基本称职", "不能合并"}},
		{"item sums", func(g *GroupCount) { g.Items = map[string]map[string]int{"德": {"优秀": 60, "称职": 2}} }, "", nil},
		{"item does not sum", func(g *GroupCount) { g.Items = map[string]map[string]int{"德": {"优秀": 60}} }, "tally.sum", []string{"“德”一行", "合计 60 票", "有效 62 张"}},
		{"unknown item", func(g *GroupCount) { g.Items = map[string]map[string]int{"美": {"优秀": 62}} }, "tally.item", []string{"“美”"}},
		{"unknown group", func(g *GroupCount) { g.Group = "A" }, "tally.group tally.group-missing", []string{"“A”不在方案中"}},
	} {
		g := good()
		c.edit(&g)
		fs := Reconcile(s, tallyOf(g))
		if got := rules(fs); got != c.rules {
			t.Errorf("%s: rules %q, want %q", c.name, got, c.rules)
			continue
		}
		for _, want := range c.says {
			if !strings.Contains(fs[0].Text, want) {
				t.Errorf("%s: %q does not name %q", c.name, fs[0].Text, want)
			}
		}
		if len(fs) > 0 && fs[0].Action == "" {
			t.Errorf("%s: no action", c.name)
		}
	}
	zero := votes(s, "", [6]int{5, 0, 0, 0, 0, 0}, 0, 0, 0, 0)
	zero.Grades = nil
	if fs := Reconcile(s, tallyOf(zero)); len(fs) != 0 {
		t.Errorf("nobody came: no grades to enter: %+v", fs)
	}
	zero.Valid = nil
	if got := rules(Reconcile(s, tallyOf(zero))); got != "tally.blank tally.blank" {
		t.Errorf("valid and grades blank: %q", got)
	}
	if TallyOK(s, nil) || !TallyOK(s, tallyOf(good())) {
		t.Error("TallyOK")
	}
	if got := rules(Reconcile(s, tallyOf(good(), good()))); got != "tally.group-twice" {
		t.Errorf("double sheet: %q", got)
	}
	g := good()
	*g.Present = 63 // a warning only
	if !TallyOK(s, tallyOf(g)) {
		t.Error("a warning must not stop the tally")
	}
	n := shipped(t, "national-probation")
	a, b := votes(n, "A", [6]int{3, 3, 3, 3, 3, 0}, 2, 1, 0, 0, 0), votes(n, "B", [6]int{9, 9, 9, 9, 9, 0}, 4, 3, 1, 1, 0)
	if got := rules(Reconcile(n, tallyOf(a, b))); got != "tally.group-missing" {
		t.Errorf("missing group: %q", got)
	}
	b.Grades["优秀"] = 5
	fs := Reconcile(n, tallyOf(a, b, votes(n, "C", [6]int{0, 0, 0, 0, 0, 0}, 0, 0, 0, 0, 0)))
	if rules(fs) != "tally.sum" || !strings.HasPrefix(fs[0].Text, "班子成员和中层正副职：") {
		t.Errorf("%v", fs)
	}
}

// The example of the task: 51 of 62.
func TestComputeFAFU(t *testing.T) {
	s := shipped(t, "fafu-probation")
	r := Compute(s, tallyOf(votes(s, "", [6]int{68, 64, 64, 63, 62, 1}, 51, 8, 2, 1)))
	var got []string
	for _, g := range r.Grades {
		got = append(got, g.Label+g.Percent)
	}
	// 51/62 = 82.258…, 8/62 = 12.903…, 2/62 = 3.2258…, 1/62 = 1.6129…
	if w := "优秀82.26% 称职12.90% 不称职3.23% 弃权1.61%"; strings.Join(got, " ") != w {
		t.Errorf("%v, want %s", got, w)
	}
	if r.Grades[0].Formula != "优秀率 = 优秀 ÷ 有效票 = 51 ÷ 62 = 82.26%" || r.Best.Percent != "82.26%" {
		t.Errorf("%s", r.Grades[0].Formula)
	}
	if r.Pass.Formula != "称职及以上率 = (优秀 + 称职) ÷ 有效票 = (51 + 8) ÷ 62 = 95.16%" {
		t.Errorf("%s", r.Pass.Formula)
	}
	if r.Total != 62 || r.BaseName != "有效票（含弃权）" || r.Withheld != "" || r.Groups != nil || len(r.Warnings) != 0 || len(r.Top) != 1 {
		t.Errorf("%+v", r)
	}
}

// The six denominators over the same ballots: 应到 80, 实到 75, 发出 75, 收回 72,
// 有效 70, 弃权 10, 优秀 30.
func TestDenominators(t *testing.T) {
	for key, want := range map[string]string{
		"expected": "37.50%", // 30/80
		"present":  "40.00%", // 30/75
		"issued":   "40.00%",
		"returned": "41.67%", // 30/72 = 41.666…
		"valid":    "42.86%", // 30/70 = 42.857…
		"decided":  "50.00%", // 30/60
	} {
		s := *shipped(t, "fafu-probation")
		s.Vote.Denominator = key
		r := Compute(&s, tallyOf(votes(&s, "", [6]int{80, 75, 75, 72, 70, 2}, 30, 25, 5, 10)))
		if r.Best.Percent != want || !strings.Contains(r.Explain[0], BaseName(key)) {
			t.Errorf("%s: %s, want %s; %v", key, r.Best.Percent, want, r.Explain)
		}
		// 37.5 + 31.25 + 6.25 + 12.5 = 87.5 % of 应到: the sheet says why it is not 100
		if less := strings.Contains(strings.Join(r.Explain, ""), "各项相加不到 100%"); less != (key != "valid" && key != "decided") {
			t.Errorf("%s: %v", key, r.Explain)
		}
		if key == "decided" && r.Best.Formula != "优秀率 = 优秀 ÷ (有效票－弃权) = 30 ÷ 60 = 50.00%" {
			t.Errorf("decided: %s", r.Best.Formula)
		}
		if abst := r.Grades[3]; key == "decided" && (abst.Rate != nil || abst.Count != 10 || abst.Percent != "—") {
			t.Errorf("decided: 弃权 %+v", abst)
		}
	}
	s := *shipped(t, "fafu-probation")
	s.Vote.Denominator = "present"
	g := votes(&s, "", [6]int{80, 75, 75, 72, 70, 2}, 30, 25, 5, 10)
	g.Present = nil
	if r := Compute(&s, tallyOf(g)); r.Best.Rate != nil || !strings.Contains(r.Withheld, "实到人数没有填写") {
		t.Errorf("blank base: %+v", r)
	}
}

func TestPercent(t *testing.T) {
	for _, c := range []struct {
		a, b int64
		d    int
		want string
	}{
		{6667, 20000, 2, "33.34%"},   // 33.335 exactly: half goes up
		{66669, 200000, 2, "33.33%"}, // 33.3345
		{1, 3, 2, "33.33%"}, {2, 3, 2, "66.67%"}, {1, 8, 1, "12.5%"}, {1, 8, 0, "13%"}, {1, 1, 2, "100.00%"}, {0, 5, 2, "0.00%"},
		{1, 200, 0, "1%"}, {1005, 100000, 2, "1.01%"}, // 1.005 in binary floating point prints 1.00
	} {
		if got := Percent(big.NewRat(c.a, c.b), c.d); got != c.want {
			t.Errorf("%d/%d: %s, want %s", c.a, c.b, got, c.want)
		}
	}
	if Percent(nil, 2) != "—" {
		t.Error("nil")
	}
}

func TestComputeEdges(t *testing.T) {
	s := shipped(t, "fafu-probation")
	has := func(r Result, want string) bool { return strings.Contains(strings.Join(r.Explain, "\n"), want) }
	// nobody voted
	r := Compute(s, tallyOf(votes(s, "", [6]int{5, 0, 0, 0, 0, 0}, 0, 0, 0, 0)))
	if r.Best.Rate != nil || r.Best.Percent != "—" || !has(r, "为 0，没有得票率") || len(r.Warnings) != 0 || r.Top != nil {
		t.Errorf("no voters: %+v", r)
	}
	// all abstain: 0 of 8, and the two-thirds rule warns
	r = Compute(s, tallyOf(votes(s, "", [6]int{8, 8, 8, 8, 8, 0}, 0, 0, 0, 8)))
	if r.Pass.Percent != "0.00%" || r.Grades[3].Percent != "100.00%" || len(r.Warnings) != 1 || r.Warnings[0].Name != "称职及以上不足三分之二" {
		t.Errorf("all abstain: %+v", r)
	}
	// one voter: counted, and the sheet tells it must not be published
	r = Compute(s, tallyOf(votes(s, "", [6]int{1, 1, 1, 1, 1, 0}, 1, 0, 0, 0)))
	if r.Best.Percent != "100.00%" || !has(r, "只有 1 张，少于 5 张") {
		t.Errorf("one voter: %v", r.Explain)
	}
	// five are enough, nobody is not few
	r = Compute(s, tallyOf(votes(s, "", [6]int{5, 5, 5, 5, 5, 0}, 4, 1, 0, 0)))
	if has(r, "少于 5 张") {
		t.Errorf("five voters: %v", r.Explain)
	}
	if r = Compute(s, nil); len(r.Explain) != 1 || !has(r, "没有录入") {
		t.Errorf("withheld: %v", r.Explain)
	}
	// a tie is told
	r = Compute(s, tallyOf(votes(s, "", [6]int{9, 9, 9, 9, 9, 0}, 4, 4, 1, 0)))
	if strings.Join(r.Top, "、") != "优秀、称职" || !has(r, "并列：优秀、称职") {
		t.Errorf("tie: %v %v", r.Top, r.Explain)
	}
	// thirds print as 33.33 three times: the sheet says why they sum to 99.99
	r = Compute(s, tallyOf(votes(s, "", [6]int{9, 9, 9, 9, 9, 0}, 3, 3, 3, 0)))
	if !has(r, "相加为 99.99%") {
		t.Errorf("rounding: %v", r.Explain)
	}
	// exactly one third and exactly two thirds do not warn
	if len(r.Warnings) != 0 {
		t.Errorf("3 of 9 is not more than a third: %v", r.Warnings)
	}
	// 4 of 11 不称职 does (36.4 %), and 7 of 11 passes fewer than two thirds
	r = Compute(s, tallyOf(votes(s, "", [6]int{11, 11, 11, 11, 11, 0}, 3, 4, 4, 0)))
	if len(r.Warnings) != 2 {
		t.Errorf("warnings %v", r.Warnings)
	}
	// a grade of another scheme withholds
	g := votes(s, "", [6]int{9, 9, 9, 9, 9, 0}, 3, 3, 0, 0)
	g.Grades["基本称职"] = 3
	if r = Compute(s, tallyOf(g)); r.Best.Rate != nil || !strings.Contains(r.Withheld, "“基本称职”（3 票）") {
		t.Errorf("mixed grades: %+v", r)
	}
	if r = Compute(s, nil); r.Best.Rate != nil || r.Withheld == "" {
		t.Errorf("no tally: %+v", r)
	}
	// other rows of the ballot
	g = votes(s, "", [6]int{8, 8, 8, 8, 8, 0}, 4, 3, 1, 0)
	g.Items = map[string]map[string]int{"廉": {"优秀": 6, "称职": 2}, "德": {"优秀": 5, "称职": 3}}
	if r = Compute(s, tallyOf(g)); len(r.Items) != 2 || r.Items[0].Item != "德" || r.Items[0].Grades[0].Percent != "62.50%" || r.Items[1].Grades[1].Percent != "25.00%" {
		t.Errorf("items %+v", r.Items)
	}
}

// Three weighted groups, decided base. A: 10 valid, 8 优秀, 2 称职. B: 20 valid,
// 4 弃权, so 16 decided, 8 优秀, 4 称职, 4 基本称职. C: 25 valid, 5 优秀, 15 称职,
// 5 不称职. 优秀 = 0.3·0.8 + 0.3·0.5 + 0.4·0.2 = 0.24+0.15+0.08 = 47.0 %;
// 称职以上 = 0.3·1 + 0.3·0.75 + 0.4·0.8 = 0.3+0.225+0.32 = 84.5 %.
func TestWeighted(t *testing.T) {
	s := shipped(t, "national-probation")
	a := votes(s, "A", [6]int{10, 10, 10, 10, 10, 0}, 8, 2, 0, 0, 0)
	b := votes(s, "B", [6]int{20, 20, 20, 20, 20, 0}, 8, 4, 4, 0, 4)
	c := votes(s, "C", [6]int{25, 25, 25, 25, 25, 0}, 5, 15, 0, 5, 0)
	r := Compute(s, tallyOf(a, b, c))
	if r.Best.Percent != "47.0%" || r.Pass.Percent != "84.5%" || !r.Weighted {
		t.Errorf("weighted %s %s", r.Best.Percent, r.Pass.Percent)
	}
	if want := "优秀率 = Σ 权重 × 组优秀率 = 30.00% × 80.0% + 30.00% × 50.0% + 40.00% × 20.0% = 47.0%"; r.Best.Formula != want {
		t.Errorf("%s\nwant %s", r.Best.Formula, want)
	}
	if len(r.Groups) != 3 || r.Groups[1].Base != 16 || r.Groups[1].Best.Percent != "50.0%" || r.Total != 55 {
		t.Errorf("groups %+v", r.Groups)
	}
	// Empty A: withheld by this scheme, renormalised by the other rule:
	// (0.3·0.5 + 0.4·0.2)/0.7 = 0.23/0.7 = 32.857 %.
	a0 := votes(s, "A", [6]int{10, 0, 0, 0, 0, 0}, 0, 0, 0, 0, 0)
	r = Compute(s, tallyOf(a0, b, c))
	if r.Best.Rate != nil || !strings.Contains(r.Withheld, "“分管领导”") {
		t.Errorf("withhold: %+v", r)
	}
	s2 := *s
	s2.Vote.Empty = renormalise
	r = Compute(&s2, tallyOf(a0, b, c))
	if r.Best.Percent != "32.9%" || !strings.Contains(strings.Join(r.Explain, ""), "不按零计") {
		t.Errorf("renormalise: %s %v", r.Best.Percent, r.Explain)
	}
	// all abstain in A: no decided votes, so A is empty for this base too
	a1 := votes(s, "A", [6]int{10, 10, 10, 10, 10, 0}, 0, 0, 0, 0, 10)
	if r = Compute(s, tallyOf(a1, b, c)); r.Best.Rate != nil {
		t.Error("a group of abstentions counted as zero")
	}
	// nobody at all
	if r = Compute(&s2, tallyOf(a0)); r.Withheld == "" {
		t.Error("no votes at all gave a rate")
	}
}

// A small group shows nowhere: not in its row, not in a difference, not in the
// formula, not in the weighted total; the total still counts its ballots.
func TestSmallGroups(t *testing.T) {
	s := shipped(t, "national-probation")
	a := votes(s, "A", [6]int{3, 3, 3, 3, 3, 0}, 0, 0, 0, 3, 0)
	b := votes(s, "B", [6]int{10, 10, 10, 10, 10, 0}, 5, 5, 0, 0, 0)
	c := votes(s, "C", [6]int{20, 20, 20, 20, 20, 0}, 10, 10, 0, 0, 0)
	r := Compute(s, tallyOf(a, b, c))
	// A has 3 < 5 votes and merges with B, the smaller of the others.
	if len(r.Groups) != 2 || r.Groups[0].Name != "其他人员（代表）" || !r.Groups[1].Merged || r.Groups[1].Total != 13 ||
		r.Groups[1].Name != "分管领导、班子成员和中层正副职（合并）" {
		t.Fatalf("%+v", r.Groups)
	}
	// A and B count as one group of weight 0.6 with 5 优秀 and 3 不称职 of 13:
	// 0.6·5/13 + 0.4·10/20 = 0.23077 + 0.2; 0.6·3/13 = 0.13846.
	if r.Best.Percent != "43.1%" || r.Grades[3].Percent != "13.8%" {
		t.Errorf("total %s, 不称职 %s", r.Best.Percent, r.Grades[3].Percent)
	}
	if want := "优秀率 = Σ 权重 × 组优秀率 = 40.00% × 50.0% + 60.00% × 38.5% = 43.1%"; r.Best.Formula != want {
		t.Errorf("%s\nwant %s", r.Best.Formula, want)
	}
	if !strings.Contains(strings.Join(r.Explain, ""), "少于 5 票的投票人类别不单独公布，已合并计算，权重相加：分管领导、班子") {
		t.Errorf("the merging is not told: %v", r.Explain)
	}
	// The same votes with the leaders voting the other way round: nothing that
	// is printed may differ, or the sheet would tell how the three voted.
	a2 := votes(s, "A", [6]int{3, 3, 3, 3, 3, 0}, 3, 0, 0, 0, 0)
	b2 := votes(s, "B", [6]int{10, 10, 10, 10, 10, 0}, 2, 5, 0, 3, 0)
	if r2 := Compute(s, tallyOf(a2, b2, c)); !reflect.DeepEqual(r, r2) {
		t.Errorf("the small group's votes show:\n%+v\n%+v", r, r2)
	}
	// Two small groups that are enough together: 3 + 4 = 7.
	r = Compute(s, tallyOf(a, votes(s, "B", [6]int{4, 4, 4, 4, 4, 0}, 4, 0, 0, 0, 0), c))
	if len(r.Groups) != 2 || r.Groups[1].Total != 7 {
		t.Errorf("%+v", r.Groups)
	}
	// Only small ones: no rows at all.
	one := votes(s, "C", [6]int{1, 1, 1, 1, 1, 0}, 1, 0, 0, 0, 0)
	if r = Compute(s, tallyOf(a, votes(s, "B", [6]int{0, 0, 0, 0, 0, 0}, 0, 0, 0, 0, 0), one)); r.Groups != nil {
		t.Errorf("%+v", r.Groups)
	}
}

// T29: numbers that contradict each other give no rate at all, and the sheet
// names the first contradiction; a wrong row of the ballot withholds that row.
func TestUnsoundTallyHasNoRates(t *testing.T) {
	s := shipped(t, "fafu-probation")
	good := func() GroupCount { return votes(s, "", [6]int{20, 18, 18, 18, 18, 0}, 10, 6, 1, 1) }
	for want, edit := range map[string]func(*GroupCount){
		"收回 18 张，比发出 17 张多 1 张":  func(g *GroupCount) { *g.Issued = 17 },
		"合计 19 张，不等于收回 18 张":     func(g *GroupCount) { *g.Invalid = 1 },
		"合计 19 票，不等于有效 18 张":     func(g *GroupCount) { g.Grades["优秀"] = 11 },
		"称职是负数 -2":               func(g *GroupCount) { g.Grades["优秀"], g.Grades["称职"] = 18, -2 },
		"有效是 1000000000，不可能有这么多": func(g *GroupCount) { *g.Valid = 1000000000 },
	} {
		g := good()
		edit(&g)
		r := Compute(s, tallyOf(g))
		if !strings.Contains(r.Withheld, want) || r.Best.Rate != nil || r.Grades[0].Percent != "—" || len(r.Warnings) > 0 {
			t.Errorf("%s: withheld %q, 优秀 %s", want, r.Withheld, r.Grades[0].Percent)
		}
	}
	g := good()
	g.Items = map[string]map[string]int{"德": {"优秀": 17}, "能": {"优秀": 18}}
	r := Compute(s, tallyOf(g))
	if r.Withheld != "" || r.Best.Percent != "55.56%" || r.Items[0].Grades[0].Percent != "—" || r.Items[1].Grades[0].Percent != "100.00%" {
		t.Errorf("a wrong row: %q %s %+v", r.Withheld, r.Best.Percent, r.Items)
	}
}

// A number that one group lacks has no total: a part would pass for the whole.
func TestPartialSums(t *testing.T) {
	s := *shipped(t, "national-probation")
	s.Vote.Denominator, s.Vote.Groups = "present", []Group{{Key: "A", Name: "甲"}, {Key: "B", Name: "乙"}}
	a, b := votes(&s, "A", [6]int{10, 10, 10, 10, 10, 0}, 8, 2, 0, 0, 0), votes(&s, "B", [6]int{20, 20, 20, 20, 20, 0}, 10, 10, 0, 0, 0)
	if r := Compute(&s, tallyOf(a, b)); r.Base != 30 || r.Best.Percent != "60.0%" { // 18/30
		t.Errorf("both: %d %s", r.Base, r.Best.Percent)
	}
	b.Present = nil
	if r := Compute(&s, tallyOf(a, b)); r.Sum.Present != nil || r.Best.Rate != nil || !strings.Contains(r.Withheld, "实到人数没有填写") {
		t.Errorf("one lacks 实到: %+v", r)
	}
}

// T30: a rate that is exactly the cap does not exceed it.
func TestCapHitExactly(t *testing.T) {
	_, text, err := ShippedByKey("fafu-probation")
	if err != nil {
		t.Fatal(err)
	}
	src := strings.Replace(string(text), "warnings:\n", "warnings:\n  - {name: 优秀超过三成, when: rate(\"优秀\") > 0.3, text: 优秀率超过 30%}\n", 1)
	s, err := LoadScheme("三成.yaml", []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	for n, want := range map[int]int{9: 0, 10: 1} { // 9 of 30 is 30 %
		r := Compute(s, tallyOf(votes(s, "", [6]int{30, 30, 30, 30, 30, 0}, n, 30-n, 0, 0)))
		if len(r.Warnings) != want {
			t.Errorf("%d of 30: %v", n, r.Warnings)
		}
	}
}
