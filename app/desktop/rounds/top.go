package rounds

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/app/desktop/desk"
)

// besideScreen is what the navigation takes of the window's width, and room for
// the search field.
const besideScreen = 280

// top is what stands over the tables: a line about the round with the ways to
// change it, the track, filters and what can be done. In large type lines share
// their room, so that the tables keep theirs.
func (p *Page) top() fyne.CanvasObject {
	info, branch, exchange := desk.Button("批次信息…", nil, p.askInfo), p.heads, desk.Button("报送与回执…", nil, p.Exchange)
	history := desk.Button("历史", nil, p.showHistory)
	for _, b := range []*desk.Push{info, branch, exchange, history} {
		b.Importance = widget.LowImportance
	}
	p.extra = p.assessButtons()
	p.bulk = desk.Button("对选中的人…", theme.MenuDropDownIcon(), p.showBulk)
	p.counts = desk.Button("计票…", theme.DocumentCreateIcon(), p.askCount)
	p.bulk.IconPlacement = widget.ButtonIconTrailingText
	buttons := container.NewHBox(p.bulk,
		desk.Button("加入对象…", theme.ContentAddIcon(), p.askAdd),
		desk.Button("收文件…", theme.DownloadIcon(), p.askFiles),
		desk.Button("考察组…", theme.AccountIcon(), p.askPanel),
		p.counts,
		desk.Primary("制作成套材料…", theme.FolderIcon(), p.askPack))
	filters := container.NewHBox(p.branch, p.stage)
	one := container.NewBorder(nil, nil, filters, container.NewHBox(p.count, buttons), p.search)
	if one.MinSize().Width+besideScreen < p.d.Win.Canvas().Size().Width {
		p.title = container.New(&titleLayout{p: p}, p.head, container.NewHBox(p.extra, info, branch, exchange, history))
		return container.NewVBox(p.title, p.track.row, p.track.line, one)
	}
	buttons.Objects = append(buttons.Objects, p.extra, info, branch, exchange, history)
	line := container.NewBorder(nil, nil, filters, p.count, p.search)
	p.tabs.OnSelected = func(*container.TabItem) {
		line.Hidden = p.tabs.SelectedIndex() != 0 // it filters the first table alone
		p.body.Refresh()
	}
	p.title = container.New(&titleLayout{p: p, shared: true}, p.head, p.track.line)
	return container.NewVBox(p.track.row, p.title, line, container.NewHScroll(buttons))
}

// showHead writes the line about the round. What its name says already is left
// out, and of the paper the size: the line stands beside buttons.
func (p *Page) showHead() {
	s, r := p.w.Scheme, p.w.Round
	var parts []string
	if !strings.Contains(r.Name, s.Name) {
		parts = append(parts, s.Name)
	}
	paper, _, _ := strings.Cut(paperName(r.Paper), "（")
	parts = append(parts, holder(s)+"："+r.School, s.Said("考察日期")+"："+orDash(r.Assessed.String()), "报送截止："+orDash(r.Deadline.String()), "纸张："+paper)
	p.head.SetText(strings.Join(parts, "　"))
	p.body.Refresh() // it may need a line of its own now
}

// titleLayout puts the head and what stands beside it on one line when both find
// room, else the head on a line of its own over the other. Where the line is
// shared with a text, that takes what the head leaves.
type titleLayout struct {
	p      *Page
	shared bool
	width  float32 // as last laid out
}

// headWidth is what the head's text needs.
func (p *Page) headWidth() float32 {
	l := p.head
	return fyne.MeasureText(l.Text, theme.Size(theme.SizeNameText), l.TextStyle).Width + 2*theme.Size(theme.SizeNameInnerPadding) + 1
}

func (l *titleLayout) apart(o []fyne.CanvasObject, width float32) bool {
	return !l.shared && l.p.headWidth()+o[1].MinSize().Width+theme.Padding() > width
}

func (l *titleLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	if changed := l.width != s.Width; changed {
		l.width = s.Width
		if l.p.body != nil && s.Height < l.MinSize(o).Height {
			defer l.p.body.Refresh() // the height depends on the width
		}
	}
	one := o[0].MinSize().Height
	if l.apart(o, s.Width) {
		side := o[1].MinSize()
		o[0].Move(fyne.NewPos(0, 0))
		o[0].Resize(fyne.NewSize(s.Width, one))
		o[1].Move(fyne.NewPos(max(0, s.Width-side.Width), one))
		o[1].Resize(side)
		return
	}
	side := o[1].MinSize().Width
	if l.shared {
		side = max(s.Width/4, s.Width-l.p.headWidth())
	}
	o[0].Move(fyne.NewPos(0, (s.Height-one)/2))
	o[0].Resize(fyne.NewSize(s.Width-side, one))
	o[1].Move(fyne.NewPos(s.Width-side, (s.Height-o[1].MinSize().Height)/2))
	o[1].Resize(fyne.NewSize(side, o[1].MinSize().Height))
}

func (l *titleLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	a, b := o[0].MinSize(), o[1].MinSize()
	if l.width > 0 && l.apart(o, l.width) {
		return fyne.NewSize(max(a.Width, b.Width), a.Height+b.Height)
	}
	return fyne.NewSize(a.Width+b.Width, max(a.Height, b.Height))
}
