package simulate

import (
	"cmp"
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"time"
)

// How to sign in to the demo's servers.
const (
	DemoUser     = "reports@nachtwacht.example"
	DemoPassword = "demo"
	DemoCoveUser = "report-reader"
	DemoToken    = "demo-token"
	DemoPartner  = "Nachtwacht IT (beheer@nachtwacht.example)"
)

const (
	// nights is how far back the demo's mails go.
	nights = 42
	// settled is how many runs ago chance begins to befall a job: what waits this morning is
	// what the stories say, on whatever day that is.
	settled = 3
)

// Customer is a customer of the demo and the sender addresses of its jobs.
type Customer struct {
	Name    string
	Senders []string
}

// Demo is a mailbox of six weeks, and what its owner knows of it: which sender
// belongs to whom. Everything in it is invented.
type Demo struct {
	User, Password string
	Mails          []Mail // ascending by Received, none after now
	Customers      []Customer
	// HoldBack holds the senders of three jobs that nobody has approved yet.
	HoldBack map[string]bool
}

// NewDemo writes the six weeks before now. The same now, in the same time zone,
// and the same seed give the same bytes.
func NewDemo(now time.Time, seed uint64) *Demo {
	now = now.Round(0).Truncate(time.Second)
	cs := companies()
	p := plan(cs)
	d := &Demo{User: DemoUser, Password: DemoPassword, HoldBack: p.holdBack}
	for _, c := range cs {
		d.Customers = append(d.Customers, Customer{Name: c.name, Senders: c.senders})
	}
	post := &post{now: now}
	for _, j := range p.jobs {
		// Each job has dice of its own, so that one more job leaves the others alone.
		j.nights(post, dice(seed, j.sender, j.name))
	}
	forge(post, p.jobs, p.holdBack, dice(seed, "forged"))
	extras(post, cs, dice(seed, "extras"))
	tenantReports(post, cs, dice(seed, "tenants"))
	byHand(post, cs, dice(seed, "by hand"))
	slices.SortStableFunc(post.mails, func(a, b Mail) int { return cmp.Compare(a.Received.Unix(), b.Received.Unix()) })
	d.Mails = post.mails
	return d
}

func dice(seed uint64, words ...string) *rand.Rand {
	h := fnv.New64a()
	for _, w := range words {
		_, _ = h.Write([]byte(w + "\x00"))
	}
	return rand.New(rand.NewPCG(seed, h.Sum64()))
}

// post collects mails.
type post struct {
	now   time.Time
	mails []Mail
}

// send seals a letter and puts it into the mailbox, unless that were after now.
func (p *post) send(l letter, label, sender string, at time.Time, w want, rng *rand.Rand) {
	sent := at.Add(time.Duration(2+rng.IntN(18)) * time.Second)
	received := sent.Add(time.Duration(1+rng.IntN(30)) * time.Second)
	if received.After(p.now) {
		return
	}
	p.mails = append(p.mails, Mail{Received: received, Raw: seal(l, label, sender, sent, received, rng), want: w})
}

// nights plays all runs of a job and sends their reports.
func (j *job) nights(p *post, rng *rand.Rand) {
	starts := j.starts(p.now)
	for i, start := range starts {
		ago := len(starts) - 1 - i // 0 is the newest run
		// The clock of a job is never quite the same.
		start = start.Add(time.Duration(rng.IntN(75)) * time.Second)
		var t *trouble
		switch {
		case j.story.last != nil && ago < max(1, j.story.nights):
			t = j.story.last
		case j.story.before != nil && ago >= j.story.until && ago <= j.story.first:
			t = j.story.before
		case ago >= settled && !j.story.calm:
			t = j.chance.draw(rng)
		}
		r := j.runOf(start, t, rng)
		p.send(j.write(j, r, rng), j.label, j.sender, r.end, j.wanted(r), rng)
		if ago > 0 {
			continue
		}
		for try := 2; try <= j.story.tries; try++ {
			r = j.retryOf(r, j.story.mended && try == j.story.tries, rng)
			p.send(j.write(j, r, rng), j.label, j.sender, r.end, j.wanted(r), rng)
		}
	}
}

func (j *job) wanted(r *run) want {
	w := j.want
	w.status = r.outcome.word()
	w.objects = len(r.things)
	return w
}

// starts returns when the job began, as far as its report can be here by now.
func (j *job) starts(now time.Time) []time.Time {
	begin := now.AddDate(0, 0, -nights)
	if j.weeks > 0 {
		begin = now.AddDate(0, 0, -7*j.weeks)
	}
	last := now.Add(-j.longest())
	if silent := now.AddDate(0, 0, -3); j.story.silent && silent.Before(last) {
		last = silent
	}
	var out []time.Time
	for d := -nights - 1; d <= 0; d++ {
		// By date, not by hours: a job keeps its time of day over daylight saving.
		for hour := j.hour; hour < 24; hour += j.again {
			t := time.Date(now.Year(), now.Month(), now.Day()+d, hour, j.minute, 0, 0, now.Location())
			if j.days.has(t.Weekday()) && t.After(begin) && t.Before(last) {
				out = append(out, t)
			}
			if j.again == 0 {
				break
			}
		}
	}
	return out
}

// longest is more than the longest run of the job, and its mail, can take.
func (j *job) longest() time.Duration {
	d := time.Duration(max(1, len(j.objects))) * (3*j.each + 10*time.Second)
	if again := time.Duration(j.story.tries - 1); again > 0 {
		d += again * (10*time.Minute + time.Duration(max(1, len(j.objects)))*3*j.each)
	}
	return d + 4*time.Minute
}
