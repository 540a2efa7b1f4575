package rounds

import (
	"context"
	"errors"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/data/review"
)

// proofPlace is where an item stands on the page, for files dropped there.
type proofPlace struct {
	box         fyne.CanvasObject
	sheet, item string
	name        string
}

// proved is an item with its points and its evidence: each file opens with a
// click. Files dropped on it are its evidence.
func (a *assessed) proved(x *review.Sheet, it review.SheetItem, points string) fyne.CanvasObject {
	more := desk.Button("佐证…", theme.MailAttachmentIcon(), func() { a.askEvidence(x, it) })
	more.Importance = widget.LowImportance
	right := container.NewHBox(container.NewCenter(figure(100, points)), more)
	box := container.NewVBox(container.NewBorder(nil, nil, nil, right, widgets.Wrapped(it.Name)))
	sub := a.s.file.Subject
	for i, e := range sub.EvidenceOf(x.Key, it.Key) {
		box.Add(fileLineOf(a.s.d, e, func() { a.askDrop(x, it, i, e.FileName) }))
	}
	if it.Proof != "" && !sub.Proved(x.Key, it.Key) {
		lack := low("○ 缺佐证材料：" + it.Proof)
		lack.Importance = widget.WarningImportance
		box.Add(lack)
	}
	a.proofs = append(a.proofs, proofPlace{box, x.Key, it.Key, it.Name})
	return box
}

// askEvidence asks for the files of an item.
func (a *assessed) askEvidence(x *review.Sheet, it review.SheetItem) {
	hint := "选择“" + it.Name + "”的佐证文件，可以选几个。"
	if it.Proof != "" {
		hint += "要求：" + it.Proof + "。"
	}
	a.s.d.AskOpen("佐证材料　"+it.Name, "收下", hint+"也可以把文件直接拖到这一项上。", false, func(paths []string) { a.takeEvidence(x.Key, it.Key, paths) })
}

// takeEvidence receives files for an item, as one step.
func (a *assessed) takeEvidence(sheet, item string, paths []string) {
	takeFiles(a.s.d, a.s.w, a.s.id, func(path string) job.Proof { return job.Proof{Sheet: sheet, Item: item, Path: path} }, paths)
}

// takeFiles receives files for a subject as it is now in the database.
func takeFiles(d *desk.Desk, w *job.Work, subject string, to func(path string) job.Proof, paths []string) {
	var list []job.Proof
	for _, p := range paths {
		list = append(list, to(p))
	}
	d.Do("收下佐证材料", func(ctx context.Context) error {
		f, err := w.Store.SubjectFile(ctx, subject)
		if err != nil {
			return err
		}
		return w.AddEvidence(ctx, f, list)
	}, func() { d.Shell.Toast(fmt.Sprintf("收下佐证材料 %d 份", len(list)), true) })
}

// fileLineOf is a received file: a click on its name opens it.
func fileLineOf(d *desk.Desk, e review.Evidence, taken func()) fyne.CanvasObject {
	open := desk.Button(widgets.Cut(e.FileName, 40), theme.FileIcon(), func() { openEvidence(d, e) })
	open.Importance = widget.LowImportance
	open.Alignment = widget.ButtonAlignLeading
	drop := desk.Button("移去…", nil, taken)
	drop.Importance = widget.LowImportance
	return container.NewBorder(nil, nil, nil, drop, container.New(layout.NewCustomPaddedLayout(0, 0, 16, 0), open))
}

// askEntryFiles asks for the files of an entry of a log.
func askEntryFiles(d *desk.Desk, w *job.Work, f *review.File, e review.Event, name string) {
	d.AskOpen("文件　"+name, "收下", "选择这一条的材料文件，如记录、报告、照片，可以选几个。", false, func(paths []string) {
		takeFiles(d, w, f.Subject.ID, func(path string) job.Proof { return job.Proof{Log: e.Log, Item: e.ID, Path: path} }, paths)
	})
}

// dropEntryFile takes a file of an entry away.
func dropEntryFile(d *desk.Desk, w *job.Work, f *review.File, e review.Event, x review.Evidence) {
	d.Confirm("移去文件", "移去“"+widgets.Cut(x.FileName, 40)+"”？可以用“撤销”找回。", "移去", func() {
		d.Do("移去文件", func(ctx context.Context) error {
			now, err := w.Store.SubjectFile(ctx, f.Subject.ID)
			if err != nil {
				return err
			}
			return w.Edit(ctx, now, "移去文件", func(s *review.Subject) error { s.DropEntryFiles(e, x.FileHash); return nil })
		}, nil)
	})
}

// openEvidence shows a file in the program that the system has for it.
func openEvidence(d *desk.Desk, e review.Evidence) {
	path := ""
	d.Do("打开佐证材料", func(ctx context.Context) (err error) {
		path, err = d.Session.CopyReceived(ctx, e.FileHash, e.FileName)
		return err
	},
		func() { d.OpenFolder(path) })
}

// askDrop takes a file away from an item.
func (a *assessed) askDrop(x *review.Sheet, it review.SheetItem, i int, name string) {
	a.s.d.Confirm("移去佐证材料", "从“"+it.Name+"”移去“"+widgets.Cut(name, 40)+"”？可以用“撤销”找回。", "移去", func() {
		a.edit("移去佐证材料", func(sub *review.Subject) error {
			return a.s.w.Scheme.DropEvidence(sub, x.Key, it.Key, fmt.Sprint(i+1))
		})
	})
}

// Dropped takes files dropped on the page of a subject as evidence: on an item
// they are its own, elsewhere the item is asked for.
func (s *Subject) Dropped(at fyne.Position, paths []string) bool {
	if s.assess == nil || s.d.Busy() || len(paths) == 0 || s.assess.at() != tabScores || len(s.assess.proofs) == 0 {
		return false
	}
	seen := scrollOf(s.assess.tab[0]) // items may be scrolled out of it
	var names []string
	for _, p := range s.assess.proofs {
		if seen != nil && within(at, seen) && within(at, p.box) {
			s.assess.takeEvidence(p.sheet, p.item, paths)
			return true
		}
		names = append(names, p.name)
	}
	pick := widgets.NewSelect(names, nil)
	s.d.Ask("佐证材料", "收下", container.NewVBox(widgets.Wrapped(fmt.Sprintf("%d 个文件是哪一项的佐证材料？", len(paths))), pick), fyne.NewSize(480, 200), func() error {
		if pick.SelectedIndex() < 0 {
			return errors.New("请选择项目")
		}
		p := s.assess.proofs[pick.SelectedIndex()]
		s.assess.takeEvidence(p.sheet, p.item, paths)
		return nil
	})
	return true
}

// within tells that a place of the window is on an object.
func within(at fyne.Position, o fyne.CanvasObject) bool {
	p := at.Subtract(fyne.CurrentApp().Driver().AbsolutePositionForObject(o))
	return p.X >= 0 && p.Y >= 0 && p.X < o.Size().Width && p.Y < o.Size().Height
}

var _ desk.Dropper = (*Subject)(nil)
