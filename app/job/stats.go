package job

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"kaocha/data/cadre"
	"kaocha/data/review"
	"kaocha/data/safefile"
	"kaocha/data/store"
	"kaocha/forms/chart"
	"kaocha/forms/sheet"
)

// StatsQuery says what is to be counted: a round's subjects, or the register.
type StatsQuery struct {
	Round string     // id or name; "" for the register
	Text  string     // search text that narrows the register; nothing in a round
	By    string     // review.Dimension key or name
	And   string     // second dimension, review.VoteRates or ""
	At    cadre.Date // ages are of this date; zero: the round's date, else today
}

// Stats counts people.
func (s *Session) Stats(ctx context.Context, q StatsQuery) (*review.Stats, error) {
	ask := review.StatQuestion{By: q.By, And: q.And, At: q.At, Today: s.Today()}
	var files []*review.File
	if q.Round == "" {
		ask.What = "干部库全部干部"
		if q.Text != "" {
			ask.What = fmt.Sprintf("干部库中查找“%s”得到的干部", q.Text)
		}
		for c, err := range s.Store.AllCadres(ctx, store.CadreFilter{Text: q.Text}) {
			if err != nil {
				return nil, err
			}
			files = append(files, &review.File{Cadre: c})
		}
	} else {
		if q.Text != "" {
			// Two counts that differ by one person would tell that one's grade.
			return nil, use("批次只能整批统计，不能再按文字查找")
		}
		w, err := s.Work(ctx, q.Round)
		if err != nil {
			return nil, err
		}
		ask.What, ask.Scheme = "批次“"+w.Round.Name+"”的考察对象", w.Scheme
		if ask.At.IsZero() {
			ask.At = w.Round.Assessed
		}
		err = s.Store.EachFile(ctx, w.Round.ID, func(f *review.File) error { files = append(files, f); return nil })
		if err != nil {
			return nil, err
		}
	}
	if ask.At.IsZero() {
		ask.At = ask.Today
	}
	if ask.At.Month == 0 {
		return nil, use("计算年龄的日期至少写到月，如 2025.12")
	}
	out, err := review.CountBy(ask, files)
	if err != nil {
		return nil, use("%s", err)
	}
	return out, nil
}

// WriteStats writes a table by the file's ending: .xlsx with the chart beside
// it, or the chart alone as .png.
func WriteStats(s *review.Stats, kind chart.Kind, path string) error {
	switch ext := strings.ToLower(filepath.Ext(path)); ext {
	case ".xlsx":
		picture, err := chart.Draw(s, kind, chart.Sheet)
		if err != nil && !errors.Is(err, chart.ErrNothing) {
			return err
		}
		return safefile.Write(path, func(w io.Writer) error { return sheet.Stats(w, s, picture) })
	case ".png":
		picture, err := chart.Draw(s, kind, chart.Print)
		if err != nil {
			return err
		}
		return safefile.WriteBytes(path, picture)
	default:
		return use("不认识的文件类型“%s”，请写成 .xlsx 或 .png", ext)
	}
}
