package store

import (
	"errors"
	"fmt"
)

// Kinds of refusal, for errors.Is; the error's text is for the user.
var (
	ErrNotFound = errors.New("记录不存在")
	ErrConflict = errors.New("记录已被修改")
	ErrReadOnly = errors.New("数据文件为只读")
	ErrInUse    = errors.New("记录仍被引用")
	ErrInvalid  = errors.New("内容不符合要求")
	ErrDamaged  = errors.New("数据文件已损坏")
	ErrBusy     = errors.New("数据文件被占用")
	ErrHeld     = errors.New("数据文件已有人打开")
	ErrLocation = errors.New("存放位置不合适")
	ErrNothing  = errors.New("没有可以撤销或重做的操作")
)

// Error is a refusal in the user's words. Kind is one of the errors above.
type Error struct {
	Kind error
	Text string
	Err  error // the system's error, when there is one
}

// Error gives the Chinese sentence.
func (e *Error) Error() string { return e.Text }

// Unwrap gives the kind and the cause.
func (e *Error) Unwrap() []error {
	if e.Err == nil {
		return []error{e.Kind}
	}
	return []error{e.Kind, e.Err}
}

// cancelled is the end of a context in the user's words.
func cancelled(err error) error {
	return &Error{Kind: err, Text: "已取消，没有写入任何内容"}
}

func fail(kind error, format string, args ...any) error {
	return &Error{Kind: kind, Text: fmt.Sprintf(format, args...)}
}
