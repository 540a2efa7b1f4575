package forms

import (
	"math/big"
	"strconv"
	"strings"

	"kaocha/data/review"
	"kaocha/forms/page/markup"
)

// rosterCounts are the figures of one subject over all voter groups; what was
// not entered is missing from the maps. Rates are by column key.
type rosterCounts struct {
	counts map[string]*float64
	rates  map[string]*big.Rat
	fixed  string // why counts are there but no rate, "" otherwise
}

// rosterVotes takes the figures of a tally from the scheme's own counting.
func rosterVotes(s *review.Scheme, t *review.Tally) rosterCounts {
	v := rosterCounts{counts: map[string]*float64{}, rates: map[string]*big.Rat{}}
	if s == nil || t == nil {
		return v
	}
	r := review.Compute(s, t)
	set := func(key string, n int) { x := float64(n); v.counts[key] = &x }
	if r.Sum.Valid != nil || len(r.Sum.Grades) > 0 {
		set(colTotal, r.Total)
		v.fixed = r.Withheld
	}
	if r.Base > 0 {
		set(colBase, r.Base)
	}
	if len(r.Sum.Grades) > 0 {
		for _, g := range r.Grades {
			set(g.Label, g.Count)
		}
	}
	if r.Total > 0 {
		v.rates[s.Vote.BestName], v.rates[s.Vote.PassName] = r.Best.Rate, r.Pass.Rate
	}
	return v
}

func rosterWeighted(s *review.Scheme) bool {
	for _, g := range s.Vote.Groups {
		if g.Weight != 0 {
			return true
		}
	}
	return false
}

func rosterNumber(v *float64) RosterCell {
	if v == nil {
		return RosterCell{}
	}
	return RosterCell{Text: strconv.FormatFloat(*v, 'f', -1, 64), Value: v}
}

// rosterShare is a rate as the scheme prints it; blank without one.
func rosterShare(in *Input, r *big.Rat) RosterCell {
	if r == nil {
		return RosterCell{}
	}
	v, _ := r.Float64()
	return RosterCell{Text: review.Percent(r, in.Scheme.Vote.Decimals), Value: &v}
}

// rosterRatio is a rate over sums; nil when a part or the base is missing.
func rosterRatio(sums map[string]*float64, c RosterColumn) *big.Rat {
	base := sums[c.Base]
	if base == nil || *base == 0 {
		return nil
	}
	n := 0.0
	for _, k := range c.Parts {
		if sums[k] == nil {
			return nil
		}
		n += *sums[k]
	}
	return big.NewRat(int64(n), int64(*base))
}

// rosterClean drops what no cell can hold: control characters, zero-width marks
// and marks that turn the direction of writing (CASES T21).
func rosterClean(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r == '\r', !markup.Legal(r), r == 0xFEFF, r >= 0x200B && r <= 0x200F,
			r >= 0x202A && r <= 0x202E, r >= 0x2060 && r <= 0x2069:
			return -1
		}
		return r
	}, s))
}
