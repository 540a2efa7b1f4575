//go:build !windows

package native

import "errors"

// Dialogs tells that the system has file dialogs of its own here.
const Dialogs = false

var errNone = errors.New("no native dialogs")

// Open asks for files; none when it was cancelled.
func Open(FileDialog) ([]string, error) { return nil, errNone }

// OpenFolder asks for folders; none when it was cancelled.
func OpenFolder(FileDialog) ([]string, error) { return nil, errNone }

// Save asks for a file to write; "" when it was cancelled.
func Save(FileDialog) (string, error) { return "", errNone }
