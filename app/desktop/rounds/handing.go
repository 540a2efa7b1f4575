package rounds

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/widgets"
)

// askHandIn asks which unit hands in for the chosen subjects.
func (p *Page) askHandIn(rows []matrixRow) {
	const own, one = "每个对象自己填报", "由一个单位填报："
	who := widget.NewRadioGroup([]string{one, own}, nil)
	who.Required = true
	var known []string
	for _, b := range p.dossier.Branches {
		known = append(known, b.Name)
	}
	name := widget.NewSelectEntry(known)
	name.SetPlaceHolder("选一个，或写新单位的名称")
	who.OnChanged = func(v string) {
		if v == own {
			name.Disable()
		} else {
			name.Enable()
		}
	}
	who.SetSelected(one)
	form := container.NewVBox(widgets.Row("对象", widgets.Wrapped(people(namesOf(rows), p.unit()))), widgets.Row("谁填报", who), widgets.Row("填报单位", name),
		widgets.Wrapped("下发邀请、接收报送、写回执都按填报单位分开：一个单位一份文件，只有它自己的对象。"))
	p.d.Ask("指定填报单位", "指定", widgets.FieldColumn(form), fyne.NewSize(640, 280), func() error {
		branch := strings.TrimSpace(name.Text)
		if who.Selected == own {
			branch = ""
		} else if branch == "" {
			return errors.New("请写填报单位的名称")
		}
		n := 0
		ids, w := subjectsOf(rows), p.w
		p.d.Do("指定填报单位", func(ctx context.Context) (err error) { n, err = w.HandInBy(ctx, ids, branch); return err },
			func() { p.d.Shell.Toast(fmt.Sprintf("已为 %d 个对象指定填报单位", n), true) })
		return nil
	})
}
