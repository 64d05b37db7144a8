package keys

import (
	"maps"
	"sync"
)

// Board says which key each command has: the one that it came with, or one that somebody
// chose for themselves. Sentences and buttons ask it, so that they never name a key that does
// something else now. A nil Board has the keys that commands came with.
type Board struct {
	mu     sync.Mutex
	chosen map[string]Key   // by the ids of commands
	came   map[place]string // the ids of commands by what they came with
}

// place is a key that a command came with, and the screen that it belongs to, "" for all.
type place struct {
	screen string
	key    Key
}

// NewBoard returns a board with the keys that somebody chose, by the ids of commands.
func NewBoard(chosen map[string]Key) *Board {
	return &Board{chosen: maps.Clone(chosen), came: map[place]string{}}
}

// Know tells the board of a command. Of two that came with the same key on the same screen
// the first counts.
func (b *Board) Know(command, screen string, standard Key) {
	if b == nil {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if at := (place{screen, standard}); b.came[at] == "" {
		b.came[at] = command
	}
}

// Of is the key that a command has now.
func (b *Board) Of(command string, standard Key) Key {
	if b == nil {
		return standard
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if k, ok := b.chosen[command]; ok {
		return k
	}
	return standard
}

// Choose gives a command a key, "" for the one that it came with.
func (b *Board) Choose(command string, k Key) {
	if b == nil {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	chosen := maps.Clone(b.chosen)
	if chosen == nil {
		chosen = map[string]Key{}
	}
	if chosen[command] = k; k == "" {
		delete(chosen, command)
	}
	b.chosen = chosen
}

// ChooseAll replaces the keys that somebody chose.
func (b *Board) ChooseAll(chosen map[string]Key) {
	if b == nil {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.chosen = maps.Clone(chosen)
}

// Chosen are the keys that somebody chose, by the ids of commands.
func (b *Board) Chosen() map[string]Key {
	if b == nil {
		return nil
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	return maps.Clone(b.chosen)
}

// RunChecks is the screen whose keys the empty lists of other screens name.
const RunChecks = "run-checks"

// On is the key that the command has now which came with a key on a screen, or with it
// everywhere.
func (b *Board) On(screen string, standard Key) Key {
	if b == nil {
		return standard
	}
	b.mu.Lock()
	command := b.came[place{screen, standard}]
	if command == "" {
		command = b.came[place{"", standard}]
	}
	b.mu.Unlock()
	return b.Of(command, standard)
}

// Hint is On as a button asks it whenever it is drawn.
func (b *Board) Hint(screen string, standard Key) func() string {
	return func() string { return string(b.On(screen, standard)) }
}
