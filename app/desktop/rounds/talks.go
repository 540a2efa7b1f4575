package rounds

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/widgets"
	"kaocha/data/review"
)

// showNames lets the interviewees' names be seen outside the record itself. It
// holds for this run of the program only: the next one starts with them hidden.
var showNames bool

// talks is the tab of the interviews: counts, the list, the record below.
type talks struct {
	s      *Subject
	counts *widgets.Paragraph
	table  *widgets.Grid
	empty  fyne.CanvasObject
	names  *widget.Check
	copied *desk.Push
	drop   *desk.Push
	list   *fyne.Container // the table, or what stands in its place
	record *fyne.Container
	body   *fyne.Container
	room   talkRoom
}

func newTalks(s *Subject) *talks {
	t := &talks{s: s, counts: widgets.Wrapped(""), record: container.NewStack()}
	t.table = widgets.NewGrid([]widgets.Column{{Title: "序号", Width: 46}, {Title: "谈话对象", Width: 110, Grow: true}, {Title: "意见", Width: 86}, {Title: "日期", Width: 92}, {Title: "时间", Width: 116}},
		func() int { return t.rows() }, t.cell)
	t.table.OnMarked = func() {
		if m := t.table.Marked(); len(m) == 1 && m[0] != s.talk {
			s.talk = m[0]
			t.show()
			s.preview()
		}
	}
	t.table.OnOpen = func(row, _ int) { t.edit(row) }
	t.names = widget.NewCheck("显示姓名", func(on bool) {
		showNames = on
		t.table.Refresh()
		s.preview()
	})
	add := desk.Button("新增谈话", theme.ContentAddIcon(), func() { t.add(review.Talk{ID: newID(), Mode: "面谈"}) })
	t.copied = desk.Button("照此新增", theme.ContentCopyIcon(), func() { t.add(s.draft.Talks[s.talk].Following(newID())) })
	t.drop = desk.Button("删除…", theme.DeleteIcon(), t.askDrop)
	t.empty = container.NewCenter(widget.NewLabel("还没有谈话记录。点“新增谈话”开始记。"))
	head := container.NewVBox(t.counts, container.NewBorder(nil, nil, container.NewHBox(add, t.copied, t.drop), nil, t.names))
	t.list = container.NewStack(t.table, t.empty)
	t.room = talkRoom{t: t, head: head}
	t.body = container.New(&t.room)
	return t
}

func (t *talks) rows() int {
	if t.s.draft == nil {
		return 0
	}
	return len(t.s.draft.Talks)
}

func (t *talks) cell(row, col int) widgets.Cell {
	if row >= t.rows() {
		return widgets.Cell{}
	}
	k := t.s.draft.Talks[row]
	switch col {
	case 0:
		return widgets.Cell{Text: fmt.Sprint(row + 1)}
	case 1:
		return widgets.Cell{Text: t.name(row)}
	case 2:
		if k.Verdict == "" {
			return widgets.Cell{Text: "未填", Color: theme.ColorNamePlaceHolder}
		}
		return widgets.Cell{Text: k.Verdict}
	case 3:
		return widgets.Cell{Text: k.Date.String()}
	}
	if k.From == "" && k.To == "" {
		return widgets.Cell{}
	}
	return widgets.Cell{Text: k.From + "—" + k.To}
}

// name is what the list calls an interviewee.
func (t *talks) name(i int) string {
	k := t.s.draft.Talks[i]
	switch {
	case k.Interviewee == "":
		return "（没有写）"
	case showNames:
		return k.Interviewee
	}
	return review.Alias(i)
}

// tab fills the list and the record from the draft.
func (t *talks) tab() fyne.CanvasObject {
	s := t.s
	s.talk = max(0, min(s.talk, t.rows()-1))
	t.names.Checked = showNames
	t.names.Refresh()
	t.show()
	if t.rows() > 0 {
		t.table.Mark(s.talk)
	} else {
		t.table.Mark(-1)
	}
	return t.body
}

// show shows the record of the present talk.
func (t *talks) show() {
	t.record.Objects = nil
	if t.rows() == 0 {
		t.empty.Show()
		t.copied.Disable()
		t.drop.Disable()
	} else {
		t.empty.Hide()
		t.copied.Enable()
		t.drop.Enable()
		t.record.Objects = []fyne.CanvasObject{t.form(&t.s.draft.Talks[t.s.talk])}
	}
	t.record.Refresh()
	t.body.Refresh() // the list may have a row more or less
}

// refresh shows what the list says of the talk being edited.
func (t *talks) refresh() {
	t.table.Refresh()
	t.s.changed()
}

// add begins a talk and goes to its first field.
func (t *talks) add(k review.Talk) {
	s := t.s
	s.draft.Talks = append(s.draft.Talks, k)
	s.changed()
	t.edit(len(s.draft.Talks) - 1)
}

// edit goes to the record of a talk.
func (t *talks) edit(i int) {
	t.s.pickTalk(i)
	t.s.show(t.s.fields[fieldKey(tabTalk, "谈话对象")])
}

// pickTalk shows a talk.
func (s *Subject) pickTalk(i int) {
	s.talk = i
	s.talks.show()
	s.talks.table.Mark(i)
	s.preview()
}

func (t *talks) askDrop() {
	i := t.s.talk
	if i >= t.rows() {
		return
	}
	t.s.d.Confirm("删除谈话记录", fmt.Sprintf("将删除第 %d 份谈话记录（%s）。删除后可以撤销。", i+1, t.name(i)), "删除这份", func() { t.dropTalk(i) })
}

// dropTalk saves what is open and takes a talk away as a step of its own, so
// that undo brings back just this.
func (t *talks) dropTalk(i int) {
	s := t.s
	s.saveThen(func() {
		w, before, id := s.w, s.file.Subject, s.draft.Talks[i].ID
		s.d.Do("删除谈话记录", func(ctx context.Context) error { return w.DropTalk(ctx, s.name, before, id) }, func() {
			s.Reload()
			s.d.Shell.Toast("已删除一份谈话记录", true)
		})
	})
}
