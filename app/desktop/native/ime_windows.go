package native

import (
	"sync"
	"unsafe"

	"golang.org/x/sys/windows"
)

// Composes tells that the input method can be told here where text goes in.
const Composes = true

var (
	imm32            = windows.NewLazySystemDLL("imm32.dll")
	immGetContext    = imm32.NewProc("ImmGetContext")
	immRelease       = imm32.NewProc("ImmReleaseContext")
	immSetComposing  = imm32.NewProc("ImmSetCompositionWindow")
	immSetCandidates = imm32.NewProc("ImmSetCandidateWindow")
	setWindowLong    = user32.NewProc("SetWindowLongPtrW")
	callWindowProc   = user32.NewProc("CallWindowProcW")
	defWindowProc    = user32.NewProc("DefWindowProcW")
	clientToScreen   = user32.NewProc("ClientToScreen")
)

// Messages and numbers of winuser.h and imm.h.
const (
	msgDestroyed      = 0x0082 // WM_NCDESTROY
	msgStartComposing = 0x010D // WM_IME_STARTCOMPOSITION
	msgImeRequest     = 0x0288 // WM_IME_REQUEST
	askComposing      = 1      // IMR_COMPOSITIONWINDOW
	askCandidates     = 2      // IMR_CANDIDATEWINDOW
	askCharPosition   = 6      // IMR_QUERYCHARPOSITION
	styleForce        = 0x20   // CFS_FORCE_POSITION
	styleExclude      = 0x80   // CFS_EXCLUDE
)

const windowProc = ^uintptr(3) // GWLP_WNDPROC, −4

type winPoint struct{ x, y int32 }
type winRect struct{ left, top, right, bottom int32 }

// composition is COMPOSITIONFORM, candidates CANDIDATEFORM, charPosition
// IMECHARPOSITION.
type composition struct {
	style uint32
	at    winPoint
	area  winRect
}
type candidates struct {
	index, style uint32
	at           winPoint
	area         winRect
}
type charPosition struct {
	size, char uint32
	at         winPoint
	height     uint32
	document   winRect
}

// Composer tells the input method where text goes in, and brings the window back
// when its screen goes. Without it the list of
// candidates stands in a corner of the screen, for the window draws its fields
// itself and Windows does not know of them.
type Composer struct {
	window uintptr
	before uintptr // the window's own procedure
	mu     sync.Mutex
	spot   Spot
}

var composers = struct {
	sync.Mutex
	of map[uintptr]*Composer
}{of: map[uintptr]*Composer{}}

var procedure = windows.NewCallback(func(window, msg, w, l uintptr) uintptr {
	composers.Lock()
	c := composers.of[window]
	composers.Unlock()
	if c == nil {
		r, _, _ := defWindowProc.Call(window, msg, w, l)
		return r
	}
	return c.message(msg, w, l)
})

// Compose begins to answer for a window; nil where that cannot be done. It ends
// with the window.
func Compose(h Handle) *Composer {
	if h == 0 {
		return nil
	}
	composers.Lock()
	defer composers.Unlock()
	if c := composers.of[uintptr(h)]; c != nil {
		return c
	}
	c := &Composer{window: uintptr(h)}
	composers.of[c.window] = c
	c.before, _, _ = setWindowLong.Call(c.window, windowProc, procedure)
	if c.before == 0 {
		delete(composers.of, c.window)
		return nil
	}
	return c
}

// Place says where text goes in now, a zero Spot for nowhere.
func (c *Composer) Place(s Spot) {
	c.mu.Lock()
	same := c.spot == s
	c.spot = s
	c.mu.Unlock()
	if !same && s != (Spot{}) {
		c.tell(s)
	}
}

func (c *Composer) now() (Spot, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.spot, c.spot != Spot{}
}

func (s Spot) composing() composition {
	return composition{style: styleForce, at: winPoint{s.X, s.Y}, area: winRect{s.Left, s.Top, s.Right, s.Bottom}}
}

// candidates keeps the list off the line that is written.
func (s Spot) candidates() candidates {
	return candidates{style: styleExclude, at: winPoint{s.X, s.Y}, area: winRect{s.X, s.Y, s.X + 1, s.Y + s.Height}}
}

// tell gives the place to the input method's context of the window.
func (c *Composer) tell(s Spot) {
	context, _, _ := immGetContext.Call(c.window)
	if context == 0 {
		return
	}
	defer immRelease.Call(c.window, context)
	composing, list := s.composing(), s.candidates()
	immSetComposing.Call(context, uintptr(unsafe.Pointer(&composing)))
	immSetCandidates.Call(context, uintptr(unsafe.Pointer(&list)))
}

// message answers what the input method asks of the window.
func (c *Composer) message(msg, w, l uintptr) uintptr {
	s, placed := c.now()
	switch {
	case msg == msgDestroyed:
		composers.Lock()
		delete(composers.of, c.window)
		composers.Unlock()
		setWindowLong.Call(c.window, windowProc, c.before)
	case msg == msgDisplayChanged:
		defer KeepOnScreen(Handle(c.window))
	case msg == msgStartComposing && placed:
		c.tell(s)
	case msg == msgImeRequest && placed && l != 0:
		if c.answer(s, w, l) {
			return 1
		}
	}
	r, _, _ := callWindowProc.Call(c.before, c.window, msg, w, l)
	return r
}

// answer fills in what WM_IME_REQUEST asks for.
func (c *Composer) answer(s Spot, what, into uintptr) bool {
	switch what {
	case askComposing:
		*(*composition)(memory(into)) = s.composing()
	case askCandidates:
		form := (*candidates)(memory(into))
		index := form.index
		*form = s.candidates()
		form.index = index
	case askCharPosition:
		p := (*charPosition)(memory(into))
		p.at, p.height = c.onScreen(s.X, s.Y), uint32(s.Height)
		low, high := c.onScreen(s.Left, s.Top), c.onScreen(s.Right, s.Bottom)
		p.document = winRect{low.x, low.y, high.x, high.y}
	default:
		return false
	}
	return true
}

func (c *Composer) onScreen(x, y int32) winPoint {
	p := winPoint{x, y}
	clientToScreen.Call(c.window, uintptr(unsafe.Pointer(&p)))
	return p
}

// memory is an address of the system's memory, which Go does not move.
func memory(p uintptr) unsafe.Pointer { return *(*unsafe.Pointer)(unsafe.Pointer(&p)) }
