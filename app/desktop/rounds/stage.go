package rounds

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/data/review"
)

// nextStep is what the round page offers: each subject one stage on.
const nextStep = "各进一步（下一环节）"

// askStage moves the marked subjects, or all that are listed, to a stage.
func (p *Page) askStage() {
	var subjects []matrixRow
	for _, i := range p.table.Marked() {
		subjects = append(subjects, p.rows[i])
	}
	who := fmt.Sprintf("选中的 %d 人", len(subjects))
	if len(subjects) == 0 {
		subjects = p.rows
		who = fmt.Sprintf("列出的全部 %d 人", len(subjects))
	}
	if len(subjects) == 0 {
		p.d.Tell("进入下一环节", "批次里还没有考察对象。")
		return
	}
	p.askStageOf(subjects, who)
}

func (p *Page) askStageOf(subjects []matrixRow, who string) {
	options := []string{nextStep}
	for _, st := range p.w.Scheme.Stages {
		options = append(options, st.Name)
	}
	reason, preview := widgets.NewEntry(), widgets.Wrapped("")
	reason.SetPlaceHolder("退回时必须写明原因")
	var ids []string
	for _, r := range subjects {
		ids = append(ids, r.subject)
	}
	to := widget.NewSelect(options, func(s string) { preview.SetText(p.blocking(ids, s)) })
	to.SetSelectedIndex(0)
	box := container.NewVScroll(preview)
	form := container.NewBorder(container.NewVBox(widgets.Row("对象", widgets.Wrapped(who)), widgets.Row("进入", to), widgets.Row("原因", reason), widgets.Heading("条件")), nil, nil, nil, box)
	p.d.Ask("环节", "进入", form, fyne.NewSize(660, 520), func() error {
		p.advance(ids, to.Selected, reason.Text)
		return nil
	})
}

// target is the stage a subject would enter, false at the end.
func target(s *review.Scheme, f *review.File, name string) (string, bool) {
	if name == nextStep {
		next, ok := review.NextStage(s, f.Subject)
		return next.Key, ok
	}
	for _, st := range s.Stages {
		if st.Name == name {
			return st.Key, true
		}
	}
	return "", false
}

// blocking lists what stands in the way, person by person.
func (p *Page) blocking(ids []string, stage string) string {
	var b strings.Builder
	free := 0
	for _, id := range ids {
		f := p.file(id)
		to, ok := target(p.w.Scheme, f, stage)
		if !ok {
			fmt.Fprintf(&b, "%s：已经是最后环节\n", f.Cadre.Name)
			continue
		}
		unmet := review.Blocked(p.dossier, f, to)
		if len(unmet) == 0 {
			free++
			continue
		}
		var texts []string
		for _, u := range unmet {
			word := "缺："
			if u.Level < review.Error {
				word = "注意："
			}
			texts = append(texts, word+u.Text)
		}
		fmt.Fprintf(&b, "%s → %s　%s\n", f.Cadre.Name, p.w.Scheme.StageName(to), strings.Join(texts, "；"))
	}
	return fmt.Sprintf("条件齐全：%d 人。缺条件的人留在原环节。\n", free) + b.String()
}

func (p *Page) advance(ids []string, stage, reason string) {
	w := p.w
	groups := map[string][]string{}
	var order []string
	for _, id := range ids {
		if to, ok := target(w.Scheme, p.file(id), stage); ok {
			if groups[to] == nil {
				order = append(order, to)
			}
			groups[to] = append(groups[to], id)
		}
	}
	var moved []job.Moved
	p.d.Do("进入环节", func(ctx context.Context) error {
		for _, to := range order {
			m, err := w.Advance(ctx, groups[to], to, reason)
			if err != nil {
				return err
			}
			moved = append(moved, m...)
		}
		return nil
	}, func() { p.tellMoved(moved) })
}

func (p *Page) tellMoved(moved []job.Moved) {
	var held []string
	n := 0
	for _, m := range moved {
		if m.Err != nil {
			held = append(held, m.Name+"："+m.Err.Error())
		} else {
			n++
		}
	}
	if n > 0 {
		p.d.Shell.Toast(fmt.Sprintf("%d 人进入下一环节", n), true)
	}
	if len(held) > 0 {
		l := widgets.Wrapped(strings.Join(held, "\n"))
		box := container.NewVScroll(l)
		p.d.Ask(fmt.Sprintf("%d 人留在原环节", len(held)), "知道了", box, fyne.NewSize(640, 420), func() error { return nil })
	}
}
