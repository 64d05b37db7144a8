package disk

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"unsafe"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// SQLite's registry of file systems is one of the process, and so is what stands here: the
// system's own with four methods that tell a Disk, where the file is of one.
var registry struct {
	once  sync.Once
	mu    sync.Mutex
	disks []*Disk
	files map[uintptr]openFile // by SQLite's handle
	// tables are our copies of the methods of files, by the original.
	tables map[uintptr]uintptr
	open   uintptr // the system's own xOpen
	remove uintptr // the system's own xDelete
}

// openFile is an open file that belongs to a Disk.
type openFile struct {
	disk  *Disk
	name  string
	table uintptr // the system's own methods
}

func register() {
	tls := libc.NewTLS()
	defer tls.Close()
	registry.files, registry.tables = map[uintptr]openFile{}, map[uintptr]uintptr{}
	original := sqlite3.Xsqlite3_vfs_find(tls, 0)
	size := unsafe.Sizeof(sqlite3.Tsqlite3_vfs{})
	ours := libc.Xmalloc(tls, libc.Tsize_t(size))
	libc.Xmemcpy(tls, ours, original, libc.Tsize_t(size))
	name, err := libc.CString("recorded")
	if err != nil {
		panic(err)
	}
	var v sqlite3.Tsqlite3_vfs
	registry.open, registry.remove = word(ours+unsafe.Offsetof(v.FxOpen)), word(ours+unsafe.Offsetof(v.FxDelete))
	set(ours+unsafe.Offsetof(v.FzName), name)
	set(ours+unsafe.Offsetof(v.FxOpen), pointer(opened))
	set(ours+unsafe.Offsetof(v.FxDelete), pointer(deleted))
	if code := sqlite3.Xsqlite3_vfs_register(tls, ours, 1); code != sqlite3.SQLITE_OK {
		panic(fmt.Sprintf("disk: SQLite takes no file system of ours (code %d)", code))
	}
}

// word and set read and write a field of one of SQLite's structures.
func word(at uintptr) uintptr      { return libc.AtomicLoadNUintptr(at, 0) }
func set(at, value uintptr)        { libc.AtomicStoreNUintptr(at, value, 0) }
func pointer(function any) uintptr { return (*[2]uintptr)(unsafe.Pointer(&function))[1] }

// function makes a function of SQLite one that can be called.
func function[F any](p uintptr) F { return *(*F)(unsafe.Pointer(&struct{ uintptr }{p})) }

type (
	openFunc     = func(tls *libc.TLS, vfs, name, file uintptr, flags int32, out uintptr) int32
	deleteFunc   = func(tls *libc.TLS, vfs, name uintptr, dirSync int32) int32
	writeFunc    = func(tls *libc.TLS, file, data uintptr, length int32, at int64) int32
	truncateFunc = func(tls *libc.TLS, file uintptr, size int64) int32
	syncFunc     = func(tls *libc.TLS, file uintptr, flags int32) int32
	closeFunc    = func(tls *libc.TLS, file uintptr) int32
)

// diskOf returns the disk that holds a path, nil for a file of nobody's, and the name there.
func diskOf(path string) (*Disk, string) {
	registry.mu.Lock()
	defer registry.mu.Unlock()
	for _, d := range registry.disks {
		if name, ok := strings.CutPrefix(path, d.folder+string(filepath.Separator)); ok {
			return d, name
		}
	}
	return nil, ""
}

func opened(tls *libc.TLS, vfs, name, file uintptr, flags int32, out uintptr) int32 {
	code := function[openFunc](registry.open)(tls, vfs, name, file, flags, out)
	if code != sqlite3.SQLITE_OK || name == 0 || word(file) == 0 {
		return code
	}
	d, short := diskOf(libc.GoString(name))
	if d == nil {
		return code
	}
	registry.mu.Lock()
	original := word(file)
	table, ok := registry.tables[original]
	if !ok {
		table = patched(tls, original)
		registry.tables[original] = table
	}
	registry.files[file] = openFile{d, short, original}
	set(file, table)
	registry.mu.Unlock()
	d.add(step{kind: create, name: short})
	return code
}

// patched copies the methods of a file and puts ours in place of four.
func patched(tls *libc.TLS, original uintptr) uintptr {
	var m sqlite3.Tsqlite3_io_methods
	size := libc.Tsize_t(unsafe.Sizeof(m))
	table := libc.Xmalloc(tls, size)
	libc.Xmemcpy(tls, table, original, size)
	set(table+unsafe.Offsetof(m.FxWrite), pointer(written))
	set(table+unsafe.Offsetof(m.FxTruncate), pointer(truncated))
	set(table+unsafe.Offsetof(m.FxSync), pointer(synced))
	set(table+unsafe.Offsetof(m.FxClose), pointer(closed))
	return table
}

func of(file uintptr) openFile {
	registry.mu.Lock()
	defer registry.mu.Unlock()
	return registry.files[file]
}

func written(tls *libc.TLS, file, data uintptr, length int32, at int64) int32 {
	f := of(file)
	code := function[writeFunc](word(f.table+unsafe.Offsetof(sqlite3.Tsqlite3_io_methods{}.FxWrite)))(tls, file, data, length, at)
	if code == sqlite3.SQLITE_OK {
		f.disk.add(step{kind: write, name: f.name, at: at, data: bytes.Clone(libc.GoBytes(data, int(length)))})
	}
	return code
}

func truncated(tls *libc.TLS, file uintptr, size int64) int32 {
	f := of(file)
	code := function[truncateFunc](word(f.table+unsafe.Offsetof(sqlite3.Tsqlite3_io_methods{}.FxTruncate)))(tls, file, size)
	if code == sqlite3.SQLITE_OK {
		f.disk.add(step{kind: truncate, name: f.name, at: size})
	}
	return code
}

func synced(tls *libc.TLS, file uintptr, flags int32) int32 {
	f := of(file)
	code := function[syncFunc](word(f.table+unsafe.Offsetof(sqlite3.Tsqlite3_io_methods{}.FxSync)))(tls, file, flags)
	if code == sqlite3.SQLITE_OK {
		f.disk.add(step{kind: flush, name: f.name})
	}
	return code
}

func closed(tls *libc.TLS, file uintptr) int32 {
	f := of(file)
	registry.mu.Lock()
	delete(registry.files, file)
	registry.mu.Unlock()
	return function[closeFunc](word(f.table+unsafe.Offsetof(sqlite3.Tsqlite3_io_methods{}.FxClose)))(tls, file)
}

func deleted(tls *libc.TLS, vfs, name uintptr, dirSync int32) int32 {
	path := libc.GoString(name)
	code := function[deleteFunc](registry.remove)(tls, vfs, name, dirSync)
	if d, short := diskOf(path); d != nil && code == sqlite3.SQLITE_OK {
		d.add(step{kind: remove, name: short})
	}
	return code
}
