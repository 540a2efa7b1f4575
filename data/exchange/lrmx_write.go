package exchange

import (
	"bytes"
	"encoding/base64"
	"slices"
	"strings"

	"kaocha/data/cadre"
)

// lrmxVersion is what a file of our own claims; editors of 3.x open it.
const lrmxVersion = "3.2.1.6"

// WriteLRMX writes a person as an appointment-form file.
//
// With raw (the file the person came from) only elements whose value differs
// from what raw says are rewritten: an untouched person gives raw byte for
// byte, and unknown elements, order, comments, white space and encoding stay.
// Without raw the elements come in the editor's order (DOMAIN 3.2).
//
// photo nil leaves the photo of raw as it is; an empty non-nil photo removes it.
func WriteLRMX(raw []byte, c *cadre.Cadre, photo []byte) ([]byte, error) {
	if len(raw) == 0 {
		return newLRMX(c, photo), nil
	}
	f, err := openLRMX(raw)
	if err != nil {
		return nil, err
	}
	old, err := ParseLRMX(raw)
	if err != nil {
		return nil, err
	}
	w := &lrmxEdit{f: f, eol: "\n"}
	if bytes.Contains(f.src, []byte("\r\n")) || bytes.IndexByte(f.src, '\n') < 0 {
		w.eol = "\r\n"
	}
	for name, fd := range byElement() {
		if name == elFamily {
			continue
		}
		if now := lrmxText(fd, c); now != lrmxText(fd, &old.Cadre) {
			w.setTop(name, w.encode(now))
		}
	}
	w.family(old.Cadre.Family, c.Family)
	if w.photoDiffers(photo, old.Photo) {
		w.setTop(elPhoto, []byte(base64.StdEncoding.EncodeToString(photo)))
	}
	if len(w.edits) == 0 {
		return bytes.Clone(raw), nil
	}
	return f.render(w.apply(), raw), nil
}

// photoDiffers tells whether ZhaoPian is to be rewritten; removing also clears
// what could not be read as a photo.
func (w *lrmxEdit) photoDiffers(now, old []byte) bool {
	if now != nil && len(now) == 0 {
		i, ok := w.f.top[elPhoto]
		return ok && len(bytes.TrimSpace(w.f.photoText(i))) > 0
	}
	return now != nil && !bytes.Equal(now, old)
}

// lrmxText is what an element says for a person.
func lrmxText(fd *cadre.Field, c *cadre.Cadre) string {
	switch fd.LRMX {
	case "ChuShengNianYue":
		return c.Birth.Month1().Compact()
	case "CanJiaGongZuoShiJian":
		return c.WorkStart.Month1().Compact()
	case "JiSuanNianLingShiJian":
		return c.Appointment.AgeDate.Compact()
	case "TianBiaoShiJian":
		return c.Appointment.FilledDate.Compact()
	case elParty:
		return partyText(c.PartyJoined)
	case "QuanRiZhiJiaoYu_XueWei_BiYeYuanXiaoXi":
		return unlessSame(c.FullTime.DegreeSchool, c.FullTime.School)
	case "ZaiZhiJiaoYu_XueWei_BiYeYuanXiaoXi":
		return unlessSame(c.PartTime.DegreeSchool, c.PartTime.School)
	}
	return strings.TrimRight(fd.Get(c), "\n")
}

// unlessSame leaves the degree's school blank when it repeats the other one.
func unlessSame(degree, school string) string {
	if degree == school {
		return ""
	}
	return degree
}

// partyText writes a plain date as YYYYMM; other syntaxes stay (DOMAIN 3.4).
func partyText(s string) string {
	if d, err := cadre.ParseDate(s); err == nil && d.Month != 0 {
		return d.Month1().Compact()
	}
	return s
}

func newLRMX(c *cadre.Cadre, photo []byte) []byte {
	const eol = "\r\n"
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="utf-8"?>` + eol + "<Person>" + eol)
	for _, name := range lrmxOrder {
		text := ""
		switch name {
		case elFamily:
			for i := range c.Family {
				text += eol + "    " + newItem(&c.Family[i], eol)
			}
			if text != "" {
				text += eol + "  "
			}
		case elPhoto:
			text = base64.StdEncoding.EncodeToString(photo)
		case elVersion:
			text = lrmxVersion
		default:
			if fd := byElement()[name]; fd != nil {
				text = escape(lrmxText(fd, c), eol)
			}
		}
		b.WriteString("  <" + name + ">" + text + "</" + name + ">" + eol)
	}
	b.WriteString("</Person>" + eol)
	return []byte(b.String())
}

func newItem(m *cadre.FamilyMember, eol string) string {
	var b strings.Builder
	b.WriteString("<Item>" + eol)
	for _, part := range memberParts {
		b.WriteString("      <" + part.el + ">" + escape(part.get(m), eol) + "</" + part.el + ">" + eol)
	}
	b.WriteString("    </Item>")
	return b.String()
}

// edit replaces the bytes from..to of the source.
type edit struct {
	from, to int
	text     []byte
	rank     int // order of insertions at one place
}

// lrmxEdit collects the edits of one file.
type lrmxEdit struct {
	f     *lrmxFile
	eol   string
	edits []edit
}

// encode escapes a text and puts it into the encoding of the scanned bytes.
func (w *lrmxEdit) encode(s string) []byte {
	s = escape(s, w.eol)
	if w.f.cs.name == "GB18030" {
		return w.f.cs.encode(s)
	}
	return []byte(s)
}

// setTop gives a child of the root new content, creating the child when the
// file lacks it and there is something to say.
func (w *lrmxEdit) setTop(name string, content []byte) {
	if i, ok := w.f.top[name]; ok {
		w.setElement(i, content)
		return
	}
	pos := slices.Index(lrmxOrder, name)
	if len(content) == 0 || pos < 0 {
		return // an element the plain format does not have is not brought in
	}
	at, lead := w.placeFor(pos)
	text := append([]byte("<"+name+">"), content...)
	text = append(text, "</"+name+">"...)
	w.edits = append(w.edits, edit{at, at, append([]byte(lead), text...), pos})
}

// placeFor finds where the element of that rank belongs: after the nearest
// earlier element that exists, else directly after the root's tag; lead is the
// white space the file puts before an element.
func (w *lrmxEdit) placeFor(pos int) (at int, lead string) {
	root := w.f.els[w.f.root]
	for p := pos - 1; p >= 0; p-- {
		if i, ok := w.f.top[lrmxOrder[p]]; ok {
			return w.f.els[i].end, w.leadOf(w.f.els[i].start)
		}
	}
	if len(root.kids) > 0 {
		return root.from, w.leadOf(w.f.els[root.kids[0]].start)
	}
	return root.from, ""
}

// leadOf is the white space directly before an offset.
func (w *lrmxEdit) leadOf(at int) string {
	b := w.f.src[:at]
	return string(b[len(bytes.TrimRight(b, " \t\r\n")):])
}

// setElement replaces an element's content; <X/> opens up, its attributes stay.
func (w *lrmxEdit) setElement(i int, content []byte) {
	e := w.f.els[i]
	if !e.empty {
		w.edits = append(w.edits, edit{e.from, e.to, content, 0})
		return
	}
	if len(content) == 0 {
		return
	}
	tag := bytes.TrimRight(w.f.src[e.start:e.end-2], " \t\r\n")
	text := append(bytes.Clone(tag), '>')
	text = append(append(text, content...), "</"+e.name+">"...)
	w.edits = append(w.edits, edit{e.start, e.end, text, 0})
}

// apply writes the source with the edits.
func (w *lrmxEdit) apply() []byte {
	slices.SortStableFunc(w.edits, func(a, b edit) int {
		if a.from != b.from {
			return a.from - b.from
		}
		return a.rank - b.rank
	})
	var out bytes.Buffer
	out.Grow(len(w.f.src) + 4096)
	at := 0
	for _, e := range w.edits {
		out.Write(w.f.src[at:e.from])
		out.Write(e.text)
		at = e.to
	}
	out.Write(w.f.src[at:])
	return out.Bytes()
}
