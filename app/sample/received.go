package sample

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"kaocha/data/cadre"
	"kaocha/data/review"
	"kaocha/forms/readback"
	"kaocha/forms/template/build"
)

// look is how a received summary was typed.
type look struct {
	title  string
	paper  string  // paper key
	font   string  // of the body
	size   float64 // points
	exact  float64 // line pitch in points, 0: one and a half lines
	stray  bool    // two paragraphs pasted from elsewhere in another type
	across bool    // landscape
}

// prescribed is the look the notice asks for (DOMAIN S6).
var prescribed = look{title: "履职工作总结", paper: "16K", font: "仿宋", size: 15, exact: 25}

// handedIn is the day on the received files.
var handedIn = cadre.MustDate("2025.11.27")

// receive turns the typed summaries of some subjects into Word files as they
// were handed in: one right, the others each wrong in one way; and adds some
// files that were handed in for other items.
func (s *Sample) receive() {
	scheme := s.scheme()
	wrongTitle, wrongType, wrongPaper := prescribed, prescribed, prescribed
	wrongTitle.title = "2025年度个人工作总结"
	wrongType.font, wrongType.size, wrongType.exact, wrongType.stray = "宋体", 14, 0, true
	wrongPaper.paper = "A4"
	typed := func(i int) []string { return strings.Split(s.Subjects[i].MaterialOf("summary").Text, "\n") }
	const docx, unnamed = "-履职工作总结.docx", "新建 Microsoft Word 文档.docx"
	s.receiveOne(scheme, 5, "summary", s.nameOf(5)+docx, prescribed, typed(5))
	s.receiveOne(scheme, international, "summary", s.nameOf(international)+docx, wrongTitle, typed(international))
	s.receiveOne(scheme, league, "summary", s.nameOf(copied)+docx, wrongType, typed(league))
	s.receiveOne(scheme, career, "summary", s.nameOf(career)+docx, prescribed, typed(career)[:8])
	s.receiveOne(scheme, gap, "summary", s.nameOf(gap)+docx, prescribed, nil)
	onA4 := typed(office)
	s.receiveOne(scheme, office, "summary", unnamed, wrongPaper, onA4)
	s.receiveOne(scheme, office, "registration", unnamed, wrongPaper, onA4) // the same file for both items

	sheet := prescribed
	sheet.title, sheet.across = "干部情况登记表", true
	s.receiveOne(scheme, international, "registration", s.nameOf(international)+"-干部情况登记表.docx", sheet, []string{"（另附纸质表）"})
	sheet.across = false
	s.receiveOne(scheme, league, "registration", s.nameOf(league)+"-干部情况登记表.doc", sheet, []string{"（另附纸质表）"})
	long := prescribed
	long.title = s.nameOf(network) + "同志试用期考察材料"
	r := s.Subjects[network].Report.Texts
	s.receiveOne(scheme, network, "report", s.nameOf(network)+"-考察报告.docx", long, strings.Split(review.Biography(s.cadreOf(s.Subjects[network].CadreID), s.Round.Assessed)+"\n"+r["merits"]+"\n"+r["shortcomings"]+"\n"+r["others"], "\n"))
}

func (s *Sample) nameOf(subject int) string { return s.cadreOf(s.Subjects[subject].CadreID).Name }

// receiveOne writes the file of one subject and records what was measured in it.
func (s *Sample) receiveOne(scheme *review.Scheme, subject int, key, name string, l look, lines []string) {
	sub := &s.Subjects[subject]
	docx := summaryFile(l, lines, s.nameOf(subject))
	var format *review.Format
	for _, it := range scheme.Material {
		if it.Key == key {
			format = it.Format
		}
	}
	facts, err := readback.MeasureAgainst(docx, format)
	if err != nil {
		panic("sample: " + err.Error()) // our own file
	}
	m := sub.MaterialOf(key)
	if m.State == review.Missing {
		sub.Materials = append(sub.Materials, review.Material{Key: key, Date: handedIn})
		m = &sub.Materials[len(sub.Materials)-1]
	}
	if m.State == "" || m.State == review.Draft {
		m.State, m.Electronic = review.Received, true
	}
	m.Facts, m.Text, m.FileName, m.FileHash = facts, "", name, hashOf(docx)
	s.Files = append(s.Files, ReceivedFile{SubjectIndex: subject, MaterialKey: key, Name: name, Docx: docx})
}

func (s *Sample) scheme() *review.Scheme {
	scheme, err := review.LoadScheme(s.Round.SchemeKey, []byte(s.Round.SchemeText))
	if err != nil {
		panic("sample: " + err.Error()) // shipped with the program
	}
	return scheme
}

// summaryFile writes a summary as the person would have typed it.
func summaryFile(l look, lines []string, name string) []byte {
	paper, _ := build.PaperByKey(l.paper)
	body := build.Text{Font: l.font, Latin: "Times New Roman", Size: l.size}
	par := build.Para{Align: build.Justify, Exact: l.exact, FirstChars: 2, Size: l.size}
	if l.exact == 0 {
		par.Lines = 1.5
	}
	parts := []build.XML{build.Para{Align: build.Center, Exact: 30, After: 12}.Say(build.Text{Font: "方正小标宋简体", Size: 22}, l.title)}
	for i, line := range lines {
		p, t := par, body
		if l.stray && (i == 2 || i == 6) {
			p.Lines, p.Exact, t.Font, t.Size = 0, 20, "楷体", 12
		}
		parts = append(parts, p.Say(t, line))
	}
	sign := par
	sign.FirstChars, sign.Align = 0, build.Right
	if len(lines) > 0 {
		parts = append(parts, sign.Say(body, "签名："+name+"　　"), sign.Say(body, handedIn.Chinese()))
	}
	section := build.Section{Paper: paper, Landscape: l.across, Top: 25, Bottom: 25, Left: 24, Right: 24,
		Footer: build.PageNumber(build.Text{Font: "宋体", Latin: "Times New Roman", Size: 10.5})}
	return build.Document(section, l.title, parts...)
}

// hashOf names stored bytes as the store does.
func hashOf(b []byte) string {
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}
