//go:build !gles

package graphics

import (
	"errors"
	"fmt"
	"runtime"
	"unsafe"

	"golang.org/x/sys/windows"
)

// compatible tells the build that draws by Direct3D (ANGLE).
const compatible = false

// What a picture format must offer, and the fields' values (wingdi.h).
const (
	drawToWindow, supportOpenGL, doubleBuffer = 0x4, 0x20, 0x1
	glVersion                                 = 0x1F02
)

// pixelFormat is PIXELFORMATDESCRIPTOR; the fields that stay zero are left together.
type pixelFormat struct {
	size, version uint16
	flags         uint32
	kind, colour  byte
	rest          [30]byte
}

// needed are functions of OpenGL 2.1 that the window library calls.
var needed = []string{"glActiveTexture", "glBindBuffer", "glBufferData", "glBufferSubData", "glCreateShader", "glCompileShader",
	"glCreateProgram", "glLinkProgram", "glUseProgram", "glGetUniformLocation", "glUniform1f", "glUniform2fv", "glUniform4f",
	"glEnableVertexAttribArray", "glVertexAttribPointer", "glUniformMatrix2x3fv"}

var (
	user32, gdi32, opengl32 = windows.NewLazySystemDLL("user32.dll"), windows.NewLazySystemDLL("gdi32.dll"), windows.NewLazySystemDLL("opengl32.dll")

	createWindow, destroyWindow, getDC, releaseDC = user32.NewProc("CreateWindowExW"), user32.NewProc("DestroyWindow"), user32.NewProc("GetDC"), user32.NewProc("ReleaseDC")
	choosePixelFormat, setPixelFormat             = gdi32.NewProc("ChoosePixelFormat"), gdi32.NewProc("SetPixelFormat")

	createContext, deleteContext, makeCurrent = opengl32.NewProc("wglCreateContext"), opengl32.NewProc("wglDeleteContext"), opengl32.NewProc("wglMakeCurrent")
	getProcAddress, getString                 = opengl32.NewProc("wglGetProcAddress"), opengl32.NewProc("glGetString")
)

// Ready tells why no window can be shown, nil when one can: it draws nothing on
// a window that is never seen.
func Ready() error {
	if err := openGL(); err != nil {
		return fmt.Errorf("这台电脑不能按程序需要的方式（OpenGL 2.1）显示窗口：%w。\n\n%s", err, remedy)
	}
	return nil
}

func openGL() error {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	for _, dll := range []*windows.LazyDLL{user32, gdi32, opengl32} {
		if dll.Load() != nil {
			return fmt.Errorf("系统里没有 %s", dll.Name)
		}
	}
	class, err := windows.UTF16PtrFromString("STATIC")
	if err != nil {
		return err
	}
	win, _, _ := createWindow.Call(0, uintptr(unsafe.Pointer(class)), 0, 0, 0, 0, 8, 8, 0, 0, 0, 0)
	if win == 0 {
		return errors.New("系统不让建立窗口")
	}
	defer destroyWindow.Call(win)
	dc, _, _ := getDC.Call(win)
	defer releaseDC.Call(win, dc)
	want := pixelFormat{version: 1, flags: drawToWindow | supportOpenGL | doubleBuffer, colour: 24}
	want.size = uint16(unsafe.Sizeof(want))
	format, _, _ := choosePixelFormat.Call(dc, uintptr(unsafe.Pointer(&want)))
	if ok, _, _ := setPixelFormat.Call(dc, format, uintptr(unsafe.Pointer(&want))); format == 0 || ok == 0 {
		return errors.New("显卡驱动不提供 OpenGL")
	}
	context, _, _ := createContext.Call(dc)
	if context == 0 {
		return errors.New("显卡驱动不提供 OpenGL")
	}
	defer deleteContext.Call(context)
	if ok, _, _ := makeCurrent.Call(dc, context); ok == 0 {
		return errors.New("显卡驱动不提供 OpenGL")
	}
	defer makeCurrent.Call(0, 0)
	return enough()
}

// enough looks at the current context's version and functions.
func enough() error {
	text, _, _ := getString.Call(glVersion)
	if text == 0 {
		return errors.New("显卡驱动不提供 OpenGL")
	}
	version := windows.BytePtrToString(*(**byte)(unsafe.Pointer(&text)))
	if !atLeast21(version) {
		return fmt.Errorf("显卡驱动只有 OpenGL %s", version)
	}
	for _, f := range needed {
		b, err := windows.BytePtrFromString(f)
		if err != nil {
			return err
		}
		if at, _, _ := getProcAddress.Call(uintptr(unsafe.Pointer(b))); at == 0 {
			return fmt.Errorf("显卡驱动的 OpenGL 缺少 %s", f)
		}
	}
	return nil
}
