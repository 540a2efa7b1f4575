package exchange

import (
	"slices"
	"strings"
)

// Keys of fields this package treats specially.
const (
	idKey    = "身份证号"
	photoKey = "照片"
	partyKey = "入党时间"
)

// sortProblems puts refusals first, then by place.
func sortProblems(ps []Problem) {
	slices.SortStableFunc(ps, func(a, b Problem) int {
		if a.Refused != b.Refused {
			return boolInt(b.Refused) - boolInt(a.Refused)
		}
		return strings.Compare(a.Where, b.Where)
	})
}
