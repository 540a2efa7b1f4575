package rounds

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"kaocha/app/desktop/theme"
	"kaocha/app/desktop/widgets"
)

// shortRoom is the height, at the usual size of text, below which the list and the
// record of a talk do not stand one over the other: large type on a small screen.
const shortRoom = 420

// mostRows is how many talks the list shows at most where it scrolls with the record.
const mostRows = 5

// talkRoom lays out the tab of the talks: the list over the record, each with room
// of its own; in a short room one column that scrolls as a whole.
type talkRoom struct {
	t     *talks
	head  fyne.CanvasObject
	short bool
}

// Layout arranges the parts for the height there is.
func (r *talkRoom) Layout(o []fyne.CanvasObject, s fyne.Size) {
	if short := s.Height < theme.Scaled(shortRoom); len(o) == 0 || short != r.short {
		r.short = short
		o = []fyne.CanvasObject{r.arrange()}
		r.t.body.Objects = o
	}
	o[0].Resize(s)
}

// MinSize lets the tab be as small as it must.
func (r *talkRoom) MinSize(o []fyne.CanvasObject) fyne.Size {
	if len(o) == 0 {
		return fyne.Size{}
	}
	return o[0].MinSize()
}

func (r *talkRoom) arrange() fyne.CanvasObject {
	record := container.New(layout.NewCustomPaddedLayout(4, 8, 4, 14), r.t.record)
	if r.short {
		list := container.New(listRoom{r.t}, r.t.list)
		return widgets.FieldColumn(container.NewVBox(r.head, list, record))
	}
	split := container.NewVSplit(r.t.list, widgets.FieldColumn(record))
	split.SetOffset(0.34)
	return container.NewBorder(r.head, nil, nil, nil, split)
}

// listRoom gives the list of talks the height of its rows.
type listRoom struct{ t *talks }

// Layout fills it.
func (l listRoom) Layout(o []fyne.CanvasObject, s fyne.Size) { o[0].Resize(s) }

// MinSize is the header and the rows, up to mostRows.
func (l listRoom) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(o[0].MinSize().Width, l.t.table.HeightOf(max(2, min(l.t.rows(), mostRows))))
}
