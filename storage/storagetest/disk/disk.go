// Package disk records what SQLite writes into a folder and when it waits for the disk,
// and makes of it what a power cut at any moment leaves: what was waited for, and of the
// rest whatever the disk happened to have written, in any order and cut anywhere. It is
// for tests alone; files that others write than SQLite are not its concern.
package disk

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

type kind int

const (
	create kind = iota
	write
	truncate
	flush
	remove
)

// step is one thing that was done to a file.
type step struct {
	kind kind
	name string
	at   int64 // of write; for truncate the new size
	data []byte
}

// Disk is a folder that is recorded. It is safe for concurrent use.
type Disk struct {
	folder string
	before map[string][]byte // the files that were there
	mu     sync.Mutex
	steps  []step
}

// Record records what SQLite does in folder from now on, until the test ends. What is there
// already is on the disk, and nobody has it open.
func Record(t testing.TB, folder string) *Disk {
	t.Helper()
	registry.once.Do(register)
	folder, err := filepath.EvalSymlinks(folder)
	if err != nil {
		t.Fatal(err)
	}
	d := &Disk{folder: folder, before: map[string][]byte{}}
	there, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range there {
		if d.before[e.Name()], err = os.ReadFile(filepath.Join(folder, e.Name())); err != nil {
			t.Fatal(err)
		}
	}
	registry.mu.Lock()
	registry.disks = append(registry.disks, d)
	registry.mu.Unlock()
	t.Cleanup(func() {
		registry.mu.Lock()
		defer registry.mu.Unlock()
		registry.disks = slices.DeleteFunc(registry.disks, func(other *Disk) bool { return other == d })
	})
	return d
}

func (d *Disk) add(s step) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.steps = append(d.steps, s)
}

// Now is how many things were done so far.
func (d *Disk) Now() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.steps)
}

// Waits counts how often the disk was waited for since a moment.
func (d *Disk) Waits(since int) (n int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, s := range d.steps[since:] {
		if s.kind == flush {
			n++
		}
	}
	return n
}

// sector is what a disk writes whole or not at all.
const sector = 512

// CutAt writes into a folder what a power cut after the first n things leaves. How much of
// what was not waited for had reached the disk is random.
func (d *Disk) CutAt(t testing.TB, n int, random *rand.Rand, into string) {
	t.Helper()
	d.mu.Lock()
	steps := slices.Clone(d.steps[:n])
	d.mu.Unlock()
	flushed, folder := d.waitedFor(steps)
	files := map[string][]byte{}
	for name, content := range d.before {
		files[name] = slices.Clone(content)
	}
	likely := []float64{0, 0.3, 0.9, 1}[random.IntN(4)] // that something reached the disk by itself
	for i, s := range steps {
		if strings.HasSuffix(s.name, "-shm") {
			continue
		}
		last, ok := flushed[s.name]
		sure := ok && i <= last || s.kind == remove && i <= folder
		if !sure && random.Float64() >= likely {
			continue
		}
		content, there := files[s.name]
		switch s.kind {
		case create:
			if !there {
				files[s.name] = []byte{}
			}
		case remove:
			delete(files, s.name)
		case truncate:
			files[s.name] = sized(content, s.at)[:s.at]
		case write:
			data := s.data
			if !sure && random.IntN(3) == 0 {
				data = data[:random.IntN(len(data)/sector+1)*sector]
			}
			content = sized(content, s.at+int64(len(data)))
			copy(content[s.at:], data)
			files[s.name] = content
		}
	}
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(into, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// waitedFor says when each file was waited for last, and when the folder was: with a
// journal of any kind that is new, SQLite waits for its name, too.
func (d *Disk) waitedFor(steps []step) (files map[string]int, folder int) {
	files, folder = map[string]int{}, -1
	fresh, there := map[string]bool{}, map[string]bool{}
	for name := range d.before {
		there[name] = true
	}
	for i, s := range steps {
		switch s.kind {
		case create:
			fresh[s.name], there[s.name] = !there[s.name] || fresh[s.name], true
		case remove:
			delete(there, s.name)
		case flush:
			files[s.name] = i
			if fresh[s.name] && (strings.HasSuffix(s.name, "-wal") || strings.HasSuffix(s.name, "-journal")) {
				fresh[s.name], folder = false, i
			}
		}
	}
	return files, folder
}

// sized returns content with at least size bytes; a hole is full of zeros.
func sized(content []byte, size int64) []byte {
	if more := size - int64(len(content)); more > 0 {
		content = append(content, make([]byte, more)...)
	}
	return content
}

// Unsafe counts what was written to the log of transactions and not waited for yet.
func (d *Disk) Unsafe() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	files, _ := d.waitedFor(d.steps)
	n := 0
	for i, s := range d.steps {
		if last, ok := files[s.name]; s.kind == write && strings.HasSuffix(s.name, "-wal") && (!ok || i > last) {
			n++
		}
	}
	return n
}
