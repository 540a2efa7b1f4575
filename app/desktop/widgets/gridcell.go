package widgets

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"kaocha/forms/page"
)

func newCell() fyne.CanvasObject {
	t := canvas.NewText(" ", color.Black)
	frame := canvas.NewRectangle(color.Transparent)
	frame.StrokeWidth = 1
	frame.Hide()
	return container.New(cellLayout{}, canvas.NewRectangle(color.Transparent), container.New(layout.NewCustomPaddedLayout(2, 2, 6, 4), t), frame)
}

// cellLayout lets a cell's background reach over the gap between cells, so that
// a row is one band. The frame of the cell that the keys go to stays clear of the
// backgrounds of the next ones, which are drawn later.
type cellLayout struct{}

func (cellLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	gap := theme.Padding()
	o[0].Move(fyne.NewPos(-gap/2, -gap/2))
	o[0].Resize(s.AddWidthHeight(gap, gap))
	o[1].Resize(s)
	o[2].Resize(s.AddWidthHeight(1, 1))
}

func (cellLayout) MinSize(o []fyne.CanvasObject) fyne.Size { return o[1].MinSize() }

func (g *Grid) updateCell(id widget.TableCellID, o fyne.CanvasObject) {
	if g.quiet || id.Row < 0 || id.Row >= g.Rows() || id.Col >= len(g.shown) {
		return // the rows shrank meanwhile
	}
	col := g.shown[id.Col]
	box := o.(*fyne.Container)
	back := box.Objects[0].(*canvas.Rectangle)
	t := box.Objects[1].(*fyne.Container).Objects[0].(*canvas.Text)
	c := g.CellAt(id.Row, col)
	if c.Color == "" {
		c.Color = theme.ColorNameForeground
	}
	t.Color, t.TextSize, t.TextStyle.Bold = themeColor(c.Color), theme.TextSize(), c.Bold
	t.Text = Cut(Safe(c.Text), (g.widths[col]-12)/theme.TextSize())
	switch {
	case g.marks.has(id.Row):
		back.FillColor = themeColor(theme.ColorNameSelection)
	case id.Row%2 == 1:
		back.FillColor = themeColor(theme.ColorNameHover)
	default:
		back.FillColor = color.Transparent
	}
	frame := box.Objects[2].(*canvas.Rectangle)
	frame.StrokeColor = themeColor(theme.ColorNamePrimary)
	setVisible(frame, g.focused && g.cursor.Row == id.Row && g.cursor.Col == col)
	back.Refresh()
	t.Refresh()
}

func themeColor(n fyne.ThemeColorName) color.Color {
	s := fyne.CurrentApp().Settings()
	return s.Theme().Color(n, s.ThemeVariant())
}

// unseenMark stands for a character that has no shape.
const unseenMark = '□'

// Safe makes a text fit to be shown in one piece: what would turn the direction
// of writing, or hide, is shown as □. The data stays as it is.
func Safe(s string) string {
	if !strings.ContainsFunc(s, page.Unseen) {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\t':
			return ' '
		case r == '\r', r >= 0xFE00 && r <= 0xFE0F, r >= 0xE0100 && r <= 0xE01EF:
			return -1 // a form of the character before
		case page.Unseen(r):
			return unseenMark
		}
		return r
	}, s)
}

// Cut shortens a text to a width in em (a Chinese character is one), with an
// ellipsis.
func Cut(s string, em float32) string {
	s, _, more := strings.Cut(s, "\n")
	var w float32
	for i, r := range s {
		if w += runeEm(r); w > em {
			w -= runeEm(r)
			for w > em-1 && i > 0 {
				last := []rune(s[:i])
				w -= runeEm(last[len(last)-1])
				i -= len(string(last[len(last)-1]))
			}
			return s[:i] + "…"
		}
	}
	if more {
		return s + "…"
	}
	return s
}

// asciiEm are the widths of ASCII in em of the window's bold face, as measured.
var asciiEm = func() (out [0x7f]float32) {
	for i := range out {
		out[i] = 0.6
	}
	for runes, w := range map[string]float32{" ": 0.23, ".,:;'|!ijlI": 0.34, "()[]{}-/\\frt": 0.4, "*?Jcs": 0.51, "abdghnopquABDGHKNOQRU": 0.68, "mwMW%@": 0.96} {
		for _, r := range runes {
			out[r] = w
		}
	}
	return out
}()

// Em is how wide the first line of a text is, in em.
func Em(s string) float32 { return textEm(s) }

// textEm is the width of the first line of a text, in em.
func textEm(s string) (w float32) {
	for _, r := range s {
		if r == '\n' {
			break
		}
		w += runeEm(r)
	}
	return w
}

func runeEm(r rune) float32 {
	switch {
	case r >= 0x2000 || r == '·' || r == '×':
		return 1
	case r >= 0x7f:
		return 0.7
	}
	return asciiEm[max(0, r)]
}
