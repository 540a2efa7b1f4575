package rounds

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/data/cadre"
	"kaocha/data/review"
)

// wizardSteps are the steps of a new round, in order.
var wizardSteps = []string{"1 方案与日期", "2 考察对象", "3 考察组", "4 核对"}

// wizard leads from a scheme over the subjects to the panels. Nothing is written
// before 完成, which is one step of the history.
type wizard struct {
	d     *desk.Desk
	step  int
	done  bool
	loads desk.Loader

	known  schemesKnown
	chosen *review.Scheme // whose candidates are listed
	first  *firstStep
	who    *picker
	until  *widgets.Entry
	panels *panelStep
	check  *widgets.Paragraph
	preset []string // chosen before the wizard began

	heads []*widget.Label
	fault *widgets.Paragraph
	back  *desk.Push
	next  *desk.Push
	pages []fyne.CanvasObject
	stack *fyne.Container
	body  fyne.CanvasObject
}

// schemeChoice is a scheme that a round can be opened with: a shipped one by its
// key, or a file.
type schemeChoice struct {
	source string
	*review.Scheme
}

// AskNew begins a new round.
func AskNew(d *desk.Desk) { begin(d, nil) }

// begin opens the wizard; who is given is chosen already.
func begin(d *desk.Desk, ids []string) {
	var known schemesKnown
	d.Do("新建批次", func(ctx context.Context) (err error) { known, err = readSchemes(ctx, d.Session); return err }, func() {
		w := newWizard(d, ids, known)
		d.Shell.Open(w)
		w.focus()
		if len(known.broken) > 0 {
			d.Shell.Toast("方案“"+strings.Join(known.broken, "”“")+"”现在不能用，没有列出；到 设置 → 考核方案 里修改", false)
		}
	})
}

// schemesKnown is what a new round can begin with, as the settings say.
type schemesKnown struct {
	list          []schemeChoice
	first         int // the one the settings name
	school, paper string
	broken        []string // own schemes that cannot be used any more
}

func readSchemes(ctx context.Context, s *job.Session) (k schemesKnown, err error) {
	all, err := s.Schemes(ctx)
	if err != nil {
		return k, err
	}
	set, err := s.SettingValues(ctx)
	if err != nil {
		return k, err
	}
	k.school, k.paper = set[job.SetSchool], set[job.SetPaper]
	for _, x := range all {
		sch, err := review.LoadScheme(x.Name, x.Text)
		if err != nil && x.Own { // taken when an earlier program found nothing wrong with it
			k.broken = append(k.broken, x.Name)
			continue
		}
		if err != nil {
			return k, err
		}
		if x.Key == set[job.SetScheme] {
			k.first = len(k.list)
		}
		k.list = append(k.list, schemeChoice{x.Key, sch})
	}
	return k, nil
}

func newWizard(d *desk.Desk, ids []string, known schemesKnown) *wizard {
	w := &wizard{d: d, preset: ids, known: known, fault: widgets.ErrorLine(), check: widgets.Wrapped(""), until: widgets.NewDate()}
	w.first = newFirstStep(w)
	w.who = newPicker(d)
	w.until.OnLeft = func() {
		if at, err := w.until.Date(); err == nil && !at.IsZero() {
			w.who.due(at)
		}
	}
	w.until.OnSubmitted = func(string) { w.until.OnLeft() }
	w.panels = newPanelStep(d)
	w.pages = []fyne.CanvasObject{w.first.body,
		container.NewBorder(widgets.AtMost(360, widgets.Row("试用期届满不晚于", w.until)), nil, nil, nil, w.who.body),
		w.panels.body, container.NewVScroll(w.check)}
	w.build()
	w.turn(0)
	return w
}

func (w *wizard) build() {
	line := container.NewHBox()
	for i, t := range wizardSteps {
		if i > 0 {
			line.Add(widget.NewLabel("›"))
		}
		w.heads = append(w.heads, widget.NewLabel(t))
		line.Add(w.heads[i])
	}
	w.back = desk.Button("上一步", theme.NavigateBackIcon(), w.goBack)
	w.next = desk.NewPush("下一步", theme.NavigateNextIcon(), widget.HighImportance, w.forward)
	cancel := desk.Button("取消", theme.CancelIcon(), func() { w.d.Shell.Back() })
	w.stack = container.NewStack()
	foot := container.NewVBox(w.fault, widget.NewSeparator(), container.NewBorder(nil, nil, cancel, container.NewHBox(w.back, w.next)))
	w.body = container.NewBorder(line, foot, nil, nil, container.NewPadded(w.stack))
}

// Title names the screen.
func (w *wizard) Title() string { return "新建考察批次" }

// Content is what it shows.
func (w *wizard) Content() fyne.CanvasObject { return w.body }

// Reload reads the register again, keeping who is chosen.
func (w *wizard) Reload() {
	if w.chosen != nil {
		w.read(func() {})
	}
}

// Leave asks before what was entered is lost.
func (w *wizard) Leave(then func()) {
	if w.done || !w.first.touched() && w.step == 0 {
		then()
		return
	}
	w.d.Confirm("放弃新建批次", "还没有点“完成”，批次没有建立。放弃后，刚才选的方案、考察对象和考察组都不保留。", "放弃", func() { w.done = true; then() })
}

// show turns to a step and puts the keyboard there.
func (w *wizard) show(step int) {
	w.turn(step)
	w.focus()
}

func (w *wizard) turn(step int) {
	w.step = max(0, step)
	for i, h := range w.heads {
		h.TextStyle.Bold = i == w.step
		h.Importance = widget.LowImportance
		if i == w.step {
			h.Importance = widget.HighImportance
		}
		h.Refresh()
	}
	w.fault.Hide()
	w.stack.Objects = []fyne.CanvasObject{w.pages[w.step]}
	w.stack.Refresh()
	w.back.Enable()
	if w.step == 0 {
		w.back.Disable()
	}
	w.next.SetText("下一步")
	if w.step == len(wizardSteps)-1 {
		w.next.SetText("完成")
	}
}

// focus puts the keyboard where the step begins.
func (w *wizard) focus() {
	c := w.d.Win.Canvas()
	switch w.step {
	case 0:
		c.Focus(w.first.name)
	case 1:
		c.Focus(w.who.search)
	case 2:
		c.Focus(w.panels.table)
	default:
		c.Focus(w.next)
	}
}

// forward goes one step on when this one is complete.
func (w *wizard) forward() {
	w.fault.Hide()
	var err error
	switch w.step {
	case 0:
		if _, err = w.first.plan(); err == nil && byName(w.first.scheme.Scheme) {
			w.chosen = w.first.scheme.Scheme
			w.check.SetText(w.summary())
			w.show(len(wizardSteps) - 1)
			return
		} else if err == nil {
			w.toPeople()
			return
		}
	case 1:
		if err = homeless(w.who.picked()); err == nil {
			w.panels.fill(w.who.picked())
		}
	case 2:
		w.check.SetText(w.summary())
	case 3:
		w.finish()
		return
	}
	if err != nil {
		widgets.ShowError(w.fault, plain(err))
		return
	}
	w.show(w.step + 1)
}

// goBack goes one step back; subjects entered by name have no steps of their own.
func (w *wizard) goBack() {
	if w.chosen != nil && byName(w.chosen) {
		w.show(0)
		return
	}
	w.show(w.step - 1)
}

// homeless refuses persons nobody would hand in for.
func homeless(list []candidate) error {
	var names []string
	for _, c := range list {
		if c.branch == "" {
			names = append(names, c.name)
		}
	}
	if len(names) == 0 {
		return nil
	}
	return errors.New(strings.Join(names, "、") + " 没有填党总支和单位，不知道归哪个党总支报送；请先在干部库里补上，或者不选")
}

// plain takes the mark of a wrong use off an error's text.
func plain(err error) error {
	return errors.New(strings.TrimPrefix(err.Error(), job.ErrUse.Error()+"："))
}

// toPeople reads the candidates of the scheme and turns to them.
func (w *wizard) toPeople() {
	if w.chosen == w.first.scheme.Scheme {
		w.show(1)
		return
	}
	w.chosen = w.first.scheme.Scheme
	n, _ := w.first.plan()
	until := n.Deadline
	if until.IsZero() {
		until = w.d.Session.Today().AddDays(max(w.chosen.Probing.RemindDays, 30))
	}
	w.until.SetText(until.String())
	w.read(func() {
		for _, id := range w.preset {
			w.who.chosen[id] = true
		}
		w.who.filter()
		w.show(1)
	})
}

func (w *wizard) read(then func()) {
	sch := w.chosen
	until, err := w.until.Date()
	if err != nil || until.IsZero() {
		until = w.d.Session.Today()
	}
	again := w.who.list != nil
	w.loads.Load(w.d, "读取干部库", func(ctx context.Context) (func(), error) {
		list, err := candidates(ctx, w.d.Session, sch, "", until)
		return func() {
			kept := w.who.chosen
			w.who.fill(list)
			if again {
				w.who.chosen = kept
				w.who.filter()
			}
			then()
		}, err
	})
}

// summary says what 完成 will write.
func (w *wizard) summary() string {
	n, _ := w.first.plan()
	var b strings.Builder
	fmt.Fprintf(&b, "批次名称：%s\n考核方案：%s\n%s：%s\n纸张：%s\n通知日期：%s　%s：%s　报送截止：%s\n\n", n.Name, w.chosen.Name,
		holder(w.chosen), w.first.schoolOr(n.School), paperName(w.first.paperOr(n.Paper)), orDash(n.Notified.String()), w.chosen.Said("考察日期"), orDash(n.Assessed.String()), orDash(n.Deadline.String()))
	if byName(w.chosen) {
		b.WriteString("考核对象按名称加入：建好后在批次里点“加入对象”，一行一个，可以从 Excel 粘贴。\n\n点“完成”后一次建立；可以用“撤销”整个取消。")
		return b.String()
	}
	people := w.who.picked()
	fmt.Fprintf(&b, w.chosen.Said("考察对象 %d %s"), len(people), w.chosen.Each())
	if len(people) == 0 {
		b.WriteString("：还没有选，建好后可以再加入。")
	}
	b.WriteString("\n")
	for _, r := range w.panels.rows {
		panel := "考察组：还没有定，建好后可以再设"
		if r.panel != nil {
			panel = "考察组：" + r.panel.Name + "，组长 " + r.panel.Leader
			if len(r.panel.Members) > 0 {
				panel += "，成员 " + strings.Join(r.panel.Members, "、")
			}
		}
		fmt.Fprintf(&b, "\n%s　%d %s：%s\n　　%s\n", r.branch, len(r.names), w.chosen.Each(), strings.Join(r.names, "、"), panel)
	}
	b.WriteString("\n点“完成”后一次建立；可以用“撤销”整个取消。")
	return b.String()
}

// finish writes the round and opens it.
func (w *wizard) finish() {
	n, err := w.first.plan()
	if err != nil {
		widgets.ShowError(w.fault, plain(err))
		return
	}
	plan := job.RoundPlan{NewRound: n, Cadres: w.who.ids(), Panels: w.panels.plans()}
	if byName(w.chosen) {
		plan.Cadres, plan.Panels = nil, nil
	}
	var r *review.Round
	w.next.Disable()
	w.d.Run(func() func() {
		r, err = w.d.Session.SetUp(w.d.Context(), plan)
		return func() {
			w.next.Enable()
			if err != nil {
				widgets.ShowError(w.fault, plain(err))
				return
			}
			w.done = true
			w.d.Shell.Toast(fmt.Sprintf(w.chosen.Said("已新建批次 %s，考察对象 %d %s"), r.Name, len(plan.Cadres), w.chosen.Each()), true)
			w.d.Shell.Back()
			w.d.Shell.Open(NewPage(w.d, r.ID))
		}
	})
}

// usualName is what a round of a scheme is usually called.
func usualName(s *review.Scheme, today cadre.Date) string {
	return fmt.Sprintf("%d年%s", today.Year, s.Name)
}
