package fonts

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
)

// FangFile is the name of the separate 仿宋 file.
const FangFile = "FandolFang.ttf"

// Fang returns the 仿宋 font and the path it was read from. Its licence (GPL
// with font exception) keeps it out of the executable, so it is a file, looked
// for in the folders of FangFolders. The first success is kept for the life of
// the process; after a failure the next call looks again.
//
// The error names every folder that was looked in.
func Fang() (data []byte, path string, err error) {
	fang.Lock()
	defer fang.Unlock()
	if fang.data == nil {
		fang.data, fang.path, err = readFirst(FangFolders(), FangFile)
		if err != nil {
			return nil, "", err
		}
	}
	return fang.data, fang.path, nil
}

var fang struct {
	sync.Mutex
	data []byte
	path string
}

// FangFolders lists where the separate 仿宋 file may lie, in the order of
// search: fonts beside the executable, the user's own font folder, and, while
// developing or testing, the source tree.
func FangFolders() []string {
	var folders []string
	if exe, err := os.Executable(); err == nil {
		if real, err := filepath.EvalSymlinks(exe); err == nil {
			exe = real
		}
		folders = append(folders, filepath.Join(filepath.Dir(exe), "fonts"))
	}
	if own, err := UserFolder(); err == nil {
		folders = append(folders, own)
	}
	return append(folders, sourceFolders()...)
}

// UserFolder is the folder in which a user may lay further fonts: kaocha/fonts
// in the user's configuration folder (%AppData% on Windows). It is not created
// here. An error means that the system names no such folder.
func UserFolder() (string, error) {
	base, err := os.UserConfigDir()
	if err != nil {
		return "", fmt.Errorf("找不到当前用户的配置文件夹：%w", err)
	}
	return filepath.Join(base, "kaocha", "fonts"), nil
}

// sourceFolders finds resources/fonts/fang of the source tree: from this
// file's own path, and from the working directory up to this module's go.mod.
func sourceFolders() []string {
	var folders []string
	if _, file, _, ok := runtime.Caller(0); ok && filepath.IsAbs(file) {
		folders = append(folders, filepath.Join(filepath.Dir(file), "fang"))
	}
	dir, err := os.Getwd()
	if err != nil {
		return folders
	}
	for {
		mod, err := os.ReadFile(filepath.Join(dir, "go.mod"))
		if err == nil {
			if strings.HasPrefix(string(mod), "module kaocha\n") {
				folders = append(folders, filepath.Join(dir, "resources", "fonts", "fang"))
			}
			return folders
		}
		up := filepath.Dir(dir)
		if up == dir {
			return folders
		}
		dir = up
	}
}

// readFirst reads the first readable file called name in folders.
func readFirst(folders []string, name string) ([]byte, string, error) {
	var unreadable []error
	for _, folder := range folders {
		path := filepath.Join(folder, name)
		data, err := os.ReadFile(path)
		if err == nil {
			return data, path, nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			unreadable = append(unreadable, err)
		}
	}
	if len(unreadable) > 0 {
		return nil, "", fmt.Errorf("仿宋字体文件 %s 打不开，请检查文件权限：%w", name, errors.Join(unreadable...))
	}
	return nil, "", fmt.Errorf("没有找到仿宋字体文件 %s，已查找的文件夹：%s。请把该文件放到其中一个文件夹，或安装系统的仿宋字体",
		name, strings.Join(folders, "、"))
}
