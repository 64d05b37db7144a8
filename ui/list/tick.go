package list

// Ticks returns how many rows are ticked.
func (l *List[T]) Ticks() int { return len(l.ticks) }

// Ticked reports whether a row is ticked.
func (l *List[T]) Ticked(row int) bool {
	return row >= 0 && row < len(l.Shown) && l.ticks[l.Key(&l.Shown[row])]
}

// ToggleTick ticks or unticks a row.
func (l *List[T]) ToggleTick(row int) {
	if row < 0 || row >= len(l.Shown) {
		return
	}
	k := l.Key(&l.Shown[row])
	if l.ticks[k] = !l.ticks[k]; !l.ticks[k] {
		delete(l.ticks, k)
	}
	l.Changed(PartRows)
}

// TickRange ticks the rows from one to another, whichever is above, without drawing them.
func (l *List[T]) TickRange(from, to int) {
	for i := max(0, min(from, to)); i <= max(from, to) && i < len(l.Shown); i++ {
		l.ticks[l.Key(&l.Shown[i])] = true
	}
}

// TickAll ticks every row shown; where all are ticked it clears them.
func (l *List[T]) TickAll() {
	if len(l.ticks) == len(l.Shown) {
		l.Untick()
	} else {
		l.TickRange(0, len(l.Shown)-1)
	}
	l.Changed(PartRows)
}

// ClearTicks unticks every row.
func (l *List[T]) ClearTicks() {
	l.Untick()
	l.Changed(PartRows)
}

// Untick unticks every row without drawing them: before a decision that draws them anyway.
func (l *List[T]) Untick() { clear(l.ticks) }

// keepTicks clears the ticks of rows that are not shown.
func (l *List[T]) keepTicks() {
	if len(l.ticks) == 0 {
		return
	}
	shown := map[string]bool{}
	for i := range l.Shown {
		if k := l.Key(&l.Shown[i]); l.ticks[k] {
			shown[k] = true
		}
	}
	l.ticks = shown
}

// ChosenRows returns the ticked rows, or the selected one where none is ticked.
func (l *List[T]) ChosenRows() []T {
	var out []T
	for i := 0; len(l.ticks) > 0 && i < len(l.Shown); i++ {
		if l.ticks[l.Key(&l.Shown[i])] {
			out = append(out, l.Shown[i])
		}
	}
	if r := l.Row(); len(out) == 0 && r != nil {
		out = append(out, *r)
	}
	return out
}
