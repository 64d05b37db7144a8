package vm

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"runchecks/domain"
	"runchecks/ui/task"
)

// Tone says how good what a text tells is; how that looks is the screen's affair.
type Tone uint8

// The tones. Good is for what is fine by rule, never for a run under an override.
const (
	Plain Tone = iota
	Faint
	Good
	Warn
	Bad
	Gone // Missed
)

// Cell is one cell of a listing.
type Cell struct {
	Text      string
	Secondary string // second line, small and dim
	Bold      bool
	Tone      Tone
	Status    domain.Status // drawn as a mark; 0 for none
}

// ListColumn is a column of a listing. Widths are in the units of the interface.
type ListColumn struct {
	ID, Title   string
	Width, Flex float32
	Right       bool // aligned to the right
	Sortable    bool
}

// Fact is a line about the selected row.
type Fact struct {
	Label, Text string
	Tone        Tone
}

// Below is the second list of a listing: what belongs to the selected row.
type Below struct {
	Title, Detail string
	Columns       []ListColumn
	Rows          [][]Cell
	Empty         string
}

// Listing is a screen with one list and, beside it, what the selected row is about.
type Listing interface {
	Title() string
	Detail() string // beside the title, such as "12 open"
	EmptyText() string
	Columns() []ListColumn
	Len() int
	Cell(row int, column string) Cell
	Ticked(row int) bool
	ToggleTick(row int)
	SortedBy() (column string, down bool)
	SortBy(column string)
	Search() string
	SetSearch(text string)
	Selected() int
	Select(row int)
	Move(by int)
	Heading() string // of the selected row, "" for none
	Facts() []Fact
	Below() Below
	// Opened reports whether Below is that of the selected row: for a moment after a move
	// it still is that of the one before.
	Opened() bool
	Ticks() int
	Toast() Toast
	Reload()
	Undo()
	Redo()
}

// Parts of a listing that change.
const (
	PartRows  Part = 300 // the list, its title, ticks and selection
	PartFacts Part = 301 // what is beside it
)

// list is the part that all listings share: rows that are read beside the interface
// thread, narrowed by words, sorted, ticked, and one of them selected.
type list[T any] struct {
	p       Params
	changed func(Part)

	// Set once by whoever embeds the list.
	key   func(*T) string
	words func(*T) map[string]string // searchable texts; "" holds what plain words look in
	// last is when the job of a row ran last, for the words about it; nil where rows are no jobs.
	last  func(*T) domain.LastRun
	order func(by string, a, b *T) int
	read  func(context.Context) ([]T, error)
	// open reads what belongs to the selected row; what it returns runs on the
	// interface thread. It may be nil.
	open func(context.Context, T) (func(), error)

	all, rows []T
	loaded    bool
	search    string
	by        string
	down      bool
	index     int
	selected  string
	opened    string   // the row that was read by open
	back      []string // what an undo brought back, until the list is read again
	ticks     map[string]bool
	toast     Toast

	loadRows, loadOpen *task.Latest
	decisions          *task.Queue
}

func newList[T any](p Params, changed func(Part)) list[T] {
	return list[T]{
		p:         p,
		changed:   changed,
		ticks:     map[string]bool{},
		loadRows:  task.NewLatest(p.Background),
		loadOpen:  task.NewLatest(p.Background),
		decisions: task.NewQueue(p.Background),
	}
}

// Len returns the number of rows shown.
func (l *list[T]) Len() int { return len(l.rows) }

// Toast returns the newest line about what happened.
func (l *list[T]) Toast() Toast { return l.toast }

// Search returns the words that narrow the list.
func (l *list[T]) Search() string { return l.search }

// SortedBy returns the column that the list is sorted by.
func (l *list[T]) SortedBy() (string, bool) { return l.by, l.down }

// SetSearch narrows the list.
func (l *list[T]) SetSearch(text string) {
	if text == l.search {
		return
	}
	l.search = text
	l.arrange()
}

// SortBy sorts by a column; a second time reverses it.
func (l *list[T]) SortBy(column string) {
	l.down = l.by == column && !l.down
	l.by = column
	l.arrange()
}

// Selected returns the index of the selected row, -1 for none.
func (l *list[T]) Selected() int {
	if l.selected == "" {
		return -1
	}
	return slices.IndexFunc(l.rows, func(r T) bool { return l.key(&r) == l.selected })
}

// row returns the selected row, nil for none.
func (l *list[T]) row() *T {
	if at := l.Selected(); at >= 0 {
		return &l.rows[at]
	}
	return nil
}

// Select selects a row; out of bounds is clamped.
func (l *list[T]) Select(index int) {
	before := l.selected
	if len(l.rows) == 0 {
		l.selected = ""
		l.loadOpen.Run(func(context.Context) func() { return nil })
	} else {
		l.index = max(0, min(index, len(l.rows)-1))
		l.selected = l.key(&l.rows[l.index])
	}
	l.changed(PartRows)
	if l.selected != before {
		l.changed(PartFacts)
	}
	l.reopen()
}

// reopen reads what belongs to the selected row.
func (l *list[T]) reopen() {
	r := l.row()
	if r == nil || l.open == nil {
		l.changed(PartFacts)
		return
	}
	row := *r
	l.loadOpen.Run(func(ctx context.Context) func() {
		show, err := l.open(ctx, row)
		return func() {
			if err != nil {
				l.fail(err)
				return
			}
			show()
			l.opened = l.key(&row)
			l.changed(PartFacts)
		}
	})
}

// Opened reports whether what belongs to the selected row has been read.
func (l *list[T]) Opened() bool {
	r := l.row()
	return r != nil && (l.open == nil || l.opened == l.key(r))
}

// Ticks returns how many rows are ticked.
func (l *list[T]) Ticks() int { return len(l.ticks) }

// empty is what stands in place of rows: that the search knows no such key, that nothing
// matches it, or the text about a list without rows.
func (l *list[T]) empty(text string) string {
	if l.search == "" || len(l.all) == 0 {
		return text
	}
	var keys []string
	if l.last != nil {
		keys = slices.Clone(ageKeys)
	}
	for key := range l.words(&l.all[0]) {
		if key != "" {
			keys = append(keys, key)
		}
	}
	fault := ""
	if l.last != nil {
		fault = ageFault(l.search)
	}
	return cmp.Or(unknownKey(l.search, keys), fault, "Nothing matches the search.")
}

// Move selects a row relative to the selected one.
func (l *list[T]) Move(by int) { l.Select(max(0, l.Selected()) + by) }

// Ticked reports whether a row is ticked.
func (l *list[T]) Ticked(row int) bool {
	return row >= 0 && row < len(l.rows) && l.ticks[l.key(&l.rows[row])]
}

// ToggleTick ticks or unticks a row.
func (l *list[T]) ToggleTick(row int) {
	if row < 0 || row >= len(l.rows) {
		return
	}
	k := l.key(&l.rows[row])
	if l.ticks[k] = !l.ticks[k]; !l.ticks[k] {
		delete(l.ticks, k)
	}
	l.changed(PartRows)
}

// chosen returns the ticked rows, or the selected one where none is ticked.
func (l *list[T]) chosen() []T {
	var out []T
	for i := range l.rows {
		if l.ticks[l.key(&l.rows[i])] {
			out = append(out, l.rows[i])
		}
	}
	if r := l.row(); len(out) == 0 && r != nil {
		out = append(out, *r)
	}
	return out
}

// Reload reads the list again and keeps the selection.
func (l *list[T]) Reload() {
	l.loadRows.Run(func(ctx context.Context) func() {
		rows, err := l.read(ctx)
		return func() {
			if err != nil {
				l.fail(err)
				return
			}
			l.all, l.loaded = rows, true
			l.arrange()
			l.selectBack()
		}
	})
}

// selectBack selects the first row that an undo brought back.
func (l *list[T]) selectBack() {
	back := l.back
	l.back = nil
	at := slices.IndexFunc(l.rows, func(r T) bool { return slices.Contains(back, l.key(&r)) })
	if at >= 0 {
		l.Select(at)
	}
}

// arrange narrows and sorts what was read. Ticks on rows that are not shown are cleared, so
// that a decision never covers what cannot be seen.
func (l *list[T]) arrange() {
	l.rows = make([]T, 0, len(l.all))
	words := strings.Fields(domain.Fold(l.search))
	for i := range l.all {
		if len(words) == 0 || l.passes(&l.all[i], words) {
			l.rows = append(l.rows, l.all[i])
		}
	}
	if l.order != nil {
		slices.SortStableFunc(l.rows, func(a, b T) int {
			order := l.order(l.by, &a, &b)
			if l.down {
				return -order
			}
			return order
		})
	}
	shown := map[string]bool{}
	for i := range l.rows {
		if k := l.key(&l.rows[i]); l.ticks[k] {
			shown[k] = true
		}
	}
	l.ticks = shown
	at := l.Selected()
	if at < 0 {
		at = l.index
	}
	l.Select(at)
}

func (l *list[T]) passes(r *T, words []string) bool {
	texts := l.words(r)
	if texts == nil {
		return true // whoever reads the rows narrows them, too
	}
	for _, word := range words {
		text := texts[""]
		if key, value, ok := strings.Cut(word, ":"); ok {
			if l.last != nil {
				if passes, is := passesAge(key, value, l.last(r), l.p.Clock()); is {
					if !passes {
						return false
					}
					continue
				}
			}
			if t, known := texts[key]; known {
				text, word = t, value
			}
		}
		if !strings.Contains(domain.Fold(text), word) {
			return false
		}
	}
	return true
}

// Undo reverses the last decision.
func (l *list[T]) Undo() { l.decide(l.p.Desk.Undo) }

// Redo takes the last undo back.
func (l *list[T]) Redo() { l.decide(l.p.Desk.Redo) }

// decide makes a decision in its turn and reads the list again.
func (l *list[T]) decide(make func(context.Context) (domain.Decision, error)) {
	l.decisions.Add(func(ctx context.Context) func() {
		d, err := make(ctx)
		return func() {
			if err != nil {
				l.fail(err)
				return
			}
			clear(l.ticks)
			if d.Kind == domain.DecideUndo {
				l.back = d.Targets
			}
			l.say(d.Summary, d.Kind.Undoable())
			l.Reload()
		}
	})
}

func (l *list[T]) say(text string, undo bool) {
	l.toast = Toast{Text: text, Undo: undo}
	l.changed(PartToast)
}

func (l *list[T]) fail(err error) {
	l.toast = Failed(err)
	l.changed(PartToast)
}
