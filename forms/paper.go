package forms

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"kaocha/data/review"
	"kaocha/forms/template"
)

// paperForm is a text that the scheme drafts from the records: which one is the
// input's Number, from 1.
var paperForm = &Form{Key: "paper", Name: "公文草稿", Scope: OfBranch, Nameless: true, Use: "方案规定的报告、通报：由记录起草，再在 Word 里改", Data: paperData}

func paperData(in *Input) template.Data {
	d := template.Data{"标题": "", "部分": []template.Data{{"小标题": []string{}, "段落": []string{}, "末段": ""}}, "落款": "", "日期": blankDate}
	p := in.schemeLetter()
	if p == nil {
		return d
	}
	w := &letterWriter{in: in, fill: review.LetterFiller(in.wholeRound())}
	d["标题"] = titleLines(w.fill(p.Title), proseTitleWidth(in.PaperKey(&Form{})), in.School())
	d["落款"] = p.Sign
	if p.Sign == "" {
		d["落款"] = in.Scheme.Holder
	}
	parts := []template.Data{}
	n := 0
	for _, part := range p.Parts {
		lines := w.part(part)
		if len(lines) == 0 && part.Title == "" {
			continue
		}
		heading := []string{}
		if part.Title != "" {
			n++
			heading = []string{chineseOrdinal(n) + "、" + w.fill(part.Title)}
		}
		if len(lines) == 0 {
			lines = []string{"（没有记录。）"}
		}
		parts = append(parts, template.Data{"小标题": heading, "段落": lines, "末段": ""})
	}
	d["部分"] = withClosing(parts)
	return d
}

// chineseOrdinal numbers the headings of a text: 一 二 … 二十.
func chineseOrdinal(n int) string {
	if n >= 1 && n <= 10 {
		return string([]rune("一二三四五六七八九十")[n-1])
	}
	if n < 20 {
		return "十" + chineseOrdinal(n-10)
	}
	return itoa(n)
}

// schemeLetter is the paper the input asks for, nil when the scheme has none.
func (in *Input) schemeLetter() *review.Letter {
	if in.Scheme == nil || len(in.Scheme.Papers) == 0 {
		return nil
	}
	return &in.Scheme.Papers[max(0, min(in.Number-1, len(in.Scheme.Papers)-1))]
}

// letterWriter drafts the parts of one paper.
type letterWriter struct {
	in   *Input
	fill func(string) string
}

func (w *letterWriter) part(p review.LetterPart) []string {
	var out []string
	for _, line := range strings.Split(p.Text, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, tight(w.fill(line)))
		}
	}
	s := w.in.Scheme
	if l := s.LogOf(p.Log); l != nil {
		out = append(out, w.log(l)...)
	}
	if poll := s.PollOf(p.Poll); poll != nil {
		for _, f := range w.in.Files {
			if t := pollLine(s, poll, f.Subject); t != "" {
				out = append(out, tight(f.Cadre.Name+"："+t+"。"))
			}
		}
	}
	if x := s.SheetOf(p.Sheet); x != nil {
		out = append(out, tightAll(w.sheet(x))...)
	}
	if p.Award {
		out = append(out, tightAll(w.results())...)
	}
	if p.Gaps {
		for _, f := range w.in.Files {
			if m := review.ScoreOf(s, f.Subject).Missing; len(m) > 0 {
				out = append(out, tight(sentence(f.Cadre.Name+"："+strings.Join(m, "；"))))
			}
		}
		out = append(out, tightAll(w.proofs())...)
		out = append(out, tightAll(w.few())...)
	}
	return out
}

// beforeFigure and afterFigure are the spaces that the window sets between Chinese
// and figures; official papers have none (GB/T 9704).
var (
	beforeFigure = regexp.MustCompile(`([\p{Han}）”、，：；]) ([0-9])`)
	afterFigure  = regexp.MustCompile(`([0-9%]) ([\p{Han}（])`)
)

func tight(s string) string {
	return afterFigure.ReplaceAllString(beforeFigure.ReplaceAllString(s, "$1$2"), "$1$2")
}

func tightAll(list []string) []string {
	for i := range list {
		list[i] = tight(list[i])
	}
	return list
}

// log writes the entries of a log as numbered paragraphs, the earliest first.
func (w *letterWriter) log(l *review.Log) []string {
	var out []string
	add := func(who string, list []review.Event) {
		for _, e := range review.EventsOf(list, l.Key) {
			out = append(out, sentence(fmt.Sprintf("%d. %s，%s%s", len(out)+1, e.Date.Chinese(), who, entryText(l, e))))
		}
	}
	if w.in.Round != nil {
		add("", w.in.Round.Events)
	}
	for _, f := range w.in.Files {
		who := ""
		if len(w.in.Files) > 1 {
			who = f.Cadre.Name + "，"
		}
		add(who, f.Subject.Events)
	}
	return out
}

// sheet writes a subject's points by the sheet's sections.
func (w *letterWriter) sheet(x *review.Sheet) []string {
	var out []string
	for _, f := range w.in.Files {
		if !slices.Contains(w.in.Scheme.SheetsFor(f.Subject), x) {
			continue
		}
		points, _, missing := w.in.Scheme.SheetScore(x, f.Subject)
		full, _ := x.Full().Float64()
		line := f.Cadre.Name + "：" + x.Name
		if points == nil {
			out = append(out, line+"尚未评完（"+strings.Join(missing, "；")+"）。")
			continue
		}
		out = append(out, line+" "+decimals(points, w.in.Scheme.Scoring.Decimals)+" 分（满分 "+plain(full)+" 分）。")
	}
	return out
}

// few names, for each log, those with fewer entries than there must be.
func (w *letterWriter) few() []string {
	var out []string
	for i := range w.in.Scheme.Logs {
		l := &w.in.Scheme.Logs[i]
		var who []string
		for _, f := range w.in.Files {
			if n := len(review.EventsOf(f.Subject.Events, l.Key)); l.Wants(f.Subject) && n < l.Least {
				who = append(who, f.Cadre.Name)
			}
		}
		if len(who) > 0 {
			out = append(out, fmt.Sprintf("%s不足 %d 次的 %d 个：%s。", l.Name, l.Least, len(who), strings.Join(who, "、")))
		}
	}
	return out
}

// proofs names the items whose evidence is wanting, and those below their maximum.
func (w *letterWriter) proofs() []string {
	var out []string
	for _, f := range w.in.Files {
		var open, low []string
		for _, x := range w.in.Scheme.SheetsFor(f.Subject) {
			for _, g := range review.GapsOf(x, f.Subject) {
				if g.NoProof {
					open = append(open, g.Item.Name+"（"+g.Item.Proof+"）")
				}
				if g.Lost != nil && asksProof(x) {
					low = append(low, strings.TrimSpace(g.Item.Name+" "+plainRat(g.Lost)+" 分"+bracketed(g.Reason)))
				}
			}
		}
		if len(open) > 0 {
			out = append(out, f.Cadre.Name+"缺佐证材料 "+itoa(len(open))+" 项："+strings.Join(open, "、")+"。")
		}
		if len(low) > 0 {
			out = append(out, f.Cadre.Name+"失分 "+itoa(len(low))+" 项："+strings.Join(low, "、")+"。")
		}
	}
	return out
}

// ranks writes the totals down the ranks, kind by kind unless all are ranked
// together; one alone has no rank to tell.
func (w *letterWriter) ranks(all *review.Standings) []string {
	var out []string
	line, last := "", ""
	flush := func() {
		if line != "" {
			out = append(out, line+"。")
		}
		line = ""
	}
	for _, x := range all.List {
		if x.Of < 2 || x.Rank == 0 {
			continue
		}
		name := "得分排名"
		if !w.in.Scheme.Scoring.Together && len(w.in.Scheme.Kinds) > 1 {
			name = w.in.Scheme.KindOf(x.Kind).Name + "得分排名"
		}
		if name != last {
			flush()
			last = name
		}
		if line == "" {
			line = name + "："
		} else {
			line += "，"
		}
		line += fmt.Sprintf("第 %d 名%s（%s 分）", x.Rank, x.File.Cadre.Name, x.Score.Text)
	}
	flush()
	return out
}

// results writes ranks, awards and grades as they stand.
func (w *letterWriter) results() []string {
	all := review.StandingsOf(w.in.wholeRound())
	out := w.ranks(all)
	for _, a := range all.Awards {
		out = append(out, a.Text()+"。")
	}
	for _, g := range w.in.Scheme.Grades {
		var names []string
		for _, f := range w.in.Files {
			if f.Subject.Concluded() == g.Key {
				names = append(names, f.Cadre.Name)
			}
		}
		if len(names) > 0 {
			out = append(out, fmt.Sprintf("审定为“%s”的 %d 个：%s。", g.Key, len(names), strings.Join(names, "、")))
		}
	}
	for _, x := range all.List {
		if x.Proposed != "" && x.File.Subject.Concluded() == "" {
			out = append(out, fmt.Sprintf("%s按规则拟为“%s”（%s）。", x.File.Cadre.Name, x.Proposed, x.Why))
		}
	}
	for _, x := range all.List {
		if len(x.Notices) > 0 {
			out = append(out, x.File.Cadre.Name+"："+strings.Join(x.Notices, "；")+"。")
		}
	}
	return out
}
