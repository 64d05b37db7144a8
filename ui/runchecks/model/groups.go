package model

import (
	"context"
	"slices"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/ui/list"
	"runchecks/ui/runchecks/causes"
	"runchecks/ui/task"
)

// GroupRow is a row of the list by causes: the head of a cause where Job is nil, else one of
// its jobs.
type GroupRow struct {
	Cause *causes.Cause
	Job   *domain.JobRow
}

// groups is the list by causes.
type groups struct {
	on    bool
	read  []causes.Cause // as read, of all that waits
	shown []causes.Cause // of them what search and chips leave
	rows  []GroupRow
	at    int
	open  map[string]bool           // unfolded causes
	out   map[string]map[int64]bool // jobs that were taken out of a decision
	ticks map[string]bool           // ticked causes
	from  int                       // the row from which ticks are extended
	of    map[int64][]string        // of each job the causes that it waits with
	seen  map[string]causes.Seen    // of causes that were selected
	old   *causes.Past              // of nights long past, nil until they are read
	look  *task.Latest

	loadOld *task.Latest
	upTo    map[int64]int64 // of each job the newest run that stood in the list when read
	seek    int64           // the job at whose cause the list begins
	load    *task.Latest
}

// Grouped reports whether the list stands by causes.
func (m *Model) Grouped() bool { return m.groups.on }

// SwitchGroups shows the list by causes, or by jobs again, at the same job.
func (m *Model) SwitchGroups() {
	g := &m.groups
	g.on = !g.on
	if !g.on {
		m.changed(list.PartRows)
		m.readRuns(false)
		return
	}
	g.at, g.rows, g.seek, g.seen = 0, nil, m.Job(), map[string]causes.Seen{}
	m.Untick()
	m.readGroups()
	m.changed(list.PartRows)
}

// GroupRows are the rows of the list by causes.
func (m *Model) GroupRows() []GroupRow { return m.groups.rows }

// GroupSelected is the selected one, -1 for none.
func (m *Model) GroupSelected() int {
	if len(m.groups.rows) == 0 {
		return -1
	}
	return min(m.groups.at, len(m.groups.rows)-1)
}

// SelectedGroup is the selected row of the list by causes; false where there is none, or
// the list stands by jobs.
func (m *Model) SelectedGroup() (GroupRow, bool) {
	at := m.GroupSelected()
	if !m.groups.on || at < 0 {
		return GroupRow{}, false
	}
	return m.groups.rows[at], true
}

// CauseNumber says which of the causes the selected row belongs to: 1 of 16.
func (m *Model) CauseNumber() (at, of int) {
	row, ok := m.SelectedGroup()
	for i := range m.groups.shown {
		if ok && row.Cause == &m.groups.shown[i] {
			at = i + 1
		}
	}
	return at, len(m.groups.shown)
}

// SelectGroupRow selects a row of the list by causes; the details show its job. Of a cause
// they show the job they showed, where it has that cause, else the first one.
func (m *Model) SelectGroupRow(at int) {
	if len(m.groups.rows) == 0 {
		m.SelectKey("")
		m.changed(list.PartRows)
		m.readRuns(true) // clears the details: what they showed is in no row
		return
	}
	m.groups.at = max(0, min(at, len(m.groups.rows)-1))
	m.groups.from = m.groups.at
	row := m.groups.rows[m.groups.at]
	m.readSeen(row.Cause)
	job := row.Cause.Jobs[0].ID
	switch {
	case row.Job != nil:
		job = row.Job.ID
	case row.Cause.Has(m.Job()):
		job = m.Job()
	}
	moved := m.Job() != job
	m.SelectKey(jobKey(job))
	m.changed(list.PartRows)
	if moved {
		m.readRuns(true)
		return
	}
	m.changed(list.PartDetails)
}

// Unfold shows the jobs of the selected cause as rows, or folds them. By Enter on a job it
// is shown alone, in the list by jobs.
func (m *Model) Unfold() {
	row, ok := m.SelectedGroup()
	if !ok {
		return
	}
	if row.Job != nil {
		m.SwitchGroups()
		return
	}
	key := row.Cause.Key()
	m.groups.open[key] = !m.groups.open[key]
	m.regroup()
}

// Fold folds the cause that the selected row belongs to, or unfolds it.
func (m *Model) Fold(open bool) {
	row, ok := m.SelectedGroup()
	if !ok || m.groups.open[row.Cause.Key()] == open {
		return
	}
	m.groups.open[row.Cause.Key()] = open
	if row.Job != nil {
		for i, r := range m.groups.rows {
			if r.Cause == row.Cause && r.Job == nil {
				m.groups.at = i
			}
		}
	}
	m.regroup()
}

// TakeOut takes the selected job out of the decision about its cause, or in again; false
// where no job of a cause is selected.
func (m *Model) TakeOut() bool {
	row, ok := m.SelectedGroup()
	if !ok || row.Job == nil {
		return false
	}
	m.takeOutRow(row)
	return true
}

// takeOutRow takes the job of a row out of the decision about its cause, or in again.
func (m *Model) takeOutRow(row GroupRow) {
	key := row.Cause.Key()
	if m.groups.out[key] == nil {
		m.groups.out[key] = map[int64]bool{}
	}
	m.groups.out[key][row.Job.ID] = !m.groups.out[key][row.Job.ID]
	m.regroup()
}

// readGroups reads which causes the waiting problems have.
func (m *Model) readGroups() {
	now, old := m.p.Clock(), m.groups.old
	m.groups.load.Run(func(ctx context.Context) func() {
		var found []causes.Cause
		err := m.p.Store.Read(ctx, func(q domain.Reader) (err error) {
			found, err = causes.Read(q, now, m.p.Location, old)
			return err
		})
		return func() {
			if err != nil {
				m.Fail(err)
				return
			}
			m.groups.read, m.groups.upTo, m.groups.seen = found, map[int64]int64{}, map[string]causes.Seen{}
			for _, r := range m.AllRows {
				m.groups.upTo[r.ID] = r.LastRun
			}
			m.regroup()
			m.groups.seek = 0
			if len(found) > 0 && !found[0].Read {
				m.readOldCauses()
			}
		}
	})
}

// regroup makes the rows of what was read: of each cause the jobs that search and chips
// leave, and that no decision under way covers.
func (m *Model) regroup() {
	g := &m.groups
	if !g.on {
		return
	}
	shown := map[int64]domain.JobRow{}
	for _, r := range m.Rows() {
		shown[r.ID] = r
	}
	g.of = map[int64][]string{}
	for _, c := range g.read {
		for _, member := range c.Members {
			if key, of := c.Key(), g.of[member.Job.ID]; !slices.Contains(of, key) {
				g.of[member.Job.ID] = append(of, key)
			}
		}
	}
	selected := ""
	var job int64
	if at := m.GroupSelected(); at >= 0 {
		selected = g.rows[at].Cause.Key()
		if g.rows[at].Job != nil {
			job = g.rows[at].Job.ID
		}
	}
	old := g.at
	g.shown = g.shown[:0:0]
	for _, c := range g.read {
		c.Jobs, c.Alone, c.Out = nil, map[int64]bool{}, g.out[c.Key()]
		members := map[int64]bool{}
		for _, member := range c.Members {
			id := member.Job.ID
			if row, ok := shown[id]; ok && !members[id] {
				c.Jobs = append(c.Jobs, row)
			}
			members[id] = true
		}
		for _, j := range c.Jobs {
			// What came after the causes were read may have another one.
			c.Alone[j.ID] = len(g.of[j.ID]) == 1 && j.LastRun <= g.upTo[j.ID]
		}
		if len(c.Jobs) > 0 {
			g.shown = append(g.shown, c)
		}
	}
	g.keepTicks()
	g.rows, g.at = g.rows[:0:0], -1
	for i := range g.shown {
		c := &g.shown[i]
		if c.Key() == selected && (job == 0 || g.at < 0) || selected == "" && g.at < 0 && c.Has(g.seek) {
			g.at = len(g.rows)
		}
		g.rows = append(g.rows, GroupRow{Cause: c})
		for j := range c.Jobs {
			if !g.open[c.Key()] {
				break
			}
			if c.Key() == selected && c.Jobs[j].ID == job {
				g.at = len(g.rows)
			}
			g.rows = append(g.rows, GroupRow{Cause: c, Job: &c.Jobs[j]})
		}
	}
	if g.at < 0 {
		g.at = max(0, min(old, len(g.rows)-1))
	}
	m.SelectGroupRow(g.at)
}

// nextCause selects the head of the next cause, or of the one before; after the last one comes
// the first.
func (m *Model) nextCause(by int) {
	at, of := m.CauseNumber()
	if of == 0 {
		return
	}
	to := &m.groups.shown[((at-1+by)%of+of)%of]
	m.SelectGroupRow(slices.IndexFunc(m.groups.rows, func(r GroupRow) bool { return r.Cause == to }))
}

// readOldCauses reads the nights long past, beside the list that is shown already, and shows
// since when each of its causes stands.
func (m *Model) readOldCauses() {
	now := m.p.Clock()
	m.groups.loadOld.Run(func(ctx context.Context) func() {
		var old *causes.Past
		err := m.p.Store.Read(ctx, func(q domain.Reader) error {
			nights, err := rules.ReadNights(q, m.p.Location)
			if err == nil {
				old, err = causes.ReadPast(q, nights, now)
			}
			return err
		})
		return func() {
			if err != nil {
				m.Fail(err)
				return
			}
			m.groups.old = old
			if m.groups.on {
				m.readGroups()
			}
		}
	})
}

// Before is what is known of the selected cause from earlier nights; false where it was never
// there before, or that is still being read.
func (m *Model) Before() (causes.Seen, bool) {
	row, ok := m.SelectedGroup()
	if !ok {
		return causes.Seen{}, false
	}
	s := m.groups.seen[row.Cause.Key()]
	return s, s.Nights > 0
}

// readSeen looks for what was said and done the last time that the cause was there.
func (m *Model) readSeen(c *causes.Cause) {
	key, of := c.Key(), *c
	if _, known := m.groups.seen[key]; known || !c.Returned() {
		return
	}
	m.groups.look.Run(func(ctx context.Context) func() {
		var found causes.Seen
		err := m.p.Store.Read(ctx, func(q domain.Reader) (err error) {
			found, err = causes.ReadSeen(q, of)
			return err
		})
		return func() {
			if err != nil {
				m.Fail(err)
				return
			}
			m.groups.seen[key] = found
			m.changed(list.PartDetails)
		}
	})
}
