package review

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// paperWords are the placeholders a scheme's papers may hold.
var paperWords = []string{"批次", "学校", "承办", "考核日期", "年度", "年", "月", "对象数", "考核对象"}

// LetterFiller fills the placeholders of a round's papers.
func LetterFiller(d *Dossier) func(string) string {
	var names []string
	for _, f := range d.Files {
		names = append(names, person(f))
	}
	values := map[string]string{"对象数": num(len(names)), "考核对象": strings.Join(names, "、")}
	if r := d.Round; r != nil {
		values["批次"], values["学校"] = r.Name, r.School
		if y := r.Year(); y > 0 {
			values["年度"] = num(y)
		}
		if at := r.Assessed; !at.IsZero() {
			values["考核日期"], values["年"], values["月"] = at.Chinese(), num(at.Year), num(at.Month)
		}
	}
	if d.Scheme != nil {
		values["承办"] = d.Scheme.Holder
	}
	return func(text string) string {
		return placeholder.ReplaceAllStringFunc(text, func(p string) string { return values[strings.Trim(p, "{}")] })
	}
}

var yearInName = regexp.MustCompile(`(?:^|\D)((?:19|20)\d\d) ?年`)

// Year (年度) is the year a round is about, 0 for unknown. The work of a year is
// often assessed in the next January, so the name tells it, not the date.
func (r *Round) Year() int {
	if m := yearInName.FindStringSubmatch(r.Name); m != nil {
		y, _ := strconv.Atoi(m[1])
		return y
	}
	return r.Assessed.Year
}

// papers checks the texts a scheme drafts.
func (v *validator) papers() {
	v.unique("papers", keysOf(v.s.Papers, func(p Letter) string { return p.Key }))
	words := func(path, text string) {
		for _, p := range placeholder.FindAllString(text, -1) {
			if !slices.Contains(paperWords, strings.Trim(p, "{}")) {
				v.bad(path, "公文里有不认识的“%s”，可用的有：{{%s}}", p, strings.Join(paperWords, "}}、{{"))
			}
		}
	}
	for i, p := range v.s.Papers {
		at := fmt.Sprintf("papers[%d]", i)
		v.named(at, "公文", p.Key, p.Name)
		if p.Title == "" || len(p.Parts) == 0 {
			v.bad(at, "公文“%s”要有标题“title”和各部分“parts”", p.Name)
		}
		words(at+".title", p.Title)
		for k, part := range p.Parts {
			in := fmt.Sprintf("%s.parts[%d]", at, k)
			words(in, part.Title+part.Text)
			for _, ref := range []struct {
				key, field, what string
				found            bool
				known            string
			}{
				{part.Log, "log", "事项", v.s.LogOf(part.Log) != nil, names(v.s.Logs, func(x Log) string { return x.Key })},
				{part.Poll, "poll", "测评", v.s.PollOf(part.Poll) != nil, names(v.s.Polls, func(x Poll) string { return x.Key })},
				{part.Sheet, "sheet", "计分表", v.s.SheetOf(part.Sheet) != nil, names(v.s.Sheets, func(x Sheet) string { return x.Key })},
			} {
				if ref.key != "" && !ref.found {
					v.bad(in+"."+ref.field, "没有%s“%s”，有的是：%s", ref.what, ref.key, ref.known)
				}
			}
		}
	}
}
