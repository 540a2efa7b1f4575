package rounds

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/theme"
	"kaocha/app/desktop/widgets"
	"kaocha/data/cadre"
	"kaocha/data/review"
)

// form is the record of a talk. Names are seen here: this is the panel's own
// record.
func (t *talks) form(k *review.Talk) *fyne.Container {
	s := t.s
	s.texts[tabTalk] = nil
	who := s.line(&k.Interviewee)
	changed := who.OnChanged
	who.OnChanged = func(x string) { changed(x); t.table.Refresh() }
	s.named(tabTalk, "谈话对象", who)
	asking, writing := s.people(&k.Interviewers), s.line(&k.Recorder)
	s.named(tabTalk, "谈话人", asking)
	date := s.dateField(tabTalk, "时间", k.Date, func(d cadre.Date) { k.Date = d; t.refresh() })
	two := t.pair
	box := container.NewVBox(
		two(widgets.Row("谈话对象", who), widgets.Row("与考察对象关系", s.line(&k.Relation))),
		two(widgets.Row("单位", s.line(&k.Unit)), widgets.Row("职务", s.line(&k.Post))),
		two(widgets.Row("日期", date), widgets.Row("起止时间", t.span(k))),
		two(widgets.Row("地点", s.line(&k.Place)), widgets.Row("方式", s.line(&k.Mode))),
		widgets.Row("谈话人", container.NewBorder(nil, nil, nil, t.wholePanel(asking), asking)), widgets.Row("记录人", writing))
	for _, sec := range s.w.Scheme.Talks.Sections {
		box.Add(s.sectionField(section{tab: tabTalk, form: "talk", sec: sec, asking: true, rows: 4, text: k.Texts[sec.Key], set: func(x string) { setTalkText(k, sec.Key, x) }}))
	}
	verdict := s.choice(&k.Verdict, s.w.Scheme.Talks.Verdicts)
	pick := verdict.OnChanged
	verdict.OnChanged = func(x string) { pick(x); t.table.Refresh() }
	s.named(tabTalk, "意见", verdict)
	if texts := s.texts[tabTalk]; len(texts) > 0 {
		s.named(tabTalk, "内容", texts[0])
	}
	box.Add(widgets.Row("对任职的意见", verdict))
	return box
}

// pairRoom is the width, at the usual size of text, from which two fields stand
// side by side in a record.
const pairRoom = 620

// pair puts two fields side by side, in large type one under the other.
func (t *talks) pair(a, b fyne.CanvasObject) fyne.CanvasObject {
	if t.s.d.Win.Canvas().Size().Width/2 < theme.Scaled(pairRoom) {
		return container.NewVBox(a, b)
	}
	return container.NewGridWithColumns(2, a, b)
}

func setTalkText(k *review.Talk, key, text string) {
	if text == "" {
		if delete(k.Texts, key); len(k.Texts) == 0 {
			k.Texts = nil
		}
		return
	}
	if k.Texts == nil {
		k.Texts = map[string]string{}
	}
	k.Texts[key] = text
}

// wholePanel fills in the panel as those who ask.
func (t *talks) wholePanel(into *widgets.Entry) fyne.CanvasObject {
	b := desk.Button("考察组全体", nil, func() { into.SetText(strings.Join(t.s.file.Panel.All(), "、")) })
	if t.s.file.Panel == nil {
		b.Disable()
	}
	return b
}

// span is the beginning and the end of a talk, each a time of day, the end
// after the beginning.
func (t *talks) span(k *review.Talk) fyne.CanvasObject {
	s := t.s
	line := widgets.ErrorLine()
	field := func(name, hint string, p *string) *widgets.Entry {
		e := widgets.NewEntry()
		e.SetPlaceHolder(hint)
		e.SetText(*p)
		e.Check = review.ParseClock
		s.named(tabTalk, name, e)
		e.OnChanged = func(x string) {
			at, err := review.ParseClock(x)
			if s.faulty(e, name, err); err != nil {
				return
			}
			*p = at
			widgets.ShowError(line, review.CheckSpan(k.From, k.To))
			t.refresh()
		}
		e.OnErr = func(err error) {
			if err == nil {
				err = review.CheckSpan(k.From, k.To)
			}
			widgets.ShowError(line, err)
		}
		return e
	}
	from, to := field("开始时间", "如 09:00", &k.From), field("结束时间", "如 09:30", &k.To)
	widgets.ShowError(line, review.CheckSpan(k.From, k.To))
	return container.NewVBox(container.NewGridWithColumns(2, from, to), line)
}
