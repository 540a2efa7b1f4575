package store

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"unsafe"

	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
)

// The fault file system stands between SQLite and the system's own: it counts
// every write, sync and truncation of a database and its log, lets a chosen one
// fail, sets a limit as a full disk does, and knows at any moment what a disk
// would hold if the power went now. (A library preloaded into the process could
// not do it: this SQLite is Go and calls the kernel without the C library.)
type faultFS struct {
	mu    sync.Mutex
	armed bool
	ops   int // since it was armed

	failFrom, failTo int   // these operations fail
	code             int32 // in this way
	quota            int64 // bytes that may still be written, -1 for any

	watch map[string]*disk // files whose state on the disk is followed
	onOp  func(op int)     // before each operation
}

// disk is a file as the disk has it: what was synced, and what was written since.
type disk struct {
	synced  []byte
	pending []write
}

type write struct {
	at       int64
	data     []byte
	truncate bool
}

func (w write) apply(b []byte) []byte {
	if w.truncate {
		return append([]byte{}, b[:min(int64(len(b)), w.at)]...)
	}
	if end := w.at + int64(len(w.data)); end > int64(len(b)) {
		b = append(b, make([]byte, end-int64(len(b)))...)
	}
	copy(b[w.at:], w.data)
	return b
}

// cut is the file as it may be after the power went: every write since the last
// sync is there, or not, or torn at a sector.
func (d *disk) cut(rnd *rand.Rand) []byte {
	b := bytes.Clone(d.synced)
	for _, w := range d.pending {
		switch rnd.IntN(4) {
		case 0:
			continue
		case 1:
			if n := len(w.data) / 512; n > 1 {
				w.data = w.data[:512*(1+rnd.IntN(n-1))]
			}
		}
		b = w.apply(b)
	}
	return b
}

// arm begins to count; follow names files whose state on the disk matters.
func (f *faultFS) arm(t *testing.T, follow ...string) {
	t.Helper()
	f.mu.Lock()
	defer f.mu.Unlock()
	f.armed, f.ops, f.failFrom, f.failTo, f.quota, f.watch = true, 0, 0, 0, -1, map[string]*disk{}
	for _, p := range follow {
		b, err := os.ReadFile(p)
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		f.watch[filepath.Base(p)] = &disk{synced: b}
	}
}

func (f *faultFS) disarm() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.armed, f.onOp = false, nil
}

// step counts an operation that would write n bytes and gives the error it ends
// with, 0 for none.
func (f *faultFS) step(n int, code int32) int32 {
	if !f.armed {
		return 0
	}
	f.ops++
	if f.onOp != nil {
		f.onOp(f.ops)
	}
	if f.failFrom > 0 && f.ops >= f.failFrom && f.ops <= f.failTo {
		if f.code != 0 {
			return f.code
		}
		return code
	}
	if f.quota >= 0 {
		if f.quota -= int64(n); f.quota < 0 {
			f.quota = 0
			return lib.SQLITE_FULL
		}
	}
	return 0
}

func (f *faultFS) note(name string, w write) {
	if d := f.watch[name]; d != nil && f.armed {
		d.pending = append(d.pending, w)
	}
}

// faults is the one fault file system of the test program.
var faults = &faultFS{}

var (
	registerFaults sync.Once
	plainVFS       uintptr
	faultTables    = map[uintptr]*lib.Tsqlite3_io_methods{} // ours → the system's
	ourTables      = map[uintptr]uintptr{}                  // the system's → ours
	fileNames      = map[uintptr]string{}
)

// installFaults makes the fault file system the one that databases opened from
// now on go through, until the test ends.
func installFaults(t *testing.T) *faultFS {
	t.Helper()
	tls := libc.NewTLS()
	registerFaults.Do(func() {
		plainVFS = lib.Xsqlite3_vfs_find(tls, 0)
		size := libc.Tsize_t(unsafe.Sizeof(lib.Tsqlite3_vfs{}))
		ours := libc.Xmalloc(tls, size)
		v := at[lib.Tsqlite3_vfs](ours)
		*v = *at[lib.Tsqlite3_vfs](plainVFS)
		name, err := libc.CString("kaocha-faults")
		if err != nil {
			t.Fatal(err)
		}
		v.FzName, v.FpNext, v.FxOpen = name, 0, pointer(faultOpen)
		faultVFS = ours
	})
	if rc := lib.Xsqlite3_vfs_register(tls, faultVFS, 1); rc != 0 {
		t.Fatalf("register: %d", rc)
	}
	t.Cleanup(func() {
		faults.disarm()
		lib.Xsqlite3_vfs_register(tls, plainVFS, 1)
		lib.Xsqlite3_vfs_unregister(tls, faultVFS)
		tls.Close()
	})
	return faults
}

var faultVFS uintptr

// pointer is a Go function as the translated C code calls it.
func pointer(f any) uintptr {
	type iface [2]uintptr
	return (*iface)(unsafe.Pointer(&f))[1]
}

// at is what lies at an address of the translated C code's memory, which Go's
// collector does not move.
func at[T any](p uintptr) *T { return *(**T)(unsafe.Pointer(&p)) }

// function is the way back.
func function[F any](p uintptr) F {
	return *(*F)(unsafe.Pointer(&struct{ uintptr }{p}))
}

type (
	openFunc  = func(*libc.TLS, uintptr, uintptr, uintptr, int32, uintptr) int32
	writeFunc = func(*libc.TLS, uintptr, uintptr, int32, int64) int32
	truncFunc = func(*libc.TLS, uintptr, int64) int32
	syncFunc  = func(*libc.TLS, uintptr, int32) int32
)

func faultOpen(tls *libc.TLS, _, name, file uintptr, flags int32, out uintptr) int32 {
	v := at[lib.Tsqlite3_vfs](plainVFS)
	rc := function[openFunc](v.FxOpen)(tls, plainVFS, name, file, flags, out)
	methods := at[uintptr](file)
	if rc != 0 || *methods == 0 || flags&(lib.SQLITE_OPEN_MAIN_DB|lib.SQLITE_OPEN_WAL) == 0 {
		return rc
	}
	faults.mu.Lock()
	defer faults.mu.Unlock()
	fileNames[file] = filepath.Base(libc.GoString(name))
	if ourTables[*methods] == 0 {
		plain := at[lib.Tsqlite3_io_methods](*methods)
		table := libc.Xmalloc(tls, libc.Tsize_t(unsafe.Sizeof(*plain)))
		m := at[lib.Tsqlite3_io_methods](table)
		*m = *plain
		m.FxWrite, m.FxTruncate, m.FxSync = pointer(faultWrite), pointer(faultTruncate), pointer(faultSync)
		ourTables[*methods], faultTables[table] = table, plain
	}
	*methods = ourTables[*methods]
	return rc
}

// plain is the system's table of a file, and the file's name.
func plain(file uintptr) (*lib.Tsqlite3_io_methods, string) {
	return faultTables[*at[uintptr](file)], fileNames[file]
}

func faultWrite(tls *libc.TLS, file, buf uintptr, n int32, offset int64) int32 {
	faults.mu.Lock()
	defer faults.mu.Unlock()
	m, name := plain(file)
	if rc := faults.step(int(n), lib.SQLITE_IOERR_WRITE); rc != 0 {
		return rc
	}
	faults.note(name, write{at: offset, data: bytes.Clone(unsafe.Slice(at[byte](buf), n))})
	return function[writeFunc](m.FxWrite)(tls, file, buf, n, offset)
}

func faultTruncate(tls *libc.TLS, file uintptr, size int64) int32 {
	faults.mu.Lock()
	defer faults.mu.Unlock()
	m, name := plain(file)
	if rc := faults.step(0, lib.SQLITE_IOERR_TRUNCATE); rc != 0 {
		return rc
	}
	faults.note(name, write{at: size, truncate: true})
	return function[truncFunc](m.FxTruncate)(tls, file, size)
}

func faultSync(tls *libc.TLS, file uintptr, flags int32) int32 {
	faults.mu.Lock()
	defer faults.mu.Unlock()
	m, name := plain(file)
	if rc := faults.step(0, lib.SQLITE_IOERR_FSYNC); rc != 0 {
		return rc
	}
	if d := faults.watch[name]; d != nil && faults.armed {
		for _, w := range d.pending {
			d.synced = w.apply(d.synced)
		}
		d.pending = nil
	}
	return function[syncFunc](m.FxSync)(tls, file, flags)
}
