package job

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"kaocha/data/exchange"
	"kaocha/data/review"
	"kaocha/data/safefile"
)

// PhraseSection is a section that phrases are kept for.
type PhraseSection struct {
	Place string // as PhrasePlace gives it
	Name  string // 考察报告 · 主要优点
	Count int
}

// The forms whose sections have phrases, as the window names them.
const (
	ReportPhrases  = "report"
	TalkPhrases    = "talk"
	OpinionPhrases = "opinion"
)

// PhraseSections lists the sections of all schemes, and others that phrases are
// kept for.
func (s *Session) PhraseSections(ctx context.Context) ([]PhraseSection, error) {
	choices, err := s.Schemes(ctx)
	if err != nil {
		return nil, err
	}
	var out []PhraseSection
	add := func(place, name string) {
		if !slices.ContainsFunc(out, func(x PhraseSection) bool { return x.Place == place }) {
			out = append(out, PhraseSection{Place: place, Name: name})
		}
	}
	for _, c := range choices {
		sch, err := review.LoadScheme(c.Name, c.Text)
		if err != nil {
			return nil, err
		}
		for _, sec := range sch.Report.Sections {
			add(PhrasePlace(ReportPhrases, sec.Key), "考察报告 · "+sec.Title)
		}
		for _, sec := range sch.Talks.Sections {
			add(PhrasePlace(TalkPhrases, sec.Key), "谈话记录 · "+sec.Title)
		}
		for _, o := range sch.Opinions {
			add(PhrasePlace(OpinionPhrases, o.Key), "意见 · "+o.Name)
		}
	}
	set, err := s.Store.Settings(ctx, phraseSetting(""))
	if err != nil {
		return nil, err
	}
	for _, x := range set {
		place := strings.TrimPrefix(x.Key, phraseSetting(""))
		var list []string
		if x.Value != "" {
			if err := json.Unmarshal([]byte(x.Value), &list); err != nil {
				return nil, fmt.Errorf("常用语的记录读不出来：%w", err)
			}
		}
		if len(list) > 0 {
			add(place, place) // of a scheme that is not there any more
		}
		for i := range out {
			if out[i].Place == place {
				out[i].Count = len(list)
			}
		}
	}
	return out, nil
}

// FindPhraseSection finds a section by its place, its name or a part of the name
// that fits only one.
func (s *Session) FindPhraseSection(ctx context.Context, name string) (PhraseSection, error) {
	all, err := s.PhraseSections(ctx)
	if err != nil {
		return PhraseSection{}, err
	}
	plain := func(s string) string { return strings.Join(strings.Fields(s), "") }
	var part []PhraseSection
	for _, x := range all {
		if x.Place == name || plain(x.Name) == plain(name) {
			return x, nil
		}
		if strings.Contains(plain(x.Name), plain(name)) {
			part = append(part, x)
		}
	}
	switch len(part) {
	case 1:
		return part[0], nil
	case 0:
		return PhraseSection{}, use("没有“%s”这个部分；用 kaocha phrases list 查看", name)
	}
	var names []string
	for _, x := range part {
		names = append(names, x.Name)
	}
	return PhraseSection{}, use("“%s”不止一个：%s；请写全", name, strings.Join(names, "、"))
}

// A file of phrases has one on each line; a line break within one is written \n.
var (
	phraseToLine = strings.NewReplacer(`\`, `\\`, "\n", `\n`, "\r", "")
	lineToPhrase = strings.NewReplacer(`\\`, `\`, `\n`, "\n")
)

// ExportPhrases writes the phrases of a place to a text file, one a line.
func (s *Session) ExportPhrases(ctx context.Context, place, path string) (n int, err error) {
	list, err := s.Phrases(ctx, place)
	if err != nil {
		return 0, err
	}
	if len(list) == 0 {
		return 0, use("这一部分还没有常用语，没有写文件")
	}
	var b strings.Builder
	b.WriteString("\ufeff") // for Notepad and the like of old
	for _, p := range list {
		b.WriteString(phraseToLine.Replace(p) + "\r\n")
	}
	return len(list), safefile.WriteBytes(path, []byte(b.String()))
}

// phraseFileLimit bounds a file of phrases, in bytes.
const phraseFileLimit = 4 << 20

// ImportPhrases adds the phrases of a text file that are not there yet, as one
// step; it tells how many were added and how many were there. A line that cannot
// be kept refuses the file and is named.
func (s *Session) ImportPhrases(ctx context.Context, place, path string) (added, there int, err error) {
	b, err := safefile.Read(path, phraseFileLimit)
	if err != nil {
		return 0, 0, err
	}
	text, ok := exchange.DecodeText(b)
	if !ok {
		return 0, 0, use("%s 不是文本文件；请每行写一条常用语，另存为文本文件（.txt）", path)
	}
	err = s.editPhrases(ctx, "导入常用语", place, func(list []string) ([]string, error) {
		for i, line := range strings.Split(text, "\n") {
			line = strings.TrimSpace(strings.TrimPrefix(line, "\ufeff"))
			phrase := strings.TrimSpace(lineToPhrase.Replace(line))
			if phrase == "" {
				continue
			}
			if slices.Contains(list, phrase) {
				there++
				continue
			}
			if len(list) >= maxPhrases {
				return nil, use("%s：第 %d 行起放不下了，一个部分最多 %d 条常用语；没有导入", path, i+1, maxPhrases)
			}
			kept, err := CheckPhrase(list, -1, phrase)
			if err != nil {
				return nil, fmt.Errorf("%s 第 %d 行：%w；没有导入", path, i+1, err)
			}
			list = append(list, kept)
			added++
		}
		return list, nil
	})
	if err == nil && added+there == 0 {
		err = use("%s 里没有常用语；请每行写一条", path)
	}
	return added, there, err
}
