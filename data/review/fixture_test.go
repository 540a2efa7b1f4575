package review

import (
	"fmt"
	"strings"
	"testing"

	"kaocha/data/cadre"
)

// idFor makes an ID of the invented region 999999 with a right check digit.
func idFor(birth cadre.Date, seq int) string {
	s := fmt.Sprintf("999999%s%03d", birth.Compact(), seq)
	w := []int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}
	sum := 0
	for i, x := range w {
		sum += x * int(s[i]-'0')
	}
	return s + string("10X98765432"[sum%11])
}

var given = []string{"明远", "晓岚", "知行", "若谷", "景行", "思齐", "怀瑾", "清和", "望舒", "承泽"}

// someone is an invented cadre without a fault, different for every n.
func someone(n int) *cadre.Cadre {
	d := cadre.MustDate
	birth := cadre.Date{Year: 1982 + n%8, Month: 1 + n%12, Day: 15}
	post := "某某大学宣传部综合科科长"
	return &cadre.Cadre{
		ID: fmt.Sprintf("c%d", n), Name: "齐" + given[n%10] + string(rune('一'+n/10)), Sex: "男", Birth: birth.Month1(), Nation: "汉族",
		NativePlace: "福建闽侯", Political: "中共党员", PartyJoined: "200806", WorkStart: d("2010.07"), Health: "健康",
		Title: "助理研究员", FullTime: cadre.Education{Level: "大学", Degree: "理学学士", School: "某某农业大学生物技术专业"},
		Unit: "宣传部", Position: post, PositionSince: d("2024.11"),
		Probation: cadre.Probation{Position: post, Start: d("2024.11.10"), NoticeNo: "某委〔2024〕8号"},
		Resume: []cadre.ResumeEntry{{From: d("2006.09"), To: d("2010.07"), Text: "某某农业大学生物技术专业学习"},
			{From: d("2010.07"), To: d("2024.11"), Text: "某某大学宣传部科员"}, {From: d("2024.11"), Text: post + "（试用期一年）"}},
		IDNumber: idFor(birth, 101+2*(n%400)), PhotoHash: fmt.Sprintf("ph%d", n),
		YearResults: "2022年：称职；2023年：优秀",
	}
}

// fullRound is a round of n complete subjects in which nothing is wrong.
func fullRound(t testing.TB, key string, n int) *Dossier {
	s := shipped(t, key)
	d := &Dossier{Scheme: s, Today: cadre.MustDate("2025.12.20"),
		Round:    &Round{ID: "r", Name: "测试批次", SchemeKey: key, School: "某某大学", Assessed: cadre.MustDate("2025.12.10")},
		Branches: []Branch{{ID: "b1", Name: "机关党总支"}},
		Panels:   []Panel{{ID: "p1", Name: "第一考察组", Leader: "顾长风", Members: []string{"白露晞", "江听雨"}}}}
	for i := range n {
		d.Files = append(d.Files, fullFile(d, i))
	}
	return d
}

func fullFile(d *Dossier, i int) *File {
	s := d.Scheme
	c := someone(i)
	sub := &Subject{ID: fmt.Sprintf("s%d", i), RoundID: "r", CadreID: c.ID, BranchID: "b1", PanelID: "p1", Order: i, Stage: "committee"}
	for _, it := range s.Material {
		m := Material{Key: it.Key, State: Signed, Paper: it.Paper, Electronic: it.Electronic, Pages: 1, FileName: it.Name + "-" + c.Name, Date: cadre.MustDate("2025.12.01")}
		if it.Format != nil && it.Format.File != "" {
			m.FileName += "." + it.Format.File
		}
		if it.PerBranch {
			m.FileName = it.Name + "." + it.Format.File
		}
		if it.Format != nil && it.Format.SizePt > 0 {
			m.Facts = goodFacts(it.Format, prose(i, it.Format.About))
		}
		sub.Materials = append(sub.Materials, m)
	}
	sub.Tally = &Tally{Date: cadre.MustDate("2025.12.05"), Name: c.Name, Counters: []string{"甲计票"}, Scrutineers: []string{"乙监票"}}
	groups := s.Vote.Groups
	if len(groups) == 0 {
		groups = []Group{{}}
	}
	for _, g := range groups {
		counts := make([]int, len(s.gradeKeys()))
		counts[0], counts[1] = 16, 4
		sub.Tally.Groups = append(sub.Tally.Groups, votes(s, g.Key, [6]int{22, 21, 21, 20, 20, 0}, counts...))
	}
	for k := range max(s.Talks.Min, 1) {
		t := Talk{ID: fmt.Sprintf("t%d", k), Interviewee: "受访" + string(rune('甲'+k)), Interviewers: []string{"顾长风", "白露晞"}, Recorder: "江听雨",
			Date: cadre.MustDate("2025.12.06"), From: "09:00", To: "09:30", Verdict: s.Talks.Verdicts[0], Texts: map[string]string{}}
		for _, sec := range s.Talks.Sections {
			t.Texts[sec.Key] = fmt.Sprintf("第%d次到基层时，对年轻同志的业务指导还不够多。", k+1)
		}
		sub.Talks = append(sub.Talks, t)
	}
	sub.Report = Narrative{Texts: map[string]string{}, Grade: "称职", Date: cadre.MustDate("2025.12.10"), SignedBy: d.Panels[0].All()}
	for k, sec := range s.Report.Sections {
		if sec.Kind == PartText {
			sub.Report.Texts[sec.Key] = prose(1000+10*i+k, 120)
		}
	}
	for _, o := range s.Opinions {
		op := Opinion{Office: o.Key, Text: "同意。", Signer: "某某", Date: cadre.MustDate("2025.12.12")}
		if o.Grade {
			op.Grade = "称职"
		}
		if o.Advice {
			op.Advice = s.Appoint
		}
		sub.Opinions = append(sub.Opinions, op)
	}
	return &File{Subject: sub, Cadre: c, Branch: &d.Branches[0], Panel: &d.Panels[0]}
}

func goodFacts(f *Format, text string) *DocFacts {
	p := PaperByKey(f.Papers[0])
	return &DocFacts{Title: f.Title, PaperW: p.W, PaperH: p.H, Paragraphs: 20, Chars: Chars(text), Text: text,
		Fonts: []string{f.Fonts[0]}, Sizes: []float64{f.SizePt}, Lines: []string{fmt.Sprintf("固定值 %g 磅", f.LinePt)}}
}

// prose makes a text of about chars Han characters that shares nothing with
// the texts of other seeds.
func prose(seed, chars int) string {
	var b strings.Builder
	x := uint32(seed)*2654435761 + 12345
	for i := 0; i < chars; i++ {
		x = x*1664525 + 1013904223
		b.WriteRune(rune(0x4e00 + (x>>8)%4000))
		if i%40 == 39 {
			b.WriteString("。\n")
		}
	}
	return b.String()
}

// material gives the subject's record of a key for editing.
func material(f *File, key string) *Material {
	for i := range f.Subject.Materials {
		if f.Subject.Materials[i].Key == key {
			return &f.Subject.Materials[i]
		}
	}
	panic("no material " + key)
}
