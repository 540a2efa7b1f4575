package review

import (
	"encoding/json"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// entered counts ballots written as digits, one string a ballot, X an invalid one.
func entered(t *testing.T, s *Scheme, second bool, by string, ballots ...string) *BallotCount {
	t.Helper()
	k := NewSitting(s, NewCount(s, "", second, by), false)
	for _, b := range ballots {
		for _, r := range b {
			var err error
			if r == 'X' {
				_, err = k.Cancel()
			} else {
				_, err = k.Mark(int(r - '0'))
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if err := k.Take(); err != nil {
			t.Fatal(err)
		}
	}
	return k.Count
}

// Rows 德 能 勤 绩 廉 总体评价; 1 优秀, 2 称职, 3 不称职, 0 弃权.
func TestTotalsByHand(t *testing.T) {
	s := shipped(t, "fafu-probation")
	for _, c := range []struct {
		name           string
		ballots        []string
		ret, val, inv  int
		overall, first []int // 优秀 称职 不称职 弃权 in 总体评价 and 德
	}{
		{"nothing", nil, 0, 0, 0, []int{0, 0, 0, 0}, []int{0, 0, 0, 0}},
		{"one ballot", []string{"121312"}, 1, 1, 0, []int{0, 1, 0, 0}, []int{1, 0, 0, 0}},
		{"all blank abstains", []string{"000000", "000000"}, 2, 2, 0, []int{0, 0, 0, 2}, []int{0, 0, 0, 2}},
		{"invalid carries no marks", []string{"111111", "X", "12X"}, 3, 1, 2, []int{1, 0, 0, 0}, []int{1, 0, 0, 0}},
		{"mixed", []string{"111111", "211110", "311112", "011113", "111111"}, 5, 5, 0, []int{2, 1, 1, 1}, []int{2, 1, 1, 1}},
	} {
		g := entered(t, s, false, "甲", c.ballots...).Totals(s)
		if *g.Returned != c.ret || *g.Valid != c.val || *g.Invalid != c.inv {
			t.Errorf("%s: 收回 %d 有效 %d 无效 %d", c.name, *g.Returned, *g.Valid, *g.Invalid)
		}
		for i, k := range []string{"优秀", "称职", "不称职", "弃权"} {
			if g.Grades[k] != c.overall[i] || g.Items["德"][k] != c.first[i] {
				t.Errorf("%s: %s %d in 总体评价, %d in 德", c.name, k, g.Grades[k], g.Items["德"][k])
			}
		}
		g.Expected, g.Present, g.Issued = ip(9), ip(9), ip(9)
		if fs := Reconcile(s, tallyOf(g)); len(fs) > 0 {
			t.Errorf("%s: what was counted does not balance: %s", c.name, fs[0].Text)
		}
	}
}

func randomBallot(r *rand.Rand, rows int) string {
	if r.IntN(8) == 0 {
		return "X"
	}
	var b strings.Builder
	for range rows {
		b.WriteByte("0123"[r.IntN(4)])
	}
	return b.String()
}

func TestAnyOrderGivesTheSameRecord(t *testing.T) {
	s := shipped(t, "fafu-probation")
	r := rand.New(rand.NewPCG(7, 11))
	for range 60 {
		list := make([]string, 1+r.IntN(40))
		for i := range list {
			list[i] = randomBallot(r, len(s.Items))
		}
		a := entered(t, s, false, "甲", list...)
		r.Shuffle(len(list), func(i, k int) { list[i], list[k] = list[k], list[i] })
		b := entered(t, s, false, "甲", list...)
		x, _ := json.Marshal(a)
		y, _ := json.Marshal(b)
		if string(x) != string(y) {
			t.Fatalf("the record tells the order:\n%s\n%s", x, y)
		}
		if !reflect.DeepEqual(a.Totals(s), b.Totals(s)) || a.N() != len(list) {
			t.Fatal("totals depend on the order")
		}
	}
}

func TestTakingBackRestores(t *testing.T) {
	s := shipped(t, "fafu-probation")
	r := rand.New(rand.NewPCG(3, 5))
	for _, auto := range []bool{false, true} {
		k := NewSitting(s, NewCount(s, "", false, "甲"), auto)
		for range 200 {
			before, n := maps.Clone(k.Count.Ballots), k.Number()
			keys := 0
			text := randomBallot(r, len(s.Items))
			for _, d := range text {
				if d == 'X' {
					_, _ = k.Cancel()
				} else {
					_, _ = k.Mark(int(d - '0'))
				}
				keys++
			}
			if !auto {
				_ = k.Take()
				keys++
			}
			if k.Number() != n+1 || k.Begun() {
				t.Fatalf("auto %v: %s was not taken", auto, text)
			}
			if r.IntN(2) == 0 {
				continue
			}
			for range keys {
				if _, err := k.Back(); err != nil {
					t.Fatal(err)
				}
			}
			if !maps.Equal(before, k.Count.Ballots) || k.Begun() || k.Number() != n {
				t.Fatalf("auto %v: taking back %s left %v, had %v", auto, text, k.Count.Ballots, before)
			}
		}
	}
}

func TestSittingRefusesWithWords(t *testing.T) {
	s := shipped(t, "fafu-probation")
	k := NewSitting(s, NewCount(s, "", false, "甲"), false)
	wrong := func(err error, want string) {
		t.Helper()
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
	_, err := k.Back()
	wrong(err, "没有可以退回的票")
	_, err = k.Mark(4)
	wrong(err, "请按 1 到 3，弃权按 0")
	_, _ = k.Mark(1)
	wrong(k.Take(), "还有 5 行没有录，从“能”起")
	for range 5 {
		_, _ = k.Mark(2)
	}
	_, err = k.Mark(2)
	wrong(err, "按回车收下")
	_, err = k.Put(1, 7)
	wrong(err, "没有第 7 个等次")
	if _, err = k.Put(1, 3); err != nil || strings.Join(k.Marks(), "") != "优秀不称职称职称职称职称职" {
		t.Errorf("a row put right: %v %v", k.Marks(), err)
	}
	_, _ = k.Cancel()
	_, err = k.Mark(1)
	wrong(err, "已记为作废")
	if _, err = k.Back(); err != nil || len(k.Marks()) != 6 {
		t.Errorf("taking 作废 back lost the marks: %v", k.Marks())
	}
	none := *s
	none.Abstain = ""
	_, err = NewSitting(&none, NewCount(&none, "", false, "甲"), false).Mark(0)
	wrong(err, "没有弃权")
}

func TestCompareNamesRowGradeAndNumbers(t *testing.T) {
	s := shipped(t, "fafu-probation")
	first := entered(t, s, false, "甲", "111111", "222222", "X")
	for _, c := range []struct {
		name    string
		ballots []string
		want    []string
	}{
		{"same in another order", []string{"X", "222222", "111111"}, nil},
		{"one mark", []string{"111112", "222222", "X"}, []string{"总体评价·优秀：第一次 1，第二次 0，相差 1", "总体评价·称职：第一次 1，第二次 2，相差 1"}},
		{"invalid read as valid", []string{"111111", "222222", "000000"}, []string{"有效：第一次 2，第二次 3，相差 1", "无效：第一次 1，第二次 0，相差 1",
			"德·弃权：第一次 0，第二次 1，相差 1", "能·弃权：第一次 0，第二次 1，相差 1", "勤·弃权：第一次 0，第二次 1，相差 1", "绩·弃权：第一次 0，第二次 1，相差 1", "廉·弃权：第一次 0，第二次 1，相差 1", "总体评价·弃权：第一次 0，第二次 1，相差 1"}},
	} {
		var got []string
		for _, d := range Compare(s, first, entered(t, s, true, "乙", c.ballots...)) {
			got = append(got, d.Text())
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s:\n%s", c.name, strings.Join(got, "\n"))
		}
	}
}

func TestTallyTakesCountsAndKeepsTheDecision(t *testing.T) {
	s := shipped(t, "fafu-probation")
	g := GroupCount{Expected: ip(4), Present: ip(3), Issued: ip(3), Grades: map[string]int{}}
	y := tallyOf(g)
	if err := y.FinishCount(s, entered(t, s, true, "乙", "111111")); err == nil || !strings.Contains(err.Error(), "还没有第一次计票") {
		t.Errorf("second before first: %v", err)
	}
	if err := y.FinishCount(s, entered(t, s, false, "甲")); err == nil {
		t.Error("a count without ballots was finished")
	}
	if err := y.FinishCount(s, entered(t, s, false, "甲", "111111", "222222", "X")); err != nil {
		t.Fatal(err)
	}
	if !TallyOK(s, y) || y.Groups[0].Grades["优秀"] != 1 || *y.Groups[0].Invalid != 1 || *y.Groups[0].Issued != 3 || y.Counters[0] != "甲" {
		t.Fatalf("taken %+v by %v", y.Groups[0], y.Counters)
	}
	if err := y.FinishCount(s, entered(t, s, true, " 甲 ", "111111")); err == nil || !strings.Contains(err.Error(), "另一个人") {
		t.Errorf("the same person counted twice: %v", err)
	}
	if err := y.FinishCount(s, entered(t, s, true, "乙", "111112", "222222", "X")); err != nil {
		t.Fatal(err)
	}
	if got := rules(Reconcile(s, y)); got != "tally.counts" || TallyOK(s, y) {
		t.Errorf("two counts that differ are final: %s", got)
	}
	if err := y.Choose(s, CountChoice{Take: TakeSecond}); err == nil {
		t.Error("chosen without a reason")
	}
	if err := y.Choose(s, CountChoice{Take: TakeSecond, Reason: "第一次看错一张"}); err != nil {
		t.Fatal(err)
	}
	if !TallyOK(s, y) || y.Groups[0].Grades["称职"] != 2 || len(y.Choices) != 1 || len(y.Choices[0].Differences) != 2 || y.Counted(s, "").By != "乙" {
		t.Errorf("after the decision: %+v", y)
	}
	y.Groups[0].Grades["称职"], y.Groups[0].Grades["优秀"] = 1, 1
	if got := rules(Reconcile(s, y)); got != "tally.count" {
		t.Errorf("changed by hand: %s", got)
	}
	if err := y.Choose(s, CountChoice{Take: TakeAgain, Reason: "票散了"}); err != nil {
		t.Fatal(err)
	}
	if len(y.Counts) != 0 || y.Groups[0].Valid != nil || *y.Groups[0].Returned != 3 || len(y.Choices) != 2 {
		t.Errorf("counting again: %+v", y)
	}
}

func TestJointBallotGivesEachPersonTheirPart(t *testing.T) {
	s := shipped(t, "fafu-probation")
	c := &BallotCount{By: "甲", Rows: []string{"张", "李"}, Ballots: map[string]int{"优秀|称职": 3, "称职|弃权": 1, Void: 2}}
	g := c.Of(s, 1).Totals(s)
	if *g.Returned != 6 || *g.Valid != 4 || *g.Invalid != 2 || g.Grades["称职"] != 3 || g.Grades["弃权"] != 1 || g.Items != nil {
		t.Errorf("second person: %+v", g)
	}
}

func TestBadCountsAreNamed(t *testing.T) {
	s := shipped(t, "fafu-probation")
	for _, c := range []struct {
		ballots map[string]int
		want    string
	}{
		{map[string]int{"优秀": 1}, "1 行，票面是 6 行"},
		{map[string]int{"优秀|优秀|优秀|优秀|优秀|好": 1}, "方案之外的等次“好”"},
		{map[string]int{Void: -1}, "记为 -1 张"},
		{map[string]int{Void: 1e9}, "记为 1000000000 张"},
	} {
		k := NewCount(s, "", false, "甲")
		k.Ballots = c.ballots
		if err := k.Check(s); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: %v", c.ballots, err)
		}
	}
	var old Tally
	if err := json.Unmarshal([]byte(`{"groups":[{"group":"","grades":{"优秀":1}}]}`), &old); err != nil || old.CountOf("", false) != nil {
		t.Errorf("old data: %v", err)
	}
}
