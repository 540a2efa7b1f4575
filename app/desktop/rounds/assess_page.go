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
	"kaocha/data/review"
	"kaocha/forms"
)

// mostNotes is how high the notes under a result may be, in large type too: the
// table needs the room.
const mostNotes = 84

// resultView is a round's 考核结果汇总表 in the window: the table that goes on
// paper and into Excel, with what became of the awards under it.
type resultView struct {
	p     *Page
	t     forms.Tables
	info  *widget.Label
	notes *widgets.Paragraph
	below *container.Scroll // of the notes
	table *widgets.Grid
	body  fyne.CanvasObject
}

func newResult(p *Page) *resultView {
	v := &resultView{p: p, info: widget.NewLabel(""), notes: widgets.Wrapped("")}
	v.info.Truncation = fyne.TextTruncateEllipsis
	v.table = widgets.NewGrid(nil, func() int { return len(v.rows()) }, func(row, col int) widgets.Cell {
		if r := v.rows(); row < len(r) && col < len(r[row]) {
			return widgets.Cell{Text: r[row][col]}
		}
		return widgets.Cell{}
	})
	v.table.StickyColumnCount = 2
	v.table.OnOpen = func(row, _ int) { v.open(row) }
	v.table.OnCopy = func(string) { p.d.Shell.Toast("已复制，可以粘贴到 Excel 或 WPS 表格", false) }
	bar := container.NewHBox(desk.Button("导出 Excel…", theme.DocumentSaveIcon(), func() { v.askWrite(".xlsx") }),
		desk.Button("打印（PDF）…", theme.DocumentPrintIcon(), func() { v.askWrite(".pdf") }))
	v.below = container.NewVScroll(v.notes)
	v.body = container.NewBorder(container.NewBorder(nil, nil, nil, bar, v.info), v.below, nil, nil, v.table.Or("没有可列的对象。在“对象”一页加入。"))
	return v
}

func (v *resultView) rows() [][]string {
	if len(v.t.Tables) == 0 {
		return nil
	}
	return v.t.Tables[0].Rows
}

// apply takes the table of the round that was read.
func (v *resultView) apply(in *forms.Input) {
	f, err := forms.ByKey("standing")
	if err != nil {
		panic(err) // a form of the catalog
	}
	v.t = f.Tables(in)
	var cols []widgets.Column
	for i, c := range v.t.Tables[0].Columns {
		chars := len([]rune(c.Label))
		if i == 1 { // two names must be told apart
			for _, r := range v.rows() {
				chars = min(12, max(chars, len([]rune(r[i]))))
			}
		}
		cols = append(cols, widgets.Column{Title: c.Label, Width: max(70, float32(c.Width)*3.6, float32(chars)*14+18), Fixed: i < 2, Grow: c.Left && i > 1})
	}
	v.table.SetColumns(cols)
	v.info.SetText(v.t.Title)
	notes := append([]string{}, v.t.Notes...)
	if len(notes) == 0 {
		notes = []string{"双击一行（或按回车）打开这个对象，评分、录票、登记事项和录入结论。"}
	}
	v.notes.SetText(strings.Join(notes, "\n"))
	lines := min(max(len(notes), 2), 3) // a long note takes two
	v.below.SetMinSize(fyne.NewSize(10, min(own.Scaled(float32(20*lines+16)), mostNotes)))
	v.table.Refresh()
}

func (v *resultView) open(row int) {
	if row >= len(v.rows()) {
		return
	}
	for _, f := range v.p.dossier.Files {
		if f.Cadre.Name == v.rows()[row][1] {
			v.p.openSubject(f.Subject.ID, f.Cadre.Name, 0)
			return
		}
	}
}

func (v *resultView) askWrite(ext string) {
	f, err := forms.ByKey("standing")
	if err != nil {
		v.p.d.Fail("导出", err)
		return
	}
	v.p.d.AskSave("保存到", f.Name+" "+v.p.name, ext, func(path string) {
		v.p.d.Do("导出", func(ctx context.Context) error {
			in, err := v.p.w.BranchInput(ctx, "")
			if err != nil {
				return err
			}
			_, _, err = v.p.w.WriteForm(ctx, f, in, path)
			return err
		}, func() { v.p.d.Written("已导出", f.Name, path) })
	})
}

// unit is the measure word of the subjects.
func (p *Page) unit() string {
	if p.w == nil {
		return "人"
	}
	return p.w.Scheme.Each()
}

// assessButtons are the ways to what is of the round as a whole.
func (p *Page) assessButtons() *fyne.Container {
	events := desk.Button("本批次事项…", theme.DocumentIcon(), p.askRoundEvents)
	groups := desk.Button("分组…", theme.AccountIcon(), p.askGroups)
	events.Importance, groups.Importance = widget.LowImportance, widget.LowImportance
	next := desk.Button("下一期…", theme.MediaSkipNextIcon(), p.askNextPeriod)
	next.Importance = widget.LowImportance
	papers := desk.Button("公文和表…", theme.DocumentPrintIcon(), func() { p.d.Shell.Open(newPapers(p.d, p.id, p.name)) })
	papers.Importance = widget.LowImportance
	box := container.NewHBox(events, groups, next, papers)
	box.Hide()
	return box
}

// showKind shows what the round's scheme has: the result instead of the summary.
func (p *Page) showKind() {
	s := p.w.Scheme
	if !s.Assesses() {
		return
	}
	p.counts.OnTapped = p.askPollCount
	p.counts.Hidden = len(countedPolls(s)) == 0
	p.extra.Objects[0].(*desk.Push).Hidden = len(roundLogs(s)) == 0
	p.extra.Objects[1].(*desk.Push).Hidden = s.Division.From == 0
	p.extra.Objects[2].(*desk.Push).Hidden = s.Every == 0
	p.extra.Objects[3].(*desk.Push).Hidden = !hasPapers(s)
	p.tabs.Items[0].Text = "对象"
	p.tabs.Items[1].Text, p.tabs.Items[1].Content = "结果", p.result.body
	p.result.apply(&forms.Input{Round: p.w.Round, Scheme: s, Files: p.dossier.Files, Today: p.dossier.Today, Earlier: p.dossier.Earlier})
	p.tabs.Refresh()
}

// byName tells that the scheme's subjects are entered by name.
func byName(s *review.Scheme) bool {
	return s.Assesses() && !slices.ContainsFunc(s.Kinds, func(k review.SubjectKind) bool { return k.Register })
}

// askKind asks which kind of subject is to be added when persons of the register
// are among them; all others are entered by name.
func (p *Page) askKind() {
	if byName(p.w.Scheme) {
		p.askNames()
		return
	}
	const names = "按名称加入的（班子、单位等）"
	var kinds []string
	byNames := false
	for _, k := range p.w.Scheme.Kinds {
		if k.Register {
			kinds = append(kinds, k.Name)
		} else {
			byNames = true
		}
	}
	if byNames {
		kinds = append(kinds, names)
	}
	pick := widget.NewRadioGroup(kinds, nil)
	pick.SetSelected(kinds[0])
	p.d.AskThen("加入哪一种对象", "下一步", pick, fyne.NewSize(420, 260), func() (func(), error) {
		if p.addAs = pick.Selected; p.addAs == names {
			return p.askNames, nil
		}
		return p.askPersons, nil
	})
}

// askNames adds subjects by their names, one a line.
func (p *Page) askNames() {
	s := p.w.Scheme
	names, unit := widgets.NewLong(8), widgets.NewEntry()
	names.SetPlaceHolder("一行一个名称，可以从 Excel 里复制一列粘贴")
	var kinds, roles []string
	for _, k := range s.Kinds {
		if !k.Register {
			kinds = append(kinds, k.Name)
		}
	}
	for _, r := range s.Roles {
		roles = append(roles, r.Name)
	}
	kind := widgets.NewSelect(kinds, nil)
	kind.SetSelectedIndex(0)
	role := widget.NewCheckGroup(roles, nil)
	role.Horizontal = true
	form := container.NewVBox(widgets.Row("种类", kind), names, widgets.Row("所在单位", unit))
	if len(roles) > 0 {
		form.Add(widgets.Row("身份", role))
	}
	p.d.Ask("加入考核对象", "加入", form, fyne.NewSize(560, 420), func() error {
		var list []job.NamedSubject
		for _, n := range strings.Split(names.Text, "\n") {
			if n = strings.TrimSpace(n); n != "" {
				list = append(list, job.NamedSubject{Name: n, Kind: kind.Selected, Unit: unit.Text, Roles: role.Selected})
			}
		}
		if len(list) == 0 {
			return errors.New("请写上名称，一行一个")
		}
		var added []string
		p.d.Do("加入考核对象", func(ctx context.Context) (err error) { added, err = p.w.AddNamed(ctx, list); return err },
			func() { p.d.Shell.Toast(fmt.Sprintf("已加入 %d 个", len(added)), true) })
		return nil
	})
	p.d.Win.Canvas().Focus(names)
}

// askGroups divides the subjects into groups.
func (p *Page) askGroups() {
	g := p.w.Scheme.Division
	text := fmt.Sprintf("参会 %d 人以上分%s，每组约 %d 人；每组至少一名负责人，需要分散的人平均分到各组。已有的分组会重排。", g.From, g.Name, g.About)
	p.d.Confirm("划分"+g.Name, text, "分组", func() {
		var out map[string][]string
		p.d.Do("划分"+g.Name, func(ctx context.Context) (err error) { out, err = p.w.Divide(ctx); return err }, func() {
			p.d.Shell.Toast(fmt.Sprintf("已分 %d 组，名单见“分组名单”", len(out)), true)
		})
	})
}

// askNextPeriod opens the round of the next quarter, month or year.
func (p *Page) askNextPeriod() {
	name := widgets.NewEntry()
	name.SetPlaceHolder("不填：方案名加年月")
	text := widgets.Wrapped(fmt.Sprintf("建立下一期批次：对象和这一期相同，日期顺延 %d 个月，事项和得分从头登记。", p.w.Scheme.Every))
	p.d.Ask("下一期", "建立", container.NewVBox(text, widgets.Row("批次名称", name)), fyne.NewSize(560, 240), func() error {
		var r *review.Round
		p.d.Do("下一期", func(ctx context.Context) (err error) { r, err = p.w.NextPeriod(ctx, name.Text); return err }, func() {
			p.d.Shell.Toast("已建立 "+r.Name, true)
			p.d.Shell.Open(NewPage(p.d, r.ID))
		})
		return nil
	})
}

// roundLogs are the scheme's logs of a round as a whole.
func roundLogs(s *review.Scheme) []*review.Log {
	var out []*review.Log
	for i := range s.Logs {
		if s.Logs[i].OfRound() {
			out = append(out, &s.Logs[i])
		}
	}
	return out
}

// askRoundEvents lists the events of the round as a whole, log by log.
func (p *Page) askRoundEvents() {
	box := container.NewVBox()
	w := p.w
	for _, l := range roundLogs(w.Scheme) {
		box.Add(eventList(p.d, w, nil, l, w.Round.Events))
		if l.Collect {
			box.Add(container.NewHBox(desk.Button("登记全部收回", theme.ConfirmIcon(), func() {
				n := 0
				p.d.Do("收回", func(ctx context.Context) (err error) { n, err = w.CollectBack(ctx, l.Key); return err }, func() {
					p.d.Shell.Toast(fmt.Sprintf("已登记收回 %d 份", n), true)
				})
			})))
		}
	}
	p.d.TellAll("本批次事项", widgets.FieldColumn(box), fyne.NewSize(760, 480))
}
