package sample

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"kaocha/data/cadre"
	"kaocha/data/review"
)

// plan says how far a subject has come. Subjects stand in the order of the
// table of people; their deliberate faults are in faults.go.
type plan struct {
	stage string
	ready bool // complete and without errors
	long  bool // report over the limit
	votes [6]int
}

// votes: 应到, 实到, 优秀, 称职, 不称职, 弃权; one ballot in some is invalid.
var plans = []plan{
	{stage: "branch-review", ready: true, votes: [6]int{44, 41, 27, 12, 1, 1}},
	{stage: "branch-review", ready: true, votes: [6]int{38, 36, 25, 10, 0, 1}},
	{stage: "submitted", ready: true, votes: [6]int{33, 31, 17, 13, 1, 0}},
	{stage: "branch-review", ready: true, votes: [6]int{35, 34, 21, 12, 0, 0}},
	{stage: "department", ready: true, votes: [6]int{30, 30, 22, 8, 0, 0}},
	{stage: "branch-review", ready: true, votes: [6]int{29, 27, 15, 11, 0, 1}},
	{stage: "committee", ready: true, votes: [6]int{36, 34, 19, 14, 1, 0}},
	{stage: "branch-review", ready: true, votes: [6]int{46, 42, 20, 18, 2, 1}},
	{stage: "branch-review", ready: true, votes: [6]int{31, 29, 16, 12, 0, 1}},
	{stage: "submitted", ready: true, votes: [6]int{42, 40, 24, 15, 0, 1}},
	{stage: "signing", long: true, votes: [6]int{37, 35, 20, 14, 1, 0}},
	{stage: "branch-review", votes: [6]int{40, 37, 22, 13, 1, 1}},
	{stage: "signing", votes: [6]int{43, 40, 23, 15, 1, 1}},
	{stage: "talking", votes: [6]int{28, 26, 14, 11, 0, 1}},
	{stage: "talking", votes: [6]int{39, 36, 18, 16, 1, 1}},
	{stage: "voting"},
	{stage: "writing", votes: [6]int{34, 32, 18, 12, 1, 1}},
	{stage: "writing", votes: [6]int{32, 30, 17, 11, 1, 0}},
	{stage: "writing", votes: [6]int{41, 38, 8, 12, 16, 2}},
	{stage: "branch-review", votes: [6]int{45, 43, 22, 19, 1, 1}},
	{stage: "notified"},
	{stage: "waiting"},
	{stage: "collecting"},
	{stage: "collecting"},
}

// stageDays are the days on which the sample's subjects entered the stages.
var stageDays = []struct{ key, day string }{
	{"waiting", ""}, {"notified", "2025.11.14"}, {"collecting", "2025.11.24"}, {"voting", "2025.12.01"}, {"talking", "2025.12.02"},
	{"writing", "2025.12.04"}, {"signing", "2025.12.08"}, {"branch-review", "2025.12.10"}, {"submitted", "2025.12.11"},
	{"department", "2025.12.11"}, {"committee", "2025.12.12"},
}

func stageIndex(key string) int {
	return slices.IndexFunc(stageDays, func(s struct{ key, day string }) bool { return s.key == key })
}

// drafter builds one subject.
type drafter struct {
	s    *Sample
	sub  *review.Subject
	c    *cadre.Cadre
	row  row
	plan plan
	w    *writer
	rng  *rand.Rand
}

func (s *Sample) makeSubject(i int, r row, p plan, w *writer) review.Subject {
	c := &s.Cadres[i].Cadre
	sub := review.Subject{ID: numbered("sample-subject-", i), RoundID: RoundID, CadreID: c.ID,
		BranchID: s.Branches[r.branch-1].ID, Order: i + 1, Stage: p.stage}
	d := &drafter{s: s, sub: &sub, c: c, row: r, plan: p, w: w, rng: rand.New(rand.NewPCG(seed, uint64(i)+2000))}
	d.moves()
	if d.past("collecting") {
		sub.PanelID = s.Panels[r.branch-1].ID
		d.collected()
	}
	if d.past("talking") {
		sub.Tally = d.tally()
		d.material("ballots", review.Checked, true, false, "2025.12.02")
	}
	if d.past("writing") {
		d.talks()
	}
	if d.past("signing") {
		d.report()
	}
	if p.ready {
		d.finish()
	}
	return sub
}

func (d *drafter) past(stage string) bool { return stageIndex(d.plan.stage) >= stageIndex(stage) }

func at(day string, hour int) time.Time {
	t := cadre.MustDate(day).Time()
	return t.Add(time.Duration(hour) * time.Hour)
}

func (d *drafter) moves() {
	for k := 1; k <= stageIndex(d.plan.stage); k++ {
		d.sub.Moves = append(d.sub.Moves, review.Move{From: stageDays[k-1].key, To: stageDays[k].key,
			At: at(stageDays[k].day, 1+k), By: "组织科经办"})
	}
}

func (d *drafter) material(key, state string, paper, electronic bool, day string, signers ...string) *review.Material {
	d.sub.Materials = append(d.sub.Materials, review.Material{Key: key, State: state, Paper: paper, Electronic: electronic,
		Date: cadre.MustDate(day), SignedBy: signers})
	return &d.sub.Materials[len(d.sub.Materials)-1]
}

// collected is what the person hands in: all of it from the voting stage on.
func (d *drafter) collected() {
	if !d.past("voting") {
		d.material("registration", review.Draft, false, true, "2025.11.28")
		return
	}
	sum := d.material("summary", review.Signed, true, true, "2025.11.27", d.c.Name)
	sum.Text, sum.Pages = d.w.summary(d.c, d.row.theme), 5
	d.material("registration", review.Signed, true, true, "2025.11.27", d.c.Name).Pages = 2
	d.material("review-form", review.Signed, true, false, "2025.11.28", d.c.Name).Pages = 2
}

func num(n int) *int { return &n }

// tally makes totals that agree; an invalid ballot where 实到 leaves one over.
func (d *drafter) tally() *review.Tally {
	v := d.plan.votes
	valid := v[2] + v[3] + v[4] + v[5]
	invalid := v[1] - valid
	panel := d.s.panelOf(d.sub.PanelID)
	g := review.GroupCount{Expected: num(v[0]), Present: num(v[1]), Issued: num(v[1]), Returned: num(v[1]), Valid: num(valid), Invalid: num(invalid),
		Grades: map[string]int{best: v[2], pass: v[3], fail: v[4], abstain: v[5]}, Items: map[string]map[string]int{}}
	for _, item := range []string{"德", "能", "勤", "绩", "廉"} {
		up := min(d.rng.IntN(4), v[3])
		g.Items[item] = map[string]int{best: v[2] + up, pass: v[3] - up, fail: v[4], abstain: v[5]}
	}
	return &review.Tally{Date: cadre.MustDate("2025.12.02"), Place: d.row.unit + "会议室", Counters: []string{panel.Members[0]},
		Scrutineers: []string{panel.Members[1]}, Groups: []review.GroupCount{g}, Name: d.c.Name}
}

// talks are 3–5 interviews on two days.
func (d *drafter) talks() {
	who := []struct{ post, relation string }{
		{"分管领导", "上级"}, {"同级科室负责人", "同级"}, {"科员", "下级"}, {"教师代表", "服务对象"}, {"退休党员", "服务对象"},
	}
	panel := d.s.panelOf(d.sub.PanelID)
	for k := range 3 + d.rng.IntN(3) {
		verdict := "同意"
		if k > 0 && d.rng.IntN(4) == 0 {
			verdict = "基本同意"
		}
		from := 8*60 + 30 + k*35
		d.sub.Talks = append(d.sub.Talks, review.Talk{
			ID: d.sub.ID + "-talk-" + pad(k+1, 1), Interviewee: d.colleague(k), Unit: d.row.unit, Post: who[k].post, Relation: who[k].relation,
			Interviewers: []string{panel.Leader, panel.Members[0]}, Recorder: panel.Members[1], Date: cadre.MustDate("2025.12.03"),
			From: clock(from), To: clock(from + 25 + d.rng.IntN(8)), Place: d.row.unit + "谈话室", Mode: "当面谈话",
			Texts: d.w.talk(d.c, d.row.theme, k), Verdict: verdict})
	}
	d.material("talks", review.Signed, true, false, "2025.12.03", panel.All()...)
}

func clock(minutes int) string { return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60) }

// colleague is an invented name, another one for every talk of a subject.
func (d *drafter) colleague(k int) string {
	n := d.sub.Order*5 + k
	given := manGiven
	if n%2 == 0 {
		given = womanGiven
	}
	return surnames[n%len(surnames)] + given[(n*7/len(surnames)+n)%len(given)]
}

func (d *drafter) grade() string {
	if v := d.plan.votes; v[2]*3 > (v[2]+v[3]+v[4]+v[5])*2 {
		return best
	}
	return pass
}

func (d *drafter) report() {
	panel := d.s.panelOf(d.sub.PanelID)
	d.sub.Report = review.Narrative{Texts: d.w.report(d.c, d.row.theme, d.rng, d.plan.long), Grade: d.grade(), Date: cadre.MustDate("2025.12.09")}
	if !d.past("branch-review") {
		d.sub.Report.SignedBy = panel.All()[:2]
		d.material("report", review.Draft, false, true, "2025.12.09")
		return
	}
	d.sub.Report.SignedBy = panel.All()
	d.material("report", review.Signed, true, true, "2025.12.09", panel.All()...).Pages = 3
	o := opinionTexts(d.c, d.grade())["panel"]
	o.Office, o.Signer, o.Date = "panel", panel.Leader, cadre.MustDate("2025.12.09")
	d.sub.Opinions = append(d.sub.Opinions, o)
}

// finish adds the branch's part and, for those further on, the department's.
func (d *drafter) finish() {
	head := d.s.branchOf(d.sub.BranchID).Head
	d.material("roster", review.Signed, true, true, "2025.12.10", head).Pages = 1
	texts := opinionTexts(d.c, d.grade())
	o := texts["branch"]
	o.Office, o.Signer, o.Date = "branch", head, cadre.MustDate("2025.12.10")
	d.sub.Opinions = append(d.sub.Opinions, o)
	if d.past("committee") {
		o := texts["department"]
		o.Office, o.Signer, o.Date = "department", "季明诚", cadre.MustDate("2025.12.12")
		d.sub.Opinions = append(d.sub.Opinions, o)
	}
}
