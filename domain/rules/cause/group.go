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
	// Name stands instead of the text, where a person gave it one. Joined are the keys of
	// other causes that are part of this one, in the order of their runs; Of is the key of
	// the cause that its one job was taken out of, "" for none.
	Name   string
	Joined []string
	Of     string
	key    string // "" of one that no Grouper made
	// Missing groups the runs of one customer that did not come; Text is empty then.
	Missing bool
	Status  domain.Status // the worst
	Members []Member
	// First and Last are when the oldest and the newest of its runs were.
	First, Last time.Time
}

// Key names the group as long as its cause is the same, also over nights and restarts.
func (g Group) Key() string {
	switch {
	case g.key != "":
		return g.key
	case g.Missing:
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
	// Marks are what people said of causes, by key: names, which are one, and which jobs have
	// one for a reason of their own. None of it is needed.
	Marks  map[string]domain.CauseMark
	groups map[string]*Group
	texts  map[said]Text
	order  []string
}

// Add takes a run into the groups of its problems. Problems are what is to be decided of
// it: those that no override covers. A run without problems is not taken.
func (g *Grouper) Add(run domain.Run, job domain.Job, problems []domain.Object) {
	if len(problems) == 0 {
		return
	}
	g.begin()
	if run.Status == domain.Missed {
		one := Group{Missing: true, Status: domain.Missed, Members: []Member{{Run: run, Job: job, Objects: problems, Alone: true}}}
		g.place(&one, job.Key)
		g.add(one, run)
		return
	}
	var parts []Group
	for _, p := range problems {
		one := Group{Text: g.text(run, job, p), Product: job.Product, Members: []Member{{Run: run, Job: job}}}
		g.place(&one, job.Key)
		at := slices.IndexFunc(parts, func(x Group) bool { return x.key == one.key })
		if at < 0 {
			at = len(parts)
			parts = append(parts, one)
		} else {
			parts[at].join(one)
		}
		parts[at].Status = max(parts[at].Status, p.Status.Known())
		parts[at].Members[0].Objects = append(parts[at].Members[0].Objects, p)
	}
	for _, p := range parts {
		p.Members[0].Alone = len(parts) == 1
		g.add(p, run)
	}
}

// Keys are the keys of the causes of a run, each once: those under which Add would take it.
func (g *Grouper) Keys(run domain.Run, job domain.Job, problems []domain.Object) (keys []string) {
	g.begin()
	for _, p := range problems {
		one := Group{Missing: true, Members: []Member{{Job: job}}}
		if run.Status != domain.Missed {
			one = Group{Text: g.text(run, job, p), Product: job.Product}
		}
		if g.place(&one, job.Key); !slices.Contains(keys, one.key) {
			keys = append(keys, one.key)
		}
	}
	return keys
}

func (g *Grouper) begin() {
	if g.groups == nil {
		g.groups, g.texts = map[string]*Group{}, map[said]Text{}
	}
}

// said is what the text of a problem is made of: the same words stand night after night.
type said struct {
	job             int64
	object, message string
}

// text is that of a problem of a run: the names of its job, its machine and its own object are
// placeholders in it. Which others failed in the same night makes no difference.
func (g *Grouper) text(run domain.Run, job domain.Job, p domain.Object) Text {
	what := said{job.ID, p.Name, cmp.Or(p.Message, run.Error)}
	if text, known := g.texts[what]; known {
		return text
	}
	names := []string{job.Name, job.Customer.Name, p.Name, run.JobName, run.Identity}
	if p.Name == "" { // the report's own words, which may be about any of its objects
		for _, o := range run.Objects {
			names = append(names, o.Name)
		}
	}
	text := Of(what.message, names...)
	if p.Name != "" {
		g.texts[what] = text
	}
	return text
}

// mostJoined bounds a chain of causes that are part of each other.
const mostJoined = 100

// place gives a group of one run the key under which it stands: that of the cause which its
// own is part of, and one of its own where the job was taken out of it.
func (g *Grouper) place(one *Group, job domain.JobKey) {
	own := one.Key()
	one.key = own
	for range mostJoined {
		mark := g.Marks[one.key]
		if slices.Contains(mark.Out, job) {
			one.Of, one.Joined = one.key, nil
			one.key += "\x00" + string(job)
			break
		}
		if mark.PartOf == "" {
			break
		}
		one.key, one.Joined = mark.PartOf, []string{own}
	}
	one.Name = g.Marks[one.key].Name
}

// join takes the text of the cause that others are part of, and remembers the others.
func (g *Group) join(o Group) {
	if len(g.Joined) > 0 && len(o.Joined) == 0 {
		g.Text, g.Product, g.Missing = o.Text, o.Product, o.Missing
	}
	for _, key := range o.Joined {
		if !slices.Contains(g.Joined, key) {
			g.Joined = append(g.Joined, key)
		}
	}
}

func (g *Grouper) add(one Group, run domain.Run) {
	group, ok := g.groups[one.key]
	if !ok {
		one.First, one.Last = run.At, run.At
		g.groups[one.key], g.order = &one, append(g.order, one.key)
		return
	}
	group.join(one)
	group.Members = append(group.Members, one.Members...)
	group.Status = max(group.Status, one.Status)
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
