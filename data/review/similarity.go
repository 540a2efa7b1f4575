package review

import (
	"slices"
	"unicode"
)

// shingleLen is the number of Han characters taken together when texts are
// compared; minShingles the fewest a text must have to be compared at all:
// a few stock sentences are no copy.
const (
	shingleLen  = 5
	minShingles = 60
)

// Similarity is the share of common 5-character runs of two texts (Jaccard over
// Han characters, everything else left out): 0 nothing in common, 1 the same.
// Two texts too short to have a run are 0.
func Similarity(a, b string) float64 { return jaccard(shingles(a), shingles(b)) }

// shingles is the sorted set of hashes of a text's runs.
func shingles(text string) []uint64 {
	han := make([]rune, 0, len(text)/3)
	for _, r := range text {
		if isHan(r) {
			han = append(han, r)
		}
	}
	out := make([]uint64, 0, max(len(han)-shingleLen+1, 0))
	for i := 0; i+shingleLen <= len(han); i++ {
		out = append(out, shingle(han[i:i+shingleLen]))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func isHan(r rune) bool { return r >= '一' && r <= '鿿' || r > '鿿' && unicode.Is(unicode.Han, r) }

// shingle is the hash of one run: FNV-1a over the characters.
func shingle(run []rune) uint64 {
	h := uint64(14695981039346656037)
	for _, r := range run {
		h = (h ^ uint64(r)) * 1099511628211
	}
	return h ^ h>>29
}

func jaccard(a, b []uint64) float64 {
	common, i, j := 0, 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			common, i, j = common+1, i+1, j+1
		}
	}
	if all := len(a) + len(b) - common; all > 0 {
		return float64(common) / float64(all)
	}
	return 0
}

// Copy says that text Later has much in common with text Earlier.
type Copy struct {
	Earlier, Later int // places in the list
	Similarity     float64
}

// Bounds of the search for copies. A run found in more than commonRun texts
// links neighbours only, which still finds a text copied by everybody. In a
// large collection only every sampleStep-th run (by its hash) looks for
// candidates; their similarity is then computed exactly.
const (
	commonRun  = 12
	sampleStep = 8
	largeTexts = 200000 // runs in all texts
)

// Copies finds, for each text, the most similar earlier one if it reaches the
// limit. Time grows with the texts' length, not with the number of pairs.
func Copies(texts []string, limit float64) []Copy {
	sets := make([][]uint64, len(texts))
	total := 0
	for i, t := range texts {
		if s := shingles(t); len(s) >= minShingles {
			sets[i] = s
			total += len(s)
		}
	}
	step := uint64(1)
	if total > largeTexts {
		step = sampleStep
	}
	best := map[int]Copy{}
	for pair := range candidates(sets, step) {
		a, b := pair[0], pair[1]
		sim := jaccard(sets[a], sets[b])
		old, ok := best[b]
		if sim >= limit && (!ok || sim > old.Similarity || sim == old.Similarity && a < old.Earlier) {
			best[b] = Copy{a, b, sim}
		}
	}
	out := make([]Copy, 0, len(best))
	for _, c := range best {
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b Copy) int { return a.Later - b.Later })
	return out
}

// candidates are the pairs of texts that share a run.
func candidates(sets [][]uint64, step uint64) map[[2]int]bool {
	type entry struct {
		hash uint64
		text int
	}
	var index []entry
	for i, s := range sets {
		for _, h := range s {
			if h%step == 0 {
				index = append(index, entry{h, i})
			}
		}
	}
	slices.SortFunc(index, func(a, b entry) int {
		switch {
		case a.hash != b.hash && a.hash < b.hash:
			return -1
		case a.hash != b.hash:
			return 1
		}
		return a.text - b.text
	})
	pairs := map[[2]int]bool{}
	for i := 0; i < len(index); {
		j := i
		for j < len(index) && index[j].hash == index[i].hash {
			j++
		}
		run := index[i:j]
		for a := range run {
			reach := len(run)
			if len(run) > commonRun {
				reach = min(a+2, len(run))
			}
			for b := a + 1; b < reach; b++ {
				pairs[[2]int{run[a].text, run[b].text}] = true
			}
		}
		i = j
	}
	return pairs
}
