package rounds

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/data/review"
)

// nextStep is what the round page offers: each subject one stage on.
const nextStep = "各进一步（下一环节）"

// askStageOf moves subjects on, or back with a reason.
func (p *Page) askStageOf(subjects []matrixRow, who string) {
	options := []string{nextStep}
	for _, st := range p.w.Scheme.Stages {
		options = append(options, st.Name)
	}
	reason, preview := widgets.NewEntry(), widgets.Wrapped("")
	reason.SetPlaceHolder("退回时必须写明原因，会随" + p.w.Scheme.Said("考察对象") + "保存")
	var ids []string
	for _, r := range subjects {
		ids = append(ids, r.subject)
	}
	to := widgets.NewSelect(options, func(s string) { preview.SetText(p.blocking(ids, s)) })
	to.SetSelectedIndex(0)
	box := container.NewVScroll(preview)
	form := container.NewBorder(container.NewVBox(widgets.Row("对象", widgets.Wrapped(who)), widgets.Row("进入", to), widgets.Row("原因", reason), widgets.Heading("条件")), nil, nil, nil, box)
	p.d.Ask("环节", "进入", form, fyne.NewSize(660, 520), func() error {
		if back := p.goingBack(ids, to.Selected); len(back) > 0 && strings.TrimSpace(reason.Text) == "" {
			return fmt.Errorf("%s 是退回，请写明原因", people(back, p.unit()))
		}
		p.advance(ids, to.Selected, reason.Text)
		return nil
	})
}

// goingBack names who would go back to an earlier stage.
func (p *Page) goingBack(ids []string, stage string) []string {
	var out []string
	for _, id := range ids {
		f := p.file(id)
		if to, ok := target(p.w.Scheme, f, stage); ok && p.w.Scheme.StageIndex(to) < p.w.Scheme.StageIndex(f.Subject.Stage) {
			out = append(out, f.Cadre.Name)
		}
	}
	return out
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
	if back := p.goingBack(ids, stage); len(back) > 0 {
		fmt.Fprintf(&b, "退回：%s。请写明原因。\n", strings.Join(back, "、"))
	}
	return fmt.Sprintf("条件齐全：%d %s。%s留在原环节。\n", free, p.unit(), p.w.Scheme.Said("缺条件的人")) + b.String()
}

func (p *Page) advance(ids []string, stage, reason string) {
	w := p.w
	var moved []job.Moved
	p.d.Do("进入环节", func(ctx context.Context) (err error) {
		if stage == nextStep {
			moved, err = w.AdvanceEach(ctx, ids, reason)
			return err
		}
		to, err := w.StageID(stage)
		if err != nil {
			return err
		}
		moved, err = w.Advance(ctx, ids, to, reason)
		return err
	}, func() { p.tellMoved(moved) })
}

func (p *Page) tellMoved(moved []job.Moved) {
	var held []string
	n := 0
	for _, m := range moved {
		if m.Err != nil {
			held = append(held, m.Why())
		} else {
			n++
		}
	}
	if n > 0 {
		p.d.Shell.Toast(fmt.Sprintf("已移动 %d %s", n, p.unit()), true)
	}
	if len(held) > 0 {
		l := widgets.Wrapped(strings.Join(held, "\n"))
		box := container.NewVScroll(l)
		p.d.TellAll(fmt.Sprintf("%d %s留在原环节", len(held), p.unit()), box, fyne.NewSize(640, 420))
	}
}
