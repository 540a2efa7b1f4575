package rounds

import (
	"errors"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/theme"

	"kaocha/app/desktop/desk"
	own "kaocha/app/desktop/theme"
	"kaocha/app/desktop/widgets"
	"kaocha/data/review"
)

// stageRow is a subject in a stage and what keeps it there.
type stageRow struct {
	subject, name, branch, next, lack string
	held                              bool
}

// stageRows lists who is in a stage, those held back first.
func stageRows(s *review.Scheme, st review.StageState) []stageRow {
	var held, free []stageRow
	for _, f := range st.Files {
		r := stageRow{subject: f.Subject.ID, name: f.Cadre.Name, next: "—", lack: "可以往下走"}
		if f.Branch != nil {
			r.branch = f.Branch.Name
		}
		if next, ok := review.NextStage(s, f.Subject); ok {
			r.next = next.Name
		} else {
			r.lack = "已经是最后环节"
		}
		for _, h := range st.Held {
			if h.File == f {
				var texts []string
				for _, u := range h.Unmet {
					texts = append(texts, u.Text)
				}
				r.held, r.lack = true, strings.Join(texts, "；")
			}
		}
		if r.held {
			held = append(held, r)
		} else {
			free = append(free, r)
		}
	}
	return append(held, free...)
}

// openStage shows who is in a stage and what blocks whom; Enter goes there.
func (p *Page) openStage(i int) {
	st := p.progress.Stages[i]
	said, each := p.w.Scheme.Said, p.unit()
	rows := stageRows(p.w.Scheme, st)
	if len(rows) == 0 {
		p.d.Shell.Toast("“"+st.Stage.Name+"”"+p.w.Scheme.Said("里没有人"), false)
		return
	}
	table := widgets.NewGrid([]widgets.Column{{Title: p.nameWord(), Width: 90, Grow: p.w.Scheme.Assesses()}, {Title: said("党总支"), Width: 140}, {Title: "下一环节", Width: 100}, {Title: "还缺什么", Width: 420, Grow: true}},
		func() int { return len(rows) }, func(r, c int) widgets.Cell {
			x := rows[r]
			switch {
			case c == 3 && x.held:
				return widgets.Cell{Text: "▲ " + x.lack, Color: own.ColorMissing}
			case c == 3:
				return widgets.Cell{Text: "√ " + x.lack, Color: own.ColorDone}
			}
			return widgets.Cell{Text: [...]string{x.name, x.branch, x.next}[c]}
		})
	lack := widgets.Wrapped("")
	var dlg dialog.Dialog
	away := func(do func()) func() { return func() { dlg.Dismiss(); do() } }
	goTo := func(r int) { away(func() { p.openSubject(rows[r].subject, rows[r].name, lackTab(rows[r].lack)) })() }
	table.OnOpen = func(r, _ int) { goTo(r) }
	tell := func() {
		if m := table.Marked(); len(m) == 1 {
			lack.SetText(rows[m[0]].name + "：" + rows[m[0]].lack)
		}
	}
	table.OnMarked = tell
	var all []matrixRow
	for _, r := range rows {
		all = append(all, matrixRow{subject: r.subject, name: r.name})
	}
	only := desk.Button(said("表里只列这些人"), theme.ListIcon(), away(func() { p.stage.SetSelected(st.Stage.Name) }))
	move := desk.Button(said("移动这些人…"), theme.NavigateNextIcon(), away(func() { p.askStageOf(all, fmt.Sprintf("“%s”里的 %d %s", st.Stage.Name, len(all), each)) }))
	content := container.NewBorder(nil, container.NewVBox(lack, container.NewHBox(only, move)), nil, nil, table)
	title := fmt.Sprintf("%s：%d %s，卡住 %d %s", st.Stage.Name, len(rows), each, len(st.Held), each)
	dlg = p.d.Ask(title, said("打开考察对象"), content, fyne.NewSize(900, 500), func() error {
		m := table.Marked()
		if len(m) != 1 {
			return errors.New(said("请先选一个人"))
		}
		goTo(m[0])
		return nil
	})
	table.Mark(0)
	tell()
	p.d.Win.Canvas().Focus(table)
}

// lackTab is the tab of the subject's page where what is missing is entered.
func lackTab(text string) int {
	for _, x := range []struct {
		word string
		tab  int
	}{{"测评", tabTally}, {"谈话", tabTalk}, {"报告", tabReport}, {"等级", tabReport}, {"签字", tabReport}, {"意见", tabOpinion}, {"决定", tabOpinion}} {
		if strings.Contains(text, x.word) {
			return x.tab
		}
	}
	return tabMaterial
}
