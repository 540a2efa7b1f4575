package native

import (
	"encoding/binary"
	"errors"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
)

// clipWait is how long another program may take to hand over what it copied.
const clipWait = 4 * time.Second

// ReadClip takes a picture, or the path of a copied file, from the clipboard of
// the X server. It asks the program that copied; that may be this one, so it is
// not to be called on the window's own goroutine.
func ReadClip() (Clip, error) {
	c, err := xgb.NewConn()
	if err != nil {
		return Clip{}, nil // no X server: no picture either
	}
	defer c.Close()
	x := &selection{conn: c, atoms: map[string]xproto.Atom{}, until: time.Now().Add(clipWait)}
	if err := x.open(); err != nil {
		return Clip{}, err
	}
	names, err := x.targets()
	if err != nil {
		return Clip{}, err
	}
	for _, t := range []string{"text/uri-list", "image/png", "image/jpeg", "image/bmp"} {
		if !names[x.atoms[t]] {
			continue
		}
		b, err := x.ask(t)
		if err != nil {
			return Clip{}, err
		}
		if t != "text/uri-list" {
			return Clip{Picture: b}, nil
		}
		if path := PathOf(string(b)); path != "" {
			return Clip{Path: path}, nil
		}
	}
	return Clip{}, nil
}

// selection is a conversation about the clipboard.
type selection struct {
	conn  *xgb.Conn
	win   xproto.Window
	atoms map[string]xproto.Atom
	until time.Time
}

func (x *selection) open() error {
	for _, name := range []string{"CLIPBOARD", "TARGETS", "INCR", "KAOCHA_CLIP", "text/uri-list", "image/png", "image/jpeg", "image/bmp"} {
		r, err := xproto.InternAtom(x.conn, false, uint16(len(name)), name).Reply()
		if err != nil {
			return err
		}
		x.atoms[name] = r.Atom
	}
	var err error
	if x.win, err = xproto.NewWindowId(x.conn); err != nil {
		return err
	}
	screen := xproto.Setup(x.conn).DefaultScreen(x.conn)
	return xproto.CreateWindowChecked(x.conn, 0, x.win, screen.Root, 0, 0, 1, 1, 0, xproto.WindowClassInputOnly, 0,
		xproto.CwEventMask, []uint32{xproto.EventMaskPropertyChange}).Check()
}

// targets are the kinds in which the clipboard can be had.
func (x *selection) targets() (map[xproto.Atom]bool, error) {
	b, err := x.ask("TARGETS")
	if err != nil {
		return nil, err
	}
	out := map[xproto.Atom]bool{}
	for ; len(b) >= 4; b = b[4:] {
		out[xproto.Atom(binary.LittleEndian.Uint32(b))] = true
	}
	return out, nil
}

// ask gets the clipboard in one of the kinds, nil when it is not to be had.
func (x *selection) ask(kind string) ([]byte, error) {
	into := x.atoms["KAOCHA_CLIP"]
	if err := xproto.ConvertSelectionChecked(x.conn, x.win, x.atoms["CLIPBOARD"], x.atoms[kind], into, xproto.TimeCurrentTime).Check(); err != nil {
		return nil, err
	}
	for {
		e, err := x.event()
		if err != nil {
			return nil, err
		}
		if n, ok := e.(xproto.SelectionNotifyEvent); ok {
			if n.Property == xproto.AtomNone {
				return nil, nil
			}
			break
		}
	}
	b, typ, err := x.take(into)
	if err != nil || typ != x.atoms["INCR"] {
		return b, err
	}
	return x.pieces(into) // too long for one answer
}

// pieces reads an answer that comes in several parts; an empty one is the end.
func (x *selection) pieces(into xproto.Atom) ([]byte, error) {
	var all []byte
	for {
		e, err := x.event()
		if err != nil {
			return nil, err
		}
		if n, ok := e.(xproto.PropertyNotifyEvent); !ok || n.Atom != into || n.State != xproto.PropertyNewValue {
			continue
		}
		b, _, err := x.take(into)
		if err != nil || len(b) == 0 {
			return all, err
		}
		if all = append(all, b...); len(all) > clipLimit {
			return nil, errClipSize
		}
		x.until = time.Now().Add(clipWait) // it goes on
	}
}

// take reads what was put into a property and removes it, which asks for more.
func (x *selection) take(p xproto.Atom) ([]byte, xproto.Atom, error) {
	r, err := xproto.GetProperty(x.conn, true, x.win, p, xproto.GetPropertyTypeAny, 0, clipLimit/4).Reply()
	if err != nil {
		return nil, 0, err
	}
	return r.Value, r.Type, nil
}

func (x *selection) event() (xgb.Event, error) {
	for time.Now().Before(x.until) {
		e, err := x.conn.PollForEvent()
		if e != nil {
			return e, nil
		}
		if err != nil {
			return nil, err
		}
		time.Sleep(2 * time.Millisecond)
	}
	return nil, errors.New("复制图片的程序没有回应，没有粘贴；请重新复制一次，或另存为文件后再选用")
}
