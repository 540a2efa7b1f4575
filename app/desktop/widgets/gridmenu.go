package widgets

import "fyne.io/fyne/v2"

// TappedSecondary offers what can be done with the row under the mouse, which is
// marked first unless it is one of the marked ones.
func (g *Grid) TappedSecondary(e *fyne.PointEvent) {
	g.mods = 0
	id, ok := g.at(e.Position)
	if !ok {
		return
	}
	g.cursor = id
	if c := fyne.CurrentApp().Driver().CanvasForObject(g); c != nil {
		c.Focus(g)
	}
	if !g.marks.has(id.Row) {
		g.mark(id.Row)
	}
	g.menu(e.AbsolutePosition)
}

// menu offers the screen's own items for the row the cursor is on, then what
// every grid can do.
func (g *Grid) menu(abs fyne.Position) { g.popUp(g.menuItems(), abs) }

func (g *Grid) menuItems() (items []*fyne.MenuItem) {
	if g.OnMenu != nil {
		items = g.OnMenu(g.cursor.Row, g.cursor.Col)
	} else if g.OnOpen != nil {
		items = append(items, fyne.NewMenuItem("打开", func() { g.OnOpen(g.cursor.Row, g.cursor.Col) }))
	}
	if len(items) > 0 {
		items = append(items, fyne.NewMenuItemSeparator())
	}
	// the keys stand in the names: Fyne would write them in a grey that is hardly seen
	cp := fyne.NewMenuItem("复制　Ctrl+C", g.copy)
	all := fyne.NewMenuItem("全选　Ctrl+A", func() { g.TypedShortcut(&fyne.ShortcutSelectAll{}) })
	cols := fyne.NewMenuItem("列", nil)
	cols.ChildMenu = fyne.NewMenu("", g.ColumnItems()...)
	return append(items, cp, all, cols, g.sortItem())
}

// sortItem sorts by the cursor's column, for those without a mouse.
func (g *Grid) sortItem() *fyne.MenuItem {
	col := g.cursor.Col
	item := fyne.NewMenuItem("按此列排序", func() { g.OnSort(col) })
	if col < len(g.Columns) && g.Columns[col].Title != "" {
		item.Label = "按“" + g.Columns[col].Title + "”排序"
	}
	item.Disabled = g.OnSort == nil || col >= len(g.Columns) || !g.Columns[col].Sort
	return item
}

// placeOfCursor is where a menu for the cursor's row opens.
func (g *Grid) placeOfCursor() fyne.Position {
	g.point()
	abs := fyne.CurrentApp().Driver().AbsolutePositionForObject(g)
	view := max(0, g.viewOf(g.cursor.Col))
	x := float32(8)
	for _, s := range g.stretches() {
		if s.view == view {
			x = max(x, s.x+8)
		}
	}
	for y := newHeadCell(g).MinSize().Height; y < g.Size().Height; y += 8 {
		if id, ok := g.at(fyne.NewPos(x, y)); ok && id.Row == g.cursor.Row {
			g.Table.MouseOut()
			return abs.AddXY(x+20, y+12)
		}
	}
	return abs.AddXY(x, 30)
}
