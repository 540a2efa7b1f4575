package rounds

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/parcels"
	own "kaocha/app/desktop/theme"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/data/review"
)

// Dropped takes files that were dropped on the matrix: one on a cell belongs to
// that person and material, others are sorted by their names. Registers to
// import go the usual way.
func (p *Page) Dropped(at fyne.Position, paths []string) bool {
	if p.w == nil || p.d.Busy() || p.tabs.SelectedIndex() != 0 || len(paths) == 0 || isRegister(paths) || parcels.Which(paths) != "" {
		return false
	}
	list := job.PlanIncoming(p.dossier, paths)
	row, col, ok := p.table.RowColAt(at)
	if ok && row < len(p.rows) {
		f := p.file(p.rows[row].subject)
		i := col - fixedColumns
		onCell := i >= 0 && i < len(p.w.Scheme.Material)
		if onCell && len(list) == 1 {
			p.takeAt(list[0], f, &p.w.Scheme.Material[i])
			return true
		}
	}
	p.askIncoming(list)
	return true
}

// takeAt takes a file for the cell it was dropped on; where its name says somebody
// else's or another material, it asks first.
func (p *Page) takeAt(in job.Incoming, f *review.File, it *review.Item) {
	named := ""
	if in.File != nil && in.File != f {
		named = in.File.Cadre.Name + "的"
	}
	if in.Item != nil && in.Item.Key != it.Key {
		named += in.Item.Name
	} else if named != "" {
		named += "材料"
	}
	in.File, in.Item, in.Why = f, it, ""
	take := func() { p.take([]job.Incoming{in}) }
	if named == "" {
		take()
		return
	}
	p.d.Confirm("放错格了吗", fmt.Sprintf("从名称看，“%s”是%s。仍然作为%s的%s收下吗？", in.Name(), named, f.Cadre.Name, it.Name), "仍然收下", take)
}

// isRegister tells that these are files of persons, which are imported.
func isRegister(paths []string) bool {
	for _, x := range paths {
		switch low := strings.ToLower(x); {
		case strings.HasSuffix(low, ".lrmx"), strings.HasSuffix(low, ".lrm"), strings.HasSuffix(low, ".csv"):
			return true
		}
	}
	return false
}

// askFiles asks for received files, for those who do not drop them.
func (p *Page) askFiles() {
	p.d.AskOpen("收下一批文件", "下一步", "选择收到的文件。文件名里有姓名和材料名的，自动对上人和材料。", false, func(paths []string) {
		p.askIncoming(job.PlanIncoming(p.dossier, paths))
	})
}

// askIncoming shows which file goes where; what is not clear is set by hand, and
// nothing is taken in before it is accepted.
func (p *Page) askIncoming(list []job.Incoming) {
	table := widgets.NewGrid([]widgets.Column{{Title: "文件", Width: 260, Grow: true}, {Title: "考察对象", Width: 100}, {Title: "材料", Width: 150}, {Title: "说明", Width: 260, Grow: true}},
		func() int { return len(list) }, func(r, c int) widgets.Cell { return incomingCell(list[r], c) })
	person, item := p.incomingChoices()
	var at int
	show := func() {
		if m := table.Marked(); len(m) > 0 {
			at = m[0]
			setQuietly(person, personEntry(list[at].File))
			setQuietly(item, itemEntry(list[at].Item))
		}
	}
	person.OnChanged = func(s string) { list[at].File = p.personOf(s); list[at].Why = open(list[at]); table.Refresh() }
	item.OnChanged = func(s string) { list[at].Item = p.itemOf(s); list[at].Why = open(list[at]); table.Refresh() }
	table.OnMarked = show
	table.OnOpen = func(int, int) { p.d.Win.Canvas().Focus(person) }
	foot := container.NewVBox(widgets.Row("选中的文件是谁的", person), widgets.Row("是哪项材料", item))
	n := 0
	for _, in := range list {
		if in.Clear() {
			n++
		}
	}
	head := widgets.Wrapped(fmt.Sprintf("%d 个文件里 %d 个对上了人和材料。没有对上的可以在下面指定；不指定的不收。", len(list), n))
	p.d.Ask("收下文件", "收下", container.NewBorder(head, foot, nil, nil, table), fyne.NewSize(900, 520), func() error {
		var clear []job.Incoming
		for _, in := range list {
			if in.Clear() {
				clear = append(clear, in)
			}
		}
		if len(clear) == 0 {
			return errors.New("还没有一个文件对上了人和材料")
		}
		p.take(clear)
		return nil
	})
	table.Mark(0)
	show()
	p.d.Win.Canvas().Focus(table)
}

// open says what is still to be set for a file.
func open(in job.Incoming) string {
	switch {
	case in.Clear():
		return ""
	case in.File == nil && in.Item == nil:
		return "不收"
	case in.File == nil:
		return "还没有指定是谁的"
	}
	return "还没有指定是哪项材料"
}

func setQuietly(s *widget.Select, option string) {
	change := s.OnChanged
	s.OnChanged = nil
	if option == "" {
		s.ClearSelected()
	} else {
		s.SetSelected(option)
	}
	s.OnChanged = change
}

// nobody leaves a file out.
const nobody = "（不收）"

func (p *Page) incomingChoices() (person, item *widget.Select) {
	people, items := []string{nobody}, []string{nobody}
	for _, f := range p.dossier.Files {
		people = append(people, personEntry(f))
	}
	for i := range p.w.Scheme.Material {
		items = append(items, itemEntry(&p.w.Scheme.Material[i]))
	}
	return widgets.NewSelect(people, nil), widgets.NewSelect(items, nil)
}

func personEntry(f *review.File) string {
	if f == nil {
		return ""
	}
	return f.Cadre.Name + "　" + f.Cadre.Unit
}

func itemEntry(it *review.Item) string {
	if it == nil {
		return ""
	}
	return it.Name
}

func (p *Page) personOf(entry string) *review.File {
	for _, f := range p.dossier.Files {
		if personEntry(f) == entry {
			return f
		}
	}
	return nil
}

func (p *Page) itemOf(entry string) *review.Item {
	for i := range p.w.Scheme.Material {
		if p.w.Scheme.Material[i].Name == entry {
			return &p.w.Scheme.Material[i]
		}
	}
	return nil
}

func incomingCell(in job.Incoming, col int) widgets.Cell {
	switch {
	case col == 0:
		return widgets.Cell{Text: in.Name()}
	case col == 1 && in.File != nil:
		return widgets.Cell{Text: in.File.Cadre.Name}
	case col == 2 && in.Item != nil:
		return widgets.Cell{Text: in.Item.Name}
	case col < 3:
		return widgets.Cell{Text: "？", Color: own.ColorDraft}
	case in.Clear():
		return widgets.Cell{Text: "√ 可以收下", Color: own.ColorDone}
	}
	return widgets.Cell{Text: "○ " + orWord(in.Why, "不收"), Color: own.ColorDraft}
}

// take records the files and tells what was measured in each.
func (p *Page) take(list []job.Incoming) {
	w := p.w
	p.d.Long("收下文件", func(ctx context.Context, progress func(int, int, string)) (func(), error) {
		done, err := w.TakeIn(ctx, list, progress)
		return func() { p.tellTaken(done) }, err
	})
}

func (p *Page) tellTaken(done []job.Taken) {
	n := 0
	box := container.NewVBox()
	for _, x := range done {
		title := x.Name()
		if x.Clear() {
			title = x.File.Cadre.Name + " · " + x.Item.Name + "（" + x.Name() + "）"
		}
		l := widgets.Wrapped("√ " + title + "\n")
		if x.Err != nil {
			l.Importance = widget.DangerImportance
			l.SetText("× 没有收下：" + title + "\n" + plain(x.Err).Error())
		} else {
			n++
			l.SetText("√ " + title + "\n" + job.Measured(x.Material) + found(x.Findings))
		}
		box.Add(l)
	}
	if n > 0 {
		p.d.Shell.Toast(fmt.Sprintf("收下 %d 个文件", n), true)
	}
	p.d.TellAll(fmt.Sprintf("收下 %d 个文件", n), widgets.FieldColumn(box), fyne.NewSize(720, 400))
}

// found lists what the checker has against a file, each on a line.
func found(list []review.Finding) string {
	if len(list) == 0 {
		return "\n√ 符合要求"
	}
	var b strings.Builder
	for _, f := range list {
		b.WriteString("\n" + severityMarks[f.Severity] + f.Severity.Name() + "：" + f.Message + "。" + f.Action)
	}
	return b.String()
}

var _ desk.Dropper = (*Page)(nil)
