package model

import (
	"cmp"
	"context"
	"slices"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/domain/rules/cause"
	"runchecks/ui/list"
	"runchecks/ui/task"
	"runchecks/ui/words"
)

// barNights is how many nights the bars of a cause show, seenNights how far back is looked for
// the night in which it began and for when it was there before. latelyNights are read each
// time: in them runs still come and are judged anew.
const (
	barNights    = 14
	seenNights   = 365
	latelyNights = 4
)

// Cause is one cause with the jobs that have it, as the list shows it.
type Cause struct {
	cause.Group
	// Jobs are those of the list that have it, in the order of its members; Alone are those
	// of them that wait with no other problem, Out those that were taken out of the decision.
	Jobs  []domain.JobRow
	Alone map[int64]bool
	Out   map[int64]bool
	// Several counts the ticked causes that this one stands for together, 0 for one of the list.
	Several int
	// Nights counts the jobs that had it in each of the last nights, the oldest first.
	Nights [barNights]int
	// New says that no job had it in the night before; Since is the night it began, and
	// Before that it began before anybody looked.
	New    bool
	Since  time.Time
	Before bool
	// Read says that nights long past were read, too.
	Read bool
	// earlier are the times before that its jobs had it, the newest first.
	earlier []episode
}

// GroupRow is a row of the list by causes: the head of a cause where Job is nil, else one of
// its jobs.
type GroupRow struct {
	Cause *Cause
	Job   *domain.JobRow
}

// groups is the list by causes.
type groups struct {
	on    bool
	read  []Cause // as read, of all that waits
	shown []Cause // of them what search and chips leave
	rows  []GroupRow
	at    int
	open  map[string]bool           // unfolded causes
	out   map[string]map[int64]bool // jobs that were taken out of a decision
	ticks map[string]bool           // ticked causes
	from  int                       // the row from which ticks are extended
	of    map[int64][]string        // of each job the causes that it waits with
	seen  map[string]Seen           // of causes that were selected
	old   *pastCauses               // of nights long past, nil until they are read
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
	g.at, g.rows, g.seek, g.seen = 0, nil, m.Job(), map[string]Seen{}
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
	case row.Cause.has(m.Job()):
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
		var found []Cause
		err := m.p.Store.Read(ctx, func(q domain.Reader) (err error) {
			found, err = readCauses(q, now, m.p.Location, old)
			return err
		})
		return func() {
			if err != nil {
				m.Fail(err)
				return
			}
			m.groups.read, m.groups.upTo, m.groups.seen = found, map[int64]int64{}, map[string]Seen{}
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

// readCauses groups what waits, and counts in how many nights before it was so. What is known
// of nights long past is not read again; without it, since when a cause stands is not said.
func readCauses(q domain.Reader, now time.Time, loc *time.Location, old *pastCauses) ([]Cause, error) {
	waiting, err := waitingCauses(q)
	if err != nil {
		return nil, err
	}
	nights, err := rules.ReadNights(q, loc)
	if err != nil {
		return nil, err
	}
	tonight := nights.Of(now)
	lately := nights.On(tonight.Date.AddDate(0, 0, 1-latelyNights)).From
	recent, err := readPastCauses(q, nights, waiting.Marks, lately, tonight.To)
	if err != nil {
		return nil, err
	}
	if !old.holds(lately, waiting.Marks) {
		old = nil
	}
	var out []Cause
	for _, g := range waiting.Groups(tonight) {
		c := Cause{Group: g, Read: old != nil}
		past := []pastNightsOf{recent.of[g.Key()]}
		if old != nil {
			past = append(past, old.of[g.Key()])
		}
		day := dayOf(tonight.Date)
		had := func(ago int) bool {
			return slices.ContainsFunc(past, func(n pastNightsOf) bool { return len(n[day-ago]) > 0 })
		}
		newest := max(0, nights.Since(g.Last, now))
		for i := range barNights {
			for _, n := range past {
				c.Nights[barNights-1-i] += len(n.jobs(day - i))
			}
		}
		first := newest
		for had(first+1) && first+1 < seenNights {
			first++
		}
		c.New = first == newest && !had(newest+1)
		c.Since, c.Before = tonight.Date.AddDate(0, 0, -first), first == seenNights-1
		if old != nil {
			c.earlier = episodes(past, day-first, tonight.Date)
		}
		out = append(out, c)
	}
	slices.SortStableFunc(out, func(a, b Cause) int {
		return cmp.Or(cmp.Compare(b.Status, a.Status), boolFirst(a.New, b.New), cmp.Compare(b.Group.Jobs(), a.Group.Jobs()))
	})
	return out, nil
}

func boolFirst(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
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
		if c.Key() == selected && (job == 0 || g.at < 0) || selected == "" && g.at < 0 && c.has(g.seek) {
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

// objects counts the objects of its jobs that have it, each once, in however many runs.
func (c *Cause) objects() int {
	jobs := map[int64]bool{}
	for _, j := range c.Jobs {
		jobs[j.ID] = true
	}
	type object struct {
		job  int64
		name string
	}
	seen := map[object]bool{}
	for _, m := range c.Members {
		for _, o := range m.Objects {
			if o.Name != "" && jobs[m.Job.ID] {
				seen[object{m.Job.ID, o.Name}] = true
			}
		}
	}
	return len(seen)
}

// has reports whether a job of the list has the cause.
func (c *Cause) has(job int64) bool {
	return slices.ContainsFunc(c.Jobs, func(j domain.JobRow) bool { return j.ID == job })
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

// chosen are the jobs of a cause that its decision is about.
func (c *Cause) chosen() (out []domain.JobRow) {
	for _, j := range c.Jobs {
		if !c.Out[j.ID] {
			out = append(out, j)
		}
	}
	return out
}

// CauseText says what a cause is, with what differs between its messages in brackets.
func CauseText(c *Cause) string {
	switch {
	case c.Several > 0:
		return words.T("runchecks.cause_several", "n", c.Several)
	case c.Name != "":
		return c.Name
	case c.Missing:
		return words.T("runchecks.cause_missing")
	case c.Text.Key == "":
		return words.T("runchecks.cause_silent", "product", words.Product(c.Product))
	}
	if objects := c.Members[0].Objects; len(objects) > 0 {
		// A sentence of the program itself is said in the language of the window.
		if noted := words.Noted(objects[0].Message); noted != objects[0].Message {
			return noted
		}
	}
	text := ""
	for _, p := range c.Text.Parts {
		if p.Placeholder {
			text += "[" + p.Text + "]"
		} else {
			text += p.Text
		}
	}
	return text
}

// CauseLine says since when a cause stands and how many it is about.
func (m *Model) CauseLine(c *Cause) (lead, rest string) {
	customers := map[int64]bool{}
	for _, j := range c.Jobs {
		customers[j.Customer.ID] = true
	}
	rest = words.Count(len(customers), "customer") + " · " + words.Count(len(c.Jobs), "job")
	if n := c.objects(); n > 0 {
		rest += " · " + words.Count(n, "object")
	}
	switch {
	case c.New:
		return words.T("night.new"), "· " + rest
	case !c.Read:
		return "", rest
	case c.Before:
		return "", rest + " · " + words.T("runchecks.cause_before", "day", words.Stamp(c.Since, words.DayMonth))
	}
	return "", rest + " · " + words.T("runchecks.cause_since", "day", words.Stamp(c.Since, words.DayMonth))
}

// Stays says before a decision which jobs of a cause it does not take off the list, "" where
// there are none.
func (m *Model) Stays(c *Cause) string {
	var names []string
	for _, j := range c.chosen() {
		if !c.Alone[j.ID] {
			names = append(names, j.Customer.Name+", "+j.Name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return words.T("runchecks.cause_stays", "n", len(names), "jobs", words.And(names[:min(3, len(names))]))
}

// waitingCauses gathers what waits by its causes.
func waitingCauses(q domain.Reader) (waiting cause.Grouper, err error) {
	overrides, err := q.Overrides()
	if err != nil {
		return waiting, err
	}
	if waiting.Marks, err = q.CauseMarks(); err != nil {
		return waiting, err
	}
	judge, err := q.AttemptJudge()
	if err != nil {
		return waiting, err
	}
	book := rules.NewBook(overrides)
	err = q.WaitingProblems(domain.ProblemFilter{}, func(run domain.Run, job domain.Job) error {
		again := run.LastAttempt != 0 && judge == domain.JudgeLast
		if job.State == domain.JobActive && job.Customer.Active && !run.Effective.Status.Good() && !again {
			problems := rules.Uncovered(run, job, book)
			if run.Sender.Doubt != "" { // nobody else sent it
				problems = append(problems, domain.Object{Status: domain.Unknown, Message: run.Sender.Doubt})
			}
			waiting.Add(run, job, problems)
		}
		return nil
	})
	return waiting, err
}
