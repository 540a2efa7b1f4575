package settings

import (
	"context"
	"strings"

	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/data/review"
)

// byScheme is the choice that leaves the paper to the scheme.
const byScheme = "按考核方案"

// school is 学校、落款与纸张.
type school struct {
	d     *desk.Desk
	lines []*textLine
	paper *widget.RadioGroup
	shown string // paper as it is stored
}

// textLine is the entry of one setting.
type textLine struct {
	set   job.Setting
	entry *widgets.Entry
	fault *widgets.Paragraph
	shown string // as it is stored
}

func (s *school) section() *section {
	form := container.NewVBox()
	for _, x := range job.Settings() {
		if x.Key == job.SetPaper || x.Key == job.SetScheme {
			continue
		}
		l := &textLine{set: x, entry: widgets.NewEntry(), fault: widgets.ErrorLine()}
		l.entry.OnLeft = func() { s.keep(l) }
		l.entry.SetPlaceHolder("没有设")
		s.lines = append(s.lines, l)
		form.Add(widgets.Row(x.Name, container.NewVBox(l.entry, l.fault, hint(x.Use))))
	}
	names := []string{byScheme}
	for _, p := range review.Papers {
		names = append(names, p.Name)
	}
	s.paper = widget.NewRadioGroup(names, func(string) { s.keepPaper() })
	s.paper.Required = true
	form.Add(widget.NewSeparator())
	form.Add(widgets.Row("默认纸张", container.NewVBox(s.paper, hint("新建批次时没有另选纸张就用它。已有的批次不变。量一量本校从前的表再选：16 开有三种大小。"))))
	return &section{name: "学校与纸张", icon: theme.HomeIcon(), leave: s.leave, load: s.load,
		content: titled("学校、落款与纸张", "填好以后，打印的表和新建的批次都用它。改了马上保存，可以撤销。", nil, scrolled(form))}
}

func (s *school) load(ctx context.Context) (func(), error) {
	v, err := s.d.Session.SettingValues(ctx)
	if err != nil {
		return nil, err
	}
	return func() {
		for _, l := range s.lines {
			l.show(v[l.set.Key])
		}
		s.showPaper(v[job.SetPaper])
	}, nil
}

// show puts down the stored text, unless the clerk has begun to change it.
func (l *textLine) show(v string) {
	if strings.TrimSpace(l.entry.Text) == l.shown && l.entry.Text != v {
		l.entry.SetText(v)
	}
	l.shown = v
}

func (s *school) showPaper(key string) {
	s.shown = key
	name := byScheme
	if p := review.PaperByKey(key); p != nil {
		name = p.Name
	}
	if s.paper.Selected != name {
		s.paper.SetSelected(name)
	}
}

// leave keeps what was typed and not left yet.
func (s *school) leave() {
	for _, l := range s.lines {
		s.keep(l)
	}
}

// keep saves a text when it was changed; one that is refused stays as typed.
func (s *school) keep(l *textLine) {
	v := strings.TrimSpace(l.entry.Text)
	if v == l.shown {
		l.fault.Hide()
		return
	}
	s.d.Run(func() func() {
		kept, err := s.d.Session.Set(s.d.Context(), l.set.Key, v)
		return func() {
			widgets.ShowError(l.fault, plain(err))
			if err == nil {
				l.shown = kept
				s.d.Shell.Toast("已保存："+l.set.Name, true)
			}
		}
	})
}

func (s *school) keepPaper() {
	key := ""
	for _, p := range review.Papers {
		if p.Name == s.paper.Selected {
			key = p.Key
		}
	}
	if key == s.shown {
		return
	}
	s.shown = key
	s.d.Do("设置默认纸张", func(ctx context.Context) error {
		_, err := s.d.Session.Set(ctx, job.SetPaper, key)
		return err
	}, func() { s.d.Shell.Toast("已保存：默认纸张", true) })
}
