package rounds

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/data/review"
)

// askEvent enters or changes an entry of a log.
func askEvent(d *desk.Desk, w *job.Work, f *review.File, l *review.Log, e review.Event) {
	day, title, people := widgets.NewDate(), widgets.NewEntry(), widgets.NewEntry()
	day.SetText(e.Date.String())
	title.SetText(e.Title)
	people.SetText(strings.Join(e.People, "、"))
	people.SetPlaceHolder("用顿号隔开，可以不填")
	title.SetPlaceHolder("可以不填")
	form := container.NewVBox(widgets.Row("日期", widgets.Checked(day)), widgets.Row("标题", title), widgets.Row("参加人员", people))
	read := map[string]func() string{}
	entered := func() review.Event {
		next := e
		next.Title, next.People, next.Fields = strings.TrimSpace(title.Text), splitNames(people.Text), map[string]string{}
		next.Date, _ = day.Date()
		for k, get := range read {
			if v := strings.TrimSpace(get()); v != "" {
				next.Fields[k] = v
			}
		}
		return next
	}
	span := widgets.Wrapped("")
	tell := func() { tellSpan(span, l, entered()) }
	day.OnChanged = func(string) { tell() }
	for _, x := range l.Fields {
		name := x.Label()
		if x.Required {
			name += " *"
		}
		switch {
		case len(x.Choices) > 0:
			c := widgets.NewSelect(x.Choices, nil)
			c.Selected = e.Fields[x.Key]
			read[x.Key] = func() string { return c.Selected }
			form.Add(widgets.Row(name, c))
		case x.Tall:
			t := widgets.NewLong(3)
			t.SetText(e.Fields[x.Key])
			read[x.Key] = func() string { return t.Text }
			form.Add(widgets.Row(name, t))
		case x.Day:
			t := widgets.NewDate()
			t.SetText(e.Fields[x.Key])
			t.OnChanged = func(string) { tell() }
			read[x.Key] = func() string { return t.Text }
			form.Add(widgets.Row(name, widgets.Checked(t)))
			if x.Key == l.Span.To {
				form.Add(widgets.Row("", span))
			}
		default:
			t := widgets.NewEntry()
			t.SetText(e.Fields[x.Key])
			read[x.Key] = func() string { return t.Text }
			form.Add(widgets.Row(name, t))
		}
	}
	state := widgets.NewSelect(stateNames(l), nil)
	if len(l.States) > 0 {
		state.SetSelectedIndex(l.StateAt(e))
		form.Add(widgets.Row("状态", state))
	}
	drop := widget.NewCheck("删除这一条", nil)
	if e.ID != "" {
		form.Add(drop)
	}
	tell()
	known := l.SpanFault(e) // told before: kept as it is
	d.Ask(l.Name, "保存", widgets.FieldColumn(form), fyne.NewSize(640, 240), func() error {
		if _, err := day.Date(); err != nil {
			return err
		}
		next := entered()
		next.State = state.Selected
		kind := ""
		if f != nil {
			kind = f.Subject.Kind
		}
		if _, err := w.Scheme.Note(&next, kind); err != nil && !drop.Checked {
			return err
		}
		if fault := l.SpanFault(next); fault != known && fault != "" && !drop.Checked {
			known = fault
			return fmt.Errorf("%s（%s）。请改日期；确实是这样的，再按一次“保存”，核对时会列出", fault, l.SpanRule())
		}
		d.Do("登记"+l.Name, func(ctx context.Context) error {
			if e.ID == "" {
				return w.LogEvent(ctx, f, next)
			}
			return w.ChangeEvent(ctx, f, next, drop.Checked)
		}, nil)
		return nil
	})
}

// tellSpan shows how many days an entry's span has, or when it may end.
func tellSpan(line *widgets.Paragraph, l *review.Log, e review.Event) {
	text, importance := l.SpanHint(e), widget.LowImportance
	if n, ok := l.SpanDays(e); ok {
		text, importance = fmt.Sprintf("√ %d 天（%s）", n, l.SpanRule()), widget.SuccessImportance
		if fault := l.SpanFault(e); fault != "" {
			text, importance = "× "+fault, widget.DangerImportance
		}
	}
	line.Importance = importance
	line.SetText(text)
}

// stateNames are the states an entry of a log goes through.
func stateNames(l *review.Log) []string {
	var out []string
	for _, s := range l.States {
		out = append(out, s.Name)
	}
	return out
}
