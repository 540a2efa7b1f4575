package safefile

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// Read reads a whole file of at most limit bytes (0: any size). Errors are a
// *Error with what to do.
func Read(path string, limit int64) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, ExplainRead(path, err)
	}
	defer f.Close()
	st, err := f.Stat()
	switch {
	case err != nil:
		return nil, ExplainRead(path, err)
	case st.IsDir():
		return nil, &Error{path, fmt.Sprintf("“%s”是文件夹，请指定一个文件", path), fs.ErrInvalid}
	case limit > 0 && st.Size() > limit:
		return nil, &Error{path, fmt.Sprintf("“%s”有 %d MB，超过 %d MB，没有读取；请核对是不是选错了文件", path, st.Size()>>20, limit>>20), fs.ErrInvalid}
	}
	b, err := io.ReadAll(f)
	return b, ExplainRead(path, err)
}

// ExplainRead turns a system error in reading path into a *Error with a Chinese
// sentence. Errors already explained are returned unchanged; nil stays nil.
func ExplainRead(path string, err error) error {
	var done *Error
	switch {
	case err == nil || errors.As(err, &done):
		return err
	case errors.Is(err, fs.ErrNotExist):
		return &Error{path, fmt.Sprintf("找不到文件“%s”；请核对路径和文件名，或检查磁盘、U 盘是否已连接", path), err}
	case errors.Is(err, fs.ErrPermission):
		return &Error{path, fmt.Sprintf("没有读取“%s”的权限；请检查文件的权限，或复制到自己的文件夹再试", path), err}
	}
	return &Error{path, fmt.Sprintf("读不了“%s”，可能正被别的程序占用或磁盘有问题；请关闭打开它的程序后再试", path), err}
}

// MakeDir makes a folder with the folders above it; one that exists is fine.
func MakeDir(path string, mode os.FileMode) error {
	if err := checkLength(path); err != nil {
		return err
	}
	if st, err := os.Stat(path); err == nil && !st.IsDir() {
		return &Error{path, fmt.Sprintf("“%s”是文件，不是文件夹；请换一个名称", path), fs.ErrExist}
	}
	return Explain(path, os.MkdirAll(path, mode))
}
