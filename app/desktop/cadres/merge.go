package cadres

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/data/cadre"
	"kaocha/data/cadre/idnum"
	"kaocha/data/store"
)

// Merging shows two records of one person side by side and makes one of them.
type Merging struct {
	d       *desk.Desk
	keep    string // id of the record that stays
	other   string
	plan    *job.MergePlan
	sides   map[string]cadre.Side
	loads   desk.Loader
	head    *fyne.Container
	rows    *fyne.Container
	open    *widget.Label
	ok      *desk.Push
	body    fyne.CanvasObject
	decided map[string]*widgets.Paragraph // the marks of the fields to be decided
	done    bool
}

// OpenMerge opens the comparison of two records, or says why they cannot be
// merged.
func OpenMerge(d *desk.Desk, keep, other string) {
	m := newMerging(d, keep, other)
	var plan *job.MergePlan
	d.Do("合并", func(ctx context.Context) (err error) { plan, err = d.Session.PlanMerge(ctx, keep, other); return err },
		func() { m.apply(plan, nil, nil); d.Shell.Open(m) })
}

func newMerging(d *desk.Desk, keep, other string) *Merging {
	m := &Merging{d: d, keep: keep, other: other, head: container.NewVBox(), rows: container.NewVBox(), open: widget.NewLabel("")}
	m.ok = desk.Primary("合并成一条", theme.ConfirmIcon(), m.accept)
	swap := desk.Button("左右对调（保留另一条）", theme.ViewRefreshIcon(), func() { m.keep, m.other = m.other, m.keep; m.plan = nil; m.Reload() })
	foot := container.NewBorder(nil, nil, swap, m.ok, m.open)
	m.body = container.NewBorder(m.head, foot, nil, nil, container.NewVScroll(m.rows))
	return m
}

// Title names the screen.
func (m *Merging) Title() string {
	if m.plan == nil {
		return "合并"
	}
	return "合并 " + m.plan.Keep.Name
}

// Content is what it shows.
func (m *Merging) Content() fyne.CanvasObject { return m.body }

// Reload compares the records anew when one of them has changed.
func (m *Merging) Reload() {
	if m.done {
		return
	}
	m.loads.Load(m.d, "比较两条记录", func(ctx context.Context) (func(), error) {
		plan, err := m.d.Session.PlanMerge(ctx, m.keep, m.other)
		if errors.Is(err, store.ErrNotFound) {
			return m.d.Shell.Back, nil // merged or deleted elsewhere
		}
		if err != nil {
			return nil, err
		}
		var a, b []byte
		if plan.Keep.PhotoHash != plan.Other.PhotoHash {
			a, b = m.photo(ctx, plan.Keep), m.photo(ctx, plan.Other)
		}
		return func() { m.apply(plan, a, b) }, nil
	})
}

func (m *Merging) photo(ctx context.Context, c *cadre.Cadre) []byte {
	if c.PhotoHash == "" {
		return nil
	}
	b, err := m.d.Session.Store.Photo(ctx, c.PhotoHash)
	if err != nil {
		return nil // the row says that there is one
	}
	return b
}

// apply shows a plan; what was decided already for the same values stays so.
func (m *Merging) apply(p *job.MergePlan, keepPhoto, otherPhoto []byte) {
	sides := p.Sides()
	if m.plan != nil {
		for _, x := range p.Pairs {
			for _, was := range m.plan.Pairs {
				if was == x && m.sides[x.Key] != "" {
					sides[x.Key] = m.sides[x.Key]
				}
			}
		}
	}
	m.plan, m.sides, m.decided = p, sides, map[string]*widgets.Paragraph{}
	m.head.Objects = m.heading()
	m.rows.RemoveAll()
	for _, conflict := range []bool{true, false} { // what is to be decided comes first
		for i := range p.Pairs {
			if x := &p.Pairs[i]; x.Conflict == conflict {
				m.rows.Add(m.row(x, keepPhoto, otherPhoto))
				m.rows.Add(widget.NewSeparator())
			}
		}
	}
	m.rows.Refresh()
	m.head.Refresh()
	m.mark()
}

func (m *Merging) heading() []fyne.CanvasObject {
	card := func(word string, c *cadre.Cadre) fyne.CanvasObject {
		l := widgets.Wrapped(strings.TrimSpace(fmt.Sprintf("%s\n%s\n身份证号 %s", job.Named(c), strings.TrimSpace(c.Position+"　"+c.Birth.Dotted()), or(idnum.Mask(c.IDNumber), "（空）"))))
		return container.NewBorder(widgets.Heading(word), nil, nil, nil, l)
	}
	out := []fyne.CanvasObject{m.line(widgets.Wrapped(""), card("保留这一条", m.plan.Keep), card("并入后删除这一条", m.plan.Other), widget.NewLabel(""))}
	for _, w := range m.plan.Warnings {
		l := widgets.Wrapped("！ " + w)
		l.Importance = widget.DangerImportance
		out = append(out, l)
	}
	if len(m.plan.Rounds) > 0 {
		out = append(out, widgets.Wrapped("批次“"+strings.Join(m.plan.Rounds, "”“")+"”里的考察材料会转到保留的一条。"))
	}
	same := len(cadre.Fields) + 1 - len(m.plan.Pairs)
	out = append(out, widgets.Wrapped(fmt.Sprintf("下面是不同的 %d 项，其余 %d 项相同。", len(m.plan.Pairs), same)), widget.NewSeparator())
	return out
}

// line sets the four columns of the comparison.
func (m *Merging) line(label, keep, other, choice fyne.CanvasObject) fyne.CanvasObject {
	return container.New(mergeColumns{}, label, keep, other, choice)
}

// mergeColumns gives the name and the choice fixed widths, the values the rest.
type mergeColumns struct{}

const nameWidth, choiceWidth = 170, 150

func (mergeColumns) Layout(o []fyne.CanvasObject, s fyne.Size) {
	w := (s.Width - nameWidth - choiceWidth) / 2
	x := float32(0)
	for i, width := range []float32{nameWidth, w, w, choiceWidth} {
		o[i].Move(fyne.NewPos(x, 0))
		o[i].Resize(fyne.NewSize(width, s.Height))
		x += width
	}
}

func (mergeColumns) MinSize(o []fyne.CanvasObject) fyne.Size {
	h := float32(0)
	for _, x := range o {
		h = max(h, x.MinSize().Height)
	}
	return fyne.NewSize(nameWidth+choiceWidth+300, h)
}

func (m *Merging) row(x *cadre.Pair, keepPhoto, otherPhoto []byte) fyne.CanvasObject {
	label := widgets.Wrapped(x.Key)
	label.TextStyle.Bold = true
	why := widgets.Wrapped(x.Why)
	why.Importance = widget.LowImportance
	if x.Conflict {
		m.decided[x.Key] = why
	}
	names := []string{"左边的", "右边的"}
	bySide := []cadre.Side{cadre.KeepSide, cadre.OtherSide}
	if cadre.IsList(x.Key) {
		names, bySide = append(names, "合在一起"), append(bySide, cadre.BothSides)
	}
	pick := widget.NewRadioGroup(names, nil)
	for i, s := range bySide {
		if m.sides[x.Key] == s {
			pick.Selected = names[i]
		}
	}
	pick.OnChanged = func(n string) {
		delete(m.sides, x.Key)
		for i := range names {
			if names[i] == n {
				m.sides[x.Key] = bySide[i]
			}
		}
		m.mark()
	}
	return m.line(container.NewVBox(label, why), value(x.Key, x.Keep, keepPhoto), value(x.Key, x.Other, otherPhoto), pick)
}

// value shows one side of a field: a text, an ID number masked, or a photo.
func value(key, text string, photo []byte) fyne.CanvasObject {
	if key == cadre.PhotoKey && len(photo) > 0 {
		img := canvas.NewImageFromResource(fyne.NewStaticResource(text+".jpg", photo))
		img.FillMode = canvas.ImageFillContain
		img.SetMinSize(fyne.NewSize(90, 120))
		return container.New(layout.NewCustomPaddedLayout(4, 4, theme.InnerPadding(), 0), container.NewHBox(img)) // left, as the texts
	}
	l := widgets.Wrapped(blank(shown(key, text)))
	if text == "" {
		l.Importance = widget.LowImportance
	}
	return l
}

// mark shows what is still to be decided.
func (m *Merging) mark() {
	for key, l := range m.decided {
		l.Importance, l.Text = widget.WarningImportance, "！ 要决定"
		if m.sides[key] != "" {
			l.Importance, l.Text = widget.SuccessImportance, "√ 已决定"
		}
		l.Refresh()
	}
	n := len(m.plan.Undecided(m.sides))
	if n == 0 {
		m.open.SetText("都已决定。合并后可以撤销。")
		m.ok.Enable()
		return
	}
	m.open.SetText(fmt.Sprintf("还有 %d 项两条记录说法不同，请逐项选左边的或右边的。", n))
	m.ok.Disable()
}

func (m *Merging) accept() {
	name, unit := m.plan.Keep.Name, m.plan.Other.Unit
	text := fmt.Sprintf("两条记录合并成一条，“%s”（%s）的另一条记录从干部库删除。合并后可以撤销。", name, or(unit, "单位未填"))
	m.d.Confirm("合并", text, "合并 "+name, func() {
		m.done = true
		plan, sides := m.plan, maps.Clone(m.sides)
		m.d.Run(func() func() {
			err := m.d.Session.Merge(m.d.Context(), plan, sides)
			return func() {
				if err != nil {
					m.done = false
					m.d.Fail("合并", err)
					m.Reload()
					return
				}
				m.d.Shell.Back()
				m.d.Shell.Toast("已合并 "+name+" 的两条记录", true)
			}
		})
	})
}

func or(s, instead string) string {
	if s == "" {
		return instead
	}
	return s
}

// shown is a field's value as it may be read on the screen by anybody: an ID
// number is masked.
func shown(key, text string) string {
	if f := cadre.FieldByKey(key); f != nil && f.Secret {
		return idnum.Mask(text)
	}
	return text
}

// askMerge looks for the other record of the person.
func (p *Person) askMerge() {
	if p.id == "" {
		return
	}
	p.write(onSave, func() { newPicker(p.d, p.id, p.stored.Name).show() })
}

// picker finds the second record: who has the same name is listed first.
type picker struct {
	d      *desk.Desk
	keep   string
	search *widgets.Entry
	table  *widgets.Grid
	note   *widgets.Paragraph
	rows   []cadre.Cadre
	loads  desk.Loader
	later  desk.Later
}

func newPicker(d *desk.Desk, keep, name string) *picker {
	k := &picker{d: d, keep: keep, search: widgets.NewEntry(), note: widgets.Wrapped("")}
	k.search.SetText(name)
	k.search.SetPlaceHolder("姓名、拼音首字母、单位")
	k.search.OnChanged = func(string) { k.later.Do(d, searchWait, k.load) }
	k.table = widgets.NewGrid([]widgets.Column{{Title: "姓名", Width: 100}, {Title: "出生年月", Width: 84}, {Title: "身份证号", Width: 170}, {Title: "单位", Width: 150, Grow: true}},
		func() int { return len(k.rows) }, func(r, c int) widgets.Cell {
			if r >= len(k.rows) {
				return widgets.Cell{}
			}
			x := &k.rows[r]
			return widgets.Cell{Text: [...]string{x.Name, x.Birth.Dotted(), idnum.Mask(x.IDNumber), x.Unit}[c]}
		})
	return k
}

func (k *picker) load() {
	text := k.search.Text
	k.loads.Load(k.d, "查找干部", func(ctx context.Context) (func(), error) {
		list, _, err := k.d.Session.Store.Cadres(ctx, store.CadreFilter{Text: text, Sort: "strokes", Limit: 200})
		return func() {
			k.rows = k.rows[:0]
			for _, c := range list {
				if c.ID != k.keep {
					k.rows = append(k.rows, c)
				}
			}
			k.note.SetText(fmt.Sprintf("%d 条其他记录", len(k.rows)))
			if len(k.rows) == 0 {
				k.note.SetText("没有其他人符合。名字写得不一样时，改一改上面的查找文字，例如只留姓，或写单位。")
			}
			k.table.Mark(-1)
			if len(k.rows) == 1 {
				k.table.Mark(0)
			}
		}, err
	})
}

func (k *picker) show() {
	k.load()
	box := container.NewBorder(container.NewVBox(widgets.Wrapped("选出同一个人的另一条记录，下一步逐项比较。"), k.search), k.note, nil, nil, k.table)
	askNext(k.d, "合并：选另一条记录", "下一步", box, fyne.NewSize(640, 420), func() error {
		if len(k.table.Marked()) != 1 {
			return errors.New("请在表里选一条记录；没有列出来时，改一改上面的查找文字")
		}
		return nil
	}, func() { OpenMerge(k.d, k.keep, k.rows[k.table.Marked()[0]].ID) })
	k.d.Win.Canvas().Focus(k.search)
}
