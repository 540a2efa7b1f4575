package cadres

import (
	"context"
	"errors"
	"fmt"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/widgets"
	"kaocha/data/cadre"
	"kaocha/data/store"
)

// saves is how what is typed gets into the register: by itself when typing
// rests, at once with Ctrl+S, and before the page is left.
type saves struct {
	desk.DraftSave
	held error // what holds the record back
}

// fault is a field whose text is no value.
type fault struct {
	e   *editor
	err error
}

// current is the person as the fields say; a field in error keeps what is
// stored and is listed.
func (p *Person) current() (cadre.Cadre, []fault) {
	c := p.stored
	var faults []fault
	for _, e := range p.editors() {
		if err := e.write(&c); err != nil {
			faults = append(faults, fault{e, err})
		}
	}
	return c, faults
}

// dirty tells that something is not saved.
func (p *Person) dirty() bool {
	if p.newPic != nil {
		return true
	}
	for _, e := range p.editors() {
		if e.differs(&p.stored) {
			return true
		}
	}
	return false
}

// changed is called after every change of a field.
func (p *Person) changed(e *editor) {
	if p.filling {
		return
	}
	var c cadre.Cadre
	if e.fault.Visible() && e.write(&c) == nil {
		e.fault.Hide()
	}
	p.later.Do(p.d, desk.PreviewWait, func() { p.number(e); p.mark(); p.preview() })
	p.saves.Rest.Do(p.d, desk.AutoSaveWait, p.autosave)
}

// left brings a field that says what is stored into the form it is kept in.
func (p *Person) left(e *editor) {
	if p.in == e {
		p.in = nil
	}
	if p.filling {
		return
	}
	if !e.differs(&p.stored) {
		p.filling = true
		e.show(&p.stored)
		p.filling = false
	}
	if e.field.Key == idKey {
		p.numberLeft()
	}
	if p.id == "" && p.dirty() {
		p.saves.Rest.Do(p.d, desk.AutoSaveWait, p.autosave)
	}
}

// autosave saves a wholly valid record; a new person waits for a whole name and
// for a word about an ID number that somebody has already.
func (p *Person) autosave() {
	name := p.editorOf("姓名")
	switch {
	case !p.dirty():
		p.saves.held = nil
		p.mark()
	case p.id == "" && (name.text() == "" || p.in == name):
		p.mark()
	case p.id == "" && len(p.same) > 0:
		p.saves.held = fmt.Errorf("身份证号与库里的“%s”相同；确实是另一个人，请点“保存”", p.same[0].Name)
		p.mark()
	default:
		p.write(onRest, nil)
	}
}

// reason tells what a save is for, and so what happens to faults.
type reason int

const (
	onRest  reason = iota // typing rests: faults are told
	onSave                // 保存: the cursor goes to the first fault
	onLeave               // the page is left: faults are asked about
)

// mark shows the state of what was typed.
func (p *Person) mark() {
	for _, b := range p.past {
		if p.id == "" {
			b.Disable()
		} else {
			b.Enable()
		}
	}
	v := &p.saves
	switch {
	case errors.Is(v.Failed, store.ErrConflict):
		p.bar.Fault(errors.New("有的栏刚在别处改过，点“保存”决定保留哪一份"))
	case v.Failed != nil:
		p.bar.Fault(v.Failed)
	case v.held != nil:
		p.bar.Fault(v.held)
	case p.dirty():
		p.bar.Mark(true)
	case p.id == "":
		p.bar.Blank("新的一页，填了姓名就自动保存")
	case !v.At.IsZero():
		p.bar.Saved(v.At)
	default:
		p.bar.Mark(false)
	}
}

// Save saves the person now (Ctrl+S).
func (p *Person) Save() { p.write(onSave, nil) }

// Leave saves first; a field in error is asked about.
func (p *Person) Leave(then func()) { p.write(onLeave, then) }

// write saves what was typed, once at a time, and goes on with then.
func (p *Person) write(why reason, then func()) {
	v := &p.saves
	if p.saves.Wait(func() { p.write(why, then) }) {
		return
	}
	v.Failed, v.held = nil, nil
	if !p.dirty() {
		p.mark()
		if then != nil {
			then()
		}
		return
	}
	c, faults := p.current()
	if len(faults) == 0 && c.Name == "" {
		faults = []fault{{p.editorOf("姓名"), errors.New("姓名不能空着")}}
	}
	if len(faults) > 0 {
		p.hold(faults, why, then)
		return
	}
	if p.id == "" && len(p.same) > 0 && why == onLeave {
		p.askDouble(then)
		return
	}
	before, pic := p.stored, p.newPic
	p.store(c, pic, func(ctx context.Context) (*cadre.Cadre, error) {
		return p.d.Session.SavePersonDraft(ctx, &before, &c, pic)
	}, why, then)
}

// askDouble asks about a new person whose ID number somebody has already.
func (p *Person) askDouble(then func()) {
	p.d.Choose("身份证号已经在库里", fmt.Sprintf("“%s”的身份证号与这里填的相同。同一个人不用新增，改原来的记录就行。", p.same[0].Name), []*desk.Push{
		desk.Button("仍然新增", nil, func() { p.write(onSave, then) }),
		desk.Button("放弃新增", nil, func() { p.fill(p.stored); then() }),
		desk.Primary("继续改", nil, func() { p.jump(p.editorOf(idKey)) })})
}

// hold tells which field keeps the record from being saved.
func (p *Person) hold(faults []fault, why reason, then func()) {
	f := faults[0]
	for _, x := range faults {
		widgets.ShowError(x.e.fault, x.err)
	}
	text := fmt.Sprintf("“%s”%v", f.e.field.Key, f.err)
	if n := len(faults); n > 1 {
		text += fmt.Sprintf("（共 %d 处）", n)
	}
	p.saves.held = errors.New(text)
	p.mark()
	switch why {
	case onSave:
		p.jump(f.e)
	case onLeave:
		p.askHeld(faults, text, then)
	}
}

// askHeld asks what becomes of fields in error when the page is left.
func (p *Person) askHeld(faults []fault, text string, then func()) {
	f := faults[0]
	drop := desk.Button("放弃这一处", nil, func() {
		p.filling = true
		for _, x := range faults {
			x.e.show(&p.stored)
			x.e.fault.Hide()
		}
		p.filling = false
		p.write(onLeave, then)
	})
	what := "\n\n放弃时，这一栏回到原来的内容，其余的修改照样保存。"
	if c, _ := p.current(); p.id == "" && c.Name == "" {
		what = "\n\n没有姓名不能存入干部库。"
		drop = desk.Button("放弃新增", nil, func() { p.fill(p.stored); then() })
	}
	p.d.Choose("还没有保存", text+what, []*desk.Push{drop, desk.Primary("继续改", nil, func() { p.jump(f.e) })})
}

// store runs a save of next beside the window.
func (p *Person) store(next cadre.Cadre, pic []byte, save func(context.Context) (*cadre.Cadre, error), why reason, then func()) {
	p.saves.Store(p.d, func() (func(), error) {
		saved, err := save(p.d.Context())
		return func() {
			p.stayed(&next, saved, pic)
			p.mark()
			if then != nil {
				then()
			}
		}, err
	}, func(err error) {
		p.mark()
		switch {
		case why != onRest:
			p.askFailed(err, why, then)
		case errors.Is(err, store.ErrBusy):
			p.saves.Rest.Do(p.d, desk.AutoSaveWait, p.autosave)
		}
	}, p.Reload)
}

// stayed takes what was saved as stored. The fields keep cursor and place; one
// that was changed elsewhere meanwhile shows that.
func (p *Person) stayed(next, saved *cadre.Cadre, pic []byte) {
	fresh := p.id == ""
	p.saves.At = p.d.Session.Now()
	p.id, p.stored = saved.ID, *saved
	if len(pic) > 0 && len(p.newPic) > 0 && &pic[0] == &p.newPic[0] {
		p.photo, p.newPic = nil, nil
	}
	p.filling = true
	for _, e := range p.editors() {
		switch elsewhere := e.field.Get(next) != e.field.Get(saved); {
		case e == p.in && !elsewhere, e.differs(next): // being typed, or typed since
		default:
			e.show(saved)
		}
	}
	p.filling = false
	if fresh {
		p.d.Shell.Retitle()
	}
}

// discard takes back what is not saved yet.
func (p *Person) discard() {
	p.fill(p.stored)
	if p.saves.Missed {
		p.Reload()
	}
}

// askFailed tells why nothing was saved and what can be done about it.
func (p *Person) askFailed(err error, why reason, then func()) {
	leave := func() {
		if then != nil {
			then()
		}
	}
	keep := desk.Button("继续编辑", nil, nil)
	if !errors.Is(err, store.ErrConflict) {
		if then == nil {
			p.d.Fail("保存", err)
			return
		}
		p.d.Choose("没有保存", err.Error()+"\n\n修改还在这一页上。", []*desk.Push{keep,
			desk.Button("放弃修改", nil, func() { p.discard(); leave() }),
			desk.Primary("再试一次", nil, func() { p.write(why, then) })})
		return
	}
	before, pic := p.stored, p.newPic
	c, _ := p.current()
	p.d.Choose("有的栏刚在别处改过", err.Error()+"\n\n保存您的修改，会盖过别处的修改（可在历史中找回）；读取别处的内容，您没有保存的修改就不要了。", []*desk.Push{keep,
		desk.Button("读取别处的内容", nil, func() { p.fill(p.stored); p.Reload(); leave() }),
		desk.Primary("保存我的修改", nil, func() {
			p.store(c, pic, func(ctx context.Context) (*cadre.Cadre, error) {
				return p.d.Session.OverwritePerson(ctx, &before, &c, pic)
			}, why, then)
		})})
}
