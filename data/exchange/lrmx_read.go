package exchange

import (
	"fmt"
	"strings"

	"kaocha/data/cadre"
)

// ParseLRMX reads an appointment-form file (DOMAIN 3.2). A fault inside one
// element leaves that field blank and becomes a Problem; an error means that
// nothing could be read: no such file, DTD or entities, too large, cut short.
func ParseLRMX(raw []byte) (*Person, error) {
	f, err := openLRMX(raw)
	if err != nil {
		return nil, err
	}
	p := &Person{Raw: raw, Origin: Origin{Kind: KindLRMX}}
	f.tellFile(p)
	for name, fd := range byElement() {
		if i, ok := f.top[name]; ok && name != elFamily {
			f.readField(p, fd, i)
		}
	}
	f.readFamily(p)
	f.readPhoto(p)
	if p.Cadre.Name == "" {
		p.tell(Problem{Where: "元素 XingMing", Field: "姓名", Expected: "姓名", Message: "文件里没有姓名", Refused: true})
	}
	sortProblems(p.Problems)
	return p, nil
}

// tellFile notes what is odd about the file as a whole.
func (f *lrmxFile) tellFile(p *Person) {
	head := f.src[f.cs.bom*boolInt(f.cs.name != "UTF-16"):]
	if d := declaredCharset(head); !f.cs.agrees(d) {
		p.tell(Problem{Where: "文件头", Found: d, Message: "文件头写明的编码与实际编码（" + f.cs.name + "）不符，已按实际编码读取"})
	}
	if !f.valid {
		p.tell(Problem{Where: "文件", Message: "有无法识别的字节，已用“\uFFFD”代替，请核对文字"})
	}
	if f.persons > 1 {
		p.tell(Problem{Where: "文件", Found: fmt.Sprintf("%d 人", f.persons), Refused: true,
			Message: "一个文件里有几个人，只读取了第一个；请用任免表编辑器分成每人一个文件再导入"})
	}
	for _, n := range f.twice {
		p.tell(Problem{Where: "元素 " + n, Message: "同一标记出现多次，只取第一个"})
	}
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// readField sets one field from element i.
func (f *lrmxFile) readField(p *Person, fd *cadre.Field, i int) {
	where := "元素 " + fd.LRMX
	c := cleanText(f.text(i))
	for _, n := range c.notes(where, fd.Key) {
		p.tell(n)
	}
	p.set(fd, where, c.text)
}

// maxFieldBytes is far more than any form holds.
const maxFieldBytes = 200_000

// set writes a cleaned text into a field; a refusal becomes a Problem.
func (p *Person) set(fd *cadre.Field, where, s string) {
	if s == "" {
		return
	}
	switch {
	case len(s) > maxFieldBytes:
		p.tell(Problem{Where: where, Field: fd.Key, Found: shorten(s[:200], 20), Message: fmt.Sprintf("文字超过 %d 字节，没有导入，请核对文件", maxFieldBytes), Refused: true})
		return
	case fd.Key == "姓名":
		s = p.plainName(where, s)
	case fd.Key == idKey:
		s = p.tidyID(where, s)
	}
	if err := fd.Set(&p.Cadre, s); err != nil {
		p.tell(Problem{Where: where, Field: fd.Key, Found: s, Expected: expectedOf(fd), Message: err.Error(), Refused: true})
	}
}

// expectedOf says how a field is written.
func expectedOf(fd *cadre.Field) string {
	switch fd.Kind {
	case cadre.Day:
		return "年月，如 1985.07"
	case cadre.Number:
		return "整数"
	case cadre.List:
		return "每行一条"
	}
	return ""
}

// readFamily reads the Items; blank ones are padding.
func (f *lrmxFile) readFamily(p *Person) {
	root, ok := f.top[elFamily]
	if !ok {
		return
	}
	for n, k := range f.items(root) {
		m, probs := f.member(k, n+1)
		p.Problems = append(p.Problems, probs...)
		if m != (cadre.FamilyMember{}) {
			p.Cadre.Family = append(p.Cadre.Family, m)
		}
	}
	if n := len(p.Cadre.Family); n > 10 {
		p.tell(Problem{Where: "元素 " + elFamily, Field: "家庭成员", Found: fmt.Sprintf("%d 人", n),
			Message: "任免表编辑器最多显示 10 名家庭成员，已全部导入"})
	}
}

func (f *lrmxFile) items(parent int) []int {
	var out []int
	for _, k := range f.els[parent].kids {
		if f.els[k].name == elItem {
			out = append(out, k)
		}
	}
	return out
}

// memberParts are the elements of one Item, in the editor's order.
var memberParts = []struct {
	el  string
	get func(*cadre.FamilyMember) string
	set func(*cadre.FamilyMember, string) error
}{
	{"ChengWei", func(m *cadre.FamilyMember) string { return m.Relation }, func(m *cadre.FamilyMember, s string) error { m.Relation = s; return nil }},
	{"XingMing", func(m *cadre.FamilyMember) string { return m.Name }, func(m *cadre.FamilyMember, s string) error { m.Name = tidyName(s); return nil }},
	{"ChuShengRiQi", func(m *cadre.FamilyMember) string { return m.Birth.Compact() }, func(m *cadre.FamilyMember, s string) (err error) {
		m.Birth, err = cadre.ParseDate(s)
		return err
	}},
	{"ZhengZhiMianMao", func(m *cadre.FamilyMember) string { return m.Political }, func(m *cadre.FamilyMember, s string) error { m.Political = s; return nil }},
	{"GongZuoDanWeiJiZhiWu", func(m *cadre.FamilyMember) string { return m.Work }, func(m *cadre.FamilyMember, s string) error { m.Work = s; return nil }},
}

// member reads the n-th Item (from 1).
func (f *lrmxFile) member(item, n int) (m cadre.FamilyMember, probs []Problem) {
	for _, part := range memberParts {
		i := f.child(item, part.el)
		if i < 0 {
			continue
		}
		where := fmt.Sprintf("家庭成员第 %d 人 %s", n, part.el)
		c := cleanText(f.text(i))
		probs = append(probs, c.notes(where, "家庭成员")...)
		if err := part.set(&m, c.text); err != nil {
			probs = append(probs, Problem{Where: where, Field: "家庭成员", Found: c.text, Expected: "年月，如 1985.07", Message: err.Error(), Refused: true})
		}
	}
	return m, probs
}

// child is the first child element by name, -1 for none.
func (f *lrmxFile) child(parent int, name string) int {
	for _, k := range f.els[parent].kids {
		if f.els[k].name == name {
			return k
		}
	}
	return -1
}

func (f *lrmxFile) readPhoto(p *Person) {
	i, ok := f.top[elPhoto]
	if !ok {
		return
	}
	photo, problem := decodePhoto(f.photoText(i))
	p.Photo = photo
	if problem != "" {
		p.tell(Problem{Where: "元素 " + elPhoto, Field: photoKey, Message: problem, Refused: true})
	}
}

// photoText gives the base64 text without copying it in the usual case.
func (f *lrmxFile) photoText(i int) []byte {
	e := f.els[i]
	body := f.src[e.from:e.to]
	if strings.IndexByte(string(body[:min(len(body), 64)]), '<') < 0 && len(e.kids) == 0 {
		return body
	}
	return []byte(f.text(i))
}
