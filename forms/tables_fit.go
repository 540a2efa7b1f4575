package forms

import (
	"math"
	"unicode/utf8"
)

// lineAcross is how many full-width characters of 五号 type a table across A4 has
// in a line, the edges of its cells among them.
const lineAcross = 70

// charWidth is the relative width of a full-width character, about its mm: in Excel
// the columns are as wide as with widths given by hand.
const charWidth = 4

// fit gives the columns the room that their texts need, in characters: short ones
// are not broken, empty ones get no more than their heads, and the rest goes,
// character by character, to where it makes the rows lower. Without enough room
// the given widths stay.
func (t *Table) fit(line int) {
	const edge, short = 1, 6
	need := make([]int, len(t.Columns)) // of the longest text
	wide := make([]int, len(t.Columns))
	for k, c := range t.Columns {
		head := ems(c.Label)
		if head > 4 { // in two lines
			head = (head + 1) / 2
		}
		need[k] = head
		for _, r := range t.Rows {
			need[k] = max(need[k], ems(r[k]))
		}
		wide[k] = max(head, min(need[k], short)) + edge
		line -= wide[k]
	}
	if line < 0 {
		return
	}
	for ; line > 0; line-- {
		best, gain := -1, 0.0
		for k := range wide {
			if g := t.bulk(k, wide[k]-edge) - t.bulk(k, wide[k]+1-edge); wide[k] < need[k]+edge && g > gain {
				best, gain = k, g
			}
		}
		if best < 0 {
			break
		}
		wide[best]++
	}
	for k := range t.Columns {
		t.Columns[k].Width = charWidth * float64(wide[k])
	}
}

// bulk tells how much a column of some width makes the rows higher. The third
// power lets the highest cell of a row count for most.
func (t *Table) bulk(k, wide int) (sum float64) {
	for _, r := range t.Rows {
		sum += math.Pow(float64(ems(r[k]))/float64(wide), 3)
	}
	return sum
}

// ems is the width of a text in full-width characters.
func ems(s string) int {
	n := 0
	for _, r := range s {
		n++
		if utf8.RuneLen(r) > 1 {
			n++
		}
	}
	return (n + 1) / 2
}
