package cadres

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/widgets"
	"kaocha/data/review"
	"kaocha/forms"
)

// selected are the marked rows.
func (l *List) selected() []*row {
	var out []*row
	for _, i := range l.table.Marked() {
		out = append(out, l.rows[i])
	}
	return out
}

func ids(rows []*row) (out []string) {
	for _, r := range rows {
		out = append(out, r.ID)
	}
	return out
}

// named lists who is meant, so that nobody is meant by mistake.
func namedRows(rows []*row) string {
	var names []string
	for i, r := range rows {
		if i == 8 {
			names = append(names, "…")
			break
		}
		names = append(names, r.text(0))
	}
	return strings.Join(names, "、")
}

// marked tells on the button how many are meant.
func (l *List) marked() {
	n := l.table.MarkedCount()
	if n == 0 {
		l.more.SetText("所选…")
		l.more.Disable()
		return
	}
	l.more.SetText(fmt.Sprintf("所选 %d 人…", n))
	l.more.Enable()
}

// menu is what can be done with the marked persons.
func (l *List) menu() []*fyne.MenuItem {
	rows := l.selected()
	item := func(text string, icon fyne.Resource, ok bool, f func()) *fyne.MenuItem {
		m := fyne.NewMenuItem(text, f)
		m.Icon, m.Disabled = icon, !ok
		return m
	}
	n := len(rows)
	return []*fyne.MenuItem{
		item("打开", theme.DocumentIcon(), n == 1, func() { Open(l.d, rows[0].ID) }),
		item("打印登记表…", theme.DocumentPrintIcon(), n > 0, func() { askPrintPersons(l.d, rows) }),
		item("导出…", theme.DocumentSaveIcon(), n > 0, l.askExport),
		item("加入批次…", theme.ContentAddIcon(), n > 0, func() { l.askRound(rows) }),
		item("合并两条记录…", theme.ViewRefreshIcon(), n == 2, func() { OpenMerge(l.d, rows[0].ID, rows[1].ID) }),
		fyne.NewMenuItemSeparator(),
		item("删除…", theme.DeleteIcon(), n > 0, func() { l.askDelete(rows) }),
	}
}

// popMenu shows the menu under its button.
func (l *List) popMenu() {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(l.more)
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", l.menu()...), l.d.Win.Canvas(), at.AddXY(0, l.more.Size().Height))
}

// Print prints the forms of the marked persons (Ctrl+P).
func (l *List) Print() {
	rows := l.selected()
	if len(rows) == 0 {
		l.d.Tell("打印", "请先在名单里选中要打印的人：单击一行，或按住 Ctrl、Shift 选几行。")
		return
	}
	askPrintPersons(l.d, rows)
}

func (l *List) askDelete(rows []*row) {
	what := rows[0].text(0)
	if len(rows) > 1 {
		what = fmt.Sprintf("%d 人", len(rows))
	}
	l.d.Confirm("删除干部", fmt.Sprintf("将从干部库删除 %s：%s。删除后可以撤销。", what, namedRows(rows)), "删除 "+what, func() {
		l.d.Do("删除 "+what, func(ctx context.Context) error { return l.d.Session.DeletePersons(ctx, ids(rows)) },
			func() { l.d.Shell.Toast("已删除 "+what, true) })
	})
}

// askRound takes the persons into a round that is open.
func (l *List) askRound(rows []*row) {
	var open []review.Round
	l.d.Do("加入批次", func(ctx context.Context) error {
		list, err := l.d.Session.Store.Rounds(ctx)
		for _, r := range list {
			if !r.Closed {
				open = append(open, r)
			}
		}
		return err
	}, func() {
		if len(open) == 0 {
			l.d.Tell("加入批次", "还没有进行中的批次。请先到“考察批次”新建一个。")
			return
		}
		var names []string
		for _, r := range open {
			names = append(names, r.Name)
		}
		pick := widget.NewRadioGroup(names, nil)
		pick.Required = true
		pick.SetSelected(names[0])
		text := widgets.Wrapped(fmt.Sprintf("把 %d 人加入哪个批次：%s", len(rows), namedRows(rows)))
		askNext(l.d, "加入批次", "加入", container.NewBorder(text, nil, nil, nil, container.NewVScroll(pick)), fyne.NewSize(520, 300), nil, func() {
			for i := range open {
				if open[i].Name == pick.Selected {
					l.join(&open[i], rows)
				}
			}
		})
	})
}

func (l *List) join(r *review.Round, rows []*row) {
	var added []string
	l.d.Do("加入批次", func(ctx context.Context) error {
		w, err := l.d.Session.WorkOn(r)
		if err != nil {
			return err
		}
		added, err = w.AddSubjects(ctx, ids(rows), "")
		return err
	}, func() {
		text := fmt.Sprintf("“%s”加入了 %d 人", r.Name, len(added))
		if n := len(rows) - len(added); n > 0 {
			text += fmt.Sprintf("，%d 人原来就在", n)
		}
		l.d.Shell.Toast(text, len(added) > 0)
	})
}

// askPrintPersons asks for the form and then how to print it.
func askPrintPersons(d *desk.Desk, rows []*row) {
	names, byName := personForms()
	pick := widget.NewRadioGroup(names, nil)
	pick.Required = true
	for _, n := range names {
		if byName[n].Key == "registration" {
			pick.SetSelected(n)
		}
	}
	text := widgets.Wrapped(fmt.Sprintf("%d 人：%s。打印哪一张表：", len(rows), namedRows(rows)))
	askNext(d, "打印", "下一步", container.NewVBox(text, pick), fyne.NewSize(480, 240), nil, func() {
		who := rows[0].text(0)
		if len(rows) > 1 {
			who = fmt.Sprintf("%s等 %d 人", who, len(rows))
		}
		printPersons(d, byName[pick.Selected], ids(rows), who)
	})
}

// printPersons shows the print dialog for a form of each person.
func printPersons(d *desk.Desk, f *forms.Form, ids []string, who string) {
	d.Print(d.Session.PersonPapers(f, ids, who))
}
