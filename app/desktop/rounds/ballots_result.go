package rounds

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	own "kaocha/app/desktop/theme"
	"kaocha/app/desktop/widgets"
	"kaocha/data/review"
)

// tallyFacts are the reconciliation and the result, reckoned beside the window.
type tallyFacts struct {
	checks []checkLine
	result review.Result
	hidden string // why the votes are not shown, "" when they are
	none   bool   // nothing is entered yet
	text   string // all of it, for copying
}

// checkLine is one point of the reconciliation: a mark and a word beside the
// colour.
type checkLine struct {
	mark, text string
	how        widget.Importance
}

// factsOf reckons what the tally comes to.
func factsOf(s *review.Scheme, t *review.Tally) tallyFacts {
	if t == nil {
		return tallyFacts{none: true}
	}
	f := tallyFacts{checks: checkLines(s, t), result: review.Compute(s, t)}
	if n := f.result.Total; n > 0 && n < s.Vote.MinGroup {
		f.hidden = fmt.Sprintf("有效票只有 %d 张，少于 %d 张：不显示各等次得票，以免看出是谁投的。", n, s.Vote.MinGroup)
	}
	var b strings.Builder
	for _, c := range f.checks {
		b.WriteString(c.mark + "　" + c.text + "\n")
	}
	if f.hidden != "" {
		b.WriteString(f.hidden + "\n")
	} else {
		for _, l := range f.result.Explain {
			b.WriteString(l + "\n")
		}
	}
	for _, w := range f.result.Warnings {
		b.WriteString("【提醒】" + w.Text + "\n")
	}
	f.text = strings.TrimSpace(b.String())
	return f
}

// checkLines are the faults of the reconciliation, and what balances.
func checkLines(s *review.Scheme, t *review.Tally) []checkLine {
	faults := review.Reconcile(s, t)
	var out []checkLine
	for _, x := range faults {
		c := checkLine{"× " + x.Severity.Name(), x.Text + "。" + x.Action + "。", widget.DangerImportance}
		if x.Severity != review.Error {
			c.mark, c.how = "！"+x.Severity.Name(), widget.WarningImportance
		}
		out = append(out, c)
	}
	for _, g := range t.Groups {
		name := groupTitle(s, g.Group)
		sound := func(rule string) bool {
			for _, x := range faults {
				if x.Rule == rule && x.Group == name {
					return false
				}
			}
			return true
		}
		for _, p := range []struct {
			rule, text string
			n          []*int
		}{
			{"tally.present", "实到 %d 人，不超过应到 %d 人", []*int{g.Present, g.Expected}},
			{"tally.issued", "发出 %d 张，不超过实到 %d 人", []*int{g.Issued, g.Present}},
			{"tally.returned", "收回 %d 张，不超过发出 %d 张", []*int{g.Returned, g.Issued}},
			{"tally.valid", "有效 %d 张＋无效 %d 张＝收回 %d 张", []*int{g.Valid, g.Invalid, g.Returned}},
			{"tally.sum", "票面各行的票数合计都等于有效 %d 张", []*int{g.Valid}},
		} {
			if line, known := filled(p.text, p.n); known && sound(p.rule) {
				if name != "" {
					line = name + "：" + line
				}
				out = append(out, checkLine{"√ 相符", line, widget.SuccessImportance})
			}
		}
	}
	if len(faults) == 0 {
		out = append(out, checkLine{"√ 相符", "各数平衡，可以定稿", widget.SuccessImportance})
	}
	return out
}

// filled writes numbers into a text; false when one is blank.
func filled(text string, list []*int) (string, bool) {
	var n []any
	for _, p := range list {
		if p == nil {
			return "", false
		}
		n = append(n, *p)
	}
	return fmt.Sprintf(text, n...), true
}

// tallyResult shows the facts: the reconciliation as a list, bars with numbers,
// the formulas line by line.
type tallyResult struct {
	d    *desk.Desk
	Text string // for copying
	box  *fyne.Container
}

func newTallyResult(d *desk.Desk) *tallyResult { return &tallyResult{d: d, box: container.NewVBox()} }

func (r *tallyResult) show(s *review.Scheme, f tallyFacts) {
	if f.text == r.Text && len(r.box.Objects) > 0 {
		return
	}
	r.Text = f.text
	r.box.RemoveAll()
	if f.none {
		return
	}
	cp := desk.Button("复制", theme.ContentCopyIcon(), func() {
		r.d.App.Clipboard().SetContent(r.Text)
		r.d.Shell.Toast("核对与结果已复制", false)
	})
	cp.Importance = widget.LowImportance
	r.box.Add(container.NewBorder(nil, nil, nil, cp, widgets.Heading("核对")))
	for _, c := range f.checks {
		r.box.Add(marked(c.mark, c.text, c.how))
	}
	r.box.Add(widgets.Heading("结果"))
	if f.hidden != "" {
		r.box.Add(marked("■ 隐去", f.hidden, widget.WarningImportance))
	} else {
		r.figures(s, f.result)
	}
	for _, w := range f.result.Warnings {
		r.box.Add(marked("！提醒", w.Text, widget.WarningImportance))
	}
	r.box.Refresh()
}

// figures are the bars, the groups, the other rows and the formulas.
func (r *tallyResult) figures(s *review.Scheme, f review.Result) {
	base := widgets.Wrapped("得票率基数：" + f.BaseName)
	base.Importance = widget.LowImportance
	r.box.Add(base)
	r.box.Add(voteBars(append(append([]review.Share{}, f.Grades...), summary(s, f)...)))
	for _, g := range f.Groups {
		r.box.Add(widgets.Wrapped(fmt.Sprintf("投票人：%s　有效 %d 票", g.Name, g.Total)))
		r.box.Add(voteBars(g.Grades))
	}
	if len(f.Items) > 0 {
		r.box.Add(itemTable(f))
	}
	r.box.Add(widgets.Heading("怎样算出来的"))
	for _, l := range f.Explain {
		mark := "·"
		if strings.Contains(l, " = ") {
			mark = "＝"
		}
		r.box.Add(marked(mark, l, widget.MediumImportance))
	}
}

// summary are 优秀率 and 称职及以上率, where they say more than one grade does.
func summary(s *review.Scheme, f review.Result) []review.Share {
	var out []review.Share
	for _, sh := range []review.Share{f.Best, f.Pass} {
		single := false
		for _, g := range s.Grades {
			single = single || sh.Label == g.Key+"率"
		}
		if !single && sh.Label != "" {
			out = append(out, sh)
		}
	}
	return out
}

// marked is a line of a list: the mark left, the text wrapped beside it.
func marked(mark, text string, how widget.Importance) fyne.CanvasObject {
	m := widget.NewLabelWithStyle(mark, fyne.TextAlignLeading, fyne.TextStyle{Bold: len([]rune(mark)) > 1})
	m.Importance = how
	w := float32(30)
	if len([]rune(mark)) > 1 {
		w = 72
	}
	left := widgets.Wide(w, m)
	l := widgets.Wrapped(text)
	if how == widget.DangerImportance || how == widget.WarningImportance {
		l.Importance = how
	}
	return container.NewBorder(nil, nil, container.NewVBox(left), nil, l)
}

// voteBars is a bar for each share, with its votes and rate in figures.
func voteBars(list []review.Share) fyne.CanvasObject {
	box := container.NewVBox()
	for _, sh := range list {
		part := float32(0)
		if sh.Rate != nil {
			x, _ := sh.Rate.Float64()
			part = float32(max(0, min(1, x)))
		}
		name := widget.NewLabel(sh.Label)
		name.Truncation = fyne.TextTruncateEllipsis
		left, right := widgets.Wide(112, name), voteFigures(sh)
		bar := container.New(barLayout(part), widgets.Tinted(theme.ColorNameHeaderBackground, layout.NewSpacer()), widgets.Tinted(theme.ColorNamePrimary, layout.NewSpacer()))
		box.Add(container.NewBorder(nil, nil, left, right, bar))
	}
	return box
}

// voteFigures are the votes and the rate of a share, each in its column.
func voteFigures(sh review.Share) fyne.CanvasObject {
	return container.New(layout.NewCustomPaddedHBoxLayout(0), figure(68, fmt.Sprintf("%d 票", sh.Count)), figure(84, sh.Percent))
}

// barLayout lays a bar over its full length, a part from 0 to 1.
type barLayout float32

func (barLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(40, own.Scaled(16)) }

func (b barLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	h := min(s.Height, own.Scaled(16))
	for i, w := range []float32{s.Width, s.Width * float32(b)} {
		o[i].Move(fyne.NewPos(0, (s.Height-h)/2))
		o[i].Resize(fyne.NewSize(w, h))
	}
}

// itemTable is the other rows of the ballot in figures.
func itemTable(f review.Result) fyne.CanvasObject {
	table := container.NewGridWithColumns(len(f.Grades)+1, widget.NewLabel("分项"))
	for _, g := range f.Grades {
		table.Add(widget.NewLabelWithStyle(g.Label, fyne.TextAlignTrailing, fyne.TextStyle{}))
	}
	for _, it := range f.Items {
		name := widget.NewLabel(it.Item)
		name.Truncation = fyne.TextTruncateEllipsis
		table.Add(name)
		for _, g := range it.Grades {
			table.Add(widget.NewLabelWithStyle(fmt.Sprintf("%d\n%s", g.Count, g.Percent), fyne.TextAlignTrailing, fyne.TextStyle{}))
		}
	}
	return table
}
