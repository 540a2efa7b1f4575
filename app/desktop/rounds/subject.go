package rounds

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/data/review"
	"kaocha/data/store"
	"kaocha/forms"
	laid "kaocha/forms/page"
)

// Subject is the page of one subject: what is recorded left, the form it goes
// into right. All tabs work on one draft, saved as one step.
type Subject struct {
	d        *desk.Desk
	round    string
	id, name string
	loads    desk.Loader
	previews desk.Loader
	checks   desk.Loader
	later    desk.Later
	looks    desk.Later // until the draft is checked

	w       *job.Work
	dossier *review.Dossier
	file    *review.File // with the subject as it is stored
	shown   string       // what the tabs were built from, for comparing
	stored  string       // the stored subject, for comparing
	draft   *review.Subject
	saves   saves
	talk    int            // the talk that is shown, from 0
	want    *place         // to go to when it has been read
	others  *review.Others // the rest of the round, for comparing texts

	fields     map[string]fyne.Focusable // by tab and name
	editing    *followed
	shownPages []*laid.Page
	texts      map[int][]*widgets.Entry // the sections of a tab
	signed     []func()                 // show the marks of who signed
	counts     []func()                 // look for counts of ballots that are not finished

	tabs      *container.AppTabs
	tab       []*fyne.Container
	form      *forms.Form
	pick      *widget.Select
	pages     *widgets.Pages
	head      *widgets.Paragraph
	bar       *desk.SaveBar // save, cancel, state of the draft
	found     *widgets.Findings
	foundHead *widget.Label
	foundBox  *fyne.Container
	below     *container.Split   // the pages over what was found
	result    *tallyResult       // live result of the ballots
	length    *widgets.Paragraph // live length of the report
	unmet     *widgets.Paragraph // what stands in the way of the decision
	body      fyne.CanvasObject

	likeReport, likeMaterial *fyne.Container // texts too much like others'
	talks                    *talks

	left   *fyne.Container
	assess *assessed // in the place of the tabs where the scheme ranks
}

// tabForms are the forms that go with the tabs.
var tabForms = []string{"review-form", "tally", "talk", "report", "review-form"}

// tabPages are the pages of those forms to look at: the opinions stand on the
// second.
var tabPages = []int{0, 0, 0, 0, 1}

func newSubject(d *desk.Desk, round, id, name string) *Subject {
	s := &Subject{d: d, round: round, id: id, name: name, head: widgets.Whole(""), found: widgets.NewFindings("核对：没有发现问题。"), foundHead: widgets.Heading(""),
		result: newTallyResult(d), length: widgets.Wrapped(""), unmet: widgets.Wrapped(""), likeReport: container.NewVBox(), likeMaterial: container.NewVBox()}
	s.unmet.Importance = widget.WarningImportance
	s.talks = newTalks(s)
	s.pages = widgets.NewPages(d.Run)
	s.bar = desk.NewSaveBar(s.Save, s.discard)
	for range tabForms {
		s.tab = append(s.tab, container.NewStack())
	}
	s.tabs = container.NewAppTabs()
	for i, n := range []string{"材料", "测评", "谈话", "报告", "意见与决定"} {
		s.tabs.Append(container.NewTabItem(n, s.tab[i]))
	}
	s.tabs.OnSelected = func(*container.TabItem) {
		i := s.tabs.SelectedIndex()
		s.pages.Want(tabPages[i])
		s.setForm(tabForms[i])
		s.preview()
	}
	var names []string
	for _, f := range subjectForms() {
		names = append(names, f.Name)
	}
	s.pick = widgets.NewSelect(names, func(n string) {
		if f := s.formOf(n); f != nil {
			s.form = f
			s.preview()
		}
	})
	s.left = container.NewStack(container.NewBorder(container.NewVBox(s.head, container.NewBorder(nil, nil, container.NewHBox(s.bar.Save, s.bar.Cancel), s.historyButton(), s.bar.State)), nil, nil, nil, s.tabs))
	s.foundBox = container.NewBorder(s.foundHead, nil, nil, nil, s.found)
	out := container.NewHBox(desk.Button("打印", theme.DocumentPrintIcon(), s.Print), desk.Button("导出…", theme.DocumentSaveIcon(), s.askPrint))
	s.below = container.NewVSplit(s.pages, s.foundBox)
	s.below.SetOffset(foundAt)
	right := container.NewBorder(widgets.FormBar(s.pick, s.pages.Bar, out), nil, nil, nil, s.below)
	split := container.NewHSplit(s.left, right)
	split.SetOffset(0.46) // the whole bar over the page is seen in a window of 1200
	s.body = split
	return s
}

// foundAt is where what was found begins, of the height; with nothing found the
// pages take all but a line.
const foundAt = 0.74

// giveFound gives what was found its room, unless the clerk has dragged it.
func (s *Subject) giveFound(n int) {
	switch at := s.below.Offset; {
	case n == 0 && at == foundAt:
		s.below.SetOffset(1)
	case n > 0 && at == 1:
		s.below.SetOffset(foundAt)
	}
}

// subjectForms are the forms made of one subject.
func subjectForms() []*forms.Form {
	var out []*forms.Form
	for _, f := range forms.Catalog() {
		if f.Scope == forms.OfCadre || f.Scope == forms.OfSubject || f.Scope == forms.OfTalk {
			out = append(out, f)
		}
	}
	return out
}

func (s *Subject) setForm(key string) {
	if f := s.formOf(key); f != nil {
		s.pick.SetSelected(f.Name)
	}
}

// formOf finds a form of the catalog or of the round's scheme, nil for none.
func (s *Subject) formOf(key string) *forms.Form {
	var scheme *review.Scheme
	if s.w != nil {
		scheme = s.w.Scheme
	}
	f, err := forms.ByKeyIn(scheme, key)
	if err != nil {
		return nil
	}
	return f
}

// Title names the screen.
func (s *Subject) Title() string { return s.name }

// Content is what it shows.
func (s *Subject) Content() fyne.CanvasObject { return s.body }

// Reload reads the subject again; while something is being edited that waits
// until it is saved.
func (s *Subject) Reload() {
	if s.dirty() {
		s.saves.Missed = true
		return
	}
	s.saves.Missed = false
	s.loads.Load(s.d, "读取考察对象", func(ctx context.Context) (func(), error) {
		w, err := s.d.Session.Work(ctx, s.round)
		if errors.Is(err, store.ErrNotFound) {
			return s.d.Shell.Back, nil
		}
		if err != nil {
			return nil, err
		}
		d, err := w.Dossier(ctx)
		if err != nil {
			return nil, err
		}
		for _, f := range d.Files {
			if f.Subject.ID == s.id {
				return func() { s.apply(w, d, f) }, nil
			}
		}
		return s.d.Shell.Back, nil // taken out of the round
	})
}

func (s *Subject) apply(w *job.Work, d *review.Dossier, f *review.File) {
	if s.dirty() {
		s.saves.Missed = true // typed while it was read
		return
	}
	s.w, s.dossier, s.file, s.others = w, d, f, review.NewOthers(d, s.id)
	if w.Scheme.Assesses() {
		s.showAssessed()
		return
	}
	branch, panel := "未归党总支", "未定考察组"
	if f.Branch != nil {
		branch = f.Branch.Name
	}
	if f.Panel != nil {
		panel = f.Panel.Name
	}
	s.head.SetText(fmt.Sprintf("%s　%s　%s　环节：%s　试用期至 %s", f.Cadre.Position, branch, panel,
		w.Scheme.StageName(f.Subject.Stage), orDash(f.Cadre.Probation.EndDate(w.Scheme.Probing.Months).String())))
	if s.draft == nil || s.shown != s.content() {
		s.refill()
	} else {
		for _, look := range s.counts {
			look()
		}
		s.preview()
	}
	if s.want != nil {
		s.goTo(*s.want)
	}
}

// content is everything stored that the tabs show, for comparing.
func (s *Subject) content() string {
	var items []*review.Material
	for _, it := range s.w.Scheme.Material {
		items = append(items, s.dossier.MaterialOf(s.file, it))
	}
	return jsonText([]any{s.file.Subject, s.file.Cadre, s.file.Panel, s.file.Branch, items, s.w.Round})
}

func jsonText(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic("subject: " + err.Error()) // plain data, cannot fail
	}
	return string(b)
}

func asText(sub *review.Subject) string { return jsonText(sub) }

// refill starts the tabs anew from what is stored.
func (s *Subject) refill() {
	s.draft = s.file.Subject.Copy()
	s.stored = asText(s.draft)
	s.saves.forget()
	s.rebuild()
}

// rebuild makes the tabs anew of the draft; each stays where it was scrolled to.
func (s *Subject) rebuild() {
	s.shown = s.content()
	s.fields, s.texts, s.signed, s.counts, s.editing = nil, map[int][]*widgets.Entry{}, nil, nil, nil
	for i, build := range []func() fyne.CanvasObject{s.materialTab, s.tallyTab, s.talks.tab, s.reportTab, s.opinionTab} {
		at := fyne.Position{}
		if old := scrollOf(s.tab[i]); old != nil {
			at = old.Offset
		}
		s.tab[i].Objects = []fyne.CanvasObject{build()}
		s.tab[i].Refresh()
		if box := scrollOf(s.tab[i]); box != nil {
			box.ScrollToOffset(at)
		}
	}
	s.mark()
	if s.form == nil {
		s.setForm(tabForms[0])
	} else {
		s.preview()
	}
}

// scrollOf is the scrolling column of a tab, nil when it has none.
func scrollOf(tab *fyne.Container) *container.Scroll {
	for _, o := range tab.Objects {
		switch x := o.(type) {
		case *container.Scroll:
			return x
		case *fyne.Container:
			if found := scrollOf(x); found != nil {
				return found
			}
		case *container.Split: // the list above, the record below
			if found := scrollOf(container.NewStack(x.Trailing)); found != nil {
				return found
			}
		}
	}
	return nil
}

// withDraft is the round with the draft in the place of the stored subject.
func (s *Subject) withDraft() (*review.Dossier, *review.File) {
	f := *s.file
	f.Subject = s.draft.Copy()
	return withFile(s.dossier, &f), &f
}
