package cause

import (
	"cmp"
	"slices"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// A Member is a run with a problem that belongs to a group: the same cause may stand at
// several of its objects.
type Member struct {
	Run domain.Run
	Job domain.Job
	// Objects are those of the run that have the cause, in the order of the report. The
	// run's own problem, which no object has, is one without a name.
	Objects []domain.Object
	// Alone says that the run has no problem of another cause: deciding the group decides
	// the run.
	Alone bool
}

// A Group is one cause with the waiting runs that have it, at most one entry a run.
type Group struct {
	Text    Text
	Product string
	// Missing groups the runs of one customer that did not come; Text is empty then.
	Missing bool
	Status  domain.Status // the worst
	Members []Member
	// First and Last are when the oldest and the newest of its runs were.
	First, Last time.Time
}

// Key names the group as long as its cause is the same, also over nights and restarts.
func (g Group) Key() string {
	if g.Missing {
		return "missing\x00" + domain.Fold(g.Members[0].Job.Customer.Name)
	}
	return domain.Fold(g.Product) + "\x00" + g.Text.Key
}

// Customers counts the customers of the group; Jobs its jobs; Objects its objects.
func (g Group) Customers() int {
	seen := map[int64]bool{}
	for _, m := range g.Members {
		seen[m.Job.Customer.ID] = true
	}
	return len(seen)
}

// Jobs counts the jobs of the group.
func (g Group) Jobs() int {
	seen := map[int64]bool{}
	for _, m := range g.Members {
		seen[m.Job.ID] = true
	}
	return len(seen)
}

// Objects counts the objects of the group that have a name.
func (g Group) Objects() (n int) {
	for _, m := range g.Members {
		for _, o := range m.Objects {
			if o.Name != "" {
				n++
			}
		}
	}
	return n
}

// A Grouper makes groups of runs as they are read. It is used by one goroutine.
type Grouper struct {
	groups map[string]*Group
	order  []string
}

// Add takes a run into the groups of its problems. Problems are what is to be decided of
// it: those that no override covers. A run without problems is not taken.
func (g *Grouper) Add(run domain.Run, job domain.Job, problems []domain.Object) {
	if len(problems) == 0 {
		return
	}
	if g.groups == nil {
		g.groups = map[string]*Group{}
	}
	if run.Status == domain.Missed {
		g.add(Group{Missing: true, Members: []Member{{Run: run, Job: job, Objects: problems, Alone: true}}}, run, domain.Missed)
		return
	}
	names := make([]string, 0, len(run.Objects)+4)
	names = append(names, job.Name, job.Customer.Name, run.JobName, run.Identity)
	for _, o := range run.Objects {
		names = append(names, o.Name)
	}
	var parts []Group
	for _, p := range problems {
		text := Of(cmp.Or(p.Message, run.Error), names...)
		at := slices.IndexFunc(parts, func(x Group) bool { return x.Text.Key == text.Key })
		if at < 0 {
			at = len(parts)
			parts = append(parts, Group{Text: text, Product: job.Product, Members: []Member{{Run: run, Job: job}}})
		}
		parts[at].Status = max(parts[at].Status, p.Status.Known())
		parts[at].Members[0].Objects = append(parts[at].Members[0].Objects, p)
	}
	for _, p := range parts {
		p.Members[0].Alone = len(parts) == 1
		g.add(p, run, p.Status)
	}
}

func (g *Grouper) add(one Group, run domain.Run, status domain.Status) {
	key := one.Key()
	group, ok := g.groups[key]
	if !ok {
		one.First, one.Last, one.Status = run.At, run.At, status
		g.groups[key], g.order = &one, append(g.order, key)
		return
	}
	group.Members = append(group.Members, one.Members...)
	group.Status = max(group.Status, status)
	if run.At.Before(group.First) {
		group.First = run.At
	}
	if run.At.After(group.Last) {
		group.Last = run.At
	}
}

// Groups are the groups so far: the worst first, those that began in this night before
// older ones, then those with most jobs. Those alike stay in the order of their runs.
func (g *Grouper) Groups(tonight rules.Night) []Group {
	out := make([]Group, 0, len(g.order))
	for _, key := range g.order {
		out = append(out, *g.groups[key])
	}
	older := func(x Group) int {
		if x.First.Before(tonight.From) {
			return 1
		}
		return 0
	}
	slices.SortStableFunc(out, func(a, b Group) int {
		return cmp.Or(cmp.Compare(b.Status, a.Status), cmp.Compare(older(a), older(b)), cmp.Compare(b.Jobs(), a.Jobs()))
	})
	return out
}
