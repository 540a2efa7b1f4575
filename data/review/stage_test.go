package review

import (
	"errors"
	"strings"
	"testing"
	"time"

	"kaocha/data/cadre"
)

var noon = time.Date(2025, 12, 20, 12, 0, 0, 0, time.UTC)

func texts(us []Unmet) string {
	var out []string
	for _, u := range us {
		out = append(out, u.Text)
	}
	return strings.Join(out, " ")
}

// From the start to the file, for both schemes, by the same code.
func TestAdvanceThrough(t *testing.T) {
	for _, key := range []string{"fafu-probation", "national-probation"} {
		d := fullRound(t, key, 1)
		f := d.Files[0]
		f.Subject.Stage = ""
		steps := 0
		for {
			next, ok := NextStage(d.Scheme, f.Subject)
			if !ok {
				break
			}
			if next.Outcome != "" && f.Subject.Decision == nil {
				if err := Advance(d, f, next.Key, "林", "", noon); err == nil {
					t.Fatalf("%s: entered %s without a decision", key, next.Name)
				}
				f.Subject.Decision = &Decision{Outcome: d.Scheme.Appoint, Date: cadre.MustDate("2025.12.18")}
			}
			if err := Advance(d, f, next.Key, "林", "", noon); err != nil {
				t.Fatalf("%s: %v", key, err)
			}
			steps++
		}
		if f.Subject.Stage != "filed" || len(f.Subject.Moves) != steps || f.Subject.Moves[0].From != "waiting" || f.Subject.Moves[0].By != "林" {
			t.Errorf("%s: ends at %s after %d moves", key, f.Subject.Stage, len(f.Subject.Moves))
		}
	}
}

// An unmet condition of every stage passed over is listed; nothing moves.
func TestBlocked(t *testing.T) {
	d := fullRound(t, "fafu-probation", 1)
	f := d.Files[0]
	f.Subject.Stage, f.Panel = "notified", nil
	material(f, "summary").State = Draft
	f.Subject.Talks, f.Subject.Report.SignedBy = nil, nil
	*f.Subject.Tally.Groups[0].Returned = 19
	got := texts(Blocked(d, f, "branch-review"))
	if want := "尚未指定考察组 履职工作总结未收 民主测评数字不平 没有谈话记录 考察组成员未全部签字"; got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	err := Advance(d, f, "branch-review", "林", "", noon)
	var se *StageError
	if !errors.As(err, &se) || len(se.Unmet) != 5 || !strings.Contains(err.Error(), "还不能进入“党总支审核”") || f.Subject.Stage != "notified" || f.Subject.Moves != nil {
		t.Errorf("%v, stage %s", err, f.Subject.Stage)
	}
	if got := texts(Blocked(d, f, "collecting")); got != "尚未指定考察组" {
		t.Errorf("next stage only: %s", got)
	}
}

// What stands in the way is named, not only counted, and a waived finding does
// not stand in the way.
func TestOpenErrorsAreNamed(t *testing.T) {
	d := fullRound(t, "fafu-probation", 1)
	f := d.Files[0]
	f.Subject.Stage = "branch-review"
	for i := range f.Subject.Talks {
		f.Subject.Talks[i].Verdict = "好"
	}
	f.Subject.Tally.Name = "别人"
	us := Blocked(d, f, "submitted")
	if len(us) != 1 {
		t.Fatalf("%v", us)
	}
	for _, want := range []string{"还有未处理的错误（", "的意见“好”不是方案中的选项", "等 4 个）"} {
		if !strings.Contains(us[0].Text, want) {
			t.Errorf("%q does not say %q", us[0].Text, want)
		}
	}
	for _, x := range openErrors(d, f) {
		d.Waivers = append(d.Waivers, Waiver{Key: x.Key, Reason: "已核"})
	}
	if us = Blocked(d, f, "submitted"); len(us) != 0 {
		t.Errorf("waived: %v", us)
	}
}

// A warning tells, it does not stop: the probation is not over on that day.
func TestWarnLevel(t *testing.T) {
	d := fullRound(t, "fafu-probation", 1)
	f := d.Files[0]
	f.Subject.Stage = "collecting"
	for _, c := range []struct {
		today string
		warn  bool
	}{{"2025.11.09", true}, {"2025.11.10", false}} { // notice of 2024.11.10, 12 months
		d.Today = cadre.MustDate(c.today)
		us := Blocked(d, f, "voting")
		if got := len(us) == 1 && us[0].Level == Warning && us[0].Text == "试用期尚未届满"; got != c.warn {
			t.Errorf("%s: %v", c.today, us)
		}
	}
	d.Today = cadre.MustDate("2025.11.01")
	if err := Advance(d, f, "voting", "", "", noon); err != nil {
		t.Errorf("a warning stopped: %v", err)
	}
}

func TestBackNeedsReason(t *testing.T) {
	d := fullRound(t, "fafu-probation", 1)
	f := d.Files[0]
	f.Subject.Stage = "signing"
	if err := Advance(d, f, "talking", "林", "  ", noon); !errors.Is(err, ErrNoReason) || f.Subject.Stage != "signing" {
		t.Errorf("%v", err)
	}
	if err := Advance(d, f, "talking", "林", "补谈一人", noon); err != nil {
		t.Error(err)
	}
	if m := f.Subject.Moves; len(m) != 1 || m[0] != (Move{"signing", "talking", noon, "林", "补谈一人"}) {
		t.Errorf("%+v", m)
	}
	if err := Advance(d, f, "talking", "", "x", noon); err == nil {
		t.Error("moved to where it is")
	}
	if err := Advance(d, f, "nowhere", "", "x", noon); err == nil || !strings.Contains(err.Error(), "待启动") {
		t.Errorf("%v", err)
	}
	f.Subject.Stage = "lost" // a stage of another scheme: only with a reason
	if err := Advance(d, f, "writing", "", "", noon); !errors.Is(err, ErrNoReason) {
		t.Errorf("%v", err)
	}
	if err := Advance(d, f, "writing", "", "方案已换", noon); err != nil || f.Subject.Stage != "writing" {
		t.Errorf("%v", err)
	}
	if us := Blocked(d, f, "nowhere"); len(us) != 1 || us[0].Level != Error {
		t.Errorf("%v", us)
	}
	f.Subject.Stage = "talking"
	d.Round.Closed = true
	if err := Advance(d, f, "writing", "", "", noon); !errors.Is(err, ErrClosed) {
		t.Errorf("%v", err)
	}
}

func TestFinalStages(t *testing.T) {
	d := fullRound(t, "fafu-probation", 1)
	f := d.Files[0]
	f.Subject.Stage = "committee"
	f.Subject.Decision = &Decision{Outcome: "延长试用", Months: 6, Date: cadre.MustDate("2025.12.18")}
	if err := Advance(d, f, "formal", "", "", noon); err == nil {
		t.Error("formal without that decision")
	}
	if st, _ := NextStage(d.Scheme, f.Subject); st.Key != "extended" {
		t.Errorf("next is %s", st.Key)
	}
	// straight to the file: only the decided final stage lies on the way
	if got := texts(Blocked(d, f, "filed")); got != "" {
		t.Errorf("filing: %s", got)
	}
	if err := Advance(d, f, "extended", "", "", noon); err != nil {
		t.Fatal(err)
	}
	// a corrected decision: sideways, with a reason, and the decision must match
	if err := Advance(d, f, "formal", "", "录错", noon); err == nil {
		t.Error("sideways without the decision")
	}
	f.Subject.Decision.Outcome = "正式任职"
	if err := Advance(d, f, "formal", "", "", noon); !errors.Is(err, ErrNoReason) {
		t.Errorf("sideways without a reason: %v", err)
	}
	if err := Advance(d, f, "formal", "", "决定录错", noon); err != nil {
		t.Error(err)
	}
	if st, _ := NextStage(d.Scheme, f.Subject); st.Key != "filed" {
		t.Errorf("next is %s", st.Key)
	}
}

func TestDueDates(t *testing.T) {
	d := fullRound(t, "fafu-probation", 1)
	f := d.Files[0] // ends 2025.11.10
	for stage, want := range map[string]string{"notified": "2025.10.26", "collecting": "2025.11.10", "submitted": "2025.12.05", "waiting": "", "nowhere": ""} {
		if got := DueDate(d, f, stage).String(); got != want {
			t.Errorf("%s: %s, want %s", stage, got, want)
		}
	}
	f.Cadre.Probation.End = cadre.MustDate("2026.05.10")
	if got := DueDate(d, f, "collecting").String(); got != "2026.05.10" {
		t.Errorf("extended: %s", got)
	}
}

func TestDueSubjects(t *testing.T) {
	s := shipped(t, "fafu-probation")
	set := func(n int, edit func(*cadre.Probation)) *cadre.Cadre {
		c := someone(n)
		edit(&c.Probation)
		return c
	}
	late := set(1, func(*cadre.Probation) {})                                                         // 2025.11.10
	early := set(2, func(p *cadre.Probation) { p.Start = cadre.MustDate("2024.09.01") })              // 2025.09.01
	after := set(3, func(p *cadre.Probation) { p.Start = cadre.MustDate("2024.12.20") })              // 2025.12.20
	short := set(4, func(p *cadre.Probation) { p.Start, p.Months = cadre.MustDate("2025.04.01"), 6 }) // 2025.10.01
	formal := set(5, func(p *cadre.Probation) { p.FormalDate = cadre.MustDate("2025.11.20") })
	gone := set(6, func(p *cadre.Probation) { p.Result = "免去试任" })
	longer := set(7, func(p *cadre.Probation) { p.Result, p.End = "延长试用", cadre.MustDate("2025.12.01") })
	none := set(8, func(p *cadre.Probation) { *p = cadre.Probation{} })
	var got []string
	for _, c := range DueSubjects([]*cadre.Cadre{late, early, after, short, formal, gone, longer, none}, s, cadre.MustDate("2025.12.20")) {
		got = append(got, c.ID)
	}
	if strings.Join(got, " ") != "c2 c4 c1 c7" {
		t.Errorf("%v", got)
	}
}
