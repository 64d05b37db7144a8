package storage

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"runchecks/domain"

	"runchecks/domain/plainfile"
)

// phase is where the life of a database stands.
type phase string

const (
	phaseOpen      phase = "open"      // somebody wrote, and the log of transactions is there
	phaseClosing   phase = "closing"   // the log may be gone already
	phaseClosed    phase = "closed"    // the last one left in peace
	phaseRestoring phase = "restoring" // a copy is being put in its place
)

// state is what stands about a database outside of it: that a part of it is gone cannot be
// told from within. It is a file of its own beside the database, which goes with it.
type state struct {
	Phase phase
	// Newest is the newest decision that was said to be made, Hash its link. After a power
	// cut it may be one of the last, never one that is not on the disk.
	Newest domain.DecisionID
	Hash   string
	// Size and Changed (nanoseconds since 1970) are of the database file when it was closed.
	Size    int64
	Changed int64
}

// stateSize is the room that a state is written in: one write, which no disk tears.
const stateSize = 512

// readState returns what is known; the zero state where nothing is, or nothing readable.
func readState(folder string) (s state) {
	f, err := plainfile.Open(filepath.Join(folder, stateName))
	if err != nil {
		return state{}
	}
	defer func() { _ = f.Close() }()
	b, err := io.ReadAll(io.LimitReader(f, stateSize))
	if err != nil || json.Unmarshal(bytes.TrimSpace(b), &s) != nil {
		return state{}
	}
	return s
}

// write puts a state beside the database and, with durable, waits for the disk.
func (s state) write(folder string, durable bool) (err error) {
	text, err := json.Marshal(s)
	if err != nil {
		return err
	}
	text = append(text, bytes.Repeat([]byte(" "), max(0, stateSize-len(text)))...)
	f, err := os.OpenFile(filepath.Join(folder, stateName), os.O_WRONLY|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if _, err = f.WriteAt(text, 0); err != nil || !durable {
		return err
	}
	if err = f.Sync(); err != nil {
		return err
	}
	return syncFolder(folder)
}

// is returns size and time of the database file, as a state holds them.
func is(path string) (size, changed int64, err error) {
	info, err := os.Stat(path)
	if err != nil {
		return 0, 0, err
	}
	return info.Size(), info.ModTime().UnixNano(), nil
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return !errors.Is(err, fs.ErrNotExist)
}

// ledger keeps the state while the database is open. It is safe for concurrent use.
type ledger struct {
	folder string
	mu     sync.Mutex
	opened bool
	state  state
}

// wrote is called with a transaction open, before it is committed: from now on the log of
// transactions holds what the database does not.
func (l *ledger) wrote() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.opened {
		return nil
	}
	l.state = readState(l.folder) // another process may have decided since
	l.state.Phase = phaseOpen
	if err := l.state.write(l.folder, true); err != nil {
		return err
	}
	l.opened = true
	return nil
}

// decided is called after a decision was kept. That it cannot be written down takes
// nothing from the decision.
func (l *ledger) decided(d domain.Decision) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.state.Newest, l.state.Hash = d.ID, d.Hash
	_ = l.state.write(l.folder, false)
}

// closing is called before the last one closes the database, closed after it.
func (l *ledger) closing() error {
	s := readState(l.folder)
	if s.Phase == phaseClosed {
		return nil
	}
	s.Phase = phaseClosing
	return s.write(l.folder, true)
}

func (l *ledger) closed() error {
	path := filepath.Join(l.folder, FileName)
	s := readState(l.folder)
	size, changed, err := is(path)
	if err != nil || exists(path+"-wal") {
		return err // somebody holds it all the same: the next one looks closer
	}
	if s.Phase == phaseClosed && s.Size == size && s.Changed == changed {
		return nil
	}
	s.Phase, s.Size, s.Changed = phaseClosed, size, changed
	return s.write(l.folder, false)
}
