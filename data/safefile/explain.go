package safefile

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf16"
)

// Error is a file fault in the user's words; Err is the system's own error.
type Error struct {
	Path string
	Text string
	Err  error
}

// Error gives the Chinese sentence.
func (e *Error) Error() string { return e.Text }

// Unwrap gives the system's error.
func (e *Error) Unwrap() error { return e.Err }

// fault is what went wrong, told apart by the system's error number.
type fault int

const (
	other fault = iota
	diskFull
	readOnly
	noAccess
	inUse
	tooLong
	noFolder
	badName
)

// sentences: what happened and what to do. %s is the path.
var sentences = map[fault]string{
	diskFull: "磁盘空间不足，“%s”没有写成，原有文件未动；请清理磁盘或换一个位置再试",
	readOnly: "“%s”所在的磁盘或文件夹是只读的，不能写入；请换一个可以写入的位置",
	noAccess: "没有写入“%s”的权限，或者它正被其他程序打开；请关闭打开它的程序（如 WPS），或换一个位置",
	inUse:    "“%s”正被其他程序打开（如 WPS、Excel），不能替换；请关闭后再试",
	tooLong:  "路径过长，不能写入“%s”；请换一个层级较浅的文件夹，或缩短名称",
	noFolder: "找不到“%s”所在的文件夹；请先建立该文件夹，或检查磁盘、U 盘是否已连接",
	badName:  "名称“%s”含有系统不允许的字符；请去掉 < > : \" / \\ | ? * 等字符",
}

// Explain turns a system error about path into a *Error with a Chinese
// sentence. Errors that do not come from the file system, and errors already
// explained, are returned unchanged; nil stays nil.
func Explain(path string, err error) error {
	var done *Error
	if err == nil || errors.As(err, &done) {
		return err
	}
	kind := classify(err)
	if kind == other {
		return plain(path, err)
	}
	return &Error{Path: path, Text: fmt.Sprintf(sentences[kind], path), Err: err}
}

// plain handles what has no error number of its own.
func plain(path string, err error) error {
	var pe *fs.PathError
	var le *os.LinkError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return &Error{path, fmt.Sprintf(sentences[noFolder], path), err}
	case errors.Is(err, fs.ErrPermission):
		return &Error{path, fmt.Sprintf(sentences[noAccess], path), err}
	case errors.As(err, &pe), errors.As(err, &le):
		return &Error{path, fmt.Sprintf("“%s”写入失败（%v）；原有文件未动，请换一个位置再试", path, err), err}
	}
	return err
}

func exists(path string) error {
	return &Error{path, fmt.Sprintf("“%s”已经存在，为免覆盖没有写入；请换一个名称", path), fs.ErrExist}
}

// checkLength refuses paths that Windows' own programs cannot open, although
// Go could write them.
func checkLength(path string) error {
	if maxPath == 0 {
		return nil
	}
	abs, err := filepath.Abs(path)
	if err == nil && len(utf16.Encode([]rune(abs))) > maxPath {
		return &Error{path, fmt.Sprintf(sentences[tooLong], path), fs.ErrInvalid}
	}
	return nil
}

// reserved are device names Windows keeps for itself.
var reserved = map[string]bool{"CON": true, "PRN": true, "AUX": true, "NUL": true}

func init() {
	for _, d := range "123456789" {
		reserved["COM"+string(d)] = true
		reserved["LPT"+string(d)] = true
	}
}

// wide replaces characters that no file name may have by their full-width look.
var wide = strings.NewReplacer("<", "＜", ">", "＞", ":", "：", `"`, "＂", "/", "／",
	`\`, "＼", "|", "｜", "?", "？", "*", "＊")

// Name makes one file or folder name of any text, valid on Windows and Linux:
// forbidden characters become full-width, control characters and those that turn
// the direction of writing or show nothing go; at most 80 characters, never empty.
func Name(s string) string { return name(s, 80) }

// IsName tells that a text is valid as one file name as it stands, however long:
// a name that came from elsewhere and will be shown or written.
func IsName(s string) bool { return name(s, len(s)) == s }

func name(s string, most int) string {
	s = strings.Map(func(r rune) rune {
		if r < 0x20 || r == 0x7f || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, wide.Replace(s))
	if r := []rune(s); len(r) > most {
		s = string(r[:most])
	}
	s = strings.TrimRight(strings.TrimSpace(s), ". ")
	stem, _, _ := strings.Cut(s, ".")
	if s == "" || reserved[strings.ToUpper(stem)] {
		return "_" + s
	}
	return s
}
