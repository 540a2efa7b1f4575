package cadres

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/data/cadre"
	"kaocha/data/cadre/idnum"
)

const idKey = "身份证号"

// number follows the ID number: a right one fills birth and sex where they are
// blank, and whoever has it already is named. A wrong one fills nothing.
func (p *Person) number(e *editor) {
	if e.field.Key != idKey {
		return
	}
	birth, sex, err := p.d.Session.FromNumber(e.text())
	if err != nil {
		p.seen = ""
		p.same = nil
		p.numberSays("", nil)
		return
	}
	for key, v := range map[string]string{"出生年月": birth.String(), "性别": sex} {
		if to := p.editorOf(key); to.text() == "" {
			to.set(v)
		}
	}
	p.sayNumber(e.text())
}

// sayNumber tells what a right number says and who else has it.
func (p *Person) sayNumber(number string) {
	birth, sex, err := p.d.Session.FromNumber(number)
	if err != nil {
		return
	}
	text := fmt.Sprintf("%d年%d月生，%s，%d 岁", birth.Year, birth.Month, sex, cadre.AgeAt(birth, p.d.Session.Today()))
	if p.seen != number {
		p.same = nil
	}
	p.seen = number
	p.numberSays(text, p.same)
	p.numbers.Load(p.d, "查找身份证号", func(ctx context.Context) (func(), error) {
		same, err := p.d.Session.SameNumber(ctx, number, p.id)
		if err != nil {
			return nil, err
		}
		return func() {
			p.same = same
			p.numberSays(text, same)
		}, nil
	})
}

// numberLeft tells what is wrong with the number when its field is left: it may
// stay, and the check lists it too.
func (p *Person) numberLeft() {
	t := p.editorOf(idKey).text()
	if _, _, err := p.d.Session.FromNumber(t); err != nil && idnum.Normalize(t) != "" {
		p.numberSays("没有据此填写出生年月和性别："+err.Error(), nil)
	}
}

// numberSays writes under the field of the ID number.
func (p *Person) numberSays(text string, same []cadre.Cadre) {
	u := p.editorOf(idKey).under
	u.RemoveAll()
	if text != "" {
		u.Add(indented(widgets.Wrapped(text)))
	}
	for i := range same {
		c := &same[i]
		l := widgets.Wrapped("！ 干部库里已有这个号码：" + job.Named(c))
		l.Importance = widget.WarningImportance
		u.Add(indented(container.NewBorder(nil, nil, nil, container.NewVBox(desk.Button("打开 "+c.Name, nil, func() { p.openInstead(c.ID) })), l)))
	}
	u.Hidden = len(u.Objects) == 0
	u.Refresh()
	p.scroll.Content.Refresh()
}

// indented sets a line under the editors, right of the labels.
func indented(o fyne.CanvasObject) fyne.CanvasObject {
	return container.New(layout.NewCustomPaddedLayout(0, 0, 132, 0), o)
}

// openInstead goes to the person who has the number; a person that was only
// begun is given up.
func (p *Person) openInstead(id string) {
	if p.id == "" {
		p.fill(p.stored)
	}
	Open(p.d, id)
}
