package model

import (
	"cmp"
	"context"
	"slices"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/domain/rules/nights"
	"runchecks/domain/rules/schedule"
	"runchecks/ui/list"
	"runchecks/ui/words"
)

// Bounds of what is read of the past of a job at a time.
const (
	stripNights   = 28
	pastNights    = 60     // how far back the nights of objects are counted
	mostPastRuns  = 1500   // of a job that runs all the time
	mostPastItems = 40_000 // objects of these runs
)

// past is what the selected job did in its nights.
type past struct {
	job      int64
	runs     []domain.PastRun // newest first
	objects  []domain.PastObject
	schedule domain.Schedule
	calendar rules.Nights
	judge    domain.AttemptJudge
	nights   []nights.Night // the strip
	of       int64          // the run that what follows is of
	standing map[string]domain.Standing
	own      domain.Standing // of the job, up to that run
	unusual  []nights.Anomaly
}

// readPast reads the nights of the selected job, behind its details.
func (m *Model) readPast() {
	job, now := m.Job(), m.p.Clock().In(m.p.Location)
	m.loadPast.Run(func(ctx context.Context) func() {
		p := past{job: job}
		err := m.p.Store.Read(ctx, func(q domain.Reader) (err error) {
			p, err = readPast(q, job, now, m.p.Location)
			return err
		})
		return func() {
			switch {
			case err != nil:
				m.Fail(err)
			case job == m.Job():
				m.past = p
				m.stand()
				m.changed(list.PartDetails)
				m.showEvidence()
				m.follow()
			}
		}
	})
}

// follow reads what the tabs in view show of the run and the job that are shown now.
func (m *Model) follow() {
	if h := &m.history; h.open {
		switch {
		case h.job != m.Job() || !h.fresh:
			h.picked = h.picked && h.job == m.Job()
			m.readHistory()
		case !h.picked:
			m.pickShown()
			m.changed(list.PartDetails)
		}
	}
	if m.compare.open {
		m.readCompare()
	}
}

func readPast(q domain.Reader, job int64, now time.Time, loc *time.Location) (past, error) {
	p := past{job: job}
	var err error
	if p.calendar, err = rules.ReadNights(q, loc); err != nil {
		return p, err
	}
	if p.judge, err = q.AttemptJudge(); err != nil {
		return p, err
	}
	tonight := p.calendar.Of(now)
	if p.runs, err = q.PastRuns(job, p.calendar.On(tonight.Date.AddDate(0, 0, -pastNights)).From, tonight.To, mostPastRuns); err != nil {
		return p, err
	}
	ids := make([]int64, 0, len(p.runs))
	for _, r := range p.runs {
		if r.Objects > 0 {
			ids = append(ids, r.ID)
		}
	}
	if p.objects, err = q.PastObjects(ids, mostPastItems); err != nil {
		return p, err
	}
	times, err := schedule.ReadRuns(q, now, loc, job)
	if err != nil {
		return p, err
	}
	p.schedule = times.Of(job)
	p.nights = nights.Of(p.runs, p.calendar, now, stripNights, p.judge)
	return p, nil
}

// stand says of the shown run how its objects stand and what is unusual of it.
func (m *Model) stand() {
	p, d := &m.past, m.details
	if d == nil || d.Job.ID != p.job || p.of == d.Run.ID {
		return
	}
	p.of = d.Run.ID
	p.standing = nights.Standings(p.runs, p.objects, d.Run.ID, p.calendar, p.judge)
	p.unusual = nights.Anomalies(p.runs, p.objects, d.Run.ID)
	m.readSizes()
	marks := make([]domain.RunMark, 0, len(p.runs))
	at := slices.IndexFunc(p.runs, func(r domain.PastRun) bool { return r.ID == d.Run.ID })
	for _, r := range p.runs[max(0, at):] {
		marks = append(marks, domain.RunMark{At: r.At, Status: r.Status, Earlier: r.Earlier && r.ID != d.Run.ID, Hidden: r.Hidden})
	}
	p.own = rules.StandingOf(marks, p.calendar, p.judge)
	for _, r := range m.AllRows { // which counted further back
		if r.ID == p.job && r.LastRun == d.Run.ID && r.Standing.Nights > 0 {
			p.own = r.Standing
		}
	}
}

// Nights are the last nights of the selected job, the oldest first; none while they are read.
func (m *Model) Nights() []nights.Night {
	if m.past.job == 0 || m.past.job != m.Job() {
		return nil
	}
	return m.past.nights
}

// ShownNight is the place among them of the run that the details show, -1 for none.
func (m *Model) ShownNight() int { return nights.At(m.Nights(), m.run) }

// StripLine says how much of the job waits, and when it runs.
func (m *Model) StripLine() string {
	waits := 0
	for _, r := range m.attempts.All {
		if !r.Reviewed && !r.Hidden {
			waits++
		}
	}
	if m.past.job != m.Job() {
		return words.StripLine(waits, domain.Schedule{})
	}
	return words.StripLine(waits, m.past.schedule)
}

// ShowNight shows the run of a night by its place; a night without a run shows nothing else.
func (m *Model) ShowNight(at int) {
	if list := m.Nights(); at >= 0 && at < len(list) && list[at].Shows != 0 {
		m.showPast(list[at].Shows)
	}
}

// MoveNight shows the run of the next night with one, back (-1) or on (+1).
func (m *Model) MoveNight(by int) {
	list := m.Nights()
	from := m.ShownNight()
	if from < 0 {
		from = len(list)
	}
	if to := nights.Step(list, from, by); to >= 0 {
		m.ShowNight(to)
	}
}

// CanMoveNight reports whether there is such a night.
func (m *Model) CanMoveNight(by int) bool {
	from := m.ShownNight()
	if from < 0 {
		from = len(m.Nights())
	}
	return nights.Step(m.Nights(), from, by) >= 0
}

// showPast shows a run of the selected job, whether it waits or not: the list stays as it is.
func (m *Model) showPast(run int64) {
	if at := slices.IndexFunc(m.runs, func(r domain.RunRow) bool { return r.ID == run }); at >= 0 {
		m.SelectRun(at)
		return
	}
	if run == 0 || run == m.run {
		return
	}
	m.run, m.peeks, m.whenFresh = run, true, nil
	m.changed(list.PartRuns)
	m.readDetails(run)
}

// Head is what the top of the details says beside the run itself.
type Head struct {
	Place, When string
	New, Since  string // what is new, and since when it stands so
	Why         words.Why
}

// HeadOf says it of the run that is shown.
func (m *Model) HeadOf(d *domain.Details) Head {
	now := m.p.Clock().In(m.p.Location)
	calendar := m.nightsAt()
	product, kind := words.Product(d.Job.Product), d.Job.Type
	h := Head{
		Place: d.Job.Customer.Name + " · " + joined(product, kind),
		When:  words.RunLine(d, calendar, now, m.p.Location), Why: words.RunReason(d),
	}
	if m.past.of != d.Run.ID || m.past.job != d.Job.ID {
		return h
	}
	if !d.Run.Effective.Status.Good() {
		h.New, h.Since = words.StandingLine(m.past.own, calendar, now)
	}
	if unusual := words.Unusual(m.past.unusual); unusual != "" {
		h.Since = cmp.Or(joined(h.Since, unusual), unusual)
	}
	return h
}

func joined(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " · " + b
}

// RunWords says of a run when it was, and how long it took and who looked at it.
func (m *Model) RunWords(d *domain.Details) (when, about string) {
	now := m.p.Clock().In(m.p.Location)
	when = words.Capital(words.NightTime(d.Run.At, m.nightsAt(), now))
	reviewed := words.T("past.tip_waits")
	if d.Run.Review != nil {
		reviewed = words.ReviewLine(d, m.p.Location)
	}
	return when, joined(words.Duration(d.Run.Duration()), reviewed)
}
