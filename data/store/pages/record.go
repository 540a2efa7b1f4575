package pages

import (
	"encoding/binary"
	"errors"
	"math"
	"unicode/utf8"
)

var errRow = errors.New("unreadable row")

// cell reads the row that begins at an offset of a leaf page.
func (f *File) cell(b []byte, at int) (Row, error) {
	if at < 8 || at >= len(b) {
		return Row{}, errRow
	}
	size, n := varint(b[at:])
	at += n
	if n == 0 || size < 1 || size > maxPayload || size > int64(f.count)*int64(f.page) || at >= len(b) {
		return Row{}, errRow
	}
	id, n := varint(b[at:])
	at += n
	if n == 0 {
		return Row{}, errRow
	}
	payload, err := f.payload(b, at, int(size))
	if err != nil {
		return Row{}, err
	}
	values, err := record(payload)
	return Row{ID: id, Values: values}, err
}

// payload gathers a row that may go on on other pages.
func (f *File) payload(b []byte, at, size int) ([]byte, error) {
	u := f.usable
	local := size
	if most := u - 35; size > most {
		least := (u-12)*32/255 - 23
		if local = least + (size-least)%(u-4); local > most {
			local = least
		}
	}
	if at+local > len(b) {
		return nil, errRow
	}
	if local == size {
		return b[at : at+size], nil
	}
	if at+local+4 > len(b) {
		return nil, errRow
	}
	out := append(make([]byte, 0, size), b[at:at+local]...)
	next := int(binary.BigEndian.Uint32(b[at+local:]))
	for range f.count {
		page := f.read(next)
		if page == nil || f.owner[next] != "" {
			return nil, errRow
		}
		f.spare[next] = true
		out = append(out, page[4:min(len(page), 4+size-len(out))]...)
		if len(out) == size {
			return out, nil
		}
		next = int(binary.BigEndian.Uint32(page))
	}
	return nil, errRow
}

// record takes a row's payload apart.
func record(p []byte) ([]any, error) {
	head, n := varint(p)
	if n == 0 || head < int64(n) || head > int64(len(p)) {
		return nil, errRow
	}
	types, body := p[n:head], p[head:]
	var out []any
	for len(types) > 0 {
		t, n := varint(types)
		if n == 0 || t < 0 {
			return nil, errRow
		}
		types = types[n:]
		v, used, err := value(t, body)
		if err != nil {
			return nil, err
		}
		body = body[used:]
		out = append(out, v)
	}
	if len(body) > 0 || len(out) == 0 {
		return nil, errRow
	}
	return out, nil
}

// intSizes are the bytes of the whole numbers of types 1 to 6.
var intSizes = [...]int{0, 1, 2, 3, 4, 6, 8}

// value reads one value of a serial type and tells how many bytes it took.
func value(t int64, b []byte) (any, int, error) {
	switch {
	case t == 0:
		return nil, 0, nil
	case t <= 6:
		n := intSizes[t]
		if n > len(b) {
			return nil, 0, errRow
		}
		v := int64(int8(b[0]))
		for _, c := range b[1:n] {
			v = v<<8 | int64(c)
		}
		return v, n, nil
	case t == 7:
		if len(b) < 8 {
			return nil, 0, errRow
		}
		return math.Float64frombits(binary.BigEndian.Uint64(b)), 8, nil
	case t == 8 || t == 9:
		return t - 8, 0, nil
	case t < 12 || (t-12)/2 > int64(len(b)):
		return nil, 0, errRow
	}
	n := int((t - 12) / 2)
	if t%2 == 0 {
		return append([]byte{}, b[:n]...), n, nil
	}
	if !utf8.Valid(b[:n]) {
		return nil, 0, errRow
	}
	return string(b[:n]), n, nil
}

// varint reads SQLite's number of one to nine bytes; n is 0 when it is cut off.
func varint(b []byte) (v int64, n int) {
	for i := range 9 {
		if i >= len(b) {
			return 0, 0
		}
		if i == 8 {
			return v<<8 | int64(b[i]), 9
		}
		v = v<<7 | int64(b[i]&0x7f)
		if b[i] < 0x80 {
			return v, i + 1
		}
	}
	return 0, 0
}
