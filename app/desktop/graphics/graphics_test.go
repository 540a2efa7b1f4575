package graphics

import (
	"bytes"
	"errors"
	"testing"
)

func TestVersionOfOpenGL(t *testing.T) {
	for text, want := range map[string]bool{
		"2.1.0 - Build 8.15.10.2900": true, "4.6 (Compatibility Profile) Mesa 25.0.7": true, "3.0": true, "2.10": true, "10.0.1": true,
		"1.1.0": false, "2.0.6847": false, "1.4": false, "": false, "OpenGL ES 2.0": false, "2": false,
	} {
		if got := atLeast21(text); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

// The words are those of the window library: what it logs before it gives up.
func TestGuardActsOnFailuresOnly(t *testing.T) {
	for line, want := range map[string]int{
		"2026/11/24 22:40:06 Fyne error:  window creation error\n":       1,
		"2026/11/24 22:40:06 Fyne error:  failed to initialise OpenGL\n": 1,
		"2026/11/24 22:40:06 Fyne error:  failed to initialise GLFW\n":   1,
		"2026/11/24 22:40:06 Fyne error:  Preferences load error\n":      0,
	} {
		var passed bytes.Buffer
		acted := 0
		g := guard{&passed, func() { acted++ }}
		if n, err := g.Write([]byte(line)); n != len(line) || err != nil || passed.String() != line {
			t.Errorf("%q was not passed on: %d %v", line, n, err)
		}
		if acted != want {
			t.Errorf("%q: acted %d times, want %d", line, acted, want)
		}
	}
}

func TestRescueKeepsToShaders(t *testing.T) {
	for _, p := range []any{errors.New("failed to compile OpenGL shader:\nx"), errors.New("failed to link OpenGL program; error code: 502")} {
		if !refused(p) {
			t.Errorf("%v is not told", p)
		}
	}
	for _, p := range []any{"failed to compile OpenGL shader", errors.New("index out of range"), nil} {
		if refused(p) {
			t.Errorf("%v is taken for a fault of the driver", p)
		}
	}
	boom := errors.New("something else")
	defer func() {
		if p := recover(); p != boom {
			t.Errorf("the panic became %v", p)
		}
	}()
	defer Rescue()
	panic(boom)
}
