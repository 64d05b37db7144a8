package inbox

import (
	"runchecks/ui/words"
)

// Chip narrows the inbox to what is to be done with it.
type Chip uint8

// The chips, in the order of their keys 1 to 5.
const (
	ChipAll Chip = iota
	ChipSure
	ChipCheck
	ChipNobody
	ChipUnread
)

// Chips lists them all.
func Chips() []Chip { return []Chip{ChipAll, ChipSure, ChipCheck, ChipNobody, ChipUnread} }

// Word is what stands on it.
func (c Chip) Word() string {
	return words.T([]string{"inbox.chip_all", "inbox.chip_sure", "inbox.chip_check", "inbox.chip_nobody", "inbox.chip_unread"}[c])
}

// chipOf is the chip, other than that of all, which a row belongs to.
func (m *Model) chipOf(r *Row) Chip {
	switch customer, _ := m.Customer(r); {
	case !r.about():
		return ChipUnread
	case customer == "":
		return ChipNobody
	case m.sure(r):
		return ChipSure
	}
	return ChipCheck
}

// passesChip counts a row that passes the search, and reports whether the chip leaves it.
func (m *Model) passesChip(r *Row) bool {
	chip := m.chipOf(r)
	m.counts[ChipAll]++
	m.counts[chip]++
	return m.chip == ChipAll || m.chip == chip
}

// Arrange narrows, sorts and groups what was read.
func (m *Model) Arrange() {
	m.counts = map[Chip]int{}
	m.List.Arrange()
}

// Take shows rows that were read.
func (m *Model) Take(rows []Row) {
	m.counts = map[Chip]int{}
	m.List.Take(rows)
}

// SetSearch narrows the list.
func (m *Model) SetSearch(text string) {
	m.counts = map[Chip]int{}
	m.List.SetSearch(text)
}

// SortBy sorts the rows of each group by a column; a second time reverses it.
func (m *Model) SortBy(column string) {
	m.counts = map[Chip]int{}
	m.List.SortBy(column)
}

// Count is how many rows a chip is about, Chip the one that is on.
func (m *Model) Count(c Chip) int { return m.counts[c] }

// Chip belongs to Count.
func (m *Model) Chip() Chip { return m.chip }

// PressChip narrows the list to a chip; the same again shows all. One about nothing says so.
func (m *Model) PressChip(c Chip) {
	if m.counts[c] == 0 && c != m.chip && c != ChipAll {
		m.Say(words.T("inbox.chip_none", "chip", c.Word()), false)
		return
	}
	if c == m.chip {
		c = ChipAll
	}
	m.chip = c
	m.Arrange()
}
