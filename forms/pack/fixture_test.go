package pack

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"kaocha/data/cadre"
	"kaocha/data/review"
	"kaocha/forms"
	"kaocha/forms/page/pagetest"
)

// source invents a round of branches × each subjects, one at a time, so that it
// needs no memory for them.
type source struct {
	scheme   *review.Scheme
	branches int
	each     int
	change   func(branch, i int, f *review.File) // makes one subject special
	asked    int                                 // subjects given so far
	onAsk    func(asked int)
	findings []review.Finding
}

const branchName = "第%d学院党总支"

func newSource(t testing.TB, branches, each int) *source {
	t.Helper()
	s, _, err := review.ShippedByKey("fafu-probation")
	if err != nil {
		t.Fatal(err)
	}
	return &source{scheme: s, branches: branches, each: each}
}

func (s *source) Round() *review.Round {
	return &review.Round{ID: "r", Name: "2025年秋季科级干部试用期考察", School: "示例大学", Assessed: cadre.MustDate("2025.12.10")}
}
func (s *source) Scheme() *review.Scheme { return s.scheme }
func (s *source) Today() cadre.Date      { return cadre.MustDate("2025.12.12") }

func (s *source) branch(i int) *review.Branch {
	return &review.Branch{ID: fmt.Sprint("b", i), Name: fmt.Sprintf(branchName, i+1), Order: i}
}

func (s *source) Branches(context.Context) ([]review.Branch, error) {
	out := []review.Branch{{ID: "none", Name: "没有对象的党总支"}}
	for i := range s.branches {
		out = append(out, *s.branch(i))
	}
	return out, nil
}

func (s *source) Findings(context.Context) ([]review.Finding, error) {
	return s.findings, nil
}

func (s *source) EachFile(ctx context.Context, branchID string, fn func(*review.File) error) error {
	if branchID == "" {
		for b := range s.branches {
			if err := s.EachFile(ctx, fmt.Sprint("b", b), fn); err != nil {
				return err
			}
		}
		return nil
	}
	var b int
	if _, err := fmt.Sscanf(branchID, "b%d", &b); err != nil {
		return nil
	}
	for i := range s.each {
		if s.asked++; s.onAsk != nil {
			s.onAsk(s.asked)
		}
		f := s.file(b, i)
		if s.change != nil {
			s.change(b, i, f)
		}
		if err := fn(f); err != nil {
			return err
		}
	}
	return nil
}

func num(n int) *int { return &n }

func (s *source) file(b, i int) *review.File {
	c := &cadre.Cadre{ID: fmt.Sprintf("c%d-%d", b, i), Name: "方" + string([]rune("甲乙丙丁戊己庚辛壬癸")[i%10]) + strings.Repeat("〇", i/10%3), Sex: "男", Birth: cadre.MustDate("1988.05"), Nation: "汉族",
		Unit: fmt.Sprintf("第%d学院", b+1), Position: "办公室主任（试用期）", Political: "中共党员", WorkStart: cadre.MustDate("2010.07"),
		FullTime:  cadre.Education{Level: "大学", Degree: "管理学学士", School: "示例大学公共管理学院"},
		Probation: cadre.Probation{Position: "办公室主任", Start: cadre.MustDate("2024.11.20"), Months: 12},
		Resume:    cadre.ParseResume("2006.09--2010.07  示例大学学习\n2010.07--2018.03  示例学院办公室科员\n2018.03--         示例学院办公室工作"),
		Family:    []cadre.FamilyMember{{Relation: "妻子", Name: "林例", Birth: cadre.MustDate("1989.03"), Political: "群众", Work: "示例小学教师"}}}
	texts := map[string]string{"merits": strings.Repeat("该同志政治立场坚定，认真履行岗位职责，一年来办理文件三百余件。", 10), "shortcomings": "调查研究还不够深入。"}
	sub := &review.Subject{ID: fmt.Sprintf("s%d-%d", b, i), CadreID: c.ID, BranchID: fmt.Sprint("b", b), PanelID: "p", Stage: "signing",
		Tally: &review.Tally{Groups: []review.GroupCount{{Expected: num(50), Present: num(46), Issued: num(46), Returned: num(46), Valid: num(45), Invalid: num(1),
			Grades: map[string]int{"优秀": 30, "称职": 12, "不称职": 1, "弃权": 2}}}},
		Report: review.Narrative{Texts: texts, Grade: "称职"}}
	for k := range 3 {
		sub.Talks = append(sub.Talks, review.Talk{ID: fmt.Sprint("t", k), Interviewee: "谈例", Texts: texts, Verdict: "同意"})
	}
	for _, it := range s.scheme.Material {
		m := review.Material{Key: it.Key, State: review.Signed, Paper: true, Electronic: true}
		if it.Key == "summary" {
			m.Text = strings.Repeat("一年来，我认真履行岗位职责，完成各项工作任务。\n", 80)
		}
		sub.Materials = append(sub.Materials, m)
	}
	return &review.File{Subject: sub, Cadre: c, Branch: s.branch(b), Panel: &review.Panel{ID: "p", Name: "第一考察组", Leader: "组例", Members: []string{"员例"}}}
}

func (s *source) Photo(context.Context, string) ([]byte, error) {
	return nil, errors.New("没有照片")
}

func (s *source) ReceivedFile(_ context.Context, hash string) ([]byte, error) {
	if hash == "docx" {
		return word("履职工作总结", "收到的正文。"), nil
	}
	return []byte("%PDF-1.4 " + hash), nil
}

// word is a small .docx.
func word(paras ...string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, _ := z.Create("word/document.xml")
	fmt.Fprint(w, `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`)
	for _, p := range paras {
		fmt.Fprintf(w, `<w:p><w:r><w:t>%s</w:t></w:r></w:p>`, p)
	}
	fmt.Fprint(w, `<w:sectPr><w:pgSz w:w="10431" w:h="14740"/></w:sectPr></w:body></w:document>`)
	z.Close()
	return b.Bytes()
}

var library = forms.NewLibrary(pagetest.Fonts())
