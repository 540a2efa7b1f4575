package job

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"kaocha/data/cadre"
	"kaocha/data/review"
	"kaocha/data/store"
)

type reasonKey struct{}

// WithReason says why personal data leaves the program in what follows; the
// export log keeps it.
func WithReason(ctx context.Context, reason string) context.Context {
	return context.WithValue(ctx, reasonKey{}, strings.TrimSpace(reason))
}

// noReason stands in the log when nobody said why: commands may go without.
const noReason = "未写明"

func reasonOf(ctx context.Context) string {
	if r, _ := ctx.Value(reasonKey{}).(string); r != "" {
		return r
	}
	return noReason
}

// usualReasons are offered until others were used.
var usualReasons = []string{"报送组织部", "考察组工作用", "提交会议研究", "本人核对签字", "归入干部档案", "上级部门调阅"}

// maxReason is the longest reason, in characters.
const maxReason = 60

// CheckReason refuses a reason that says nothing or does not fit a line.
func CheckReason(reason string) error {
	switch reason = strings.TrimSpace(reason); {
	case utf8.RuneCountInString(reason) < 2:
		return use("请选一个用途，或写明导出做什么用；它会记入导出记录")
	case utf8.RuneCountInString(reason) > maxReason || strings.ContainsAny(reason, "\r\n"):
		return use("用途写在一行里，最多 %d 个字", maxReason)
	}
	return nil
}

// Reasons lists what exports were for so far, the latest first, and the usual ones.
func (s *Session) Reasons(ctx context.Context) ([]string, error) {
	list, err := s.Store.Entries(ctx, store.LogExport, 200)
	if err != nil {
		return nil, err
	}
	var out []string
	add := func(r string) {
		if r != "" && r != noReason && !slices.Contains(out, r) && len(out) < 12 {
			out = append(out, r)
		}
	}
	for _, e := range list {
		add(e.Reason)
	}
	for _, r := range usualReasons {
		add(r)
	}
	return out, nil
}

// Exported writes into the log that data of persons was written to a file: who,
// when, whose, why and the file's name. In a database that can only be read it
// cannot be written down.
func (s *Session) Exported(ctx context.Context, what, path string, people []*cadre.Cadre) error {
	d := store.Detail{Reason: reasonOf(ctx), File: filepath.Base(path)}
	for _, c := range people {
		if c != nil {
			d.People, d.IDs = append(d.People, c.Name), append(d.IDs, c.ID)
		}
	}
	label := "导出 " + what
	switch len(d.People) {
	case 0:
	case 1:
		label += " " + d.People[0]
	default:
		label += fmt.Sprintf(" %d 人", len(d.People))
	}
	err := s.Store.Log(context.WithoutCancel(ctx), store.LogExport, label, d)
	if errors.Is(err, store.ErrReadOnly) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("文件已写出（%s），但没有记入导出记录：%w", filepath.Base(path), err)
	}
	return nil
}

// exportedSubjects is Exported for subjects of rounds.
func (s *Session) exportedSubjects(ctx context.Context, what, path string, files []*review.File) error {
	var people []*cadre.Cadre
	for _, f := range files {
		people = append(people, f.Cadre)
	}
	return s.Exported(ctx, what, path, people)
}

// RevealNumber gives a person's ID number in full and writes down that it was
// looked at. In a database that can only be read it is shown without.
func (s *Session) RevealNumber(ctx context.Context, cadreID string) (string, error) {
	c, err := s.Store.Cadre(ctx, cadreID)
	if err != nil {
		return "", err
	}
	err = s.Store.Log(ctx, store.LogReveal, "查看身份证号 "+c.Name, store.Detail{People: []string{c.Name}, IDs: []string{c.ID}})
	if err != nil && !errors.Is(err, store.ErrReadOnly) {
		return "", err
	}
	return c.IDNumber, nil
}
