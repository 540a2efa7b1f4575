package review

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"kaocha/data/cadre"
)

// Difference is one field in which two states of a record differ.
type Difference struct {
	Path  []string // where it is, for TakeBack
	Group string   // the part of the record: 谈话记录, 考察报告
	Label string   // the field, with what it belongs to: 与张三的谈话 2025.03.04 · 缺点和不足
	Old   string   // "" for nothing there
	New   string
}

// Comparing has what the texts of a comparison need beside the records: the
// scheme for its names (nil: keys are shown) and the names of other records.
type Comparing struct {
	Scheme *Scheme
	Names  map[string]string // of branches, panels and persons, by ID
}

// Differences lists the fields in which two states of a record differ, in the
// order of the record. Both are of one type: *Subject, *Round, *Branch, *Panel
// or *Waiver. What only the program needs is compared with the field it belongs
// to, and never listed by itself.
func (c *Comparing) Differences(old, new any) []Difference {
	w := walk{c: c}
	w.structs(nil, "", "", reflect.ValueOf(old).Elem(), reflect.ValueOf(new).Elem())
	return w.out
}

// TakeBack gives the field at a path of a Difference, in to, the value that it
// has in from. It fails when what the field belongs to is no longer there.
func TakeBack(to, from any, path []string) error {
	return takeBack(reflect.ValueOf(to).Elem(), reflect.ValueOf(from).Elem(), path)
}

type walk struct {
	c   *Comparing
	out []Difference
}

// otherwise marks a value that changed where it does not show.
const otherwise = "（内容有改动）"

func (w *walk) add(path []string, group, label, old, new string) {
	if old == new {
		new += otherwise
	}
	if label == "" {
		label = group
	}
	w.out = append(w.out, Difference{Path: slices.Clone(path), Group: group, Label: label, Old: old, New: new})
}

// sameAs compares as it is stored: an empty list is no list.
func sameAs(a, b reflect.Value) bool {
	x, err1 := json.Marshal(a.Interface())
	y, err2 := json.Marshal(b.Interface())
	return err1 == nil && err2 == nil && bytes.Equal(emptyIsNull(x), emptyIsNull(y))
}

func emptyIsNull(b []byte) []byte {
	switch string(b) {
	case "[]", "{}", `""`:
		return []byte("null")
	}
	return b
}

// join puts a label behind what it belongs to.
func join(outer, label string) string {
	if outer == "" || label == "" {
		return outer + label
	}
	return outer + " · " + label
}

// structs goes through the fields of a record or of a part of one.
func (w *walk) structs(path []string, group, label string, a, b reflect.Value) {
	t := a.Type()
	for i := range t.NumField() {
		f := t.Field(i)
		word := words[t.Name()+"."+f.Name]
		x, y := a.Field(i), b.Field(i)
		if word.part || sameAs(x, y) {
			continue
		}
		at, in := append(slices.Clone(path), f.Name), group
		if word.group != "" {
			in = word.group
		}
		if word.text != nil {
			w.add(at, in, join(label, word.label), word.text(w.c, a.Interface()), word.text(w.c, b.Interface()))
			continue
		}
		if word.pair != nil {
			old, new := word.pair(x.String(), y.String())
			w.add(at, in, join(label, word.label), old, new)
			continue
		}
		w.values(at, in, join(label, word.label), word, x, y)
	}
}

func (w *walk) values(path []string, group, label string, word word, a, b reflect.Value) {
	whole := word.whole != nil && word.whole(a.Interface(), b.Interface())
	switch {
	case oneValue(a.Type()):
		w.add(path, group, label, plainText(a), plainText(b))
	case a.Kind() == reflect.Struct && whole:
		w.add(path, group, label, w.partText(a), w.partText(b))
	case a.Kind() == reflect.Struct:
		w.structs(path, group, label, a, b)
	case a.Kind() == reflect.Pointer && (whole || a.IsNil() || b.IsNil()):
		w.add(path, group, label, w.pointed(a), w.pointed(b))
	case a.Kind() == reflect.Pointer:
		w.structs(path, group, label, a.Elem(), b.Elem())
	case a.Kind() == reflect.Map:
		for _, key := range sortedKeysOf(a, b) {
			x, y := a.MapIndex(reflect.ValueOf(key)), b.MapIndex(reflect.ValueOf(key))
			at, name := append(slices.Clone(path), key), key
			if word.key != nil {
				name = word.key(w.c, key)
			}
			w.entries(at, group, join(label, name), x, y)
		}
	case a.Kind() == reflect.Slice && word.ident != nil:
		w.list(path, group, label, word, a, b)
	default:
		w.add(path, group, label, w.listText(a), w.listText(b))
	}
}

// entries compares what two maps have under one key; either may have nothing.
func (w *walk) entries(path []string, group, label string, a, b reflect.Value) {
	if a.IsValid() && b.IsValid() && sameAs(a, b) {
		return
	}
	if a.IsValid() && b.IsValid() && a.Kind() == reflect.Map {
		w.values(path, group, label, word{}, a, b)
		return
	}
	text := func(v reflect.Value) string {
		if !v.IsValid() {
			return ""
		}
		return plainText(v)
	}
	if text(a) != text(b) {
		w.add(path, group, label, text(a), text(b))
	}
}

// list compares two lists of parts that are known by a name of their own.
func (w *walk) list(path []string, group, label string, word word, a, b reflect.Value) {
	var ids []string
	for _, v := range []reflect.Value{b, a} {
		for i := range v.Len() {
			if id := word.ident(v.Index(i).Interface()); !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	for _, id := range ids {
		i, j := at(a, word, id), at(b, word, id)
		here := append(slices.Clone(path), id)
		switch {
		case i < 0:
			w.add(here, group, join(label, word.name(w.c, b.Index(j).Interface())), "", w.partText(b.Index(j)))
		case j < 0:
			w.add(here, group, join(label, word.name(w.c, a.Index(i).Interface())), w.partText(a.Index(i)), "")
		case !sameAs(a.Index(i), b.Index(j)):
			w.structs(here, group, join(label, word.name(w.c, b.Index(j).Interface())), a.Index(i), b.Index(j))
		}
	}
}

func at(list reflect.Value, w word, id string) int {
	for i := range list.Len() {
		if w.ident(list.Index(i).Interface()) == id {
			return i
		}
	}
	return -1
}

// pointed is the text of a part that may not be there.
func (w *walk) pointed(v reflect.Value) string {
	switch {
	case v.IsNil():
		return ""
	default:
		return w.partText(v.Elem())
	}
}

// partText is all of a part, a line each field that is filled in: what the part
// differs in from an empty one.
func (w *walk) partText(v reflect.Value) string {
	sub := walk{c: w.c}
	sub.structs(nil, "", "", reflect.Zero(v.Type()), v)
	var lines []string
	for _, d := range sub.out {
		lines = append(lines, d.Label+"："+strings.ReplaceAll(strings.TrimSuffix(d.New, otherwise), "\n", "，"))
	}
	return strings.Join(lines, "\n")
}

func (w *walk) listText(v reflect.Value) string {
	var out []string
	for i := range v.Len() {
		if e := v.Index(i); e.Kind() == reflect.Struct && !oneValue(e.Type()) {
			out = append(out, strings.ReplaceAll(w.partText(e), "\n", "，"))
		} else {
			out = append(out, plainText(e))
		}
	}
	return strings.Join(out, "\n")
}

// oneValue tells a type that is shown as one value.
func oneValue(t reflect.Type) bool {
	switch {
	case t == reflect.TypeFor[cadre.Date](), t == reflect.TypeFor[time.Time](), t == reflect.TypeFor[[]string](), t == reflect.TypeFor[*int]():
		return true
	}
	switch t.Kind() {
	case reflect.String, reflect.Bool, reflect.Int, reflect.Float64:
		return true
	}
	return false
}

func plainText(v reflect.Value) string {
	switch x := v.Interface().(type) {
	case string:
		return x
	case bool:
		return map[bool]string{true: "是", false: "否"}[x]
	case float64:
		return strconv.FormatFloat(x, 'f', -1, 64)
	case cadre.Date:
		return x.String()
	case time.Time:
		if x.IsZero() {
			return ""
		}
		return x.Local().Format("2006.01.02 15:04")
	case []string:
		return strings.Join(x, "、")
	case *int:
		if x == nil {
			return ""
		}
		return strconv.Itoa(*x)
	}
	if v.Kind() == reflect.Map {
		var out []string
		for _, key := range sortedKeysOf(v) {
			out = append(out, key+" "+plainText(v.MapIndex(reflect.ValueOf(key))))
		}
		return strings.Join(out, "，")
	}
	return fmt.Sprint(v.Interface())
}

func sortedKeysOf(maps ...reflect.Value) (out []string) {
	for _, m := range maps {
		for _, k := range m.MapKeys() {
			if !slices.Contains(out, k.String()) {
				out = append(out, k.String())
			}
		}
	}
	slices.Sort(out)
	return out
}

// takeBack follows the path and sets what stands at its end.
func takeBack(to, from reflect.Value, path []string) error {
	if len(path) == 0 {
		to.Set(from)
		return nil
	}
	switch step := path[0]; to.Kind() {
	case reflect.Struct:
		if !to.FieldByName(step).IsValid() {
			return fmt.Errorf("no field %s in %s", step, to.Type())
		}
		if len(path) == 1 {
			for _, f := range append([]string{step}, words[to.Type().Name()+"."+step].with...) {
				to.FieldByName(f).Set(from.FieldByName(f))
			}
			return nil
		}
		return takeBack(to.FieldByName(step), from.FieldByName(step), path[1:])
	case reflect.Pointer:
		if to.IsNil() || from.IsNil() {
			return errGone
		}
		return takeBack(to.Elem(), from.Elem(), path)
	case reflect.Map:
		return takeBackKey(to, from, step, path[1:])
	case reflect.Slice:
		return takeBackElement(to, from, step, path[1:])
	}
	return fmt.Errorf("no way to %v in %s", path, to.Type())
}

var errGone = errors.New("它所属的那一部分现在没有了，请用“全部恢复”")

func takeBackKey(to, from reflect.Value, key string, rest []string) error {
	k := reflect.ValueOf(key)
	was := from.MapIndex(k)
	if !was.IsValid() && len(rest) > 0 {
		return errGone
	}
	if to.IsNil() {
		to.Set(reflect.MakeMap(to.Type()))
	}
	if len(rest) == 0 {
		to.SetMapIndex(k, was) // the zero Value takes it out
		if to.Len() == 0 && from.IsNil() {
			to.SetZero()
		}
		return nil
	}
	now := to.MapIndex(k)
	if !now.IsValid() {
		return errGone
	}
	return takeBack(now, was, rest) // a map itself: what it holds is shared
}

// takeBackElement gives a list's element back what it was, puts it in again or
// takes it out.
func takeBackElement(to, from reflect.Value, id string, rest []string) error {
	w, ok := identOf(to.Type())
	if !ok {
		return fmt.Errorf("the elements of %s have no name", to.Type())
	}
	i, j := at(to, w, id), at(from, w, id)
	switch {
	case len(rest) > 0 && (i < 0 || j < 0):
		return errGone
	case len(rest) > 0:
		return takeBack(to.Index(i), from.Index(j), rest)
	case i < 0 && j < 0:
		return nil
	case j < 0:
		to.Set(reflect.AppendSlice(to.Slice3(0, i, i), to.Slice(i+1, to.Len())))
	case i >= 0:
		to.Index(i).Set(from.Index(j))
	default:
		place := min(j, to.Len())
		list := reflect.AppendSlice(reflect.Append(to.Slice3(0, place, place), from.Index(j)), to.Slice(place, to.Len()))
		to.Set(list)
	}
	return nil
}

// identOf finds what the elements of a list type are known by.
func identOf(t reflect.Type) (word, bool) {
	for _, owner := range []reflect.Type{reflect.TypeFor[Subject](), reflect.TypeFor[Round](), reflect.TypeFor[Tally]()} {
		for i := range owner.NumField() {
			if f := owner.Field(i); f.Type == t {
				w := words[owner.Name()+"."+f.Name]
				return w, w.ident != nil
			}
		}
	}
	return word{}, false
}
