// Package native is what the window leaves to the system: file dialogs and the
// place of the input method's windows. It knows the window by its handle only
// and imports no Fyne, so that it can be tried by itself. Where the system
// offers nothing (Dialogs, Composes), the window does without.
package native

// Handle is the system's handle of a window, 0 for none.
type Handle uintptr

// Filter is one line of a dialog's list of kinds of files: a name and its
// endings, such as ".xlsx"; no endings for all files.
type Filter struct {
	Name string
	Exts []string
}

// FileDialog says what is asked for.
type FileDialog struct {
	Owner   Handle
	Title   string
	Folder  string // where it begins
	Name    string // the name offered, when saving
	Ext     string // the ending a name without one gets, when saving
	Filters []Filter
	Several bool // more than one may be chosen
}

// Spot is where text goes in: the top left of the cursor and the height of the
// line, in pixels of the window's inside, and the field around it.
type Spot struct {
	X, Y, Height             int32
	Left, Top, Right, Bottom int32
}
