package review

import "testing"

func TestParseClock(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "9:5": "09:05", "09：30": "09:30", "0930": "09:30", "9时30分": "09:30", "9点半": "09:30", "14": "14:00", "9.30": "09:30", " 8 : 00 ": "08:00", "10点": "10:00",
		"24:00": "!", "9:60": "!", "上午": "!", "9-30": "!", "930": "!",
	} {
		got, err := ParseClock(in)
		if err != nil {
			got = "!"
		}
		if got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	if CheckSpan("09:00", "09:30") != nil || CheckSpan("", "08:00") != nil || CheckSpan("9:30", "09:30") == nil || CheckSpan("10:00", "9:30") == nil {
		t.Error("span")
	}
}

func TestHollow(t *testing.T) {
	for text, want := range map[string]bool{
		"": true, " \n": true, "无": true, "没有。": true, "没有发现": true, "没有发现明显不足。": true, "暂无": true, "未发现问题": true, "目前没有什么不足之处": true, "无明显不足": true,
		"没有发现他主动到学院调研，与基层联系少": false, "无障碍设施管理不细": false, "有时急躁": false, "问：如果只提一条改进建议，会是什么？": false,
	} {
		if got := Hollow(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestTalksAreCountedByPeopleAndVerdict(t *testing.T) {
	d := fullRound(t, "fafu-probation", 1)
	f := d.Files[0]
	f.Subject.Talks = []Talk{{Interviewee: "甲某", Verdict: "同意"}, {Interviewee: "乙某", Verdict: "同意"}, {Interviewee: person(f), Verdict: "不便表态"}, {Interviewee: "丙某"}, {Interviewee: "丁某", Verdict: "好"}}
	if got := CountTalks(d, f).String(); got != "谈话 5 份，计 4 人，已够方案要求的 3 人　同意 2　基本同意 0　不同意 0　不便表态 1　好 1　未填意见 1" {
		t.Errorf("%s", got)
	}
	f.Subject.Talks = f.Subject.Talks[:1]
	if got := CountTalks(d, f).String(); got != "谈话 1 份，计 1 人，方案要求不少于 3 人，还差 2 人　同意 1　基本同意 0　不同意 0　不便表态 0" {
		t.Errorf("%s", got)
	}
}

func TestNamesAreHidden(t *testing.T) {
	sub := &Subject{Talks: []Talk{{Interviewee: "甲某", Unit: "某处", Post: "处长", Relation: "上级"}, {}}}
	if got := HideInterviewees(sub, "谈话记录第 1 份（甲某）没有日期"); got != "谈话记录第 1 份（谈话对象1）没有日期" {
		t.Error(got)
	}
	if w := sub.Talks[0].WithoutName(0); w.Interviewee != "谈话对象1" || w.Unit+w.Post != "" || w.Relation != "上级" || sub.Talks[0].Interviewee != "甲某" {
		t.Errorf("%+v", w)
	}
	next := Talk{ID: "1", Interviewee: "甲某", Recorder: "记某", To: "09:30", Texts: map[string]string{"x": "y"}, Verdict: "同意"}.Following("2")
	if next.ID != "2" || next.Recorder != "记某" || next.From != "09:30" || next.Interviewee+next.Verdict != "" || next.Texts != nil {
		t.Errorf("%+v", next)
	}
}
