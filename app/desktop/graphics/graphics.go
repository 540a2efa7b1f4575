// Package graphics sees before the window library starts whether this computer
// can show the window, and tells in the system's own way when it cannot: the
// library itself would end or wait without a word.
package graphics

import (
	"fmt"
	"io"
	"log"
	"os"
	"strings"
)

// Title of the messages.
const Title = "考察通打不开窗口"

// untouched ends every message.
const untouched = "数据没有动过。全部功能也可以用命令完成，运行 kaocha --help 查看。"

// fatal are the library's words after which there will be no window.
var fatal = []string{"window creation error", "failed to initialise OpenGL", "failed to initialise GLFW"}

// guard passes the library's log on and acts on the words above. They come
// synchronously, before the library ends the program or waits without a window.
type guard struct {
	next io.Writer
	act  func()
}

func (g guard) Write(p []byte) (int, error) {
	n, err := g.next.Write(p)
	for _, words := range fatal {
		if strings.Contains(string(p), words) {
			g.act()
		}
	}
	return n, err
}

// Guard ends the program with a message when the window library fails after
// Ready found nothing wrong.
func Guard() { log.SetOutput(guard{os.Stderr, giveUp}) }

// giveUp starts the compatibility program or tells that there is no window.
func giveUp() {
	if Elsewhere() {
		os.Exit(0)
	}
	fmt.Fprintln(os.Stderr, late)
	Tell(late)
	os.Exit(1)
}

// Rescue, deferred around the window, does for shaders what Guard does for the
// rest: a driver that refuses them makes the library panic. Other panics go on,
// with the place they came from.
func Rescue() {
	p := recover()
	if p == nil {
		return
	}
	if refused(p) {
		fmt.Fprintln(os.Stderr, p)
		giveUp()
	}
	panic(p)
}

// refused tells a panic over shaders that did not compile or link.
func refused(p any) bool {
	err, ok := p.(error)
	return ok && (strings.HasPrefix(err.Error(), "failed to compile OpenGL shader") ||
		strings.HasPrefix(err.Error(), "failed to link OpenGL program"))
}
