//go:build !linux && !windows

package graphics

const late = "图形驱动（OpenGL）出错，窗口打不开。" + untouched

// Ready leaves the answer to the window library.
func Ready() error { return nil }

// Tell leaves the text on the error output.
func Tell(string) {}

// Elsewhere starts a program that can show the window; here there is none.
func Elsewhere() bool { return false }
