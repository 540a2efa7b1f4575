package exchange

import (
	"bytes"
	"slices"

	"kaocha/data/cadre"
)

// family rewrites JiaTingChengYuan when the members differ: an Item whose
// member stays keeps its bytes, a changed one has only the changed parts
// rewritten, and what stands between Items (comments, unknown elements, blank
// padding Items) is kept.
func (w *lrmxEdit) family(old, now []cadre.FamilyMember) {
	if slices.EqualFunc(old, now, sameMember) {
		return
	}
	root, ok := w.f.top[elFamily]
	if !ok || w.f.els[root].empty || len(w.filled(root)) == 0 {
		w.wholeFamily(now)
		return
	}
	w.edits = append(w.edits, edit{w.f.els[root].from, w.f.els[root].to, w.familyBody(root, now), 0})
}

// sameMember compares members as the file can hold them.
func sameMember(a, b cadre.FamilyMember) bool {
	for _, part := range memberParts {
		if part.get(&a) != part.get(&b) {
			return false
		}
	}
	return true
}

// wholeFamily writes all members where the file has none.
func (w *lrmxEdit) wholeFamily(now []cadre.FamilyMember) {
	if len(now) == 0 {
		return
	}
	var b bytes.Buffer
	for i := range now {
		b.WriteString(w.eol + "    ")
		b.Write(w.item(&now[i]))
	}
	b.WriteString(w.eol + "  ")
	w.setTop(elFamily, b.Bytes())
}

func (w *lrmxEdit) item(m *cadre.FamilyMember) []byte {
	s := newItem(m, w.eol)
	if w.f.cs.name == "GB18030" {
		return w.f.cs.encode(s)
	}
	return []byte(s)
}

// filled are the Items that name somebody.
func (w *lrmxEdit) filled(root int) []int {
	var out []int
	for _, k := range w.f.items(root) {
		if m, _ := w.f.member(k, 0); m != (cadre.FamilyMember{}) {
			out = append(out, k)
		}
	}
	return out
}

// familyBody is the new content of JiaTingChengYuan.
func (w *lrmxEdit) familyBody(root int, now []cadre.FamilyMember) []byte {
	items := w.filled(root)
	gaps := w.gaps(root, items)
	match := w.matchItems(items, now)
	lead := w.leadOf(w.f.els[items[0]].start)
	var b bytes.Buffer
	used := map[int]bool{}
	for i := range now {
		k := match[i]
		if k < 0 {
			b.WriteString(lead)
			b.Write(w.item(&now[i]))
			continue
		}
		used[k] = true
		b.Write(gaps[k])
		b.Write(w.editedItem(items[k], &now[i]))
	}
	for k := range items { // what stood before a removed member, when it says anything
		if !used[k] && len(bytes.TrimSpace(gaps[k])) > 0 {
			b.Write(gaps[k])
		}
	}
	b.Write(gaps[len(items)])
	return b.Bytes()
}

// gaps are the bytes before each item and after the last.
func (w *lrmxEdit) gaps(root int, items []int) [][]byte {
	at := w.f.els[root].from
	var out [][]byte
	for _, k := range items {
		out = append(out, w.f.src[at:w.f.els[k].start])
		at = w.f.els[k].end
	}
	return append(out, w.f.src[at:w.f.els[root].to])
}

// matchItems finds for each member the Item it came from: the same member, else
// the same name, else the same relation; -1 for a new one.
func (w *lrmxEdit) matchItems(items []int, now []cadre.FamilyMember) []int {
	match := make([]int, len(now))
	taken := make([]bool, len(items))
	old := make([]cadre.FamilyMember, len(items))
	for k, it := range items {
		old[k], _ = w.f.member(it, 0)
	}
	for i := range match {
		match[i] = -1
	}
	for _, same := range []func(a, b cadre.FamilyMember) bool{
		sameMember,
		func(a, b cadre.FamilyMember) bool { return a.Name != "" && a.Name == b.Name },
		func(a, b cadre.FamilyMember) bool { return a.Relation != "" && a.Relation == b.Relation },
	} {
		for i := range now {
			for k := range items {
				if match[i] < 0 && !taken[k] && same(now[i], old[k]) {
					match[i], taken[k] = k, true
				}
			}
		}
	}
	return match
}

// editedItem is an Item's bytes with the changed parts rewritten.
func (w *lrmxEdit) editedItem(item int, m *cadre.FamilyMember) []byte {
	old, _ := w.f.member(item, 0)
	e := w.f.els[item]
	in := &lrmxEdit{f: w.f, eol: w.eol}
	for _, part := range memberParts {
		now := part.get(m)
		if now == part.get(&old) {
			continue
		}
		if i := w.f.child(item, part.el); i >= 0 {
			in.setElement(i, w.encode(now))
			continue
		}
		text := append([]byte("<"+part.el+">"), w.encode(now)...)
		at := e.to - len(w.leadOf(e.to))
		in.edits = append(in.edits, edit{at, at, append(text, "</"+part.el+">"...), len(in.edits)})
	}
	if e.empty {
		return w.item(m)
	}
	return in.applyRange(e.start, e.end)
}

// applyRange is apply for a part of the source that holds all the edits.
func (w *lrmxEdit) applyRange(from, to int) []byte {
	part := &lrmxEdit{f: &lrmxFile{src: w.f.src[from:to]}}
	for _, e := range w.edits {
		e.from, e.to = e.from-from, e.to-from
		part.edits = append(part.edits, e)
	}
	return part.apply()
}
