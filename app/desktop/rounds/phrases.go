package rounds

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
)

// phrases is the list of one's own phrases for a section: to be put into the
// text, and to be kept in order.
type phrases struct {
	d     *desk.Desk
	place string
	into  *widgets.Entry
	list  []string
	table *widgets.Grid
	whole *widgets.Paragraph // the marked phrase in full
	needs []*desk.Push       // that act on the marked phrase
}

// askPhrases shows the phrases of a section over its field.
func (s *Subject) askPhrases(place, title string, into *widgets.Entry) {
	p := &phrases{d: s.d, place: place, into: into, whole: widgets.Wrapped("")}
	marked := into.SelectedText()
	p.table = widgets.NewGrid([]widgets.Column{{Title: "常用语（回车插入）", Width: 200, Grow: true}}, func() int { return len(p.list) },
		func(row, _ int) widgets.Cell { return widgets.Cell{Text: p.list[row]} })
	p.table.OnOpen = func(int, int) { s.d.Enter() }
	p.table.OnMarked = p.marked
	keep := desk.Button("加入选中的文字", theme.ContentAddIcon(), func() {
		p.change("新增常用语", func(ctx context.Context) error { return s.d.Session.AddPhrase(ctx, place, marked) })
	})
	if marked == "" {
		keep.Disable()
	}
	add := desk.Button("新增…", theme.ContentAddIcon(), func() {
		p.askText("新增常用语", "", func(ctx context.Context, t string) error { return s.d.Session.AddPhrase(ctx, place, t) })
	})
	edit := desk.Button("修改…", theme.DocumentCreateIcon(), func() {
		old := p.current()
		p.askText("修改常用语", old, func(ctx context.Context, t string) error { return s.d.Session.ChangePhrase(ctx, place, old, t) })
	})
	drop := desk.Button("删除", theme.DeleteIcon(), func() {
		old := p.current()
		p.change("删除常用语", func(ctx context.Context) error { return s.d.Session.DropPhrase(ctx, place, old) })
	})
	up := desk.Button("上移", theme.MoveUpIcon(), func() { p.move(-1) })
	down := desk.Button("下移", theme.MoveDownIcon(), func() { p.move(1) })
	take := desk.Button("导入…", theme.FolderOpenIcon(), func() { p.take(title) })
	give := desk.Button("导出…", theme.DocumentSaveIcon(), func() { p.give(title) })
	p.needs = []*desk.Push{edit, drop, up, down}
	buttons := container.NewVBox(keep, add, edit, drop, up, down, take, give)
	body := container.NewBorder(nil, p.whole, nil, buttons, p.table.Or("还没有常用语。在正文里选中一段再点“常用语…”，或点“新增…”加进来。"))
	s.d.Ask("常用语 · "+title, "插入", body, fyne.NewSize(720, 440), func() error {
		if p.current() == "" {
			return errors.New("请先选一条常用语")
		}
		into.Insert(p.current())
		s.d.Win.Canvas().Focus(into)
		return nil
	})
	p.load(0)
	s.d.Win.Canvas().Focus(p.table)
}

// current is the marked phrase, "" for none.
func (p *phrases) current() string {
	if m := p.table.Marked(); len(m) == 1 && m[0] < len(p.list) {
		return p.list[m[0]]
	}
	return ""
}

// load reads the list and marks a row.
func (p *phrases) load(row int) {
	var list []string
	p.d.Do("读取常用语", func(ctx context.Context) (err error) { list, err = p.d.Session.Phrases(ctx, p.place); return err }, func() {
		p.list = list
		p.table.Refresh()
		p.table.Mark(min(row, len(list)-1))
		p.marked()
	})
}

func (p *phrases) marked() {
	p.whole.SetText(p.current())
	for _, b := range p.needs {
		if p.current() == "" {
			b.Disable()
		} else {
			b.Enable()
		}
	}
}

// change does something to the list and shows it again.
func (p *phrases) change(what string, act func(ctx context.Context) error) {
	row := len(p.list)
	if m := p.table.Marked(); len(m) == 1 && what != "新增常用语" {
		row = m[0]
	}
	p.d.Do(what, act, func() { p.load(row) })
}

func (p *phrases) move(by int) {
	m := p.table.Marked()
	text := p.current()
	p.d.Do("移动常用语", func(ctx context.Context) error { return p.d.Session.MovePhrase(ctx, p.place, text, by) },
		func() { p.load(max(0, m[0]+by)) })
}

// take adds the phrases of a text file.
func (p *phrases) take(title string) {
	p.d.AskOpen("导入常用语 · "+title, "导入", "选一个文本文件，每行一条常用语；已有的会跳过。", false, func(paths []string) {
		var added, there int
		p.d.Do("导入常用语", func(ctx context.Context) (err error) {
			added, there, err = p.d.Session.ImportPhrases(ctx, p.place, paths[0])
			return err
		}, func() {
			p.d.Shell.Toast(fmt.Sprintf("新增 %d 条，已有的 %d 条跳过", added, there), false)
			p.load(len(p.list))
		})
	})
}

// give writes the phrases to a text file.
func (p *phrases) give(title string) {
	p.d.AskSave("导出常用语", "常用语-"+title, ".txt", func(path string) {
		p.d.Do("导出常用语", func(ctx context.Context) error { _, err := p.d.Session.ExportPhrases(ctx, p.place, path); return err },
			func() { p.d.Shell.Toast("已写到 "+path, false) })
	})
}

// askText asks for a phrase's wording; a wording that is refused stays.
func (p *phrases) askText(title, old string, save func(ctx context.Context, t string) error) {
	e := widgets.NewLong(4)
	e.SetText(old)
	at := slices.Index(p.list, old)
	p.d.Ask(title, "保存", e, fyne.NewSize(520, 260), func() error {
		text, err := job.CheckPhrase(p.list, at, e.Text)
		if err != nil {
			return err
		}
		p.d.Do(title, func(ctx context.Context) error { return save(ctx, text) }, func() {
			if at < 0 {
				p.load(len(p.list))
			} else {
				p.load(at)
			}
		})
		return nil
	})
	p.d.Win.Canvas().Focus(e)
}
