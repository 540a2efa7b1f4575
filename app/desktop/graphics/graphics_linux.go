package graphics

import (
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"os/exec"

	"github.com/jezek/xgb"
)

// late is told when the window library fails though all seemed well.
const late = "图形驱动（OpenGL）出错，窗口打不开。\n请装好显卡驱动；没有独立驱动的，请安装 Mesa（Debian、统信、麒麟：libgl1-mesa-dri），然后重新登录。\n" + untouched

// Ready tells why no window can be shown, nil when one can.
func Ready() error {
	if os.Getenv("DISPLAY") == "" {
		if os.Getenv("WAYLAND_DISPLAY") != "" {
			return errors.New("这个桌面是 Wayland，没有带 XWayland，窗口打不开。请安装 xwayland，或在登录界面改选 X11（Xorg）会话。\n" + untouched)
		}
		return errors.New("这里没有图形界面，打不开窗口。\n" + untouched)
	}
	xgb.Logger = log.New(io.Discard, "", 0)
	c, err := xgb.NewConn()
	if err != nil {
		return fmt.Errorf("连不上图形界面（DISPLAY=%s），窗口打不开。请在桌面上打开程序，不要在别的用户的终端里打开。\n%s", os.Getenv("DISPLAY"), untouched)
	}
	defer c.Close()
	if there, err := has(c, "GLX"); err != nil || !there {
		return errors.New("这个图形界面没有 OpenGL（GLX），窗口打不开。\n" +
			"通过远程桌面（VNC、xrdp）使用的，请换成带 GLX 的远程桌面，或者坐到那台电脑前打开。\n" +
			"在本机的，请装好显卡驱动；没有独立驱动的，请安装 Mesa（Debian、统信、麒麟：libgl1-mesa-dri），然后重新登录。\n" + untouched)
	}
	return nil
}

// has asks the X server for an extension (QueryExtension, X11 protocol, request 98).
func has(c *xgb.Conn, name string) (bool, error) {
	const queryExtension = 98
	pad := (len(name) + 3) &^ 3
	buf := make([]byte, 8+pad)
	buf[0] = queryExtension
	xgb.Put16(buf[2:], uint16(len(buf)/4))
	xgb.Put16(buf[4:], uint16(len(name)))
	copy(buf[8:], name)
	cookie := c.NewCookie(true, true)
	c.NewRequest(buf, cookie)
	reply, err := cookie.Reply()
	if err != nil || len(reply) < 9 {
		return false, err
	}
	return reply[8] == 1, nil
}

// Tell shows a text in a dialog of the desktop, where there is one that knows
// Chinese; it stands on the error output anyway.
func Tell(text string) {
	for _, c := range [][]string{
		{"zenity", "--error", "--no-markup", "--title", Title, "--text", text},
		{"kdialog", "--title", Title, "--error", text},
	} {
		if path, err := exec.LookPath(c[0]); err == nil && os.Getenv("DISPLAY") != "" {
			if exec.Command(path, c[1:]...).Run() == nil {
				return
			}
		}
	}
}

// Elsewhere starts a program that can show the window; on Linux there is none.
func Elsewhere() bool { return false }
