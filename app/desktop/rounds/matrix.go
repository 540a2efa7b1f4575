package rounds

import (
	"strings"

	"kaocha/app/desktop/widgets"
	"kaocha/data/review"
)

func matrix(d *review.Dossier, found []review.Finding) []matrixRow {
	var out []matrixRow
	var ranks *review.Standings
	if d.Scheme.Assesses() {
		ranks = review.StandingsOf(d)
	}
	for _, f := range d.Files {
		r := matrixRow{subject: f.Subject.ID, name: f.Cadre.Name, stage: d.Scheme.StageName(f.Subject.Stage), grade: f.Subject.Report.Grade,
			due: f.Cadre.Probation.EndDate(d.Scheme.Probing.Months).String()}
		if ranks != nil {
			r.rank(ranks.Of(f.Subject.ID), d.Scheme)
		}
		if f.Branch != nil {
			r.branch = f.Branch.Name
		}
		if f.Panel != nil {
			r.panel = f.Panel.Name
		}
		for _, it := range d.Scheme.Material {
			state := d.MaterialOf(f, it).State
			if !it.AskedOf(f.Subject) {
				state = "" // not of this kind of subject
			}
			r.states = append(r.states, state)
		}
		for _, x := range found {
			if x.Subject == f.Subject.ID && x.Waived == "" {
				switch x.Severity {
				case review.Error:
					r.errors++
				case review.Warning:
					r.warnings++
				}
			}
		}
		out = append(out, r)
	}
	return out
}

// rank shows a subject of a scheme that ranks: its kind, grade, rank and total.
func (r *matrixRow) rank(x *review.Standing, s *review.Scheme) {
	if x == nil {
		return
	}
	if r.grade = x.File.Subject.Concluded(); r.grade == "" && x.Proposed != "" {
		r.grade = x.Proposed + "？" // by the rules, not decided
	}
	r.due = strings.TrimSpace(x.RankText() + "　" + x.Score.Text)
	r.kind = s.KindOf(x.Kind).Name
}

// legend explains the marks, where there are any, and what can be done in the table.
func legend(s *review.Scheme) string {
	together := "；右键或“" + s.Said("对选中的人") + "”一起办"
	if len(s.Material) == 0 {
		return "双击一行或按回车打开" + together
	}
	return "○ 未交　△ 草稿　● 已收　√ 已核　★ 已签　　双击一格或按回车登记" + together + "；收到的文件可拖到格子上"
}

// nameWord heads the column of the subjects' names.
func (p *Page) nameWord() string {
	if p.w.Scheme.Assesses() {
		return "考核对象"
	}
	return "姓名"
}

func (p *Page) columns() []widgets.Column {
	cols := []widgets.Column{{Title: p.nameWord(), Width: 90, Fixed: true}, {Title: "党总支", Width: 112, Grow: true}, {Title: "环节", Width: 84}, {Title: "问题", Width: 94}}
	for _, it := range p.w.Scheme.Material {
		cols = append(cols, materialColumn(it.Name))
	}
	last := "届满日期"
	if p.w.Scheme.Assesses() {
		cols[0].Width, cols[1].Title, last = 150, "种类", "名次和总分"
		cols[2].Width, cols[2].Grow = 112, true
	}
	if p.answered {
		cols = append(cols, widgets.Column{Title: "回执", Width: 78})
	}
	cols = append(cols, widgets.Column{Title: "等次", Width: 96}, widgets.Column{Title: last, Width: 110}, widgets.Column{Title: "考察组", Width: 110, Grow: true})
	for i := range cols {
		cols[i].Sort = true
	}
	return cols
}

// materialColumn is a column wide enough for the material's name, without the
// words that all of them have.
func materialColumn(name string) widgets.Column {
	short := strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(name, "科级干部"), "干部"), "考察情况")
	short = widgets.Cut(short, 7)
	return widgets.Column{Title: short, Width: max(74, float32(len([]rune(short)))*14+18)}
}
