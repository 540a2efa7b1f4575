package exchange

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"kaocha/data/cadre"
)

// matcher finds people of the register.
type matcher struct {
	byNumber map[string][]*cadre.Cadre
	byName   map[string][]*cadre.Cadre
}

func newMatcher(existing []cadre.Cadre) *matcher {
	m := &matcher{map[string][]*cadre.Cadre{}, map[string][]*cadre.Cadre{}}
	for i := range existing {
		c := &existing[i]
		if n := matchID(c.IDNumber); n != "" {
			m.byNumber[n] = append(m.byNumber[n], c)
		}
		n := matchName(c.Name)
		m.byName[n] = append(m.byName[n], c)
	}
	return m
}

// matchName is a name without blanks, zero-width characters, variants of the
// dot in names of minorities, and with composed characters.
func matchName(s string) string {
	return strings.NewReplacer("•", "·", "・", "·", "．", "·", "‧", "·", ".", "·").Replace(norm.NFC.String(squeeze(s)))
}

// match decides about one item by the register alone.
func (m *matcher) match(it *Item) {
	p := &it.Person.Cadre
	if matchName(p.Name) == "" {
		it.doubt(nil, "没有姓名，不能导入；请在原文件里补上姓名")
		it.Skip = true
		return
	}
	if n := matchID(p.IDNumber); n != "" && len(m.byNumber[n]) > 0 {
		m.byIDNumber(it, m.byNumber[n])
		return
	}
	same := m.byName[matchName(p.Name)]
	if len(same) == 0 {
		it.Kind = New
		return
	}
	sure, birth := m.sift(p, same)
	switch {
	case len(sure) == 1 && !otherID(p, sure[0]):
		it.Kind, it.Existing = Changed, sure[0]
		it.Reason = "姓名、出生年月和单位相同"
	case len(sure) == 1:
		it.doubt(sure, "姓名、出生年月和单位相同，但身份证号不同")
	case len(sure) > 1:
		it.doubt(sure, "干部库里有几个人姓名、出生年月和单位都相同")
	case len(birth) > 0:
		it.doubt(birth, "姓名和出生年月相同，但单位不同或没有写明，也没有身份证号可核对")
	case allOthers(p, same):
		it.Kind = New
		it.Reason = "干部库里有同名的人（" + describe(same) + "），身份证号和出生年月都不同，按新增处理"
	default:
		it.doubt(same, "只有姓名相同，不能据此认定是同一人")
	}
}

func (m *matcher) byIDNumber(it *Item, found []*cadre.Cadre) {
	switch {
	case len(found) > 1:
		it.doubt(found, "干部库里有几个人登记了这个身份证号")
	case matchName(found[0].Name) != matchName(it.Person.Cadre.Name):
		it.doubt(found, "身份证号与干部库里的“"+found[0].Name+"”相同，但姓名不同")
	default:
		it.Kind, it.Existing, it.Reason = Changed, found[0], "身份证号相同"
	}
}

// sift splits people of the same name: sure have the same birth month and unit,
// birth only the same birth month.
func (m *matcher) sift(p *cadre.Cadre, same []*cadre.Cadre) (sure, birth []*cadre.Cadre) {
	for _, c := range same {
		if !sameMonth(p.Birth, c.Birth) {
			continue
		}
		if sameUnit(p, c) {
			sure = append(sure, c)
		} else {
			birth = append(birth, c)
		}
	}
	return sure, birth
}

func sameMonth(a, b cadre.Date) bool { return a.Month != 0 && a.Month1() == b.Month1() }

// sameUnit compares units; an .lrmx has none, its 现任职务 begins with it.
func sameUnit(a, b *cadre.Cadre) bool {
	x, y := squeeze(a.Unit), squeeze(b.Unit)
	switch {
	case x != "" && y != "":
		return x == y
	case x == "" && y == "":
		return a.Position != "" && squeeze(a.Position) == squeeze(b.Position)
	case x == "":
		return len([]rune(y)) >= 3 && strings.Contains(squeeze(a.Position), y)
	}
	return len([]rune(x)) >= 3 && strings.Contains(squeeze(b.Position), x)
}

func otherID(a, b *cadre.Cadre) bool {
	x, y := matchID(a.IDNumber), matchID(b.IDNumber)
	return x != "" && y != "" && x != y
}

// allOthers tells that each one has another ID number and another birth month.
func allOthers(p *cadre.Cadre, cs []*cadre.Cadre) bool {
	return !slices.ContainsFunc(cs, func(c *cadre.Cadre) bool {
		return !otherID(p, c) || c.Birth.Month == 0 || p.Birth.Month == 0 || sameMonth(p.Birth, c.Birth)
	})
}

func (it *Item) doubt(cs []*cadre.Cadre, why string) {
	it.Kind, it.Existing, it.Candidates = Doubtful, nil, cs
	it.Reason = why
	if len(cs) > 0 {
		it.Reason += "：" + describe(cs)
	}
}

// describe names people so that a clerk can tell them apart.
func describe(cs []*cadre.Cadre) string {
	var out []string
	for i, c := range cs {
		if i == 5 {
			out = append(out, fmt.Sprintf("等 %d 人", len(cs)))
			break
		}
		parts := []string{c.Name}
		for _, s := range []string{c.Birth.Dotted(), c.Unit, c.Branch} {
			if s != "" {
				parts = append(parts, s)
			}
		}
		out = append(out, strings.Join(parts, " "))
	}
	return strings.Join(out, "；")
}

// maxRepeats is with how many namesakes of the batch a person is compared: a
// file of nothing but one name must not cost the square of its rows.
const maxRepeats = 8

// withinBatch looks for one person occurring twice among the files: exact
// repeats are left out, everything else that could be one person is doubtful.
func (m *matcher) withinBatch(items []Item) {
	groups := map[string][]int{}
	for i := range items {
		p := &items[i].Person.Cadre
		if n := matchID(p.IDNumber); n != "" {
			groups["1"+n] = append(groups["1"+n], i)
		}
		if p.Birth.Month != 0 {
			k := "2" + matchName(p.Name) + p.Birth.Dotted()
			groups[k] = append(groups[k], i)
		}
		if e := items[i].Existing; e != nil {
			groups["3"+e.ID] = append(groups["3"+e.ID], i)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(groups)) {
		g := groups[key]
		for a := range g {
			for b := range min(a, maxRepeats) {
				clash(&items[g[b]], &items[g[a]])
			}
		}
	}
}

// clash settles two items of the batch that may be one person; first stands
// before second.
func clash(first, second *Item) {
	switch {
	case first == second || first.Kind == Unchanged || second.Kind == Unchanged:
	case otherID(&first.Person.Cadre, &second.Person.Cadre) && first.Existing == nil && second.Existing == nil:
	case contained(second, first):
		second.repeats(first)
	case contained(first, second):
		first.repeats(second)
	default:
		for _, x := range []struct{ me, other *Item }{{first, second}, {second, first}} {
			x.me.clashWith(x.other)
		}
	}
}

// repeats leaves an item out because another one says all it says.
func (it *Item) repeats(other *Item) {
	it.Kind, it.Existing, it.Candidates = Unchanged, nil, nil
	it.Reason = "内容已包含在 " + other.Person.Origin.place() + " 中，只取一份"
}

// contained tells that part is surely the person of whole and says nothing else
// (the .lrm beside the .lrmx of one person).
func contained(part, whole *Item) bool {
	a, b := &part.Person.Cadre, &whole.Person.Cadre
	if !sameID(a.IDNumber, b.IDNumber) && !(sameMonth(a.Birth, b.Birth) && sameUnit(a, b)) {
		return false
	}
	for i := range cadre.Fields {
		f := &cadre.Fields[i]
		if now := f.Get(a); now != "" && now != f.Get(b) && !sameValue(f, f.Get(b), now) {
			return false
		}
	}
	return part.photoKey == "" || part.photoKey == whole.photoKey
}

// clashWith makes an item doubtful because of another one of the batch; what
// made it doubtful before stays in the reason.
func (it *Item) clashWith(other *Item) {
	why := clashReason(&it.Person.Cadre, &other.Person.Cadre) + "（另一处：" + other.Person.Origin.place() + "）"
	switch {
	case it.Kind != Doubtful && it.Existing != nil:
		it.doubt([]*cadre.Cadre{it.Existing}, why)
	case it.Kind != Doubtful:
		it.doubt(nil, why)
	case !strings.Contains(it.Reason, why):
		it.Reason += "；" + why
	}
}

func clashReason(a, b *cadre.Cadre) string {
	switch {
	case sameID(a.IDNumber, b.IDNumber):
		return "同一身份证号在这批资料里出现两次"
	case a.Branch != b.Branch && a.Branch != "" && b.Branch != "":
		return "同名同出生年月的人出现在两个党总支（" + a.Branch + "、" + b.Branch + "）"
	}
	return "同名同出生年月的人在这批资料里出现两次"
}

// place names where a person was read.
func (o Origin) place() string {
	s := o.File
	if o.Sheet != "" {
		s += " " + o.Sheet
	}
	if o.Row > 0 {
		s += fmt.Sprintf(" 第 %d 行", o.Row)
	}
	return strings.TrimSpace(s)
}
