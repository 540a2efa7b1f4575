//go:build gles

package graphics

import (
	"fmt"

	"golang.org/x/sys/windows"
)

// compatible tells the build that draws by Direct3D (ANGLE).
const compatible = true

// Ready tells why no window can be shown, nil when one can.
func Ready() error {
	for _, name := range []string{"libGLESv2.dll", "libEGL.dll"} {
		if err := windows.NewLazyDLL(name).Load(); err != nil {
			return fmt.Errorf("兼容模式缺少文件 %s（它应当和 kaocha-compat.exe 放在一起）。\n\n%s", name, remedy)
		}
	}
	egl := windows.NewLazyDLL("libEGL.dll")
	display, _, _ := egl.NewProc("eglGetDisplay").Call(0)
	if ok, _, _ := egl.NewProc("eglInitialize").Call(display, 0, 0); ok == 0 {
		return fmt.Errorf("兼容模式也打不开窗口：系统的 Direct3D 不能用。\n\n%s", remedy)
	}
	return nil
}
