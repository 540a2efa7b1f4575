package forms

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"kaocha/data/review"
	"kaocha/forms/layouts"
	"kaocha/forms/template"
	"kaocha/forms/template/build"
)

// cardPrefix marks the keys of a scheme's own forms: card:register.
const cardPrefix = "card:"

// CardForms are the forms that a scheme brings itself.
func CardForms(s *review.Scheme) []*Form {
	if s == nil {
		return nil
	}
	var out []*Form
	for i := range s.Cards {
		out = append(out, cardForm(s, &s.Cards[i]))
	}
	return out
}

// ByKeyIn finds a form by its key or Chinese name: one of the scheme's own, or of
// the catalog.
func ByKeyIn(s *review.Scheme, key string) (*Form, error) {
	if s != nil {
		if c := s.CardOf(strings.TrimPrefix(key, cardPrefix)); c != nil && (strings.HasPrefix(key, cardPrefix) || c.Name == key) {
			return cardForm(s, c), nil
		}
		for i := range s.Papers {
			if p := &s.Papers[i]; p.Name == key || letterPrefix+p.Key == key {
				return letterForm(s, i), nil
			}
		}
	}
	return ByKey(key)
}

// letterPrefix marks the keys of the texts a scheme drafts: paper:notice.
const letterPrefix = "paper:"

// letterForm is one of the texts that a scheme drafts.
func letterForm(s *review.Scheme, i int) *Form {
	f := *paperForm
	f.Key, f.Name = letterPrefix+s.Papers[i].Key, s.Papers[i].Name
	f.Template = paperForm.Key
	f.Data = func(in *Input) template.Data {
		one := *in
		one.Number = i + 1
		return paperData(&one)
	}
	return &f
}

// RoundForms are what a scheme makes of a round as a whole: the texts it drafts,
// its own forms, then the lists and working forms of its pack.
func RoundForms(s *review.Scheme) []*Form {
	var out []*Form
	add := func(f *Form) {
		if (f.Scope == OfBranch || f.Scope == OfRound) && f.Key != paperForm.Key && !slices.ContainsFunc(out, func(x *Form) bool { return x.Key == f.Key }) {
			out = append(out, f)
		}
	}
	for i := range s.Papers {
		add(letterForm(s, i))
	}
	for _, f := range CardForms(s) {
		add(f)
	}
	for _, key := range slices.Concat(s.Pack.Branch, s.Pack.Blank) {
		if f, err := ByKeyIn(s, key); err == nil {
			add(f)
		}
	}
	return out
}

// cardForm is the form of a card.
func cardForm(s *review.Scheme, c *review.Card) *Form {
	f := &Form{Key: cardPrefix + c.Key, Name: c.Name, Scope: OfSubject, Paper: c.Paper, Use: "方案“" + s.Name + "”自己的表", Nameless: true}
	if c.OfRound() {
		f.Scope = OfBranch
	} else {
		f.Concerns = c.AskedOf
	}
	f.Data = func(in *Input) template.Data { return (&cardWriter{in: in, c: c}).data() }
	f.Shape = func(in *Input) string { return s.Key + fmt.Sprintf("%+v", (&cardWriter{in: in, c: c}).shape()) }
	f.Draw = func(in *Input) []byte {
		p, _ := build.PaperByKey(in.PaperKey(f))
		return layouts.Card(p, (&cardWriter{in: in, c: c}).shape())
	}
	return f
}

// cardWriter fills in one card.
type cardWriter struct {
	in *Input
	c  *review.Card
}

// prose is the height from which an answer is running text, mm.
const prose = 18

func (w *cardWriter) shape() layouts.CardShape {
	out := layouts.CardShape{Wide: w.c.Wide}
	for i, r := range w.c.Rows {
		kind, _ := r.List()
		row := layouts.CardRow{Height: r.Height, List: kind != "", Sign: r.Sign != ""}
		if r.Side != "" {
			row.Side = 1
			if i > 0 && w.c.Rows[i-1].Side == r.Side {
				row.Side = 2
			}
		}
		sum := 0.0
		widths := cardWidths(r, row.List)
		for _, x := range widths {
			sum += x
		}
		for k := range r.Cells {
			row.Labels = append(row.Labels, r.Head || !row.List && len(r.Cells) > 1 && (k == 0 || k%2 == 0 && !r.Plain))
			row.Widths = append(row.Widths, widths[k]/sum)
			row.Left = append(row.Left, row.List && widths[k]/sum >= .22 || !row.List && widths[k]/sum > .5)
		}
		row.Prose = !row.List && !r.Head && r.Height >= prose
		out.Rows = append(out.Rows, row)
	}
	return out
}

// cardWidths are the relative widths of a row: as given, else a label has two
// parts and the answers share the rest.
func cardWidths(r review.CardRow, list bool) []float64 {
	if len(r.Widths) > 0 {
		return r.Widths
	}
	out := make([]float64, len(r.Cells))
	answers := len(r.Cells) / 2
	for k := range out {
		switch {
		case r.Head || list || len(out) == 1:
			out[k] = 1
		case k%2 == 0:
			out[k] = 2
		default:
			out[k] = (14 - 2*float64(answers)) / float64(answers)
		}
	}
	return out
}

func (w *cardWriter) data() template.Data {
	fill := w.filler()
	title := w.c.Title
	if title == "" {
		title = w.c.Name
	}
	d := template.Data{"标题": titleLines(fill(title), titleWidth(w.in.PaperKey(&Form{Paper: w.c.Paper}), 20, 14, w.c.Wide), w.in.School()), "说明": []string{}, "注": []string{}}
	if w.c.Info != "" {
		d["说明"] = []string{fill(w.c.Info)}
	}
	if len(w.c.Notes) > 0 {
		var notes []string
		for _, n := range w.c.Notes {
			notes = append(notes, fill(n))
		}
		d["注"] = notes
	}
	for i, r := range w.c.Rows {
		d[fmt.Sprintf(layouts.CardSide, i+1)] = fill(r.Side)
		d[fmt.Sprintf(layouts.CardSign, i+1)] = fill(r.Sign)
		if kind, _ := r.List(); kind != "" {
			d[fmt.Sprintf(layouts.CardList, i+1)] = w.list(r)
			continue
		}
		for k, c := range r.Cells {
			d[fmt.Sprintf(layouts.CardCell, i+1, k+1)] = fill(c)
		}
	}
	return d
}

// list are the rows of a repeated row.
func (w *cardWriter) list(r review.CardRow) []template.Data {
	fill := w.filler()
	rows := []template.Data{}
	add := func(words map[string]string) {
		row := template.Data{}
		for k, c := range r.Cells {
			row[fmt.Sprintf(layouts.CardItem, k+1)] = fill(placeholderWord.ReplaceAllStringFunc(c, func(p string) string {
				if v, ok := words[strings.Trim(p, "{}")]; ok {
					return v
				}
				return p
			}))
		}
		rows = append(rows, row)
	}
	for _, words := range w.each(r) {
		add(words)
	}
	for len(rows) < max(1, r.Least) { // to be written by hand
		row := template.Data{}
		for k := range r.Cells {
			row[fmt.Sprintf(layouts.CardItem, k+1)] = ""
		}
		rows = append(rows, row)
	}
	return rows
}

// each are the words of every row that a row is repeated for.
func (w *cardWriter) each(r review.CardRow) []map[string]string {
	kind, key := r.List()
	s := w.in.Scheme
	var out []map[string]string
	switch kind {
	case review.EachSheet:
		return w.items(s.SheetOf(key))
	case review.EachFields:
		l, e := s.LogOf(key), w.newest(key)
		for i, f := range l.Fields {
			v := e.Fields[f.Key]
			words := map[string]string{"序号": itoa(i + 1), "栏目": f.Name, "要求": f.Wanted(), "内容": withUnit(f, v), "达标": ""}
			if met, asked := f.Meets(v); asked {
				words["达标"] = map[bool]string{true: "达标", false: "未达标"}[met]
			}
			out = append(out, words)
		}
	case review.EachEntries:
		l := s.LogOf(key)
		w.entries(l, func(who string, e review.Event) {
			words := map[string]string{"序号": itoa(len(out) + 1), "日期": e.Date.String(), "标题": e.Title, "地点": e.Place, "人员": strings.Join(e.People, "、"), "姓名": who, "状态": e.State, "收回": ""}
			if e.Back {
				words["收回"] = "已收回"
			}
			for _, f := range l.Fields {
				words[f.Name] = e.Fields[f.Key]
			}
			out = append(out, words)
		})
	case review.EachAwards:
		all := review.StandingsOf(w.in.wholeRound())
		for _, x := range all.List {
			for _, m := range x.Awards {
				if m.State != review.AwardGiven && m.State != review.AwardTied {
					continue
				}
				out = append(out, map[string]string{"奖项": m.Name, "姓名": x.File.Cadre.Name, "种类": kindName(s, x.File.Subject), "总分": x.Score.Text, "名次": x.RankText(), "情况": review.AwardNames[m.State]})
			}
		}
		slices.SortStableFunc(out, func(a, b map[string]string) int { return awardPlace(s, a["奖项"]) - awardPlace(s, b["奖项"]) })
		for i := range out {
			out[i]["序号"] = itoa(i + 1)
		}
	}
	return out
}

// withUnit is a figure with its unit, once; another answer as it is.
func withUnit(f review.Field, v string) string {
	if v == "" || !f.Number {
		return v
	}
	return strings.TrimSuffix(v, f.Unit) + f.Unit
}

func awardPlace(s *review.Scheme, name string) int {
	return slices.IndexFunc(s.Awards, func(a review.Award) bool { return a.Name == name })
}

// items are the words of a sheet's items; of several scorers the points are the
// mean.
func (w *cardWriter) items(x *review.Sheet) []map[string]string {
	var out []map[string]string
	sub := w.subject()
	for _, sec := range x.Sections {
		for i, it := range sec.Items {
			words := map[string]string{"序号": itoa(len(out) + 1), "大项": "", "项目": it.Name, "责任部门": it.Office, "满分": plain(it.Max), "要求": it.Proof, "得分": "", "理由": "", "佐证": ""}
			if i == 0 {
				words["大项"] = sec.Name
			}
			if sub != nil {
				words["得分"], words["理由"] = itemPoints(x, sub, it)
				words["佐证"] = evidenceText(sub.EvidenceOf(x.Key, it.Key))
			}
			out = append(out, words)
		}
	}
	return out
}

// itemPoints are the points of an item, of several scorers their mean with two
// decimals, and why some were taken off.
func itemPoints(x *review.Sheet, sub *review.Subject, it review.SheetItem) (points, why string) {
	scorers := sub.Scorers(x.Key)
	sum, n := 0.0, 0
	var reasons []string
	for _, who := range scorers {
		m := sub.MarkOf(x.Key, it.Key, who)
		if m == nil {
			continue
		}
		sum, n = sum+m.Points, n+1
		if m.Note != "" && !slices.Contains(reasons, m.Note) {
			reasons = append(reasons, m.Note)
		}
	}
	switch {
	case n == 0:
		return "", ""
	case n == 1:
		return plain(sum), strings.Join(reasons, "；")
	}
	return fmt.Sprintf("%.2f", sum/float64(n)), strings.Join(reasons, "；")
}

func (w *cardWriter) subject() *review.Subject {
	if w.in.File == nil || w.c.OfRound() {
		return nil
	}
	return w.in.File.Subject
}

// entries gives the entries of a log: of the round, and of the card's subject, or
// of all subjects for a card of the round.
func (w *cardWriter) entries(l *review.Log, add func(who string, e review.Event)) {
	if l == nil {
		return
	}
	if w.in.Round != nil {
		for _, e := range review.EventsOf(w.in.Round.Events, l.Key) {
			add("", e)
		}
	}
	files := w.in.Files
	if sub := w.subject(); sub != nil {
		files = []*review.File{w.in.File}
	}
	for _, f := range files {
		for _, e := range review.EventsOf(f.Subject.Events, l.Key) {
			add(f.Cadre.Name, e)
		}
	}
}

// newest is the latest entry of a log, an empty one when there is none.
func (w *cardWriter) newest(log string) review.Event {
	var last review.Event
	w.entries(w.in.Scheme.LogOf(log), func(_ string, e review.Event) {
		if last.Log == "" || e.Date.Compare(last.Date) >= 0 {
			last = e
		}
	})
	return last
}

func kindName(s *review.Scheme, sub *review.Subject) string {
	if k := s.KindOf(sub.Kind); k != nil {
		return k.Name
	}
	return ""
}

var placeholderWord = regexp.MustCompile(`\{\{[^}]*\}\}`)
