package page

import (
	"cmp"
	"slices"
)

// mergeLines drops doubles and joins collinear pieces.
func mergeLines(in []Line) []Line {
	type seg struct {
		dir, at, w int // at and w in 1/20 point
		lo, hi     float64
		i          int
	}
	round := func(f float64) int {
		if f < 0 {
			return int(f*20 - .5)
		}
		return int(f*20 + .5)
	}
	segs := make([]seg, 0, len(in))
	var slant []Line
	for i, l := range in {
		switch {
		case l.X1 == l.X2:
			segs = append(segs, seg{1, round(l.X1), round(l.W), min(l.Y1, l.Y2), max(l.Y1, l.Y2), i})
		case l.Y1 == l.Y2:
			segs = append(segs, seg{0, round(l.Y1), round(l.W), min(l.X1, l.X2), max(l.X1, l.X2), i})
		default:
			slant = append(slant, l)
		}
	}
	slices.SortFunc(segs, func(a, b seg) int {
		return cmp.Or(cmp.Compare(a.dir, b.dir), cmp.Compare(a.at, b.at), cmp.Compare(a.w, b.w), cmp.Compare(a.lo, b.lo), cmp.Compare(a.hi, b.hi), cmp.Compare(a.i, b.i))
	})
	out := make([]Line, 0, len(segs)/2+len(slant))
	const touch = .06
	for k := 0; k < len(segs); {
		s := segs[k]
		for k++; k < len(segs) && segs[k].dir == s.dir && segs[k].at == s.at && segs[k].w == s.w && segs[k].lo <= s.hi+touch; k++ {
			s.hi = max(s.hi, segs[k].hi)
		}
		l := in[s.i]
		if s.dir == 1 {
			l.Y1, l.Y2 = s.lo, s.hi
		} else {
			l.X1, l.X2 = s.lo, s.hi
		}
		out = append(out, l)
	}
	return append(out, slant...)
}
