package cadres

import (
	"context"
	"errors"
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
	"kaocha/data/cadre/idnum"
	"kaocha/data/store"
	"kaocha/forms"
	"kaocha/forms/page"
)

// Person is the page of one person: the fields left, the printed form right.
type Person struct {
	d       *desk.Desk
	id      string
	stored  cadre.Cadre // as read
	photo   []byte
	newPic  []byte // a photo chosen but not saved
	filling bool
	begun   bool          // the cursor stands in a new person's first field
	at      *editor       // the field that was edited last
	in      *editor       // the field that has the cursor
	saves   saves         // how it gets into the register
	seen    string        // the ID number whose holders are known
	same    []cadre.Cadre // others who have the ID number

	loads     desk.Loader
	previews  desk.Loader
	numbers   desk.Loader
	later     desk.Later
	parts     []*section
	form      *forms.Form
	pages     *widgets.Pages
	shown     []*page.Page // the pages of what the fields say
	issues    *widgets.Findings
	issueHead *widget.Label
	issueBox  *issueRoom
	right     *fyne.Container // the form and the findings
	faulty    []*editor       // the fields of the findings, in their order
	nextOne   *desk.Push      // goes from finding to finding
	past      []*desk.Push    // what only a person of the register has
	turn      int             // the finding that is gone to next
	bar       *desk.SaveBar   // save, cancel, state of the draft
	scroll    *container.Scroll
	body      fyne.CanvasObject
}

// Open shows the page of a person.
func Open(d *desk.Desk, id string) {
	var c *cadre.Cadre
	d.Do("打开干部", func(ctx context.Context) (err error) { c, err = d.Session.Store.Cadre(ctx, id); return err },
		func() { d.Shell.Open(newPerson(d, c)) })
}

func newPerson(d *desk.Desk, c *cadre.Cadre) *Person {
	p := &Person{d: d, id: c.ID, stored: *c, issues: widgets.NewFindings("核对：没有发现问题。"), issueHead: widgets.Heading(""), issueBox: &issueRoom{}}
	p.parts = sections(p)
	p.pages = widgets.NewPages(d.Run)
	p.bar = desk.NewSaveBar(p.Save, p.discard)
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
	p.past = []*desk.Push{desk.Button("历史", theme.HistoryIcon(), p.showHistory), desk.Button("合并…", nil, p.askMerge)}
	p.nextOne = desk.Button("", nil, p.goNext)
	p.nextOne.Importance = widget.LowImportance
	p.nextOne.Hide()
	fields := container.NewVBox()
	jump := container.New(layout.NewGridLayoutWithColumns(4))
	first := p.editorOf(idKey)
	if p.id == "" { // the number says the most, so it comes first
		fields.Add(widgets.Heading("新增干部"))
		fields.Add(widgets.Wrapped("先填身份证号，出生年月、性别和年龄由它得出；没有号码就从姓名填起。有了姓名就自动存入干部库。"))
		fields.Add(first.row)
	}
	for _, s := range p.parts {
		fields.Add(s.heading)
		for _, e := range s.editors {
			if p.id != "" || e != first {
				fields.Add(e.row)
			}
		}
		b := desk.Button(s.name, nil, func() { p.goTo(s) })
		b.Importance = widget.LowImportance
		jump.Add(b)
	}
	p.scroll = container.NewVScroll(container.New(layout.NewCustomPaddedLayout(0, 0, 4, 14), fields))
	buttons := container.NewHBox(desk.Button("照片…", theme.FileImageIcon(), p.askPhoto),
		p.past[0], p.past[1], desk.Button("删除", theme.DeleteIcon(), p.askDelete))
	left := container.NewBorder(container.NewVBox(container.NewHScroll(container.NewHBox(p.bar.Save, p.bar.Cancel, layout.NewSpacer(), buttons)), container.NewBorder(nil, nil, nil, p.nextOne, p.bar.State), jump), nil, nil, nil, widgets.OverFields(p.scroll))

	names, byName := personForms()
	pick := widgets.NewSelect(names, nil)
	pick.OnChanged = func(n string) { p.form = byName[n]; p.preview() }
	p.form = byName[names[0]]
	for _, n := range names {
		if byName[n].Key == "registration" {
			p.form = byName[n]
		}
	}
	pick.Selected = p.form.Name
	out := container.NewHBox(desk.Button("打印", theme.DocumentPrintIcon(), p.Print), desk.Button("导出…", theme.DocumentSaveIcon(), p.askPrint))
	found := container.NewVBox(p.issueHead, container.New(p.issueBox, p.issues))
	p.right = container.NewBorder(widgets.FormBar(pick, p.pages.Bar, out), found, nil, nil, p.pages)
	split := container.NewHSplit(left, p.right)
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
func (p *Person) Find() {
	if p.id == "" {
		p.jump(p.editorOf(idKey))
		p.scroll.ScrollToTop()
		return
	}
	p.jump(p.parts[0].editors[0])
}

// goTo brings a section into sight, the cursor into its first field.
func (p *Person) goTo(s *section) {
	p.d.Win.Canvas().Focus(s.editors[0].focus)
	p.scroll.ScrollToOffset(fyne.NewPos(0, s.heading.Position().Y))
}

// editors are those of all fields in order.
func (p *Person) editors() (out []*editor) {
	for _, s := range p.parts {
		out = append(out, s.editors...)
	}
	return out
}

// fill shows a person; what was typed is gone.
func (p *Person) fill(c cadre.Cadre) {
	p.filling = true
	for _, e := range p.editors() {
		e.show(&c)
		e.fault.Hide()
	}
	p.newPic = nil
	p.filling = false
	p.saves.Failed, p.saves.held, p.saves.At = nil, nil, time.Time{}
	p.mark()
	p.numberSays("", nil)
	p.sayNumber(c.IDNumber)
	p.coverNumber()
	p.preview()
}

// preview makes the form of what the fields say and looks the person over.
func (p *Person) preview() {
	c, _ := p.current()
	form, pic, covered := p.form, p.newPic, p.covered()
	if pic == nil {
		pic = p.photo
	}
	p.previews.Load(p.d, "预览", func(ctx context.Context) (func(), error) {
		texts, err := p.d.Session.Texts(ctx)
		if err != nil {
			return nil, err
		}
		in := &forms.Input{Cadre: &c, Today: p.d.Session.Today(), Photo: pic, Texts: texts}
		if pic == nil && c.PhotoHash != "" {
			if in, err = p.d.Session.FormInput(ctx, &c); err != nil {
				return nil, err
			}
		}
		page := *in
		if covered {
			hidden := c
			hidden.IDNumber = idnum.Mask(c.IDNumber)
			page.Cadre = &hidden
		}
		out, err := p.d.Session.Forms.Make(form, &page)
		if err != nil {
			return nil, err
		}
		issues := cadre.Check(&c, p.d.Session.Today(), cadre.Limits{GapMonths: 1})
		return func() {
			if p.newPic == nil {
				p.photo = in.Photo
			}
			p.shown = out.Pages
			p.pages.SetPages(out.Pages)
			p.follow()
			p.showIssues(issues, out)
		}, nil
	})
}

// Reload reads the person again; while something is being edited that waits
// until it is saved.
func (p *Person) Reload() {
	if p.id == "" {
		if !p.begun {
			p.begun = true
			p.Find()
		}
		return
	}
	if p.dirty() || p.saves.Running() {
		p.saves.Missed = true
		return
	}
	p.saves.Missed = false
	p.loads.Load(p.d, "读取干部", func(ctx context.Context) (func(), error) {
		c, err := p.d.Session.Store.Cadre(ctx, p.id)
		if errors.Is(err, store.ErrNotFound) {
			return p.d.Shell.Back, nil // deleted, or its making undone
		}
		if err != nil {
			return nil, err
		}
		return func() {
			if p.dirty() {
				p.saves.Missed = true // typed while it was read
				return
			}
			if !reflect.DeepEqual(*c, p.stored) {
				p.stored, p.photo = *c, nil
				p.fill(*c)
				p.d.Shell.Retitle()
			}
		}, nil
	})
}
