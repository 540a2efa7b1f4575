package rounds

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

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
)

// previewWait is how long typing must rest before the page is made again.
const previewWait = 200 * time.Millisecond

// Subject is the page of one subject: what is recorded left, the form it goes
// into right. All tabs work on one draft, saved as one step.
type Subject struct {
	d        *desk.Desk
	round    string
	id, name string
	loads    desk.Loader
	previews desk.Loader
	later    desk.Later

	w       *job.Work
	dossier *review.Dossier
	file    *review.File // with the subject as it is stored
	stored  string       // the stored subject, for comparing
	draft   *review.Subject
	talk    int // the talk that is shown, from 0

	tabs     *container.AppTabs
	tab      []*fyne.Container
	form     *forms.Form
	pick     *widget.Select
	pages    *widgets.Pages
	head     *widget.Label
	bar      *desk.SaveBar // save, cancel, state of the draft
	found    *fyne.Container
	foundBox *container.Scroll
	result   *widget.Label // live result of the ballots
	length   *widget.Label // live length of the report
	body     fyne.CanvasObject
}

// tabForms are the forms that go with the tabs.
var tabForms = []string{"review-form", "tally", "talk", "report", "review-form"}

// tabPages are the pages of those forms to look at: the opinions stand on the
// second.
var tabPages = []int{0, 0, 0, 0, 1}

func newSubject(d *desk.Desk, round, id, name string) *Subject {
	s := &Subject{d: d, round: round, id: id, name: name, head: widgets.Wrapped(""), found: container.NewVBox(),
		result: widgets.Wrapped(""), length: widgets.Wrapped("")}
	s.pages = widgets.NewPages(d.Run)
	s.bar = desk.NewSaveBar(s.Save, func() { s.refill() })
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
	s.pick = widget.NewSelect(names, func(n string) {
		if f, err := forms.ByKey(n); err == nil {
			s.form = f
			s.preview()
		}
	})
	left := container.NewBorder(container.NewVBox(s.head, container.NewBorder(nil, nil, container.NewHBox(s.bar.Save, s.bar.Cancel), nil, s.bar.State)), nil, nil, nil, s.tabs)
	s.foundBox = container.NewVScroll(s.found)
	out := desk.Button("导出…", theme.DocumentPrintIcon(), s.askPrint)
	right := container.NewBorder(container.NewBorder(nil, nil, nil, container.NewHBox(s.pages.Bar, out), s.pick), s.foundBox, nil, nil, s.pages)
	split := container.NewHSplit(left, right)
	split.SetOffset(0.5)
	s.body = split
	return s
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
	if f, err := forms.ByKey(key); err == nil {
		s.pick.SetSelected(f.Name)
	}
}

// Title names the screen.
func (s *Subject) Title() string { return s.name }

// Content is what it shows.
func (s *Subject) Content() fyne.CanvasObject { return s.body }

// Reload reads the subject again, unless something is being edited.
func (s *Subject) Reload() {
	if s.dirty() {
		return
	}
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
	s.w, s.dossier, s.file = w, d, f
	branch, panel := "未归党总支", "未定考察组"
	if f.Branch != nil {
		branch = f.Branch.Name
	}
	if f.Panel != nil {
		panel = f.Panel.Name
	}
	s.head.SetText(fmt.Sprintf("%s　%s　%s　%s　环节：%s　试用期至 %s", f.Cadre.Name, f.Cadre.Position, branch, panel,
		w.Scheme.StageName(f.Subject.Stage), orDash(f.Cadre.Probation.EndDate(w.Scheme.Probing.Months).String())))
	if now := asText(f.Subject); now != s.stored || s.draft == nil {
		s.stored = now
		s.refill()
		return
	}
	s.preview()
}

func asText(sub *review.Subject) string {
	b, err := json.Marshal(sub)
	if err != nil {
		panic("subject: " + err.Error()) // plain data, cannot fail
	}
	return string(b)
}

func clone(sub *review.Subject) *review.Subject {
	var out review.Subject
	if err := json.Unmarshal([]byte(asText(sub)), &out); err != nil {
		panic("subject: " + err.Error())
	}
	return &out
}

// refill starts the tabs anew from what is stored.
func (s *Subject) refill() {
	s.draft = clone(s.file.Subject)
	s.stored = asText(s.draft)
	for i, build := range []func() fyne.CanvasObject{s.materialTab, s.tallyTab, s.talkTab, s.reportTab, s.opinionTab} {
		s.tab[i].Objects = []fyne.CanvasObject{build()}
		s.tab[i].Refresh()
	}
	s.mark()
	if s.form == nil {
		s.setForm(tabForms[0])
	} else {
		s.preview()
	}
}

func (s *Subject) dirty() bool { return s.draft != nil && asText(s.draft) != s.stored }

// changed is called after every change of the draft.
func (s *Subject) changed() {
	s.later.Do(s.d, previewWait, func() { s.mark(); s.preview() })
}

func (s *Subject) mark() { s.bar.Mark(s.dirty()) }

// withDraft is the round with the draft in the place of the stored subject.
func (s *Subject) withDraft() (*review.Dossier, *review.File) {
	f := *s.file
	f.Subject = clone(s.draft)
	d := *s.dossier
	d.Files = append([]*review.File{}, s.dossier.Files...)
	for i := range d.Files {
		if d.Files[i].Subject.ID == s.id {
			d.Files[i] = &f
		}
	}
	return &d, &f
}

// preview makes the form of the draft and checks it.
func (s *Subject) preview() {
	if s.draft == nil || s.form == nil {
		return
	}
	d, f := s.withDraft()
	form, w, talk := s.form, s.w, s.talk+1
	s.previews.Load(s.d, "预览", func(ctx context.Context) (func(), error) {
		found := review.CheckOne(d, f.Subject.ID)
		result, length := tallyText(w.Scheme, f), reportLength(d, f)
		var out *forms.Output
		if form.Scope != forms.OfTalk || talk <= len(f.Subject.Talks) {
			in, err := w.SubjectInput(ctx, f, talk)
			if err != nil {
				return nil, err
			}
			if out, err = s.d.Session.Forms.Make(form, in); err != nil {
				return nil, err
			}
		} else {
			out = &forms.Output{}
		}
		return func() {
			s.pages.SetPages(out.Pages)
			s.result.SetText(result)
			s.length.SetText(length)
			s.showFindings(found)
		}, nil
	})
}

func (s *Subject) showFindings(list []review.Finding) {
	s.found.RemoveAll()
	n := 0
	for _, x := range list {
		if x.Waived != "" {
			continue
		}
		n++
		l := widgets.Wrapped(x.Severity.Name() + "　" + x.Form + "·" + x.Field + "：" + x.Message + "　" + x.Action)
		switch x.Severity {
		case review.Error:
			l.Importance = widget.DangerImportance
		case review.Warning:
			l.Importance = widget.WarningImportance
		}
		s.found.Add(l)
	}
	head := widgets.Heading(fmt.Sprintf("核对：%d 处", n))
	if n == 0 {
		head = widget.NewLabel("核对：没有发现问题。")
	}
	s.found.Objects = append([]fyne.CanvasObject{head}, s.found.Objects...)
	s.foundBox.SetMinSize(fyne.NewSize(0, min(130, 42+float32(n)*34)))
	s.found.Refresh()
}

// Save saves the draft (Ctrl+S).
func (s *Subject) Save() { s.saveThen(nil) }

func (s *Subject) saveThen(then func()) {
	if !s.dirty() {
		if then != nil {
			then()
		}
		return
	}
	before, next, w := s.file.Subject, clone(s.draft), s.w
	label := "修改考察对象 " + s.name
	s.d.Do("保存", func(ctx context.Context) error {
		if w.Round.Closed {
			return errors.New("批次已归档，不能再改")
		}
		return w.Store.Do(ctx, label, func(tx *store.Tx) error {
			if err := tx.Expect(before); err != nil {
				return err
			}
			return tx.SaveSubject(next)
		})
	}, func() {
		s.file.Subject, s.draft = clone(next), next
		s.stored = asText(next)
		s.refill()
		s.d.Shell.Toast("已保存 "+s.name, true)
		if then != nil {
			then()
		}
	})
}

// Leave asks what becomes of unsaved changes.
func (s *Subject) Leave(then func()) {
	if !s.dirty() {
		then()
		return
	}
	s.d.AskUnsaved(s.name, func() { s.refill(); then() }, func() { s.saveThen(then) })
}
