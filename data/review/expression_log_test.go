package review

import (
	"fmt"
	"strings"
	"testing"

	"kaocha/data/cadre"
)

// The gates of the appraisal's meeting: each "不准" is named.
func TestGatesOfTheAppraisalMeeting(t *testing.T) {
	s := shipped(t, "party-appraisal")
	f := &File{Subject: &Subject{ID: "1", Name: "某某", Kind: "member", Stage: "talks"}, Cadre: &cadre.Cadre{Name: "某某"}}
	d := dossierOf(s, f)
	if got := len(Blocked(d, f, "meeting")); got != 5 {
		t.Errorf("%d gates, want 5 (the group division is not due): %v", got, Blocked(d, f, "meeting"))
	}
	f.Subject.Events = []Event{{Log: "notice"}, {Log: "talk"}}
	day := func(n int) cadre.Date { return cadre.Date{Year: 2025, Month: 12, Day: n} }
	d.Round.Events = []Event{{Log: "control", Date: day(18), Fields: map[string]string{"order": "否"}}}
	for range 5 { // one paper, five times
		d.Round.Events = append(d.Round.Events, Event{Log: "papers", Fields: map[string]string{"paper": "支委互评意见"}})
	}
	var texts []string
	for _, b := range Blocked(d, f, "meeting") {
		texts = append(texts, b.Text)
	}
	if got, want := strings.Join(texts, "|"), "五份材料没有全部审核（不准开会之三）|会场控制没有把握（不准开会之四）|领导不到场（不准开会之五）"; got != want {
		t.Errorf("entries that say no: %s, want %s", got, want)
	}
	for i, paper := range []string{"班子对照检查材料", "支委对照检查材料", "党小组长通报", "书记表态发言"} {
		d.Round.Events[i+1].Fields = map[string]string{"paper": paper}
	}
	// The newest entry counts, in whatever order they were entered.
	d.Round.Events = append([]Event{{Log: "control", Date: day(19), Fields: map[string]string{"order": " 是 ", "leader": "某某"}}}, d.Round.Events...)
	if got := Blocked(d, f, "meeting"); len(got) != 1 || got[0].Text != "五份材料没有全部审核（不准开会之三）" {
		t.Errorf("with papers that wait for the second level: %v", got)
	}
	for i := range d.Round.Events {
		if d.Round.Events[i].Log == "papers" {
			d.Round.Events[i].State = "审核通过"
		}
	}
	if got := Blocked(d, f, "meeting"); len(got) != 0 {
		t.Errorf("still blocked: %v", got)
	}
	d.Round.Events = append(d.Round.Events, Event{Log: "control", Date: day(20), Fields: map[string]string{"order": "否", "leader": "某某"}})
	if got := Blocked(d, f, "meeting"); len(got) != 1 || got[0].Text != "会场控制没有把握（不准开会之四）" {
		t.Errorf("taken back the day before: %v", got)
	}
	for opinion, want := range map[string]int{"不同意": 1, "同意": 0} {
		d.Round.Events = append(d.Round.Events, Event{Log: "plan", Date: day(1), Fields: map[string]string{"opinion": opinion}})
		f.Subject.Stage = "waiting"
		if got := Blocked(d, f, "planned"); len(got) != want {
			t.Errorf("plan %s: %v", opinion, got)
		}
		d.Round.Events = d.Round.Events[:len(d.Round.Events)-1]
	}
	f.Subject.Stage = "talks"
	if got := DueDate(d, f, "planned").String(); got != "2025.12.10" {
		t.Errorf("plan due %s, want ten days before 2025.12.20", got)
	}
	if got := DueDate(d, f, "forms").String(); got != "2025.08.03" {
		t.Errorf("forms due %s", got)
	}
	f.Subject.Stage = "rated"
	f.Subject.Conclusion = &Conclusion{Grade: "合格"}
	if got := Blocked(d, f, "filed"); len(got) != 1 || got[0].Text != "发出的会议材料没有收回" {
		t.Errorf("papers not collected: %v", got)
	}
}

// A condition over what a log's entries say is checked on load: the log, its
// field, and what the field can say.
func TestConditionsOverLogsAreChecked(t *testing.T) {
	_, text, err := ShippedByKey("party-appraisal")
	if err != nil {
		t.Fatal(err)
	}
	const good = `latest("control", "order") == "是"`
	for bad, want := range map[string]string{
		`latest("controll", "order") == "是"`:   "没有事项“controll”，有的是：notice、",
		`latest("control", "ordre") == "是"`:    "事项“会场准备”没有栏目“ordre”，有的是：leader、order",
		`"可" == latest("control", "order")`:    "栏目“会场可控”没有选项“可”，有的是：是、否",
		`entries("control", "order", "可") > 0`: "栏目“会场可控”没有选项“可”，有的是：是、否",
		`different("control", "paper") > 0`:    "事项“会场准备”没有栏目“paper”",
		`latest("control") == "是"`:             "有的要写两三个",
		`entries("control", "order", "是")`:     "条件的结果应为真或假",
	} {
		src := strings.Replace(string(text), good, bad, 1)
		line := strings.Count(src[:strings.Index(src, bad)], "\n") + 1
		_, err := LoadScheme("试用.yaml", []byte(src))
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), fmt.Sprintf("试用.yaml 第 %d 行", line)) {
			t.Errorf("%s: %v\nwant line %d, %s", bad, err, line, want)
		}
	}
	if _, err := LoadScheme("试用.yaml", []byte(strings.Replace(string(text), "answer: 差", "answer: 很差", 1))); err == nil || !strings.Contains(err.Error(), "测评的票面上没有“很差”，有的是：一般、好、差、较好") {
		t.Errorf("an answer no ballot has: %v", err)
	}
	if _, err := LoadScheme("试用.yaml", []byte(strings.Replace(string(text), good, `entries("control", "order", "否") == 0`, 1))); err != nil {
		t.Error(err)
	}
}
