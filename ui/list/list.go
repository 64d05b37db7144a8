package list

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"runchecks/domain"
	"runchecks/ui/services"
	"runchecks/ui/task"
	"runchecks/ui/words"
)

// List is what the models of screens with a list embed: rows that are read beside the interface
// thread, narrowed by words, sorted, ticked, and one of them selected.
type List[T any] struct {
	Params  services.Base
	Changed func(Part)

	// Set once by whoever embeds the list.
	Key   func(*T) string
	Words func(*T) map[string]string // searchable texts; "" holds what plain words look in
	// Also is asked about each row that passes the search, in their order, and refuses those
	// that are not shown all the same; nil refuses none.
	Also func(*T) bool
	// Finds answers a search in place of Words; nil where these do.
	Finds func(*T) bool
	// Last is when the job of a row ran last, for the words about it; nil where rows are no jobs.
	Last func(*T) domain.LastRun
	Read func(context.Context) ([]T, error)
	// Open reads what belongs to the selected row; what it returns runs on the
	// interface thread. It may be nil.
	Open func(context.Context, T) (func(), error)
	// Place returns which row of Shown is selected once the rows stand anew, below 0 for the
	// first: old are those shown before, at is where the selected one stood in them. Without
	// it the selected row stays so, or the one that moved into its place becomes so.
	Place func(old []T, at int) int
	// Targets are the names under which decisions know a row; nil where that is its key.
	Targets func(*T) []string

	// Before orders rows ahead of the column that they are sorted by, as groups stand; nil where
	// they stand in none.
	Before func(a, b *T) int

	// Sinks says of a row that it stands at the end, whatever the rows are sorted by; nil of none.
	Sinks func(*T) bool

	AllRows    []T // as read
	Shown      []T // of them those that the search leaves, in their order
	Loaded     bool
	SearchText string
	columns    Columns[T]
	first      string // the column that the rows stand by until somebody sorts
	ties       []func(a, b *T) int
	by         string
	down       bool
	index      int
	selected   string
	openedKey  string   // the row that was read by open
	back       []string // what an undo brought back, until the list is read again
	ticks      map[string]bool
	toast      words.Toast

	LoadRows, loadOpen *task.Latest
	Decisions          *task.Queue
}

// New returns a list without rows; whoever embeds it sets what it is of.
func New[T any](p services.Base, changed func(Part)) List[T] {
	return List[T]{
		Params:    p,
		Changed:   changed,
		ticks:     map[string]bool{},
		LoadRows:  task.NewLatest(p.Background),
		loadOpen:  task.NewLatest(p.Background),
		Decisions: task.NewQueue(p.Background),
	}
}

// Len returns the number of rows shown.
func (l *List[T]) Len() int { return len(l.Shown) }

// Toast returns the newest line about what happened.
func (l *List[T]) Toast() words.Toast { return l.toast }

// Search returns the words that narrow the list.
func (l *List[T]) Search() string { return l.SearchText }

// SortedBy returns the column that the list is sorted by.
func (l *List[T]) SortedBy() (string, bool) { return l.by, l.down }

// SetSearch narrows the list.
func (l *List[T]) SetSearch(text string) {
	if text == l.SearchText {
		return
	}
	l.SearchText = text
	l.Arrange()
}

// SortBy sorts by a column; a second time reverses it.
func (l *List[T]) SortBy(column string) {
	l.down = l.by == column && !l.down
	l.by = column
	l.Arrange()
}

// OrderBy has the rows sorted by a column from the start, as if somebody had asked for it;
// rows that compare equal stand by the columns of ties, whichever the list is sorted by. It is
// called once, after SetColumns, and panics with the name of a column that has no Compare.
func (l *List[T]) OrderBy(column string, ties ...string) {
	for _, id := range append([]string{column}, ties...) {
		compare := l.compare(id)
		if compare == nil {
			panic(fmt.Sprintf("list: the column %q, which the rows are sorted by, has no Compare", id))
		}
		l.ties = append(l.ties, compare)
	}
	l.by, l.ties = column, l.ties[1:]
}

// SelectedKey returns the key of the selected row, "" for none.
func (l *List[T]) SelectedKey() string { return l.selected }

// SelectKey selects the row of a key, which may be one that is still to be read.
func (l *List[T]) SelectKey(key string) { l.selected = key }

// Selected returns the index of the selected row, -1 for none.
func (l *List[T]) Selected() int {
	if l.selected == "" {
		return -1
	}
	if l.index < len(l.Shown) && l.Key(&l.Shown[l.index]) == l.selected {
		return l.index
	}
	return slices.IndexFunc(l.Shown, func(r T) bool { return l.Key(&r) == l.selected })
}

// Row returns the selected row, nil for none.
func (l *List[T]) Row() *T {
	if at := l.Selected(); at >= 0 {
		return &l.Shown[at]
	}
	return nil
}

// Select selects a row; out of bounds is clamped.
func (l *List[T]) Select(index int) {
	before := l.selected
	if len(l.Shown) == 0 {
		l.selected = ""
		l.loadOpen.Run(func(context.Context) func() { return nil })
	} else {
		l.index = max(0, min(index, len(l.Shown)-1))
		l.selected = l.Key(&l.Shown[l.index])
	}
	l.Changed(PartRows)
	if l.selected != before {
		l.Changed(PartFacts)
	}
	l.reopen()
}

// reopen reads what belongs to the selected row.
func (l *List[T]) reopen() {
	r := l.Row()
	if r == nil || l.Open == nil {
		l.Changed(PartFacts)
		return
	}
	row := *r
	l.loadOpen.Run(func(ctx context.Context) func() {
		show, err := l.Open(ctx, row)
		return func() {
			if err != nil {
				l.Fail(err)
				return
			}
			show()
			l.openedKey = l.Key(&row)
			l.Changed(PartFacts)
		}
	})
}

// Opened reports whether what belongs to the selected row has been read.
func (l *List[T]) Opened() bool {
	r := l.Row()
	return r != nil && (l.Open == nil || l.openedKey == l.Key(r))
}

// WhenEmpty is what stands in place of rows: that the search knows no such key, that nothing
// matches it, or the text about a list without rows.
func (l *List[T]) WhenEmpty(text string) string {
	if l.SearchText == "" || len(l.AllRows) == 0 {
		return text
	}
	return cmp.Or(l.SearchFault(), words.T("list.no_match"))
}

// SearchFault says which word of the search asks for a key or an age that there is not, ""
// where all are known. Which keys there are is asked of a row: without rows it says nothing.
func (l *List[T]) SearchFault() string {
	if len(l.AllRows) == 0 {
		return ""
	}
	var keys []string
	if l.Last != nil {
		keys = slices.Clone(AgeKeys)
	}
	for key := range l.Words(&l.AllRows[0]) {
		if key != "" {
			keys = append(keys, key)
		}
	}
	fault := ""
	if l.Last != nil {
		fault = AgeFault(l.SearchText)
	}
	return cmp.Or(UnknownKey(l.SearchText, keys), fault)
}

// Move selects a row relative to the selected one.
func (l *List[T]) Move(by int) { l.Select(max(0, l.Selected()) + by) }

// Reload reads the list again and keeps the selection.
func (l *List[T]) Reload() {
	l.LoadRows.Run(func(ctx context.Context) func() {
		rows, err := l.Read(ctx)
		return func() {
			if err != nil {
				l.Fail(err)
				return
			}
			l.Take(rows)
		}
	})
}

// Take shows rows that were read, and selects the first that an undo brought back.
func (l *List[T]) Take(rows []T) {
	l.AllRows, l.Loaded = rows, true
	l.Arrange()
	l.selectBack()
}

// selectBack selects the first row that an undo brought back.
func (l *List[T]) selectBack() {
	back := l.back
	l.back = nil
	at := slices.IndexFunc(l.Shown, func(r T) bool { return l.among(&r, back) })
	if at >= 0 {
		l.Select(at)
	}
}

// among reports whether a row is one of the targets of a decision.
func (l *List[T]) among(r *T, targets []string) bool {
	if l.Targets == nil {
		return slices.Contains(targets, l.Key(r))
	}
	return slices.ContainsFunc(l.Targets(r), func(name string) bool { return slices.Contains(targets, name) })
}

// Arrange narrows and sorts what was read. Ticks on rows that are not shown are cleared, so
// that a decision never covers what cannot be seen.
func (l *List[T]) Arrange() {
	old := l.Shown
	l.Shown = make([]T, 0, len(l.AllRows))
	words := strings.Fields(domain.Fold(l.SearchText))
	for i := range l.AllRows {
		if (len(words) == 0 || l.passes(&l.AllRows[i], words)) && (l.Also == nil || l.Also(&l.AllRows[i])) {
			l.Shown = append(l.Shown, l.AllRows[i])
		}
	}
	if compare := l.compare(cmp.Or(l.by, l.first)); compare != nil || l.Before != nil {
		slices.SortStableFunc(l.Shown, func(a, b T) int {
			if order := l.sinks(&a, &b); order != 0 {
				return order
			}
			if l.Before != nil {
				if order := l.Before(&a, &b); order != 0 {
					return order
				}
			}
			order := 0
			if compare != nil {
				order = compare(&a, &b)
			}
			if l.down {
				order = -order
			}
			for i := 0; order == 0 && i < len(l.ties); i++ {
				order = l.ties[i](&a, &b)
			}
			return order
		})
	}
	l.keepTicks()
	if l.Place != nil {
		l.Select(l.Place(old, l.index))
		return
	}
	at := l.Selected()
	if at < 0 {
		at = l.index
	}
	l.Select(at)
}

// sinks orders rows of which one stands at the end whatever the rows are sorted by.
func (l *List[T]) sinks(a, b *T) int {
	if l.Sinks == nil {
		return 0
	}
	switch x, y := l.Sinks(a), l.Sinks(b); {
	case x == y:
		return 0
	case x:
		return 1
	}
	return -1
}

func (l *List[T]) passes(r *T, words []string) bool {
	if l.Finds != nil {
		return l.Finds(r)
	}
	texts := l.Words(r)
	if texts == nil {
		return true // whoever reads the rows narrows them, too
	}
	for _, word := range words {
		text := texts[""]
		if key, value, ok := strings.Cut(word, ":"); ok {
			if l.Last != nil {
				if passes, is := PassesAge(key, value, l.Last(r), l.Params.Clock()); is {
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
