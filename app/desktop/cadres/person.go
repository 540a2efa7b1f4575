package cadres

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/widgets"
	"kaocha/data/cadre"
	"kaocha/data/store"
	"kaocha/forms"
)

// previewWait is how long typing must rest before the page is made again.
const previewWait = 180 * time.Millisecond

// Person is the page of one person: the fields left, the printed form right.
type Person struct {
	d       *desk.Desk
	id      string
	stored  cadre.Cadre // as read
	photo   []byte
	newPic  []byte // a photo chosen but not saved
	filling bool

	loads    desk.Loader
	previews desk.Loader
	later    desk.Later
	parts    []*section
	form     *forms.Form
	pages    *widgets.Pages
	issues   *fyne.Container
	issueBox *container.Scroll
	bar      *desk.SaveBar // save, cancel, state of the draft
	scroll   *container.Scroll
	body     fyne.CanvasObject
}

// Open shows the page of a person.
func Open(d *desk.Desk, id string) {
	var c *cadre.Cadre
	d.Do("打开干部", func(ctx context.Context) (err error) { c, err = d.Session.Store.Cadre(ctx, id); return err },
		func() { d.Shell.Open(newPerson(d, c)) })
}

func newPerson(d *desk.Desk, c *cadre.Cadre) *Person {
	p := &Person{d: d, id: c.ID, stored: *c, issues: container.NewVBox()}
	p.parts = sections(p.changed)
	p.pages = widgets.NewPages(d.Run)
	p.bar = desk.NewSaveBar(p.Save, func() { p.fill(p.stored) })
	p.body = p.layout()
	p.fill(p.stored)
	return p
}

// personForms are the forms a person alone fills.
func personForms() (names []string, byName map[string]*forms.Form) {
	byName = map[string]*forms.Form{}
	for _, f := range forms.Catalog() {
		if f.Scope == forms.OfCadre {
			names = append(names, f.Name)
			byName[f.Name] = f
		}
	}
	return names, byName
}

func (p *Person) layout() fyne.CanvasObject {
	fields := container.NewVBox()
	jump := container.New(layout.NewGridLayoutWithColumns(4))
	for _, s := range p.parts {
		fields.Add(s.heading)
		for _, e := range s.editors {
			fields.Add(e.row)
		}
		b := widget.NewButton(s.name, func() { p.scroll.ScrollToOffset(fyne.NewPos(0, s.heading.Position().Y)) })
		b.Importance = widget.LowImportance
		jump.Add(b)
	}
	p.scroll = container.NewVScroll(container.New(layout.NewCustomPaddedLayout(0, 0, 4, 14), fields))
	buttons := container.NewHBox(desk.Button("照片…", theme.FileImageIcon(), p.askPhoto),
		desk.Button("历史", theme.HistoryIcon(), p.showHistory), desk.Button("删除", theme.DeleteIcon(), p.askDelete))
	left := container.NewBorder(container.NewVBox(container.NewBorder(nil, nil, container.NewHBox(p.bar.Save, p.bar.Cancel), buttons, p.bar.State), jump), nil, nil, nil, p.scroll)

	names, byName := personForms()
	pick := widget.NewSelect(names, nil)
	pick.OnChanged = func(n string) { p.form = byName[n]; p.preview() }
	p.form = byName[names[0]]
	for _, n := range names {
		if byName[n].Key == "registration" {
			p.form = byName[n]
		}
	}
	pick.Selected = p.form.Name
	out := desk.Button("导出…", theme.DocumentPrintIcon(), p.askPrint)
	p.issueBox = container.NewVScroll(p.issues)
	right := container.NewBorder(container.NewBorder(nil, nil, nil, container.NewHBox(p.pages.Bar, out), pick), p.issueBox, nil, nil, p.pages)
	split := container.NewHSplit(left, right)
	split.SetOffset(0.46)
	return split
}

// Title names the screen.
func (p *Person) Title() string {
	if p.id == "" {
		return "新增干部"
	}
	return p.stored.Name
}

// Content is what it shows.
func (p *Person) Content() fyne.CanvasObject { return p.body }

// Find goes to the first field.
func (p *Person) Find() { p.d.Win.Canvas().Focus(p.parts[0].editors[0].focus) }

func (p *Person) fill(c cadre.Cadre) {
	p.filling = true
	for _, s := range p.parts {
		for _, e := range s.editors {
			e.set(e.field.Get(&c))
			e.fault.Hide()
		}
	}
	p.newPic = nil
	p.filling = false
	p.mark()
	p.preview()
}

// current is the person as the fields say, with the first fault.
func (p *Person) current() (cadre.Cadre, error) {
	c := p.stored
	var first error
	for _, s := range p.parts {
		for _, e := range s.editors {
			if err := e.write(&c); err != nil && first == nil {
				first = fmt.Errorf("%s：%w", e.field.Key, err)
			}
		}
	}
	return c, first
}

// dirty tells that something is not saved.
func (p *Person) dirty() bool {
	if p.newPic != nil {
		return true
	}
	for _, s := range p.parts {
		for _, e := range s.editors {
			if e.text() != e.field.Get(&p.stored) {
				return true
			}
		}
	}
	return false
}

func (p *Person) changed() {
	if p.filling {
		return
	}
	p.later.Do(p.d, previewWait, func() { p.mark(); p.preview() })
}

// mark shows whether there is something to save.
func (p *Person) mark() { p.bar.Mark(p.dirty()) }

// preview makes the form of what the fields say and looks the person over.
func (p *Person) preview() {
	c, _ := p.current()
	form, pic := p.form, p.newPic
	if pic == nil {
		pic = p.photo
	}
	p.previews.Load(p.d, "预览", func(ctx context.Context) (func(), error) {
		in := &forms.Input{Cadre: &c, Today: p.d.Session.Today(), Photo: pic}
		if pic == nil && c.PhotoHash != "" {
			var err error
			if in, err = p.d.Session.FormInput(ctx, &c); err != nil {
				return nil, err
			}
		}
		out, err := p.d.Session.Forms.Make(form, in)
		if err != nil {
			return nil, err
		}
		issues := cadre.Check(&c, p.d.Session.Today(), cadre.Limits{GapMonths: 1})
		return func() {
			if p.newPic == nil {
				p.photo = in.Photo
			}
			p.pages.SetPages(out.Pages)
			p.showIssues(issues, out)
		}, nil
	})
}

// Reload reads the person again, unless something is being edited.
func (p *Person) Reload() {
	if p.id == "" || p.dirty() {
		return
	}
	p.loads.Load(p.d, "读取干部", func(ctx context.Context) (func(), error) {
		c, err := p.d.Session.Store.Cadre(ctx, p.id)
		if errors.Is(err, store.ErrNotFound) {
			return p.d.Shell.Back, nil // deleted, or its making undone
		}
		if err != nil {
			return nil, err
		}
		return func() {
			if !p.dirty() && !reflect.DeepEqual(*c, p.stored) {
				p.stored, p.photo = *c, nil
				p.fill(*c)
			}
		}, nil
	})
}

// Save saves the person (Ctrl+S).
func (p *Person) Save() { p.saveThen(nil) }

func (p *Person) saveThen(then func()) {
	if !p.dirty() {
		if then != nil {
			then()
		}
		return
	}
	c, err := p.current()
	if err == nil && c.Name == "" {
		err = errors.New("姓名不能空着")
	}
	if err != nil {
		p.d.Fail("保存", err)
		return
	}
	before, pic := p.stored, p.newPic
	p.d.Do("保存", func(ctx context.Context) error { return p.write(ctx, &before, &c, pic) }, func() {
		p.id, p.stored, p.newPic, p.photo = c.ID, c, nil, nil
		p.fill(c)
		p.d.Shell.Toast("已保存 "+c.Name, true)
		if then != nil {
			then()
		}
	})
}

// write saves against the person as it was read: somebody else's change
// meanwhile is not overwritten.
func (p *Person) write(ctx context.Context, before, c *cadre.Cadre, pic []byte) error {
	label := "修改 " + c.Name
	if c.ID == "" {
		label = "新增 " + c.Name
	}
	return p.d.Session.Store.Do(ctx, label, func(tx *store.Tx) error {
		if before.ID != "" {
			if err := tx.Expect(before); err != nil {
				return err
			}
		}
		if pic != nil {
			h, err := tx.PutPhoto(pic)
			if err != nil {
				return err
			}
			c.PhotoHash = h
		}
		return tx.SaveCadre(c)
	})
}

// Leave asks what becomes of unsaved changes.
func (p *Person) Leave(then func()) {
	if !p.dirty() {
		then()
		return
	}
	p.d.AskUnsaved(p.Title(), func() { p.fill(p.stored); then() }, func() { p.saveThen(then) })
}
