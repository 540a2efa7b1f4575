package pack

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kaocha/data/review"
	"kaocha/forms/readback"
)

// What is wanted of a material is told in words, once.
func TestLacking(t *testing.T) {
	panel := &review.Panel{Leader: "组例", Members: []string{"员甲", "员乙"}}
	f := &review.File{Subject: &review.Subject{Report: review.Narrative{SignedBy: []string{"组例"}}}, Panel: panel}
	for _, c := range []struct {
		it   review.Item
		m    review.Material
		want string
	}{
		{review.Item{Paper: true}, review.Material{State: review.Missing}, "未交"},
		{review.Item{Paper: true}, review.Material{State: review.Draft, Paper: true}, "还是草稿"},
		{review.Item{Paper: true, Electronic: true, Signers: "self"}, review.Material{State: review.Received, Paper: true}, "缺电子件；本人未签名"},
		{review.Item{Paper: true, Signers: "self"}, review.Material{State: review.Signed, Paper: true}, ""},
		{review.Item{Paper: true, Signers: "self"}, review.Material{State: review.Checked, Paper: true, SignedBy: []string{"本人"}}, ""},
		{review.Item{Form: "report", Signers: "panel"}, review.Material{State: review.Received, SignedBy: []string{"员乙"}}, "未签字：员甲"},
		{review.Item{Signers: "panel"}, review.Material{State: review.Received}, "未签字：组例、员甲、员乙"},
		{review.Item{Signers: "branch"}, review.Material{State: review.Received}, "党总支未签字"},
	} {
		if got := lacking(c.it, &c.m, f); got.Why != c.want {
			t.Errorf("%+v %+v: %q, want %q", c.it, c.m, got.Why, c.want)
		}
	}
}

// The printed list holds what the check found and what only the pack shows.
func TestListOfGaps(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "p")
	src := newSource(t, 1, 1)
	src.findings = []review.Finding{
		{Rule: "x", Severity: review.Error, Subject: "s0-0", Person: "方甲", Form: "考察报告", Message: "查出来的一条"},
		{Rule: "y", Severity: review.Error, Message: "豁免的一条", Waived: "已说明"},
	}
	src.change = func(_, _ int, f *review.File) {
		f.Subject.Talks = nil
		f.Cadre.Duties = "管理\U000F1234字库"
		m := f.Subject.MaterialOf("registration")
		m.State = review.Received
		m = f.Subject.MaterialOf("ballots")
		m.FileHash, m.FileName = "h", "扫描.pdf"
	}
	res := pack(t, dir, src)
	if res.Open["错误"] != 1 {
		t.Errorf("open findings %v", res.Open)
	}
	f, err := readback.Measure(mustRead(t, filepath.Join(dir, "00-缺项与未签清单.docx")), "")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"查出来的一条", "谈话记录没有生成", "本人未签名", "没有并入整套打印", "没有字体可以印这些字：\U000F1234"} {
		if !strings.Contains(f.Text, want) {
			t.Errorf("the list does not say %q:\n%s", want, f.Text)
		}
	}
	if strings.Contains(f.Text, "豁免的一条") {
		t.Error("the list tells of what was waived")
	}
}

func mustRead(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// A subject without a branch is not lost: it has a folder of its own, and the
// result says what is wrong.
func TestSubjectWithoutBranch(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "p")
	src := newSource(t, 1, 2)
	src.change = func(_, i int, f *review.File) {
		if i == 1 {
			f.Subject.BranchID, f.Branch, f.Panel = "", nil, nil
		}
	}
	// the stream of the branch gives only its own
	res := pack(t, dir, orphaned{src})
	if _, err := os.Stat(filepath.Join(dir, "02-未指定党总支", "01-方乙", "4-考察报告-方乙.docx")); err != nil {
		t.Error(err)
	}
	if res.Subjects != 2 || res.Branches != 1 || !slices.ContainsFunc(res.Missing, func(l Lack) bool { return l.Person == "方乙" && l.Item == "党总支" }) {
		t.Errorf("%+v", res)
	}
}

type orphaned struct{ *source }

func (o orphaned) EachFile(ctx context.Context, branchID string, fn func(*review.File) error) error {
	return o.source.EachFile(ctx, "", func(f *review.File) error {
		if branchID != "" && f.Subject.BranchID != branchID {
			return nil
		}
		return fn(f)
	})
}

// What the check says already is not said twice.
func TestExplained(t *testing.T) {
	l := Lack{Item: "民主测评汇总表", form: "tally", subject: "s1"}
	for _, c := range []struct {
		f    review.Finding
		want bool
	}{
		{review.Finding{Subject: "s1", Severity: review.Error, Rule: "tally.missing", Form: "民主测评汇总"}, true},
		{review.Finding{Subject: "s1", Severity: review.Error, Rule: "material.missing", Form: "民主测评汇总表"}, true},
		{review.Finding{Subject: "s1", Severity: review.Note, Rule: "tally.missing"}, false},
		{review.Finding{Subject: "s1", Severity: review.Error, Rule: "tally.missing", Waived: "x"}, false},
		{review.Finding{Subject: "s2", Severity: review.Error, Rule: "tally.missing"}, false},
		{review.Finding{Subject: "s1", Severity: review.Error, Rule: "talk.few", Form: "谈话记录"}, false},
	} {
		if got := explained(l, []review.Finding{c.f}); got != c.want {
			t.Errorf("%+v: %v", c.f, got)
		}
	}
}
