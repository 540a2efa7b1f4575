package rounds

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/widgets"
	"kaocha/data/review"
)

// scores lists the score sheets, the extras and the facts against the subject,
// and how the total comes about.
func (a *assessed) scores() *fyne.Container {
	s, sub := a.s.w.Scheme, a.s.file.Subject
	box := container.NewVBox()
	a.proofs = nil
	if len(s.Roles) > 0 {
		box.Add(part("身份："+orDash(strings.Join(s.RoleNames(sub), "、")), "身份…", theme.AccountIcon(), a.askRoles))
	}
	score := review.ScoreOf(s, sub)
	if len(score.Terms) > 0 {
		total := widgets.Heading("总分：" + score.Text)
		box.Add(total)
		if len(score.Explain) > 0 {
			box.Add(widgets.Whole(strings.Join(score.Explain, "\n")))
		}
		if len(score.Missing) > 0 {
			missing := widgets.Wrapped("还缺：" + strings.Join(score.Missing, "；"))
			missing.Importance = widget.WarningImportance
			box.Add(missing)
		}
	}
	for _, x := range s.SheetsFor(sub) {
		box.Add(widget.NewSeparator())
		box.Add(part(x.Name, "评分…", theme.DocumentCreateIcon(), func() { a.askScore(x) }))
		scorers := []string{""}
		if x.Scorers == review.ManyScorers && len(sub.Scorers(x.Key)) > 0 {
			scorers = sub.Scorers(x.Key)
		}
		for n, who := range scorers {
			if who != "" {
				box.Add(low("评分人：" + who))
			}
			for _, it := range x.Items() {
				text := "未评 ／ " + number(it.Max)
				if m := sub.MarkOf(x.Key, it.Key, who); m != nil {
					text = number(m.Points) + " ／ " + number(it.Max)
				}
				if n == 0 { // evidence is the item's, whoever scores it
					box.Add(a.proved(x, it, text))
				} else {
					box.Add(pair(it.Name, figure(190, text)))
				}
			}
		}
	}
	a.extras(box)
	return box
}

// extras lists bonuses and facts against the subject.
func (a *assessed) extras(box *fyne.Container) {
	s, sub := a.s.w.Scheme, a.s.file.Subject
	if len(s.Extras) > 0 {
		box.Add(widget.NewSeparator())
		box.Add(part("加分、扣分", "登记…", theme.ContentAddIcon(), a.askExtra))
		for i, g := range sub.Extras {
			e := s.ExtraOf(g.Extra)
			if e == nil {
				continue
			}
			text := fmt.Sprintf("%s　%s 分 × %d　%s", e.Name, number(e.Points), g.Times, g.Reason)
			box.Add(a.line(text, func() {
				a.edit("取消加分扣分", func(sub *review.Subject) error {
					sub.Extras = append(sub.Extras[:i], sub.Extras[i+1:]...)
					return nil
				})
			}))
		}
	}
	if len(s.Bars) > 0 {
		box.Add(widget.NewSeparator())
		box.Add(part("否决、失去资格的情形", "登记…", theme.ContentAddIcon(), a.askBar))
		for i, b := range sub.Bars {
			if bar := s.BarOf(b.Bar); bar != nil {
				box.Add(a.line("× "+bar.Name+"　"+b.Reason, func() {
					a.edit("取消否决情形", func(sub *review.Subject) error {
						sub.Bars = append(sub.Bars[:i], sub.Bars[i+1:]...)
						return nil
					})
				}))
			}
		}
	}
}

// line is a record with a button that takes it away.
func (a *assessed) line(text string, drop func()) fyne.CanvasObject {
	b := desk.Button("删除…", nil, func() {
		a.s.d.Confirm("删除", "删除“"+widgets.Cut(text, 40)+"”？可以用“撤销”找回。", "删除", drop)
	})
	b.Importance = widget.LowImportance
	return container.NewBorder(nil, nil, nil, b, widgets.Wrapped(text))
}

// askRoles marks what the subject is within its kind.
func (a *assessed) askRoles() {
	s := a.s.w.Scheme
	var all []string
	for _, r := range s.Roles {
		all = append(all, r.Name)
	}
	pick := widget.NewCheckGroup(all, nil)
	pick.Selected = s.RoleNames(a.s.file.Subject)
	a.s.d.Ask("身份　"+a.s.name, "保存", pick, fyne.NewSize(420, 240), func() error {
		a.edit("身份", func(sub *review.Subject) error { return s.SetRoles(sub, pick.Selected) })
		return nil
	})
}
