package rounds

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	own "kaocha/app/desktop/theme"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/data/cadre"
	"kaocha/data/cadre/pinyin"
	"kaocha/data/review"
)

// candidate is a person who may become a subject.
type candidate struct {
	id, name, branch, unit, post string
	end                          cadre.Date
	due                          bool   // probation ends before the asked date
	other                        string // an open round the person is in already
}

// picker is the list from which subjects are chosen: who is due stands first
// and is chosen already.
type picker struct {
	d      *desk.Desk
	list   []candidate
	rows   []candidate
	chosen map[string]bool

	search *widgets.Entry
	which  *widget.Select
	count  *widget.Label
	table  *widgets.Grid
	body   fyne.CanvasObject
	told   func() // the choice changed
}

// What the picker lists.
const (
	pickAll    = "列出全部"
	pickDue    = "只列届满的"
	pickChosen = "只列选中的"
)

func newPicker(d *desk.Desk) *picker {
	p := &picker{d: d, chosen: map[string]bool{}, search: widgets.NewEntry(), count: widget.NewLabel(""), told: func() {}}
	p.search.SetPlaceHolder("姓名、拼音首字母、单位")
	p.search.OnChanged = func(string) { p.filter() }
	p.search.OnSubmitted = func(string) { d.Win.Canvas().Focus(p.table) }
	p.which = widgets.NewSelect([]string{pickAll, pickDue, pickChosen}, func(string) { p.filter() })
	p.which.Selected = pickAll
	p.table = widgets.NewGrid([]widgets.Column{{Title: "选", Width: 36}, {Title: "姓名", Width: 80}, {Title: "党总支", Width: 150, Grow: true},
		{Title: "单位", Width: 130, Grow: true}, {Title: "现任职务", Width: 200, Grow: true}, {Title: "试用期至", Width: 96}, {Title: "说明", Width: 150, Grow: true}},
		func() int { return len(p.rows) }, p.cell)
	p.table.OnTap = func(_, col int) {
		if col == 0 {
			p.toggle()
		}
	}
	p.table.OnOpen = func(int, int) { p.toggle() }
	set := func(on bool) func() {
		return func() { p.set(p.rows, on) }
	}
	bar := container.NewBorder(nil, nil, p.which, container.NewHBox(p.count,
		desk.Button("全选列出的", theme.ConfirmIcon(), set(true)), desk.Button("全不选", theme.CancelIcon(), set(false))), p.search)
	hint := widget.NewLabel("点“选”一栏或按回车勾选；按住 Ctrl、Shift 可标几行一起勾。")
	hint.Importance = widget.LowImportance
	p.body = container.NewBorder(bar, hint, nil, nil, p.table.Or("没有可选的人。干部库还是空的，先到“干部”里导入或新增；库里有人，就放宽上面的条件。"))
	return p
}

func (p *picker) cell(row, col int) widgets.Cell {
	if row >= len(p.rows) {
		return widgets.Cell{}
	}
	c := p.rows[row]
	switch col {
	case 0:
		if p.chosen[c.id] {
			return widgets.Cell{Text: "√", Color: own.ColorDone, Bold: true}
		}
		return widgets.Cell{Text: "□", Color: theme.ColorNamePlaceHolder}
	case 5:
		return widgets.Cell{Text: orWord(c.end.String(), "没有填")}
	case 6:
		switch {
		case c.other != "":
			return widgets.Cell{Text: "已在“" + c.other + "”", Color: own.ColorDraft}
		case c.due:
			return widgets.Cell{Text: "● 届满", Color: own.ColorSigned}
		}
		return widgets.Cell{}
	}
	return widgets.Cell{Text: [...]string{"", c.name, c.branch, c.unit, c.post}[col]}
}

func orWord(s, word string) string {
	if s == "" {
		return word
	}
	return s
}

// toggle changes the choice of the marked rows, all to the same.
func (p *picker) toggle() {
	var rows []candidate
	for _, i := range p.table.Marked() {
		if i < len(p.rows) {
			rows = append(rows, p.rows[i])
		}
	}
	if len(rows) > 0 {
		p.set(rows, !p.chosen[rows[0].id])
	}
}

func (p *picker) set(rows []candidate, on bool) {
	for _, c := range rows {
		if on {
			p.chosen[c.id] = true
		} else {
			delete(p.chosen, c.id)
		}
	}
	p.tell()
	p.table.Refresh()
}

func (p *picker) tell() {
	p.count.SetText(fmt.Sprintf("列出 %d 人，选中 %d 人", len(p.rows), len(p.chosen)))
	p.told()
}

// fill shows a list, of which the due ones are chosen.
func (p *picker) fill(list []candidate) {
	p.list, p.chosen = list, map[string]bool{}
	for _, c := range list {
		if c.due && c.other == "" {
			p.chosen[c.id] = true
		}
	}
	p.filter()
}

// due moves the day before which a probation must end; who is chosen by hand
// stays so.
func (p *picker) due(until cadre.Date) {
	for i := range p.list {
		c := &p.list[i]
		is := dueBy(c.end, until)
		if is != c.due && c.other == "" {
			if is {
				p.chosen[c.id] = true
			} else {
				delete(p.chosen, c.id)
			}
		}
		c.due = is
	}
	sortCandidates(p.list)
	p.filter()
}

func dueBy(end, until cadre.Date) bool { return !end.IsZero() && !until.Before(end) }

// sortCandidates puts who is due first, else as they are.
func sortCandidates(list []candidate) {
	slices.SortStableFunc(list, func(a, b candidate) int {
		switch {
		case a.due == b.due:
			return 0
		case a.due:
			return -1
		}
		return 1
	})
}

func (p *picker) filter() {
	p.rows = nil
	q := strings.TrimSpace(p.search.Text)
	for _, c := range p.list {
		if q != "" && !pinyin.Match(q, c.name) && !strings.Contains(c.branch+" "+c.unit+" "+c.post, q) {
			continue
		}
		if p.which.Selected == pickDue && !c.due || p.which.Selected == pickChosen && !p.chosen[c.id] {
			continue
		}
		p.rows = append(p.rows, c)
	}
	p.table.Mark(-1)
	p.tell()
}

// picked are the chosen persons in the list's order.
func (p *picker) picked() []candidate {
	var out []candidate
	for _, c := range p.list {
		if p.chosen[c.id] {
			out = append(out, c)
		}
	}
	return out
}

func (p *picker) ids() []string {
	var out []string
	for _, c := range p.picked() {
		out = append(out, c.id)
	}
	return out
}

// candidates reads who may join a round of a scheme; round "" is a new one.
func candidates(ctx context.Context, s *job.Session, sch *review.Scheme, round string, until cadre.Date) ([]candidate, error) {
	in, other, err := busy(ctx, s, round)
	if err != nil {
		return nil, err
	}
	w := &job.Work{Session: s, Scheme: sch}
	due, err := w.Due(ctx, until.AddDays(1))
	if err != nil {
		return nil, err
	}
	isDue := map[string]bool{}
	for _, c := range due {
		isDue[c.ID] = true
	}
	all, err := s.Store.Briefs(ctx)
	if err != nil {
		return nil, err
	}
	var out []candidate
	for _, b := range all {
		if in[b.ID] {
			continue
		}
		c := b.Cadre()
		out = append(out, candidate{id: c.ID, name: c.Name, branch: job.BranchOf(c), unit: c.Unit, post: c.Position, other: other[c.ID],
			end: openEnd(c, sch), due: isDue[c.ID]})
	}
	sortCandidates(out)
	return out, nil
}

// openEnd is the end of a probation that is not concluded.
func openEnd(c *cadre.Cadre, sch *review.Scheme) cadre.Date {
	end := c.Probation.EndDate(sch.Probing.Months)
	if end.IsZero() || len(review.DueSubjects([]*cadre.Cadre{c}, sch, end.AddDays(1))) == 0 {
		return cadre.Date{}
	}
	return end
}

// busy tells who is in a round already and who in another open one.
func busy(ctx context.Context, s *job.Session, round string) (in map[string]bool, other map[string]string, err error) {
	in, other = map[string]bool{}, map[string]string{}
	rounds, err := s.Store.Rounds(ctx)
	if err != nil {
		return nil, nil, err
	}
	for _, r := range rounds {
		if r.Closed && r.ID != round {
			continue
		}
		subs, err := s.Store.Subjects(ctx, r.ID)
		if err != nil {
			return nil, nil, err
		}
		for _, x := range subs {
			if r.ID == round {
				in[x.CadreID] = true
			} else {
				other[x.CadreID] = r.Name
			}
		}
	}
	return in, other, nil
}

// askAdd lets the clerk pick subjects for this round.
func (p *Page) askAdd() {
	if p.w != nil && p.w.Scheme.Assesses() {
		p.askKind()
		return
	}
	p.askPersons()
}

// askPersons adds persons of the register.
func (p *Page) askPersons() {
	d := p.d
	w := p.w
	var list []candidate
	until := d.Session.Today().AddDays(90)
	d.Do("读取干部库", func(ctx context.Context) (err error) {
		if w == nil {
			if w, err = d.Session.Work(ctx, p.id); err != nil {
				return err
			}
		}
		if !w.Round.Deadline.IsZero() {
			until = w.Round.Deadline
		}
		list, err = candidates(ctx, d.Session, w.Scheme, p.id, until)
		return err
	}, func() { p.pick(list, until) })
}

func (p *Page) pick(list []candidate, until cadre.Date) {
	if len(list) == 0 {
		p.d.Tell("加入考察对象", "干部库里没有可以加入的人：库是空的，或者都已经在这个批次里。可以先导入干部。")
		return
	}
	pk := newPicker(p.d)
	pk.fill(list)
	head := widgets.Wrapped(fmt.Sprintf("试用期在 %s 前届满的 %d 人已经勾上，排在前面。党总支按干部库里填的归。", until, len(pk.chosen)))
	p.d.Ask("加入考察对象", "加入", container.NewBorder(head, nil, nil, nil, pk.body), fyne.NewSize(1080, 600), func() error {
		ids := pk.ids()
		if len(ids) == 0 {
			return errors.New("还没有勾选任何人")
		}
		p.add(ids)
		return nil
	})
	p.d.Win.Canvas().Focus(pk.search)
}

func (p *Page) add(ids []string) {
	var added, cautions []string
	p.d.Do("加入考察对象", func(ctx context.Context) error {
		w, err := p.d.Session.Work(ctx, p.id)
		if err != nil {
			return err
		}
		w.AddAs = p.addAs
		if added, err = w.AddSubjects(ctx, ids, ""); err != nil {
			return err
		}
		cautions, err = w.Cautions(ctx, ids)
		return err
	}, func() {
		p.d.Shell.Toast(fmt.Sprintf("已加入 %d 人", len(added)), true)
		if len(cautions) > 0 {
			p.d.Tell("请注意以前的考核结果", strings.Join(cautions, "\n"))
		}
	})
}

// AskJoin takes persons of the register into a round: one that is open, or a
// new one.
func AskJoin(d *desk.Desk, ids []string) {
	var open []review.Round
	d.Do("读取批次", func(ctx context.Context) error {
		list, err := d.Session.Store.Rounds(ctx)
		for _, r := range list {
			if !r.Closed {
				open = append(open, r)
			}
		}
		return err
	}, func() {
		if len(open) == 0 {
			begin(d, ids)
			return
		}
		const fresh = "新建一个批次…"
		names := []string{}
		for _, r := range open {
			names = append(names, r.Name)
		}
		to := widget.NewRadioGroup(append(names, fresh), nil)
		to.SetSelected(names[0])
		form := container.NewBorder(widgets.Wrapped(fmt.Sprintf("选中的 %d 人加入：", len(ids))), nil, nil, nil, container.NewVScroll(to))
		d.Ask("加入批次", "加入", form, fyne.NewSize(520, 300), func() error {
			for _, r := range open {
				if r.Name == to.Selected {
					NewPage(d, r.ID).add(ids)
					return nil
				}
			}
			begin(d, ids)
			return nil
		})
	})
}
