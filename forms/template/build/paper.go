package build

import (
	"math"

	"kaocha/data/review"
)

// Paper is a sheet, upright; W and H in mm. The sheets are those the schemes know.
type Paper = review.Paper

// Papers are the sheets the forms are drawn for (review.Papers).
var Papers = review.Papers

// PaperByKey finds a sheet; an unknown or empty key gives the usual 16K and false.
func PaperByKey(key string) (Paper, bool) {
	if p := review.PaperByKey(key); p != nil {
		return *p, true
	}
	return Papers[0], false
}

// Twips converts mm to twentieths of a point.
func Twips(mm float64) int { return int(math.Round(mm * 1440 / 25.4)) }

func points(pt float64) int { return int(math.Round(pt * 20)) }
