package rounds

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/data/review"
	"kaocha/forms"
)

// assessed is the left side of a subject's page where the scheme assesses by
// points, ballots and events: what was entered, each part with its form to enter
// more. Every form is saved by itself.
type assessed struct {
	s    *Subject
	tabs *container.AppTabs
	item []*container.TabItem // all of them; shown are those there is something for
	tab  []*fyne.Container

	proofs []proofPlace // the items of the sheets, where they stand

	likes map[string]*fyne.Container // over the entries of a log: texts too much like others'
}

// assessedTabs are its tabs, and the forms that go with them.
var (
	assessedTabs  = []string{"评分", "测评", "事项", "材料", "结论"}
	assessedForms = []string{"score-sheet", "poll-result", "event-cards", "event-cards", "score-sheet"}
)

func newAssessed(s *Subject) *assessed {
	a := &assessed{s: s, tabs: container.NewAppTabs()}
	for _, n := range assessedTabs {
		box := container.NewStack()
		a.tab = append(a.tab, box)
		a.item = append(a.item, container.NewTabItem(n, box))
	}
	a.tabs.OnSelected = func(*container.TabItem) { s.setForm(assessedForms[a.at()]) }
	return a
}

// at is the open tab's place among all of them.
func (a *assessed) at() int { return max(0, slices.Index(a.item, a.tabs.Selected())) }

// Places of the tabs.
const (
	tabScores = iota
	tabPolls
	tabEvents
	tabItems
	tabConclusion
)

// offer shows the tabs that there is something for, and returns the first of
// them that the work begins with.
func (a *assessed) offer() int {
	has := a.s.w.Scheme.AskedOf(a.s.file.Subject)
	var what []string // on the first tab, where nothing is scored
	for _, x := range []struct {
		word string
		on   bool
	}{{"身份", has.Roles}, {"加分扣分", has.Extras}, {"否决情形", has.Bars}} {
		if x.on {
			what = append(what, x.word)
		}
	}
	if a.item[tabScores].Text = assessedTabs[tabScores]; !has.Scores && len(what) > 0 {
		a.item[tabScores].Text = strings.Join(what, "、")
	}
	var list []*container.TabItem
	for i, on := range []bool{has.Scores || len(what) > 0, has.Polls, has.Events, has.Materials, has.Conclusion} {
		if on {
			list = append(list, a.item[i])
		}
	}
	if !slices.Equal(list, a.tabs.Items) {
		was := a.tabs.Selected()
		a.tabs.SetItems(list)
		if slices.Contains(list, was) {
			a.tabs.Select(was)
		}
	}
	switch sub := a.s.file.Subject; {
	case len(a.s.w.Scheme.SheetsFor(sub)) > 0:
		return tabScores
	case has.Polls:
		return tabPolls
	case has.Events:
		return tabEvents
	}
	return max(0, slices.Index(a.item, list[0]))
}

// showAssessed puts the assessment's tabs in the place of the review's.
func (s *Subject) showAssessed() {
	first := s.assess == nil
	if first {
		s.assess = newAssessed(s)
		s.left.Objects = []fyne.CanvasObject{container.NewBorder(container.NewBorder(nil, nil, nil, s.historyButton(), s.head), nil, nil, nil, s.assess.tabs)}
		var names []string
		for _, f := range forms.Catalog() {
			if f.Tables != nil && f.Scope == forms.OfSubject {
				names = append(names, f.Name)
			}
		}
		for _, f := range forms.CardForms(s.w.Scheme) {
			if f.Scope == forms.OfSubject && f.Concerns(s.file.Subject) {
				names = append(names, f.Name)
			}
		}
		s.pick.SetOptions(names)
	}
	s.draft = s.file.Subject.Copy()
	s.stored, s.shown = asText(s.draft), s.content()
	k, unit := s.w.Scheme.KindOf(s.file.Subject.Kind), s.file.Cadre.Unit
	head := fmt.Sprintf("%s　环节：%s", k.Name, s.w.Scheme.StageName(s.file.Subject.Stage))
	for _, part := range []string{unit, s.file.Subject.Group} {
		if part != "" {
			head += "　" + part
		}
	}
	s.head.SetText(head)
	at := s.assess.offer()
	s.assess.fill()
	if first {
		s.form = nil
		s.assess.tabs.Select(s.assess.item[at])
		s.setForm(assessedForms[at])
	} else {
		s.preview()
	}
	if s.want != nil {
		s.goTo(*s.want)
	}
	s.left.Refresh()
}

// assessedTabOf are the tabs where a finding is mended, by its rule's first word.
var assessedTabOf = map[string]int{"score": tabScores, "extra": tabScores, "bar": tabScores, "tally": tabPolls, "poll": tabPolls, "event": tabEvents, "copy": tabEvents,
	"material": tabItems, "file": tabItems, "doc": tabItems, "conclusion": tabConclusion, "award": tabConclusion, "standing": tabConclusion}

// jump gives the way to where a finding is mended, nil when there is none here.
func (a *assessed) jump(x review.Finding) func() {
	first, _, _ := strings.Cut(x.Rule, ".")
	if at, ok := assessedTabOf[first]; ok && slices.Contains(a.tabs.Items, a.item[at]) {
		return func() { a.tabs.Select(a.item[at]) }
	}
	return nil
}

// fill makes the tabs anew of what is stored; each stays where it was scrolled to.
func (a *assessed) fill() {
	for i, build := range []func() *fyne.Container{a.scores, a.polls, a.events, a.materials, a.conclusion} {
		at := fyne.Position{}
		if old := scrollOf(a.tab[i]); old != nil {
			at = old.Offset
		}
		a.tab[i].Objects = []fyne.CanvasObject{padded(build())}
		a.tab[i].Refresh()
		if box := scrollOf(a.tab[i]); box != nil {
			box.ScrollToOffset(at)
		}
	}
}

// part is a heading with the button that enters more.
func part(title, action string, icon fyne.Resource, tapped func()) fyne.CanvasObject {
	if action == "" {
		return widgets.Heading(title)
	}
	return container.NewBorder(nil, nil, nil, desk.Button(action, icon, tapped), widgets.Heading(title))
}

// pair is a line of a name and what stands beside it.
func pair(name string, value fyne.CanvasObject) fyne.CanvasObject {
	return container.NewBorder(nil, nil, nil, value, widgets.Wrapped(name))
}

// figure is a number as wide as its column, which ends where the others end.
func figure(width float32, text string) fyne.CanvasObject {
	return widgets.Wide(width, widget.NewLabelWithStyle(text, fyne.TextAlignTrailing, fyne.TextStyle{}))
}

func (a *assessed) edit(label string, change func(*review.Subject) error) {
	s := a.s
	f := *s.file
	s.d.Do(label, func(ctx context.Context) error {
		f.Subject = s.file.Subject.Copy()
		return s.w.Edit(ctx, &f, label, change)
	}, nil)
}

// polls lists the polls with their results.
func (a *assessed) polls() *fyne.Container {
	s, sub := a.s.w.Scheme, a.s.file.Subject
	box := container.NewVBox()
	for _, p := range s.PollsFor(sub) {
		box.Add(part(p.Name, "录入票数…", theme.DocumentCreateIcon(), func() { a.askPoll(p) }))
		if p.Voters != "" {
			box.Add(low("测评人：" + p.Voters))
		}
		a.counting(box, p)
		t := sub.PollTally(p.Key)
		if t == nil || len(t.Groups) == 0 {
			box.Add(widgets.Wrapped("○ 还没有录入。"))
			continue
		}
		view := s.PollView(p)
		for _, x := range review.Reconcile(view, t) {
			if x.Severity == review.Error {
				bad := widgets.Wrapped("× " + x.Text + "。" + x.Action + "。")
				bad.Importance = widget.DangerImportance
				box.Add(bad)
			}
		}
		r := review.Compute(view, t)
		for _, g := range r.Grades {
			box.Add(pair(g.Label, voteFigures(g)))
		}
		explain := widgets.Whole(strings.Join(r.Explain, "\n"))
		explain.Importance = widget.LowImportance
		box.Add(explain)
		box.Add(widget.NewSeparator())
	}
	if len(box.Objects) == 0 {
		box.Add(widgets.Wrapped("这类对象没有测评。"))
	}
	return box
}

func (a *assessed) events() *fyne.Container {
	box := container.NewVBox()
	a.likes = map[string]*fyne.Container{}
	for _, l := range a.s.w.Scheme.LogsFor(a.s.file.Subject) {
		a.likes[l.Key] = container.NewVBox()
		box.Add(eventList(a.s.d, a.s.w, a.s.file, l, a.s.file.Subject.Events))
		box.Add(a.likes[l.Key])
		box.Add(widget.NewSeparator())
	}
	if len(box.Objects) == 0 {
		box.Add(widgets.Wrapped("这个方案没有要登记的事项。"))
	} else if a.s.w.Scheme.Every > 0 {
		box.Add(container.NewHBox(desk.Button("历次记录合成一个文件…", theme.DocumentSaveIcon(), a.askArchive)))
	}
	return box
}

// askArchive writes the records of all periods as one PDF.
func (a *assessed) askArchive() {
	s := a.s
	s.d.AskSave("保存到", "考察档案 "+s.name, ".pdf", func(path string) {
		w, f := s.w, *s.file
		s.d.Do("历次记录", func(ctx context.Context) error { _, err := w.Archive(ctx, &f, path); return err },
			func() { s.d.Written("已导出", "考察档案", path) })
	})
}

// eventList lists the entries of a log with the ways to add, change and remove.
func eventList(d *desk.Desk, w *job.Work, f *review.File, l *review.Log, all []review.Event) fyne.CanvasObject {
	title := l.Name
	if l.Least > 0 {
		title += fmt.Sprintf("（至少 %d 次）", l.Least)
	}
	box := container.NewVBox(part(title, "登记…", theme.ContentAddIcon(), func() { askEvent(d, w, f, l, review.Event{Log: l.Key}) }))
	for _, e := range review.EventsOf(all, l.Key) {
		parts := []string{e.Date.String()}
		for _, x := range append([]string{e.Title}, e.People...) {
			if x != "" {
				parts = append(parts, x)
			}
		}
		for _, field := range l.Fields {
			if v := e.Fields[field.Key]; v != "" {
				parts = append(parts, field.Name+"："+v)
			}
		}
		if len(l.States) > 0 {
			state := l.States[l.StateAt(e)]
			parts = append(parts, "→ "+state.Name+map[bool]string{true: "", false: "（轮到" + state.Actor + "）"}[state.Actor == ""])
		}
		if l.Collect {
			parts = append(parts, map[bool]string{true: "√ 已收回", false: "○ 未收回"}[e.Back])
		}
		change := desk.Button("修改…", nil, func() { askEvent(d, w, f, l, e) })
		change.Importance = widget.LowImportance
		right := container.NewHBox()
		if f != nil {
			more := desk.Button("文件…", theme.MailAttachmentIcon(), func() { askEntryFiles(d, w, f, e, l.Name) })
			more.Importance = widget.LowImportance
			right.Add(more)
		}
		right.Add(change)
		box.Add(container.NewBorder(nil, nil, nil, right, widgets.Whole(strings.Join(parts, "　"))))
		if f != nil {
			for _, x := range f.Subject.EntryFiles(e) {
				box.Add(fileLineOf(d, x, func() { dropEntryFile(d, w, f, e, x) }))
			}
		}
	}
	return box
}

// materials lists what the subject hands in.
func (a *assessed) materials() *fyne.Container {
	s := a.s
	box := container.NewVBox()
	for _, it := range s.w.Scheme.ItemsFor(s.file.Subject) {
		mark := marks[s.dossier.MaterialOf(s.file, it).State]
		state := widget.NewLabel(mark.Text)
		box.Add(container.NewBorder(nil, nil, nil, container.NewHBox(state, desk.Button("登记…", nil, func() { askMaterial(s.d, s.w, s.dossier, s.file, &it) })), widgets.Wrapped(it.Name)))
	}
	if len(box.Objects) == 0 {
		box.Add(widgets.Wrapped("这个方案没有要收的材料。"))
	}
	return box
}

// conclusion shows what the rules say, and what was decided.
func (a *assessed) conclusion() *fyne.Container {
	s := a.s
	x := review.StandingsOf(s.dossier).Of(s.id)
	box := container.NewVBox(widgets.Heading("按规则"))
	if x == nil {
		return box
	}
	total := x.Score.Text
	if len(x.Score.Terms) == 0 {
		total = "" // nothing is scored
	}
	before := len(box.Objects)
	for _, r := range [][2]string{{"名次", x.RankText()}, {"总分", total}, {"评先", x.AwardText()}, {"等次", x.Proposed}, {"理由", x.Why}, {"否决情形", strings.Join(x.Shut, "；")}} {
		if r[1] != "" {
			box.Add(widgets.Wrapped(r[0] + "：" + r[1]))
		}
	}
	for _, n := range x.Notices {
		l := widgets.Wrapped("！" + n)
		l.Importance = widget.WarningImportance
		box.Add(l)
	}
	if len(box.Objects) == before {
		box.Add(widgets.Wrapped("现在得不出名次和等次：方案没有这方面的规则，或者得分、票数还没有录全。"))
	}
	box.Add(low("程序只按方案的规则提出，由会议审定；总分相同、超出名额的，程序不排先后。"))
	box.Add(widget.NewSeparator())
	box.Add(part("审定", "录入结论…", theme.DocumentCreateIcon(), a.askConclusion))
	c := s.file.Subject.Conclusion
	if c == nil {
		box.Add(widgets.Wrapped("○ 还没有审定。"))
		return box
	}
	for _, r := range [][2]string{{"等次", c.Grade}, {"奖项", strings.Join(c.Awards, "、")}, {"由谁审定", c.Meeting}, {"日期", c.Date.String()}, {"理由、备注", c.Reason}} {
		if r[1] != "" {
			box.Add(widgets.Wrapped(r[0] + "：" + r[1]))
		}
	}
	return box
}
