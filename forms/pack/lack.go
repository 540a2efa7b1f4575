package pack

import (
	"slices"
	"strings"

	"kaocha/data/review"
	"kaocha/forms"
)

// missing gathers what could not be made and what is not here or not signed; a
// thing that is both is told once.
func (b *builder) missing() {
	type key struct{ branch, person, item string }
	told := map[key]bool{}
	for _, l := range b.res.absent {
		told[key{l.Branch, l.Person, l.Item}] = true
		b.res.Missing = append(b.res.Missing, l)
	}
	for _, br := range b.branches {
		for _, l := range b.unready(br) {
			if l.Why != notHere || !told[key{l.Branch, l.Person, l.Item}] {
				b.res.Missing = append(b.res.Missing, l)
			}
		}
	}
}

// unready lists the prescribed materials of a branch that are not here or not
// signed, by the state that was noted for each.
func (b *builder) unready(br *branchPlan) (out []Lack) {
	d := &review.Dossier{Round: b.src.Round(), Scheme: b.scheme, Files: br.files, Today: b.src.Today()}
	for i, f := range br.files {
		for _, it := range b.scheme.Material {
			if it.PerBranch && i > 0 || !it.AskedOf(f.Subject) {
				continue
			}
			l := lacking(it, d.MaterialOf(f, it), f)
			if l.Why == "" {
				continue
			}
			l.Branch, l.Item = br.branch.Name, it.Name
			if !it.PerBranch {
				l.Person, l.subject = br.subjects[i].name, f.Subject.ID
			}
			out = append(out, l)
		}
	}
	return out
}

const notHere = "未交"

// lacking says what is still wanted of one material; Why is "" when it is
// complete.
func lacking(it review.Item, m *review.Material, f *review.File) Lack {
	switch m.State {
	case review.Missing, "":
		return Lack{Why: notHere}
	case review.Draft:
		return Lack{Why: "还是草稿"}
	}
	var parts []string
	if it.Paper && !m.Paper {
		parts = append(parts, "缺纸质件")
	}
	if it.Electronic && !m.Electronic {
		parts = append(parts, "缺电子件")
	}
	sign := unsigned(it, m, f)
	only := sign != "" && len(parts) == 0
	if sign != "" {
		parts = append(parts, sign)
	}
	return Lack{Why: strings.Join(parts, "；"), unsigned: only}
}

// unsigned says whose signature a material lacks. The state 已签 settles it;
// signatures of the report are noted with the report.
func unsigned(it review.Item, m *review.Material, f *review.File) string {
	if it.Signers == "" || m.State == review.Signed {
		return ""
	}
	signed := m.SignedBy
	if it.Form == "report" {
		signed = append(slices.Clone(signed), f.Subject.Report.SignedBy...)
	}
	switch {
	case it.Signers == "panel":
		var open []string
		if f.Panel != nil {
			for _, n := range f.Panel.All() {
				if !slices.Contains(signed, n) {
					open = append(open, n)
				}
			}
		}
		if len(open) > 0 {
			return "未签字：" + strings.Join(open, "、")
		}
		if f.Panel == nil {
			return "没有指定考察组"
		}
	case len(signed) == 0 && it.Signers == "branch":
		return "党总支未签字"
	case len(signed) == 0:
		return "本人未签名"
	}
	return ""
}

// findings puts what only making the pack could show into the list of what is
// missing: forms that could not be made, signatures the check does not ask for yet,
// texts that do not fit, originals to be printed apart, characters without a font.
func (r *Result) findings(known []review.Finding) (out []review.Finding) {
	told := map[string]bool{}
	for _, f := range known {
		if strings.HasSuffix(f.Rule, ".unsigned") {
			told[f.Subject+f.Form] = true
		}
	}
	for _, l := range r.absent {
		if explained(l, known) {
			continue
		}
		out = append(out, review.Finding{Rule: "pack.absent", Severity: review.Warning, Person: l.Person, Form: l.Item, Field: "成套材料",
			Found: "没有生成", Expected: l.Item, Message: l.Item + "没有生成：" + l.Why, Action: "补录后重新生成成套材料"})
	}
	for _, l := range r.Missing {
		if l.unsigned && !told[l.subject+l.Item] {
			out = append(out, review.Finding{Rule: "pack.unsigned", Severity: review.Warning, Subject: l.subject, Person: who(l), Form: l.Item, Field: "签字",
				Found: l.Why, Expected: "签字齐全", Message: l.Item + l.Why, Action: "补签"})
		}
	}
	for _, o := range r.Overflow {
		out = append(out, review.Finding{Rule: "pack.overflow", Severity: review.Error, Person: o.Person, Form: o.Form, Field: o.Field,
			Found: excerpt(o.Text), Expected: "缩到最小字号放得下", Message: o.Form + "的“" + o.Field + "”放不下，打印时会缺字", Action: "精简这一栏的文字"})
	}
	for _, l := range r.Apart {
		out = append(out, review.Finding{Rule: "pack.apart", Severity: review.Warning, Person: l.Person, Form: l.Item, Field: "整套打印",
			Message: l.Item + "：" + l.Why, Action: "单独打印"})
	}
	if len(r.NoGlyph) > 0 {
		chars := strings.Join(strings.Split(string(r.NoGlyph), ""), "、")
		out = append(out, review.Finding{Rule: "pack.noglyph", Severity: review.Warning, Form: "PDF 文件", Field: "字体",
			Found: chars, Message: "没有字体可以印这些字：" + chars + "；PDF 上印成“〓”，Word 文件里仍是原字", Action: "装上有这些字的字体后重新生成，或用 Word 文件打印"})
	}
	return out
}

// explained tells that the check says already why a form could not be made, as
// it always does where the lack is no form's (a subject without a branch).
func explained(l Lack, known []review.Finding) bool {
	for _, f := range known {
		if f.Subject == l.subject && f.Waived == "" && f.Severity != review.Note &&
			(f.Form == l.Item || l.form != "" && strings.HasPrefix(f.Rule, l.form+".")) {
			return true
		}
	}
	return l.subject == ""
}

// who is whom a lack is about: the person, else the branch.
func who(l Lack) string {
	if l.Person != "" {
		return l.Person
	}
	return l.Branch
}

// excerpt is the beginning of a text.
func excerpt(s string) string {
	if r := []rune(s); len(r) > 20 {
		return string(r[:20]) + "…"
	}
	return s
}

// nothing tells whether a form of tables would have no table and no note for a
// subject: the scheme asks for it of other kinds of subjects.
func (p *plan) nothing(form *forms.Form, f *review.File) bool {
	if form.Concerns != nil && !form.Concerns(f.Subject) {
		return true
	}
	if form.Tables == nil {
		return false
	}
	t := form.Tables(&forms.Input{Round: p.src.Round(), Scheme: p.scheme, Today: p.src.Today(), Cadre: f.Cadre, File: f})
	return len(t.Tables) == 0 && len(t.Notes) == 0
}
