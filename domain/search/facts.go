package search

import (
	"slices"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules/query"
)

// Facts are what a search asks of jobs beside what their rows say. They are read once, then
// asked for each row, and never changed.
type Facts struct {
	now time.Time
	me  string // who searches, folded
	// Of tickets and remarks what a search looks in, folded, by what they are about.
	codes, remarks, documents about
	accepted                  map[domain.JobKey]bool
	last                      map[int64]domain.LastRun
	names                     map[int64]names // folded
}

// about are texts about customers, by their folded names, and jobs.
type about struct {
	customers map[string]string
	jobs      map[domain.JobKey]string
}

func newAbout() about { return about{map[string]string{}, map[domain.JobKey]string{}} }

func (a about) add(scopes []domain.Scope, text string) {
	for _, s := range scopes {
		if s.Job != "" {
			a.jobs[s.Job] += text + "\n"
		} else {
			a.customers[domain.Fold(s.Customer)] += text + "\n"
		}
	}
}

// of are the texts about a job.
func (a about) of(j *domain.Job, customer string) string {
	text := a.jobs[j.Key] + a.customers[customer]
	if j.Joined != "" {
		for key := range strings.SplitSeq(j.Joined, "\n") {
			text += a.jobs[domain.JobKey(key)]
		}
	}
	return text
}

// names are what a job is called.
type names struct{ customer, product, job, all string }

// ReadFacts reads them for rows, and for whoever searches.
func ReadFacts(q domain.Reader, rows []domain.JobRow, me string, now time.Time) (*Facts, error) {
	f := &Facts{
		now: now, me: domain.Fold(me), codes: newAbout(), remarks: newAbout(), documents: newAbout(),
		accepted: map[domain.JobKey]bool{}, names: make(map[int64]names, len(rows)),
	}
	for i := range rows {
		f.names[rows[i].ID] = namesOf(&rows[i].Job)
	}
	tickets, err := q.Tickets()
	if err != nil {
		return nil, err
	}
	for _, t := range tickets {
		text := domain.Fold(t.Code)
		if t.Desk != nil {
			text += " " + domain.Fold(t.Desk.Number)
		}
		f.codes.add(t.Scopes, text)
		f.documents.add(t.Scopes, text+" "+domain.Fold(t.Description))
	}
	remarks, err := q.Remarks()
	if err != nil {
		return nil, err
	}
	for _, r := range remarks {
		text := domain.Fold(r.Text)
		f.remarks.add(r.Scopes, text)
		f.documents.add(r.Scopes, text)
	}
	acceptances, err := q.ActiveAcceptances()
	if err != nil {
		return nil, err
	}
	for _, a := range acceptances {
		if a.Job != "" {
			f.accepted[a.Job] = true
		}
		for _, affected := range a.Affected { // of an error in many jobs
			for i, c := range affected { // the key before the name may have the sign, too
				if c == '|' {
					f.accepted[domain.JobKey(affected[:i])] = true
				}
			}
		}
	}
	f.last, err = q.LastRuns()
	return f, err
}

// meets reports whether a job meets what a search asks of jobs.
func (f *Facts) meets(r *domain.JobRow, q query.Query, everything bool) bool {
	for _, t := range q.Terms {
		if _, words := wordsIn[t.Key]; words || aboutRuns(t, everything) {
			continue
		}
		if f.meet(r, t) == t.Not {
			return false
		}
	}
	return true
}

func (f *Facts) meet(r *domain.JobRow, t query.Term) bool {
	n := f.of(&r.Job)
	switch t.Key {
	case query.Status:
		return has(t.Statuses, r.Status)
	case query.Customer:
		return strings.Contains(n.customer, t.Value)
	case query.Product:
		return strings.Contains(n.product, t.Value)
	case query.Job:
		return strings.Contains(n.job, t.Value)
	case query.Ticket:
		return documented(r.Tickets, t.Value, f.codes.of(&r.Job, n.customer))
	case query.Remark:
		return documented(r.Remarks, t.Value, f.remarks.of(&r.Job, n.customer))
	case query.Silent:
		return !f.last[r.ID].Run.After(f.now.AddDate(0, 0, -t.Days))
	case query.Mine, query.By:
		return f.looksAfter(r.Claim, t)
	case query.NoSuccess:
		return !f.last[r.ID].Success.After(f.now.AddDate(0, 0, -t.Days))
	}
	switch t.Value {
	case isNew:
		return r.Standing.New
	case isKnown:
		return !r.Status.Good() && !r.Standing.New
	case isAccepted:
		return slices.ContainsFunc(r.Keys(), func(k domain.JobKey) bool { return f.accepted[k] })
	case isTicketed:
		return r.Tickets > 0
	}
	return false
}

// looksAfter answers mine: and by:, which is a part of a name, or any, or none.
func (f *Facts) looksAfter(c domain.Claim, t query.Term) bool {
	by := ""
	if c.Stands(f.now) {
		by = domain.Fold(c.By)
	}
	switch {
	case t.Key == query.Mine:
		return by != "" && by == f.me
	case t.Value == "any":
		return by != ""
	case t.Value == "none":
		return by == ""
	}
	return by != "" && strings.Contains(by, t.Value)
}

// documented answers ticket: and remark:, which are a part of a text, or any, or none.
func documented(open int, value, texts string) bool {
	switch value {
	case "any":
		return open > 0
	case "none":
		return open == 0
	}
	return strings.Contains(texts, value)
}

// saying are the jobs that say something by what they are called, or what is documented
// about them.
func (f *Facts) saying(rows []domain.JobRow, text string) map[int64]bool {
	out := map[int64]bool{}
	for i := range rows {
		j := &rows[i].Job
		n := f.of(j)
		if strings.Contains(n.all, text) || strings.Contains(f.documents.of(j, n.customer), text) {
			out[j.ID] = true
		}
	}
	return out
}

// namesOf returns what a job is called, as it is compared.
func namesOf(j *domain.Job) names {
	n := names{customer: domain.Fold(j.Customer.Name), product: domain.Fold(j.Product), job: domain.Fold(j.Name)}
	n.all = n.customer + " " + n.product + " " + domain.Fold(j.Type) + " " + n.job
	return n
}

// of returns the names of a job, which may have come after the facts were read.
func (f *Facts) of(j *domain.Job) names {
	if n, ok := f.names[j.ID]; ok {
		return n
	}
	return namesOf(j)
}
