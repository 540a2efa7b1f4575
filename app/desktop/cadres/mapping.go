package cadres

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/widgets"
	"kaocha/data/cadre"
	"kaocha/data/exchange"
)

// notRead is the choice of a column that is left out.
const notRead = "（不导入）"

// mapping is the screen that tells which column of a roster is which field.
type mapping struct {
	d       *desk.Desk
	paths   []string
	opts    exchange.RosterOptions
	rosters []*exchange.Roster
	said    map[string]string // header → field key, as chosen on the screen
	rows    *fyne.Container
	at      int // the roster that is shown
	dlg     dialog.Dialog
}

// unclear lists the columns of a roster that hold something and are not taken,
// unless the clerk has said before that they are not read.
func unclear(r *exchange.Roster, said map[string]string) (out []exchange.Column) {
	for _, c := range r.Columns {
		_, known := said[c.Header]
		if c.Field == "" && !c.Duplicate && !known && len(c.Samples) > 0 && !slices.Contains([]string{"", "序号", "编号", "No", "NO"}, c.Header) {
			out = append(out, c)
		}
	}
	return out
}

// named tells that a roster has a column of names.
func named(r *exchange.Roster) bool {
	return slices.ContainsFunc(r.Columns, func(c exchange.Column) bool { return c.Field == "姓名" })
}

// askColumns shows the columns of the rosters that were read; then the import
// is planned again.
func askColumns(d *desk.Desk, paths []string, opts exchange.RosterOptions, rosters []*exchange.Roster, said map[string]string) {
	m := &mapping{d: d, paths: paths, opts: opts, rosters: rosters, said: map[string]string{}, rows: container.NewVBox()}
	for i, r := range rosters { // the first that needs it is shown
		if len(unclear(r, said)) > 0 || !named(r) {
			m.at = i
			break
		}
	}
	m.show()
}

func (m *mapping) show() {
	head := container.NewVBox(widgets.Wrapped("每一列作为哪一项导入？没有认出来的列标着“！”；不要的列选“不导入”。选好以后记住，下次同样的表头不用再选。"))
	if pick := m.files(); pick != nil {
		head.Add(pick)
	}
	if pick := m.sheets(); pick != nil {
		head.Add(pick)
	}
	m.fill()
	box := container.NewBorder(head, nil, nil, nil, container.NewVScroll(m.rows))
	c := m.d.Win.Canvas().Size()
	m.dlg = m.d.Ask("对应列", "看导入计划", box, fyne.NewSize(min(900, c.Width-40), min(620, c.Height-40)), func() error {
		r := m.rosters[m.at]
		if !slices.ContainsFunc(r.Columns, func(c exchange.Column) bool { return m.field(c) == "姓名" }) {
			return fmt.Errorf("还没有指定哪一列是“姓名”；没有姓名的行不能导入")
		}
		if twice := m.twice(r); twice != "" {
			return fmt.Errorf("有两列都选了“%s”；一项只能取一列，另一列请选“不导入”", twice)
		}
		m.dlg.Dismiss() // before the next dialog: Fyne closes what is above with it
		m.accept()
		return nil
	})
}

// files chooses among several rosters.
func (m *mapping) files() fyne.CanvasObject {
	if len(m.rosters) < 2 {
		return nil
	}
	var names []string
	for i, r := range m.rosters {
		names = append(names, strings.TrimSpace(fmt.Sprintf("%d. %s %s", i+1, filepath.Base(r.File), r.Sheet)))
	}
	pick := widgets.NewSelect(names, nil)
	pick.SetSelectedIndex(m.at)
	pick.OnChanged = func(string) { m.at = pick.SelectedIndex(); m.fill() }
	return widgets.Row("文件", pick)
}

// sheets chooses another worksheet, which is read anew.
func (m *mapping) sheets() fyne.CanvasObject {
	r := m.rosters[m.at]
	if len(m.rosters) > 1 || len(r.Sheets) < 2 {
		return nil
	}
	pick := widgets.NewSelect(r.Sheets, nil)
	pick.Selected = r.Sheet
	pick.OnChanged = func(s string) {
		m.opts.Sheet = s
		m.dlg.Dismiss()
		importWith(m.d, m.paths, m.opts)
	}
	return widgets.Row("工作表", pick)
}

// field is what a column is taken as.
func (m *mapping) field(c exchange.Column) string {
	if f, ok := m.said[c.Header]; ok {
		return f
	}
	return c.Field
}

// twice is a field that two columns of a roster are taken as.
func (m *mapping) twice(r *exchange.Roster) string {
	seen := map[string]bool{}
	for _, c := range r.Columns {
		f := m.field(c)
		if f != "" && seen[f] && !c.Duplicate {
			return f
		}
		seen[f] = true
	}
	return ""
}

// fill lists the columns of the roster with their first values.
func (m *mapping) fill() {
	m.rows.RemoveAll()
	names := []string{notRead}
	for i := range cadre.Fields {
		names = append(names, cadre.Fields[i].Key)
	}
	for _, c := range m.rosters[m.at].Columns {
		if c.Header == "" && len(c.Samples) == 0 {
			continue
		}
		m.rows.Add(m.row(c, names))
		m.rows.Add(widget.NewSeparator())
	}
	m.rows.Refresh()
}

func (m *mapping) row(c exchange.Column, names []string) fyne.CanvasObject {
	head := widgets.Wrapped(c.Letter + " 列　" + or(c.Header, "（没有表头）"))
	head.TextStyle.Bold = true
	samples := widgets.Wrapped(or(strings.Join(c.Samples, "　/　"), "（空）"))
	samples.Importance = widget.LowImportance
	pick := widgets.NewSelect(names, nil)
	pick.Selected = or(m.field(c), notRead)
	show := func() {
		mark := "√ "
		head.Importance = widget.MediumImportance
		switch {
		case c.Duplicate && pick.Selected == notRead:
			mark = "与前面的列重复　"
		case pick.Selected == notRead && m.said[c.Header] == "" && !m.decided(c):
			mark, head.Importance = "！ ", widget.WarningImportance
		case pick.Selected == notRead:
			mark = "— "
		}
		head.SetText(mark + c.Letter + " 列　" + or(c.Header, "（没有表头）"))
	}
	pick.OnChanged = func(s string) {
		if s == notRead {
			s = ""
		}
		m.said[c.Header] = s
		show()
	}
	show()
	return container.New(mapColumns{}, container.NewVBox(head), container.NewVBox(samples), pick)
}

// decided tells that the clerk has chosen for a column on this screen.
func (m *mapping) decided(c exchange.Column) bool {
	_, ok := m.said[c.Header]
	return ok
}

// mapColumns sets header, values and choice beside each other.
type mapColumns struct{}

func (mapColumns) Layout(o []fyne.CanvasObject, s fyne.Size) {
	x := float32(0)
	for i, share := range []float32{0.32, 0.4, 0.28} {
		o[i].Move(fyne.NewPos(x, 0))
		h := s.Height
		if i == 2 {
			h = o[i].MinSize().Height
		}
		o[i].Resize(fyne.NewSize(s.Width*share-4, h))
		x += s.Width * share
	}
}

func (mapColumns) MinSize(o []fyne.CanvasObject) fyne.Size {
	h := float32(0)
	for _, x := range o {
		h = max(h, x.MinSize().Height)
	}
	return fyne.NewSize(600, h)
}

// accept remembers what was chosen, and that the rest is not read, and plans
// the import anew.
func (m *mapping) accept() {
	for _, r := range m.rosters {
		for _, c := range r.Columns {
			if _, ok := m.said[c.Header]; !ok && c.Field == "" && !c.Duplicate && c.Header != "" && r == m.rosters[m.at] {
				m.said[c.Header] = ""
			}
		}
	}
	delete(m.said, "") // a column without a header says nothing to remember
	if len(m.said) == 0 {
		importWith(m.d, m.paths, m.opts)
		return
	}
	m.d.Do("记住对应列", func(ctx context.Context) error { return m.d.Session.RememberHeaders(ctx, m.said) },
		func() { importWith(m.d, m.paths, m.opts) })
}
