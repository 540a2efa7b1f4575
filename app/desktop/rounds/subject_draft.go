package rounds

import (
	"errors"
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/widgets"
	"kaocha/data/review"
	"kaocha/data/store"
)

// saves is how a subject's draft gets into the records.
type saves struct {
	desk.DraftSave
	faults []fault // fields whose text is no value
	told   bool    // the faults are shown in the bar
}

// fault is a field that holds no value: the draft keeps the value before.
type fault struct {
	field *widgets.Entry
	name  string
	err   error
}

// forget starts with a draft that is as it is stored.
func (v *saves) forget() { v.Failed, v.faults, v.told, v.At = nil, nil, false, time.Time{} }

// dirty tells that something of the draft is not stored.
func (s *Subject) dirty() bool { return s.draft != nil && asText(s.draft) != s.stored }

// changed is called after every change of the draft.
func (s *Subject) changed() {
	s.later.Do(s.d, desk.PreviewWait, func() { s.draftPage() })
	s.looks.Do(s.d, desk.CheckWait, func() { s.mark(); s.draftChecks() })
	s.saves.Rest.Do(s.d, desk.AutoSaveWait, s.autosave)
}

// autosave saves what can be saved and tells what cannot.
func (s *Subject) autosave() {
	s.saves.told = len(s.saves.faults) > 0
	if s.dirty() {
		s.write(false, nil)
		return
	}
	s.mark()
}

// faulty keeps that a field holds no value, or with nil that it does.
func (s *Subject) faulty(e *widgets.Entry, name string, err error) {
	v := &s.saves
	for i := range v.faults {
		if v.faults[i].field == e {
			v.faults = append(v.faults[:i], v.faults[i+1:]...)
			break
		}
	}
	if err != nil {
		v.faults = append(v.faults, fault{e, name, err})
	}
	v.told = v.told && len(v.faults) > 0
	s.saves.Rest.Do(s.d, desk.AutoSaveWait, s.autosave)
}

// mark shows the state of the draft.
func (s *Subject) mark() {
	v := &s.saves
	switch {
	case errors.Is(v.Failed, store.ErrConflict):
		s.bar.Fault(errors.New("这部分刚在别处改过，点“保存”决定保留哪一份"))
	case v.told:
		f := v.faults[0]
		text := fmt.Sprintf("“%s”%v", f.name, f.err)
		if n := len(v.faults); n > 1 {
			text += fmt.Sprintf("（共 %d 处）", n)
		}
		s.bar.Fault(errors.New(text))
	case v.Failed != nil:
		s.bar.Fault(v.Failed)
	case s.dirty() || len(v.faults) > 0:
		s.bar.Mark(true)
	case !v.At.IsZero():
		s.bar.Saved(v.At)
	default:
		s.bar.Mark(false)
	}
}

// Save saves the draft now (Ctrl+S); a field in error is gone to.
func (s *Subject) Save() { s.saveThen(nil) }

// saveThen saves and then goes on; what stands in the way is asked about.
func (s *Subject) saveThen(then func()) {
	if s.draft == nil {
		return
	}
	s.write(true, func() {
		if len(s.saves.faults) > 0 {
			s.saves.told = true
			s.mark()
			s.show(s.saves.faults[0].field)
			return
		}
		if then != nil {
			then()
		}
	})
}

// write saves the draft, once at a time; ask tells that somebody waits for it.
func (s *Subject) write(ask bool, then func()) {
	if s.saves.Wait(func() { s.write(ask, then) }) {
		return
	}
	if !s.dirty() {
		s.mark()
		if then != nil {
			then()
		}
		return
	}
	w, before, next := s.w, s.file.Subject, s.draft.Copy()
	s.store(next, func() (*review.Subject, error) { return w.SaveDraft(s.d.Context(), s.name, before, next) }, ask, then)
}

// store runs a save of next beside the window.
func (s *Subject) store(next *review.Subject, save func() (*review.Subject, error), ask bool, then func()) {
	s.saves.Store(s.d, func() (func(), error) {
		saved, err := save()
		return func() {
			s.stayed(next, saved)
			s.mark()
			if then != nil {
				then()
			}
		}, err
	}, func(err error) {
		s.mark()
		switch {
		case ask:
			s.askFailed(err, then)
		case errors.Is(err, store.ErrBusy):
			s.saves.Rest.Do(s.d, desk.AutoSaveWait, s.autosave)
		}
	}, s.Reload)
}

// stayed takes what was saved as stored. The tabs stay as they are, with cursor
// and place, unless another part was changed elsewhere meanwhile.
func (s *Subject) stayed(next, saved *review.Subject) {
	s.saves.At = s.d.Session.Now()
	f := *s.file
	f.Subject = saved.Copy()
	s.file = &f
	s.dossier = withFile(s.dossier, &f)
	s.stored = asText(saved)
	if asText(saved) == asText(next) {
		s.shown = s.content()
		return
	}
	both, _ := review.MergeDraft(next, s.draft, saved)
	s.draft = both.Copy()
	s.rebuild()
}

// withFile is a round with one of its files changed.
func withFile(d *review.Dossier, f *review.File) *review.Dossier {
	out := *d
	out.Files = append([]*review.File{}, d.Files...)
	for i := range out.Files {
		if out.Files[i].Subject.ID == f.Subject.ID {
			out.Files[i] = f
		}
	}
	return &out
}

// discard takes back what is not saved yet.
func (s *Subject) discard() {
	s.refill()
	if s.saves.Missed {
		s.Reload()
	}
}

// askFailed tells why a draft was not saved and what can be done about it.
func (s *Subject) askFailed(err error, then func()) {
	leave := func() {
		if then != nil {
			then()
		}
	}
	if !errors.Is(err, store.ErrConflict) {
		if then == nil {
			s.d.Fail("保存", err)
			return
		}
		s.choose("没有保存", err.Error()+"\n\n修改还在这一页上。", "再试一次", func() { s.saveThen(then) },
			"放弃修改", func() { s.discard(); leave() })
		return
	}
	w, before, next := s.w, s.file.Subject, s.draft.Copy()
	s.choose("这部分刚在别处改过", err.Error()+"\n\n保存您的修改，会盖过别处的修改（可在历史中找回）；读取别处的内容，您没有保存的修改就不要了。",
		"保存我的修改", func() {
			s.store(next, func() (*review.Subject, error) { return w.OverwriteDraft(s.d.Context(), s.name, before, next) }, true, then)
		},
		"读取别处的内容", func() { s.discard(); s.Reload(); leave() })
}

// choose asks for one of two ways, or to go on editing.
func (s *Subject) choose(title, text, yes string, onYes func(), no string, onNo func()) {
	box := container.NewVScroll(widgets.Wrapped(text))
	box.SetMinSize(fyne.NewSize(520, 120))
	dlg := dialog.NewCustomWithoutButtons(title, box, s.d.Win)
	dlg.SetButtons([]fyne.CanvasObject{
		desk.Button("继续编辑", nil, dlg.Dismiss),
		desk.Button(no, nil, func() { dlg.Dismiss(); onNo() }),
		desk.Primary(yes, nil, func() { dlg.Dismiss(); onYes() }),
	})
	s.d.Show(dlg)
}

// Leave saves first; a field in error is asked about.
func (s *Subject) Leave(then func()) {
	if s.draft == nil {
		then()
		return
	}
	s.write(true, func() {
		if len(s.saves.faults) == 0 {
			then()
			return
		}
		f := s.saves.faults[0]
		s.choose("“"+f.name+"”没有填对", fmt.Sprintf("现在填的是“%s”：%v\n\n其余内容已经保存。不改就离开时，这一栏保持原来的内容。", f.field.Text, f.err),
			"去改正", func() { s.show(f.field) }, "不改，离开", func() { s.saves.faults = nil; then() })
	})
}
