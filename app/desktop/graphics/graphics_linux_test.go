package graphics

import (
	"strings"
	"testing"
)

func TestNoDisplayIsTold(t *testing.T) {
	for _, c := range []struct{ x, wayland, says string }{
		{"", "", "没有图形界面"}, {"", "wayland-0", "XWayland"}, {":9876", "", "连不上图形界面（DISPLAY=:9876）"},
	} {
		t.Setenv("DISPLAY", c.x)
		t.Setenv("WAYLAND_DISPLAY", c.wayland)
		if err := Ready(); err == nil || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), "数据没有动过") {
			t.Errorf("DISPLAY=%q WAYLAND_DISPLAY=%q: %v", c.x, c.wayland, err)
		}
	}
}
