package home

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/cadres"
	"kaocha/app/desktop/desk"
	"kaocha/app/desktop/rounds"
	own "kaocha/app/desktop/theme"
	"kaocha/app/desktop/widgets"
	"kaocha/app/job"
	"kaocha/data/cadre"
	"kaocha/data/review"
)

// next is the thing to do next: what it is, the button, and where it leads.
type next struct {
	text, button string
	kind         nextKind
	round        string   // ID
	ids          []string // persons
	stage        string   // key of the stage to look at
}

type nextKind int

const (
	nextImport nextKind = iota
	nextNew
	nextJoin
	nextAdd
	nextUnblock
	nextRound
	nextPack
)

// nextOf finds it: whom no round has, then what holds back most, then what is
// ready. Of the sample alone nobody is called overdue.
func nextOf(o *job.Overview, calm bool) next {
	var free []string
	for i := range o.Due {
		if o.Due[i].Round == "" {
			free = append(free, o.Due[i].Cadre.ID)
		}
	}
	switch {
	case o.Cadres == 0 && len(o.Rounds) == 0: // units are assessed without a register of cadres
		return next{text: "先把干部导入干部库。", button: "导入…", kind: nextImport}
	case len(free) > 0 && !calm:
		return next{text: fmt.Sprintf("%d 人试用期届满或快届满，还没有进批次。", len(free)), button: "加入批次…", kind: nextJoin, ids: free}
	case len(o.Rounds) == 0:
		return next{text: "新建一个考察批次。", button: "新建批次…", kind: nextNew}
	}
	return nextIn(&o.Rounds[0])
}

// nextIn is the next thing to do in a round.
func nextIn(v *job.RoundView) next {
	n := next{round: v.Round.ID, kind: nextRound}
	p, said := v.Progress, v.Scheme.Said
	switch {
	case v.Subjects == 0:
		n.text, n.button, n.kind = said("批次里还没有考察对象。"), said("选择考察对象…"), nextAdd
	case p.Bottleneck >= 0:
		st := p.Stages[p.Bottleneck]
		n.text, n.button, n.kind, n.stage = fmt.Sprintf("“%s”里 %d %s卡住：%s。", st.Stage.Name, len(st.Held), v.Scheme.Each(), st.Held[0].Unmet[0].Text), "看谁缺什么…", nextUnblock, st.Stage.Key
	case p.Ended == v.Subjects:
		n.text, n.button, n.kind = "全部有了结论，可以做成套材料。", "制作成套材料…", nextPack
	default:
		n.text, n.button = said("没有人被卡住，可以往下走。"), "继续办理"
	}
	return n
}

// do goes where the next thing is done.
func (h *Home) do(n next) {
	switch n.kind {
	case nextImport:
		cadres.AskImport(h.d)
	case nextNew:
		rounds.AskNew(h.d)
	case nextJoin:
		rounds.AskJoin(h.d, n.ids)
	default:
		p := rounds.NewPage(h.d, n.round)
		switch n.kind {
		case nextAdd:
			p.Then(p.Add)
		case nextUnblock:
			p.Then(func() { p.ShowStage(n.stage) })
		case nextPack:
			p.Then(p.Pack)
		}
		h.d.Shell.Open(p)
	}
}

func (h *Home) nextCard(n next) fyne.CanvasObject {
	text := widgets.Wrapped("下一步：" + n.text)
	text.TextStyle.Bold = true
	button := desk.Primary(n.button, theme.NavigateNextIcon(), func() { h.do(n) })
	return widgets.Tinted(theme.ColorNameSelection, container.NewPadded(container.NewBorder(nil, nil, nil, container.NewCenter(button), text)))
}

// card is a round: its deadlines, its stages and materials as bars, what blocks
// it, and the way into it.
func (h *Home) card(v *job.RoundView, first next, today cadre.Date, calm bool) fyne.CanvasObject {
	name := v.Round.Name
	if v.Round.Sample && !strings.Contains(name, "示例") {
		name += "（示例）"
	}
	title := widget.NewLabelWithStyle(name, fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	title.Truncation = fyne.TextTruncateEllipsis
	n, each := nextIn(v), v.Scheme.Each()
	buttons := container.NewHBox()
	if n.kind != nextRound && (n.round != first.round || n.kind != first.kind) { // else it stands above already
		buttons.Add(desk.Button(n.button, theme.NavigateNextIcon(), func() { h.do(n) }))
	}
	buttons.Add(desk.Button("打开批次", theme.FolderOpenIcon(), func() { h.do(next{kind: nextRound, round: v.Round.ID}) }))
	box := container.New(layout.NewCustomPaddedVBoxLayout(-2), container.NewBorder(nil, nil, nil, buttons, title))
	for _, o := range deadlines(v, today, calm) {
		box.Add(o)
	}
	if v.Subjects > 0 {
		box.Add(chart(fmt.Sprintf(v.Scheme.Said("环节　考察对象 %d %s（▲ 卡住的%s数）"), v.Subjects, each, each), stageParts(v.Progress)))
		if parts := materialParts(v.Progress); len(parts) > 0 { // some schemes ask for none
			box.Add(chart("材料　"+readyText(v.Progress), parts))
		}
		for _, o := range blockers(v) {
			box.Add(o)
		}
	}
	return widgets.Tinted(theme.ColorNameInputBackground, container.NewPadded(box))
}

// shownDeadlines and shownBlockers are how many a card names.
const (
	shownDeadlines = 3
	shownBlockers  = 3
)

// deadlines are the next ones with the days left; the round's own is always
// among them.
func deadlines(v *job.RoundView, today cadre.Date, calm bool) []fyne.CanvasObject {
	list := v.Progress.Deadlines
	if len(list) > shownDeadlines {
		rest := list[shownDeadlines:]
		list = append([]review.Deadline{}, list[:shownDeadlines]...)
		for _, x := range rest {
			if x.People == 0 {
				list[shownDeadlines-1] = x
			}
		}
	}
	var out []fyne.CanvasObject
	for _, x := range list {
		text := x.Name + "　" + x.Date.String()
		if x.People > 0 {
			text = fmt.Sprintf("进入“%s”　最早 %s　%d %s", x.Name, x.Date, x.People, v.Scheme.Each())
		}
		l := widget.NewLabel("")
		l.Truncation = fyne.TextTruncateEllipsis
		if calm {
			l.Importance = widget.LowImportance
			l.SetText("· " + text)
		} else {
			word, how := daysWord(job.DaysTo(today, x.Date))
			l.Importance = how
			l.SetText(word + "　" + text)
		}
		out = append(out, l)
	}
	return out
}

// daysWord says how many days are left, with a mark and a colour.
func daysWord(days int) (string, widget.Importance) {
	switch {
	case days < 0:
		return fmt.Sprintf("▲ 已过 %d 天", -days), widget.DangerImportance
	case days == 0:
		return "△ 今天截止", widget.WarningImportance
	case days <= 7:
		return fmt.Sprintf("△ %d 天后", days), widget.WarningImportance
	}
	return fmt.Sprintf("· %d 天后", days), widget.MediumImportance
}

// blockers are the conditions that hold back most, in words.
func blockers(v *job.RoundView) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	p := v.Progress
	for _, b := range p.Blockers[:min(shownBlockers, len(p.Blockers))] {
		var names []string
		for _, f := range b.People[:min(3, len(b.People))] {
			names = append(names, f.Cadre.Name)
		}
		who := strings.Join(names, "、")
		if len(b.People) > len(names) {
			who += "等"
		}
		l := widget.NewLabel(fmt.Sprintf("▲ %s：%d %s（%s），进不了“%s”", b.Text, len(b.People), v.Scheme.Each(), who, b.Stage))
		l.Truncation, l.Importance = fyne.TextTruncateEllipsis, widget.WarningImportance
		out = append(out, l)
	}
	if n := len(p.Blockers) - shownBlockers; n > 0 {
		more := widget.NewLabel(fmt.Sprintf("另有 %d 种情况卡住，见批次上方的环节。", n))
		more.Importance = widget.LowImportance
		out = append(out, more)
	}
	return out
}

func stageParts(p *review.Progress) []part {
	var out []part
	for i, st := range p.Stages {
		if n := len(st.Files); n > 0 {
			color := theme.ColorNamePrimary
			if i == p.Bottleneck {
				color = own.ColorMissing
			} else if len(st.Held) > 0 {
				color = own.ColorDraft
			}
			note := ""
			if k := len(st.Held); k > 0 {
				note = fmt.Sprintf("（▲%d）", k)
			}
			out = append(out, part{st.Stage.Name, n, note, color})
		}
	}
	return out
}

// stateColors are the materials' colours, the furthest state first.
var stateColors = []struct {
	state, mark string
	color       fyne.ThemeColorName
}{{review.Signed, "★ ", own.ColorSigned}, {review.Checked, "√ ", own.ColorDone}, {review.Received, "● ", theme.ColorNameForeground},
	{review.Draft, "△ ", own.ColorDraft}, {review.Missing, "○ ", theme.ColorNamePlaceHolder}}

func materialParts(p *review.Progress) []part {
	var out []part
	for _, s := range stateColors {
		if n := p.Materials[s.state]; n > 0 {
			out = append(out, part{s.mark + review.StateNames[s.state], n, "", s.color})
		}
	}
	return out
}

func readyText(p *review.Progress) string {
	all := 0
	for _, n := range p.Materials {
		all += n
	}
	ready := all - p.Materials[review.Missing] - p.Materials[review.Draft]
	return fmt.Sprintf("已收 %d / %d 份（%d%%）", ready, all, ready*100/max(1, all))
}
