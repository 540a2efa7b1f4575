package review

import (
	"strings"
	"testing"

	"kaocha/data/cadre"
)

func TestBiography(t *testing.T) {
	at := cadre.MustDate("2025.12.10")
	c := someone(0)
	c.Name, c.Birth, c.TitleDate = "齐明远", cadre.MustDate("1982.03"), cadre.MustDate("2018.06")
	want := "齐明远，男，汉族，1982年3月出生，福建闽侯人，大学本科毕业，2008年6月加入中国共产党，2010年7月参加工作，现职称助理研究员，2024年11月任某某大学宣传部综合科科长。"
	if got := Biography(c, at); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	for _, x := range []struct {
		name string
		edit func(*cadre.Cadre)
		has  string
	}{
		{"unit before the post", func(c *cadre.Cadre) { c.Probation.Position, c.Unit = "综合科科长", "宣传部" }, "2024年11月任宣传部综合科科长。"},
		{"post without date", func(c *cadre.Cadre) { c.Probation, c.PositionSince = cadre.Probation{}, cadre.Date{} }, "现任某某大学宣传部综合科科长"},
		{"trial later than the date", func(c *cadre.Cadre) {
			c.Probation.Start, c.Position, c.PositionSince = cadre.MustDate("2026.01"), "宣传部科员", cadre.MustDate("2015.03")
		}, "2015年3月任宣传部科员"},
		{"part-time level is higher", func(c *cadre.Cadre) { c.PartTime.Level = "硕士研究生" }, "，在职硕士研究生毕业，"},
		{"party school", func(c *cadre.Cadre) { c.FullTime.Level, c.PartTime.Level = "大专", "中央党校大学" }, "，中央党校大学毕业，"},
		{"college", func(c *cadre.Cadre) { c.FullTime.Level = "大专" }, "，大学专科毕业，"},
		{"other party", func(c *cadre.Cadre) { c.PartyJoined, c.Political = "民建", "民建会员" }, "，加入中国民主建国会，"},
		{"two parties", func(c *cadre.Cadre) { c.PartyJoined = "200108；民建" }, "，2001年8月加入中国共产党，加入中国民主建国会，"},
		{"none", func(c *cadre.Cadre) { c.PartyJoined, c.Political = "", "群众" }, "，群众，"},
	} {
		c := someone(0)
		x.edit(c)
		if got := Biography(c, at); !strings.Contains(got, x.has) {
			t.Errorf("%s: %s", x.name, got)
		}
	}
	if Biography(&cadre.Cadre{}, at) != "" {
		t.Error("nothing known")
	}
	c = someone(0)
	c.TitleDate = cadre.MustDate("2026.02")
	if strings.Contains(Biography(c, at), "职称") {
		t.Error("a title of the future")
	}
}

// The report in the notice's order, and the lines of DOMAIN S6.
func TestReportText(t *testing.T) {
	d := fullRound(t, "fafu-probation", 1)
	f := d.Files[0]
	f.Cadre.Name = "齐明远"
	var kinds []string
	var votesPart Part
	for _, p := range ReportText(d, f) {
		kinds = append(kinds, p.Kind)
		if p.Kind == PartVotes {
			votesPart = p
		}
		if p.Missing {
			t.Errorf("missing %s %s", p.Kind, p.Key)
		}
	}
	if got := strings.Join(kinds, " "); got != "title biography text text votes text branch signers date" {
		t.Errorf("order %s", got)
	}
	if votesPart.Text != "总票数20，优秀16，称职4，不称职0，弃权0。\n评价等级：称职" || len(votesPart.Lines) != 2 {
		t.Errorf("votes %q", votesPart.Text)
	}
	parts := ReportText(d, f)
	if parts[0].Text != "齐明远同志试用期考察材料" || parts[6].Text != "机关党总支" || len(parts[7].Lines) != 3 || parts[8].Text != "2025年12月10日" {
		t.Errorf("%+v", parts)
	}
	f.Subject.Report.Texts["shortcomings"], f.Subject.Tally, f.Subject.Report.Biography = "  ", nil, "手写的简介"
	parts = ReportText(d, f)
	if !parts[3].Missing || !parts[4].Missing || parts[1].Text != "手写的简介" || parts[5].Missing {
		t.Errorf("%+v", parts)
	}
}

// Counted by hand: biography 简介文字 4, headings 9+4+6, texts 3+2, votes line
// 总票数20，优秀16，称职4，不称职0，弃权0。 = 6+5+4+5+4, grade line 评价等级：称职 = 7; the
// empty 其他 has no heading.
func TestReportChars(t *testing.T) {
	d := fullRound(t, "fafu-probation", 1)
	f := d.Files[0]
	f.Subject.Report.Biography = "简介 文字"
	f.Subject.Report.Texts = map[string]string{"merits": "写 三\n字", "shortcomings": "\u3000二字"}
	if got, want := ReportChars(d, f), 4+9+4+6+3+2+24+7; got != want {
		t.Errorf("%d, want %d", got, want)
	}
}

func TestReportNational(t *testing.T) {
	d := fullRound(t, "national-probation", 1)
	text := ""
	for _, p := range ReportText(d, d.Files[0]) {
		text += p.Text + "\n"
	}
	if !strings.Contains(text, "参加测评63人，发出测评票63张，收回60张，有效票60张：优秀48票，称职12票，基本称职0票") || !strings.Contains(text, "考核等次：称职") {
		t.Error(text)
	}
}
