package printing

import "kaocha/forms/page"

// layout is the sheet in a printer, in its pixels: w and h of the whole sheet,
// left and top what it cannot print on.
type layout struct{ dpiX, dpiY, w, h, left, top float64 }

// at is where a page goes: pixels per point, and its corner counted from the
// corner of what can be printed on.
type at struct{ kx, ky, ox, oy float64 }

// place finds where a page goes on the sheet: in its true size when the sheet is
// the page's, else in the middle, or fitted to the sheet. same tells whether the
// sheet is the page's.
func (l layout) place(pg *page.Page, fit bool) (a at, same bool) {
	w, h := l.w/l.dpiX*25.4, l.h/l.dpiY*25.4
	same = near(w, mm(pg.W)) && near(h, mm(pg.H))
	k := 1.0
	if !same && fit {
		k = min(w/mm(pg.W), h/mm(pg.H))
	}
	a = at{kx: k * l.dpiX / 72, ky: k * l.dpiY / 72}
	a.ox, a.oy = -l.left, -l.top
	if !same {
		a.ox += (l.w - pg.W*a.kx) / 2
		a.oy += (l.h - pg.H*a.ky) / 2
	}
	return a, same
}
