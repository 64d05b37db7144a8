package domain

import (
	"sync"
	"time"
)

// LearnedSchedule is what the runs of a job taught, and for how long it is what they teach.
type LearnedSchedule struct {
	Schedule Schedule
	// Runs are the times that it was learned from, in milliseconds since 1970, rising.
	Runs []int64
	// At is when it was learned. From and Until bound the minutes, counted on the wall clock
	// of Location since 1970, in which learning again finds the same; Until is not included.
	At          time.Time
	From, Until int
	Location    *time.Location
}

// ScheduleMemory keeps learned schedules in memory, by job: domain/rules/schedule puts them
// there, and says whether they still hold. Its zero value is empty. It is safe for concurrent use.
type ScheduleMemory struct {
	mu sync.Mutex
	of map[int64]LearnedSchedule
}

// Of returns what is kept of a job; its zero value holds at no time.
func (m *ScheduleMemory) Of(job int64) LearnedSchedule {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.of[job]
}

// Keep replaces what is kept of a job.
func (m *ScheduleMemory) Keep(job int64, l LearnedSchedule) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.of == nil {
		m.of = map[int64]LearnedSchedule{}
	}
	m.of[job] = l
}
