package native

import (
	"errors"
	"path/filepath"
	"strings"
	"syscall"
	"unsafe"

	"golang.org/x/sys/windows"
)

// Dialogs tells that the system has file dialogs of its own here.
const Dialogs = true

// The classes and interfaces of shobjidl.h.
var (
	classOpen = windows.GUID{Data1: 0xdc1c5a9c, Data2: 0xe88a, Data3: 0x4dde, Data4: [8]byte{0xa5, 0xa1, 0x60, 0xf8, 0x2a, 0x20, 0xae, 0xf7}}
	faceOpen  = windows.GUID{Data1: 0xd57c7288, Data2: 0xd4ad, Data3: 0x4768, Data4: [8]byte{0xbe, 0x02, 0x9d, 0x96, 0x95, 0x32, 0xd9, 0x60}}
	classSave = windows.GUID{Data1: 0xc0b4e2f3, Data2: 0xba21, Data3: 0x4773, Data4: [8]byte{0x8d, 0xba, 0x33, 0x5e, 0xc9, 0x46, 0xeb, 0x8b}}
	faceSave  = windows.GUID{Data1: 0x84bccd23, Data2: 0x5fde, Data3: 0x4cdb, Data4: [8]byte{0xae, 0xa4, 0xaf, 0x64, 0xb8, 0x3d, 0x78, 0xab}}
	faceItem  = windows.GUID{Data1: 0x43826d1e, Data2: 0xe718, Data3: 0x42ee, Data4: [8]byte{0xbc, 0x55, 0xa1, 0xe2, 0x61, 0xc3, 0x7b, 0xfe}}
)

// Places of the functions in the tables of IFileDialog, IFileOpenDialog,
// IShellItemArray and IShellItem.
const (
	dlgShow             = 3
	dlgSetFileTypes     = 4
	dlgSetOptions       = 9
	dlgGetOptions       = 10
	dlgSetFolder        = 12
	dlgSetFileName      = 15
	dlgSetTitle         = 17
	dlgGetResult        = 20
	dlgSetDefaultExt    = 22
	openGetResults      = 27
	itemsGetCount       = 7
	itemsGetItemAt      = 8
	itemGetDisplay      = 5
	displayFilePath     = 0x80058000 // SIGDN_FILESYSPATH
	errCancelled        = syscall.Errno(0x800704C7)
	optOverwritePrompt  = 0x2
	optNoChangeDir      = 0x8
	optPickFolders      = 0x20
	optForceFileSystem  = 0x40
	optSeveral          = 0x200
	optPathMustExist    = 0x800
	optFileMustExist    = 0x1000
	optDontAddToRecent  = 0x2000000 // a name may be a person's
	optStrictFileTypes  = 0x4
	optNoReadOnlyReturn = 0x8000
)

// Open asks for files; none when it was cancelled.
func Open(d FileDialog) ([]string, error) {
	return ask(d, &classOpen, &faceOpen, optFileMustExist|optPathMustExist)
}

// OpenFolder asks for folders; none when it was cancelled.
func OpenFolder(d FileDialog) ([]string, error) {
	d.Filters = nil // folders have none, and Windows refuses them
	return ask(d, &classOpen, &faceOpen, optPickFolders|optPathMustExist)
}

// Save asks for a file to write, and whether one that is there may be replaced;
// "" when it was cancelled.
func Save(d FileDialog) (string, error) {
	d.Several = false
	paths, err := ask(d, &classSave, &faceSave, optOverwritePrompt|optPathMustExist|optNoReadOnlyReturn)
	if err != nil || len(paths) == 0 {
		return "", err
	}
	p := paths[0]
	if d.Ext != "" && !strings.EqualFold(filepath.Ext(p), d.Ext) {
		p += d.Ext
	}
	return p, nil
}

func ask(d FileDialog, class, face *windows.GUID, options uint32) (paths []string, err error) {
	err = apart(func() error {
		dlg, err := create(class, face)
		if err != nil {
			return err
		}
		defer dlg.release()
		if err := prepare(dlg, d, options); err != nil {
			return err
		}
		if err := dlg.call(dlgShow, uintptr(d.Owner)); err != nil {
			if errors.Is(err, errCancelled) {
				return nil
			}
			return err
		}
		paths, err = chosen(dlg, class == &classOpen)
		return err
	})
	return paths, err
}

// prepare puts the question into the dialog. Where it begins and what is offered
// are comforts: the dialog opens without them too.
func prepare(dlg *object, d FileDialog, options uint32) error {
	var now uint32
	if err := dlg.call(dlgGetOptions, uintptr(unsafe.Pointer(&now))); err != nil {
		return err
	}
	now = now&^optStrictFileTypes | options | optForceFileSystem | optNoChangeDir | optDontAddToRecent
	if d.Several {
		now |= optSeveral
	}
	if err := dlg.call(dlgSetOptions, uintptr(now)); err != nil {
		return err
	}
	_ = dlg.call(dlgSetTitle, uintptr(unsafe.Pointer(wide(d.Title))))
	if d.Name != "" {
		_ = dlg.call(dlgSetFileName, uintptr(unsafe.Pointer(wide(d.Name))))
	}
	if specs := filterSpecs(d.Filters); len(specs) > 0 {
		_ = dlg.call(dlgSetFileTypes, uintptr(len(specs)), uintptr(unsafe.Pointer(&specs[0])))
	}
	if ext := strings.TrimPrefix(d.Ext, "."); ext != "" {
		_ = dlg.call(dlgSetDefaultExt, uintptr(unsafe.Pointer(wide(ext))))
	}
	if folder := shellItem(d.Folder); folder != nil {
		_ = dlg.call(dlgSetFolder, uintptr(unsafe.Pointer(folder)))
		folder.release()
	}
	return nil
}

// filterSpec is COMDLG_FILTERSPEC.
type filterSpec struct{ name, spec *uint16 }

func filterSpecs(list []Filter) []filterSpec {
	var out []filterSpec
	for _, f := range list {
		spec := "*.*"
		if len(f.Exts) > 0 {
			spec = "*" + strings.Join(f.Exts, ";*")
		}
		name, err1 := windows.UTF16PtrFromString(f.Name)
		value, err2 := windows.UTF16PtrFromString(spec)
		if err1 == nil && err2 == nil {
			out = append(out, filterSpec{name, value})
		}
	}
	return out
}

// shellItem is the shell's name of a path, nil when there is none.
func shellItem(path string) *object {
	if path == "" {
		return nil
	}
	var o *object
	r, _, _ := itemFromPath.Call(uintptr(unsafe.Pointer(wide(filepath.FromSlash(path)))), 0, uintptr(unsafe.Pointer(&faceItem)), uintptr(unsafe.Pointer(&o)))
	if int32(r) < 0 {
		return nil
	}
	return o
}

// chosen gives the paths that were chosen.
func chosen(dlg *object, several bool) ([]string, error) {
	if !several {
		var item *object
		if err := dlg.call(dlgGetResult, uintptr(unsafe.Pointer(&item))); err != nil {
			return nil, err
		}
		p, err := pathOf(item)
		return []string{p}, err
	}
	var items *object
	if err := dlg.call(openGetResults, uintptr(unsafe.Pointer(&items))); err != nil {
		return nil, err
	}
	defer items.release()
	var n uint32
	if err := items.call(itemsGetCount, uintptr(unsafe.Pointer(&n))); err != nil {
		return nil, err
	}
	var out []string
	for i := range n {
		var item *object
		if err := items.call(itemsGetItemAt, uintptr(i), uintptr(unsafe.Pointer(&item))); err != nil {
			return nil, err
		}
		p, err := pathOf(item)
		if err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return out, nil
}

// pathOf gives an item's path and gives the item up.
func pathOf(item *object) (string, error) {
	defer item.release()
	var text *uint16
	if err := item.call(itemGetDisplay, displayFilePath, uintptr(unsafe.Pointer(&text))); err != nil {
		return "", err
	}
	defer windows.CoTaskMemFree(unsafe.Pointer(text))
	return windows.UTF16PtrToString(text), nil
}
